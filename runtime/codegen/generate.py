"""Writes the source of a kernel: its functions, their arguments and results."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen.alike import Alike, Assumed
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.flattening import flattened
from autograph.runtime.codegen.hosting import host, host_text
from autograph.runtime.codegen.linear import Root
from autograph.runtime.codegen.module import Module
from autograph.runtime.codegen.program import Program, Subprogram
from autograph.runtime.codegen.regrouping import regrouped
from autograph.runtime.codegen.sharing import without_leaks
from autograph.runtime.codegen.text import WORD, join, usable_name
from autograph.runtime.codegen.values import Array, moved, stored_array
from autograph.runtime.errors import GraphError, TraceError
from autograph.runtime.floating import STATUS
from autograph.runtime.graph import Function, Graph, Value
from autograph.runtime.types import Symbol

__all__ = ["generate", "kernel_source"]

_DTYPES = frozenset(
    map(np.dtype, ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16"])
)
_DEPTH = 900
"""Calls deeper than this are left to Python."""


def kernel_source(graph: Graph, flags: frozenset[str] = frozenset(), *, parallel: bool = True) -> str:
    """Return the source of the graph's kernel, as a reader sees it."""
    return generate(graph, flags, parallel=parallel).source


def _check_dtypes(graph: Graph, seen: set[object]) -> None:
    """Raise TraceError if a value is of a dtype that kernels do not know."""
    values = [*graph.inputs, *graph.constants, *(value for node in graph.nodes for value in node.outputs)]
    for value in values:
        if value.type.dtype not in _DTYPES:
            raise TraceError(f"values of dtype {value.type.dtype} are not supported in a kernel")
    for node in graph.nodes:
        function = node.params.get("function")
        if isinstance(function, Function) and function.graph is not None and function not in seen:
            seen.add(function)
            _check_dtypes(function.graph, seen)
        for region in node.regions.values():
            _check_dtypes(region, seen)


_TIMES = 4


def generate(
    graph: Graph, flags: frozenset[str] = frozenset(), *, general: bool = False, parallel: bool = True
) -> Program:
    """Return the graph's kernel before compilation.

    Parameters
    ----------
    graph : Graph
    flags : frozenset of str
        The kinds of floating-point errors that the kernel tells Python of.
    general : bool
        Take no sizes for equal that need not be.
    parallel : bool
        Let several threads run loops that are long enough.

    Raises
    ------
    TraceError
        If a value is of a dtype that kernels do not know, such as float16.
    """
    _check_dtypes(graph, set())
    alike = Alike(None if general else Assumed.nothing())
    status = sum(bit for kind, bit in STATUS.items() if kind in flags)
    for _ in range(_TIMES):
        module = Module(host, host_text, alike, status, parallel=parallel)
        functions = _written(graph, module)
        if alike.is_settled:
            return _program(graph, module, functions)
        alike = Alike(alike.given | alike.wanted)
    module = Module(host, host_text, Alike(None), status, parallel=parallel)
    return _program(graph, module, _written(graph, module))


def _written(graph: Graph, module: Module) -> tuple[_Function, dict[Function, _Function]]:
    """Return the kernel's main function and those that it calls, each after those it calls itself."""
    main = _Function(module, graph, module.name(graph.name, "kernel"), outermost=True)
    main.write()
    parts: dict[Function, _Function] = {}
    while module.pending:
        function = module.pending.pop(0)
        if function.graph is None:
            raise GraphError(f"{function.name} is called but has no body")
        parts[function] = _Function(module, function.graph, module.functions[function], outermost=False)
        parts[function].write()
    return main, {function: parts[function] for function in _callees_first(list(parts))}


def _program(graph: Graph, module: Module, functions: tuple[_Function, dict[Function, _Function]]) -> Program:
    main, parts = functions
    subprograms = tuple(
        Subprogram(part.name, function, function.input_types, function.output_types)
        for function, part in parts.items()
    )
    hidden = [found[0] for found in module.constants.values()]
    sources = [part.source(hidden) for part in [*parts.values(), main]]
    return Program(
        graph,
        "\n\n".join(sources),
        main.name,
        tuple(module.sites),
        tuple(found[1] for found in module.constants.values()),
        subprograms,
        module.callbacks,
        module.status,
        module.parallel,
        module.takes_results,
        frozenset(module.distinct),
    )


def _called(graph: Graph) -> set[Function]:
    """Return the functions that a graph calls."""
    found: set[Function] = set()
    for node in graph.nodes:
        function = node.params.get("function")
        if isinstance(function, Function):
            found.add(function)
        for region in node.regions.values():
            found |= _called(region)
    return found


def _callees_first(functions: list[Function]) -> list[Function]:
    """Return the functions so that each comes after those it calls.

    Raises
    ------
    TraceError
        If two of them call each other.
    """
    calls = {
        function: _called(function.graph) - {function} for function in functions if function.graph is not None
    }
    ordered: list[Function] = []
    while len(ordered) < len(functions):
        ready = [
            function for function in functions if function not in ordered and calls[function] <= set(ordered)
        ]
        if not ready:
            raise TraceError("functions that call each other are not supported in a kernel")
        ordered += ready
    return ordered


