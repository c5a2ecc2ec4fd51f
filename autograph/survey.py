"""A function in, all that its trace may depend on out: as text that the next process can compare.

A graph that was made in another process may be run in the place of a new one only if that would be the same.
So what a function's names stand for is written down: code to the last constant, numbers and texts by value,
libraries by name and version. Where that cannot be done there is no survey, and the function is traced.
"""

from __future__ import annotations

import builtins
import opcode
import sys
import types
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograph.converters.origin import file_of, is_library
from autograph.decorated import Decorated, is_refused
from autograph.tracing.bindings import names_in

__all__ = ["Space", "Survey", "Unknown", "literal"]

Space = tuple[str, int, int]
"""Where a namespace or cell is: "globals" and a function's number, "cell" and the cell's too, or "module"."""

_CONSTANT_LIBRARIES = frozenset(
    ["bisect", "builtins", "cmath", "functools", "heapq", "itertools", "math", "numpy", "operator"]
)
"""Modules that hold the same in every process."""
_REFUSED = frozenset(
    [
        "__import__",
        "compile",
        "eval",
        "exec",
        "getattr",
        "globals",
        "hash",
        "id",
        "input",
        "locals",
        "open",
        "vars",
    ]
)
"""Functions whose results no list of names tells."""
_PLAIN = (bool, int, float, complex, str, bytes, type(None), type(Ellipsis))
_IMPORT, _MAKE_SET = opcode.opmap["IMPORT_NAME"], opcode.opmap["BUILD_SET"]


class Unknown(Exception):
    """What a trace may depend on cannot be told from one process to the next."""


class Survey:
    """What a function and all that it names are.

    Attributes
    ----------
    functions : list of function
        The user's that can be reached by name, the first one first.
    modules : list of module
        The user's, too.
    arrays : list of ndarray
        Those that variables hold: their types are in the text, not their elements.
    text : str
        The same in each process in which all of that is the same.

    Raises
    ------
    Unknown
        If something is not known by name or by value.
    """

    def __init__(self, function: types.FunctionType) -> None:
        self.functions: list[types.FunctionType] = []
        self.modules: list[types.ModuleType] = []
        self.arrays: list[Any] = []
        self._lines: list[str] = []
        self._looked: set[tuple[int, str]] = set()
        self._under_way: list[types.ModuleType] = []
        self._function(function)
        self.text = "\n".join(self._lines)

    def spaces(self) -> Iterator[tuple[Space, Any]]:
        """Yield all namespaces and cells that were looked into."""
        for number, function in enumerate(self.functions):
            yield ("globals", number, 0), function.__globals__
            for place, cell in enumerate(function.__closure__ or ()):
                yield ("cell", number, place), cell
        for number, module in enumerate(self.modules):
            yield ("module", number, 0), vars(module)

    # ------------------------------------------------------------------ functions and modules

    def _function(self, function: types.FunctionType) -> str:
        if function in self.functions:
            return f"function {self.functions.index(function)}"
        if vars(function):
            raise Unknown(function.__name__)
        number = len(self.functions)
        self.functions.append(function)
        names = names_in(function.__code__)
        own = [_code(function.__code__), repr(is_refused(function))]
        defaults = function.__defaults__, _sorted(function.__kwdefaults__)
        own += [self._value(each, names) for each in defaults]
        for name in sorted(names):
            own.append(f"{name}: {self._name(name, function.__globals__, names)}")
        own += [self._cell(cell, names) for cell in function.__closure__ or ()]
        self._lines.append(f"function {number}: {'; '.join(own)}")
        return f"function {number}"

    def _name(self, name: str, space: dict[str, Any], names: frozenset[str]) -> str:
        if name in space:
            return self._value(space[name], names)
        if name in vars(builtins):
            if name in _REFUSED:
                raise Unknown(name)
            return f"builtin {self._value(vars(builtins)[name], names)}"
        return "none"

    def _cell(self, cell: types.CellType, names: frozenset[str]) -> str:
        try:
            return self._value(cell.cell_contents, names)
        except ValueError:  # nothing is in it yet
            return "empty"

    def _module(self, module: types.ModuleType, names: frozenset[str]) -> str:
        if is_library(file_of(module)):
            if module.__name__.partition(".")[0] not in _CONSTANT_LIBRARIES:
                raise Unknown(module.__name__)
            return f"module {module.__name__} {_version(module.__name__)} {self._library(module, names)}"
        if sys.modules.get(module.__name__) is not module:
            raise Unknown(module.__name__)
        if module not in self.modules:
            self.modules.append(module)
        number = self.modules.index(module)
        for name in sorted(names & vars(module).keys()):
            if (number, name) not in self._looked:
                self._looked.add((number, name))
                self._lines.append(f"module {number} {name}: {self._value(vars(module)[name], names)}")
        return f"module {number} {module.__name__} {sorted(names & vars(module).keys())}"

    def _library(self, module: types.ModuleType, names: frozenset[str]) -> str:
        """Return what a library holds under names: it may have been patched."""
        if module in self._under_way:
            return ""
        self._under_way.append(module)
        held = [
            f"{name}: {self._value(vars(module)[name], names)}"
            for name in sorted(names & vars(module).keys())
        ]
        self._under_way.pop()
        return ", ".join(held)

    # ------------------------------------------------------------------ values

    def _value(self, value: Any, names: frozenset[str]) -> str:
        if isinstance(value, types.FunctionType) and not is_library(value.__code__.co_filename):
            return self._function(value)
        if isinstance(value, Decorated):
            if not isinstance(value.original, types.FunctionType):
                raise Unknown(repr(value))
            options = getattr(value, "options", None)
            return f"decorated {options!r} {self._function(value.original)}"
        if isinstance(value, types.ModuleType):
            return self._module(value, names)
        if type(value) is np.ndarray:
            self.arrays.append(value)
            return f"array {value.dtype.str} {value.ndim}"
        if type(value) in (tuple, frozenset):  # in the order in which a set is gone through here
            return f"{type(value).__name__} ({', '.join(self._value(each, names) for each in value)})"
        return literal(value) or _reference(value)


