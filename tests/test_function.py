"""The decorator: options, explanations, callables of every kind, threads, pickles, callbacks."""

from __future__ import annotations

import copy
import functools
import operator
import pickle
import threading
import warnings
from typing import Any

import numpy as np
import pytest
import settings_of_others as settings
from settings_of_others import Config

import autograph as ag
from autograph.testing import assert_same

Inner = Config.Inner
GRAPH: dict[str, Any] = {"mode": "graph", "backend": "interpreter"}


# -- options -----------------------------------------------------------------------------------------------


def test_a_static_argument_is_a_python_value_in_the_graph():
    @ag.function(static_argnames=("n", "kind"), fullgraph=True, **GRAPH)
    def f(x, n, *, kind="sum"):
        parts = [x * k for k in range(n)]
        return {"sum": sum(parts), "last": parts[-1]}[kind]

    x = np.arange(3.0)
    np.testing.assert_array_equal(f(x, 3), f.original(x, 3))
    np.testing.assert_array_equal(f(x, 4, kind="last"), x * 3)
    np.testing.assert_array_equal(f(x, n=2), x)
    assert f.explain().traces == 3


def test_static_arguments_of_equal_value_and_other_type_are_told_apart():
    f = ag.function(lambda x, n: x * n, static_argnames="n", **GRAPH)
    assert type(f(2, 1)) is int
    assert type(f(2, 1.0)) is float
    assert type(f(2, True)) is int
    assert str(f(2.0, -0.0)) == "-0.0"
    assert str(f(2.0, 0.0)) == "0.0"


def test_a_static_argument_that_cannot_be_hashed_is_refused():
    @ag.function(static_argnames=["x"], **GRAPH)
    def f(x):
        return x

    with pytest.raises(TypeError, match=r"takes 'x' by value .* must be hashable, got a list"):
        f([1])


def test_a_static_argument_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"static_argnames: .*f\(\) has no argument 'm'"):

        @ag.function(static_argnames=("m",))
        def f(n):
            return n


def test_static_arguments_in_a_kernel():
    @ag.function(mode="graph", static_argnames=("n",))
    def f(x, n):
        return x + n

    for n in (1, 2, 1, 2.5):
        assert f(1.5, n) == 1.5 + n


@pytest.mark.parametrize(
    ("mode", "backend"),
    [("graph", "interpreter"), ("graph", "kernel"), ("auto", "kernel"), ("eager", "kernel")],
)
def test_arguments_must_fit_the_input_signature(mode, backend):
    @ag.function(mode=mode, backend=backend, input_signature="float64[:, 3], int")
    def f(x, n):
        return x.sum() * n

    assert f(np.ones((2, 3)), 2) == 12
    assert f(np.ones((5, 3)), n=1) == 15
    for args, words in [
        ((np.ones((2, 2)), 2), r"argument 'x' must be float64\[:, 3\].*; got float64\[:, :\]"),
        ((np.ones((2, 3), "f4"), 2), r"got float32\[:, :\]"),
        ((np.ones(3), 2), r"got float64\[:\]"),
        ((np.ones((2, 3)), 2.0), "argument 'n' must be int .*; got a float"),
    ]:
        with pytest.raises(TypeError, match=words):
            f(*args)


def test_the_input_signature_may_be_given_in_many_ways():
    def f(x, y, z):
        return x + y + z

    for specs in (
        ["float64[:]", float, np.float32],
        {"x": np.ones(2), "y": "float", "z": np.dtype("f4")},
        "np.float64[:], float, float32",
    ):
        decorated = ag.function(f, input_signature=specs, **GRAPH)
        assert decorated(np.ones(2), 1.0, np.float32(1))[0] == 3
        with pytest.raises(TypeError, match="argument 'z' must be float32"):
            decorated(np.ones(2), 1.0, 1.0)


@pytest.mark.parametrize(
    ("specs", "words"),
    [
        ("float64[:", "cannot be read"),
        ("floot[:]", "'floot\\[:\\]' is no type"),
        (["int", "int", "int"], "gives 3 types, .*f\\(\\) takes 2 arguments"),
        ({"c": "int"}, "has no argument 'c'"),
        ("float64[x]", "is no type"),
    ],
)
def test_an_input_signature_that_cannot_be_read_is_refused(specs, words):
    def f(a, b):
        return a

    with pytest.raises(ValueError, match=words):
        ag.function(f, input_signature=specs)


