"""`ag.convert` gives a function that is as fast as it was, and that graphs look into."""

from __future__ import annotations

import ast
import gc
import sys
import textwrap
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from control_outcomes import load

import autograph as ag
from autograph.conversion import converted_form
from autograph.converters import source
from autograph.testing import assert_same

COUNT = 0


def documented(x: float, *rest: float, scale: float = 2.0, **named: float) -> float:
    """Scale what is positive."""
    total = 0.0
    for item in (x, *rest, *named.values()):
        if item > 0:
            total += item * scale
    return total


def counts(n: int) -> int:
    global COUNT  # noqa: PLW0603  (it is what is tested)
    for i in range(n):
        global_before = COUNT
        COUNT = global_before + i
    return COUNT


def makes(n: int) -> Any:
    last = 0

    def step(k: int) -> int:
        nonlocal last
        last = max(last, k)
        return last

    return [step(k) for k in (1, n, 2)], (lambda y: y if y > last else -last)(n)  # noqa: PLC3002  (so is this)


def left_early(xs: Any) -> Any:
    try:
        for i, x in enumerate(xs):
            if x < 0:
                return i
        return None
    finally:
        xs[0] = 7.0


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
    (documented, (1.0, -2.0, 3.0)),
    (makes, (5,)),
    (makes, (0,)),
    (left_early, ([1.0, -1.0],)),
    (left_early, ([1.0, 2.0],)),
    (lambda x: x if x > 0 else -x, (-3.0,)),
]


@pytest.mark.parametrize(("function", "args"), CALLS, ids=lambda item: getattr(item, "__name__", ""))
def test_a_converted_function_does_what_it_did(function: Any, args: Any) -> None:
    made = ag.convert(function)
    assert made(*args) == function(*args)
    assert made.__doc__ == function.__doc__
    assert made.__name__ == function.__name__


def test_a_converted_function_assigns_the_globals_it_assigned() -> None:
    before = COUNT
    assert ag.convert(counts)(4) == before + 6 == COUNT


def test_a_graph_looks_into_a_converted_function() -> None:
    convert = ag.convert(documented)

    def uses(x: Any) -> Any:
        return convert(x[0], x[1], named=x[2])

    assert_same(uses, np.array([1.5, -2.0, 3.0]), fullgraph=True)


def test_a_converted_function_runs_its_own_code_where_nothing_is_traced() -> None:
    def looks(n: int) -> list[str]:
        names = []
        for i in range(n):
            if i % 2:
                names.append(type(i).__name__)
        return names

    assert ag.convert(looks)(4) == ["int", "int"]


def test_a_converted_method_is_bound() -> None:
    class Holder:
        def __init__(self) -> None:
            self.x = 2.0

        def value(self, k: float) -> float:
            return self.x * k if k > 0 else 0.0

    assert ag.convert(Holder().value)(3.0) == 6.0


def test_a_converted_function_can_be_converted_and_decorated() -> None:
    def clipped(x: float) -> float:
        if x > 1:
            x = 1.0
        return x

    made = ag.convert(clipped)
    graph = ag.function(made, mode="graph", fullgraph=True)
    assert ag.convert(made) is made
    assert [graph(3.0), graph(0.5)] == [1.0, 0.5]
    assert graph.explain(3.0).captured


def test_a_decorated_function_has_the_same_converted_one() -> None:
    graph = ag.function(left_early, mode="graph")
    assert graph.converted is ag.convert(left_early) is ag.convert(graph)
    assert graph.converted([1, 2, 3]) == left_early([1, 2, 3])


def test_a_function_may_be_nothing_but_a_docstring() -> None:
    class Holder:
        def nothing(self) -> None:
            """Do nothing."""

    made = ag.convert(Holder.nothing)
    assert made(Holder()) is None
    assert made.__doc__ == "Do nothing."


def test_what_is_kept_of_a_function_is_nothing_for_the_garbage_collector_to_visit() -> None:
    def nodes() -> int:
        source._definitions.cache_clear()
        gc.collect()
        return sum(isinstance(each, ast.AST) for each in gc.get_objects())

    ag.convert(counts)
    before = nodes()
    functions = [value for value in vars(textwrap).values() if isinstance(value, types.FunctionType)]
    made = [ag.convert(function) for function in functions]
    assert len(made) > 3
    assert nodes() - before < 100 * len(made)  # templates are kept; the functions themselves have thousands


@pytest.mark.parametrize(
    "body", ["return x" + " + 1" * 700, "if x == 0: return 5" + "\n elif x < 0: pass" * 700]
)
def test_what_is_nested_too_deeply_is_refused_and_runs_as_python(body: str) -> None:
    function = load(f"def f(x):\n {body}", "<deep>")
    with pytest.raises(ag.ConversionError, match="nested too deeply"):
        ag.convert(function)
    for mode in ("auto", "graph"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ag.ConversionWarning)
            assert ag.function(function, mode=mode)(1) == function(1)


def test_more_blocks_in_each_other_than_python_compiles_run_as_python() -> None:
    tests = "".join(f"\n {' ' * depth}if x[{depth % 2}] > {depth}:" for depth in range(19))
    function = load(f"def f(x):{tests}\n{' ' * 20}return x[0]\n return 0", "<deep>")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        decorated = ag.function(function, mode="graph", backend="interpreter")
        for x in ([30.0, 40.0], [30.0, 4.0]):
            assert decorated(np.array(x)) == function(np.array(x))


TYPED = """
def f(x, T):
    def first[T: ([q for q in (1, 2)])](values: T, seen: T = T): return [v for v in values][0], seen
    class Pair[T: [q for q in (1,)]](list):
        def both(self, y): return [z for z in (*self, y)], T.__name__
    type Row[U] = list[[q for q in (int, U)][0]]
    if x > 0:
        T = x
    return first([x]), Pair([x]).both(T), first.__type_params__[0].__bound__, Row.__value__, T
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("make", [ag.convert, converted_form])
def test_type_parameters_are_variables_of_their_own(make: Any) -> None:
    function = load(TYPED, "<typed>")
    assert repr(make(function)(1, 2)) == repr(function(1, 2))
    assert repr(make(function)(-1, 2)) == repr(function(-1, 2))
