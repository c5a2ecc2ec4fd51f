"""A function whose own name is bound to itself calls itself without a detour."""

from __future__ import annotations

from typing import Any

from autograph.converters.binding import bind_own_name


def countdown(n: int) -> list[int]:
    return [n, *countdown(n - 1)] if n else []


def not_recursive(n: int) -> int:
    return n


def rebinds(n: int) -> Any:  # noqa: F811  (gives its own name another value)
    global rebinds  # noqa: PLW0603
    rebinds = None  # type: ignore[assignment]
    return rebinds if n else 0


def test_the_name_means_the_function_itself(monkeypatch):
    bound = bind_own_name(countdown)
    assert bound is not None
    monkeypatch.setitem(globals(), "countdown", None)
    assert bound(3) == [3, 2, 1]


def test_functions_that_do_not_use_their_name_or_change_it_are_left():
    assert bind_own_name(not_recursive) is None
    assert bind_own_name(rebinds) is None


def test_a_local_function_keeps_its_other_variables():
    offset = 1

    def total(n):
        nonlocal offset
        offset += 1
        return n + offset + total(n - 1) if n else offset

    bound = bind_own_name(total)
    assert bound is not None
    assert bound(0) == 2
    assert offset == 2
