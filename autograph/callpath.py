"""A compiled graph in, the function that checks a call's arguments and runs it at once out."""

from __future__ import annotations

import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograph.calling import CallPath, Stopped, assembled
from autograph.concrete import ConcreteFunction
from autograph.runtime.codegen.expected import (
    MOST_ARRAYS,
    MOST_AXES,
    NUMBER,
    UNCHECKED,
    array_word,
    expectation,
    layout_of,
)
from autograph.runtime.kernel import Kernel
from autograph.signature import Fixed
from autograph.tracing.bindings import Binding
from autograph.tracing.class_data import class_data
from autograph.tracing.containers import contents
from autograph.tracing.frames import Frame, text_of
from autograph.tracing.lifting import exact, is_static
from autograph.tracing.plain import is_plain_object

__all__ = ["call_path"]

_FILE = str(Path(__file__).parent / "<call>")


def call_path(
    concrete: ConcreteFunction, args: tuple[Any, ...], static: Fixed, stopped: Stopped
) -> CallPath | None:
    """Write the call path of a graph for calls like this one.

    Parameters
    ----------
    concrete : ConcreteFunction
        Compiled.
    args : tuple
        A call that it was made for, by position.
    static : frozenset of int or str
        The places of arguments that are taken by value.
    stopped : callable
        Called where the kernel stops.

    Returns
    -------
    CallPath or None
        None where the arguments are not that simple, no kernel runs the graph, or Python runs a call again
        that ends with an exception.
    """
    kernel = concrete.runner
    if not isinstance(kernel, Kernel) or concrete.redone:
        return None
    checks = _Checks(concrete, kernel)
    names = [f"a{place}" for place in range(len(args))]
    for place, (name, value) in enumerate(zip(names, args, strict=True)):
        if not (checks.static if place in static else checks.argument)(name, value):
            return None
    checks.bound(concrete.bindings)
    for place, (variable, _) in enumerate(concrete.outside):
        checks.space[f"get{place}"] = variable.get
        checks.lines.append(f"v{place} = get{place}()")
        checks.numbers_are_static = variable.static
        if not checks.argument(f"v{place}", variable.get()):
            return None
    if len(checks.arrays) > MOST_ARRAYS:
        return None
    facts, text = checks.space | {"expected": checks.expected()}, text_of(concrete.result)
    if text is None or concrete.changes:
        facts |= {"Frame": Frame, "rebuild": concrete.result, "changes": concrete.changes}
    code = _written(concrete, kernel, checks, names)
    teller = concrete.teller.tell, concrete.teller.keeping
    return CallPath(assembled(code, facts, kernel.names, stopped, teller), code, facts)


def _attributes(value: Any) -> dict[str, Any] | None:
    """Return the attributes of an object if they are all that it holds: none in slots or in its class."""
    space = getattr(value, "__dict__", None)
    held = contents(value) if type(space) is dict else {}
    complete = type(space) is dict and held.keys() == space.keys() and not class_data(type(value), held)
    return held if complete else None


