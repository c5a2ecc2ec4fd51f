"""Numbers in kernels: every operator on Python scalars, every ufunc on every dtype, sums to the last bit."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.errors import Deoptimize, Fault, TraceError
from autograph.runtime.graph import Builder, Value
from autograph.runtime.interpreter import interpret
from autograph.runtime.kernel import Kernel, compile_graph
from autograph.runtime.types import symbol, type_of

INTS = [0, 1, -1, 2, 3, -3, 7, 63, 64, 100, 2**53, 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 3037000500]
FLOATS = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.5,
    -7.3,
    1e16,
    1e300,
    math.inf,
    -math.inf,
    math.nan,
    2.0**63,
    1e-310,
    710.0,
]
PYTHON: dict[str, list[Any]] = {
    "i": INTS,
    "f": FLOATS,
    "b": [True, False],
    "c": [0j, 1 + 2j, complex(math.nan, 1), complex(math.inf, 0)],
}
BINARY = (
    "add subtract multiply true_divide floor_divide remainder power bitwise_and bitwise_or bitwise_xor "
    "left_shift right_shift equal not_equal less less_equal greater greater_equal"
).split()
UFUNCS = [*BINARY, *"maximum minimum logical_and logical_xor arctan2 hypot fmod copysign np_power".split()]
UNARY = (
    "negative positive absolute invert square sqrt reciprocal floor rint isnan isfinite signbit logical_not "
    "conjugate sin exp log tanh sign cbrt real imag"
).split()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def one(name: str, samples: list[Any], **params: Any) -> Kernel | None:
    """Return the kernel of one op on Python scalars; None if it is not defined for them."""
    builder = Builder()
    inputs = [builder.input(type_of(sample)) for sample in samples]
    try:
        return compile_graph(builder.build(builder.apply(ops.get(name), inputs, params)))
    except TraceError:
        return None


def outcome(run: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        return ("gives", [(type(x), repr(x)) for x in run(*arguments)])
    except Fault as fault:
        return ("raises", type(fault.exception), str(fault.exception))
    except Deoptimize:
        return ("gives up",)


def compare(kernel: Kernel, cases: Any) -> None:
    """A kernel may give up, but it never gives anything else than the interpreter."""
    for arguments in cases:
        expected = outcome(lambda *given: interpret(kernel.graph, given), arguments)
        found = outcome(kernel, arguments)
        if found != ("gives up",):
            assert found == expected, f"{kernel.source}\n{arguments}"


@pytest.mark.parametrize("name", BINARY)
def test_operators_on_python_scalars_are_pythons(name: str) -> None:
    for kinds in itertools.product("ifbc", repeat=2):
        kernel = one(name, [PYTHON[kind][0] for kind in kinds])
        if kernel is not None:
            cases = itertools.product(*(PYTHON[kind] for kind in kinds))
            compare(kernel, [c for c in cases if name != "left_shift" or abs(c[1]) < 200])


def test_int_arithmetic_gives_up_only_beyond_64_bits() -> None:
    kernel = one("multiply", [1, 1])
    assert kernel is not None
    for a, b in itertools.product(INTS, repeat=2):
        fits = -(2**63) <= a * b < 2**63
        assert outcome(kernel, (a, b))[0] == ("gives" if fits else "gives up")


@pytest.mark.parametrize("kind", "ifb")
def test_conversions_and_unary_operators_of_python_scalars(kind: str) -> None:
    cases = [(value,) for value in PYTHON[kind]]
    for name in ("negative", "positive", "absolute", "invert", "logical_not_py", "round_py"):
        kernel = one(name, [PYTHON[kind][0]])
        if kernel is not None:
            compare(kernel, cases)
    for type_ in (int, float, bool):
        kernel = one("to_python", [PYTHON[kind][0]], type=type_)
        assert kernel is not None
        compare(kernel, cases)
    for dtype in ("int8", "uint8", "uint64", "float32"):
        kernel = one("to_numpy", [PYTHON[kind][0]], dtype=np.dtype(dtype))
        assert kernel is not None
        compare(kernel, cases)


@pytest.mark.parametrize("name", "sqrt exp log log2 sin atan2 pow floor fmod".split())
def test_functions_of_math_raise_as_pythons(name: str) -> None:
    samples = [1.0, 1.0] if name in ("atan2", "pow", "fmod") else [1.0]
    kernel = one(f"math_{name}", samples)
    assert kernel is not None
    compare(kernel, itertools.product(FLOATS, repeat=len(samples)))


def values(dtype: str, seed: int, count: int = 50) -> np.ndarray:
    """Return numbers of that dtype, mostly special ones."""
    generator = np.random.default_rng(seed)
    kind = np.dtype(dtype).kind
    if kind == "b":
        return generator.integers(0, 2, count).astype(bool)
    if kind in "iu":
        info = np.iinfo(dtype)
        pool = [
            n
            for n in (0, 1, -1, 2, 3, -3, 7, 31, 63, 64, 127, 200, info.min, info.max)
            if info.min <= n <= info.max
        ]
        return np.array([pool[k] for k in generator.integers(0, len(pool), count)], dtype)
    pool = np.array([0.0, -0.0, 1.0, -1.5, 2.5, 7.3, 1e30, np.inf, -np.inf, np.nan, 1e-40, 3e9])
    chosen = pool[generator.integers(0, len(pool), count)]
    return (chosen + 1j * chosen[::-1] if kind == "c" else chosen).astype(dtype)


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    x, y = np.asarray(a), np.asarray(b)
    if x.dtype != y.dtype or x.shape != y.shape:
        return False
    signs = np.signbit(x) == np.signbit(y) if x.dtype.kind == "f" else True
    return bool(np.all((x == y) & signs | np.isnan(x) & np.isnan(y)))


def check_ufuncs(names: list[str], arguments: list[Any]) -> None:
    """Compare all these ops on the same operands, in one kernel."""
    builder = Builder()
    types = [type_of(x) for x in arguments]
    inputs = [builder.input(t.with_(shape=tuple(symbol(may_be_one=False) for _ in t.shape))) for t in types]
    outputs: list[Value] = []
    expected = []
    for name in names:
        try:
            expected.append(ops.get(name).numpy(*arguments))
            outputs += builder.apply(ops.get(name), inputs)
        except (TraceError, TypeError, ValueError, OverflowError):
            del expected[len(outputs) :]
            builder.nodes = [node for node in builder.nodes if node.outputs[0] in outputs]
        if outputs and outputs[-1].type.dtype.char in "eg":
            outputs.pop()
            expected.pop()
            builder.nodes.pop()
    found = compile_graph(builder.build(outputs))(*arguments)
    labels = [node.op.name for node in builder.nodes]
    for label, a, b in zip(labels, expected, found, strict=True):
        assert same(a, b), f"{label} of {types}: {a!r} is not {b!r}"


PAIRS = [
    ("bool", "int8"),
    ("uint8", "uint8"),
    ("int64", "uint64"),
    ("int32", "float32"),
    ("float64", "float32"),
    ("complex128", "float64"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_ufuncs_of_two_arrays_give_numpys_bits(a: str, b: str) -> None:
    check_ufuncs(UFUNCS, [values(a, 1), values(b, 2)])


@pytest.mark.parametrize(("a", "b"), [("int8", 3), ("uint8", -1), ("float32", 2.5), ("int64", 0.5)])
def test_ufuncs_with_a_python_scalar_give_numpys_bits(a: str, b: Any) -> None:
    check_ufuncs(UFUNCS, [values(a, 1), b])
    check_ufuncs(UFUNCS, [values(a, 3)[5], b])


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint64", "float32", "float64", "complex128"])
def test_ufuncs_of_one_operand_give_numpys_bits(dtype: str) -> None:
    check_ufuncs(UNARY, [values(dtype, 4)])
    check_ufuncs(UNARY, [values(dtype, 4)[7]])


REDUCTIONS = "sum mean prod max min any all argmin argmax count_nonzero".split()


@pytest.mark.parametrize(
    ("shape", "dtype"),
    [((1000,), "float32"), ((37, 53), "float64"), ((37, 53), "bool"), ((3, 4, 50), "float64")],
)
def test_reductions_give_numpys_bits(shape: tuple[int, ...], dtype: str) -> None:
    numbers = np.random.default_rng(0).standard_normal(shape)
    x = numbers > 0 if dtype == "bool" else (numbers * 20).astype(dtype)
    builder = Builder()
    value = builder.input(type_of(x).with_(shape=tuple(symbol(may_be_one=False) for _ in shape)))
    outputs: list[Value] = []
    for name in REDUCTIONS:
        for axis in (None, (0,)) if len(shape) == 1 else (None, (0,), (len(shape) - 1,)):
            doubled = builder.apply(ops.get("add"), (value, value))[0]
            outputs += builder.apply(ops.get(name), (doubled,), {"axis": axis})
            if name in ("sum", "max"):
                outputs += builder.apply(ops.get(name), (value,), {"axis": axis, "keepdims": True})
    graph = builder.build(outputs)
    for expected, found, node in zip(
        interpret(graph, [x]), compile_graph(graph)(x), graph.outputs, strict=True
    ):
        assert same(expected, found), f"{node}: {expected!r} is not {found!r}"


@pytest.mark.parametrize("size", [0, 1, 7, 8, 127, 128, 129, 1000, 4097])
def test_sums_of_any_length_are_added_in_numpys_order(size: int) -> None:
    x = np.random.default_rng(size).standard_normal(size)
    assert sums()(x) == (np.sum(x), np.sum(x * x), np.sum(x[::-1]))


_kernels: list[Kernel] = []


def sums() -> Kernel:
    if not _kernels:
        builder = Builder()
        x = builder.input(type_of(np.ones(3)).with_(shape=(symbol(may_be_one=False),)))
        square = builder.apply(ops.get("multiply"), (x, x))[0]
        flipped = builder.apply(ops.get("flip"), (x,), {"axes": (0,)})[0]
        totals = [builder.apply(ops.get("sum"), (value,))[0] for value in (x, square, flipped)]
        _kernels.append(compile_graph(builder.build(totals)))
    return _kernels[0]


@pytest.mark.parametrize("dtype", ["float64", "float32", "complex128"])
def test_products_give_numpys_bits(dtype: str) -> None:
    generator = np.random.default_rng(1)
    a, b = (generator.standard_normal(shape).astype(dtype) for shape in ((17, 9), (9, 17)))
    v = generator.standard_normal(9).astype(dtype)
    builder = Builder()
    x, y, z = (builder.input(type_of(array)) for array in (a, b, v))
    turned = builder.apply(ops.get("transpose"), (x,), {"axes": (1, 0)})[0]
    pairs = [(x, y), (x, z), (z, y), (z, z), (turned, x), (x, turned), (y, x)]
    outputs = [builder.apply(ops.get(name), pair)[0] for pair in pairs for name in ("matmul", "dot")]
    graph = builder.build(outputs)
    for expected, found in zip(interpret(graph, [a, b, v]), compile_graph(graph)(a, b, v), strict=True):
        assert same(expected, found)
