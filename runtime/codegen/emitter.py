"""Writes the body of a kernel function, node by node, each by its op's own `kernel` fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.module import Module
from autograph.runtime.codegen.nests import Nests
from autograph.runtime.codegen.overwriting import spent
from autograph.runtime.codegen.program import Site
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import join, literal
from autograph.runtime.codegen.values import Array, Picked, stored_array, view_text
from autograph.runtime.errors import GraphError, Location
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.types import ArrayType, Symbol

__all__ = ["Emitter", "Rule", "fusing"]

_INLINE = 60
_CHEAP = frozenset(["add", "multiply", "negative", "square", "subtract"])

Rule = Callable[["Emitter", Node], None]
"""A kernel fact: writes one node."""


def fusing(rule: Rule, *, strips: bool = False) -> Rule:
    """Mark a kernel fact that reads each element of its operands about once, so that they need no storage.

    `strips` says that it reads them in a `nest` that it tells of them.
    """
    rule.fuses = True  # type: ignore[attr-defined]
    if strips:
        rule.strips = True  # type: ignore[attr-defined]
    return rule


class Emitter(Nests):
    """Writes one kernel function.

    Attributes
    ----------
    node : Node or None
        The node being written.
    env : dict of Value to (str or Array)
        How the values of the graph are held.
    fresh : dict of str to Value
        The variables that hold arrays made in this region, and what they were made for.
    bounds : dict of Symbol to str
        The variables that loops stop at, where these are no sizes: `facts` says what lies below them.
    """

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.node: Node | None = None
        self.env: dict[Value, str | Array] = {}
        self.facts: dict[Value, Range] = {}
        self.numbers: dict[Value, Any] = {}
        self.symbols: dict[Symbol, str] = {}
        self.bounds: dict[Symbol, str] = {}
        self.counted: dict[Value, str] = {}
        self.uses: Counter[Value] = Counter()
        self.readers: dict[Value, list[Node | None]] = {}
        self.lazy: list[Value] = []
        self.fresh: dict[str, Value] = {}
        self.last_line: int | None = None

    # -------------------------------------------------------------- stopping

    @property
    def where(self) -> Location | None:
        """The user's line that is being written."""
        return self.node.where if self.node is not None else None

    def stop(
        self,
        condition: str,
        *,
        reason: str = "",
        exception: BaseException | None = None,
        only_if: str = "",
    ) -> None:
        """Write that the kernel stops where the condition holds.

        Without a reason or an exception the program raises what the node itself raises, run on
        the same scalars and sizes. In a loop, a condition that does not depend on its rounds is
        computed before it; `only_if` is such a condition that must hold where the other does.
        """
        node = None if reason or exception else self.node
        number = self.module.site(Site(node, reason, self.where, exception))
        operands: list[str] = []
        if node is not None:
            for value in node.inputs:
                found = self.env[value]
                operands.extend(found.dims if isinstance(found, Array) else [found])
        guarded = self.guard.add(only_if, condition) if self.guard is not None else condition
        with self.block(f"if {guarded}:"):
            self.line(f"return stop({join(['fault', str(number), *operands])})")

    def stop_general(self, condition: str) -> None:
        """Write that another kernel is to run where the condition holds, before anything has happened."""
        number = self.module.site(Site(general=True))
        with self.block(f"if {condition}:"):
            self.line(f"return stop(fault, {number})")

    def stop_host(self, condition: str) -> None:
        """Write that, where the condition holds, the node runs in Python, which is to raise."""
        node = self.node
        assert node is not None
        self.hold(node.inputs)
        defect = GraphError(f"{node.op.name} was expected to raise an exception")
        otherwise = self.module.site(Site(where=self.where, exception=defect))
        with self.block(f"if {condition}:"):
            with self.block(f"if {self.module.host_text(self, raises=True)}:"):
                self.line("return None")
            self.line(f"return stop(fault, {otherwise})")

    def hold(self, values: Sequence[Value]) -> None:
        """Make sure that all these values are in variables."""
        for value in values:
            if isinstance(self.env[value], Array):
                self.stored(value)
            else:
                self.variable(value)

    # -------------------------------------------------------------- reading values

    def scalar(self, value: Value) -> str:
        """Return the expression of a scalar, or of a 0-d array's element."""
        found = self.env[value]
        return found.at(()) if isinstance(found, Array) else found

    def variable(self, value: Value) -> str:
        """Return a scalar as a name or a number."""
        found = self.env[value]
        if isinstance(found, Array):
            return self.assign(found.at(()), value.hint)
        text = self.simple(found, value.hint)
        self.env[value] = text
        if text != found:
            self.module.alike.note(text, found)
        return text

    def array(self, value: Value) -> Array:
        """Return an array, computed on reading or not; a scalar counts as one without axes."""
        found = self.env[value]
        if isinstance(found, Array):
            return found if found.picked is None else self._gathered(value, found.picked)
        text = self.variable(value)
        return Array((), lambda _: text, frozenset())

    def stored(self, value: Value) -> str:
        """Return the variable that holds an array, computing it now if need be."""
        found = self.env[value]
        assert isinstance(found, Array)
        if found.picked is not None:
            found = self._gathered(value, found.picked)
        if found.name is None:
            if found.cost == 0 and found.roots:
                return self.viewed(value, found)
            found = self.env[value] = self._computed(value, found)
            self.forget(value)
        assert found.name is not None
        return found.name

    def _computed(self, value: Value, array: Array) -> Array:
        """Write the loops that compute an array, into memory that is of no more use if there is some."""
        name = spent(self, value, array)
        if name is None:
            found = self.materialise(array, value.type, value.hint)
        else:
            found = stored_array(name, array.dims)
            self.fill(found, array)
        assert found.name is not None
        self.fresh[found.name] = value
        return found

    def _gathered(self, value: Value, picked: Picked) -> Array:
        found = self.env[value] = picked.gather()
        self.forget(value)
        return found

    def viewed(self, value: Value, array: Array) -> str:
        """Return a variable that holds a view's elements in place, or a copy where there is no way to."""
        text = view_text(array)
        if text is None:
            found = self.materialise(array, value.type, value.hint)
        else:
            name = self.assign(text, value.hint, "view")
            self.roots[name] = array.roots
            found = stored_array(name, array.dims, array.roots)
        self.env[value] = found
        assert found.name is not None
        return found.name

    def range(self, value: Value) -> Range:
        """Return what is known of an int."""
        return self.facts.get(value, ranges.ANY)

    def number(self, value: Value) -> Any:
        """Return the scalar that a constant is, None for any other value."""
        return self.numbers.get(value)

    # -------------------------------------------------------------- binding values

    def bind_scalar(
        self, value: Value, text: str, *, inline: bool = True, range_: Range | None = None
    ) -> None:
        """Give a scalar result its expression; it becomes a variable unless its one reader may repeat it."""
        if range_ is not None:
            self.facts[value] = range_.clamped()
        if self.uses[value] == 0:
            inline = True
        if not (inline and len(text) <= _INLINE and self._inlines(value)):
            name = self.assign(text, value.hint)
            self.module.alike.note(name, text)
            text = name
        self.env[value] = text

    def _inlines(self, value: Value) -> bool:
        if self.uses[value] == 0:
            return True
        readers = self.readers.get(value, [])
        if len(readers) != 1 or self.uses[value] != 1 or value.hint:
            return False
        reader = readers[0]
        if reader is None:
            return True
        return reader.op.elementwise and all(output.type.is_scalar for output in reader.outputs)

    def bind_array(self, value: Value, array: Array) -> None:
        """Give an array result its elements; it is stored now unless its one reader can compute them."""
        self.env[value] = array
        if array.name is not None or self.uses[value] == 0:
            return
        if array.cost == 0 and array.roots:
            return
        if self.fuses(value, array):
            self.lazy.append(value)
        else:
            self.stored(value)

    def fuses(self, value: Value, array: Array) -> bool:
        """Whether the one reader of an array can compute its elements, or several can where that is cheap."""
        found = self.readers.get(value, [])
        readers = [node for node in found if node is not None]
        if len(readers) < len(found) or (array.cost and not readers):
            return False
        if len(readers) != 1:
            again = array.cost == 1 and self.node is not None and self.node.op.name in _CHEAP
            if not array.cost or not again or not all(node.op.elementwise for node in readers):
                return array.cost == 0
        return all(self._reads_each_once(reader, value, array) for reader in readers)

    def _reads_each_once(self, reader: Node, value: Value, array: Array) -> bool:
        rule = reader.op.kernel
        if not getattr(rule, "fuses", False) or (
            array.strips and not getattr(rule, "strips", reader.op.elementwise)
        ):
            return False
        if not reader.op.elementwise or array.cost == 0:
            return True
        return len(reader.outputs[0].type.shape) == len(value.type.shape) and all(
            a in (b,) or a != 1 for a, b in zip(value.type.shape, reader.outputs[0].type.shape, strict=True)
        )

    def forget(self, value: Value) -> None:
        """Drop a value from those that are still to be computed."""
        if value in self.lazy:
            self.lazy.remove(value)

    def settle(self, roots: frozenset[str] | None = None, but: Value | None = None) -> None:
        """Compute now what is still to be computed, and would read memory that is about to change."""
        for value in list(self.lazy):
            found = self.env[value]
            if (
                value is not but
                and isinstance(found, Array)
                and self.uses[value] > 0
                and (roots is None or found.roots & roots)
            ):
                self.stored(value)

    # -------------------------------------------------------------- sizes of values

    def dims(self, value: Value, sizes: Sequence[str]) -> tuple[str, ...]:
        """Return a result's sizes as names or numbers, and remember which sizes the symbols are."""
        found: list[str] = []
        for size, text in zip(value.type.shape, sizes, strict=True):
            if isinstance(size, int):
                found.append(str(size))
                continue
            if size not in self.symbols:
                self.symbols[size] = self.simple(text, "", "n")
                if self.symbols[size] != text:
                    self.module.alike.note(self.symbols[size], text)
            found.append(self.symbols[size])
        return tuple(found)

    def shape_of(self, name: str, type_: ArrayType) -> tuple[str, ...]:
        """Return the sizes of the array in variable `name`, read from it where a symbol is not known yet."""
        found: list[str] = []
        for axis, size in enumerate(type_.shape):
            if isinstance(size, int):
                found.append(str(size))
                continue
            if size not in self.symbols:
                self.symbols[size] = self.assign(f"{name}.shape[{axis}]", "", "n")
            found.append(self.symbols[size])
        return tuple(found)

    # -------------------------------------------------------------- graphs

    def open(self, graph: Graph) -> None:
        """Take in a graph's constants and who reads its values."""
        for value, content in graph.constants.items():
            self._constant(value, content)
        for node in graph.nodes:
            for value in _read(node):
                self.uses[value] += 1
                readers = self.readers.setdefault(value, [])
                if node not in readers:
                    readers.append(node)
        for value in graph.results:
            self.uses[value] += 1
            self.readers.setdefault(value, []).append(None)

    def _constant(self, value: Value, content: Any) -> None:
        if isinstance(content, np.ndarray):
            name = self.module.constant(content, value.hint)
            self.env[value] = stored_array(name, [str(size) for size in content.shape])
            self.roots[name] = frozenset([name])
            return
        self.env[value] = literal(content)
        self.numbers[value] = content
        if isinstance(content, int | np.integer) and not isinstance(content, bool):
            self.facts[value] = ranges.constant(int(content))

    def graph(self, graph: Graph) -> None:
        """Write all nodes of a graph whose inputs are bound."""
        self.open(graph)
        outer, self.lazy = self.lazy, []
        fresh, self.fresh = self.fresh, {}
        for node in graph.nodes:
            self.emit(node)
        self.lazy, self.fresh = outer, fresh

    def emit(self, node: Node) -> None:
        """Write one node."""
        before, self.node = self.node, node
        self._comment(node)
        rule = node.op.kernel
        if isinstance(rule, str):
            raise GraphError(f"the kernel fact of {node.op.name} is a text")
        (rule or self.module.host)(self, node)
        if not getattr(rule, "fuses", False) and not node.op.elementwise:
            self._hand_out(node.inputs)
        for value in _read(node):
            self.uses[value] -= 1
            if self.uses[value] <= 0:
                self.forget(value)
        self.node = before

    def _hand_out(self, values: Sequence[Value]) -> None:
        """Note that others may hold the memory of arrays: what Python was given, what loops carry on."""
        for value in values:
            found = self.env.get(value)
            if isinstance(found, Array):
                for name in (*found.roots, *self.roots.get(found.name or "", ())):
                    self.fresh.pop(name, None)

    def _comment(self, node: Node) -> None:
        if node.where is not None and node.where.line != self.last_line:
            self.last_line = node.where.line
            self.line(f"# line {node.where.line}")


def _read(node: Node) -> Sequence[Value]:
    """Return what a node reads: nothing where its rule asks for sizes only."""
    return () if getattr(node.op.kernel, "sizes_only", False) else node.inputs
