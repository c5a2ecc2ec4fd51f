"""Sums in NumPy's order in a kernel: halves of halves down to blocks, added up in pairs.

The state is an array of words: how deep the halving is, for each depth the size of the right half
that is still to come (0 once it has begun), and the sum of the left half.

Long sums are taken apart where the first halvings are: the pieces may be added up in any order, by several
threads, and their sums in pairs are the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.dialect import PAIR_BLOCK, PAIR_DEPTH, PAIR_PIECES
from autograph.runtime.codegen.machine import BOOL, WORD, Intrinsic
from autograph.runtime.codegen.machine_arrays import Fields

__all__ = ["FIXED"]

_PIECE = 10
"""The logarithm of the size of the least piece."""
_MOST_HALVINGS = PAIR_PIECES.bit_length() - 1


def _word(builder: Any, state: Any, offset: int, index: Any = None) -> Any:
    """Return the address of a word of the state."""
    place = WORD(offset) if index is None else builder.add(WORD(offset), index)
    return builder.gep(state, [place])


def _waiting(builder: Any, state: Any, depth: Any) -> Any:
    return _word(builder, state, 1, depth)


def _partial(builder: Any, state: Any, depth: Any, kind: Any) -> Any:
    return builder.bitcast(_word(builder, state, 1 + PAIR_DEPTH, depth), kind.as_pointer())


def _half(builder: Any, size: Any) -> Any:
    """Return how many of so many elements NumPy adds up first."""
    return builder.shl(builder.lshr(size, WORD(4)), WORD(3))


def _loop(builder: Any, test: Callable[[], Any], body: Callable[[], None]) -> None:
    """Write a while loop."""
    head, inside, after = (builder.append_basic_block(name) for name in ("head", "inside", "after"))
    builder.branch(head)
    builder.position_at_end(head)
    builder.cbranch(test(), inside, after)
    builder.position_at_end(inside)
    body()
    builder.branch(head)
    builder.position_at_end(after)


def _descend(builder: Any, state: Any, left: Any) -> None:
    """Halve the variable `left` until it is a block."""

    def body() -> None:
        size = builder.load(left)
        half = _half(builder, size)
        depth = builder.load(_word(builder, state, 0))
        builder.store(builder.sub(size, half), _waiting(builder, state, depth))
        builder.store(builder.add(depth, WORD(1)), _word(builder, state, 0))
        builder.store(half, left)

    _loop(builder, lambda: builder.icmp_signed(">", builder.load(left), WORD(PAIR_BLOCK)), body)


def _state(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.bitcast(Fields(context, builder, sig.args[0], args[0]).data, WORD.as_pointer())


def _begin(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    state = _state(context, builder, sig, args)
    left = cgutils.alloca_once(builder, WORD)
    builder.store(args[1], left)
    builder.store(WORD(0), _word(builder, state, 0))
    _descend(builder, state, left)
    return builder.load(left)


def _next(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    state = _state(context, builder, sig, args)
    kind = args[1].type
    total = cgutils.alloca_once(builder, kind)
    left = cgutils.alloca_once(builder, WORD)
    builder.store(args[1], total)
    builder.store(WORD(-1), left)
    depth = _word(builder, state, 0)

    def above() -> Any:
        return builder.sub(builder.load(depth), WORD(1))

    def complete() -> Any:
        some = builder.icmp_signed(">", builder.load(depth), WORD(0))
        place = builder.select(some, above(), WORD(0))
        done = builder.icmp_signed("==", builder.load(_waiting(builder, state, place)), WORD(0))
        return builder.and_(some, done)

    def add() -> None:
        builder.store(above(), depth)
        before = builder.load(_partial(builder, state, builder.load(depth), kind))
        builder.store(builder.fadd(before, builder.load(total)), total)

    _loop(builder, complete, add)
    top = builder.icmp_signed("==", builder.load(depth), WORD(0))
    with builder.if_else(top) as (then, otherwise):
        with then:
            builder.store(builder.load(total), _partial(builder, state, WORD(0), kind))
        with otherwise:
            place = _waiting(builder, state, above())
            builder.store(builder.load(total), _partial(builder, state, above(), kind))
            builder.store(builder.load(place), left)
            builder.store(WORD(0), place)
            _descend(builder, state, left)
    return builder.load(left)


def _total(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    state = _state(context, builder, sig, args)
    kind: Any = ir.FloatType() if sig.return_type == types.float32 else ir.DoubleType()
    return builder.load(_partial(builder, state, WORD(0), kind))


def _pieces(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Write into how many pieces so many elements are taken apart: a power of two."""
    spare = builder.ctlz(builder.or_(args[0], WORD(1)), BOOL(1))
    doublings = builder.sub(WORD(63 - _PIECE), spare)
    for worse, limit in ((">", _MOST_HALVINGS), ("<", 0)):
        beyond = builder.icmp_signed(worse, doublings, WORD(limit))
        doublings = builder.select(beyond, WORD(limit), doublings)
    return builder.shl(WORD(1), doublings)


def _piece(builder: Any, args: Sequence[Any]) -> tuple[Any, Any]:
    """Write where one of the pieces begins, and its size."""
    count, pieces, number = args
    begin, size, bit = (cgutils.alloca_once_value(builder, value) for value in (WORD(0), count, pieces))

    def body() -> None:
        builder.store(builder.lshr(builder.load(bit), WORD(1)), bit)
        half = _half(builder, builder.load(size))
        right = builder.icmp_signed("!=", builder.and_(number, builder.load(bit)), WORD(0))
        builder.store(builder.add(builder.load(begin), builder.select(right, half, WORD(0))), begin)
        builder.store(builder.select(right, builder.sub(builder.load(size), half), half), size)

    _loop(builder, lambda: builder.icmp_signed(">", builder.load(bit), WORD(1)), body)
    return builder.load(begin), builder.load(size)


def _piece_begin(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _piece(builder, args)[0]


def _piece_size(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _piece(builder, args)[1]


def _joined(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Write the sum, in pairs, of the sums of the pieces, of which there are so many."""
    sums = Fields(context, builder, sig.args[0], args[0]).data
    left = cgutils.alloca_once_value(builder, args[1])

    def body() -> None:
        builder.store(builder.lshr(builder.load(left), WORD(1)), left)
        with cgutils.for_range(builder, builder.load(left), intp=WORD) as loop:
            twice = builder.shl(loop.index, WORD(1))
            one, other = (builder.gep(sums, [builder.add(twice, WORD(more))]) for more in (0, 1))
            both = builder.fadd(builder.load(one), builder.load(other))
            builder.store(both, builder.gep(sums, [loop.index]))

    _loop(builder, lambda: builder.icmp_signed(">", builder.load(left), WORD(1)), body)
    return builder.load(sums)


def _of_three(*given: Any) -> Any:
    return types.int64, (types.int64,) * 3


FIXED = {
    "pairs_begin": Intrinsic(lambda state, size: (types.int64, (state, types.int64)), _begin),
    "pairs_next": Intrinsic(lambda state, total: types.int64, _next),
    "pairs_total": Intrinsic(lambda state, dtype: dtype.instance_type, _total),
    "pairs_pieces": Intrinsic(lambda size: (types.int64, (types.int64,)), _pieces),
    "pairs_piece_begin": Intrinsic(_of_three, _piece_begin),
    "pairs_piece_size": Intrinsic(_of_three, _piece_size),
    "pairs_joined": Intrinsic(lambda sums, pieces: (sums.dtype, (sums, types.int64)), _joined),
}
"""What names mean."""
