"""What passes share: rebuilding a graph node by node, its regions and the functions it calls."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.ops.base import Op
from autograph.runtime.ops.control import can_fail, is_pure
from autograph.runtime.types import ArrayType, Symbol, symbol, type_of

__all__ = [
    "Copier",
    "Rebuild",
    "freeze",
    "last_uses",
    "map_functions",
    "map_regions",
    "rebuild",
    "substitute",
    "with_params",
]


def freeze(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return a read-only copy of a mapping."""
    return MappingProxyType(dict(mapping))


def with_params(node: Node, **changes: Any) -> Node:
    """Return the node with some params replaced."""
    return node.replace(params=freeze({**node.params, **changes}))


def map_regions(node: Node, transform: Callable[[Graph], Graph]) -> Node:
    """Return the node with every region transformed; the same node if none changes."""
    regions = node.regions
    if not regions:
        return node
    changed = {name: transform(region) for name, region in regions.items()}
    if all(changed[name] is region for name, region in regions.items()):
        return node
    return with_params(node, **changed)


def last_uses(graph: Graph) -> dict[Value, int]:
    """Return for each value the position of the last node that reads it; results are read after all."""
    found: dict[Value, int] = {}
    for position, node in enumerate(graph.nodes):
        found |= dict.fromkeys(node.inputs, position)
    return found | dict.fromkeys(graph.results, len(graph.nodes))


def substitute(values: Iterable[Value], changes: Mapping[Value, Value]) -> tuple[Value, ...]:
    """Return the values, each replaced where `changes` says so."""
    return tuple(changes.get(value, value) for value in values)


def map_functions(graph: Graph, transform: Callable[[Graph], Graph]) -> Graph:
    """Return the graph with `transform` applied to it and to every function it calls.

    A function that changes becomes a new one under the same name; one that calls itself calls the
    new one.
    """
    top = transform(graph)
    bodies: dict[Function, Graph | None] = {}
    _transform_called(top, transform, bodies)
    if all(body is function.graph for function, body in bodies.items()):
        return top
    renewed = {each: Function(each.name, each.input_types, each.output_types) for each in bodies}
    for function, body in bodies.items():
        renewed[function].graph = None if body is None else _rename_calls(body, renewed)
    return _rename_calls(top, renewed)


def _transform_called(
    graph: Graph, transform: Callable[[Graph], Graph], bodies: dict[Function, Graph | None]
) -> None:
    """Note the transformed body of every function that the graph calls, directly or through others."""
    for node in graph.nodes:
        for region in node.regions.values():
            _transform_called(region, transform, bodies)
        function = node.params.get("function")
        if isinstance(function, Function) and function not in bodies:
            bodies[function] = None if function.graph is None else transform(function.graph)
            body = bodies[function]
            if body is not None:
                _transform_called(body, transform, bodies)


def _rename_calls(graph: Graph, renewed: Mapping[Function, Function]) -> Graph:
    """Return the graph calling the new functions."""

    def rename(old: Node) -> Node:
        node = map_regions(old, lambda region: _rename_calls(region, renewed))
        function = node.params.get("function")
        if not isinstance(function, Function):
            return node
        return with_params(node, function=renewed[function])

    nodes = tuple(map(rename, graph.nodes))
    if all(new is old for new, old in zip(nodes, graph.nodes, strict=True)):
        return graph
    return graph.replace(nodes=nodes)