class _Checks:
    """Writes the statements that take arguments apart, and return where they are others than expected.

    Attributes
    ----------
    lines : list of str
    leaves, objects : list of str
        The names of the data and of the objects found, in the order of the graph's signature.
    arrays : dict of int to str
        The names of the arrays among them, by identity.
    words : dict of int to int
        What is expected of inputs of the graph that are left to the machine code to look at, by leaf.
    left : set of str
        The names of the arrays among these.
    """

    def __init__(self, concrete: ConcreteFunction, kernel: Kernel) -> None:
        self.concrete = concrete
        self.types = {
            leaf: value.type for leaf, value in zip(concrete.lifter_inputs, kernel.graph.inputs, strict=True)
        }
        self.words: dict[int, int] = {}
        self.left: set[str] = set()
        self.lines: list[str] = []
        self.leaves: list[str] = []
        self.objects: list[str] = []
        self.arrays: dict[int, str] = {}
        self.numbers_are_static = False
        self._seen: dict[int, str] = {}
        self.space: dict[str, Any] = {}

    def _expect(self, *tests: str) -> None:
        self.lines.append(f"if not ({' and '.join(tests)}): return MISS")

    def argument(self, name: str, value: Any) -> bool:
        """Add the checks of one value; return whether they can be written."""
        kind = type(value)
        if kind is np.ndarray:
            self._array(name, value)
        elif kind in (int, float, bool, complex) or isinstance(value, np.generic):
            self._number(name, value)
        elif isinstance(value, tuple):
            self.space[f"t{name}"] = kind
            self._expect(f"type({name}) is t{name}", f"len({name}) == {len(value)}")
            return self._items(name, name, value)
        elif not is_static(value) and kind is not range and (kind is dict or is_plain_object(value)):
            return self._container(name, value)
        else:
            return self.static(name, value)
        return True

    def static(self, name: str, value: Any) -> bool:
        """Add the checks of a value that the graph was made for; return whether they can be written."""
        self.space |= {f"s{name}": value, f"t{name}": type(value)}
        if type(value) in (str, bytes, int, bool):
            self._expect(f"type({name}) is t{name}", f"{name} == s{name}")
        elif is_static(value):
            self._expect(f"{name} is s{name}")
        else:
            return False
        return True

    def bound(self, bindings: Sequence[Binding]) -> None:
        """Add the checks that names still mean the code that the graph followed."""
        for place, (get, name, value) in enumerate(bindings):
            self.space |= {f"b{place}": get, f"w{place}": value}
            self._expect(f"b{place}({name!r}, ABSENT) is w{place}")

    def _items(self, name: str, text: str, items: Any) -> bool:
        names = [f"{name}_{place}" for place in range(len(items))]
        if names:
            self.lines.append(f"{', '.join(names)}, = {text}")
        return all(self.argument(inner, item) for inner, item in zip(names, items, strict=True))

    def _container(self, name: str, value: Any) -> bool:
        if id(value) in self._seen:
            self._expect(f"{name} is {self._seen[id(value)]}")
            return True
        held, text = (value, name) if type(value) is dict else (_attributes(value), f"{name}.__dict__")
        if held is None:
            return False
        self.space |= {f"t{name}": type(value), f"n{name}": tuple(held)}
        self._expect(f"type({name}) is t{name}", *(f"{name} is not {other}" for other in self._seen.values()))
        if type(value) is dict:
            self.space |= {"exact": exact, f"n{name}": exact(tuple(held))}
            self._expect(f"exact(tuple({text})) == n{name}")
        else:
            self._expect(f"tuple({text}) == n{name}")
        self._seen[id(value)] = name
        self.objects.append(name)
        return self._items(name, f"{text}.values()", list(held.values()))

    def expected(self) -> bytes:
        """Return what is expected of the graph's inputs."""
        return expectation([self.words.get(leaf, UNCHECKED) for leaf in self.concrete.lifter_inputs])

    def _number(self, name: str, value: Any) -> None:
        fixed = self.numbers_are_static and not isinstance(value, np.generic)
        known = fixed or ("leaf", len(self.leaves)) in self.concrete.static
        type_ = self.types.get(len(self.leaves))
        if not known and type_ is not None and type_.kind == "python":
            self.words[len(self.leaves)] = NUMBER
            self.leaves.append(name)
            return
        self.space[f"t{name}"] = type(value)
        tests = [f"type({name}) is t{name}"]
        if known:
            exact = type(value) in (int, bool)
            self.space[f"s{name}"] = value if exact else repr(value)
            tests.append(f"{name} == s{name}" if exact else f"repr({name}) == s{name}")
        self._expect(*tests)
        if not fixed:
            self.leaves.append(name)

    def _array(self, name: str, value: np.ndarray[Any, Any]) -> None:
        if id(value) in self.arrays:
            self._expect(f"{name} is {self.arrays[id(value)]}")
            return
        if self._is_left(value):
            written = len(self.leaves) in self.concrete.written
            self.words[len(self.leaves)] = array_word(value, written=written)
            self.left.add(name)
            tests = []
        else:
            self.space[f"d{name}"] = value.dtype
            mask, wanted = layout_of(value)
            tests = [
                f"type({name}) is ndarray and {name}.dtype is d{name} and {name}.ndim == {value.ndim}",
                f"{name}.flags.num & {mask} == {wanted}",
                *self._sizes(name, value),
            ]
        tests += [
            f"{name} is not {other}" for other in self.arrays.values() if not {name, other} <= self.left
        ]
        if tests:
            self._expect(*tests)
        self.arrays[id(value)] = name
        self.leaves.append(name)

    def _is_left(self, value: np.ndarray[Any, Any]) -> bool:
        """Whether the machine code looks at the next leaf, an array."""
        number = len(self.leaves)
        sized = any(key[:2] == ("size", number) for key in self.concrete.static)
        return number in self.types and not sized and value.ndim <= MOST_AXES

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