def test_options_that_cannot_be_met_are_refused():
    with pytest.raises(TypeError, match="no option 'fast'"):
        ag.function(fast=True)
    with pytest.raises(ValueError, match="mode must be one of 'auto', 'graph', 'eager'; got 'jit'"):
        ag.function(mode="jit")
    with pytest.raises(TypeError, match="decorates a callable, got int"):
        ag.function(3)


# -- static promotion --------------------------------------------------------------------------------------


def test_a_number_that_python_needs_is_taken_by_value_with_a_warning_from_the_third_on():
    @ag.function(fullgraph=True, **GRAPH)
    def f(x, axis):
        return x.sum(axis=axis)

    x = np.arange(24.0).reshape(2, 3, 4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for axis in (0, 1, 0, 1):
            np.testing.assert_array_equal(f(x, axis), x.sum(axis=axis))
    with pytest.warns(ag.ConversionWarning, match=r"a graph for each value of `axis`, 3 so far") as seen:
        np.testing.assert_array_equal(f(x, 2), x.sum(axis=2))
    assert [warning.filename for warning in seen] == [__file__]
    assert f.explain(x, 2).static_arguments == ("`axis`",)
    assert f.explain().traces == 3


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_values_that_never_end_run_as_python():
    @ag.function(**GRAPH)
    def f(x, n):
        return x.reshape([n] + [1] * n).ndim if n < 0 else np.zeros([2] * (n % 3)).ndim + n

    assert [f(np.ones(1), n) for n in range(40)] == [f.original(np.ones(1), n) for n in range(40)]
    assert f.explain().traces <= 32


# -- explanations ------------------------------------------------------------------------------------------


def overflows(n):
    product = 1
    for i in range(1, n):
        product *= i
    return product


def test_numbers_beyond_the_machine_are_exact_and_no_fallback():
    f = ag.function(overflows, fullgraph=True, **GRAPH)
    assert f(5) == 24
    assert f(30) == overflows(30)
    assert f.explain().captured


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_a_graph_that_is_given_up_is_not_captured():
    f = ag.function(overflows, **GRAPH)
    for _ in range(6):
        assert f(30) == overflows(30)
    explanation = f.explain()
    assert not explanation.captured
    assert [fallback.code for fallback in explanation.fallbacks] == ["AG303"]
    assert not f.explain(30).captured


def test_under_fullgraph_no_graph_is_given_up_for_the_numbers_it_met():
    strict = ag.function(overflows, fullgraph=True, **GRAPH)
    assert [strict(30) for _ in range(6)] == [overflows(30)] * 6
    assert strict.explain().captured


def indexes_names(x, names):
    print("of", x)
    if "a" not in names:
        raise KeyError("no a", len(names))
    return names.index("a") * x


def test_an_exception_that_tracing_meets_already_is_the_answer_of_the_call():
    assert_same(indexes_names, 2.5, "bc", fullgraph=True)
    strict = ag.function(indexes_names, fullgraph=True, **GRAPH)
    for _ in range(5):
        with pytest.raises(KeyError, match="no a"):
            strict(2.5, ["b"])
        assert strict(2.5, ["b", "a"]) == 2.5
    assert strict.explain().captured


@pytest.mark.filterwarnings("error")
def test_calls_that_raise_are_no_fallbacks_until_they_are_many():
    f = ag.function(indexes_names, **GRAPH)
    for _ in range(2):
        with pytest.raises(KeyError, match="no a"):
            f(2.5, ["b"])
    with (
        pytest.warns(ag.ConversionWarning, match="AG302 .*it always raises KeyError"),
        pytest.raises(KeyError, match="no a"),
    ):
        f(2.5, ["b"])


def calls_open(path):
    with open(path) as file:
        return file.read()


def test_fullgraph_raises_before_anything_has_run(tmp_path):
    f = ag.function(calls_open, fullgraph=True)
    with pytest.raises(ag.ConversionError, match="AG20"):
        f(str(tmp_path / "missing"))


def test_the_first_fallback_is_a_warning_at_the_callers_line(tmp_path):
    (tmp_path / "a").write_text("text")
    f = ag.function(calls_open, **GRAPH)
    with pytest.warns(ag.ConversionWarning, match="calls_open runs as Python: AG") as seen:
        assert f(str(tmp_path / "a")) == "text"
    assert [warning.filename for warning in seen] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        f(str(tmp_path / "a"))


def test_a_function_that_was_not_called_knows_of_nothing():
    f = ag.function(overflows)
    assert not f.is_called
    f(3)
    assert f.is_called
    f.clear()
    assert not f.is_called


# -- callables ---------------------------------------------------------------------------------------------


class Base:
    """Something that is called and has methods."""

    scale = 2.0

    def __init__(self, offset: float) -> None:
        self.offset = offset

    def __call__(self, x):
        return x * self.scale + self.offset

    def step(self, x):
        self.offset += 1
        return self(x)

    @classmethod
    def scaled(cls, x):
        return x * cls.scale

    @staticmethod
    def twice(x):
        return x * 2


class Derived(Base):
    """Inherits how it is called."""

    scale = 3.0


class Decorated(Base):
    """Methods decorated in the class body."""

    @ag.function(**GRAPH)
    def method(self, x):
        return x + self.offset

    @classmethod
    @ag.function(**GRAPH)
    def of_class(cls, x):
        return x * cls.scale

    @ag.function(**GRAPH)
    @staticmethod
    def of_none(x):
        return x - 1

    @property
    @ag.function(**GRAPH)
    def shifted(self):
        return self.offset + 1


def add(x, y, z=1.0):
    return x + 10 * y + 100 * z


@pytest.mark.parametrize(
    "target",
    [
        Base(1.0),
        Derived(1.0),
        Derived(1.0).step,
        Base.scaled,
        Derived.twice,
        functools.partial(add, 2.0),
        functools.partial(add, y=2.0, z=3.0),
        functools.partial(Derived(2.0).step),
        functools.partial(functools.partial(add, 1.0), z=2.0),
        lambda x: add(x, x),
    ],
)
def test_callables_of_every_kind_run_as_graphs(target):
    expected = copy.deepcopy(target)(1.5)
    decorated = ag.function(copy.deepcopy(target), fullgraph=True, **GRAPH)
    assert decorated(1.5) == expected


def test_methods_decorated_in_a_class_body():
    made = Decorated(5.0)
    assert made.method(1.0) == 6.0
    assert Decorated.of_class(2.0) == made.of_class(2.0) == 4.0
    assert made.of_none(2.0) == Decorated.of_none(2.0) == 1.0
    assert made.shifted == 6.0
    made.offset = 7.0
    assert made.method(1.0) == 8.0


def makes_partials(x, k):
    shifted = functools.partial(add, x)
    return shifted(k) + functools.partial(add, z=k)(x, x)


def makes_objects(x):
    made = Derived(x)
    return made.step(x) + Base.twice(x) + made.scaled(x)


@functools.lru_cache
def remembered(x):
    return x + 1


def uses_functools(x, y):
    product = functools.reduce(lambda a, b: a * b, [x, y, 2.0])
    rows = sorted([(2, "b"), (1, "a")], key=operator.itemgetter(0))
    return product, functools.reduce(operator.add, [x, y], 1), remembered(3) + x, rows[0][1]


def test_callables_made_inside():
    assert_same(uses_functools, 2.0, 3.0, fullgraph=True)
    assert_same(makes_partials, 2.0, 3.0, fullgraph=True)
    assert_same(makes_objects, 2.0, fullgraph=True)


FACTOR = 2.0


@functools.cache
def scaled(n):
    return n * FACTOR


def uses_scaled(x, n):
    return x + scaled(n)


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_what_a_cache_has_kept_stays_when_a_global_changes():
    global FACTOR  # noqa: PLW0603  (that is what is tried)
    decorated = ag.function(uses_scaled, **GRAPH)
    results = []
    for function in (uses_scaled, decorated):
        scaled.cache_clear()
        found = []
        for n in (2, 3):
            FACTOR = float(n)
            found += [function(1.0, 5), function(1.0, n)]
        results.append((found, scaled.cache_info()))
    assert results[0] == results[1]


@ag.function(**GRAPH)
def inner(x):
    return x * 2 if x > 0 else -x


@ag.function(**GRAPH)
def outer(x):
    return inner(x) + inner(-x)


@ag.function(**GRAPH)
def even(n):
    return True if n == 0 else odd(n - 1)


@ag.function(**GRAPH)
def odd(n):
    return False if n == 0 else even(n - 1)


def test_decorated_functions_that_call_each_other_are_one_graph():
    assert outer(3.0) == 9.0
    assert outer.explain().captured
    assert "call" not in str(outer.trace(1.0).graph)


def test_recursion_through_a_decorated_name_is_a_graph():
    assert even(10) is True
    assert even(7) is False
    assert even.explain().captured


def calls_decorated(x):
    return inner(x) + 1


def test_assert_same_runs_decorated_helpers_as_written():
    assert_same(calls_decorated, 3.0)
    assert_same(outer, -3.0)
    assert inner.is_called


def test_an_attribute_called_original_is_the_users_own():
    class Holder:
        original = "text"

        def __call__(self, x):
            return x + 1

    holder = Holder()

    def f(x):
        return holder(x)

    assert ag.function(f, **GRAPH)(1) == 2


# -- copies, threads, callbacks ----------------------------------------------------------------------------


def test_a_decorated_function_pickles():
    assert pickle.loads(pickle.dumps(inner)) is inner
    assert copy.deepcopy(inner) is inner
    other = ag.function(add, mode="graph", backend="interpreter", static_argnames=("z",))
    again = pickle.loads(pickle.dumps(other))
    assert again(1.0, 2.0) == add(1.0, 2.0)
    assert again.options == other.options


def test_threads_share_one_graph():
    f = ag.function(lambda x, y: (x * y).sum() + x[0], mode="graph")
    x = np.arange(100.0)
    wrong = []

    def work(k):
        for _ in range(50):
            if f(x, x + k) != f.original(x, x + k):
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert f.explain().traces == 1


def test_a_thread_that_traces_does_not_disturb_others():
    f = ag.function(lambda x: np.sqrt(x) + 1, **GRAPH)
    results = []

    def work():
        results.append([f(float(k)) for k in range(200)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for k in range(30):
        ag.function(lambda x, k=k: np.sin(x) * k, **GRAPH)(1.0)
    for thread in threads:
        thread.join()
    assert all(result == [f.original(float(k)) for k in range(200)] for result in results)


def rate(t, y, k):
    return [-k * y[0] + t, k * y[0] - y[1]]


def rosen(x):
    total = 0.0
    for i in range(len(x) - 1):
        total += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2
    return total


def test_scipy_calls_back():
    integrate = pytest.importorskip("scipy.integrate")
    optimize = pytest.importorskip("scipy.optimize")
    ours = integrate.solve_ivp(ag.function(rate, **GRAPH), (0, 1), [1.0, 0.0], args=(0.5,))
    theirs = integrate.solve_ivp(rate, (0, 1), [1.0, 0.0], args=(0.5,))
    np.testing.assert_array_equal(ours.y, theirs.y)
    assert (
        optimize.minimize(ag.function(rosen, **GRAPH), np.zeros(3)).fun
        == optimize.minimize(rosen, np.zeros(3)).fun
    )
    assert (
        integrate.quad(ag.function(lambda x: x * x, **GRAPH), 0, 1)[0]
        == integrate.quad(lambda x: x * x, 0, 1)[0]
    )


def test_numpy_calls_back():
    f = ag.function(lambda row: row.max() - row.min(), **GRAPH)
    x = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(np.apply_along_axis(f, 1, x), [2.0, 2.0])
    np.testing.assert_array_equal(np.vectorize(ag.function(lambda v: v + 1, **GRAPH))(x), x + 1)


# -- switches ----------------------------------------------------------------------------------------------


def test_everything_can_be_run_as_python():
    seen = []

    @ag.function(**GRAPH)
    def f(x):
        seen.append(ag.executing_eagerly())
        return x + 1

    ag.run_functions_eagerly(True)
    try:
        assert f(1) == 2
    finally:
        ag.run_functions_eagerly(False)
    assert seen == [True]
    assert not f.is_called


# -- the call path -----------------------------------------------------------------------------------------


def writes(a, b):
    a[0] = b[-1]
    return a


@pytest.mark.parametrize(
    "arguments",
    [
        lambda: (np.arange(3.0), np.arange(4.0)),
        lambda: (np.arange(6.0)[::2], np.arange(4.0)),
        lambda: (np.arange(3.0), np.arange(1.0)),
        lambda: (np.arange(3), np.arange(4.0)),
        lambda: (np.arange(6.0).reshape(2, 3), np.arange(4.0)),
        lambda: (np.arange(3.0), [1.0, 2.0]),
        lambda: (np.arange(3.0).astype(">f8"), np.arange(4.0)),
    ],
)
def test_the_call_path_takes_what_its_graph_was_made_for_alone(arguments):
    f = ag.function(writes, mode="graph")
    f(np.zeros(3), np.ones(4))
    f(np.zeros(3), np.ones(4))
    mine, theirs = arguments(), arguments()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        result, expected = f(*mine), writes(*theirs)
    np.testing.assert_array_equal(result, expected)
    np.testing.assert_array_equal(mine[0], theirs[0])
    assert result is mine[0]


class Particle:
    """Something with a state."""

    def __init__(self, place, speed):
        self.place = place
        self.speed = speed


def moves(particle, pair, options, dt):
    for _ in range(2):
        particle.place = particle.place + particle.speed * dt
    particle.speed[0] += pair[0]
    return particle, pair[1] * options["scale"], options["name"]


@pytest.mark.parametrize(
    "change",
    [
        lambda p, pair, options: (p, pair, options),
        lambda p, pair, options: (p, (1, pair[1]), options),
        lambda p, pair, options: (p, (pair[0], pair[1], 0), options),
        lambda p, pair, options: (p, pair, {"scale": 2.0, "name": "other"}),
        lambda p, pair, options: (p, pair, {"name": "n", "scale": 2.0}),
        lambda p, pair, options: (p, (pair[0], p.speed), options),
        lambda p, pair, options: (Particle(p.place, p.speed.astype("f4")), pair, options),
    ],
)
def test_the_call_path_takes_objects_apart(change):
    f = ag.function(moves, mode="graph")

    def arguments():
        return Particle(1.0, np.array([1.0, 2.0])), (0.5, np.ones(2)), {"scale": 2.0, "name": "n"}

    for _ in range(3):
        f(*arguments(), 0.1)
    mine, theirs = change(*arguments()), change(*arguments())
    result, expected = f(*mine, 0.1), moves(*theirs, 0.1)
    assert result[0] is mine[0]
    assert result[2] == expected[2]
    for one, two in (
        (result[1], expected[1]),
        (mine[0].place, theirs[0].place),
        (mine[0].speed, theirs[0].speed),
    ):
        np.testing.assert_array_equal(one, two)
        assert type(one) is type(two)


LIMITS = {"low": 1.0}
WEIGHTS = np.array([1.0, 2.0])


def clips(x):
    return np.maximum(x, LIMITS["low"]) * WEIGHTS


def test_the_call_path_reads_outside_variables_at_each_call(monkeypatch):
    f = ag.function(clips, mode="graph", fullgraph=True)
    x = np.array([0.5, 3.0])
    for _ in range(3):
        np.testing.assert_array_equal(f(x), clips(x))
    monkeypatch.setitem(LIMITS, "low", 2.0)
    np.testing.assert_array_equal(f(x), clips(x))
    WEIGHTS[0] = 5.0
    np.testing.assert_array_equal(f(x), clips(x))
    monkeypatch.setitem(globals(), "WEIGHTS", np.array([3, 4]))
    np.testing.assert_array_equal(f(x), clips(x))
    assert f(x).dtype == clips(x).dtype


def test_the_call_path_sees_that_arguments_overlap():
    def shift(a, b):
        for i in range(len(a)):
            a[i] = b[i] * 2
        return a

    f = ag.function(shift, mode="graph")
    f(np.zeros(3), np.ones(3))
    f(np.zeros(3), np.ones(3))
    mine, theirs = np.arange(4.0), np.arange(4.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        f(mine[1:], mine[:-1])
    shift(theirs[1:], theirs[:-1])
    np.testing.assert_array_equal(mine, theirs)
    same = np.ones(3)
    np.testing.assert_array_equal(f(same, same), [2.0, 2.0, 2.0])


def test_results_of_the_call_path_are_arrays_of_their_own():
    f = ag.function(lambda x: (x + 0, x.copy(), x), mode="graph")
    x = np.ones(3)
    for _ in range(3):
        one, two, three = f(x)
        assert three is x
        assert not np.shares_memory(one, two)
        assert not np.shares_memory(one, x)


# -- recursion as Python -----------------------------------------------------------------------------------


@ag.function
def depth(n, words):
    return 0 if n == 0 else 1 + depth(n - 1, words)


@pytest.mark.parametrize("mode", ["auto", "graph", "eager"])
@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_recursion_goes_as_deep_as_python_alone(mode, monkeypatch):
    decorated = ag.function(depth, mode=mode, backend="interpreter")
    monkeypatch.setitem(globals(), "depth", decorated)
    assert decorated(800, open) == 800
    with pytest.raises(RecursionError):
        decorated(10_000, open)
    assert decorated(5, open) == 5


class Tree:
    """A node with children."""

    def __init__(self, *children):
        self.children = children

    @ag.function
    def count(self):
        return 1 + sum(child.count() for child in self.children)


def test_a_method_may_call_itself():
    tree = Tree()
    for _ in range(200):
        tree = Tree(tree)
    assert tree.count() == 201


def totals(values):
    total = 0.0
    for value in values:
        total += value
    return total


def test_a_long_list_of_numbers_is_one_array():
    assert_same(totals, [0.5] * 3000, fullgraph=True)


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_a_long_container_of_other_things_runs_as_python():
    assert_same(totals, (0.5,) * 3000)
    assert_same(totals, [0.5, 1] * 3000)


# -- what modules and classes hold -------------------------------------------------------------------------


def reads_attributes(x, kind):
    total = x * settings.SCALE + settings.TABLE[1] + settings.Config.step
    if kind is settings.Kind.LOW:
        total += Inner.factor
    return settings.Config.twice(total) + np.pi


@pytest.mark.parametrize("backend", ["interpreter", "kernel"])
def test_attributes_of_modules_and_classes_are_read_at_each_call(backend, monkeypatch):
    f = ag.function(reads_attributes, mode="graph", fullgraph=True, backend=backend)

    def check():
        for _ in range(2):
            assert f(1.5, settings.Kind.LOW) == reads_attributes(1.5, settings.Kind.LOW)
        assert f(1.5, settings.Kind.HIGH) == reads_attributes(1.5, settings.Kind.HIGH)

    check()
    monkeypatch.setattr(settings, "SCALE", 5.0)
    check()
    monkeypatch.setattr(settings, "TABLE", settings.TABLE.copy())
    check()
    settings.TABLE[1] = 7.0
    check()
    monkeypatch.setattr(settings.Config, "step", 0)
    check()
    monkeypatch.setattr(Inner, "factor", 9)
    check()
    assert "settings.SCALE" in f.explain(1.5, settings.Kind.LOW).guards


def test_an_exception_finds_the_callers_objects_changed() -> None:
    def read(log: list[float], x: np.ndarray, place: int) -> float:
        log.append(1.0)
        x[0] = 7.0
        return float(x[place])

    for place in (1, 9):
        assert_same(read, [5.0], np.ones(3), place)


def test_histograms_of_many_numbers_add_weights_in_the_order_numpy_adds_them():
    def averaged(x, w, bins):
        counts, edges = np.histogram(x, bins)
        sums, _ = np.histogram(x, bins, weights=w)
        inner, _ = np.histogram(x, bins, (0.25, 0.75), weights=w)
        return counts, edges, sums, inner

    random = np.random.default_rng(5)
    decorated = ag.function(averaged, mode="graph", fullgraph=True)
    for x, bins in ((random.random(150_000), 777), (np.round(random.random(70_000), 3), 1000)):
        w = random.normal(size=x.size)
        for found, wanted in zip(decorated(x, w, bins), averaged(x, w, bins), strict=True):
            assert found.dtype == wanted.dtype
            assert found.tobytes() == wanted.tobytes()


def test_attributes_that_a_function_was_given_before_it_was_decorated_are_read_through():
    def known(function):
        function.kind = "known"
        return function

    @ag.function(mode="graph", backend="interpreter")
    @known
    def f(x):
        return x + len(f.kind)

    assert (f.kind, f(1.0), hasattr(f, "other")) == ("known", 6.0, False)
    f.kind = "new"
    assert (f.kind, f(1.0)) == ("new", 4.0)
    part = ag.function(functools.partial(divmod, 7))
    assert (part.func, part.args) == (divmod, (7,))


def test_one_graph_is_for_all_sizes_where_numpy_is_called_with_a_list_in_another_shape():
    @ag.function(mode="graph", backend="interpreter", fullgraph=True)
    def f(m):
        height, width = m.shape
        table = np.array([i // 2 for i in range(height * width)]).reshape(height, width)
        return np.unique(table, return_inverse=True)[1]

    for shape in ((4, 4), (3, 5), (2, 6)):
        assert f(np.ones(shape)).shape == shape
    assert f.explain().traces == 1
