"""Whether a computed array lies in C order, as it does where it was computed from arrays that do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from autograph.runtime.graph import Graph, Node, Value
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, current

__all__ = ["is_ordered", "note_order"]

_FRESH = {"full", "empty", "arange", "linspace", "eye", "reshape", "matmul", "dot", "outer", "inner"}
"""Ops whose results lie in C order whatever their operands do."""

Outer = Callable[[Value], bool]


def note_order(handle: Any, ordered: bool) -> Any:
    """Note whether NumPy lays out an array that was just computed in C order; returns its handle."""
    trace = current()
    if isinstance(handle, Tensor) and handle.through is None and trace is not None:
        trace.orders[trace.region.lookup(handle)] = ordered
    return handle


def is_ordered(a: Tensor) -> bool:
    """Whether an array that is no view, computed or given, surely lies in C order."""
    trace = current()
    assert trace is not None
    if trace.lifter is not None and a.key in trace.lifter.array_keys:
        return a.type.layout == "C"
    for region in trace.region.around():
        value = region.current.get(a.key)
        if value is not None:
            return _known_of(region).of(value)
    return False


def _known_of(region: Region) -> _Known:
    """Return what is known of the values of a region in the making."""

    def outer(value: Value) -> bool:
        if value in region.builder.constants:
            return bool(region.builder.constants[value].flags.c_contiguous)
        if region.parent is None:
            return value.type.layout == "C"
        for key, (_, inner) in region.captured.items():
            if inner is value:
                return _known_of(region.parent).of(region.parent.current[key])
        return False

    return _Known(region.builder.nodes, outer)


def _matters(value: Value) -> bool:
    """Whether an array has more than one axis to put in an order."""
    return value.type.kind == "array" and sum(size != 1 for size in value.type.shape) > 1


class _Known:
    """What is known of the values of one region."""

    def __init__(self, nodes: Iterable[Node], outer: Outer) -> None:
        self.made = {value: node for node in nodes for value in node.outputs}
        self.outer = outer
        self.found: dict[Value, bool] = {}

    def of(self, value: Value) -> bool:
        """Whether a value lies in C order."""
        if not _matters(value):
            return True
        if value not in self.found:
            self.found[value] = False
            self.found[value] = self._of(value)
        return self.found[value]

    def _of(self, value: Value) -> bool:
        trace = current()
        assert trace is not None
        if value in trace.orders:
            return trace.orders[value]
        node = self.made.get(value)
        if node is None:
            return self.outer(value)
        name = node.op.name
        if name in _FRESH:
            return True
        if name in ("set_item", "put_view"):
            return self.of(node.inputs[0])
        if name == "transpose":
            return list(node.params["axes"]) == sorted(node.params["axes"]) and self.of(node.inputs[0])
        if name == "get_item" and not _keeps_order(node.params["index"]):
            return False
        if node.regions:
            return self._control(node, node.outputs.index(value))
        return name != "call" and all(map(self.of, node.inputs))

    def _control(self, node: Node, place: int) -> bool:
        if node.op.name == "cond":
            given = node.inputs[1:]
            return all(self._inside(graph, given).of(graph.outputs[place]) for graph in node.regions.values())
        body = node.regions["body"]
        counted = node.op.name == "for_loop"  # start, stop, step; the body takes the index first
        given = node.inputs[3:] if counted else node.inputs
        inner = body.inputs[1:] if counted else body.inputs
        if not all(map(self.of, given[: len(node.outputs)])):
            return False
        known = _Known(body.nodes, lambda value: _among(inner, given, value, self.of))
        return all(map(known.of, body.outputs))

    def _inside(self, graph: Graph, given: tuple[Value, ...]) -> _Known:
        return _Known(graph.nodes, lambda value: _among(graph.inputs, given, value, self.of))


def _among(inputs: tuple[Value, ...], given: tuple[Value, ...], value: Value, known: Outer) -> bool:
    """Say of a region's input what is known of the value it is given."""
    return value in inputs and known(given[inputs.index(value)])


def _keeps_order(pattern: tuple[tuple[Any, ...], ...]) -> bool:
    """Whether what an index gives lies in the order of what is indexed."""
    advanced = [place for place, entry in enumerate(pattern) if entry[0] in ("array", "mask")]
    return not advanced or (
        advanced == list(range(len(advanced)))
        and all(entry == ("slice", False, False, None) for entry in pattern[len(advanced) :])
    )
