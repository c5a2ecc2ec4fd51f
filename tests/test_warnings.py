"""Graphs warn of floating-point errors as NumPy does: the same words, at the same lines, once a call."""

import asyncio
import contextlib
import copy
import gc
import struct
import traceback
import warnings

import numpy as np
import pytest

import autograph as ag
from autograph.runtime.errors import Fault, GraphError

ONES, ZEROS, MIXED = np.ones(9), np.zeros(9), np.array([1.0, 0.0, -1.0, np.nan, np.inf])


def warned(function, args, action="always"):
    """Return what a call warned of, and what it raised."""
    raised = None
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter(action)
        try:
            function(*copy.deepcopy(args))
        except Exception as error:
            raised = type(error), str(error)
    return [(w.category, str(w.message), w.filename, w.lineno) for w in log], raised


def expected(function, args):
    found, raised = warned(function, args)
    return list(dict.fromkeys(found)), raised


def divided(a, b):
    return a / b


def logs(a, b):
    x = np.log(a)
    y = np.exp(b)
    return x + y


def one_line(a, b):
    return np.log(a) / b + np.sqrt(-a)


def powers(a, b):
    return a**b, np.reciprocal(a), np.arctanh(a)


def remainders(a, b):
    q = a // b
    r = a % b
    return q, r, np.fmod(a, b)


def casts(a, b):
    whole = a.astype(np.int64)
    return whole, b.astype(np.float32)


def element_by_element(a, b):
    out = np.zeros(len(a))
    for i in range(len(a)):
        out[i] = a[i] / b[i]
    return out


def in_place(a, b):
    for i in range(len(a)):
        a[i] = a[i] / b[i]


def whole_in_place(a, b):
    a /= b
    a -= a


def helper(a, b):
    return a / b


def in_a_helper(a, b):
    return helper(a, b) + 1


def in_a_branch(a, b):
    if a.sum() > 0:
        c = a / b
    else:
        c = a - b
    return c


def folded(a, b):
    return (a / b).sum(), np.sum(a - np.inf), np.cumsum(a * 1e308), np.prod(a + 1e300)


def products(a, b):
    m = np.outer(a, b) * 1e200
    return m @ m, np.dot(a, a)


def host_calls(a, b):
    return np.median(a / b), np.linalg.norm(a * 1e200), np.heaviside(a, b)


def known_in_advance(a, b):
    x = np.arccosh(0.5) + a
    y = np.reciprocal(0)
    return x, y


def of_constants(a, b):
    with np.errstate(divide="ignore"):
        c = np.float32(1) / np.float32(0)
    if a[0] > 1:
        c = c + np.float32(3) % np.float32(-0.0)
    return c, np.float32(2) / np.float32(0) if b[0] > 10 else 1.0


def means_of_nothing(a, b):
    return np.nanmean(a * np.nan), np.nanvar(b)


def imaginary_parts_lost(a, b):
    whole = (a * 1j).astype(np.float64)
    single = np.array(a + 1j * b, dtype="f4")
    np.multiply(a, 2j, out=b, casting="unsafe")
    return whole, single, b


def printed(a, b):
    print("before")
    c = a / b
    print("after", c[0])
    return c


