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


def raised(attempt: Trial) -> tuple[bool, Any, None]:
    error, attempt.error = attempt.error, None
    return error is not None, error, None


def catches(attempt: Trial, place: int, kind: Any) -> bool:
    return isinstance(kind, attempt.classes()[place])


def kinds(attempt: Trial, place: int) -> list[int]:
    return [place]


def is_kind(attempt: Trial, place: int, number: int, kind: Any) -> bool:
    return True


def caught(attempt: Trial, number: int, kind: Any, data: None) -> Any:
    return kind


def again(attempt: Trial, place: int, kind: Any, data: None) -> None:
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
        "kinds": kinds,
        "is_kind": is_kind,
        "again": again,
        "handling": nothing,
        "handled": nothing,
        "finishing": nothing,
        "finished": nothing,
        "graph_raise": graph_raise,
    }
)
