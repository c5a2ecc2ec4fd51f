"""In which order a computed array lies in memory: that of the arrays which it was computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from autograph.runtime.graph import Graph, Node, Value
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, current

__all__ = ["note_order", "order_of"]

_FRESH = {"full", "empty", "arange", "eye", "reshape", "matmul", "dot", "outer", "inner"}
"""Ops whose results lie in C order whatever their operands do."""

_ALIKE = {"sort", "concatenate"}
"""Ops beside the elementwise ones whose results lie as their operands do, if these all lie in one order."""

Outer = Callable[[Value], str]


def note_order(handle: Any, order: str) -> Any:
    """Note in which order NumPy lays out an array that was just computed; returns its handle.

    Parameters
    ----------
    handle : object
    order : str
        "C", "F", or "" where that is not known.
    """
    trace = current()
    if isinstance(handle, Tensor) and handle.through is None and trace is not None:
        trace.orders[trace.region.lookup(handle)] = order
    return handle


def order_of(a: Tensor) -> str:
    """Return the order in which an array that is no view, computed or given, surely lies; "" if unknown."""
    trace = current()
    assert trace is not None
    if trace.lifter is not None and a.key in trace.lifter.array_keys:
        return _of_layout(a.type.layout)
    for region in trace.region.around():
        value = region.current.get(a.key)
        if value is not None:
            return _known_of(region).of(value)
    return ""


def _of_layout(layout: str) -> str:
    return layout if layout in ("C", "F") else ""


def _turned(order: str) -> str:
    """Return the order of a transpose."""
    return {"C": "F", "F": "C"}.get(order, "")


def _common(orders: Iterable[str]) -> str:
    """Return the order that all have; "C" where there are none."""
    found = set(orders) or {"C"}
    return found.pop() if len(found) == 1 else ""


def _known_of(region: Region) -> _Known:
    """Return what is known of the values of a region in the making."""

    def outer(value: Value) -> str:
        if value in region.builder.constants:
            flags = region.builder.constants[value].flags
            return "C" if flags.c_contiguous else "F" if flags.f_contiguous else ""
        if region.parent is None:
            return _of_layout(value.type.layout)
        for key, (_, inner) in region.captured.items():
            if inner is value:
                return _known_of(region.parent).of(region.parent.current[key])
        return ""

    return _Known(region.builder.nodes, outer)


def _matters(value: Value) -> bool:
    """Whether an array has more than one axis to put in an order."""
    return value.type.kind == "array" and sum(size != 1 for size in value.type.shape) > 1


class _Known:
    """What is known of the values of one region."""

    def __init__(self, nodes: Iterable[Node], outer: Outer) -> None:
        self.made = {value: node for node in nodes for value in node.outputs}
        self.outer = outer
        self.found: dict[Value, str] = {}

    def of(self, value: Value) -> str:
        """Return the order in which a value lies."""
        if not _matters(value):
            return "C"
        if value not in self.found:
            self.found[value] = ""
            self.found[value] = self._of(value)
        return self.found[value]

    def _of(self, value: Value) -> str:
        trace = current()
        assert trace is not None
        if value in trace.orders:
            return trace.orders[value]
        node = self.made.get(value)
        if node is None:
            return self.outer(value)
        if node.regions:
            return self._control(node, node.outputs.index(value))
        return self._made_by(node)

    def _made_by(self, node: Node) -> str:
        name = node.op.name
        if name in _FRESH:
            return "C"
        if name in ("set_item", "put_view"):
            return self.of(node.inputs[0])
        if name == "transpose":
            axes = list(node.params["axes"])
            order = self.of(node.inputs[0])
            return order if axes == sorted(axes) else _turned(order) if axes == sorted(axes)[::-1] else ""
        if name == "get_item" and not _keeps_order(node.params["index"]):
            return ""
        order = _common(self.of(value) for value in node.inputs if _matters(value))
        basic = name == "get_item" and all(
            entry[0] not in ("array", "mask") for entry in node.params["index"]
        )
        fused = (node.op.elementwise or name == "where") and _are_whole(node)
        alike = basic or fused or name in _ALIKE
        return "" if name == "call" or (order == "F" and not alike) else order

    def _control(self, node: Node, place: int) -> str:
        if node.op.name == "cond":
            given = node.inputs[1:]
            return _common(
                self._inside(graph, given).of(graph.outputs[place]) for graph in node.regions.values()
            )
        body = node.regions["body"]
        counted = node.op.name == "for_loop"  # start, stop, step; the body takes the index first
        given = node.inputs[3:] if counted else node.inputs
        inner = body.inputs[1:] if counted else body.inputs
        before = _common(self.of(value) for value in given[: len(node.outputs)] if _matters(value))
        known = _Known(body.nodes, lambda value: _among(inner, given, value, self.of))
        after = _common(known.of(value) for value in body.outputs if _matters(value))
        return before if before == after else ""

    def _inside(self, graph: Graph, given: tuple[Value, ...]) -> _Known:
        return _Known(graph.nodes, lambda value: _among(graph.inputs, given, value, self.of))


def _among(inputs: tuple[Value, ...], given: tuple[Value, ...], value: Value, known: Outer) -> str:
    """Say of a region's input what is known of the value it is given."""
    return known(given[inputs.index(value)]) if value in inputs else ""


def _are_whole(node: Node) -> bool:
    """Whether each operand with an order surely has all axes of the result."""
    made = node.outputs[0].type.shape
    return all(
        len(value.type.shape) == len(made)
        and all(
            one is two or (_is_many(one) and _is_many(two))
            for one, two in zip(value.type.shape, made, strict=True)
        )
        for value in node.inputs
        if _matters(value)
    )


def _is_many(size: Any) -> bool:
    return size != 1 if isinstance(size, int) else not size.may_be_one


def _keeps_order(pattern: tuple[tuple[Any, ...], ...]) -> bool:
    """Whether what an index gives lies in the order of what is indexed."""
    advanced = [place for place, entry in enumerate(pattern) if entry[0] in ("array", "mask")]
    return not advanced or (
        advanced == list(range(len(advanced)))
        and all(entry == ("slice", False, False, None) for entry in pattern[len(advanced) :])
    )
