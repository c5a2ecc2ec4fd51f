"""Decides which `set_item` may write into its operand's memory, and copies what must outlive a write.

Every array value is given the set of memories it may lie in, its *tokens*: a token is the value
that first held that memory. A `set_item` writes in place where the memory is ours to write and
nothing that shares it is read later; what is read later is copied just before the write, where
that is the cheaper way. Loop variables that are written in place own their memory: a starting
value that is needed elsewhere is copied before the loop, and two variables never share memory.

Before::

    y = set_item(x, v, i)          # x is read no more
    r = add(y, y)

After::

    y = set_item(x, v, i, inplace=True)
    r = add(y, y)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.passes.rewriting import last_uses, map_functions, with_params
from autograph.runtime.types import ArrayType

__all__ = ["buffers"]

Tokens = frozenset[Value]

_NOWHERE: Tokens = frozenset()
_OVERLAPPING = Value(ArrayType(np.dtype(np.int8), (), "array"), "overlapping")
"""The token of memory that holds one element at several places: never written."""

_SET_ITEM = ops.get("set_item")
_COPY = ops.get("copy")
_COND = ops.get("cond")
_WHILE = ops.get("while_loop")
_FOR = ops.get("for_loop")
_OVERLAPS = ops.get("broadcast_to"), ops.get("host_view")
"""Ops whose results may hold one element at several places, or be read-only."""


def buffers(graph: Graph) -> Graph:
    """Return the graph with its writes in place wherever nobody can tell."""
    return map_functions(graph, _assign)


def _assign(graph: Graph) -> Graph:
    """Assign the memory of an outermost graph or of a called function."""
    updated = {graph.inputs[place]: value for place, value in graph.updates}
    locked = {value for value in graph.inputs if value not in updated} | {_OVERLAPPING}
    reserved = {value: _lineage(graph, final) for value, final in updated.items()}
    tokens = {value: frozenset([value]) for value in graph.inputs if _is_array(value)}
    region = _Region(graph, tokens, frozenset(locked), reserved)
    region.run()
    return region.finish_outermost(updated)


def _is_array(value: Value) -> bool:
    return value.type.kind == "array"


def _lineage(graph: Graph, final: Value) -> set[Value]:
    """Return the values that stand, one after the other, for the content that `final` ends."""
    sources: dict[Value, list[Value]] = {}
    _collect_sources(graph, sources)
    found, todo = set(), [final]
    while todo:
        value = todo.pop()
        if value not in found:
            found.add(value)
            todo += sources.get(value, [])
    return found


def _collect_sources(graph: Graph, sources: dict[Value, list[Value]]) -> None:
    """Note for each array that one op hands on which values it may be."""
    for node in graph.nodes:
        if node.op in (_SET_ITEM, _COPY):
            sources[node.outputs[0]] = [node.inputs[0]]
        elif node.op is _COND:
            for region in node.regions.values():
                _collect_sources(region, sources)
                sources |= {
                    inner: [outer] for inner, outer in zip(region.inputs, node.inputs[1:], strict=True)
                }
            branches = zip(node.params["then"].outputs, node.params["orelse"].outputs, strict=True)
            sources |= {out: list(pair) for out, pair in zip(node.outputs, branches, strict=True)}
        elif node.op in (_WHILE, _FOR):
            first = _bounds(node)
            sources |= {out: [start] for out, start in zip(node.outputs, node.inputs[first:], strict=False)}


def _bounds(node: Node) -> int:
    """Return how many inputs of a loop come before its variables."""
    return 3 if node.op is _FOR else 0


class _Region:
    """Assigns the memory of one region, from its first node to its last."""

    def __init__(
        self, graph: Graph, tokens: dict[Value, Tokens], locked: Tokens, reserved: dict[Value, set[Value]]
    ) -> None:
        self.graph = graph
        self.tokens: dict[Value, Tokens] = dict(tokens)
        constants = {value for value in graph.constants if _is_array(value)}
        self.tokens |= {value: frozenset([value]) for value in constants}
        self.locked = locked | constants
        self.reserved = reserved
        self.current: dict[Value, Value] = {}
        self.views: set[Value] = set()
        self.written: set[Value] = set()
        self.nodes: list[Node] = []
        self.last_use = last_uses(graph)
        self.position = 0

    # -------------------------------------------------------------- small questions

    def now(self, value: Value) -> Value:
        """Return what stands for a value at this place: itself, or the copy that outlives a write."""
        return self.current.get(value, value)

    def of(self, value: Value) -> Tokens:
        """Return the memories a value may lie in; none for a scalar."""
        return self.tokens.get(value, _NOWHERE)

    def needs_reserve(self, tokens: Tokens) -> bool:
        """Whether this memory is a caller's array, whose content after an exception counts."""
        return any(token in self.reserved for token in tokens)

    def may_write(self, value: Value, result: Value) -> bool:
        """Whether the memory of `value` is ours to hold `result` from now on."""
        tokens = self.of(value)
        if tokens & self.locked:
            return False
        reserved = [token for token in tokens if token in self.reserved]
        if reserved and value in self.views:
            return False
        return all(result in self.reserved[token] for token in reserved)

    def shared_later(self, tokens: Tokens) -> list[Value]:
        """Return the original values read after this node that share this memory."""
        return [
            value
            for value, last in self.last_use.items()
            if last > self.position and self.of(self.now(value)) & tokens
        ]

    # -------------------------------------------------------------- building

    def copy(self, value: Value, node: Node | None = None) -> Value:
        """Append a copy of an array and return it."""
        copied = Value(value.type.with_(layout="C"), value.hint)
        self.nodes.append(Node(_COPY, (value,), (copied,), where=node.where if node else None))
        self.tokens[copied] = frozenset([copied])
        return copied

    def save(self, values: Sequence[Value], node: Node) -> dict[Value, Value]:
        """Copy arrays before a write, so that later reads of them see the old content."""
        copies: dict[Value, Value] = {}
        for value in values:
            old = self.now(value)
            if old not in copies:
                copies[old] = self.copy(old, node)
            self.current[value] = copies[old]
        return copies

    def run(self) -> None:
        """Handle all nodes."""
        for position, old in enumerate(self.graph.nodes):
            self.position = position
            node = old.replace(inputs=tuple(map(self.now, old.inputs)))
            if node.op is _SET_ITEM:
                self.set_item(node)
            elif node.op is _COND:
                self.cond(node)
            elif node.op in (_WHILE, _FOR):
                self.loop(node)
            else:
                self.plain(node)

    def plain(self, node: Node) -> None:
        """Handle a node without regions: its results are new memory, or views."""
        self.nodes.append(node)
        views = node.op.views(node) if callable(node.op.views) else node.op.views
        shared = frozenset().union(*map(self.of, node.inputs)) if views else _NOWHERE
        if node.op.hands_on:
            shared = self.of(node.inputs[0])
        if node.op in _OVERLAPS:
            shared |= {_OVERLAPPING}
        for value in filter(_is_array, node.outputs):
            certain = views and len(node.inputs) == 1 and len(node.outputs) == 1
            self.tokens[value] = shared if shared and certain else shared | {value}
            if shared and not node.op.hands_on:
                self.views.add(value)

    # -------------------------------------------------------------- writes

    def set_item(self, node: Node) -> None:
        """Handle a write: in place if the old content is not needed, or can be saved cheaply."""
        x, *rest = node.inputs
        y = node.outputs[0]
        tokens = self.of(x)
        inplace = self.may_write(x, y)
        if inplace:
            later = self.shared_later(tokens)
            inplace = self.saving_pays(x, later, tokens)
        if not inplace:
            params = {key: param for key, param in node.params.items() if key != "inplace"}
            self.nodes.append(node.replace(params=params))
            self.tokens[y] = frozenset([y])
            return
        self.save(later, node)
        rest = [self.copy(value, node) if self.of(value) & tokens else value for value in rest]
        self.nodes.append(with_params(node.replace(inputs=(x, *rest)), inplace=True))
        self.tokens[y] = tokens
        self.written |= tokens
        if x in self.views:
            self.views.add(y)

    def saving_pays(self, x: Value, later: Sequence[Value], tokens: Tokens) -> bool:
        """Whether copying what is read later is better than writing into a copy of `x`."""
        if not later or self.needs_reserve(tokens):
            return True
        return x not in self.views and all(self.now(value) in self.views for value in later)

    # -------------------------------------------------------------- branches

    def branch(self, region: Graph, operands: Sequence[Value], locked: Tokens) -> _Region:
        """Assign the memory of a branch, whose inputs lie where the operands do."""
        tokens = {inner: self.of(outer) for inner, outer in zip(region.inputs, operands, strict=True)}
        result = _Region(region, tokens, locked, self.reserved)
        result.views = {
            inner for inner, outer in zip(region.inputs, operands, strict=True) if outer in self.views
        }
        result.run()
        return result

    def cond(self, node: Node) -> None:
        """Handle a branch: it may write what nobody outside reads afterwards."""
        operands = node.inputs[1:]
        names = ("then", "orelse")
        branches = [self.branch(node.params[name], operands, self.locked) for name in names]
        own = frozenset().union(*map(self.of, operands))
        wanted = (branches[0].written | branches[1].written) & own
        locked: set[Value] = set()
        for value in self.shared_later(frozenset(wanted)):
            shared = self.of(self.now(value)) & wanted
            if self.needs_reserve(shared) or self.now(value) in self.views:
                self.save([value], node)
            else:
                locked |= shared
        if locked:
            branches = [self.branch(node.params[name], operands, self.locked | locked) for name in names]
        for branch in branches:
            self.written |= branch.written & own
        regions = {name: branch.finish() for name, branch in zip(names, branches, strict=True)}
        self.nodes.append(with_params(node, **regions))
        for place, value in enumerate(node.outputs):
            ends = [(branch, branch.now(branch.graph.outputs[place])) for branch in branches]
            if _is_array(value):
                self.tokens[value] = frozenset().union(*(branch.of(end) for branch, end in ends))
            if any(end in branch.views for branch, end in ends):
                self.views.add(value)
        self.locked |= frozenset().union(*(branch.locked for branch in branches)) - locked - own

    def finish(self) -> Graph:
        """Return the region as it is now."""
        outputs = tuple(map(self.now, self.graph.outputs))
        return self.graph.replace(nodes=tuple(self.nodes), outputs=outputs)

    # -------------------------------------------------------------- loops

    def loop(self, node: Node) -> None:
        """Handle a loop: the variables it writes in place own their memory."""
        bounds = _bounds(node)
        skip = 1 if bounds else 0
        carried: int = node.params["carried"]
        body = self.body(node.params["body"], skip, carried)
        inputs = body.graph.inputs[skip : skip + carried]
        owned = {place for place, value in enumerate(inputs) if value in body.written}
        body.own_variables(owned, inputs)
        operands = self.starts(node, node.inputs[bounds:], owned)
        regions = {"body": body.finish()}
        test = node.params.get("test")
        if test is not None:
            regions["test"] = self.body(test, skip, 0).finish()
        self.nodes.append(with_params(node.replace(inputs=(*node.inputs[:bounds], *operands)), **regions))
        self.locked |= {value for value in body.locked if value in body.graph.constants}
        self.results(node, body, operands, skip)
        for place in owned:
            value = node.outputs[place]
            reserved = frozenset(token for token in self.of(value) if token in self.reserved)
            self.tokens[value] = reserved | {value}

    def body(self, region: Graph, skip: int, carried: int) -> _Region:
        """Assign the memory of a loop's region, which may write the first `carried` variables."""
        tokens = {value: frozenset([value]) for value in region.inputs if _is_array(value)}
        locked = frozenset(region.inputs[skip + carried :]) | {_OVERLAPPING}
        result = _Region(region, tokens, locked, {})
        result.run()
        return result

    def own_variables(self, owned: set[int], inputs: Sequence[Value]) -> None:
        """Give the `owned` variables memory of their own after every round.

        `owned` grows by the variables whose memory may come to be held by one of these.
        """
        count = -1
        while len(owned) > count:
            count = len(owned)
            self.separate_variables(owned)
            held = frozenset().union(*(self.of(self.graph.outputs[place]) for place in owned))
            owned |= {place for place, value in enumerate(inputs) if value in held}

    def separate_variables(self, owned: set[int]) -> None:
        """Copy at a body's end what would share memory with a variable that is written in place."""
        ends = [self.now(value) for value in self.graph.outputs]
        for place in sorted(owned):
            if self.of(ends[place]) & self.locked:
                ends[place] = self.copy(ends[place])
        for place in sorted(owned):
            for other in range(len(ends)):
                if other != place and self.of(ends[other]) & self.of(ends[place]):
                    ends[other] = self.copy(ends[other])
        self.graph = self.graph.replace(outputs=tuple(ends))

    def starts(self, node: Node, operands: Sequence[Value], owned: set[int]) -> list[Value]:
        """Return a loop's operands, copied where a variable must own its memory."""
        result = list(operands)
        for place in sorted(owned):
            start = result[place]
            tokens = self.of(start)
            later = self.shared_later(tokens)
            others = [k for k, value in enumerate(result) if k != place and self.of(value) & tokens]
            if not self.may_write(start, node.outputs[place]):
                result[place] = self.copy(start, node)
            elif later or others:
                sharing = [self.now(value) for value in later] + [result[k] for k in others]
                views = start not in self.views and all(value in self.views for value in sharing)
                if views or self.needs_reserve(tokens):
                    copies = self.save(later, node)
                    for k in others:
                        if result[k] not in copies:
                            copies[result[k]] = self.copy(result[k], node)
                        result[k] = copies[result[k]]
                else:
                    result[place] = self.copy(start, node)
            self.written |= self.of(result[place])
        return result

    def results(self, node: Node, body: _Region, operands: Sequence[Value], skip: int) -> None:
        """Note where a loop's results lie: in a start's memory, an invariant's or the body's own."""
        outer = dict(zip(body.graph.inputs[skip:], operands, strict=True))
        ends = [body.of(value) for value in body.graph.outputs]
        places = {value: place for place, value in enumerate(body.graph.inputs[skip : skip + len(ends)])}
        for place, value in enumerate(node.outputs):
            if not _is_array(value):
                continue
            reached: set[Value] = {body.graph.inputs[skip + place]}
            todo = list(reached)
            while todo:
                token = todo.pop()
                for more in ends[places[token]] - reached if token in places else ():
                    reached.add(more)
                    todo.append(more)
            parts = [self.of(outer[token]) if token in outer else frozenset([token]) for token in reached]
            self.tokens[value] = frozenset().union(*parts)
            viewed = any(outer[token] in self.views for token in reached if token in outer)
            if viewed or body.graph.outputs[place] in body.views:
                self.views.add(value)

    # -------------------------------------------------------------- the outermost graph

    def finish_outermost(self, updated: dict[Value, Value]) -> Graph:
        """Return the graph, its results copied where they would share memory that outlives the call."""
        self.position = len(self.graph.nodes)
        finals = {target: self.final(target, value) for target, value in updated.items()}
        kept: dict[Value, Value] = {}
        given: set[Value] = set()
        ended = frozenset().union(*map(self.of, finals.values()))
        for value in map(self.now, self.graph.outputs):
            if value not in kept:
                shared = given if value in finals.values() else given | ended
                kept[value] = self.output(value, finals, shared)
                given |= self.of(kept[value])
        outputs = tuple(kept[self.now(value)] for value in self.graph.outputs)
        updates = tuple((place, finals[self.graph.inputs[place]]) for place, _ in self.graph.updates)
        return self.graph.replace(nodes=tuple(self.nodes), outputs=outputs, updates=updates)

    def final(self, target: Value, value: Value) -> Value:
        """Return an update's value, copied if it lies in a caller's array but is not that array."""
        value = self.now(value)
        foreign = (self.of(value) & frozenset(self.graph.inputs)) - {target}
        inside = value in self.views and target in self.of(value)
        return self.copy(value) if foreign or inside else value

    def output(self, value: Value, finals: dict[Value, Value], taken: set[Value]) -> Value:
        """Return an output, copied if it shares memory with another array that outlives the call."""
        if not _is_array(value):
            return value
        if value in self.graph.inputs:
            return self.copy(value) if finals.get(value, value) is not value else value
        if value not in finals.values():
            taken = taken | set(self.graph.inputs) | self.locked
        return self.copy(value) if self.of(value) & taken else value
