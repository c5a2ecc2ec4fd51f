"""The graph: typed values in single assignment, nodes in execution order, regions as closed graphs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from autograph.runtime.errors import Location, TraceError
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, type_of

if TYPE_CHECKING:
    from autograph.runtime.ops.base import Op

__all__ = ["Builder", "Function", "Graph", "Node", "Value", "unchanging"]


def unchanging(items: dict[Any, Any]) -> Mapping[Any, Any]:
    """Return a mapping that nobody changes."""
    return MappingProxyType(items)


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@record(frozen=True, eq=False)
class Value:
    """One typed value; equal to itself alone.

    Attributes
    ----------
    type : ArrayType
    hint : str
        The user's name for it, if there is one; printing makes it unique.
    """

    type: ArrayType
    hint: str = ""


@record(frozen=True, eq=False)
class Node:
    """One application of an op.

    Attributes
    ----------
    op : Op
    inputs : tuple of Value
    outputs : tuple of Value
    params : mapping of str to object
        Everything static: axes, dtypes, index patterns, and the regions (closed graphs).
    where : Location or None
        The user's line.
    """

    op: Op
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]
    params: Mapping[str, Any] = dataclasses.field(default_factory=_nothing)
    where: Location | None = None

    @property
    def regions(self) -> dict[str, Graph]:
        """The closed graphs among the params, by name."""
        params = self.params  # of most nodes there are none
        return {name: value for name, value in params.items() if isinstance(value, Graph)} if params else {}

    def replace(self, **changes: Any) -> Node:
        """Return this node with some fields replaced."""
        return dataclasses.replace(self, **changes)


@record(frozen=True, eq=False)
class Graph:
    """A closed program: every value it reads is an input, a constant or a node's output.

    Attributes
    ----------
    inputs : tuple of Value
    nodes : tuple of Node
        In execution order, so that effects keep their place.
    outputs : tuple of Value
        May name inputs and constants, and one value several times.
    constants : mapping of Value to object
        Python and NumPy scalars and arrays; arrays are never written.
    updates : tuple of (int, Value)
        For the outermost graph: input array number `i` holds this value's elements after the call.
        The last value of a chain of ``set_item`` on that input is written in place; any other
        value is copied into it at the end.
    name : str
    """

    inputs: tuple[Value, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[Value, ...]
    constants: Mapping[Value, Any] = dataclasses.field(default_factory=_nothing)
    updates: tuple[tuple[int, Value], ...] = ()
    name: str = "graph"

    def replace(self, **changes: Any) -> Graph:
        """Return this graph with some fields replaced."""
        return dataclasses.replace(self, **changes)

    @property
    def results(self) -> tuple[Value, ...]:
        """Outputs, then the values of the updates: all that must be computed."""
        return self.outputs + tuple(value for _, value in self.updates)

    def __str__(self) -> str:
        """Return the graph as a Python program."""
        from autograph.runtime.printing import print_graph  # noqa: PLC0415  (printing reads graphs)

        return print_graph(self)


class Function:
    """A graph that is called by name, so that it can call itself.

    Attributes
    ----------
    name : str
    input_types, output_types : tuple of ArrayType
    graph : Graph or None
        Set once, when its body has been traced.
    """

    def __init__(
        self, name: str, input_types: tuple[ArrayType, ...], output_types: tuple[ArrayType, ...]
    ) -> None:
        self.name = name
        self.input_types = input_types
        self.output_types = output_types
        self.graph: Graph | None = None


class Builder:
    """Collects nodes into a graph.

    Examples
    --------
    >>> import numpy as np
    >>> from autograph.runtime import ops
    >>> from autograph.runtime.types import ArrayType
    >>> b = Builder("double")
    >>> x = b.input(ArrayType(np.dtype("f8"), (3,)), "x")
    >>> y = b.apply(ops.get("add"), (x, x))[0]
    >>> graph = b.build([y])
    """

    def __init__(self, name: str = "graph") -> None:
        self.name = name
        self.inputs: list[Value] = []
        self.nodes: list[Node] = []
        self.constants: dict[Value, Any] = {}

    def input(self, type_: ArrayType, hint: str = "") -> Value:
        """Add an input."""
        value = Value(type_, hint)
        self.inputs.append(value)
        return value

    def constant(self, content: Any, hint: str = "") -> Value:
        """Add a constant; scalars are shared by type and bits, arrays by identity."""
        value = Value(type_of(content), hint)
        self.constants[value] = content
        return value

    def apply(
        self,
        op: Op,
        inputs: Sequence[Value],
        params: Mapping[str, Any] | None = None,
        where: Location | None = None,
        hints: Sequence[str] = (),
    ) -> tuple[Value, ...]:
        """Append a node; its result types come from the op's type rule.

        Raises
        ------
        TraceError
            If the op is not defined for these operands.
        """
        params = MappingProxyType(dict(params or {}))
        types = op.infer(*(value.type for value in inputs), **params)
        for type_ in types:
            if not type_.dtype.isnative:
                raise TraceError(f"values of dtype {type_.dtype} are not supported in a graph")
        names = list(hints) + [""] * (len(types) - len(hints))
        outputs = tuple(Value(type_, name) for type_, name in zip(types, names, strict=True))
        self.nodes.append(Node(op, tuple(inputs), outputs, params, where))
        return outputs

    def build(self, outputs: Sequence[Value], updates: Sequence[tuple[int, Value]] = ()) -> Graph:
        """Return the graph; the builder may go on."""
        return Graph(
            tuple(self.inputs),
            tuple(self.nodes),
            tuple(outputs),
            MappingProxyType(dict(self.constants)),
            tuple(updates),
            self.name,
        )
