"""Every op: the type rule says what NumPy gives, and the interpreter gives what NumPy gives."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from samples import SAMPLES, Sample, elementwise_samples, one_node_graph, reduction_samples, vector

from autograph.runtime import ops
from autograph.runtime.checking import verify
from autograph.runtime.errors import Deoptimize, Fault, TraceError
from autograph.runtime.graph import Function
from autograph.runtime.interpreter import interpret
from autograph.runtime.ops.elementwise import OPERATORS, UFUNCS
from autograph.runtime.ops.mathematics import CMATH, MATH
from autograph.runtime.ops.reductions import REDUCTIONS
from autograph.runtime.types import ArrayType, type_of

CONTROL = {"cond", "while_loop", "for_loop", "call"}
OTHER_REDUCTIONS = {"min", "max", "ptp", "nanmin", "nanmax"}
ONE_AXIS = {"argmin", "argmax", "nanargmin", "nanargmax"}
RUNNING = {"cumsum", "cumprod", "nancumsum", "nancumprod"}
ACCUMULATED = {"cummax", "cummin"}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def test_every_op_has_samples() -> None:
    generated = {
        *OPERATORS,
        *UFUNCS,
        *REDUCTIONS,
        *OTHER_REDUCTIONS,
        *ONE_AXIS,
        *RUNNING,
        *ACCUMULATED,
        *CONTROL,
    }
    generated |= {f"math_{name}" for name in MATH} | {f"cmath_{name}" for name in CMATH}
    assert {op.name for op in ops.all_ops()} == generated | set(SAMPLES)


def agrees(content: Any, type_: ArrayType) -> bool:
    """Whether a concrete value is of that type, known sizes included."""
    found = type_of(content)
    if (found.dtype, found.kind, found.ndim) != (type_.dtype, type_.kind, type_.ndim):
        return False
    return all(
        not isinstance(size, int) or size == actual
        for size, actual in zip(type_.shape, found.shape, strict=True)
    )


def attempt(op: ops.Op, inputs: tuple[Any, ...], params: dict[str, Any]) -> tuple[Any, Exception | None]:
    """Return what the op gives, or what it raises."""
    try:
        return op.numpy(*inputs, **params), None
    except Exception as error:
        return None, error


def check(name: str, sample: Sample) -> None:
    """Compare type rule, meaning and interpreter on one sample."""
    op = ops.get(name)
    inputs, params = sample
    try:
        types = op.infer(*map(type_of, inputs), **params)
    except TraceError:
        with pytest.raises((TypeError, ValueError, LookupError, AttributeError, ArithmeticError)):
            op.numpy(*inputs, **params)
        return
    graph = one_node_graph(op, inputs, params)
    verify(graph)
    result, error = attempt(op, inputs, params)
    if error is not None:
        with pytest.raises((Fault, Deoptimize)) as caught:
            interpret(graph, inputs)
        fails = op.may_fail(graph.nodes[0]) if callable(op.may_fail) else op.may_fail
        if isinstance(caught.value, Fault):
            assert fails, f"{name}{inputs} raised {error!r} but is said not to"
            assert repr(caught.value.exception) == repr(error)
        return
    results = result if isinstance(result, tuple) else () if result is None else (result,)
    assert len(results) == len(types)
    try:
        found = interpret(graph, inputs)
    except Deoptimize:
        assert all(type_.kind == "python" for type_ in types)
        return
    for content, other, type_ in zip(results, found, types, strict=True):
        assert agrees(content, type_), f"{name}{inputs}: inferred {type_}, got {type_of(content)}"
        assert type(content) is type(other)
        np.testing.assert_array_equal(content, other)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_op_agrees_with_numpy(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for sample in SAMPLES[name]:
        check(name, sample)


@pytest.mark.parametrize("name", [*OPERATORS, *UFUNCS])
def test_elementwise_op_agrees_with_numpy_for_every_dtype_and_kind(name: str) -> None:
    arity = (OPERATORS[name][1] if name in OPERATORS else UFUNCS[name]).nin
    for sample in elementwise_samples(arity):
        check(name, sample)


@pytest.mark.parametrize("name", sorted({*REDUCTIONS, *OTHER_REDUCTIONS, *ONE_AXIS}))
def test_reduction_agrees_with_numpy(name: str) -> None:
    for inputs, params in reduction_samples():
        check(name, (inputs, params))
    check(name, ((np.zeros((0, 3)),), {"axis": (0,)}))
    check(name, ((np.array([], np.float64),), {}))
    check(name, ((np.array([1.0, np.nan, -0.0]),), {}))


@pytest.mark.parametrize("name", sorted(RUNNING))
def test_running_total_agrees_with_numpy(name: str) -> None:
    for inputs, params in reduction_samples():
        if not params:
            check(name, (inputs, {}))
            check(name, (inputs, {"axis": 0}))


@pytest.mark.parametrize("name", sorted(ACCUMULATED))
def test_accumulation_agrees_with_numpy(name: str) -> None:
    for dtype in ("int8", "float64", "bool"):
        check(name, ((vector(dtype),), {"axis": 0}))


@pytest.mark.parametrize("module", ["math", "cmath"])
def test_functions_of_python_agree_with_python(module: str) -> None:
    values = [
        0,
        1,
        -1,
        3,
        0.5,
        -2.5,
        1e300,
        math.nan,
        math.inf,
        True,
        1j,
        np.float32(0.5),
        np.int64(3),
        np.array(0.5),
    ]
    for name in MATH if module == "math" else CMATH:
        for a in values:
            check(f"{module}_{name}", ((a,), {}))
            for b in values if module == "math" else ():
                check(f"{module}_{name}", ((a, b), {}))


def test_known_sizes_that_do_not_fit_are_refused_while_tracing() -> None:
    x, y = type_of(np.zeros(3)), type_of(np.zeros(4))
    with pytest.raises(TraceError, match="could not be broadcast"):
        ops.get("add").infer(x, y)
    with pytest.raises(TraceError, match="not aligned"):
        ops.get("matmul").infer(x, y)


def test_a_function_that_calls_itself_has_a_pure_call() -> None:
    function = Function("f", (type_of(1),), (type_of(1),))
    assert ops.get("call").infer(type_of(2), function=function) == (type_of(1),)