class Rebuild:
    """A graph being rebuilt node by node: what stands so far, and what replaces which value.

    Attributes
    ----------
    nodes : list of Node
    constants : dict of Value to object
    definitions : dict of Value to Node
        The node that gives each value.
    changes : dict of Value to Value
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[Node] = []
        self.constants: dict[Value, Any] = dict(graph.constants)
        self.definitions: dict[Value, Node] = {}
        self.changes: dict[Value, Value] = {}

    @functools.cached_property
    def uses(self) -> Counter[Value]:
        """How often each value of the old graph is read."""
        return Counter([value for node in self.graph.nodes for value in node.inputs] + [*self.graph.results])

    def now(self, value: Value) -> Value:
        """Return what stands for a value of the old graph."""
        return self.changes.get(value, value)

    def keep(self, node: Node) -> None:
        """Append a node."""
        self.nodes.append(node)
        for value in node.outputs:
            self.definitions[value] = node

    def add(self, op: Op, inputs: Sequence[Value], params: Mapping[str, Any], like: Node) -> Value:
        """Append a node with one result, which stands where `like` did, and return the result."""
        (type_,) = op.infer(*(value.type for value in inputs), **params)
        result = Value(type_, like.outputs[0].hint)
        self.keep(Node(op, tuple(inputs), (result,), freeze(params), like.where))
        return result

    def forget(self, node: Node) -> bool:
        """Take out a kept node that only the node at hand reads, if nothing since can tell; say whether."""
        place = self.nodes.index(node)
        if any(self.uses[value] > 1 for value in node.outputs):
            return False
        if any(can_fail(later) or not is_pure(later) for later in self.nodes[place + 1 :]):
            return False
        del self.nodes[place]
        return True

    def replace(self, node: Node, values: Sequence[Value]) -> None:
        """Let `values` stand for the node's outputs from now on."""
        for old, new in zip(node.outputs, values, strict=True):
            self.changes[old] = self.now(new)

    def splice(
        self, region: Graph, operands: Sequence[Value], step: Callable[[Rebuild, Node], None] | None = None
    ) -> list[Value]:
        """Append a copy of a region's nodes, run on these operands, and return its outputs.

        Each node is kept, or handled by `step`.
        """
        copier = Copier(dict(zip(region.inputs, operands, strict=True)))
        copied = copier.graph(region)
        self.constants |= copied.constants
        for node in copied.nodes:
            (step or Rebuild.keep)(self, node.replace(inputs=tuple(map(self.now, node.inputs))))
        return list(map(self.now, copied.outputs))

    def constant(self, content: Any, hint: str = "") -> Value:
        """Add a constant."""
        value = Value(type_of(content), hint)
        self.constants[value] = content
        return value

    def finish(self) -> Graph:
        """Return the new graph, the old one if nothing changed."""
        old = self.graph
        same = len(self.nodes) == len(old.nodes) and not self.changes
        if same and all(a is b for a, b in zip(self.nodes, old.nodes, strict=True)):
            return old
        updates = tuple((place, self.now(value)) for place, value in old.updates)
        return old.replace(
            nodes=tuple(self.nodes),
            outputs=tuple(map(self.now, old.outputs)),
            updates=updates,
            constants=freeze(self.constants),
        )


def rebuild(graph: Graph, step: Callable[[Rebuild, Node], None]) -> Graph:
    """Return the graph after `step` has kept or replaced every node, in the regions first."""
    state = Rebuild(graph)
    for old in graph.nodes:
        node = old
        if not state.changes.keys().isdisjoint(old.inputs):
            node = old.replace(inputs=tuple(map(state.now, old.inputs)))
        step(state, map_regions(node, lambda region: rebuild(region, step)))
    return state.finish()


class Copier:
    """Copies nodes under fresh values, sizes known by one symbol keeping one symbol.

    Parameters
    ----------
    changes : mapping of Value to Value
        What stands for the values that come from outside.
    """

    def __init__(self, changes: Mapping[Value, Value]) -> None:
        self.values = dict(changes)
        self.sizes: dict[Symbol, int | Symbol] = {}
        for old, new in changes.items():
            for a, b in zip(old.type.shape, new.type.shape, strict=True):
                if isinstance(a, Symbol):
                    self.sizes.setdefault(a, b)

    def size(self, size: Any) -> Any:
        """Return what stands for a size."""
        if not isinstance(size, Symbol):
            return size
        return self.sizes.setdefault(size, symbol(may_be_one=size.may_be_one))

    def type(self, type_: ArrayType) -> ArrayType:
        """Return the type with its sizes replaced."""
        return type_.with_(shape=tuple(map(self.size, type_.shape)))

    def value(self, value: Value) -> Value:
        """Return what stands for a value."""
        if value not in self.values:
            self.values[value] = Value(self.type(value.type), value.hint)
        return self.values[value]

    def param(self, param: Any) -> Any:
        """Return a param with its sizes and regions replaced."""
        if isinstance(param, Graph):
            return self.graph(param)
        if isinstance(param, ArrayType):
            return self.type(param)
        if type(param) is tuple:
            return tuple(map(self.param, param))
        return self.size(param)

    def node(self, node: Node) -> Node:
        """Return a copy of the node."""
        inputs = tuple(map(self.value, node.inputs))
        params = freeze({name: self.param(param) for name, param in node.params.items()})
        return node.replace(inputs=inputs, outputs=tuple(map(self.value, node.outputs)), params=params)

    def graph(self, graph: Graph) -> Graph:
        """Return a copy of a region."""
        inputs = tuple(map(self.value, graph.inputs))
        constants = freeze({self.value(value): content for value, content in graph.constants.items()})
        nodes = tuple(map(self.node, graph.nodes))
        return graph.replace(
            inputs=inputs, nodes=nodes, outputs=tuple(map(self.value, graph.outputs)), constants=constants
        )
