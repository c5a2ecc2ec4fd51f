"""The code of a call path and what its names mean in, the function out, here or in the next process."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from autograph.misses import MISS
from autograph.runtime.errors import Deoptimize, Fault, Flagged
from autograph.switches import state as switches
from autograph.tracing.bindings import ABSENT
from autograph.tracing.threads import busy

__all__ = ["KEPT", "CallPath", "Stopped", "Tell", "assembled"]

Stopped = Callable[[Exception, tuple[Any, ...]], Any]
"""What a call path hands a stop of its kernel to, with the call's arguments."""
Tell = Callable[[Any, Any], tuple[Any, ...]]
"""What it hands a run with floating-point errors to, with the inputs as they were; gives the results."""

KEPT = 4
"""Before so many runs of a graph, and after one with errors, what it writes is copied."""

# Without the look for arrays of other types, which these are not.
_may_share_memory = getattr(np.may_share_memory, "_implementation", np.may_share_memory)


class CallPath(NamedTuple):
    """The direct way from a call's arguments to its result.

    Attributes
    ----------
    call : callable
        Takes the tuple of arguments; returns the call's result, or `MISS`.
    code : code
        Defines it.
    facts : dict of str to object
        What it compares arguments and outside variables with, by the names that the code has for them.
    """

    call: Callable[[tuple[Any, ...]], Any]
    code: types.CodeType
    facts: dict[str, Any]


def assembled(
    code: types.CodeType,
    facts: Mapping[str, Any],
    running: Mapping[str, Any],
    stopped: Stopped,
    teller: tuple[Tell, list[Any]],
) -> Callable[[tuple[Any, ...]], Any]:
    """Return the function ``call`` that `code` defines.

    Parameters
    ----------
    code : code
    facts : mapping of str to object
    running : mapping of str to object
        What names mean in the text that runs the kernel.
    stopped : callable
        Called where it stops.
    teller : tuple
        What is told of floating-point errors, and the list of its next runs before which arrays are copied.
    """
    space: dict[str, Any] = {
        **running,
        "MISS": MISS,
        "ABSENT": ABSENT,
        "ndarray": np.ndarray,
        "busy": busy,
        "switches": switches,
        "Stop": (Fault, Deoptimize),
        "Deoptimize": Deoptimize,
        "Ended": (Flagged, Fault),
        "tell": teller[0],
        "keeping": teller[1],
        "may_share_memory": _may_share_memory,
        "stopped": stopped,
        **facts,
    }
    exec(code, space)
    call: Callable[[tuple[Any, ...]], Any] = space["call"]
    return call