class _Function:
    """One function of a kernel's source."""

    def __init__(self, module: Module, graph: Graph, name: str, *, outermost: bool) -> None:
        self.emit = Emitter(module)
        self.graph = graph
        self.name = name
        self.outermost = self.emit.outermost = outermost
        self.inputs = [module.name(usable_name(value.hint, "x")) for value in graph.inputs]

    def write(self) -> None:
        """Write the body."""
        emit, graph = self.emit, self.graph
        if self.outermost:
            emit.line(f"depth = {_DEPTH}")
            if emit.module.status:
                emit.line("clear_status()")
        for place, (value, name) in enumerate(zip(graph.inputs, self.inputs, strict=True)):
            self._input(place, value, name)
        if self.outermost:
            self._assume()
        emit.graph(graph)
        outputs = [self._output(value) for value in graph.outputs]
        self._updates()
        if self.outermost and emit.module.status:
            outputs = self._tell(outputs)
        tail = "," if len(outputs) == 1 else ""
        emit.line(f"return ({join(outputs)}{tail})")

    def _input(self, place: int, value: Value, name: str) -> None:
        emit = self.emit
        if value.type.is_scalar:
            emit.env[value] = name
            return
        for axis, size in enumerate(value.type.shape):
            known = str(size) if not isinstance(size, Symbol) else emit.symbols.get(size)
            if isinstance(size, Symbol) and known is None and self.outermost:
                self._size(size, (place, axis), f"{name}.shape[{axis}]")
            elif known is not None:
                emit.stop(
                    f"{name}.shape[{axis}] != {known}", reason="an argument has another size than was assumed"
                )
        emit.roots[name] = frozenset([name])
        emit.env[value] = found = stored_array(name, emit.shape_of(name, value.type))
        if value.type.layout == "C" and self.outermost:
            emit.contiguous.add(name)
            emit.shapes[name] = found.dims

    def _size(self, size: Symbol, root: Root, text: str) -> None:
        """Name a size of an argument: as another that it is said to equal, after a check, or on its own."""
        emit, alike = self.emit, self.emit.module.alike
        if root in alike.given.equal:
            other, more = alike.given.equal[root]
            emit.symbols[size] = emit.size(moved(alike.names[other], str(more)))
            emit.stop_general(f"{text} != {emit.symbols[size]}")
        else:
            emit.symbols[size] = emit.assign(text, "", "n")
        alike.name(root, emit.symbols[size])

    def _assume(self) -> None:
        """Write that another kernel runs where the sizes are not what this one takes them to be."""
        alike = self.emit.module.alike
        strictest = {least.terms: least for least in sorted(alike.given.least, reverse=True)}
        if strictest:
            texts = [f"{least.text(alike.names)} < 0" for least in strictest.values()]
            self.emit.stop_general(" or ".join(texts))

    def _output(self, value: Value) -> str:
        emit = self.emit
        if isinstance(emit.env[value], Array):
            return emit.stored(value)
        return emit.scalar(value)

    def _tell(self, outputs: Sequence[str]) -> list[str]:
        """Write that Python is told of floating-point errors; return the outputs, computed before that."""
        emit = self.emit
        ready = [
            output if WORD.fullmatch(output) else emit.assign(output, value.hint, "result")
            for output, value in zip(outputs, self.graph.outputs, strict=True)
        ]
        numbers = [
            output
            for output, value in zip(ready, self.graph.outputs, strict=True)
            if value.type.is_scalar and WORD.fullmatch(output)
        ]
        emit.line(f"tell({join(['fault', str(emit.module.status), *numbers])})")
        return ready

    def _updates(self) -> None:
        emit = self.emit
        todo = []
        for place, value in self.graph.updates:
            target = emit.env[self.graph.inputs[place]]
            assert isinstance(target, Array)
            if emit.array(value).name != target.name:
                todo.append((target, value))
        written = frozenset().union(*(target.roots for target, _ in todo))
        for target, value in todo:
            source = emit.array(value)
            if (
                source.name is not None and emit.roots.get(source.name, source.roots) & written
            ) or source.roots & written:
                source = emit.materialise(source, value.type)
            emit.fill(target, source)

    def source(self, hidden: Sequence[str]) -> str:
        """Return the function's text."""
        first = ["fault"] if self.outermost else ["fault", "depth"]
        header = f"def {self.name}({join([*first, *self.inputs, *hidden])}):"
        rest = join(hidden)
        own, parts = without_leaks(self.emit.lines, self.emit.parts)
        own, parts = without_leaks(*regrouped(self.emit, own, parts))
        self.emit.module.distinct |= {part.name for part in parts if part.distinct}
        lines = [re.sub(r",? \*constants\)", f", {rest})" if rest else ")", line) for line in _used(own)]
        text = "\n".join([header, *lines]) + "\n"
        return "\n".join(flattened([*(part.source for part in parts), text], self.emit.shapes))


def _used(lines: list[str]) -> list[str]:
    """Drop sizes and memory that are never read, and comments that nothing follows."""
    simple = re.compile(r"\s*(\w+) = ((\w+)\.shape\[\d+\]|\d+|scratch\(.*\))\Z")
    while True:
        counts: dict[str, int] = {}
        for line in lines:
            for word in set(WORD.findall(line)):
                counts[word] = counts.get(word, 0) + 1
        kept = [line for line in lines if not ((match := simple.match(line)) and counts[match[1]] == 1)]
        if len(kept) == len(lines):
            break
        lines = kept
    result: list[str] = []
    for line in lines:
        if line.lstrip().startswith("# line") and result and result[-1].lstrip().startswith("# line"):
            result.pop()
        result.append(line)
    return result
