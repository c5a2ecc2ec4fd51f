"""The caller's objects while a function is traced: whether an exception would leave them changed."""

from __future__ import annotations

from typing import Any

from autograph.tracing.containers import same_contents
from autograph.tracing.copies import still_held
from autograph.tracing.trace import Trace
from autograph.tracing.traced_dict import TracedDict
from autograph.tracing.traced_list import Home, TracedList

__all__ = ["holds_changes"]


def holds_changes(trace: Trace) -> bool:
    """Whether something outside the function holds other things, here and now, than at the call.

    Changes that are undone again, ``path.append(x)`` and later ``path.pop()``, are not among those that the
    end of a trace shows.
    """
    lifter = trace.lifter
    if lifter is None:
        return False
    objects = [known[1:] for known in (*lifter.rows, *lifter.originals) if known[1] is not None]
    variables = [(one.cell, one.before) for one in trace.assigned.values()]
    if not all(pool.is_as_at_call for pool in trace.pools.values()):
        return True
    return any(_is_changed(trace, shadow, before) for shadow, before in (*objects, *variables))


def _is_changed(trace: Trace, shadow: Any, before: Any) -> bool:
    root = shadow
    while isinstance(root, TracedList) and isinstance(root.home, Home):
        root = root.home.owner
    if isinstance(root, TracedList) and root.missing is not None:
        return True
    arranged = trace.arranged.get(id(root))
    if arranged is None:
        return not same_contents(before, still_held(shadow))
    held = root.keyed if isinstance(root, TracedDict) else getattr(root, "own", None)
    return held is not arranged or id(shadow) in trace.changed
