"""A compiled graph in, the function that checks a call's arguments and runs it at once out."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograph.concrete import ConcreteFunction, Fixed
from autograph.runtime.errors import Deoptimize, Fault
from autograph.switches import state as switches
from autograph.tracing.outputs import text_of
from autograph.tracing.trace import threads

__all__ = ["MISS", "Stopped", "call_path"]

MISS = object()
"""What a call path returns where it is not made for the arguments."""

Stopped = Callable[[Exception, tuple[Any, ...]], Any]
"""What a call path hands a stop of its kernel to, with the call's arguments."""

_FILE = str(Path(__file__).parent / "<call>")
_SAME = (type(None), types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type, np.ufunc)


def call_path(concrete: ConcreteFunction, args: tuple[Any, ...], static: Fixed, stopped: Stopped) -> Any:
    """Write the call path of a graph for calls like this one.

    Parameters
    ----------
    concrete : ConcreteFunction
        Compiled.
    args : tuple
        The call it was traced for: arrays, numbers and static values, by position.
    static : frozenset of int or str
        The places of arguments that are taken by value.
    stopped : callable
        Called where the kernel stops.

    Returns
    -------
    callable or None
        Takes the tuple of arguments; returns the call's result, or `MISS`. None where the arguments, or
        what is to be done after the kernel has run, are not that simple.
    """
    text = text_of(concrete.result)
    run = getattr(concrete.runner, "run", None)
    if text is None or run is None or concrete.changes or concrete.outside or concrete.replays:
        return None
    checks = _Checks(concrete, stopped)
    for place, value in enumerate(args):
        if not (checks.static if place in static else checks.argument)(f"a{place}", value):
            return None
    return checks.write(run, text, len(args))


class _Checks:
    """Writes the source of one call path."""

    def __init__(self, concrete: ConcreteFunction, stopped: Stopped) -> None:
        self.concrete = concrete
        self.tests: list[str] = []
        self.leaves: list[str] = []
        self.arrays: dict[int, str] = {}
        self.space: dict[str, Any] = {
            "MISS": MISS,
            "ndarray": np.ndarray,
            "threads": threads,
            "switches": switches,
            "stopped": stopped,
            "Stop": (Fault, Deoptimize),
            "Deoptimize": Deoptimize,
            "may_share_memory": np.may_share_memory,
        }

    def argument(self, name: str, value: Any) -> bool:
        """Add the checks of one argument; return whether they can be written."""
        if type(value) is np.ndarray:
            self._array(name, value)
        elif type(value) in (int, float, bool, complex) or isinstance(value, np.generic):
            self._number(name, value)
        else:
            return self.static(name, value)
        return True

    def static(self, name: str, value: Any) -> bool:
        """Add the checks of an argument that is taken by value; return whether they can be written."""
        self.space |= {f"s{name}": value, f"t{name}": type(value)}
        if isinstance(value, _SAME):
            self.tests.append(f"{name} is s{name}")
        elif type(value) in (str, bytes, int, bool):
            self.tests.append(f"type({name}) is t{name} and {name} == s{name}")
        else:
            return False
        return True

    def _number(self, name: str, value: Any) -> None:
        self.space[f"t{name}"] = type(value)
        self.tests.append(f"type({name}) is t{name}")
        if ("leaf", len(self.leaves)) in self.concrete.static:
            exact = type(value) in (int, bool)
            self.space[f"s{name}"] = value if exact else repr(value)
            self.tests.append(f"{name} == s{name}" if exact else f"repr({name}) == s{name}")
        self.leaves.append(name)

    def _array(self, name: str, value: np.ndarray[Any, Any]) -> None:
        if id(value) in self.arrays:
            self.tests.append(f"{name} is {self.arrays[id(value)]}")
            return
        self.space[f"d{name}"] = value.dtype
        flags = value.flags
        tests = [f"type({name}) is ndarray and {name}.dtype is d{name} and {name}.ndim == {value.ndim}"]
        order = "" if flags.c_contiguous else "not "
        tests.append(f"{order}(f := {name}.flags).c_contiguous and f.aligned")
        if not flags.c_contiguous:
            tests.append("f.f_contiguous" if flags.f_contiguous else "not f.f_contiguous")
        tests.append("f.writeable" if flags.writeable else "not f.writeable")
        tests += self._sizes(name, value)
        tests += [f"{name} is not {other}" for other in self.arrays.values()]
        self.tests += tests
        self.arrays[id(value)] = name
        self.leaves.append(name)

    def _sizes(self, name: str, value: np.ndarray[Any, Any]) -> list[str]:
        number = len(self.leaves)
        ones = [axis for axis, size in enumerate(value.shape) if size == 1]
        if value.ndim == 1:
            tests = [f"len({name}) {'==' if ones else '!='} 1"]
        elif not ones:
            tests = [f"1 not in {name}.shape"] if value.ndim else []
        else:
            tests = [f"{name}.shape[{axis}] {'==' if axis in ones else '!='} 1" for axis in range(value.ndim)]
        for key, size in self.concrete.static.items():
            if key[:2] == ("size", number):
                tests.append(f"{name}.shape[{key[2]}] == {size}")
        return tests

    def write(self, run: Any, text: str, count: int) -> Any:
        """Return the compiled call path."""
        concrete, leaves = self.concrete, self.leaves
        names = [f"a{place}" for place in range(count)]
        inputs = [leaves[number] for number in concrete.lifter_inputs]
        written = [leaves[number] for number in concrete.written]
        arrays = list(self.arrays.values())
        self.tests += [
            f"not may_share_memory({one}, {other})"
            for place, one in enumerate(written)
            for other in arrays
            if other != one and other not in written[:place]
        ]
        kept = [(name, f"k{name}") for name in written] if concrete.may_deoptimize else []
        tests = ["threads.trace is None", "not switches.eager", *self.tests]
        lines = [
            "def call(args):",
            f"    if len(args) != {count}: return MISS",
            *([f"    {', '.join(names)}, = args"] if names else []),
            f"    if not ({' and '.join(tests)}): return MISS",
            *[f"    {copy} = {name}.copy()" for name, copy in kept],
            "    try:",
            f"        results = run({', '.join(inputs)})",
            "    except Stop as stop:",
            *(["        if type(stop) is Deoptimize:"] if kept else []),
            *[f"            {name}[...] = {copy}" for name, copy in kept],
            "        return stopped(stop, args)",
            *_own(concrete, inputs),
            f"    leaves = ({', '.join([*leaves, ''])})" if "leaves[" in text else "",
            f"    return {text}",
        ]
        self.space["run"] = run
        exec(compile("\n".join(lines), _FILE, "exec"), self.space)
        return self.space["call"]


def _own(concrete: ConcreteFunction, inputs: Sequence[str]) -> list[str]:
    """Return the lines that copy result arrays which are the caller's, or each other."""
    lines = []
    arrays = {
        inputs[place] for place, value in enumerate(concrete.graph.inputs) if value.type.kind == "array"
    }
    seen = sorted(arrays)
    for place in concrete.arrays:
        name = f"results[{place}]"
        if seen:
            same = " or ".join(f"{name} is {other}" for other in seen)
            change = f"results[:{place}] + ({name}.copy(),) + results[{place + 1}:]"
            lines.append(f"    if {same}: results = {change}")
        seen.append(name)
    return lines
