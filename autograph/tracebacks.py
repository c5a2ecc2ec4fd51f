"""Exceptions of graphs, raised as if at the user's line."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, NoReturn

from autograph.runtime.errors import Deoptimize, Fault, Location

__all__ = ["continues_caller", "raise_at", "strip"]

_HERE = tuple(
    str(root) + os.sep
    for path in (
        Path(__file__).parent,
        Path(__file__).parent / "runtime",
        Path(__file__).parent / "converters",
    )
    for root in {path, path.resolve()}
)
_FULL = bool(os.environ.get("AUTOGRAPH_FULL_TRACEBACK"))


_continuing: set[CodeType] = set()


def continues_caller(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark what runs a part of its caller as a function: in tracebacks the two are one frame, the part's."""
    _continuing.add(function.__code__)
    return function


def strip(error: BaseException) -> None:
    """Take what is autograph's own out of the traceback and context of an exception that is being handled.

    A bare ``raise`` afterwards adds none, so that the frame that handles it disappears too.
    """
    if _FULL:
        return
    while isinstance(error.__context__, Fault | Deoptimize):
        error.__context__ = error.__context__.__context__
    kept: list[TracebackType] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code in _continuing:
            if kept and trace.tb_next is not None:
                kept.pop()
        elif not _own(code.co_filename):
            kept.append(trace)
        trace = trace.tb_next
    for place, trace in enumerate(kept):
        trace.tb_next = kept[place + 1] if place + 1 < len(kept) else None
    error.__traceback__ = kept[0] if kept else None


def _own(filename: str) -> bool:
    return (
        filename.startswith(_HERE) and f"{os.sep}examples{os.sep}" not in filename and filename != sys.argv[0]
    )


def _at(place: Location, text: str, names: dict[str, Any]) -> Callable[[], Any]:
    """Return what runs a line of code in a frame like that of a place."""
    code = compile("\n" * (place.line - 1) + text, place.file, "exec")
    code = code.replace(co_name=place.function.rpartition(".")[2], co_qualname=place.function)
    return functools.partial(exec, code, names)


def raise_at(exception: BaseException, where: Location | None) -> NoReturn:
    """Raise `exception` with a traceback of the user's calls, which ends at the user's line."""
    if where is None:
        raise exception.with_traceback(None)
    step: Callable[[], Any] = _at(where, "raise exception", {"exception": exception.with_traceback(None)})
    for place in reversed(where.callers):
        step = _at(place, "step()", {"step": step})
    try:
        step()
    except BaseException as raised:  # the one given, whatever it is
        trace = raised.__traceback__
        raise raised.with_traceback(trace.tb_next if trace is not None else None)  # noqa: B904
    raise AssertionError("unreachable")
