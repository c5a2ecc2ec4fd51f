"""Small graphs built by hand from printed programs, for tests of the runtime."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from autograph.runtime import ops
from autograph.runtime.errors import Location
from autograph.runtime.graph import Builder, Function, Graph, Value
from autograph.runtime.printing import parse_type
from autograph.runtime.types import ArrayType, Symbol

Apply = Callable[..., Any]


def build(
    function: Callable[..., Any], *types: str, updates: tuple[int, ...] = (), name: str = "graph"
) -> Graph:
    """Return the graph that `function` describes: it gets an `On` and one value an input.

    Parameters
    ----------
    function : callable
        ``function(on, *inputs)`` returns the output values, and the updates' values after them.
    types : str
        As printed; equal size names are one symbol.
    updates : tuple of int
        The inputs that hold the last values returned.
    """
    on = On(name, {})
    inputs = [on.builder.input(on.type(text), f"x{place}") for place, text in enumerate(types)]
    results = function(on, *inputs)
    results = [on.value(item) for item in (results if isinstance(results, tuple) else (results,))]
    count = len(results) - len(updates)
    return on.builder.build(results[:count], list(zip(updates, results[count:], strict=True)))


class On:
    """Appends nodes to a graph: ``on.add(x, 1)``; Python and NumPy contents become constants."""

    def __init__(self, name: str, sizes: dict[str, Symbol]) -> None:
        self.builder = Builder(name)
        self.sizes = sizes

    def type(self, text: str) -> ArrayType:
        """Return a printed type; a size name is one symbol in the whole graph."""
        found = parse_type(text)
        names = re.search(r"\[(.*)\]", text)
        parts = [part.strip() for part in names.group(1).split(",")] if names and names.group(1) else []
        shape = tuple(
            self.sizes.setdefault(part, size) if isinstance(size, Symbol) else size
            for part, size in zip(parts, found.shape, strict=True)
        )
        return found.with_(shape=shape)

    def value(self, item: Any) -> Value:
        """Return the item as a value."""
        return item if isinstance(item, Value) else self.builder.constant(item)

    def region(self, function: Callable[..., Any], operands: list[Value], *, index: bool = False) -> Graph:
        """Return a region over these operands."""
        inner = On("region", self.sizes)
        inputs = [inner.builder.input(inner.type("int"), "i")] if index else []
        inputs += [inner.builder.input(value.type, value.hint) for value in operands]
        results = function(inner, *inputs)
        results = results if isinstance(results, tuple) else (results,)
        return inner.builder.build([inner.value(item) for item in results])

    def __getattr__(self, name: str) -> Apply:
        def apply(*items: Any, line: int = 0, **params: Any) -> Any:
            where = Location("user.py", line, "f") if line else None
            outputs = self.builder.apply(ops.get(name), list(map(self.value, items)), params, where)
            return outputs[0] if len(outputs) == 1 else outputs

        return apply

    def cond(self, pred: Any, *items: Any, then: Apply, orelse: Apply) -> Any:
        """Append a branch; `then` and `orelse` get an `On` and the operands."""
        operands = list(map(self.value, items))
        regions = {"then": self.region(then, operands), "orelse": self.region(orelse, operands)}
        return On.__getattr__(self, "cond")(pred, *operands, **regions)

    def for_loop(
        self,
        count: Any,
        *items: Any,
        body: Apply,
        carried: int,
        start: Any = 0,
        step: Any = 1,
        test: Apply | None = None,
    ) -> Any:
        """Append a counted loop; `body` gets an `On`, the index and the operands."""
        operands = list(map(self.value, items))
        params: dict[str, Any] = {"body": self.region(body, operands, index=True), "carried": carried}
        if test is not None:
            params["test"] = self.region(test, operands, index=True)
        return On.__getattr__(self, "for_loop")(start, count, step, *operands, **params)

    def while_loop(self, *items: Any, test: Apply, body: Apply, carried: int) -> Any:
        """Append a loop; `test` and `body` get an `On` and the operands."""
        operands = list(map(self.value, items))
        regions = {"test": self.region(test, operands), "body": self.region(body, operands)}
        return On.__getattr__(self, "while_loop")(*operands, **regions, carried=carried)

    def call(self, function: Function, *items: Any) -> Any:
        """Append a call."""
        return On.__getattr__(self, "call")(*items, function=function)

    def at(self, x: Value, *places: Any, line: int = 0) -> Value:
        """Append ``x[places]``, all of them integers, with whole axes after them."""
        rest = (("slice", False, False, None),) * (x.type.ndim - len(places))
        return self.get_item(x, *places, index=(("int",),) * len(places) + rest, line=line)

    def put(self, x: Value, content: Any, *places: Any, line: int = 0) -> Value:
        """Append ``x[places] = content``, all of them integers, with whole axes after them."""
        rest = (("slice", False, False, None),) * (x.type.ndim - len(places))
        return self.set_item(x, content, *places, index=(("int",),) * len(places) + rest, line=line)