def silenced(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        c = a / b
    return c, np.log(b - 2)


def silenced_and_not(a, b):
    with np.errstate(all="ignore"):
        c = a / b
        with np.errstate(divide="warn"):
            d = a / b
    return c, d


def silenced_in_rounds(a, b):
    out = np.zeros(len(a))
    for i in range(len(a)):
        with np.errstate(divide="ignore"):
            out[i] = a[i] / b[i]
    return out


def drawn(rng, b):
    x = rng.normal(size=20)
    return np.log(x), 1 / b


def drawn_by_its_own(b, seed):
    x = np.random.default_rng(seed).normal(size=20)
    return np.log(x), 1 / b


def of_numbers(x, y):
    return np.sqrt(x), np.abs(x), x // y, x % y, np.float32(x) / np.float32(y)


def only_compared(x, y):
    return x / y > 1, int((x / y) > 2), np.log(y) < 5


def called_by_itself(a, n):
    if n == 0:
        return a / 0.0
    return called_by_itself(a * 2, n - 1) + np.log(a - 1)


def calls_itself_under_settings(a, b):
    with np.errstate(all="ignore"):
        x = called_by_itself(b, 2)
    y = called_by_itself(a, 2)
    with np.errstate(divide="ignore"):
        z = called_by_itself(b, 2)
    return x, y, z


def collected(a, b):
    return [x / y for x, y in zip(a, b, strict=False)], np.array([np.log(y) for y in b])


def then_fails(a, b):
    a /= b
    a[1] = 7
    return a[len(a) + 3]


def fails_in_rounds(a, b):
    for i in range(9):
        print(i)
        a[i] = a[i] / b[i]


def never_taken(a, b):
    for _ in range(int(a[0]) - 1):
        a = a / b
    return a


WARNING = [
    (divided, (ONES, ZEROS), (ZEROS, ZEROS), (ONES * 1e300, ONES * 1e-300), (MIXED, MIXED)),
    (divided, (np.float64(1), np.float64(0)), (1.0, ZEROS), (np.float32(0), np.float32(0)), (1, np.int64(0))),
    (divided, (ONES * 1j, ZEROS * 1j), (np.complex128(1), np.complex128(0))),
    (logs, (ZEROS, ONES), (-ONES, ONES * 1000), (MIXED, MIXED * 1000)),
    (one_line, (ONES, ZEROS), (ZEROS, ONES), (-ONES, ZEROS)),
    (powers, (ZEROS, -ONES), (ONES * 1e200, ONES * 2), (-ONES, ONES / 2), (MIXED, MIXED)),
    (remainders, (ONES, ZEROS), (MIXED, MIXED), (np.arange(5), np.arange(5))),
    (remainders, (np.int32(3), np.int32(0)), (np.uint8(3), np.uint8(0)), (np.float64(3), np.float64(0))),
    (casts, (ONES * np.nan, ONES), (ONES * 1e30, ONES * 1e300), (ONES, ONES)),
    (element_by_element, (ONES, ZEROS), (ZEROS, ZEROS), (MIXED, MIXED), (ONES[:0], ZEROS[:0])),
    (in_place, (ONES, ZEROS), (ZEROS, ZEROS)),
    (whole_in_place, (ONES, ZEROS), (ONES, ONES)),
    (in_a_helper, (ONES, ZEROS)),
    (in_a_branch, (ONES, ZEROS), (-ONES, ZEROS)),
    (folded, (ONES, ZEROS), (ONES * np.inf, ONES)),
    (products, (ONES, ONES), (ONES * np.inf, ONES * np.inf)),
    (host_calls, (ONES, ZEROS), (ZEROS, ZEROS)),
    (known_in_advance, (ONES, ZEROS)),
    (of_constants, (ONES, ZEROS), (ONES * 2, ONES), (ZEROS, ONES * 20)),
    (imaginary_parts_lost, (ONES, ZEROS)),
    (printed, (ONES, ZEROS), (ONES, ONES)),
    (silenced, (ONES, ZEROS), (ONES, ONES * 5)),
    (silenced_and_not, (ONES, ZEROS), (ONES, ONES)),
    (silenced_in_rounds, (ONES, ZEROS), (ZEROS, ZEROS)),
    (drawn, (np.random.default_rng(3), ZEROS)),
    (drawn_by_its_own, (ZEROS, 3)),
    (
        of_numbers,
        (np.int64(-4), np.int64(0)),
        (np.float64(-4), np.float64(0)),
        (np.float32(2), np.float32(1)),
    ),
    (only_compared, (np.float64(0), np.float64(0)), (np.float32(1), np.float32(0)), (np.float64(3), 1.0)),
    (called_by_itself, (ONES, 3)),
    (calls_itself_under_settings, (ONES, ZEROS), (ONES * 2, ONES)),
    (collected, (ONES, ZEROS), (ONES, ONES)),
    (then_fails, (ONES, ZEROS), (ONES, ONES)),
    (fails_in_rounds, (ONES[:5], ZEROS[:5]), (ONES, ZEROS), (ONES[:5], ONES[:5])),
    (never_taken, (ONES, ZEROS), (ONES * 3, ZEROS)),
]


@pytest.mark.parametrize("backend", ["kernel", "interpreter"])
@pytest.mark.parametrize(("function", "sets"), [(f, sets) for f, *sets in WARNING])
def test_a_graph_warns_as_numpy_does(function, sets, backend, capsys):
    decorated = ag.function(function, mode="graph", backend=backend, fullgraph=True)
    for args in sets:
        for _ in range(2):
            assert warned(decorated, args) == expected(function, args)


@pytest.mark.parametrize("backend", ["kernel", "interpreter"])
@pytest.mark.parametrize(("function", "sets"), [(f, sets) for f, *sets in WARNING])
def test_a_warning_that_is_to_be_an_exception_is_raised(function, sets, backend, capsys):
    decorated = ag.function(function, mode="graph", backend=backend, fullgraph=True)
    for args in sets:
        outcomes = []
        for target in (function, decorated):
            given = copy.deepcopy(args)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    result = repr(target(*given))
                except (Warning, IndexError) as error:
                    frames = traceback.extract_tb(error.__traceback__)
                    result = str(error), [(frame.filename, frame.lineno) for frame in frames[1:]]
            state = [g.bit_generator.state if isinstance(g, np.random.Generator) else repr(g) for g in given]
            outcomes.append(((result, state), capsys.readouterr().out))
        (eager, shown), (ours, printed) = outcomes
        assert eager == ours
        assert printed.startswith(shown)  # what comes after the line in question may be printed by then


# ------------------------------------------------------------------ what does not warn


def guarded(a, b):
    out = np.zeros(len(a))
    for i in range(len(a)):
        if b[i] != 0:
            out[i] = a[i] / b[i]
        else:
            out[i] = -1.0
    return out


def guarded_by_a_chain(a, b):
    total = 0.0
    for x, y in zip(a, b, strict=False):
        total += x / y if y > 0 and x < y else 1.0
    return total


def guarded_outside(a, b):
    d = b[0]
    out = np.zeros(len(a))
    if d != 0:
        for i in range(len(a)):
            out[i] = a[i] / d
    return out


def no_rounds(a, b):
    total = 0.0
    for i in range(int(b[0])):
        total += a[i] / b[i] + np.log(b[i])
    return total


def clipped(a, b):
    return np.divide(a, b, out=np.zeros_like(a), where=b != 0), np.log(np.maximum(b, 1e-300))


def python_floats(a, x):
    for _ in range(400):
        x = x * 10.0
    return a + 1, x, x - x, x * 0.0


def infinite(a, b):
    x = a + np.inf
    return x * 2 + 1, x > 0, 1 / x, np.exp(-x), np.maximum(x, b)


def not_numbers(a, b):
    x = a * np.nan
    return (
        x + b,
        x < b,
        np.sqrt(x),
        np.log(x),
        np.exp(x),
        x.sum(),
        np.isnan(x).any(),
        np.maximum(x, b),
    )


def tiny(a, b):
    return np.exp(a * -1000), a * 1e-300 * 1e-300, np.float32(1e-30) * np.float32(1e-30)


def compared(a, b):
    n = 0
    for x in a:
        if x < b[0] or x >= b[1]:
            n += 1
    return n, (a < b).sum(), np.argmax(a)


def usual(a, b):
    return (
        1 / (1 + np.exp(-a)),
        np.hypot(a, b),
        np.sin(a * 500),
        np.tanh(a),
        np.log1p(a * a),
        np.arctan2(a, b),
    )


def waves(a, b):
    return np.sin(a) + np.cos(b), np.sin(np.concatenate([b, a]))


def scores(a, b):
    e = np.exp(a - a.max())
    return e / e.sum(), a.mean(), a.var(), np.linalg.norm(a), (a * b) @ a


SILENT = [
    (guarded, (ONES, ZEROS), (ONES, np.arange(9.0))),
    (guarded_by_a_chain, (ONES, ZEROS), (ONES, np.arange(9.0))),
    (guarded_outside, (ONES, ZEROS)),
    (no_rounds, (ONES, ZEROS)),
    (clipped, (ONES, ZEROS), (ONES, np.arange(9.0))),
    (python_floats, (ONES, 2.0)),
    (infinite, (ONES, ONES)),
    (not_numbers, (ONES, ONES)),
    (tiny, (ONES, ONES)),
    (compared, (MIXED, ONES[:5]), (ONES * np.nan, ONES)),
    (usual, (np.linspace(-3, 3, 50), np.linspace(1, 2, 50))),
    (waves, (ZEROS, ZEROS), (ZEROS * np.nan, -ZEROS), (ONES * 1e300, ONES * 5e-324)),
    (scores, (np.linspace(-3, 3, 50), np.linspace(1, 2, 50))),
]


@pytest.mark.parametrize("backend", ["kernel", "interpreter"])
@pytest.mark.parametrize(("function", "sets"), [(f, sets) for f, *sets in SILENT])
def test_a_graph_is_silent_where_numpy_is(function, sets, backend):
    decorated = ag.function(function, mode="graph", backend=backend, fullgraph=True)
    for args in sets:
        assert expected(function, args) == ([], None)
        for _ in range(3):
            assert warned(decorated, args, "error") == ([], None)


# ------------------------------------------------------------------ Python's filters, NumPy's settings


def test_a_warning_is_shown_once_for_a_line_whoever_gives_it_first():
    decorated = ag.function(divided, mode="graph")
    decorated(ONES, ONES + 1)  # Numba changes filters while it compiles: Python forgets what it has shown
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("default")
        for function in (divided, decorated, decorated, divided, decorated):
            function(ONES, ZEROS)
        assert len(log) == 1
        for function in (decorated, divided, decorated):
            function(ZEROS, ZEROS)
        assert len(log) == 2


def test_tracing_makes_python_forget_no_warning():
    def calls_back(a):
        return np.median(a) + np.heaviside(a, 1.0)

    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("default")
        divided(ONES, ZEROS)
        ag.function(calls_back, mode="graph", backend="interpreter")(ONES)
        divided(ONES, ZEROS)
    assert [str(w.message) for w in log] == ["divide by zero encountered in divide"]


def test_ignored_warnings_are_not_looked_for(monkeypatch):
    monkeypatch.setattr("autograph.telling.observe", None)
    decorated = ag.function(divided, mode="graph")
    assert warned(decorated, (ONES, ZEROS), "ignore") == ([], None)
    with np.errstate(divide="ignore"):
        assert warned(decorated, (ONES, ZEROS)) == ([], None)


def test_looking_for_warnings_does_not_undo_a_call_nor_swallow_an_interrupt(monkeypatch):
    def broken(graph, inputs, machine):
        raise GraphError("a defect")

    def interrupted(graph, inputs, machine):
        raise Fault(KeyboardInterrupt(), None)

    for replacement, outcome in (
        (broken, contextlib.nullcontext()),
        (interrupted, pytest.raises(KeyboardInterrupt)),
    ):
        monkeypatch.setattr("autograph.runtime.observing.interpret", replacement)
        decorated = ag.function(divided, mode="graph")
        with outcome:
            assert np.isinf(decorated(ONES, ZEROS)).all()


def test_what_is_never_found_is_not_looked_for_any_longer(monkeypatch):
    monkeypatch.setattr("autograph.telling.GRACE", 0.0)
    monkeypatch.setattr("autograph.telling.SHARE", 0.0)
    looked = []
    monkeypatch.setattr("autograph.telling.observe", lambda *given: looked.append(given) or ([], None))
    decorated = ag.function(divided, mode="graph")
    for _ in range(5):
        decorated(ONES, ZEROS)
    assert len(looked) == 1


def test_a_decorated_function_warns_at_any_tier():
    decorated = ag.function(element_by_element)
    wanted = set(expected(element_by_element, (ONES, ZEROS))[0])
    for _ in range(60):
        assert set(warned(decorated, (ONES, ZEROS))[0]) == wanted
    many = np.ones(300_000), np.ones(300_000)
    many[1][0] = 0.0
    for _ in range(12):
        assert set(warned(decorated, many)[0]) == wanted


def test_the_parts_of_a_function_warn_too():
    def f(a, b):
        struct.pack("d", a[0])
        out = np.zeros(len(a))
        for i in range(len(a)):
            out[i] = a[i] / b[i]
        return out + np.log(b)

    decorated = ag.function(f, mode="graph")
    with pytest.warns(ag.ConversionWarning):
        decorated(ONES, ONES)
    for _ in range(3):
        assert set(warned(decorated, (ONES, ZEROS))[0]) == set(expected(f, (ONES, ZEROS))[0])


def test_a_handler_of_the_programs_own_sees_the_warning():
    @ag.function(mode="graph")
    def f(a, b):
        try:
            return a / b
        except RuntimeWarning:
            return "caught"

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert f(ONES, ZEROS) == "caught"
        np.testing.assert_array_equal(f(ONES, ONES), ONES)


@pytest.mark.parametrize("backend", ["interpreter", "kernel"])
def test_warnings_of_numpys_own_python_name_the_users_line(backend):
    graph = ag.function(means_of_nothing, mode="graph", backend=backend)
    with pytest.warns(RuntimeWarning, match="Mean of empty slice") as warned:
        graph(ONES, ZEROS)
    assert {one.filename for one in warned} == {__file__}


def given_a_shape(x):
    y = x + 1
    y.shape = (1, -1)
    return y


def test_a_shape_that_is_assigned_warns_where_numpy_says_so():
    graph = ag.function(given_a_shape, mode="graph", backend="interpreter")
    for _ in range(2):
        assert warned(graph, (ONES,)) == expected(given_a_shape, (ONES,))


def awaited(x):
    async def doubled(value):
        return value * 2

    return asyncio.run(doubled(x.sum()))


def test_tracing_leaves_no_coroutine_that_nobody_awaits():
    function = ag.function(mode="graph")(awaited)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert function(np.ones(3)) == 6.0
        gc.collect()
    assert [warning.category for warning in said] == [ag.ConversionWarning]
