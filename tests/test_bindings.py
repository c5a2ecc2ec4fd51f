"""Names and classes that change between calls: a graph holds only as long as they mean the same code."""

from __future__ import annotations

import linecache
import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import settings_of_others as settings

import autograph as ag

BACKENDS = pytest.mark.parametrize("backend", ["interpreter", "kernel"])
TIMES = 3
"""Calls of each state: a first one, one that finds the graph, one by the direct call path."""


def graph_of(function: Callable[..., Any], backend: str) -> Any:
    """Return `function` as one graph."""
    return ag.function(function, mode="graph", fullgraph=True, backend=backend)


def check(made: Any, *args: Any) -> None:
    """Require the answers that Python gives now."""
    for _ in range(TIMES):
        expected = made.original(*args)
        result = made(*args)
        assert (type(result), result) == (type(expected), expected)


class Scale:
    """Reads what its class says."""

    factor = 2.0
    offsets = np.array([1.0, 2.0])
    table = {"low": [1.0, np.arange(2000.0)]}  # noqa: RUF012  (what is tested)

    def __init__(self) -> None:
        self.calls = 0

    def times(self, x: float) -> float:
        """Scale one number."""
        return x * self.factor

    def apply(self, x: float) -> float:
        """Scale one number and move it."""
        self.calls += 1
        return self.times(x) + self.offsets[0]

    def __neg__(self) -> float:
        return -1.0

    @property
    def twice(self) -> float:
        """Some value."""
        return 2 * self.factor


class Fine(Scale):
    """Inherits all."""


@BACKENDS
def test_a_changed_class_attribute_is_seen(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scale = Fine()
    apply = graph_of(Scale.apply, backend)
    check(apply, scale, 3.0)
    monkeypatch.setattr(Scale, "factor", 10.0)
    check(apply, scale, 3.0)
    monkeypatch.setattr(Fine, "factor", 11, raising=False)
    check(apply, scale, 3.0)
    monkeypatch.setattr(Scale, "offsets", np.array([5.0, 2.0]))
    check(apply, scale, 3.0)
    Scale.offsets[0] = 0.0
    check(apply, scale, 3.0)


@BACKENDS
def test_a_changed_method_is_seen(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = graph_of(lambda scale, x: scale.apply(x) + -scale + scale.twice, backend)
    check(made, Fine(), 3.0)
    monkeypatch.setattr(Scale, "times", lambda self, x: x - 1)
    check(made, Fine(), 3.0)
    monkeypatch.setattr(Scale, "__neg__", lambda self: 17.0)
    check(made, Fine(), 3.0)
    monkeypatch.setattr(Scale, "twice", property(lambda self: 0.5))
    check(made, Fine(), 3.0)
    monkeypatch.setattr(Fine, "times", lambda self, x: x * 99)
    check(made, Fine(), 3.0)


@BACKENDS
def test_what_lies_deep_in_a_class_is_seen(backend: str) -> None:
    made = graph_of(lambda scale, place: scale.table["low"][1][1000] + place, backend)
    scale = Scale()
    check(made, scale, 1)
    Scale.table["low"][1][1000] = 5.0
    check(made, scale, 1)


def helper(x: float) -> float:
    """Stand for what a notebook defines anew."""
    return x + 1


class Point:
    """Made within the graph."""

    def __init__(self, x: float) -> None:
        self.x = x

    def __add__(self, other: Point) -> Point:
        return Point(self.x + other.x)


def uses_helper(x: float) -> float:
    """Call it at two levels, and through a class."""

    def inner(y: float) -> float:
        return helper(y)

    total = 0.0
    for _ in range(3):
        total += inner(x)
    return (Point(total) + Point(helper(x))).x


@BACKENDS
def test_a_function_defined_anew_is_seen(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = graph_of(uses_helper, backend)
    check(made, 2.0)
    monkeypatch.setitem(globals(), "helper", lambda x: x * 10)
    check(made, 2.0)
    monkeypatch.setattr(Point, "__add__", lambda self, other: Point(self.x - other.x))
    check(made, 2.0)
    monkeypatch.setitem(globals(), "helper", np.sqrt)
    check(made, 2.0)


def test_a_function_that_is_no_more_is_missed_as_python_misses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ag.function(uses_helper, mode="graph")
    check(made, 2.0)
    monkeypatch.delitem(globals(), "helper")
    with pytest.raises(NameError, match="name 'helper' is not defined"):
        made(2.0)


@BACKENDS
def test_an_outer_variable_given_another_function_is_seen(backend: str) -> None:
    def first(x: float) -> float:
        return x + 1

    step: Any = first

    def walk(x: float) -> float:
        return step(step(x))

    made = graph_of(walk, backend)
    check(made, 2.0)

    step = np.sqrt
    check(made, 2.0)


@BACKENDS
def test_a_function_of_a_module_defined_anew_is_seen(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = graph_of(lambda x: settings.Config.twice(x) + settings.half(x), backend)
    check(made, 2.0)
    monkeypatch.setattr(settings, "half", lambda x: x - 100)
    check(made, 2.0)
    monkeypatch.setattr(settings.Config, "twice", staticmethod(lambda x: x - 7))
    check(made, 2.0)


def test_what_a_function_calls_where_it_is_no_graph_is_looked_up_at_each_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def f(x: float) -> float:
        total = float(os.getpid() > 0)
        for _ in range(500):
            total += helper(x)
        return total

    made = ag.function(f, mode="graph")
    with pytest.warns(ag.ConversionWarning):
        check(made, 2.0)
    monkeypatch.setitem(globals(), "helper", lambda x: x * 10)
    check(made, 2.0)


CELL = """
class Scaled:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x * 2 == other.x

    def __lt__(self, other):
        return self.x > other.x


def compared(a):
    one, two = Scaled(a), Scaled(a * 2)
    return one == two, two == one, one < two
"""


def test_classes_of_a_notebook_compare_as_they_are_written():
    name = "<ipython-input-1-1234>"
    linecache.cache[name] = (len(CELL), None, CELL.splitlines(keepends=True), name)
    space: dict[str, Any] = {"__name__": "cell"}
    exec(compile(CELL, name, "exec"), space)
    assert graph_of(space["compared"], "interpreter")(3) == space["compared"](3) == (True, False, False)
