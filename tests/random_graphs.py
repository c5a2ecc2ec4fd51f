"""Random well-typed graphs with views, writes, branches and loops, for tests of passes."""

from __future__ import annotations

import random

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Builder, Graph, Value
from autograph.runtime.types import ArrayType, type_of

F8 = np.dtype(np.float64)
MATRIX = ArrayType(F8, (3, 4))
ROW = ArrayType(F8, (4,))
NUMBER = ArrayType(F8, (), "scalar")
INT = type_of(0)
BOOL = type_of(True)
ROW_INDEX = (("int",), ("slice", False, False, None))
ELEMENT = (("int",), ("int",))


class RandomGraph:
    """Builds one random graph."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, pool: list[Value], type_: ArrayType) -> Value | None:
        """Return a value of that type, the latest ones more often; None if there is none."""
        fitting = [value for value in pool if _key(value.type) == _key(type_)]
        if not fitting:
            return None
        return self.random.choice(fitting[-4:] if self.random.random() < 0.6 else fitting)

    def step(self, builder: Builder, pool: list[Value], depth: int) -> None:
        """Append one random node."""
        choices = [
            "through",
            "turned",
            "view",
            "view",
            "write",
            "write",
            "write",
            "compute",
            "compute",
            "element",
            "copy",
            "fancy",
        ]
        if depth < 3:
            choices += ["cond", "for", "while"]
        getattr(self, "add_" + self.random.choice(choices))(builder, pool, depth)

    def apply(
        self, builder: Builder, pool: list[Value], name: str, inputs: list[Value | None], **params
    ) -> None:
        """Append a node if all its operands are there."""
        if None not in inputs:
            pool += builder.apply(ops.get(name), inputs, params)

    def index(self, builder: Builder, limit: int) -> Value:
        return builder.constant(self.random.randrange(limit))

    def add_view(self, builder: Builder, pool: list[Value], depth: int) -> None:
        matrix, row = self.pick(pool, MATRIX), self.pick(pool, ROW)
        kind = self.random.randrange(4)
        if kind == 0:
            self.apply(builder, pool, "get_item", [matrix, self.index(builder, 3)], index=ROW_INDEX)
        elif kind == 1:
            self.apply(builder, pool, "flip", [row], axes=(0,))
        elif kind == 2:
            self.apply(builder, pool, "flip", [matrix], axes=(self.random.randrange(2),))
        else:
            sizes = [builder.constant(3), builder.constant(4)]
            self.apply(builder, pool, "broadcast_to", [row, *sizes], shape=(3, 4))

    def add_write(self, builder: Builder, pool: list[Value], depth: int) -> None:
        matrix, row, number = (self.pick(pool, type_) for type_ in (MATRIX, ROW, NUMBER))
        kind = self.random.randrange(5)
        i, j = self.index(builder, 3), self.index(builder, 4)
        everything = (("slice", False, False, None),) * 2
        if kind == 0:
            self.apply(builder, pool, "set_item", [matrix, row, i], index=ROW_INDEX)
        elif kind == 1:
            self.apply(builder, pool, "set_item", [matrix, number, i, j], index=ELEMENT)
        elif kind == 2:
            self.apply(builder, pool, "set_item", [row, number, j], index=(("int",),))
        elif kind == 3:
            other = self.pick(pool, MATRIX)
            self.apply(builder, pool, "set_item", [matrix, other], index=everything)
        else:
            other = self.pick(pool, ROW)
            reverse = (("slice", False, False, -1),)
            self.apply(builder, pool, "set_item", [row, other], index=reverse)

    def add_through(self, builder: Builder, pool: list[Value], depth: int) -> None:
        """Write an element of a row, and the row into its matrix."""
        matrix, number = self.pick(pool, MATRIX), self.pick(pool, NUMBER)
        i, j = self.index(builder, 3), self.index(builder, 4)
        if matrix is None:
            return
        (row,) = builder.apply(ops.get("get_item"), (matrix, i), {"index": ROW_INDEX})
        pool.extend([row] if self.random.random() < 0.3 else [])
        kind = self.random.randrange(3)
        if kind == 0:
            (new,) = builder.apply(ops.get("set_item"), (row, number, j), {"index": (("int",),)})
        elif kind == 1:
            other = self.pick(pool, ROW) or number
            (new,) = builder.apply(ops.get("set_item"), (row, other), {"index": ROW_INDEX[1:]})
        else:
            (old,) = builder.apply(ops.get("get_item"), (row, j), {"index": (("int",),)})
            (old,) = builder.apply(ops.get("add"), (old, number))
            (new,) = builder.apply(ops.get("set_item"), (row, old, j), {"index": (("int",),)})
        pool.extend([new] if self.random.random() < 0.3 else [])
        self.apply(builder, pool, "set_item", [matrix, new, i], index=ROW_INDEX)

    def add_turned(self, builder: Builder, pool: list[Value], depth: int) -> None:
        """Write a matrix through its transpose or mirror image."""
        matrix, row = self.pick(pool, MATRIX), self.pick(pool, ROW)
        view = self.random.choice(["transpose", "flip"])
        axes = (1, 0) if view == "transpose" else (self.random.randrange(2),)
        if matrix is None or row is None:
            return
        (seen,) = builder.apply(ops.get(view), (matrix,), {"axes": axes})
        if view == "transpose":
            places = (builder.constant(1), builder.constant(2))
            index = (("int",), ("int",))
            (new,) = builder.apply(
                ops.get("set_item"), (seen, self.pick(pool, NUMBER), *places), {"index": index}
            )
        else:
            (new,) = builder.apply(
                ops.get("set_item"), (seen, row, builder.constant(2)), {"index": ROW_INDEX}
            )
        self.apply(builder, pool, "put_view", [matrix, new], view=view, axes=axes)

    def add_fancy(self, builder: Builder, pool: list[Value], depth: int) -> None:
        rows = builder.constant(np.array([2, 0]))
        index = (("array",), ("slice", False, False, None))
        self.apply(
            builder, pool, "set_item", [self.pick(pool, MATRIX), self.pick(pool, ROW), rows], index=index
        )

    def add_compute(self, builder: Builder, pool: list[Value], depth: int) -> None:
        type_ = self.random.choice([MATRIX, ROW, NUMBER])
        factor = builder.constant(self.random.choice([0.5, 0.25]))
        a, b = self.pick(pool, type_), self.pick(pool, type_)
        self.apply(builder, pool, "add", [a, b])
        if a is not None and b is not None:
            self.apply(builder, pool, "multiply", [pool.pop(), factor])

    def add_element(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = [self.pick(pool, MATRIX), self.index(builder, 3), self.index(builder, 4)]
        self.apply(builder, pool, "get_item", operands, index=ELEMENT)

    def add_copy(self, builder: Builder, pool: list[Value], depth: int) -> None:
        self.apply(builder, pool, "copy", [self.pick(pool, MATRIX)])

    def condition(self, builder: Builder, pool: list[Value]) -> Value:
        number = self.pick(pool, NUMBER)
        limit = builder.constant(self.random.uniform(-1, 1))
        return builder.apply(ops.get("greater"), (number, limit))[0]

    def operands(self, pool: list[Value], count: int) -> list[Value]:
        chosen = [self.random.choice(pool) for _ in range(count)]
        return [*chosen, self.pick(pool, NUMBER), self.pick(pool, MATRIX)]

    def region(self, types: list[ArrayType], outputs: list[ArrayType], depth: int, *, index: bool) -> Graph:
        """Return a region that takes values of these types and gives values of those."""
        builder = Builder("region")
        if index:
            builder.input(INT, "i")
        pool = [builder.input(type_) for type_ in types]
        for _ in range(self.random.randrange(1, 6)):
            self.step(builder, pool, depth + 1)
        results = [self.pick(pool, type_) for type_ in outputs]
        return builder.build([value for value in results if value is not None])

    def add_cond(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = self.operands(pool, self.random.randrange(1, 4))
        types = [value.type for value in operands]
        outputs = self.random.sample(types, self.random.randrange(1, len(types)))
        then, orelse = (self.region(types, outputs, depth, index=False) for _ in range(2))
        pred = self.condition(builder, pool)
        pool += builder.apply(ops.get("cond"), [pred, *operands], {"then": then, "orelse": orelse})

    def add_for(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = self.operands(pool, self.random.randrange(1, 4))
        types = [value.type for value in operands]
        carried = self.random.randrange(1, len(types) + 1)
        body = self.region(types, types[:carried], depth, index=True)
        bounds = [builder.constant(value) for value in (0, self.random.randrange(4), 1)]
        params = {"body": body, "carried": carried}
        pool += builder.apply(ops.get("for_loop"), [*bounds, *operands], params)

    def add_while(self, builder: Builder, pool: list[Value], depth: int) -> None:
        operands = [builder.constant(self.random.randrange(3)), *self.operands(pool, 2)]
        types = [value.type for value in operands]
        carried = self.random.randrange(2, len(types) + 1)
        inner = self.region(types[1:], types[1:carried], depth, index=True)
        body = Builder("body")
        values = [body.input(type_) for type_ in types]
        counted = body.apply(ops.get("add"), (values[0], body.constant(1)))
        results = body.apply(
            ops.get("for_loop"),
            [body.constant(0), body.constant(1), body.constant(1), *values[1:]],
            {"body": inner, "carried": carried - 1},
        )
        test = Builder("test")
        count, *_ = [test.input(type_) for type_ in types]
        regions = {
            "test": test.build(test.apply(ops.get("less"), (count, test.constant(3)))),
            "body": body.build([*counted, *results]),
        }
        pool += builder.apply(ops.get("while_loop"), operands, {**regions, "carried": carried})[1:]

    def build(self) -> Graph:
        """Return the graph; its inputs are two matrices, a row and a number, the result three values."""
        builder = Builder()
        inputs = [builder.input(type_) for type_ in (MATRIX, MATRIX, ROW, NUMBER)]
        pool = list(inputs)
        if self.random.random() < 0.5:
            pool.append(builder.constant(np.arange(12.0).reshape(3, 4)))
        for _ in range(self.random.randrange(3, 14)):
            self.step(builder, pool, 0)
        outputs = [self.random.choice(pool[-6:]) for _ in range(3)]
        updates = []
        for place in (0, 1, 2):
            if self.random.random() < 0.6:
                updates.append((place, self.final(builder, inputs[place], pool)))
        return builder.build(outputs, updates)

    def final(self, builder: Builder, target: Value, pool: list[Value]) -> Value:
        """Return a value an input may end with: usually the last of its chain of writes."""
        if self.random.random() < 0.2:
            return self.pick(pool, target.type) or target
        for node in builder.nodes:
            if node.op.name == "set_item" and node.inputs[0] is target:
                target = node.outputs[0]
            elif node.op.name in ("for_loop", "cond") and target in node.inputs:
                place = node.inputs.index(target) - (3 if node.op.name == "for_loop" else 1)
                fits = 0 <= place < len(node.outputs) and node.outputs[place].type == target.type
                target = node.outputs[place] if fits else target
        return target


def _key(type_: ArrayType) -> tuple[object, ...]:
    return type_.dtype, type_.shape, type_.kind


def random_graph(seed: int) -> Graph:
    """Return the graph of that seed."""
    return RandomGraph(seed).build()


def random_inputs(seed: int) -> list[object]:
    """Return inputs for a random graph."""
    generator = np.random.default_rng(seed)
    number = generator.uniform(-1, 1)
    return [
        generator.uniform(-1, 1, (3, 4)),
        generator.uniform(-1, 1, (3, 4)),
        generator.uniform(-1, 1, 4),
        np.float64(number),
    ]
