"""Loops that were moved into functions of their own change nothing, and can be converted by themselves."""

from __future__ import annotations

import itertools
import linecache
import re
import warnings
from typing import Any

import plain_operators
import pytest
from control_outcomes import load, outcome
from random_control import program

from autograph.converters.conversion import convert
from autograph.converters.loops import Loop, Outlined, outline

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
    "result may be unassigned where a place is evaluated first": """
for i in range(n):
    last = [i]
d = [0, 0]
d[len(last)] += sum(last)
return d""",
    "result may be unassigned after a message that nobody needs": """
for i in range(n):
    last = [i]
assert n >= 0, last
return sum(last)""",
    "result may be unassigned in a dict": """
for i in range(n):
    last = [i]
return {0: sum(last), len(last): 1}""",
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
    "assigned in a condition": """
for i in range(n):
    if (half := i // 2):
        half = half + 1
        log(half)
return n""",
    "a variable of its own that is read too early": """
try:
    log(i, [i])
    i += 1
except UnboundLocalError as e:
    log(e)
for i in range(n):
    log(i)
return x""",
    "a variable of its own, named like a global, that is read too early": """
if x:
    log(math)
for math in range(n):
    log(math)
return x""",
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
    "a closure made in it declares a variable, and does no more": """
t = 0
for i in range(n):
    def g():
        nonlocal t
    log(g())
return n""",
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
        "def loop(items, x, t):\n    left = False\n    for i in items:\n        t += i * x\n"
        "    return t, left\n\n\n"
        "def f(x, n):\n    t = 0\n"
        "    t, left = ag__.loop_call(loop, ('items', 'x', 't'), (range(n), x, t))\n    return t\n"
    )


class InParts:
    """Operators that run loops over ranges, and ``while``, one round at a time."""

    def __init__(self) -> None:
        self.loops: dict[Any, Loop] = {}
        self.rounds = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(plain_operators, name)

    def loop_call(self, function: Any, names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
        loop = self.loops[function]
        if loop.rounds is None and not loop.counted:
            return function(*values)
        items = iter(values[0]) if loop.counted else iter(())
        over = False
        while not over:
            self.rounds += 1
            if loop.rounds is not None:
                *results, over = loop.rounds(1, *values)
            else:
                *results, left = function(itertools.islice(items, 1), *values[1:])
                first = next(items, self)
                items = itertools.chain([first], items)
                over = left or first is self
            state = dict(zip(names, values, strict=True))
            state |= dict(zip(loop.results, results[len(results) - len(loop.results) :], strict=True))
            values = tuple(state[name] for name in names)
        return (*results, left) if loop.counted else tuple(results)


def in_parts(function: Any, keep: int = 0) -> tuple[InParts, Outlined]:
    operators = InParts()
    result = outline(function, operators, keep)
    operators.loops = {loop.function: loop for loop in result.loops}
    return operators, result


@pytest.mark.parametrize("body", MOVED.values(), ids=MOVED.keys())
def test_a_loop_can_be_run_round_by_round(body: str) -> None:
    function, _ = outlined(body)
    operators, result = in_parts(function)
    for arguments in [(0, 5), (2, 3), (1, 0)]:
        wanted = steps(function, arguments, function.__globals__)
        assert steps(result.function, arguments, function.__globals__) == wanted
    if any(loop.counted or loop.rounds for loop in result.loops):
        assert operators.rounds > 3


def test_the_loops_inside_a_loop_are_moved_where_it_stays() -> None:
    function, _ = outlined(
        """
t = 0
for i in range(n):
    for j in range(n):
        t += i * j
        if t > 20:
            break
    else:
        continue
    for k in range(i):
        if k == 3:
            break
        t += k
return t"""
    )
    _, result = in_parts(function, keep=1)
    assert [loop.lineno for loop in result.loops] == [10]  # the first one continues the loop around it
    assert result.function(0, 5) == function(0, 5)


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
            after = [outline(function, plain_operators, keep).function for keep in (0, 1)]
            after.append(in_parts(function)[1].function)
            for arguments in [(0, 1), (2, 3), (5, (1, 2))]:
                wanted = steps(function, arguments, function.__globals__)
                if any(steps(each, arguments, function.__globals__) != wanted for each in after):
                    different.append(seed)
    linecache.cache.pop(NAME, None)
    assert different == []
