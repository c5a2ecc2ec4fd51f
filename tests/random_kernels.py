"""Random graphs over many ops, dtypes and sizes, for tests of kernels; many of them fail."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.errors import TraceError
from autograph.runtime.graph import Builder, Graph, Value
from autograph.runtime.types import ArrayType, symbol, type_of

WHOLE = ("slice", False, False, None)
BINARY = "add subtract multiply maximum minimum less greater_equal equal not_equal true_divide".split()
ON_INTS = (
    "add subtract multiply floor_divide remainder bitwise_and bitwise_xor less equal py_min2 py_max2".split()
)
UNARY = "negative absolute sqrt exp sin square floor isnan logical_not tanh".split()
REDUCED = "sum mean max min any all argmax argmin count_nonzero prod".split()


class RandomKernel:
    """Builds one random graph and its inputs."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.sizes = [self.random.choice([1, 2, 3, 3, 3, 9]), self.random.choice([1, 2, 3, 3, 3])]

    def choose(self, pool: list[Value], *tests: Any) -> Value | None:
        fitting = [value for value in pool if all(test(value.type) for test in tests)]
        return (
            self.random.choice(fitting[-5:] if self.random.random() < 0.6 else fitting) if fitting else None
        )

    def apply(
        self, builder: Builder, pool: list[Value], name: str, *inputs: Value | None, **params: Any
    ) -> None:
        if None in inputs:
            return
        try:
            results = builder.apply(ops.get(name), inputs, params)  # type: ignore[arg-type]
        except TraceError:
            return
        if any(value.type.dtype.char in "egFG" or value.type.ndim > 3 for value in results):
            builder.nodes.pop()
        else:
            pool += results

    def step(self, builder: Builder, pool: list[Value], depth: int) -> None:
        names = "elementwise elementwise scalar scalar unary reduce read read write write shape join fancy"
        if depth < 2:
            names += " cond loop while"
        getattr(self, "add_" + self.random.choice(names.split()))(builder, pool, depth)

    def number(self, builder: Builder, pool: list[Value]) -> Value:
        known = self.choose(pool, is_int)
        if known is not None and self.random.random() < 0.08:
            return known
        return builder.constant(self.random.choice([0] * 20 + [-1] * 8 + [1, 1, -2, 2]))

    def add_elementwise(self, builder: Builder, pool: list[Value], depth: int) -> None:
        a, b = self.choose(pool, is_array), self.choose(pool)
        if self.random.random() < 0.3:
            b = builder.constant(self.random.choice([2, 0.5, True, np.float32(1.5), np.int8(3)]))
        if self.random.random() < 0.1:
            condition = self.choose(pool, lambda t: t.dtype == bool)
            self.apply(builder, pool, "where", condition, a, b)
            return
        pair = (a, b) if self.random.random() < 0.7 else (b, a)
        self.apply(builder, pool, self.random.choice(BINARY), *pair)

    def add_scalar(self, builder: Builder, pool: list[Value], depth: int) -> None:
        if self.random.random() < 0.5:
            a, b = self.choose(pool, is_int), self.number(builder, pool)
            self.apply(builder, pool, self.random.choice(ON_INTS), a, b)
            return
        a, b = self.choose(pool, lambda t: t.is_scalar), self.choose(pool, lambda t: t.is_scalar)
        self.apply(builder, pool, self.random.choice(BINARY), a, b)

    def add_unary(self, builder: Builder, pool: list[Value], depth: int) -> None:
        if self.random.random() < 0.3:
            dtype = np.dtype(self.random.choice(["f8", "f4", "i8", "i4", "u1", "?"]))
            self.apply(builder, pool, "cast", self.choose(pool, is_array), dtype=dtype)
            return
        self.apply(builder, pool, self.random.choice(UNARY), self.choose(pool, lambda t: t.kind != "python"))

    def add_reduce(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array)
        if x is None:
            return
        axes = [None, *((axis,) for axis in range(x.type.ndim))]
        name = self.random.choice(REDUCED)
        if x.type.ndim > 2 and not name.startswith("arg"):
            axes.append((0, 2))
        params: dict[str, Any] = {"axis": self.random.choice(axes)}
        if self.random.random() < 0.3 and not name.startswith("arg"):
            params["keepdims"] = True
        self.apply(builder, pool, name, x, **params)

    def index(self, builder: Builder, pool: list[Value], rank: int, *, ints: bool) -> tuple[Any, list[Value]]:
        entries: list[Any] = []
        operands: list[Value] = []
        for _ in range(rank):
            if ints or self.random.random() < 0.3:
                entries.append(("int",))
                operands.append(self.number(builder, pool))
                continue
            start, stop = self.random.random() < 0.5, self.random.random() < 0.5
            operands += [self.number(builder, pool) for _ in range(start + stop)]
            entries.append(("slice", start, stop, self.random.choice([None, None, None, 2, -1])))
        if not ints and self.random.random() < 0.1:
            entries.insert(0, ("new",))
        return tuple(entries), operands

    def add_read(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array)
        if x is None or not x.type.ndim:
            self.apply(builder, pool, "item", x)
            return
        index, operands = self.index(builder, pool, x.type.ndim, ints=self.random.random() < 0.4)
        self.apply(builder, pool, "get_item", x, *operands, index=index)

    def add_write(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array)
        if x is None:
            return
        index, operands = self.index(builder, pool, x.type.ndim, ints=self.random.random() < 0.4)
        value = self.choose(pool, lambda t: t.is_scalar) if self.random.random() < 0.5 else self.choose(pool)
        self.apply(builder, pool, "set_item", x, value, *operands, index=index)

    def add_shape(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array)
        if x is None:
            return
        axes = list(range(x.type.ndim))
        self.random.shuffle(axes)
        kind = self.random.choice("transpose flip expand ravel copy size diagonal".split())
        if kind == "transpose":
            self.apply(builder, pool, kind, x, axes=tuple(axes))
        elif kind in ("flip", "expand"):
            self.apply(builder, pool, kind, x, axes=tuple(axes[:1]) or (0,))
        elif kind == "size" and axes:
            self.apply(builder, pool, kind, x, axis=axes[0])
        elif kind == "diagonal" and len(axes) > 1:
            self.apply(builder, pool, kind, x, offset=self.random.choice([0, 1, -1]))
        elif kind in ("ravel", "copy"):
            self.apply(builder, pool, kind, x)

    def add_join(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array)
        if x is None:
            return
        same = self.choose(pool, is_array, lambda t: t.ndim == x.type.ndim)
        kind = self.random.choice(["concatenate", "stack", "full", "matmul", "arange", "cumsum"])
        if kind in ("concatenate", "stack"):
            self.apply(builder, pool, kind, x, same, axis=0)
        elif kind == "full":
            value = self.choose(pool, lambda t: t.is_scalar)
            self.apply(builder, pool, kind, self.number(builder, pool), value, dtype=np.dtype("f8"))
        elif kind == "matmul":
            self.apply(builder, pool, kind, x, self.choose(pool, is_array))
        elif kind == "arange":
            bounds = [self.number(builder, pool) for _ in range(3)]
            self.apply(builder, pool, kind, *bounds, dtype=np.dtype("i8"))
        elif x.type.ndim:
            self.apply(builder, pool, kind, x, axis=0)

    def add_fancy(self, builder: Builder, pool: list[Value], depth: int) -> None:
        x = self.choose(pool, is_array, lambda t: t.ndim == 1)
        picker = self.choose(pool, is_array, lambda t: t.dtype == np.int64 and t.ndim > 0)
        if self.random.random() < 0.5:
            x = self.choose(pool, is_array, lambda t: t.ndim > 0)
            mask = self.choose(
                pool, is_array, lambda t: t.dtype == bool and x is not None and t.ndim == x.type.ndim
            )
            index: Any = (("mask", x.type.ndim),) if x is not None else ()
            picker = mask
        else:
            index = (("array",),)
        if self.random.random() < 0.5:
            self.apply(builder, pool, "get_item", x, picker, index=index)
        else:
            value = self.choose(pool, lambda t: t.is_scalar or t.ndim == 1)
            self.apply(builder, pool, "set_item", x, value, picker, index=index)

    def condition(self, builder: Builder, pool: list[Value]) -> Value:
        known = self.choose(pool, lambda t: t.is_scalar and t.dtype == bool)
        if known is not None and self.random.random() < 0.7:
            return known
        return builder.apply(ops.get("less"), (self.number(builder, pool), builder.constant(2)))[0]

    def region(self, types: list[ArrayType], outputs: list[ArrayType], depth: int, *, index: bool) -> Graph:
        builder = Builder("region")
        pool = [builder.input(type_of(0), "i")] if index else []
        inputs = [builder.input(type_) for type_ in types]
        pool += inputs
        for _ in range(self.random.randrange(1, 7)):
            self.step(builder, pool, depth + 1)
        results = []
        for place, type_ in enumerate(outputs):
            same = [v for v in pool if v.type.with_(layout="C") == type_.with_(layout="C")]
            results.append(self.random.choice(same[-3:]) if same else inputs[place])
        return builder.build(results)

    def operands(self, pool: list[Value]) -> list[Value]:
        return [self.random.choice(pool) for _ in range(self.random.randrange(1, 5))]

    def add_cond(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = self.operands(pool)
        types = [value.type.with_(layout="C") for value in operands]
        then, orelse = (self.region(types, types, depth, index=False) for _ in range(2))
        self.apply(builder, pool, "cond", self.condition(builder, pool), *operands, then=then, orelse=orelse)

    def add_loop(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = self.operands(pool)
        types = [value.type.with_(layout="C") for value in operands]
        carried = self.random.randrange(1, len(types) + 1)
        body = self.region(types, types[:carried], depth, index=True)
        bounds = [builder.constant(number) for number in (0, self.random.randrange(4), 1)]
        if self.random.random() < 0.3:
            bounds = [builder.constant(3), builder.constant(-1), builder.constant(-1)]
        self.apply(builder, pool, "for_loop", *bounds, *operands, body=body, carried=carried)

    def add_while(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = [builder.constant(0), *self.operands(pool)]
        types = [value.type.with_(layout="C") for value in operands]
        inner = self.region(types[1:], types[1:], depth, index=False)
        body = Builder("body")
        values = [body.input(type_) for type_ in types]
        counted = body.apply(ops.get("add"), (values[0], body.constant(1)))
        yes = body.apply(ops.get("less"), (values[0], body.constant(2)))[0]
        other = self.region(types[1:], types[1:], depth + 2, index=False)
        results = body.apply(ops.get("cond"), (yes, *values[1:]), {"then": inner, "orelse": other})
        test = Builder("test")
        count, *_ = [test.input(type_) for type_ in types]
        regions = {
            "test": test.build(test.apply(ops.get("less"), (count, test.constant(3)))),
            "body": body.build([*counted, *results]),
        }
        self.apply(builder, pool, "while_loop", *operands, **regions, carried=len(types))

    def build(self) -> tuple[Graph, list[Any]]:
        """Return the graph and its inputs."""
        builder = Builder()
        n, m = (1 if size == 1 else symbol(may_be_one=False) for size in self.sizes)
        rows, columns = self.sizes
        inputs: list[Any] = [
            self.numbers.uniform(-2, 2, (rows, columns)),
            self.numbers.integers(-3, 4, rows),
            self.numbers.uniform(-2, 2, columns).astype(np.float32),
            self.random.randrange(-2, 6),
            self.random.uniform(-2, 2),
            np.float64(self.random.uniform(-2, 2)),
        ]
        shapes: list[Any] = [(n, m), (n,), (m,), (), (), ()]
        pool = [builder.input(type_of(x).with_(shape=shape)) for x, shape in zip(inputs, shapes, strict=True)]
        given = list(pool)
        for _ in range(self.random.randrange(4, 18)):
            self.step(builder, pool, 0)
        outputs = [self.random.choice(pool[-8:]) for _ in range(3)]
        updates = []
        for place in range(3):
            if self.random.random() < 0.4:
                same = [v for v in pool if v.type.with_(layout="C") == given[place].type.with_(layout="C")]
                updates.append((place, same[-1]))
        return builder.build(outputs, updates), inputs


def is_int(type_: ArrayType) -> bool:
    return type_.kind == "python" and type_.dtype == np.int64


def is_array(type_: ArrayType) -> bool:
    return type_.kind == "array"


def random_kernel(seed: int) -> tuple[Graph, list[Any]]:
    """Return the graph of that seed and inputs for it."""
    return RandomKernel(seed).build()
