"""What a graph assigns outside: later calls find it, whoever reads or assigns it in between."""

from __future__ import annotations

import enum
import functools
import types

import numpy as np
import pytest

import autograph as ag

SOURCE = """
calls = 0
mean = None

def step(x):
    global calls, mean
    calls += 1
    mean = x.mean()
    return calls

def told():
    return calls, mean
"""


def module(name: str, tmp_path: object, source: str = SOURCE) -> types.ModuleType:
    """Return a new module of a source, whose text can be found."""
    made = types.ModuleType(name)
    path = f"{tmp_path}/{name}.py"
    with open(path, "w") as file:
        file.write(source)
    made.__file__ = path
    exec(compile(source, path, "exec"), vars(made))
    return made


@pytest.mark.parametrize("mode", ["graph", "auto"])
def test_a_later_call_finds_what_an_earlier_one_assigned(mode: str, tmp_path: object) -> None:
    space = module("counted", tmp_path)
    step = ag.function(space.step, mode=mode)
    found = [step(np.arange(4.0) + k) for k in range(20)]
    assert found == list(range(1, 21))
    assert space.told() == (20, 20.5)
    space.calls = 100
    assert step(np.ones(4)) == 101


def test_a_counter_takes_one_graph_whatever_its_value(tmp_path: object) -> None:
    space = module("once", tmp_path)
    space.mean = np.float64(0)
    step = ag.function(space.step, mode="graph", backend="interpreter", fullgraph=True)
    for _ in range(3):
        step(np.ones(4))
    assert step.explain(np.ones(4)).traces == 1


class Counter:
    calls = 0
    total = 0.0

    def add(self, values: np.ndarray) -> int:
        for value in values:
            Counter.calls += 1
            type(self).total += value
        return self.calls


def test_attributes_of_a_class_are_assigned_and_read_at_each_call() -> None:
    add = ag.function(Counter().add, mode="graph", backend="interpreter", fullgraph=True)
    assert [add(np.ones(3)) for _ in range(3)] == [3, 6, 9]
    assert (Counter.calls, Counter.total, type(Counter.calls)) == (9, 9.0, int)
    assert isinstance(vars(Counter)["total"], np.float64)
    assert add.explain(np.ones(3)).traces <= 2
    Counter.calls, Counter.total = 100, 0.0
    assert add(np.ones(1)) == 101


def test_a_variable_may_be_a_number_of_python_or_of_numpy(tmp_path: object) -> None:
    source = (
        "total = 0.0\ndef add(x):\n    global total\n    total = 0.0\n    for v in x:\n        total += v\n"
    )
    space = module("sums", tmp_path, source)
    add = ag.function(space.add, mode="graph", backend="interpreter", fullgraph=True)
    found = []
    for size in (3, 0, 2, 0):
        add(np.ones(size))
        found.append((space.total, type(space.total)))
    assert found == [(3.0, np.float64), (0.0, float), (2.0, np.float64), (0.0, float)]


def test_variables_of_one_name_in_two_modules_are_two(tmp_path: object) -> None:
    one, two = module("one", tmp_path), module("two", tmp_path)
    two.calls = one.calls = 7

    def both(x):
        return one.step(x), two.step(x) + one.calls, two.calls

    step = ag.function(both, mode="graph", backend="interpreter", fullgraph=True)
    assert [step(np.ones(2)), step(np.ones(2))] == [(8, 16, 8), (9, 18, 9)]
    assert (one.calls, two.calls) == (9, 9)


def test_while_tracing_other_code_never_sees_a_handle(tmp_path: object) -> None:
    space = module("seen", tmp_path)
    step = ag.function(space.step, mode="graph", backend="interpreter")
    step.trace(np.ones(2))
    assert space.told() == (0, None)


def test_closures_of_one_function_keep_their_own_variables() -> None:
    def made(start):
        level = start

        @ag.function(mode="graph", backend="interpreter", fullgraph=True)
        def up(x):
            nonlocal level
            level += x
            return level

        return up

    low, high = made(0), made(100)
    assert [low(1), high(1), low(2), high(2)] == [1, 101, 3, 103]


