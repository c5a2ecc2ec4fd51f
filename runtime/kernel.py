"""Compiles graphs: a Kernel runs what `interpret` runs, as machine code, and gives the same."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.expected import UNCHECKED, expectation
from autograph.runtime.codegen.generate import generate
from autograph.runtime.codegen.program import Program
from autograph.runtime.errors import GraphError
from autograph.runtime.floating import kinds
from autograph.runtime.graph import Graph
from autograph.runtime.running import Running
from autograph.runtime.types import ArrayType, python_type

__all__ = ["Kernel", "compile_graph"]


class Kernel:
    """A compiled graph.

    Calling it checks the arguments' types and runs it; `run` leaves the check to the caller.

    Attributes
    ----------
    graph : Graph
    source : str
        The Python source that was compiled.
    run : callable
        Takes the graph's inputs, of exactly their types, and returns the tuple of its outputs.
    running : Running
    flags : frozenset of str
        The kinds of floating-point errors with which a run ends with `Flagged`.
    """

    def __init__(
        self, graph: Graph, program: Program, entry: Callable[..., Any], flags: frozenset[str]
    ) -> None:
        self.graph = graph
        self.flags = flags
        self.program = program
        self.source = program.source
        self.size = _buffer_size(program)
        self.running = Running(entry, program, self.size, functools.partial(_run_general, self))
        self.run = self._runs()
        self._accepts = _quick_check(graph)

    def __call__(self, *inputs: Any) -> tuple[Any, ...]:
        """Run the graph.

        Raises
        ------
        Fault
            If the program raises: it holds the exception Python would have raised.
        Deoptimize
            If the graph was not made for these values.
        Flagged
            If it is done, and there may have been floating-point errors.
        GraphError
            If the arguments are not of the graph's input types.
        """
        if len(inputs) != len(self.graph.inputs) or not self._accepts(*inputs):
            check_inputs(self.graph, inputs)
        return self.run(*inputs)

    def _runs(self) -> Callable[..., tuple[Any, ...]]:
        names = [f"a{k}" for k in range(len(self.graph.inputs))]
        looked_at = expectation([UNCHECKED] * len(names))
        lines = [f"def run({', '.join(names)}):", *self.lines(names, "looked_at"), "return results"]
        space = self.names | {"looked_at": looked_at}
        exec(compile("\n    ".join(lines), "<kernel>", "exec"), space)
        run: Callable[..., tuple[Any, ...]] = space["run"]
        return run

    def call(self, address: str, expected: str, inputs: Sequence[str]) -> str:
        """Return the expression that calls the machine code.

        Parameters
        ----------
        address : str
            Of the fault buffer; 0 to have it look at the inputs alone.
        expected : str
            The name of what is expected of the inputs.
        inputs : sequence of str
        """
        return f"entry({', '.join([address, expected, *inputs, *_hidden(self.program)])})"

    def lines(self, inputs: Sequence[str], expected: str, otherwise: Sequence[str] = ()) -> list[str]:
        """Write how the kernel is run, as few steps as possible; its outputs are then in ``results``.

        Parameters
        ----------
        inputs : sequence of str
        expected : str
            The name of what is expected of them.
        otherwise : sequence of str
            What is done where they are others.
        """
        program = self.program
        calls = self.flags and program.callbacks
        tests = [*(["told"] if program.status else []), *(["log.kinds"] if calls else [])]
        returned = _returned(self.graph, inputs)
        call = f"result = {self.call('frame.address', expected, inputs)}"
        ends = ["raise failure"]
        if any(site.general for site in program.sites):
            ends = ["if failure is not None: raise failure", f"results = general({', '.join(inputs)})"]
        misses = ["if frame.view[0] == 0:", "    pool.append(frame)", *(f"    {line}" for line in otherwise)]
        return [
            *(["if settings() is not usual: check()"] if kinds(self.graph) else []),
            "frame = pool.pop() if pool else new_frame()",
            *(["frame.start()"] if program.callbacks else []),
            *(["log = frame.log"] if calls else []),
            "try:",
            *(["    with log:", f"        {call}"] if calls else [f"    {call}"]),
            "except (MemoryError, OverflowError, ValueError) as error:",
            "    raise unexpected(frame, error) from None",
            "if result is None:",
            *(f"    {line}" for line in (misses if otherwise else [])),
            "    failure = failure_of(frame)",
            *(f"    {line}" for line in ends),
            "else:",
            *(
                [f"    if {' or '.join(tests)}: flagged(frame, {'log' if calls else 'None'}, {returned})"]
                if tests
                else []
            ),
            "    pool.append(frame)",
            f"    results = {returned}",
        ]

    @functools.cached_property
    def general(self) -> Kernel:
        """The kernel for arguments whose sizes are not in the relation that this one takes them to be in."""
        return compile_graph(self.graph, self.flags, general=True, parallel=self.program.parallel)

    @property
    def names(self) -> dict[str, Any]:
        """What all names in the lines that run it mean, but for those of what it is given."""
        return self.running.names | self.facts

    @property
    def facts(self) -> dict[str, Any]:
        """What other names in these lines mean: constants, and the types of scalars."""
        scalars = [value.type for value in self.graph.outputs if value.type.kind == "scalar"]
        facts: dict[str, Any] = {_scalar_name(type_): type_.dtype.type for type_ in scalars}
        return facts | dict(zip(_hidden(self.program), self.program.constants, strict=True))


def compile_graph(
    graph: Graph, flags: frozenset[str] = frozenset(), *, general: bool = False, parallel: bool = True
) -> Kernel:
    """Return the kernel of an optimised graph.

    Parameters
    ----------
    graph : Graph
    flags : frozenset of str
        The kinds of floating-point errors with which a run is to end with `Flagged`.
    general : bool
        Take no relation between sizes for given.
    parallel : bool
        Let several threads run loops that are long enough.
    """
    program = generate(graph, flags, general=general, parallel=parallel)
    from autograph.runtime.codegen.building import build  # noqa: PLC0415  (imports Numba)

    return Kernel(graph, program, build(program), flags)


def _quick_check(graph: Graph) -> Callable[..., bool]:
    """Write the function that says at once that arguments are right; it may be false for some that are."""
    names = [f"a{k}" for k in range(len(graph.inputs))]
    space: dict[str, Any] = {"ndarray": np.ndarray}
    tests = ["True"]
    for name, value in zip(names, graph.inputs, strict=True):
        type_ = value.type
        if type_.kind != "array":
            space[f"t{name}"] = python_type(type_.dtype) if type_.kind == "python" else type_.dtype.type
            tests.append(f"type({name}) is t{name}")
            continue
        space[f"d{name}"] = type_.dtype
        tests.append(f"type({name}) is ndarray and {name}.dtype is d{name} and {name}.ndim == {type_.ndim}")
        tests.append(f"(f := {name}.flags).aligned")
        if type_.layout != "A":
            tests.append("f.c_contiguous" if type_.layout == "C" else "f.f_contiguous")
    exec(f"def accepts({', '.join(names)}):\n    return {' and '.join(tests)}", space)
    accepts: Callable[..., bool] = space["accepts"]
    return accepts


def check_inputs(graph: Graph, inputs: Sequence[Any]) -> None:
    """Raise GraphError unless the arguments are of the graph's input types."""
    if len(inputs) != len(graph.inputs):
        raise GraphError(f"the graph takes {len(graph.inputs)} values and is given {len(inputs)}")
    for place, (value, wanted) in enumerate(zip(inputs, graph.inputs, strict=True)):
        if not _fits(value, wanted.type):
            raise GraphError(f"argument {place} is {_described(value)}, the graph takes {wanted.type}")


