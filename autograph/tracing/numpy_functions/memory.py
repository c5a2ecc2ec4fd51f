"""How a handle's elements lie in memory: what decides whether a new shape is a view or a copy."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

from autograph.runtime.records import record
from autograph.tracing.orders import order_of
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import current

__all__ = ["is_contiguous", "shares_flat"]


@record(frozen=True)
class _Axis:
    """One axis: where it comes from, and what of it is there.

    Attributes
    ----------
    source : int
        The axis of the array that owns the memory, axes of size 1 not counted.
    step : int or None
        Every how manieth element is there; None: data decides.
    whole : bool
        Whether all elements are there.
    many : bool
        Whether the size is certainly not 1.
    """

    source: int
    step: int | None = 1
    whole: bool = True
    many: bool = True


@record(frozen=True)
class _Memory:
    """The axes of a handle that are not known to have size 1, and the array that owns the memory."""

    axes: tuple[_Axis | None, ...]
    layout: str
    many: tuple[bool, ...]

    @property
    def known(self) -> list[_Axis]:
        """The axes that count."""
        return [axis for axis in self.axes if axis is not None]


def shares_flat(a: Tensor) -> bool | None:
    """Whether ``a.reshape(-1)`` is a view: True, False (a copy), or None where that is not known."""
    memory = _memory(a)
    if memory is None:
        return None
    axes = memory.known
    return _all([_joined(memory, one, two) for one, two in itertools.pairwise(axes)])


def is_contiguous(a: Tensor) -> bool | None:
    """Whether the elements lie in C order without gaps: True, False, or None where that is not known."""
    if _is_in_no_order(a):
        return False
    memory = _memory(a)
    if memory is None:
        return None
    axes = memory.known
    return _all([shares_flat(a), _unit(memory, axes[-1]) if axes else True])


def _is_in_no_order(a: Tensor) -> bool:
    """Whether it is an array of the caller's, or its transpose, that lies in no order without gaps."""
    view = a.through
    if view is not None and view.op == "transpose" and view.params["axes"] == tuple(range(a.type.ndim))[::-1]:
        a = view.base
    return a.through is None and _is_given(a) and a.type.layout not in ("C", "F")


def _all(facts: list[bool | None]) -> bool | None:
    if False in facts:
        return False
    return None if None in facts else True


def _joined(memory: _Memory, one: _Axis, two: _Axis) -> bool | None:
    """Whether two neighbouring axes are one axis in memory."""
    if memory.layout == "A" or one.step is None or two.step is None:
        return None
    follows = two.source == one.source + 1 if memory.layout == "C" else two.source == one.source - 1
    if follows and two.whole and one.step == two.step and abs(two.step) == 1:
        return True
    between = memory.many[min(one.source, two.source) + 1 : max(one.source, two.source)]
    sure = one.many and two.many and one.whole and two.whole and all(between)
    return False if sure else None


def _unit(memory: _Memory, last: _Axis) -> bool | None:
    """Whether neighbours along the last axis are neighbours in memory."""
    if memory.layout == "A" or last.step is None:
        return None
    innermost = len(memory.many) - 1 if memory.layout == "C" else 0
    if last.source == innermost and last.step == 1:
        return True
    return False if last.many and last.whole and all(memory.many) else None


def _is_many(size: Any) -> bool:
    return size > 1 if isinstance(size, int) else not size.may_be_one


def _owned(a: Tensor, layout: str) -> _Memory:
    axes: list[_Axis | None] = []
    many: list[bool] = []
    for size in a.type.shape:
        if size == 1:
            axes.append(None)
            continue
        axes.append(_Axis(len(many), many=_is_many(size)))
        many.append(_is_many(size))
    # A row with gaps is still one run of steps.
    return _Memory(tuple(axes), layout if len(many) > 1 or _may_have_gaps(a) else "C", tuple(many))


def _may_have_gaps(a: Tensor) -> bool:
    """Whether an array that is seen through no other may be the caller's, or a view from before a branch."""
    return a.type.layout == "A" or not all(is_contiguous(one) or is_contiguous(one.T) for one, _ in a.origins)


def _is_given(a: Tensor) -> bool:
    trace = current()
    return trace is not None and trace.lifter is not None and a.key in trace.lifter.array_keys


def _memory(a: Tensor) -> _Memory | None:
    if a.through is None:
        if _may_have_gaps(a):
            return _owned(a, "A")
        return _owned(a, order_of(a) or ("F" if _is_given(a) and a.type.layout == "F" else "A"))
    view = a.through
    if view.op == "reshape":
        # It was made a view because the elements lie in one run.
        return _owned(a, "C") if is_contiguous(view.base) else None
    base = _memory(view.base)
    if base is None:
        return None
    if view.op == "transpose":
        return dataclasses.replace(base, axes=tuple(base.axes[axis] for axis in view.params["axes"]))
    if view.op == "squeeze":
        rest = tuple(axis for place, axis in enumerate(base.axes) if place not in view.params["axes"])
        return dataclasses.replace(base, axes=rest)
    if view.op == "get_item":
        return _indexed(base, view.params["index"])
    return None


def _indexed(base: _Memory, pattern: tuple[tuple[Any, ...], ...]) -> _Memory | None:
    found: list[_Axis | None] = []
    rest = iter(base.axes)
    for entry in pattern:
        if entry[0] == "new":
            found.append(None)
            continue
        axis = next(rest)
        if entry[0] == "int":
            continue
        if entry[0] != "slice":
            return None
        _, start, stop, step = entry
        if axis is None:
            found.append(None)
        elif step == "data":
            found.append(dataclasses.replace(axis, step=None, whole=False, many=False))
        else:
            step = 1 if step is None else step
            whole = not start and not stop and abs(step) == 1
            moved = None if axis.step is None else axis.step * step
            found.append(
                dataclasses.replace(axis, step=moved, whole=axis.whole and whole, many=axis.many and whole)
            )
    return dataclasses.replace(base, axes=tuple(found))
