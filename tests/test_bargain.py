"""`mode="auto"`: Python until a graph has paid for itself, and never a bad bargain."""

from __future__ import annotations

import functools
import itertools
import math
import sys
import threading
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import bargain, rounds, versions
from autograph.bargain import Account, price_of_compiling, price_of_tracing
from autograph.entries import Entry, Found
from autograph.rounds import Loops, loops_of
from autograph.signature import Signature
from autograph.tracing import trace


def test_a_graph_is_bought_when_its_price_is_spent_or_lies_ahead():
    account = Account()
    assert not account.pays(1.0)
    account.spent = 0.9
    assert not account.pays(1.0)
    assert account.pays(1.0, ahead=1.1)
    account.spent = 1.0
    assert account.pays(1.0)


def straight(x):
    return x + 1


def one_for(n):
    total = 0
    for i in range(n):
        total += i
    return total


def one_while(n):
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    return n


def three_deep(a):
    total = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            k = 0
            while k < 3:
                total += a[i, j]
                k += 1
    for _ in range(3):
        total += 1
    return total


def checks(data, polynomial):
    crc = 0xFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ polynomial if crc & 1 else crc >> 1
    return crc & 0xFFFFFF


def rows_of(starts, values):
    total = 0.0
    for row in range(len(starts) - 1):
        for place in range(starts[row], starts[row + 1]):
            total += values[place]
    return total


def many_rounds(x, size):
    half = size // 2
    count = half * 2
    for _ in range(count):
        for _ in range(2, half):
            x += 1
    return x


@pytest.mark.parametrize(
    ("function", "depth", "counted"),
    [(straight, 0, False), (one_for, 1, True), (one_while, 1, False), (three_deep, 3, True)],
)
def test_loops_are_seen_in_the_code(function, depth, counted):
    assert loops_of(function.__code__) == (depth, counted)


@pytest.mark.parametrize(
    ("function", "args", "long"),
    [
        (straight, (np.ones(10**6),), False),
        (one_for, (100,), False),
        (one_for, (10**8,), True),
        (one_while, (10**7,), False),
        (three_deep, (np.ones((3, 3)),), False),
        (three_deep, (np.ones((400, 400)),), True),
        (one_for, (np.broadcast_to(1.0, 10**8),), True),
        (rows_of, (np.arange(10**5), np.ones(10**6)), False),
        (rows_of, (np.arange(10**5), np.broadcast_to(1.0, 10**9)), True),
        (checks, (np.ones(16), 10**9), False),
        (checks, (np.broadcast_to(1.0, 10**7), 10**9), True),
        (many_rounds, (2.0, 10**5), True),
        (many_rounds, (2.0, 3), False),
    ],
)
def test_a_first_call_that_may_be_long_is_told_from_one_that_is_not(function, args, long):
    assert Loops(function.__code__).may_be_long(args) is long


def test_arguments_like_those_of_a_short_call_are_not_looked_into(monkeypatch):
    loops, looks = Loops(three_deep.__code__), []
    look = Loops._looked_into
    monkeypatch.setattr(Loops, "_looked_into", lambda self, *given: looks.append(1) or look(self, *given))
    for _ in range(100):
        assert not loops.may_be_long((np.ones((3, 3)),))
    assert len(looks) == 1
    assert loops.may_be_long((np.ones((400, 400)),))
    assert loops.may_be_long((np.ones((400, 400)),))
    for _ in range(100):
        assert not loops.may_be_long(([np.ones((3, 3))],))
    assert 4 < len(looks) < 10
    counting = Loops(one_for.__code__)
    assert [counting.may_be_long((n,)) for n in (3, 3, 10**8, 3, 10**8)] == [False, False, True, False, True]


def test_what_costs_more_has_a_higher_price(monkeypatch):
    assert price_of_tracing(three_deep) > price_of_tracing(straight)
    small = ag.function(straight).trace(1.0).graph
    large = ag.function(three_deep).trace(np.ones((3, 3))).graph
    assert price_of_compiling(large) > price_of_compiling(small)
    monkeypatch.delitem(sys.modules, "autograph.runtime.codegen.compiling", raising=False)
    assert price_of_compiling(small) > 0.3  # the first kernel of a process pays for Numba


