"""What a function returns holds nothing of the trace: Python makes the callables that data is bound to."""

import functools
import operator

import numpy as np
import pytest

import autograph as ag

pytestmark = pytest.mark.filterwarnings("ignore::autograph.runtime.errors.ConversionWarning")


def getter(places):
    return operator.itemgetter(*places)


def adder(x):
    return functools.partial(np.add, x)


def caller(n):
    return operator.methodcaller("clip", n)


def in_a_tuple(n):
    return [n + 1, functools.partial(divmod, n)]


def test_a_getter_of_places_that_are_data_can_be_called_afterwards():
    graph = ag.function(getter, mode="graph", backend="interpreter")
    assert graph([0, 1])("abc") == ("a", "b")
    assert graph([2, 1])("abc") == ("c", "b")


def test_a_partial_of_data_can_be_called_afterwards():
    graph = ag.function(adder, mode="graph", backend="interpreter")
    assert graph(1.5)(2.0) == 3.5
    assert graph(np.arange(2.0))(2.0).tolist() == [2.0, 3.0]


def test_a_caller_of_a_method_can_be_called_afterwards():
    graph = ag.function(caller, mode="graph", backend="interpreter")
    assert graph(2)(np.arange(4)).tolist() == [2, 2, 2, 3]


def test_callables_inside_of_what_is_returned_can_be_called_afterwards():
    graph = ag.function(in_a_tuple, mode="graph", backend="interpreter")
    more, divide = graph(7)
    assert (more, divide(2)) == (8, (3, 1))


def test_a_callable_of_no_data_is_returned_from_a_graph():
    graph = ag.function(lambda x: (functools.partial(np.add, 1.0), x * 2), fullgraph=True, mode="graph")
    bound, double = graph(3)
    assert (bound(2.0), double) == (3.0, 6)