def _described(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} with {value.ndim} dimensions"
    return type(value).__name__


def _fits(value: Any, type_: ArrayType) -> bool:
    if type_.kind == "python":
        return type(value) is python_type(type_.dtype)
    if type_.kind == "scalar":
        return isinstance(value, np.generic) and value.dtype == type_.dtype
    if not isinstance(value, np.ndarray) or value.dtype != type_.dtype or value.ndim != type_.ndim:
        return False
    flags = value.flags
    ordered = type_.layout == "A" or (flags.c_contiguous if type_.layout == "C" else flags.f_contiguous)
    return ordered and flags.aligned and value.dtype.isnative


def _words(type_: ArrayType) -> int:
    return 2 if type_.is_scalar else 1 + 2 * type_.ndim


def _buffer_size(program: Program) -> int:
    """Return how many words the largest site needs."""
    sizes = [8]
    for site in program.sites:
        if site.node is not None:
            sizes.append(1 + sum(_words(value.type) for value in site.node.inputs))
            sizes.append(sum(_words(value.type) for value in site.node.outputs))
    return max(sizes)


def _converter(type_: ArrayType) -> str:
    """Return the expression that makes the exact Python value of one output."""
    return f"{_scalar_name(type_)}({{0}})" if type_.kind == "scalar" else "{0}"


def _scalar_name(type_: ArrayType) -> str:
    return f"make_{type_.dtype.name}"


def _hidden(program: Program) -> list[str]:
    """Return the names of the constants that are passed after the inputs."""
    return [f"c{k}" for k in range(len(program.constants))]


def _returned(graph: Graph, inputs: Sequence[str]) -> str:
    """Return the expression of the outputs, made of the machine code's ``result`` and the inputs' names."""
    types = [value.type for value in graph.outputs]
    shared, given = _shared_outputs(graph), _returned_inputs(graph)
    if not shared and not given and all(type_.kind != "scalar" for type_ in types):
        return "result"
    parts = [_converter(type_).format(f"result[{k}]") for k, type_ in enumerate(types)]
    for k, first in shared.items():
        parts[k] = f"result[{first}]"
    for k, place in given.items():
        parts[k] = inputs[place]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _shared_outputs(graph: Graph) -> dict[int, int]:
    """Return which outputs are the same array as an earlier one."""
    found = {}
    for k, value in enumerate(graph.outputs):
        first = graph.outputs.index(value)
        if first < k and not value.type.is_scalar:
            found[k] = first
    return found


def _returned_inputs(graph: Graph) -> dict[int, int]:
    """Return which outputs are input arrays, or their new content: the caller's own."""
    places = {value: place for place, value in enumerate(graph.inputs) if not value.type.is_scalar}
    places |= {value: place for place, value in graph.updates}
    return {k: places[value] for k, value in enumerate(graph.outputs) if value in places}


def _run_general(kernel: Kernel, *inputs: Any) -> tuple[Any, ...]:
    return kernel.general.run(*inputs)
