"""Ranges whose bounds are data."""

from __future__ import annotations

import operator
from typing import Any, ClassVar

import numpy as np

from autograph.runtime.records import record
from autograph.tracing.flags import negated
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit

__all__ = ["SymbolicRange"]


@record(frozen=True, eq=False)
class SymbolicRange:
    """A range some of whose bounds are data."""

    stands_for: ClassVar[type] = range
    start: Any
    stop: Any
    step: Any

    def __hash__(self) -> int:
        raise Untraceable("AG101", "the hash of a range of data")

    def __eq__(self, other: object) -> Any:
        from autograph.operators.truth import and_, or_  # noqa: PLC0415

        if not isinstance(other, range | SymbolicRange):
            return False
        count = self.count()
        same = [operator.eq(getattr(self, name), getattr(other, name)) for name in ("start", "step")]
        return and_(
            count == (len(other) if isinstance(other, range) else other.count()),
            lambda: or_(count == 0, lambda: and_(same[0], lambda: or_(count == 1, lambda: same[1]))),
        )

    def __ne__(self, other: object) -> Any:
        return negated(self == other)

    def __iter__(self) -> Any:
        return iter(range(self.start, self.stop, self.step))

    def __len__(self) -> int:
        return len(range(self.start, self.stop, self.step))

    def count(self) -> Any:
        """Return the number of its elements."""
        from autograph.operators.extremes import max_  # noqa: PLC0415

        if isinstance(self.step, Tensor):
            return self._count_by_data()
        span = self.stop - self.start if self.step > 0 else self.start - self.stop
        size = abs(self.step)
        return max_(0, span if size == 1 else (span + (size - 1)) // size)

    def _count_by_data(self) -> Any:
        from autograph.operators.extremes import max_  # noqa: PLC0415
        from autograph.operators.truth import if_exp  # noqa: PLC0415

        start, stop, step = self.start, self.stop, self.step
        emit("assume", operator.ne(step, 0), reason="a range with step 0")
        up: Any = operator.gt(step, 0)
        return if_exp(
            up,
            lambda: max_(0, (stop - start + (step - 1)) // step),
            lambda: max_(0, (start - stop - (step + 1)) // -step),
        )

    def as_array(self) -> Any:
        """Return the array that NumPy makes of it, but for the dtype of an empty one."""
        return emit("arange", self.start, self.stop, self.step, dtype=np.dtype(np.int64))

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return self._part(place)
        place = emit("list_place", place, self.count(), message="range object index out of range")
        return self.start + place * self.step

    def _part(self, key: slice) -> SymbolicRange:
        from autograph.tracing.slice_bounds import places  # noqa: PLC0415  (which chooses among handles)

        start, stop, step = places(key, self.count())
        return SymbolicRange(self.start + start * self.step, self.start + stop * self.step, self.step * step)
