"""Sums of floats, added in NumPy's very order: that of the elements in memory, a row in pairs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from autograph.runtime.codegen.dialect import PAIR_BLOCK, PAIR_PIECES, PAIR_WORDS
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.flat import lies_flat, place_of
from autograph.runtime.codegen.folding import Plan, fold, plan_of
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, atom, dtype_name, join, literal, typed
from autograph.runtime.codegen.values import Array, Index, moved, stored_array
from autograph.runtime.graph import Node, Value

__all__ = ["order_of", "sum_floats"]


def order_of(emit: Emitter, value: Value, source: Array) -> str:
    """Return how the elements lie: "C", "F", "rows" (pieces), "line" or "" (another way)."""
    if source.cost or not source.roots:
        return "C"
    if len(source.dims) == 1:
        return "line"
    if source.name is not None:
        if source.name in emit.contiguous:
            return "C"
        return "F" if value.type.layout == "F" else ""
    view = source.view
    if view is None or view.base.name is None or view.base.name not in emit.contiguous:
        return ""
    if any(len(axis) != 1 for axis in view.axes):
        return ""
    places = [axis[0][0] for axis in view.axes]
    steps = [axis[0][1] for axis in view.axes]
    base = view.base.dims
    if places != sorted(places) or any(step != "1" for step in steps):
        return ""
    whole = [view.starts[p] == "0" and source.dims[k] == base[p] for k, p in enumerate(places)]
    trailing = places == list(range(len(base) - len(places), len(base)))
    if trailing and all(whole[1:]):
        return "C"
    return "rows" if len(places) == 2 and places[-1] == len(base) - 1 and not whole[1] else ""


def sum_floats(emit: Emitter, node: Node, source: Array, dtype: DType, order: str) -> str | Array | None:
    """Write a float sum in NumPy's order; None where only NumPy knows it."""
    plan = plan_of(node)
    rank = len(source.dims)
    if plan.kept and plan.kept[-1] == rank - 1:
        if order not in ("C", "rows") or source.dims[-1] == "1":
            return None
        return fold(
            emit, node, source, literal(dtype.type(0)), lambda a, b: typed(f"{a} + {atom(b)}", dtype), dtype
        )
    if order == "line" or (rank == 1 and order == "C"):
        return _sum_all(emit, source, dtype, node.outputs[0].hint)
    if not plan.kept and order in ("C", "F") and source.name is not None:
        return emit.assign(f"np_add_reduce({source.name})", node.outputs[0].hint, "total")
    if order not in ("C", "rows"):
        return None
    trailing = [axis for axis in range(rank) if all(k in plan.reduced for k in range(axis, rank))]
    if order == "rows":
        trailing = [rank - 1]
    if not plan.kept and order == "C":
        return _sum_all(emit, source, dtype, node.outputs[0].hint)
    return _sum_rows(emit, node, source, dtype, plan, trailing)


def _sum_rows(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, node: Node, source: Array, dtype: DType, plan: Plan, trailing: list[int]
) -> str | Array:
    """Write the sum of each row, added to what the rows before gave."""
    outer = [axis for axis in range(len(source.dims)) if axis not in trailing]
    row = [source.dims[axis] for axis in trailing]
    size = emit.simple(" * ".join(map(atom, row)), "", "n")
    whole = len(row) == 1 and source.name in emit.contiguous
    buffer = "" if whole else emit.allocate([size], dtype, "", "row")
    straight = all(axis in plan.kept for axis in outer)
    zero = literal(dtype.type(0))
    if not plan.kept:
        total = emit.assign(zero, node.outputs[0].hint, "total")
        with emit.nest([source.dims[axis] for axis in outer]) as index:
            emit.line(f"{total} = {total} + {_one_row(emit, source, index, row, buffer)}")
        return total
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, dtype, node.outputs[0].hint)
    result = stored_array(name, dims)
    if not straight:
        with shared(emit, name, dims), emit.nest(dims) as place:
            emit.line(f"{result.at(place)} = {zero}")
    rows = emit.nest([source.dims[axis] for axis in outer])
    first = len(outer) if straight else int(0 in plan.kept)
    with shared(emit, name, source.dims, source, apart=first), rows as index:
        target = result.at(plan.place((*index, *["0"] * len(trailing))))
        text = _one_row(emit, source, index, row, buffer)
        emit.line(f"{target} = {text}" if straight else f"{target} = {target} + {text}")
    return result


def _one_row(emit: Emitter, source: Array, outer: Index, row: Sequence[str], buffer: str) -> str:
    """Return the sum of one row, whose elements are written into a buffer first unless there is none."""
    if not buffer:
        return f"np_add_reduce_row({join([source.name or '', *outer])})"
    if len(row) == 1:
        with emit.nest(row) as inner:
            emit.line(f"{buffer}[{inner[0]}] = {source.at((*outer, *inner))}")
        return f"np_add_reduce({buffer})"
    counter = emit.assign("0", "", "place")
    with emit.nest(row) as inner:
        emit.line(f"{buffer}[{counter}] = {source.at((*outer, *inner))}")
        emit.line(f"{counter} = {counter} + 1")
    return f"np_add_reduce({buffer})"


