"""Sums in NumPy's order in a kernel: halves of halves down to blocks of 128, added up in pairs.

The state is an array of words: how deep the halving is, for each depth the size of the right half
that is still to come (0 once it has begun), and the sum of the left half.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.dialect import PAIR_BLOCK, PAIR_DEPTH
from autograph.runtime.codegen.machine import WORD, Intrinsic
from autograph.runtime.codegen.machine_arrays import Fields

__all__ = ["FIXED"]


def _word(builder: Any, state: Any, offset: int, index: Any = None) -> Any:
    """Return the address of a word of the state."""
    place = WORD(offset) if index is None else builder.add(WORD(offset), index)
    return builder.gep(state, [place])


def _waiting(builder: Any, state: Any, depth: Any) -> Any:
    return _word(builder, state, 1, depth)


def _partial(builder: Any, state: Any, depth: Any, kind: Any) -> Any:
    return builder.bitcast(_word(builder, state, 1 + PAIR_DEPTH, depth), kind.as_pointer())


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
    """Halve the variable `left` until NumPy would add that many at once."""

    def body() -> None:
        size = builder.load(left)
        half = builder.shl(builder.lshr(size, WORD(4)), WORD(3))
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


FIXED = {
    "pairs_begin": Intrinsic(lambda state, size: (types.int64, (state, types.int64)), _begin),
    "pairs_next": Intrinsic(lambda state, total: types.int64, _next),
    "pairs_total": Intrinsic(lambda state, dtype: dtype.instance_type, _total),
}
"""What names mean."""
