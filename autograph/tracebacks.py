"""Exceptions of graphs, raised as if at the user's line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, NoReturn

from autograph.runtime.errors import Location

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
    """Take autograph's own frames out of the traceback of an exception that is being handled.

    A bare ``raise`` afterwards adds none, so that the frame that handles it disappears too.
    """
    if _FULL:
        return
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


def raise_at(exception: BaseException, where: Location | None) -> NoReturn:
    """Raise `exception` with a traceback that ends at the user's line."""
    if where is None:
        raise exception.with_traceback(None)
    code = compile("\n" * (where.line - 1) + "raise exception", where.file, "exec")
    name = where.function.rpartition(".")[2]
    code = code.replace(co_name=name, co_qualname=where.function)
    try:
        exec(code, {"exception": exception.with_traceback(None)})
    except BaseException as raised:  # the one given, whatever it is
        trace = raised.__traceback__
        raise raised.with_traceback(trace.tb_next if trace is not None else None)  # noqa: B904
    raise AssertionError("unreachable")