def _sum_all(emit: Emitter, source: Array, dtype: DType, hint: str) -> str:
    """Write the sum of all elements in NumPy's tree; several threads may take a piece each."""
    size = emit.simple(" * ".join(map(atom, source.dims)), "", "n")
    in_one_piece = source.name is None or source.name in emit.contiguous
    if not (in_one_piece and emit.shares(1, source)):
        return emit.assign(_Tree(emit, source, dtype).total("0", size), hint, "total")
    sums = emit.name("", "sums")
    emit.scratch(sums, PAIR_PIECES, dtype_name(dtype))
    emit.roots[sums] = frozenset([sums])
    pieces = emit.assign(f"pairs_pieces({size})", "", "pieces")
    each = emit.assign(f"unsigned_floor_divide({size}, {pieces})", "", "each")
    with shared(emit, sums, [pieces, each], source):
        tree = _Tree(emit, source, dtype)
        with emit.nest([pieces]) as (piece,):
            whole = join([size, pieces, piece])
            first = emit.assign(f"pairs_piece_begin({whole})", "", "first")
            count = emit.assign(f"pairs_piece_size({whole})", "", "count")
            emit.line(f"{sums}[{piece}] = {tree.total(first, count)}")
    emit.release([sums])
    return emit.assign(f"pairs_joined({sums}, {pieces})", hint, "total")


class _Tree:
    """Writes sums of elements, which are computed block by block unless they are stored."""

    def __init__(self, emit: Emitter, source: Array, dtype: DType) -> None:
        self.emit = emit
        self.source = source
        self.dtype = dtype_name(dtype)
        self.flat = len(source.dims) if source.name is None and lies_flat(emit, source) else 0
        if source.name is not None:
            return
        self.state, self.block = emit.name("", "pairs"), emit.name("", "block")
        emit.scratch(self.state, PAIR_WORDS, "int64")
        emit.scratch(self.block, PAIR_BLOCK, self.dtype)
        emit.buffers.update(zip(source.strips, emit.prepare(source.strips), strict=True))

    def total(self, first: str, size: str) -> str:
        """Return the sum of so many elements from one on, as they lie in memory."""
        emit, block = self.emit, self.block if self.source.name is None else ""
        if not block:
            return (
                f"np_add_reduce({join([self.source.name or '', *([] if first == '0' else [first, size])])})"
            )
        in_line = self.flat or len(self.source.dims) == 1
        fill = self._fill_line if in_line else self._fill_rows
        place = emit.assign(first, "", "first")
        places = (place,) if in_line else self._places(place)
        left = emit.assign(f"pairs_begin({self.state}, {size})", "", "left")
        with emit.block(
            f"while {left} >= 0:  # NumPy adds in pairs: halves of halves, blocks of {PAIR_BLOCK}"
        ):
            fill(left, *places)
            emit.line(f"{left} = pairs_next({self.state}, np_add_reduce({block}, {left}))")
        emit.release([self.state, block])
        return f"pairs_total({self.state}, {self.dtype})"

    def _places(self, place: str) -> tuple[str, ...]:
        """Return the row and the place in it where an element lies."""
        length = self.source.dims[-1]
        row = self.emit.assign(f"unsigned_floor_divide({place}, maximum({length}, 1))", "", "row")
        return row, self.emit.assign(f"{place} - {row} * {atom(length)}", "", "column")

    def _fill_line(self, count: str, first: str) -> None:
        emit = self.emit
        with emit.nest([count], [self.source], first, self.flat) as index:
            place = moved(place_of(index), f"-{first}")
            emit.line(f"{self.block}[{place}] = {self.source.at(index)}")
        emit.line(f"{first} = {first} + {count}")

    def _fill_rows(self, count: str, row: str, column: str) -> None:
        """Write what fills a block with what is left of a row, then with the rows that follow."""
        emit, length = self.emit, self.source.dims[-1]
        strips = list(dict.fromkeys(self.source.strips))
        at_row, at_column, done, some = (emit.name("", name) for name in ("row", "column", "done", "some"))
        outer = [emit.name("", "at") for _ in self.source.dims[1:-1] for _ in range(2)]
        with contextlib.ExitStack() as stack:
            inner = emit.loop_name(stack, 0)

            @contextlib.contextmanager
            def elements() -> Iterator[tuple[Index, str]]:
                for name, value in ((at_row, row), (at_column, column), (done, "0")):
                    emit.line(f"{name} = {value}")
                with emit.block(f"while {done} < {count}:"):
                    emit.line(f"{some} = minimum({count} - {done}, {length} - {at_column})")
                    index = self._outer(at_row, outer)
                    with emit.block(f"for {inner} in range({some}):"):
                        yield (*index, f"{at_column} + {inner}"), f"{done} + {inner}"
                    emit.line(f"{done} = {done} + {some}")
                    emit.line(f"{at_column} = {at_column} + {some}")
                    with emit.block(f"if {at_column} == {length}:"):
                        emit.line(f"{at_column} = 0")
                        emit.line(f"{at_row} = {at_row} + 1")

            with emit.run_strips(strips, emit.prepare(strips), elements, count) as (index, place):
                emit.line(f"{self.block}[{place}] = {self.source.at(index)}")
        emit.line(f"{row} = {at_row}")
        emit.line(f"{column} = {at_column}")

    def _outer(self, row: str, names: Sequence[str]) -> Index:
        """Return the index of a row of that number, with these variables."""
        index, rest, left = [], row, list(names)
        for size in reversed(self.source.dims[1:-1]):
            above, place = left.pop(), left.pop()
            self.emit.line(f"{above} = unsigned_floor_divide({rest}, {size})")
            self.emit.line(f"{place} = {rest} - {above} * {atom(size)}")
            index.append(place)
            rest = above
        return (rest, *reversed(index))
