"""Arrays in kernels are given up once each, after their last use, however the function ends."""

from __future__ import annotations

import ast
import gc

import numpy as np
import pytest
from numba.core.runtime import _nrt_python, rtsys

import autograph as ag
from autograph.runtime.codegen.machine_lifetimes import Lifetimes

# ---------------------------------------------------------------- as many are freed as were made


def swapped(x, n):
    total = x * 0
    for i in range(n):
        t = x * i
        u = t + total
        if u.sum() > 1e3:
            break
        total, t = u, total
    return total


def stopped(x, n):
    t = x + 1
    for i in range(n):
        t = t * 2
        if i == n - 1:
            raise ValueError("the end")
    return t


def halves(x):
    if x.shape[0] <= 1:
        return x
    middle = x.shape[0] // 2
    return np.concatenate((halves(x[:middle]) + 1, halves(x[middle:])))


def chosen(x, copies):
    y = x[::2].copy() if copies else np.zeros(3)
    z = y
    while z.sum() < 100:
        z = z + y + 1
    return z, y


def view_returned(x, n):
    rows = np.zeros((n, x.shape[0]))
    for i in range(n):
        rows[i] = x * i
    return rows[n - 1]


CALLS = [
    (swapped, (np.arange(8.0), 4)),
    (swapped, (np.arange(8.0), 40)),
    (stopped, (np.arange(8.0), 0)),
    (stopped, (np.arange(8.0), 3)),
    (halves, (np.arange(16.0),)),
    (chosen, (np.arange(8.0), True)),
    (chosen, (np.arange(8.0), False)),
    (view_returned, (np.arange(8.0), 3)),
]


def run(function, args):
    try:
        return function(*args)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(("function", "args"), CALLS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_array_that_a_kernel_makes_is_freed(function, args):
    _nrt_python.memsys_enable_stats()
    graph = ag.function(mode="graph", fullgraph=True)(function)
    for _ in range(2):
        np.testing.assert_equal(run(graph, args), run(function, args))
    gc.collect()
    before = rtsys.get_allocation_stats()
    for _ in range(5):
        run(graph, args)
    gc.collect()
    after = rtsys.get_allocation_stats()
    assert after.mi_alloc - before.mi_alloc == after.mi_free - before.mi_free


# ---------------------------------------------------------------- after their last use


def lifetimes(source):
    body = ast.parse(source).body
    return body, Lifetimes(body)


def released(source, *names):
    """Return after which lines variables are given up."""
    _, found = lifetimes(source)
    return {name: line.lineno for line, several in found.releases(set(names)).items() for name in several}


def test_a_variable_is_given_up_after_the_last_statement_that_names_it():
    assert released("a = f()\nb = g(a)\nc = g(b)\nd = 1", "a", "b") == {"a": 2, "b": 3}


def test_a_variable_of_a_round_is_given_up_in_the_round():
    assert released("while go:\n    a = f()\n    b = a\n    c = 1", "a") == {"a": 3}


def test_a_variable_that_the_next_round_reads_is_given_up_after_the_loop():
    assert released("while go:\n    b = a\n    a = f()\nc = 1", "a") == {"a": 1}
    assert released("while go:\n    if first:\n        a = f()\n    b = a\nc = 1", "a") == {"a": 1}


def test_a_variable_of_both_branches_is_given_up_after_them():
    assert released("if c:\n    a = f()\nelse:\n    a = g()\nd = 1", "a") == {"a": 1}
    assert released("if c:\n    a = f()\n    b = a\nelse:\n    b = 1", "a") == {"a": 3}


def test_only_what_one_statement_assigns_and_what_follows_it_uses_keeps_a_value():
    assert lifetimes("a = 1\nif c:\n    b = a\n    d = b\nelse:\n    d = 2")[1].steady == {"a", "b"}
    assert lifetimes("e = 1\nwhile e:\n    e = f(e)\n    g = e\n    h = g")[1].steady == {"g", "h"}
    assert lifetimes("while go:\n    b = a\n    a = f()")[1].steady == {"b"}
