"""Operators under which the form of a `try` for graphs runs as Python: what is caught is an exception."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import plain_operators


class Trial:
    def __init__(self, classes: Any) -> None:
        self.classes = classes
        self.error: BaseException | None = None


def trial(classes: Callable[[], Any], named: tuple[bool, ...]) -> Trial:
    return Trial(classes)


def failed(attempt: Trial) -> None:
    attempt.error = sys.exception()


def raised(attempt: Trial) -> tuple[bool, Any]:
    error, attempt.error = attempt.error, None
    return error is not None, error


def catches(attempt: Trial, place: int, kind: Any) -> bool:
    return isinstance(kind, attempt.classes()[place])


def caught(attempt: Trial, place: int, kind: Any) -> Any:
    return kind


def again(attempt: Trial, place: int, kind: Any) -> None:
    raise kind


def graph_raise(make: Callable[[], Any], cause: Callable[[], Any] | None = None) -> None:
    if cause is None:
        raise make()
    raise make() from cause()


def nothing(attempt: Trial) -> None:
    pass


OPERATORS = SimpleNamespace(
    **{
        **vars(plain_operators),
        "staging": lambda: True,
        "trial": trial,
        "statement": nothing,
        "failed": failed,
        "raised": raised,
        "tried": nothing,
        "catches": catches,
        "caught": caught,
        "again": again,
        "handling": nothing,
        "handled": nothing,
        "finishing": nothing,
        "finished": nothing,
        "graph_raise": graph_raise,
    }
)
