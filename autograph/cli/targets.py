"""What `FILE[:FUNC]` and `MODULE:FUNC` name: a text in, the functions out."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import inspect
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from autograph.cli.errors import UsageError

__all__ = ["Target", "find_one", "find_targets", "load_module", "python_function"]


class Target(NamedTuple):
    """A function that the command line names.

    Attributes
    ----------
    name : str
        Its name in its module, `step` or `Solver.step`.
    function : types.FunctionType
        The plain Python function, decorators taken off.
    module : types.ModuleType
    """

    name: str
    function: types.FunctionType
    module: types.ModuleType


def find_targets(text: str) -> list[Target]:
    """Return the functions that `text` names, all of a file's where it names only the file.

    Raises
    ------
    UsageError
        There is no such file, module or function, or the file cannot be run.
    """
    place, name = _split(text)
    module = load_module(place)
    if name:
        return [Target(name, _look_up(module, name), module)]
    found = [Target(name, function, module) for name, function in _functions(module)]
    if not found:
        raise UsageError(f"{place} defines no function")
    return sorted(found, key=lambda target: target.function.__code__.co_firstlineno)


def find_one(text: str) -> Target:
    """Return the one function that `text` names.

    Raises
    ------
    UsageError
        As `find_targets`, and where the file holds several functions and none is named.
    """
    targets = find_targets(text)
    if len(targets) > 1:
        names = _some(target.name for target in targets)
        raise UsageError(f"{text} holds several functions, name one as {text}:FUNC ({names})")
    return targets[0]


def python_function(thing: Any) -> types.FunctionType | None:
    """Return the plain Python function under decorators, methods and partials, None if there is none."""
    for _ in range(100):
        if isinstance(thing, types.FunctionType) and not hasattr(thing, "__wrapped__"):
            return thing
        if isinstance(thing, functools.partial | functools.partialmethod):
            thing = thing.func
        elif isinstance(thing, property):
            thing = thing.fget
        else:
            # ours, Numba's, functools.wraps's, a bound or a class method's
            for attribute in ("original", "py_func", "__wrapped__", "__func__"):
                inner = inspect.getattr_static(thing, attribute, None)
                if inner is not None:
                    thing = getattr(thing, attribute)
                    break
            else:
                return None
    return None


def load_module(place: str) -> types.ModuleType:
    """Return the module of a file, or of a dotted name; what it prints goes to stderr.

    Raises
    ------
    UsageError
        There is none, or it fails while it is run.
    """
    path = Path(place)
    if path.suffix == ".py" or path.is_file():
        if not path.is_file():
            raise UsageError(f"{place}: no such file")
        name, root = _module_name(path.resolve())
    elif all(part.isidentifier() for part in place.split(".")):
        name, root = place, Path.cwd()
    else:
        raise UsageError(f"{place}: neither a Python file nor the name of a module")
    alone = path.is_file() and root == path.resolve().parent  # not in a package
    with _search_path(root), contextlib.redirect_stdout(sys.stderr):
        try:
            return _run_file(name, path.resolve()) if alone else importlib.import_module(name)
        except (Exception, SystemExit) as error:
            raise UsageError(f"{place} cannot be loaded: {type(error).__name__}: {error}") from error


def _some(names: Iterable[str]) -> str:
    public = [name for name in names if not name.rpartition(".")[2].startswith("_")]
    return ", ".join(public[:8]) + (", ..." if len(public) > 8 else "") or "none"


def _split(text: str) -> tuple[str, str]:
    place, colon, name = text.rpartition(":")
    if not colon or name.startswith(("\\", "/")) or name.endswith(".py"):  # `C:\model.py` has a colon too
        return text, ""
    if not all(part.isidentifier() for part in name.split(".")):
        raise UsageError(f"{name!r} is not the name of a function")
    return place, name


def _module_name(path: Path) -> tuple[str, Path]:
    """Return a file's dotted name and the folder that its package, if it is in one, lies in."""
    parts, folder = [path.stem], path.parent
    while (folder / "__init__.py").exists() and folder.parent != folder:
        parts.insert(0, folder.name)
        folder = folder.parent
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ".".join(parts), folder


def _run_file(name: str, path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(name)
    sys.modules[name] = module  # dataclasses and pickle look there
    try:
        spec.loader.exec_module(module)
    except BaseException:  # whatever the file raises, it leaves no half-made module
        if before is None:
            del sys.modules[name]
        else:
            sys.modules[name] = before
        raise
    return module


@contextlib.contextmanager
def _search_path(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(str(folder))


def _look_up(module: types.ModuleType, name: str) -> types.FunctionType:
    thing: Any = module
    for part in name.split("."):
        missing = object()
        inner = inspect.getattr_static(thing, part, missing)
        if inner is missing:
            known = _some(name for name, _ in _functions(module))
            raise UsageError(f"{module.__name__} has no function {name!r}; it has {known}")
        thing = inner
    function = python_function(thing)
    if function is None:
        raise UsageError(f"{name} is a {type(thing).__name__}, not a Python function")
    return function


def _functions(module: types.ModuleType) -> Iterator[tuple[str, types.FunctionType]]:
    """Yield the functions and methods that the module itself defines, each once."""
    seen: set[int] = set()
    for name, thing in list(vars(module).items()):
        yield from _own(module, name, thing, seen)
        if inspect.isclass(thing) and thing.__module__ == module.__name__:
            for inner, member in vars(thing).items():
                yield from _own(module, f"{thing.__name__}.{inner}", member, seen)


def _own(
    module: types.ModuleType, name: str, thing: Any, seen: set[int]
) -> Iterator[tuple[str, types.FunctionType]]:
    if inspect.isclass(thing) or inspect.ismodule(thing):
        return
    function = python_function(thing)
    if function is None or id(function) in seen:
        return
    if function.__code__.co_filename == getattr(module, "__file__", None):
        seen.add(id(function))
        yield name, function
