"""Two outcomes in, the first difference between them out, in words."""

from __future__ import annotations

import dataclasses
import math
import re
import struct
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from autograph.testing.outcome import Outcome

__all__ = ["Comparison", "difference"]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SHARED = (type, types.ModuleType, types.BuiltinFunctionType, np.ufunc, np.dtype)


def difference(
    expected: Outcome, got: Outcome, ulps: int = 0, *, warnings: bool = False, frames: bool = True
) -> str | None:
    """Compare two outcomes of the same call strictly.

    Parameters
    ----------
    expected, got : Outcome
    ulps : int
        How many units in the last place two floats may lie apart.
    warnings : bool
        Compare the warnings too.
    frames : bool
        Demand that the traceback of `got` shows no frame of autograph itself.

    Returns
    -------
    str or None
        What differs first; None when nothing does.
    """
    for check in (_exceptions, _texts):
        found = check(expected, got, ulps)
        if found:
            return found
    if warnings and expected.warned != got.warned:
        return f"warnings: expected {expected.warned!r}, got {got.warned!r}"
    comparison = Comparison(ulps)
    for name in ("result", "arguments", "state"):
        found = comparison.compare(getattr(expected, name), getattr(got, name), name)
        if found:
            return found
    return comparison.compare_sharing() or (_frames(got) if frames else None)


def _exceptions(expected: Outcome, got: Outcome, ulps: int) -> str | None:
    """Compare what was raised, with its arguments, attributes, cause and place."""
    one, two = expected.exception, got.exception
    if one is None and two is None:
        return None
    if one is None or two is None or type(one) is not type(two):
        return f"exception: expected {_show_error(expected)}, got {_show_error(got)}"
    if isinstance(one, RecursionError | MemoryError):
        return None
    comparison = Comparison(ulps)
    found = comparison.compare(one.args, two.args, "exception.args")
    if not found and str(one) != str(two) and not (ulps and _same_text(str(one), str(two), ulps)):
        found = f"exception message: expected {str(one)!r}, got {str(two)!r}"
    found = found or comparison.compare(vars(one), vars(two), "exception.__dict__")
    if not found and type(one.__cause__) is not type(two.__cause__):
        found = f"exception cause: expected {one.__cause__!r}, got {two.__cause__!r}"
    if not found and expected.places != got.places and _merged(expected.places) != _merged(got.places):
        found = f"places of {type(one).__name__}({one}): expected {expected.places}, got {got.places}"
    if not found and one.__context__ is None and two.__context__ is not None:
        found = f"exception context: expected none, got {two.__context__!r}"
    return found


