"""Loops that were moved into functions of their own change nothing, and can be converted by themselves."""

from __future__ import annotations

import linecache
import re
import warnings
from typing import Any

import plain_operators
import pytest
from control_outcomes import load, outcome
from random_control import program

from autograph.converters import convert
from autograph.converters.loops import Outlined, outline

NAME = "<loops>"


def outlined(body: str, header: str = "def f(x, n):") -> tuple[Any, Outlined]:
    lines = [header, *(f"    {line}" for line in body.strip("\n").splitlines())]
    function = load("\n".join(lines) + "\n", NAME)
    return function, outline(function, plain_operators)


def steps(function: Any, arguments: tuple[Any, ...], namespace: dict[str, Any]) -> list[str]:
    """Return what a call does, less the lines of its traceback: a moved loop has a frame more."""
    return [re.sub(r" at [\d, ]+", "", step) for step in outcome(function, namespace, arguments)]


MOVED = {
    "sum": """
t = 0
for i in range(n):
    t += i * x
return t""",
    "while": """
while n > 0:
    n -= 1
return n, x""",
    "result may be unassigned": """
for i in range(n):
    last = i
log(1)
return last""",
    "return": """
for i in range(n):
    if i == x:
        return i, 'found'
return n""",
    "break and else": """
for i in range(n):
    if i == x:
        break
else:
    n = -1
return n""",
    "continue": """
t = 0
while n:
    n -= 1
    if n == x:
        continue
    t += n
return t""",
    "generator used at once": """
t = 0
for i in range(n):
    t += sum(j * x for j in range(i))
return t""",
    "handler inside": """
for i in range(n):
    try:
        log(i, 1 / i)
    except ZeroDivisionError as e:
        log(i, e)
return x""",
    "temporary deleted": """
t = 0
for i in range(n):
    u = i
    t += u
    del u
return t""",
    "global": """
global counter
counter = 0
for i in range(n):
    counter += i
return counter""",
    "in a branch": """
if x:
    for i in range(n):
        log(i)
else:
    while n:
        n -= 1
return n""",
}
STAYING = {
    "closure sees it": """
t = 0
g = lambda: t
for i in range(n):
    t += i
return g()""",
    "closure made in it": """
calls = []
for i in range(n):
    calls.append(lambda: i)
return [c() for c in calls]""",
    "handler sees it": """
t = 0
try:
    for i in range(n):
        t += 1 / (i - 2)
except ZeroDivisionError:
    pass
return t""",
    "read unassigned": """
if x:
    t = 0
for i in range(n):
    t += i
return n""",
    "deleted for good": """
t = 0
for i in range(n):
    if i:
        del t
        break
return t""",
}


@pytest.mark.parametrize("body", MOVED.values(), ids=MOVED.keys())
def test_a_loop_that_is_moved_does_the_same(body: str) -> None:
    function, result = outlined(body)
    assert result.loops
    for arguments in [(0, 5), (2, 3), (1, 0)]:
        wanted = steps(function, arguments, function.__globals__)
        assert steps(result.function, arguments, function.__globals__) == wanted
    for loop in result.loops:
        assert convert(loop.function, plain_operators).source
        assert function.__code__.co_firstlineno < loop.lineno


@pytest.mark.parametrize("body", STAYING.values(), ids=STAYING.keys())
def test_a_loop_stays_where_moving_it_would_be_noticed(body: str) -> None:
    function, result = outlined(body)
    assert not result.loops
    for arguments in [(0, 5), (2, 3), (1, 0)]:
        wanted = steps(function, arguments, function.__globals__)
        assert steps(result.function, arguments, function.__globals__) == wanted


def test_an_outlined_function_reads_well() -> None:
    _, result = outlined("t = 0\nfor i in range(n):\n    t += i * x\nreturn t")
    assert result.source == (
        "def loop(n, x, t):\n    for i in range(n):\n        t += i * x\n    return t,\n\n\n"
        "def f(x, n):\n    t = 0\n    t, = ag__.loop_call(loop, ('n', 'x', 't'), (n, x, t))\n    return t\n"
    )


def test_a_loop_keeps_the_variables_of_outer_functions() -> None:
    offset = 2

    def function(n: int) -> int:
        nonlocal offset
        for i in range(n):
            offset += i
        return offset

    result = outline(function, plain_operators)
    assert len(result.loops) == 1
    assert result.function(3) == 5
    assert offset == 5


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_programs_behave_as_before(first: int) -> None:
    different = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        for seed in range(first, first + 50):
            try:
                function = load(program(seed), NAME)
            except SyntaxError:
                continue
            after = outline(function, plain_operators).function
            for arguments in [(0, 1), (2, 3), (5, (1, 2))]:
                wanted = steps(function, arguments, function.__globals__)
                if steps(after, arguments, function.__globals__) != wanted:
                    different.append(seed)
    linecache.cache.pop(NAME, None)
    assert different == []