def literal(value: Any) -> str:
    """Return the text of a number, a text or another plain value; an empty one if it is none."""
    if type(value) in _PLAIN:
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, np.generic) and type(value).__module__ == "numpy" and not value.dtype.hasobject:
        return f"{value.dtype.str} {value.tobytes().hex()}"
    if isinstance(value, np.dtype) and value.isbuiltin == 1:
        return f"dtype {value.str}"
    if type(value) in (range, slice):
        parts = [literal(part) for part in (value.start, value.stop, value.step)]
        return f"{type(value).__name__} {parts}" if all(parts) else ""
    return ""


def _reference(value: Any) -> str:
    """Return the name and version of what a library holds under a name."""
    module = "numpy" if isinstance(value, np.ufunc) else getattr(value, "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or isinstance(value, types.MethodType):
        raise Unknown(repr(type(value)))
    found: Any = sys.modules.get(module)
    if found is None or not is_library(file_of(found)):
        raise Unknown(name)
    if module.partition(".")[0].lstrip("_") not in _CONSTANT_LIBRARIES:
        raise Unknown(name)
    for part in name.split("."):
        found = getattr(found, part, None)
    if found is not value:
        raise Unknown(name)
    return f"{module}:{name} {_version(module)}"


def _version(module: str) -> str:
    return str(getattr(sys.modules.get(module.partition(".")[0]), "__version__", ""))


def _sorted(values: dict[str, Any] | None) -> tuple[Any, ...]:
    return tuple(sorted((values or {}).items(), key=lambda item: item[0]))


def _code(code: types.CodeType) -> str:
    """Return all that a code object holds, the places of its instructions in the file included.

    Raises
    ------
    Unknown
        If it imports something.
    """
    operations = code.co_code[::2]
    if _IMPORT in operations:
        raise Unknown("import")
    texts = frozenset(item for item in code.co_consts if isinstance(item, str))
    facts = (
        *(code.co_name, code.co_qualname, code.co_filename, code.co_firstlineno, code.co_argcount),
        *(code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags, code.co_code, code.co_names),
        *(code.co_varnames, code.co_freevars, code.co_cellvars, code.co_linetable, code.co_exceptiontable),
        tuple(texts) if _MAKE_SET in operations else (),  # as sets of them are ordered here
        _constants(code.co_consts),
    )
    return repr(facts)


def _constants(items: Iterable[Any]) -> list[str]:
    return [
        _code(item)
        if isinstance(item, types.CodeType)
        else f"{type(item).__name__} {_constants(item)}"
        if isinstance(item, tuple | frozenset)
        else f"{type(item).__name__} {item!r}"
        for item in items
    ]
