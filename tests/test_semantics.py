"""The deviations that docs/semantics.md lists, each as it is described there, and its promises."""

import inspect
import math
import re
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import autograph as ag

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "semantics.md").read_text(encoding="utf-8")


def test_every_deviation_has_its_test():
    listed = re.findall(r"^(\d+)\. \*\*", PAGE.split("## Deviations")[1], flags=re.MULTILINE)
    tested = [name for name in globals() if name.startswith("test_deviation_")]
    assert [int(number) for number in listed] == sorted({int(name.split("_")[2]) for name in tested})


def test_deviation_1_sums_are_equal_up_to_rounding():
    def f(x):
        return (x * 0.1).sum(), np.exp(x).mean()

    x = np.random.default_rng(0).random(10_001)
    np.testing.assert_allclose(ag.function(mode="graph")(f)(x), f(x), rtol=1e-13)


def test_deviation_1_arithmetic_of_elements_is_equal_to_the_last_bit():
    def f(x, y):
        return (x * y + x / y - np.sqrt(x)) * 0.1

    x, y = np.random.default_rng(0).random((2, 1001))
    np.testing.assert_array_equal(ag.function(mode="graph")(f)(x, y), f(x, y))


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_deviation_2_frames_are_those_of_converted_code():
    def f(x):
        y = x + 1
        return inspect.currentframe().f_code.co_name, sys._getframe().f_lineno, y

    name, line, value = ag.function(mode="graph")(f)(1)
    assert name == "f"
    assert line == f.__code__.co_firstlineno + 2
    assert value == 2


def test_deviation_3_numbers_and_tuples_are_equal_and_arrays_the_same():
    def f(n, pair, x):
        return n, pair, x

    n, x = 10**15, np.ones(3)
    number, pair, array = ag.function(mode="graph")(f)(n, (1.5, n), x)
    assert number == n
    assert type(number) is int
    assert pair == (1.5, n)
    assert array is x


def _busy(counts, rounds):
    """Work that no compiler can shorten, and a count of how much of it is done."""
    n = 1.0
    for i in range(rounds):
        n = n * 0.999 + 1.0 / (n + 1.0)
        counts[0] = i + 1
    return n


ROUNDS = 50_000_000  # some tenths of a second in a kernel


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timers")
def test_deviation_4_interruption_waits_for_the_kernel():
    busy = ag.function(mode="graph")(_busy)
    counts = np.zeros(1, dtype=np.int64)
    busy(counts, 10)

    def interrupt(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        with pytest.raises(KeyboardInterrupt):
            busy(counts, ROUNDS)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert counts[0] == ROUNDS


def test_deviation_5_a_kernel_leaves_the_lock_to_other_threads():
    busy = ag.function(mode="graph")(_busy)
    counts = np.zeros(1, dtype=np.int64)
    busy(counts, 10)
    thread = threading.Thread(target=busy, args=(counts, ROUNDS))
    thread.start()
    ticks = 0
    while thread.is_alive():
        ticks += 1
        time.sleep(0.001)
    thread.join()
    assert ticks > 0  # this thread ran while the kernel did
    assert counts[0] == ROUNDS


def test_deviation_6_what_a_long_loop_would_warn_of_late_may_be_missed():
    def f(x):
        total = np.float64(0.0)
        for value in x:
            total += 1 / value
        return total

    x = np.ones(200_000)
    x[-1] = 0.0
    assert ag.function(mode="graph")(f)(x) == np.inf  # in silence
    with pytest.warns(RuntimeWarning, match="divide by zero encountered in scalar divide"):
        ag.function(mode="graph")(f)(x[-3:])


def test_deviation_6_underflow_and_integers_that_wrap_are_silent():
    @ag.function(mode="graph")
    def f(x, n):
        return x * x, n * n

    with np.errstate(under="warn"):
        assert f(np.float64(1e-300), np.int32(2**20)) == (0, 0)


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
def test_deviation_6_an_error_that_is_to_raise_raises():
    def f(x):
        return 1 / x

    decorated = ag.function(mode="graph")(f)
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError):
        decorated(np.zeros(2))


def test_deviation_7_a_class_defined_inside_is_one_for_all_calls():
    def f(x):
        class Pair:
            def __init__(self, first):
                self.first = first

        return Pair(x)

    graph = ag.function(mode="graph")(f)
    one, two = graph(1.5), graph(2.5)
    assert (one.first, two.first) == (1.5, 2.5)
    assert type(one) is type(two)
    assert type(one).__qualname__ == type(f(1.5)).__qualname__


def test_deviation_8_a_patched_library_is_not_noticed_before_the_graph_is_made_anew(monkeypatch):
    def f(x):
        return np.sin(x)

    graph = ag.function(mode="graph")(f)
    assert graph(0.5) == f(0.5)
    monkeypatch.setattr(np, "sin", np.cos)
    assert graph(0.5) != f(0.5)
    graph.clear()
    assert graph(0.5) == f(0.5)


def test_deviation_9_results_made_of_strided_arguments_may_lie_in_another_order():
    def f(x):
        return x.T + 1

    graph = ag.function(mode="graph")(f)
    strided = np.arange(12.0).reshape(3, 4)[:, ::2]
    np.testing.assert_array_equal(graph(strided), f(strided))
    assert graph(strided).flags.c_contiguous
    assert f(strided).flags.f_contiguous
    assert graph(strided.copy()).flags.f_contiguous


def test_python_integers_are_exact():
    def f(n):
        product = 1
        for i in range(1, n + 1):
            product *= i
        return product

    assert ag.function(mode="graph")(f)(25) == math.factorial(25)


def test_division_by_zero_is_pythons_or_numpys():
    def f(x):
        return 1.0 / x

    graph = ag.function(mode="graph")(f)
    with pytest.raises(ZeroDivisionError, match="float division by zero"):
        graph(0.0)
    with np.errstate(divide="ignore"):
        assert graph(np.float64(0.0)) == np.inf


def test_math_raises_where_numpy_gives_nan():
    def f(x):
        return math.sqrt(x)

    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        ag.function(mode="graph")(f)(-1.0)


def test_what_was_written_before_an_exception_stays():
    def f(x):
        for i in range(5):
            x[i] = i + 1.0

    x = np.zeros(3)
    with pytest.raises(IndexError, match="index 3 is out of bounds for axis 0 with size 3"):
        ag.function(mode="graph")(f)(x)
    np.testing.assert_array_equal(x, [1.0, 2.0, 3.0])


def test_a_returned_view_is_a_view_of_the_callers_array():
    def f(x):
        return x[1:]

    x = np.zeros(3)
    ag.function(mode="graph")(f)(x)[0] = 5.0
    assert x[1] == 5.0
