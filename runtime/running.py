"""What calls of machine code need, for kernels made here and for those of another process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.runtime.codegen.leaving import Frame, Pool
from autograph.runtime.errors import Deoptimize, Flagged
from autograph.runtime.floating import USUAL, Log, check, settings

__all__ = ["Running"]


class Running:
    """What the runs of one kernel share.

    Parameters
    ----------
    entry : callable
        Takes the fault buffer's address, what is expected of the inputs, the inputs and the constants.
    program : Program
        Or what has the same sites and status.
    size : int
        Of a fault buffer, in words.
    general : callable
        Runs the kernel for arguments whose sizes are not in the relation that this one takes them to be in.
    """

    def __init__(
        self, entry: Callable[..., Any], program: Any, size: int, general: Callable[..., tuple[Any, ...]]
    ) -> None:
        self._entry = entry
        self._program = program
        self._size = size
        self._general = general
        self._pool = Pool()
        self._runners: dict[int, Callable[[Frame], None]] = {}
        self._told: list[Frame] = []

    def new_frame(self) -> Frame:
        """Return a fault buffer for a run."""
        return Frame(self._program, self._size, self._runners, self._told)

    @property
    def names(self) -> dict[str, Any]:
        """What the names mean in the text that calls the machine code."""
        return {
            "settings": settings,
            "usual": USUAL,
            "check": check,
            "pool": self._pool,
            "new_frame": self.new_frame,
            "entry": self._entry,
            "unexpected": _unexpected,
            "failure_of": self._failure_of,
            "general": self._general,
            "told": self._told,
            "flagged": self._flagged,
        }

    def _failure_of(self, frame: Frame) -> BaseException | None:
        """Return what a run has stopped for; None where another kernel is to run in its place."""
        failure = frame.failure()
        self._pool.append(frame)
        return failure

    def _flagged(self, frame: Frame, log: Log | None, results: tuple[Any, ...]) -> None:
        """Raise Flagged if there were floating-point errors in the run of a frame, or in what it called."""
        found = frozenset() if log is None else frozenset(log.kinds)
        if frame in self._told:  # others are of runs in other threads
            self._told.remove(frame)
            found |= frame.kinds
        if found:
            effects = frame.effects
            self._pool.append(frame)
            raise Flagged(results, found, effects)


def _unexpected(frame: Frame, error: BaseException) -> BaseException:
    """Return what a failure of the machine code means: it ran out of memory, or an int does not fit."""
    return Deoptimize(f"{type(error).__name__}: {error}", frame.effects)
