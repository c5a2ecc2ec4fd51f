"""Exceptions of graphs, raised as if at the user's line."""

from __future__ import annotations

from typing import NoReturn

from autograph.runtime.errors import Location

__all__ = ["raise_at"]


def raise_at(exception: BaseException, where: Location | None) -> NoReturn:
    """Raise `exception` with a traceback that ends at the user's line."""
    if where is None:
        raise exception.with_traceback(None)
    code = compile("\n" * (where.line - 1) + "raise exception", where.file, "exec")
    name = where.function.rpartition(".")[2]
    code = code.replace(co_name=name, co_qualname=where.function)
    try:
        exec(code, {"exception": exception.with_traceback(None)})
    except BaseException as raised:
        trace = raised.__traceback__
        raise raised.with_traceback(trace.tb_next if trace is not None else None)  # noqa: B904
    raise AssertionError("unreachable")
