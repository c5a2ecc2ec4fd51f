"""Handles as what they are made of: the nodes behind them, run again on samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.quiet import quietly
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, current

__all__ = ["Unknown", "recomputed"]

Given = Callable[[Value, int | None], Any]
"""From a value that no node makes, and its place among the graph's inputs if it is one, to a sample."""

Sizes = Callable[[Value, int], Any]
"""From an array and one of its axes to a size."""

MOST_NODES = 200


class Unknown(Exception):
    """A value cannot be computed from samples."""


def recomputed(handle: Tensor, given: Given, made: dict[Value, Any], *, sizes: Sizes | None = None) -> Any:
    """Return what a handle is for samples of what it is made of.

    Parameters
    ----------
    handle : Tensor
    given : callable
        Samples of what no node makes.
    made : dict
        What is computed already; what is computed now is added.
    sizes : callable, optional
        From an array and an axis to its size, which then is not computed.

    Raises
    ------
    Unknown
        If that takes a loop, a branch, an effect, or too long.
    """
    trace = current()
    for region in trace.region.around() if trace is not None else ():
        value = region.current.get(handle.key)
        if value is not None:
            return _Computation(given, made, sizes).value(value, region)
    raise Unknown


class _Computation:
    def __init__(self, given: Given, made: dict[Value, Any], sizes: Sizes | None) -> None:
        self.given = given
        self.made = made
        self.sizes = sizes
        self.nodes = 0

    def value(self, value: Value, region: Region) -> Any:
        """Return what a value of a region is."""
        if value not in self.made:
            self.made[value] = self._found(value, region)
        return self.made[value]

    def _found(self, value: Value, region: Region) -> Any:
        if value in region.builder.constants:
            return region.builder.constants[value]
        node = next((node for node in reversed(region.builder.nodes) if value in node.outputs), None)
        if node is not None:
            return self._computed(node, value, region)
        for key, (_, inner) in region.captured.items():
            if inner is value and region.parent is not None and key in region.parent.current:
                return self.value(region.parent.current[key], region.parent)
        place = None
        if region.parent is None:
            place = next((k for k, item in enumerate(region.builder.inputs) if item is value), None)
        return self.given(value, place)

    def _computed(self, node: Node, value: Value, region: Region) -> Any:
        if self.sizes is not None and node.op.name == "size":
            return self.sizes(node.inputs[0], node.params["axis"])
        self.nodes += 1
        regions = any(isinstance(item, Graph | Function) for item in node.params.values())
        pure = node.op.pure or node.params.get("pure") is True
        if self.nodes > MOST_NODES or not pure or regions:
            raise Unknown
        operands = [self.value(item, region) for item in node.inputs]
        with quietly():
            result = node.op.numpy(*operands, **node.params)
        results = result if isinstance(result, tuple) else (result,)
        return results[[item is value for item in node.outputs].index(True)]
