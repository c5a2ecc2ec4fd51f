"""Arrays that are in lists: a list holds copies of their elements, so nobody may write them any more."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograph.tracing.flags import negated
from autograph.tracing.kinds import arrays_along
from autograph.tracing.storage import is_local, require_unlent, targets
from autograph.tracing.tensor import Tensor, root_of, size_of
from autograph.tracing.trace import Region, Restart, Untraceable, current, emit

__all__ = ["hand_on", "is_lent", "lend", "mark", "require_untouched", "stake_apart", "stake_not_lent"]

NOT_LENT = ("loop", "not lent")
"""Stands among the decisions of a trace that stakes the run on what is put into lists being no array of the
caller's where it may be one or another."""


def _every(handle: Tensor, *, lent: bool = False) -> Iterator[Tensor]:
    """Yield the arrays that a handle, which is `lent`, may be, or in whose memory it may lie."""
    root = root_of(handle)
    for target, tag in targets(root):
        base = root_of(target)
        if lent and isinstance(tag, Tensor) and _is_staked(base, tag):
            continue
        yield base
        yield from base.aliases.values()
        if base.origins and base.key != root.key:
            yield from _every(base, lent=lent)


def _is_staked(array: Tensor, tag: Tensor) -> bool:
    """Stake the run on what is put into a list not being an array of the caller's, where that is decided."""
    trace = current()
    assert trace is not None
    if array.key not in trace.lifter.array_keys:
        return False
    trace.lent.perhaps.add(array.key)
    is_staked = NOT_LENT in trace.decisions.static
    if is_staked:
        emit("assume", negated(tag), reason="an argument may be in a list that is returned")
    return is_staked


def lend(handle: Tensor) -> None:
    """Note that a list holds the elements that an array has now.

    Raises
    ------
    Untraceable
        If it was written since it was made in a round of a loop under way, as it will be again.
    """
    trace = current()
    assert trace is not None
    round_ = _round(trace.region)
    for array in _every(handle, lent=True):
        fresh = round_[-1].parent is None or any(_is_made_in(region, array) for region in round_)
        if array.key in trace.lent or not fresh:
            trace.shown_twice = True
        if not fresh:
            _require_unwritten(array)
        trace.lent[array.key] = array
        if handle.through is not None or array.key in handle.aliases:
            trace.lent.in_part.add(array.key)


def _round(region: Region) -> list[Region]:
    """Return the regions around one that belong to one round of the innermost loop, or to none."""
    found = []
    for each in region.around():
        found.append(each)
        if each.parent is None or each.builder.name == "body":
            break
    return found


def _is_made_in(region: Region, array: Tensor) -> bool:
    """Whether an array was made in a region, and was not handed into it."""
    value = region.current.get(array.key)
    given = value is not None and any(value is each for each in region.builder.inputs)
    return is_local(region, array) and not given


def _require_unwritten(array: Tensor) -> None:
    trace = current()
    assert trace is not None
    if any(array.key in region.written for region in trace.region.around() if region.parent is not None):
        raise Untraceable("AG105", "an array that is in a list is written")


def mark(handle: Tensor) -> Tensor:
    """Note that a handle is an array of a list; returns it."""
    trace = current()
    assert trace is not None
    trace.lent[handle.key] = handle
    trace.lent.taken.add(handle.key)
    return handle


def stake_not_lent(seen: Collection[int]) -> None:
    """Stake the run on arrays of the caller's, by their keys, not being in lists, if that is not known.

    Raises
    ------
    Restart
        If it is to be.
    """
    trace = current()
    assert trace is not None
    if trace.lent.perhaps.issuperset(seen) and NOT_LENT not in trace.decisions.static:
        raise Restart(frozenset([NOT_LENT]))


def is_lent(value: Any) -> bool:
    """Whether a handle may be an array that is in a list."""
    trace = current()
    assert trace is not None
    if not isinstance(value, Tensor) or value.type.kind != "array" or not trace.lent:
        return False
    return any(array.key in trace.lent for array in _every(value))


def hand_on(ends: Sequence[Any], made: Sequence[Any], specs: Sequence[Any]) -> None:
    """Let what variables are after a branch or loop be in a list where they are at the end of it."""
    for end, after, spec in zip(ends, made, specs, strict=True):
        ones, others = arrays_along(end, spec), arrays_along(after, spec)
        if len(ones) != len(others):
            continue
        for one, other in zip(ones, others, strict=True):
            if isinstance(other, Tensor) and other.type.kind == "array" and is_lent(one):
                mark(root_of(other))


def require_untouched(ends: Sequence[Any], starts: Sequence[Any], region: Region) -> None:
    """Require that no round writes a variable that may be an array put into a list in the round before.

    Raises
    ------
    Untraceable
        If one does.
    """
    for end, start in zip(ends, starts, strict=True):
        if isinstance(start, Tensor) and start.key in region.written and is_lent(end):
            raise Untraceable("AG105", "an array that is in a list is written")
    for handle in region.written.values():
        if not is_local(region, handle):  # else it is a new array in every round
            require_unlent(handle)


def stake_apart(one: Tensor, other: Tensor) -> None:
    """Stake the run on an array out of a list not being another that is seen: their elements differ."""
    from autograph.operators.truth import and_, not_  # noqa: PLC0415  (operators are made of lists)

    if (one.type.dtype, one.type.ndim) != (other.type.dtype, other.type.ndim):
        return
    sizes = [partial(operator.eq, size_of(one, axis), size_of(other, axis)) for axis in range(one.type.ndim)]
    differ = not_(and_(True, *sizes, partial(_alike, one, other)))
    if differ is not True:
        emit("assume", differ, reason="an array of a list may be another that is seen")


def _alike(one: Any, other: Any) -> Any:
    """Whether two arrays of one shape have the same elements, nan among them."""
    nans = (one != one) & (other != other)  # noqa: PLR0124  (so nan is told)
    return emit("to_python", np.all((one == other) | nans), type=bool)
