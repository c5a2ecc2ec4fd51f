"""Debuggers and tracebacks show of decorated functions what they show of the functions themselves."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

import autograph as ag


def stops_in_a_branch(x: Any, n: int) -> float:
    total = 0.0
    for i in range(n):
        if i == 1:
            breakpoint()
        total += x[i]
    return total


def stops_in_a_try(x: Any, n: int) -> float:
    total = 0.0
    try:
        for i in range(n):
            breakpoint()
            total += x[i]
    except IndexError:
        breakpoint()
    return total


def stops_below(x: Any, n: int) -> float:
    total = stops_in_a_branch(x, n)
    i = n
    breakpoint()
    return total + i


@pytest.mark.parametrize("function", [stops_in_a_branch, stops_in_a_try, stops_below])
@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_a_breakpoint_stops_as_often_as_in_python_among_the_users_variables(
    function: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops: list[Any] = []

    def stop() -> None:
        frame = sys._getframe(1)
        stops.append((frame.f_code.co_name, frame.f_lineno, frame.f_locals["i"], frame.f_locals["total"]))

    monkeypatch.setattr(sys, "breakpointhook", stop)
    x = np.array([1.0, 2.0])
    for n in (1, 2, 3):
        results: list[Any] = []
        for form in (function, ag.function(function, mode="graph", backend="interpreter")):
            for _ in range(2):
                stops.clear()
                try:
                    result = form(x, n)
                except IndexError as error:
                    result = error.args
                results.append((result, [(line, i, total) for _, line, i, total in stops]))
        assert results == results[:1] * 4


def failing_in_a_try(x: Any, n: int) -> float:
    try:
        return x[n]
    except IndexError as error:
        raise KeyError("no such item") from error


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_exceptions_that_the_program_catches_have_no_context_of_ours() -> None:
    decorated = ag.function(failing_in_a_try, mode="graph")
    assert decorated(np.ones(3), 1) == 1
    for n in (5, 5):
        with pytest.raises(KeyError) as raised:
            decorated(np.ones(3), n)
        caught = raised.value.__context__
        assert type(caught) is IndexError
        assert caught.__context__ is None
