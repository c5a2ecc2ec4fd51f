"""Decorated functions that call themselves have the stack they had, however many of them are under way."""

from __future__ import annotations

import sys
from typing import Any

import pytest

import autograph as ag


def nest(depth: int) -> Any:
    """Return a decorated function that calls itself once, and then one like it, so many deep."""
    inner = nest(depth - 1) if depth else None

    @ag.function(mode="eager")
    def walk(again: bool) -> int:
        if again:
            return walk(False)
        return sys.getrecursionlimit() if inner is None else inner(True)

    return walk


def test_the_stack_is_made_larger_once_for_many_functions_in_each_other() -> None:
    limit = sys.getrecursionlimit()
    assert nest(30)(True) == 3 * limit
    assert sys.getrecursionlimit() == limit


def test_endless_recursion_is_a_recursion_error_and_leaves_the_limit_as_it_was() -> None:
    @ag.function
    def endless(n: int) -> int:
        return endless(n + 1) + 1

    limit = sys.getrecursionlimit()
    with pytest.raises(RecursionError):
        endless(0)
    assert sys.getrecursionlimit() == limit