# -- calls -------------------------------------------------------------------------------------------------


def frame_of(x):
    seen.append(sys._getframe().f_code)
    return x + 1


seen: list[Any] = []


def test_a_cold_function_runs_as_written():
    decorated = ag.function(frame_of)
    seen.clear()
    for k in range(40):
        assert decorated(k) == k + 1
    assert set(seen) == {frame_of.__code__}
    assert decorated.explain().traces == 0
    assert not decorated.explain().captured


@pytest.fixture
def cheap(monkeypatch):
    """Let tracing and compiling cost nothing, nor a look at the arguments on a busy machine."""
    monkeypatch.setattr(bargain, "DEARLY", 0)
    monkeypatch.setattr(versions, "price_of_tracing", lambda function: 0.0)
    monkeypatch.setattr(versions, "least_price", lambda: 0.0)
    monkeypatch.setattr(versions, "price_of_compiling", lambda graph: 0.0)
    for name in ("LOOK", "LEAST"):
        monkeypatch.setattr(sys.modules["autograph.function"], name, 0.0)


@pytest.mark.usefixtures("cheap")
def test_a_hot_function_becomes_a_graph_where_that_is_faster():
    def f(x):
        total = 0.0
        for i in range(len(x)):
            total += x[i] * x[i]
        return total

    decorated, x = ag.function(f), np.arange(2000.0)
    for _ in range(10):
        assert decorated(x) == f(x)
    assert decorated.explain().captured


@pytest.mark.usefixtures("cheap")
def test_a_function_that_returns_its_argument_does_so_with_a_graph_too():
    def f(x):
        return x

    decorated = ag.function(f)
    for k in range(200):
        assert decorated(float(k)) == float(k)
    assert decorated.explain().captured  # there is a graph, whether it is used or not


@pytest.mark.usefixtures("cheap")
def test_a_short_function_whose_loops_are_graphs_goes_through_them_each_time(monkeypatch):
    def f(x):
        total = 0.0
        for i in range(len(x)):
            total += x[i]
        return total

    def price(graph):
        return math.inf if len(graph.inputs) == 1 else 0.0  # of the whole; the loop takes its variables too

    monkeypatch.setattr(versions, "price_of_compiling", price)
    monkeypatch.setattr(sys.modules["autograph.function"], "price_of_outlining", lambda code: 0.0)
    monkeypatch.setattr(sys.modules["autograph.function"], "LONG", 0.0)
    decorated, x, plain = ag.function(f), np.arange(20.0), []

    def counted(x):
        plain.append(x)
        return f(x)

    assert [decorated(x) for _ in range(20)] == [f(x)] * 20
    assert [part.state for part in decorated.explain().parts if part.kind == "loop"] == ["graph"]
    decorated.original = counted
    assert [decorated(x) for _ in range(100)] == [f(x)] * 100
    assert not plain


@pytest.mark.usefixtures("cheap")
def test_one_call_that_waited_for_the_processor_does_not_make_a_graph_the_better(monkeypatch):
    decorated = ag.function(straight)
    for _ in range(20):
        decorated(1.0)
    own = decorated._versions
    (entry,) = own.entries.values()
    entry.trials, entry.best, entry.python = 0, 1e-3, 1e-6
    found = Found(entry, entry.concrete[0])
    for seconds, preferred in ((0.0, True), (1.0, True), (0.0, True), (1.0, True), (1.0, False)):
        clock = iter((0.0, seconds))
        monkeypatch.setattr(versions, "perf_counter", lambda clock=clock: next(clock))
        assert own.run(found, (1.0,), {}) == 2.0
        assert entry.prefers_python is preferred


@pytest.mark.usefixtures("cheap")
def test_tracing_that_takes_long_for_what_was_spent_is_put_off(monkeypatch):
    decorated = ag.function(one_for)
    with monkeypatch.context() as slow:
        slow.setattr(trace, "thread_time", functools.partial(next, itertools.count(0.0, 10.0)))
        slow.setattr(trace, "LOOKS", 1)
        for _ in range(20):
            assert decorated(30) == one_for(30)
    (entry,) = decorated._versions.entries.values()
    assert (entry.fallback, entry.concrete, entry.price) == (None, [], 4 * bargain.LEAST_TRACING)
    assert "graph pays" in str(decorated.explain())
    entry.account.spent = entry.price
    decorated._own.collect()
    for _ in range(20):
        assert decorated(30) == one_for(30)
    assert decorated.explain().captured


