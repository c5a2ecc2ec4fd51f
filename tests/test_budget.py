"""The caps on tracing and compiling: a function stays with what it has, and says so."""

import functools
import itertools
import warnings

import numpy as np
import pytest

import autograph as ag
from autograph.tracing import trace


def scale(x, factor):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * factor
    return total


@pytest.mark.parametrize(("budget", "captured"), [("0", False), ("1000", True), ("", True), ("much", True)])
def test_a_function_is_compiled_within_its_budget(monkeypatch, budget, captured):
    monkeypatch.setenv("AUTOGRAPH_COMPILE_BUDGET", budget)
    function = ag.function(mode="graph")(scale)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert function(np.ones(4), 2.0) == 8.0
        assert function(np.ones(4), 2.0) == 8.0
    told = [str(warning.message) for warning in said]
    assert len(told) == (not captured)
    assert all("AG305" in text and "AUTOGRAPH_COMPILE_BUDGET" in text for text in told)


def test_graphs_that_a_function_has_stay_when_its_budget_ends(monkeypatch):
    function = ag.function(mode="graph")(scale)
    assert function(np.ones(4), 2.0) == 8.0
    monkeypatch.setenv("AUTOGRAPH_COMPILE_BUDGET", "0")
    with pytest.warns(ag.ConversionWarning, match="AG305"):
        assert function(np.ones(4, np.float32), 2.0) == 8.0
    assert function(np.ones(4), 3.0) == 12.0


def test_tracing_is_given_up_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(trace, "thread_time", functools.partial(next, itertools.count(0.0, 10.0)))
    monkeypatch.setattr(trace, "LOOKS", 1)
    function = ag.function(mode="graph", backend="interpreter")(scale)
    with pytest.warns(ag.ConversionWarning, match="AG107"):
        assert function(np.ones(4), 2.0) == 8.0
