"""Where an ``np.nditer`` stands that a program moves by itself; traced, never made as it is."""

from __future__ import annotations

__all__ = ["Walk"]


class Walk:
    """The place among the elements, counted in C order."""

    def __init__(self) -> None:
        self.place = 0

    def on(self, count: int) -> bool:
        """Go to the next element; returns whether there is one."""
        self.place += 1
        return self.place < count