LOGGED = """
log = []
count = 0

def note(x, values):
    log.append(values)
    return dict(zip(values, x)), count
"""


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_an_outer_list_may_hold_other_things_at_the_next_call(tmp_path: object) -> None:
    written, traced = module("written", tmp_path, LOGGED), module("traced", tmp_path, LOGGED)
    note = ag.function(traced.note, mode="graph", backend="interpreter")
    for k in range(7):
        assert note(np.arange(4.0), [1.5, -2.5]) == written.note(np.arange(4.0), [1.5, -2.5])
        if k == 4:
            for space in (written, traced):
                space.log.append(9)
                space.count += 5
        assert traced.log == written.log


_WEIGHTS, _SEEN, _NAMED = np.ones(2), [1.0], {"offset": 1.0}


def _weighed(x, weights=_WEIGHTS, seen=_SEEN, *, named=_NAMED):  # type: ignore[no-untyped-def]
    return x * weights + sum(seen) + named["offset"]


def _caller(x):  # type: ignore[no-untyped-def]
    return _weighed(x)


def _collected(x, found=[]):  # type: ignore[no-untyped-def]  # noqa: B006  (it is the point)
    found.append(x)
    return found


def _collector(x):  # type: ignore[no-untyped-def]
    first, second = _collected(x), _collected(2 * x)
    return first is second, len(first), first[-1]


def test_defaults_of_a_called_function_are_read_at_each_call() -> None:
    step = ag.function(_caller, mode="graph", backend="interpreter", fullgraph=True)
    for _ in range(3):
        assert np.array_equal(step(np.ones(2)), _caller(np.ones(2)))
        _WEIGHTS[:] += 1
        _SEEN.append(2.0)
        _NAMED["offset"] += 0.5


def test_what_a_default_collects_is_found_by_later_calls() -> None:
    step = ag.function(_collector, mode="graph", backend="interpreter", fullgraph=True)
    assert [step(1.5), step(2.5)] == [(True, 2, 3.0), (True, 4, 5.0)]
    assert _collected(0.0) == [1.5, 3.0, 2.5, 5.0, 0.0]


def test_attributes_of_a_function_outside_are_counted_in_one_graph() -> None:
    def counted(v):  # type: ignore[no-untyped-def]
        counted.calls += 1
        return v * 2

    def total(x):  # type: ignore[no-untyped-def]
        same = counted
        return sum(counted(v) for v in x if v > 0), same.calls

    counted.calls = 0  # type: ignore[attr-defined]
    step = ag.function(total, mode="graph", backend="interpreter", fullgraph=True)
    assert [step(np.array([1.0, -1, 2])) for _ in range(2)] == [(6.0, 2), (6.0, 4)]
    counted.calls = 10  # type: ignore[attr-defined]
    assert step(np.array([1.0])) == (2.0, 11)
    assert vars(counted) == {"calls": 11}
    assert step.explain(np.array([1.0, 2])).traces <= 2


class Prices:
    table = {"a": 1.0}  # noqa: RUF012  (it is the point)
    fees = [1.0]  # noqa: RUF012  (the same)
    rate = 2.0
    count = Counter()
    rules = {"up": lambda v: v + 1}  # noqa: RUF012  (the same)

    def total(self):  # type: ignore[no-untyped-def]
        return sum(type(self).fees) + self.rules["up"](self.__class__.rate) + self.count.calls


_KINDS = {"prices": Prices}


def _made_and_looked_up(x):  # type: ignore[no-untyped-def]
    kind = _KINDS["prices"]
    return Prices().total() * x + kind.table["a"] + kind.rate


def test_what_a_class_holds_is_seen_however_the_class_is_found() -> None:
    step = ag.function(_made_and_looked_up, mode="graph", backend="interpreter", fullgraph=True)
    for change in (Prices.fees.append, Prices.fees.remove, lambda v: Prices.table.update(a=v)):
        assert step(2.0) == _made_and_looked_up(2.0)
        change(1.0)
        Prices.rate += 0.5
        assert step(2.0) == _made_and_looked_up(2.0)
        Prices.count.calls += 1
        Prices.rules["up"] = lambda v, k=Prices.count.calls: v * k
    assert step(2.0) == _made_and_looked_up(2.0)


_ONE = Counter()
_OTHER = _ONE


def _is_one(x):  # type: ignore[no-untyped-def]
    return _ONE is _OTHER, _ONE is x


def test_objects_outside_that_are_no_longer_one_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    step = ag.function(_is_one, mode="graph", backend="interpreter")
    assert step(_ONE) == (True, True)
    assert step(Counter()) == (True, False)
    monkeypatch.setitem(globals(), "_ONE", Counter())
    assert step(_OTHER) == (False, False)
    assert step(_ONE) == (False, True)
    monkeypatch.setitem(globals(), "_ONE", _OTHER)
    assert step(_ONE) == (True, True)
    assert step.explain(_ONE).traces <= 4


