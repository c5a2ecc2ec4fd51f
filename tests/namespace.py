"""NumPy's namespace as programs: every function, method and attribute with sample calls found by rule."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import namespace_samples as table
import numpy as np

from autograph.testing import duplicate

__all__ = ["Entry", "entries"]

Sample = tuple[tuple[Any, ...], dict[str, Any]]


@dataclasses.dataclass
class Entry:
    """One name of NumPy's, with a program that uses it and what to call that with.

    Attributes
    ----------
    section : str
        ``"numpy"``, ``"numpy.linalg"``, ``"numpy.fft"``, ``"ufunc"``, ``"ndarray"``.
    name : str
    program : callable
    samples : list of (args, kwargs)
    reason : str
        Why there are no samples.
    """

    section: str
    name: str
    program: Callable[..., Any]
    samples: list[Sample]
    reason: str = ""


def called(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def shaped(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    made = function(*args, **kwargs)
    return made.shape, made.dtype


def indexed(builder: Any, *key: Any) -> Any:
    return builder[key]


def method_of(array: Any, name: str, *args: Any, **kwargs: Any) -> Any:
    return getattr(array, name)(*args, **kwargs)


def attribute_of(array: Any, name: str) -> Any:
    return getattr(array, name)


def _works(program: Callable[..., Any], sample: Sample) -> Any:
    """Return the result of a sample call in a list; None if NumPy refuses it."""
    args, kwargs = duplicate(sample)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return [program(*args, **kwargs)]
        except (TypeError, ValueError, ArithmeticError, IndexError, AttributeError, RuntimeError):
            return None
        except np.linalg.LinAlgError:
            return None


def _parted(row: tuple[Any, ...]) -> Sample:
    """Return a row of the table as positional arguments and keywords."""
    if len(row) == 2 and isinstance(row[0], tuple) and isinstance(row[1], dict):
        return row
    return row, {}


def _parameters(function: Any) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return []


def _required(parameters: list[inspect.Parameter]) -> int:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(item.kind in kinds and item.default is inspect.Parameter.empty for item in parameters)


def _by_rule(
    program: Callable[..., Any], first: tuple[Any, ...], function: Any, skip: int = 0
) -> list[Sample]:
    """Return the sample calls that a signature allows: positional pools, then each keyword alone."""
    parameters = _parameters(function)[skip:]
    needed = _required(parameters)
    if any(item.kind is inspect.Parameter.VAR_POSITIONAL for item in parameters):
        needed = max(needed, 1 - skip)
    found = [
        (first + positional, {})
        for positional in table.POSITIONAL.get(needed, ())
        if _works(program, (first + positional, {})) is not None
    ]
    return found + list(_with_keywords(program, found, parameters[needed:], function))


def _with_keywords(
    program: Callable[..., Any], found: list[Sample], parameters: list[inspect.Parameter], function: Any
) -> Iterator[Sample]:
    bases = found[1:3] or found[:1]
    out: dict[str, Any] = {}
    if bases and any(parameter.name == "out" for parameter in parameters):
        (result,) = _works(program, (bases[0][0], {}))
        if isinstance(result, np.ndarray):
            out = {"out": np.zeros_like(result)}
            yield bases[0][0], out
    for parameter in parameters:
        for value in table.KEYWORDS.get(parameter.name, ()):
            # Without `out`, what `where` leaves out of a ufunc's result is whatever lies in memory.
            more = out if parameter.name == "where" else {}
            for args, _ in (
                bases if more or parameter.name != "where" or not isinstance(function, np.ufunc) else []
            ):
                if _works(program, (args, {parameter.name: value, **more})) is not None:
                    yield args, {parameter.name: value, **more}
                    break


def _entry(section: str, name: str, target: Any) -> Entry:
    label = f"{section}.{name}".removeprefix("numpy.")
    if label in table.NOT_CALLED:
        return Entry(section, name, called, [], table.NOT_CALLED[label])
    program = indexed if label in table.INDEXED else shaped if label in table.UNFILLED else called
    first = (target,)
    if label in table.SAMPLES:
        samples = [((target, *args), kwargs) for args, kwargs in map(_parted, table.SAMPLES[label])]
    else:
        samples = _by_rule(program, first, target)
    return Entry(section, name, program, samples, "" if samples else "no sample")


def _functions(section: str, module: Any, names: Any) -> Iterator[Entry]:
    for name in sorted(names):
        target = getattr(module, name)
        if (
            name.startswith("_")
            or inspect.ismodule(target)
            or not (callable(target) or name in table.INDEXED)
        ):
            continue
        yield _entry(section, name, target)


def _ufunc_methods() -> Iterator[Entry]:
    for ufunc, name in itertools.product(table.UFUNCS, ("reduce", "accumulate", "reduceat", "outer", "at")):
        samples = [
            ((getattr(ufunc, name), *args), kwargs)
            for args, kwargs in table.UFUNC_METHODS[name]
            if _works(called, ((getattr(ufunc, name), *args), kwargs)) is not None
        ]
        yield Entry("ufunc", f"{ufunc.__name__}.{name}", called, samples, "" if samples else "no sample")


def _members() -> Iterator[Entry]:
    for name in sorted(dir(np.ndarray)):
        if name.startswith("_"):
            continue
        label = f"ndarray.{name}"
        if label in table.NOT_CALLED:
            yield Entry("ndarray", name, method_of, [], table.NOT_CALLED[label])
        elif callable(getattr(np.ndarray, name)):
            yield Entry("ndarray", name, method_of, _method_samples(name))
        else:
            yield Entry("ndarray", name, attribute_of, [((array, name), {}) for array in table.ARRAYS])


def _method_samples(name: str) -> list[Sample]:
    given = table.SAMPLES.get(f"ndarray.{name}")
    if given is not None:
        return [((args[0], name, *args[1:]), kwargs) for args, kwargs in map(_parted, given)]
    found = []
    for array in table.ARRAYS:
        samples = _by_rule(method_of, (array, name), getattr(np.ndarray, name), skip=1)
        if not samples and _works(method_of, ((array, name), {})) is not None:
            samples = [((array, name), {})]
        found += samples
    return found


def entries() -> list[Entry]:
    """Return all entries, section by section."""
    found = list(_functions("numpy", np, dir(np)))
    found += _functions("numpy.linalg", np.linalg, np.linalg.__all__)
    found += _functions("numpy.fft", np.fft, np.fft.__all__)
    found += _ufunc_methods()
    found += _members()
    return found