def _written(concrete: ConcreteFunction, kernel: Kernel, checks: _Checks, names: list[str]) -> types.CodeType:
    """Return the compiled text of the call path."""
    leaves = checks.leaves
    inputs = [leaves[number] for number in concrete.lifter_inputs]
    written = [leaves[number] for number in concrete.written]
    shared = [
        f"may_share_memory({one}, {other})"
        for place, one in enumerate(written)
        for other in checks.arrays.values()
        if other != one and other not in written[:place] and not {one, other} <= checks.left
    ]
    copies = {name: f"k{name}" for name in written}
    always = concrete.may_deoptimize
    other = f"{kernel.call('0', 'expected', inputs)} is None" if checks.words else "False"
    look = f"if {other}: return MISS"
    lines = [
        f"if len(args) != {len(names)} or busy or switches.eager: return MISS",
        *([f"{', '.join(names)}, = args"] if names else []),
        *checks.lines,
        *([look] if (shared and checks.left) or (copies and always) else []),
        *([f"if {' or '.join(shared)}: return MISS"] if shared else []),
        *(["keep = keeping.pop() if keeping else False"] if copies and not always else []),
        *(
            [f"if keep and {other}:", "    keeping.append(True)", "    return MISS"]
            if copies and not always
            else []
        ),
        *[f"{copy} = {name}.copy(){'' if always else ' if keep else None'}" for name, copy in copies.items()],
        "try:",
        "    try:",
        *(f"        {line}" for line in kernel.lines(inputs, "expected", ["return MISS"])),
        "    except Ended as ended:",
        f"        results = tell(ended, ({', '.join([*(copies.get(name, name) for name in inputs), ''])}))",
        "except Stop as problem:",
        "    stop = problem.with_traceback(None)",
        *(["    if type(stop) is Deoptimize:"] if copies else []),
        *[f"        if {copy} is not None: {name}[...] = {copy}" for name, copy in copies.items()],
        "else:",
        *(f"    {line}" for line in (*_own(concrete, inputs), *_finish(concrete, leaves, checks.objects))),
        "return stopped(stop, args)",  # out of the handler: the program's exceptions have no context of ours
    ]
    return compile("\n    ".join(["def call(args):", *lines]), _FILE, "exec")


def _finish(concrete: ConcreteFunction, leaves: Sequence[str], objects: Sequence[str]) -> list[str]:
    """Return the lines that make the call's result of what the graph returned, and change its objects."""
    text = text_of(concrete.result)
    everything = f"({', '.join([*leaves, ''])})"
    if text is not None and not concrete.changes:
        return [*([f"leaves = {everything}"] if "leaves[" in text else []), f"return {text}"]
    return [
        f"frame = Frame(results, {everything}, ({', '.join([*objects, ''])}))",
        "made = rebuild(frame)",
        *(["for change in changes: change(frame)"] if concrete.changes else []),
        "return made",
    ]


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
            lines.append(f"if {same}: results = {change}")
        seen.append(name)
    return lines
