"""The interpreter: Python's and NumPy's own results, failures with the user's line, updates in place."""

from __future__ import annotations

import numpy as np
import pytest
from graphs import On, build

from autograph.runtime.errors import Deoptimize, Fault, GraphError
from autograph.runtime.graph import Function, Value
from autograph.runtime.interpreter import interpret
from autograph.runtime.types import type_of


def test_python_numbers_stay_python_numbers() -> None:
    graph = build(lambda on, a, b: (on.true_divide(a, b), on.floor_divide(a, b), on.less(a, b)), "int", "int")
    found = interpret(graph, (7, 2))
    assert found == (3.5, 3, False)
    assert [type(value) for value in found] == [float, int, bool]


def test_an_int_beyond_64_bits_deoptimizes() -> None:
    graph = build(lambda on, a: on.multiply(a, a, line=3), "int")
    with pytest.raises(Deoptimize, match="64 bits") as caught:
        interpret(graph, (2**40,))
    assert caught.value.where is not None
    assert caught.value.where.line == 3


def test_a_power_that_leaves_the_ints_deoptimizes() -> None:
    graph = build(lambda on, a, b: on.power(a, b), "int", "int")
    assert interpret(graph, (2, 10)) == (1024,)
    for exponent in (-1, 1000, 10**12):
        with pytest.raises(Deoptimize):
            interpret(graph, (2, exponent))


def test_a_failure_carries_the_exception_and_the_line() -> None:
    graph = build(lambda on, a: on.true_divide(1, a, line=7), "int")
    with pytest.raises(Fault) as caught:
        interpret(graph, (0,))
    assert repr(caught.value.exception) == "ZeroDivisionError('division by zero')"
    assert caught.value.where is not None
    assert str(caught.value.where) == "user.py:7"


def test_effects_are_counted_up_to_a_deoptimization(capsys: pytest.CaptureFixture[str]) -> None:
    def describe(on: On, x: Value) -> Value:
        def body(on: On, i: Value, x: Value) -> Value:
            on.graph_print(i, parts=(((0, "", ""),),))
            on.assume(on.less(i, 2), reason="too far", line=5)
            return x

        return on.for_loop(x, x, body=body, carried=1)

    with pytest.raises(Deoptimize, match="too far") as caught:
        interpret(build(describe, "int"), (10,))
    assert caught.value.effects == 3
    assert capsys.readouterr().out == "0\n1\n2\n"


def test_writes_before_a_failure_stay() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        def body(on: On, i: Value, x: Value) -> Value:
            return on.set_item(x, i, i, index=(("int",),), inplace=True)

        return (on.for_loop(5, x, body=body, carried=1),)

    x = np.full(3, -1.0)
    with pytest.raises(Fault) as caught:
        interpret(build(describe, "f64[n]", updates=(0,)), (x,))
    assert repr(caught.value.exception) == "IndexError('index 3 is out of bounds for axis 0 with size 3')"
    assert x.tolist() == [0, 1, 2]


def test_updates_are_written_back_together() -> None:
    x, y = np.zeros(2), np.ones(2)
    assert interpret(build(lambda on, x, y: (y, x), "f64[n]", "f64[n]", updates=(0, 1)), (x, y)) == ()
    assert x.tolist() == [1, 1]
    assert y.tolist() == [0, 0]


def test_an_output_never_shares_memory_with_an_input() -> None:
    graph = build(lambda on, x: (on.flip(x, axes=(0,)), on.at(x, 0), x), "f64[n, 2]")
    x = np.arange(4.0).reshape(2, 2)
    flipped, row, same = interpret(graph, (x,))
    assert same is x
    assert not np.shares_memory(flipped, x)
    assert not np.shares_memory(row, x)


def test_a_loop_stops_when_its_test_fails() -> None:
    graph = build(
        lambda on, n: on.for_loop(
            n, 0, body=lambda on, i, s: on.add(s, i), test=lambda on, i, s: on.less(s, 5), carried=1
        ),
        "int",
    )
    assert interpret(graph, (100,)) == (6,)


def test_a_step_of_zero_is_pythons_error() -> None:
    graph = build(lambda on, n: on.for_loop(3, 0, body=lambda on, i, s: s, carried=1, step=n), "int")
    with pytest.raises(Fault) as caught:
        interpret(graph, (0,))
    assert repr(caught.value.exception) == "ValueError('range() arg 3 must not be zero')"


def factorial() -> Function:
    """Return the function n!, calling itself."""
    function = Function("factorial", (type_of(1),), (type_of(1),))
    function.graph = build(
        lambda on, n: on.cond(
            on.less(n, 2),
            n,
            then=lambda on, n: 1,
            orelse=lambda on, n: on.multiply(n, on.call(function, on.subtract(n, 1))),
        ),
        "int",
        name="factorial",
    )
    return function


def test_a_function_calls_itself() -> None:
    assert interpret(build(lambda on, n: on.call(factorial(), n), "int"), (10,)) == (3628800,)


def test_deep_recursion_deoptimizes() -> None:
    function = Function("forever", (type_of(1),), (type_of(1),))
    function.graph = build(lambda on, n: on.call(function, n), "int", name="forever")
    with pytest.raises(Deoptimize, match="recursion"):
        interpret(build(lambda on, n: on.call(function, n), "int"), (1,))


def test_a_host_call_of_another_type_deoptimizes() -> None:
    graph = build(lambda on, x: on.host_call(x, function=lambda x: x / 2, types=(type_of(1),)), "int")
    with pytest.raises(Deoptimize, match="another type"):
        interpret(graph, (3,))


def test_a_wrong_number_of_inputs_is_a_defect() -> None:
    with pytest.raises(GraphError):
        interpret(build(lambda on, x: x, "int"), ())