def test_a_module_made_by_hand_is_the_users_own() -> None:
    space = types.ModuleType("by_hand")
    space.scale = 2.0  # type: ignore[attr-defined]

    def scaled(x):  # type: ignore[no-untyped-def]
        return x * space.scale

    step = ag.function(scaled, mode="graph", backend="interpreter", fullgraph=True)
    assert step(3.0) == 6.0
    space.scale = 5.0  # type: ignore[attr-defined]
    assert step(3.0) == 15.0


def _scaled_items(n, items=[1, 2]):  # type: ignore[no-untyped-def]  # noqa: B006  (it is the point)
    for item in items:
        yield item * n


def _summed(n):  # type: ignore[no-untyped-def]
    return sum(_scaled_items(n))


def _kept_results(function):  # type: ignore[no-untyped-def]
    known = {}

    def inner(n):  # type: ignore[no-untyped-def]
        if n not in known:
            known[n] = function(n)
        return known[n]

    inner.known = known  # type: ignore[attr-defined]
    return inner


@_kept_results
def _squared(n):  # type: ignore[no-untyped-def]
    return n * n


def _asked_for(n):  # type: ignore[no-untyped-def]
    return _squared(n), len(_squared.known)


_COSTS = {"LOW": 1.0, "HIGH": 5.0}


class Level(enum.Enum):
    LOW = 1
    HIGH = 2

    @property
    def cost(self):  # type: ignore[no-untyped-def]
        return _COSTS[self.name]


class Looked(type):
    def __getitem__(cls, name: str) -> float:
        return cls.prices[name]  # type: ignore[attr-defined, no-any-return]


class Market(metaclass=Looked):
    prices = {"a": 1.0}  # noqa: RUF012  (it is the point)


def _cost(x):  # type: ignore[no-untyped-def]
    return x * Level.HIGH.cost + Market["a"]


def test_what_properties_of_enumerations_and_metaclasses_read_is_seen() -> None:
    step = ag.function(_cost, mode="graph", backend="interpreter", fullgraph=True)
    assert step(2.0) == 11.0
    _COSTS["HIGH"] = 6.0
    assert step(2.0) == 13.0
    Market.prices["a"] = 2.0
    assert step(2.0) == 14.0


def test_defaults_of_generators_are_read_at_each_call() -> None:
    step = ag.function(_summed, mode="graph", backend="interpreter", fullgraph=True)
    assert step(2) == 6
    _scaled_items.__defaults__[0].append(10)  # type: ignore[index]
    assert step(2) == 26


def test_what_an_attribute_of_a_function_holds_is_read_at_each_call() -> None:
    step = ag.function(_asked_for, mode="graph", backend="interpreter")
    assert [step(3), step(4), step(3)] == [(9, 1), (16, 2), (9, 2)]
    _squared.known.clear()
    assert step(4) == (16, 1)
    _squared.known[4] = -1
    assert step(4) == (-1, 1)


@ag.function(mode="graph", backend="interpreter")
def _tuned(x):  # type: ignore[no-untyped-def]
    more = _tuned.more if hasattr(_tuned, "more") else 0.0
    return x * _tuned.factor + more + len(getattr(_tuned, "log", ()))


@functools.lru_cache
def _doubled(n: int) -> int:
    return n * 2


def _of_a_wrapper(n):  # type: ignore[no-untyped-def]
    return _doubled(n) + _doubled.extra  # type: ignore[attr-defined]


def test_attributes_of_a_decorated_function_are_read_at_each_call() -> None:
    _tuned.factor = 2
    assert _tuned(3.0) == 6.0
    _tuned.factor = 4
    assert _tuned(3.0) == 12.0
    _tuned.log = [1, 2]
    assert _tuned(3.0) == 14.0
    _tuned.log.append(3)
    _tuned.more = 0.5
    assert _tuned(3.0) == 15.5
    del _tuned.log, _tuned.more
    assert _tuned(3.0) == 12.0
    _doubled.extra = 1  # type: ignore[attr-defined]
    step = ag.function(_of_a_wrapper, mode="graph", backend="interpreter")
    assert step(2) == 5
    _doubled.extra = 7  # type: ignore[attr-defined]
    assert step(2) == 11