@pytest.mark.parametrize(
    ("price", "spent", "patient"), [(0.001, 0.0, 0.25), (0.1, 0.0, 1.0), (0.1, 4.0, 2.0), (0.1, 60.0, 5.0)]
)
def test_the_longer_python_took_the_longer_may_tracing_take(price, spent, patient):
    assert bargain.patience(price, spent) == patient


def test_fullgraph_does_not_wait():
    decorated = ag.function(one_for, fullgraph=True, backend="interpreter")
    assert decorated(5) == 10
    assert decorated.explain().captured


def test_an_exception_of_a_cold_call_shows_the_users_lines():
    decorated = ag.function(lambda x: 1 // x)
    with pytest.raises(ZeroDivisionError) as info:
        decorated(0)
    assert all("autograph" not in str(entry.path) for entry in info.traceback[1:])


def test_threads_may_share_a_cold_function():
    decorated, wrong = ag.function(one_for), []

    def work():
        for k in range(300):
            if decorated(k) != one_for(k):
                wrong.append(k)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def nudged(xs, place):
    xs[place] += 1.0


def test_the_arguments_of_few_calls_are_looked_at_where_that_takes_longer_than_the_calls(monkeypatch):
    decorated, xs, looks = ag.function(nudged), [0.0] * 30_000, []
    decorated(xs, 0)
    key = Signature.key
    monkeypatch.setattr(Signature, "key", lambda self, *given: looks.append(1) or key(self, *given))
    assert decorated._versions is not None
    decorated._versions.account.spent = math.inf
    decorated._own.collect()
    for place in range(1, 2000):
        decorated(xs, place)
    assert xs[:2000] == [1.0] * 2000
    assert len(looks) < 300


def test_what_one_call_as_python_took_for_its_callees_graphs_is_no_measure_of_the_next():
    entry = Entry()
    for seconds in (0.1, 5.0, 0.2):
        entry.took(seconds)
        assert entry.python < 1
    entry.took(3.0)
    entry.took(4.0)
    assert entry.python == 3.0


def test_constants_are_in_one_place():
    assert all(name in vars(bargain) for name in ("_TRACING", "_COMPILING", "_FIRST_KERNEL", "_OUTLINING"))


class Asked:
    __slots__ = ("names",)

    def __init__(self):
        self.names = []

    def __getattr__(self, name):
        self.names.append(name)
        return 1


def counted_up(asked, n):
    total = 0
    for i in range(n):
        total += i
    return total + len(asked.names)


def test_objects_are_not_asked_for_what_they_have_not():
    decorated, asked = ag.function(counted_up), Asked()
    assert [decorated(asked, 5) for _ in range(3)] == [10] * 3
    assert asked.names == []


def labelled(x, label):
    return x + len(label)


def test_arguments_of_ever_new_kinds_are_not_traced_for_ever(monkeypatch):
    monkeypatch.setattr(versions, "MAX_ENTRIES", 2)
    traced = []
    trace = versions.Versions._trace
    monkeypatch.setattr(versions.Versions, "_trace", lambda *given: traced.append(1) or trace(*given))
    f = ag.function(labelled, mode="graph", backend="interpreter")
    with pytest.warns(ag.ConversionWarning, match="ever new kinds"):
        assert [f(1, "a" * n) for n in range(9)] == [1 + n for n in range(9)]
    assert len(traced) == 5


def summed(edges):
    total = 0
    for u, v in edges:
        total += u * v
    return total


def test_lists_as_long_as_before_are_not_looked_into_each_time(monkeypatch):
    looked = []
    extent = rounds._extent
    monkeypatch.setattr(rounds, "_extent", lambda value: looked.append(1) or extent(value))
    loops = Loops(summed.__code__)
    edges = [(1, 2)] * 100
    before = [loops.may_be_long((edges,)) for _ in range(64)]
    assert not any(before)
    assert len(looked) < 64
    monkeypatch.setattr(rounds, "least_price", lambda: 0.0)
    assert loops.may_be_long((edges[1:],))
