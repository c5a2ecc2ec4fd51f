"""How kernels leave: prints in order, exceptions, calls of Python, threads, recursion."""

from __future__ import annotations

import gc
import threading
from typing import Any

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.errors import Deoptimize, Fault, GraphError, Location
from autograph.runtime.graph import Builder, Function, Graph, Value
from autograph.runtime.kernel import compile_graph
from autograph.runtime.types import ArrayType, symbol, type_of

INT, FLOAT = type_of(0), type_of(0.0)
HERE = Location("program.py", 7, "f")


def row() -> ArrayType:
    return ArrayType(np.dtype(np.float64), (symbol(),))


def op(builder: Builder, op_name: str, /, *inputs: Value, **params: Any) -> Value:
    return builder.apply(ops.get(op_name), inputs, params, HERE)[0]


def effect(builder: Builder, op_name: str, /, *inputs: Value, **params: Any) -> None:
    builder.apply(ops.get(op_name), inputs, params, HERE)


def progress(limit: int) -> Graph:
    """Print in each round, and raise in round `limit`."""
    body = Builder("body")
    i, total, x = body.input(INT, "i"), body.input(FLOAT, "total"), body.input(row(), "x")
    effect(body, "graph_print", i, total, parts=(("round ", (0, "", "")), ((1, "", ".1f"),)), sep=": ")
    failing = op(body, "equal", i, body.constant(limit))
    effect(
        body,
        "raise_if",
        failing,
        i,
        exception=lambda number: ValueError(f"round {number}"),
        name="ValueError",
    )
    added = op(
        body, "host_call", total, x, function=lambda t, v: t + float(v.sum()), types=(FLOAT,), pure=False
    )
    region = body.build([added])
    builder = Builder()
    n, x = builder.input(INT, "n"), builder.input(row(), "x")
    zero, one, start = builder.constant(0), builder.constant(1), builder.constant(0.0)
    return builder.build([op(builder, "for_loop", zero, n, one, start, x, body=region, carried=1)])


def test_prints_come_in_order_and_faults_carry_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    kernel = compile_graph(progress(2))
    assert kernel(2, np.arange(3.0)) == (6.0,)
    assert capsys.readouterr().out == "round 0: 0.0\nround 1: 3.0\n"
    with pytest.raises(Fault) as caught:
        kernel(5, np.arange(3.0))
    assert repr(caught.value.exception) == "ValueError('round 2')"
    assert caught.value.where == HERE
    assert capsys.readouterr().out == "round 0: 0.0\nround 1: 3.0\nround 2: 6.0\n"


def test_effects_are_counted_for_a_deoptimization(capsys: pytest.CaptureFixture[str]) -> None:
    builder = Builder()
    n = builder.input(INT, "n")
    effect(builder, "graph_print", n, parts=(((0, "", ""),),))
    kernel = compile_graph(builder.build([op(builder, "multiply", n, n)]))
    assert kernel(3) == (9,)
    with pytest.raises(Deoptimize) as caught:
        kernel(2**40)
    assert caught.value.effects == 1
    assert capsys.readouterr().out == f"3\n{2**40}\n"


def calling(function: Any) -> Graph:
    builder = Builder()
    n = builder.input(INT, "n")
    return builder.build([op(builder, "host_call", n, function=function, types=(INT,), pure=False)])


def test_kernels_may_call_themselves_through_python() -> None:
    kernels: list[Any] = []

    def back(n: int) -> int:
        return kernels[0](n - 1)[0] + 1 if n else 0

    kernels.append(compile_graph(calling(back)))
    assert kernels[0](20) == (20,)


def test_an_interrupt_in_a_call_stops_the_kernel() -> None:
    def stop(n: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(Fault) as caught:
        compile_graph(calling(stop))(1)
    assert isinstance(caught.value.exception, KeyboardInterrupt)


def test_threads_do_not_disturb_each_other() -> None:
    body = Builder("body")
    i, total, x = body.input(INT, "i"), body.input(INT, "total"), body.input(row(), "x")
    added = op(body, "host_call", total, i, x, function=lambda t, k, v: t + k + int(v[0]), types=(INT,))
    region = body.build([added])
    builder = Builder()
    x = builder.input(row(), "x")
    bounds = [builder.constant(number) for number in (0, 50, 1)]
    start = builder.constant(0)
    graph = builder.build([op(builder, "for_loop", *bounds, start, x, body=region, carried=1)])
    kernel = compile_graph(graph)
    wrong = []

    def work(number: int) -> None:
        for _ in range(20):
            found = kernel(np.full(3, float(number)))
            if found != (sum(range(50)) + 50 * number,):
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_call_path_outlives_its_kernel() -> None:
    run = compile_graph(calling(lambda n: n + 1)).run
    gc.collect()
    assert run(2) == (3,)


def fibonacci() -> Graph:
    function = Function("fib", (INT,), (INT,))
    orelse = Builder("orelse")
    n = orelse.input(INT, "n")
    parts = [
        op(orelse, "call", op(orelse, "subtract", n, orelse.constant(by)), function=function) for by in (1, 2)
    ]
    then = Builder("then")
    regions = {
        "then": then.build([then.input(INT, "n")]),
        "orelse": orelse.build([op(orelse, "add", *parts)]),
    }
    body = Builder("fib")
    n = body.input(INT, "n")
    function.graph = body.build([op(body, "cond", op(body, "less", n, body.constant(2)), n, **regions)])
    builder = Builder()
    return builder.build([op(builder, "call", builder.input(INT, "n"), function=function)])


def test_functions_call_themselves() -> None:
    kernel = compile_graph(fibonacci())
    assert kernel(20) == (6765,)
    with pytest.raises(Deoptimize, match="deep"):
        kernel(5000)


def test_wrong_arguments_are_refused() -> None:
    builder = Builder()
    x = builder.input(row(), "x")
    kernel = compile_graph(builder.build([op(builder, "sum", x)]))
    for wrong in (np.arange(3), np.ones((2, 2)), 1.0, np.ones(6)[::2], [1.0]):
        with pytest.raises(GraphError):
            kernel(wrong)
    with pytest.raises(GraphError):
        kernel()


def test_an_int_beyond_64_bits_is_left_to_python() -> None:
    builder = Builder()
    n = builder.input(INT, "n")
    kernel = compile_graph(builder.build([op(builder, "add", n, builder.constant(1))]))
    for large in (2**63 - 1, 2**64, -(2**70)):
        with pytest.raises(Deoptimize):
            kernel(large)