def _merged(places: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """Return places with lambdas as parts of their functions: converted code has more of them."""
    found: list[tuple[int, str]] = []
    for line, function in places:
        if function == "<lambda>" and found:
            found[-1] = (line, found[-1][1])
        else:
            found.append((line, function))
    return tuple(found)


def _show_error(outcome: Outcome) -> str:
    error = outcome.exception
    if error is None:
        return f"none (result {outcome.result!r:.300})"
    return f"{type(error).__name__}({str(error)[:400]!r}) at {outcome.places}"


def _texts(expected: Outcome, got: Outcome, ulps: int) -> str | None:
    """Compare what was printed."""
    for name in ("printed", "complaints"):
        one, two = getattr(expected, name), getattr(got, name)
        if one == two or (ulps and _same_text(one, two, ulps)):
            continue
        lines = list(zip([*one.splitlines(), "<end>"], [*two.splitlines(), "<end>"], strict=False))
        number = next((k for k, (a, b) in enumerate(lines) if a != b), len(lines))
        first, second = lines[number] if number < len(lines) else (one, two)
        return f"{name}, line {number + 1}: expected {first!r}, got {second!r}"
    return None


def _frames(got: Outcome) -> str | None:
    if got.strangers:
        return f"traceback shows frames of autograph: {', '.join(got.strangers)}"
    return None


def _same_text(one: str, two: str, ulps: int) -> bool:
    """Compare texts whose numbers may differ as much as `ulps` allows, or in the last digit shown."""
    if _NUMBER.sub("#", one) != _NUMBER.sub("#", two):
        return False
    for a, b in zip(_NUMBER.findall(one), _NUMBER.findall(two), strict=True):
        if a != b:
            digits = len(a.split("e")[0].split(".")[1]) if "." in a else 0
            if not math.isclose(float(a), float(b), rel_tol=ulps * 2.0**-52, abs_tol=1.01 * 10.0**-digits):
                return False
    return True


class Comparison:
    """Walks two object graphs side by side and remembers which object answers to which.

    Parameters
    ----------
    ulps : int
        How many units in the last place two floats may lie apart.
    """

    def __init__(self, ulps: int = 0) -> None:
        self.ulps = ulps
        self.pairs: dict[int, tuple[object, object, str]] = {}
        self.back: dict[int, tuple[object, str]] = {}
        self.arrays: list[tuple[npt.NDArray[Any], npt.NDArray[Any], str]] = []

    def compare(self, one: Any, two: Any, path: str) -> str | None:
        """Return the first difference between two values, or None.

        Parameters
        ----------
        one, two : object
            What was expected and what came.
        path : str
            How to name the place in the report.
        """
        if type(one) is not type(two):
            return f"{path}: type {_kind(one)} expected, got {_kind(two)} ({_brief(one)} / {_brief(two)})"
        if isinstance(one, _SHARED) or one is None or one is Ellipsis:
            return None if one is two or one == two else f"{path}: expected {one!r}, got {two!r}"
        scalar = _SCALARS.get(type(one)) or (_numpy_scalars if isinstance(one, np.generic) else None)
        if scalar is not None:
            return (
                None if scalar(one, two, self.ulps) else f"{path}: expected {_brief(one)}, got {_brief(two)}"
            )
        if not (isinstance(one, tuple | frozenset) and not hasattr(one, "__dict__")):
            if id(one) in self.pairs or id(two) in self.back:
                return self._known(one, two, path)
            self.pairs[id(one)] = (one, two, path)
            self.back[id(two)] = (one, path)
        return next((found for found in self._inside(one, two, path) if found), None)

    def compare_sharing(self) -> str | None:
        """Return the first pair of arrays that share memory on one side only, or None."""
        for position, (one, two, path) in enumerate(self.arrays):
            for first, second, where in self.arrays[:position]:
                shared, share = np.shares_memory(one, first), np.shares_memory(two, second)
                if shared != share:
                    verb = "share" if shared else "not share"
                    return f"{path} and {where} should {verb} memory"
        return None

    def _known(self, one: object, two: object, path: str) -> str | None:
        """Compare identities: an object seen before must answer to the same object again."""
        if id(one) in self.pairs:
            _, other, where = self.pairs[id(one)]
            return None if other is two else f"{path}: expected the same object as {where}, got another"
        return f"{path}: expected an object of its own, got that of {self.back[id(two)][1]}"

    def _inside(self, one: Any, two: Any, path: str) -> Iterator[str | None]:  # noqa: C901 - a row a type
        """Yield the differences inside two objects of one type."""
        if isinstance(one, np.ndarray):
            yield self._arrays(one, two, path)
        elif isinstance(one, dict):
            yield self._dicts(one, two, path)
        elif isinstance(one, list | tuple):
            if len(one) != len(two):
                yield f"{path}: length {len(one)} expected, got {len(two)} ({_brief(one)} / {_brief(two)})"
            for position, (a, b) in enumerate(zip(one, two, strict=False)):
                yield self.compare(a, b, f"{path}[{position}]")
        elif isinstance(one, set | frozenset):
            yield self.compare(_ordered(one), _ordered(two), f"sorted({path})")
        elif isinstance(one, types.FunctionType):
            yield None  # two closures made by two calls: compared by what they do, not by what they are
        elif isinstance(one, types.MethodType):
            yield self.compare(one.__self__, two.__self__, f"{path}.__self__")
        elif isinstance(one, BaseException):
            yield self.compare(one.args, two.args, f"{path}.args")
        elif isinstance(one, range | bytes | bytearray | slice | np.random.Generator):
            yield None if str(one) == str(two) else f"{path}: expected {one!r}, got {two!r}"
        yield from self._attributes(one, two, path)

    def _attributes(self, one: Any, two: Any, path: str) -> Iterator[str | None]:
        if isinstance(one, types.FunctionType | types.MethodType):
            return
        if hasattr(one, "__dict__"):
            yield self.compare(vars(one), vars(two), f"{path}.__dict__")
        elif dataclasses.is_dataclass(one):
            for field in dataclasses.fields(one):
                yield self.compare(getattr(one, field.name), getattr(two, field.name), f"{path}.{field.name}")
        for owner in type(one).__mro__:
            slots = owner.__dict__.get("__slots__", ())
            for name in (slots,) if isinstance(slots, str) else slots:
                if not name.startswith("__") and hasattr(one, name) and hasattr(two, name):
                    yield self.compare(getattr(one, name), getattr(two, name), f"{path}.{name}")

    def _dicts(self, one: dict[Any, Any], two: dict[Any, Any], path: str) -> str | None:
        keys, others = list(one), list(two)
        found = self.compare(keys, others, f"keys of {path}")
        for key, other in zip(keys, others, strict=False):
            found = found or self.compare(one[key], two[other], f"{path}[{key!r}]")
        return found

    def _arrays(self, one: npt.NDArray[Any], two: npt.NDArray[Any], path: str) -> str | None:
        """Compare dtype, shape, contents and the writeable flag of two arrays."""
        if one.dtype != two.dtype:
            return f"{path}: dtype {one.dtype} expected, got {two.dtype} ({_brief(one)} / {_brief(two)})"
        if one.shape != two.shape:
            return f"{path}: shape {one.shape} expected, got {two.shape}"
        if one.flags.writeable != two.flags.writeable:
            return f"{path}: writeable={one.flags.writeable} expected, got {two.flags.writeable}"
        self.arrays.append((one, two, path))
        if one.dtype.hasobject:
            return self.compare(one.tolist(), two.tolist(), f"{path}.tolist()")
        wrong = ~_equal(one, two, self.ulps)
        if not wrong.any():
            return None
        place = tuple(int(k[0]) for k in np.nonzero(wrong)) if one.ndim else ()
        return (
            f"{path}{list(place) if place else ''}: expected {one[place]!r}, got {two[place]!r} "
            f"({int(wrong.sum())} of {wrong.size} differ)"
        )


def _equal(one: npt.NDArray[Any], two: npt.NDArray[Any], ulps: int) -> npt.NDArray[np.bool_]:
    """Compare arrays of one dtype element by element: nan is nan, -0.0 is not 0.0."""
    if one.dtype.kind == "c":
        return _equal(one.real, two.real, ulps) & _equal(one.imag, two.imag, ulps)
    if one.dtype.kind != "f":
        return np.asarray(one == two)
    same = (np.isnan(one) & np.isnan(two)) | ((one == two) & (np.signbit(one) == np.signbit(two)))
    if ulps:
        with np.errstate(all="ignore"):
            same |= np.abs(one - two) <= ulps * np.spacing(np.maximum(np.abs(one), np.abs(two)))
    return np.asarray(same)


def _numpy_scalars(one: np.generic, two: np.generic, ulps: int) -> bool:
    if one.dtype.hasobject or one.dtype.kind in "USVMm":
        return bool(one == two)
    return bool(_equal(np.asarray(one), np.asarray(two), ulps))


def _floats(one: float, two: float, ulps: int) -> bool:
    if math.isnan(one) or math.isnan(two):
        return math.isnan(one) and math.isnan(two)
    if struct.pack("d", one) == struct.pack("d", two):
        return True
    return bool(ulps) and abs(one - two) <= ulps * math.ulp(max(abs(one), abs(two)))


def _complexes(one: complex, two: complex, ulps: int) -> bool:
    return _floats(one.real, two.real, ulps) and _floats(one.imag, two.imag, ulps)


def _exact(one: object, two: object, ulps: int) -> bool:
    return one == two


_SCALARS: dict[type, Callable[[Any, Any, int], bool]] = {
    bool: _exact,
    int: _exact,
    str: _exact,
    float: _floats,
    complex: _complexes,
}


def _ordered(values: Any) -> list[Any]:
    return sorted(values, key=lambda v: (type(v).__name__, repr(v)))


def _kind(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"ndarray {value.dtype}[{value.ndim}d]"
    return type(value).__name__


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "..."
