"""Floating-point errors of constants while tracing in, steps of the graph that tell of them out."""

from __future__ import annotations

import warnings
from types import FrameType

from autograph.runtime.floating import Log, states
from autograph.tracing.host import from_here
from autograph.tracing.trace import Trace, emit

__all__ = ["Noticing"]

_OWN = ("autograph.tracing.", "autograph.runtime.")


class Noticing(Log):
    """Has each run that comes to where constants made an error tell of it, as often as it comes there.

    Parameters
    ----------
    trace : Trace
    """

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def note(self, kind: str, message: str, frame: FrameType) -> None:
        """Stage the warning of an error, unless it came up in our own reckoning."""
        state = dict(self._trace.errors).get(kind)
        if state == "ignore" or frame.f_globals.get("__name__", "").startswith(_OWN):
            return
        if state == "raise":
            raise FloatingPointError(message)

        def complain() -> tuple[()]:
            if (state or states().get(kind)) == "warn":
                warnings.warn(message, RuntimeWarning, stacklevel=2)
            return ()

        emit("host_effect", function=from_here(complain), types=(), name="warning")
