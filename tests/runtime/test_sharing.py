"""Loops that several threads run: the same answers and warnings, with many threads and in forks."""

import subprocess
import sys
import textwrap
import threading
import warnings

import numpy as np
import pytest

import autograph as ag
from autograph.runtime.codegen import compiling
from autograph.runtime.codegen.sharing import Part, without_leaks

RANDOM = np.random.default_rng(7)
WIDE, TALL, CUBE = RANDOM.random((300, 400)), RANDOM.random((90_000, 3)), RANDOM.random((60, 70, 80))
LINE, WHOLE = RANDOM.random(300_000), RANDOM.integers(-9, 9, (400, 500))


def chain(x):
    return np.exp(x) * 2 + np.where(x > 0.5, np.sin(x), x)


def stencil(x, rounds):
    y = x.copy()
    for _ in range(rounds):
        y[1:-1, 1:-1] = 0.2 * (x[1:-1, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:] + x[2:, 1:-1] + x[:-2, 1:-1])
        x[1:-1, 1:-1] = y[1:-1, 1:-1] + x[:-2, 1:-1]
    return x, y


def in_place(x):
    x *= 2
    x[:, 1:] = x[:, :-1] + 1
    x[1:] += x[:-1]
    return x


def backwards(x):
    x[:] = x[::-1] + x[:, ::-1]
    return x


def over_rows(x):
    least = x.min(axis=1, keepdims=True)
    parts = np.exp(x - least)
    return parts / parts.sum(axis=1, keepdims=True), x.argmax(axis=1), x.mean(axis=-1)


def over_columns(x):
    return x.sum(axis=0), x.max(axis=0), x.argmin(axis=0), x.any(axis=0)


def over_the_middle(x):
    return x.sum(axis=1), x.max(axis=(1, 2)), (x * x).sum(axis=(0, 2)), x.sum(axis=2)


def counted(x):
    total = 0
    for k in range(3):
        x[k:] += k
        total += int(x[k].sum())
    return total, x // 3, x % 5 == 2


def several(x):
    a = x * 2
    b = a + x
    c = np.sqrt(b)
    return a, b, c, c.sum()


CASES = [
    (chain, (WIDE,)), (chain, (LINE,)), (chain, (TALL,)), (chain, (LINE.astype(np.float32),)),
    (chain, (np.asfortranarray(WIDE),)), (chain, (WIDE[::2, ::3],)), (stencil, (WIDE, 5)),
    (stencil, (WIDE.astype(np.float32), 2)), (in_place, (WIDE,)), (in_place, (WHOLE,)), (backwards, (WIDE,)),
    (over_rows, (WIDE,)), (over_rows, (TALL,)), (over_columns, (WIDE,)), (over_columns, (WHOLE,)),
    (over_the_middle, (CUBE,)), (over_the_middle, (CUBE.astype(np.float32),)), (counted, (WHOLE,)),
    (several, (WIDE,)), (several, (LINE * 1j,)),
]  # fmt: skip


def copied(args):
    return tuple(a.copy(order="K") if isinstance(a, np.ndarray) else a for a in args)


def leaves(value):
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, tuple) else [value]


def assert_same(found, expected):
    for one, other in zip(leaves(found), leaves(expected), strict=True):
        assert type(one) is type(other)
        np.testing.assert_array_equal(one, other, strict=isinstance(one, np.ndarray))


@pytest.mark.parametrize(("function", "args"), CASES)
@pytest.mark.parametrize("parallel", [None, False])
def test_long_loops_give_what_numpy_gives(function, args, parallel):
    mine, its = copied(args), copied(args)
    decorated = ag.function(function, mode="graph", fullgraph=True, parallel=parallel)
    assert ("share(" in decorated.trace(*args).kernel_source) is (parallel is None)
    for _ in range(2):
        assert_same((decorated(*mine), mine), (function(*its), its))


def long_one(x):
    y = np.sqrt(x * x + 1.0)
    least = y[1:].min()
    rows = (y - least).reshape(-1, 3).sum(axis=1)
    return y, least, rows, np.exp(-rows)


def test_a_long_function_is_compiled_without_unrolling(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRAPH_CACHE_DIR", str(tmp_path))  # what was compiled before is not compiled again
    monkeypatch.setattr(compiling, "LARGE", 0)
    made = []
    optimize = compiling._Library._optimize_large
    monkeypatch.setattr(
        compiling._Library, "_optimize_large", lambda self: made.append(self) or optimize(self)
    )
    graph = ag.function(long_one, mode="graph")
    for x in (LINE, LINE[:3]):
        assert_same(graph(x), long_one(x))
    assert len(made) == 1


def test_many_threads_share_loops_at_once():
    decorated = ag.function(stencil, mode="graph", parallel=True)
    expected = stencil(WIDE.copy(), 20)
    found = [None] * 6

    def work(place):
        for _ in range(5):
            found[place] = decorated(WIDE.copy(), 20)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(found))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        assert_same(one, expected)


def quotient(a, b):
    return a / b


@pytest.mark.parametrize("place", [0, 399, 60_000, -1])
def test_errors_in_any_piece_are_warned_of(place):
    decorated = ag.function(quotient, mode="graph")
    divisors = np.ones((300, 400))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decorated(WIDE, divisors)
    divisors.flat[place] = 0
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        decorated(WIDE, divisors)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decorated(WIDE, WIDE)


PROGRAM = """
import os, sys
import numpy as np
import autograph as ag

@ag.function(mode="graph")
def f(x, rounds):
    for _ in range(rounds):
        x = x * 0.5 + np.sqrt(x)
    return x

x = np.linspace(1, 2, 200_000).reshape(400, 500)
expected = f.original(x, 9)
for _ in range({calls}):
    assert np.array_equal(f(x, 9), expected)
child = os.fork()
for _ in range(9):
    assert np.array_equal(f(x, 9), expected)
if not child:
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""


@pytest.mark.skipif(sys.platform != "linux", reason="loops are shared on Linux")
@pytest.mark.parametrize(("calls", "most"), [(0, "8"), (3, "8"), (3, "1"), (3, "nonsense")])
def test_forked_processes_share_loops_too(calls, most, tmp_path, monkeypatch):
    file = tmp_path / "program.py"
    file.write_text(textwrap.dedent(PROGRAM.format(calls=calls)))
    monkeypatch.setenv("AUTOGRAPH_THREADS", most)
    subprocess.run([sys.executable, "-W", "ignore", str(file)], check=True, timeout=120)


def test_a_loop_whose_variable_is_read_after_it_stays_in_place():
    loop = ("    for i in range(n):", "        t = i")
    one = Part("def part(): ...\n", "    share(part, n)", loop, frozenset("t"), "part", True)
    call = "    share(part_1, n)"
    other = Part("def part_1(): ...\n", call, ("    for i in range(n):",), frozenset("u"), "part_1", True)
    lines = ["    n = 3", one.call, other.call, "    return t"]
    assert without_leaks(lines, [one, other]) == (
        ["    n = 3", *one.lines, other.call, "    return t"],
        [other],
    )
