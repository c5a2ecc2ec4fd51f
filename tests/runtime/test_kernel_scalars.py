"""Operators on NumPy's scalars: the bits of NumPy's scalars, which are not always those of its arrays."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.errors import TraceError
from autograph.runtime.graph import Builder
from autograph.runtime.kernel import Kernel, compile_graph
from autograph.runtime.types import type_of

BINARY = "add subtract multiply true_divide floor_divide remainder power np_power arctan2 hypot".split()
UNARY = "negative absolute square sqrt exp log sin tanh cbrt reciprocal".split()
PAIRS = (
    "float64 float64, float32 float32, float32 float64, float64 int64, uint8 float32, float32 int64, "
    "float64 float, float float64, float32 float, int float32, int32 float, float64 int, "
    "complex128 complex128, complex64 complex64, complex float64, complex128 float, complex64 float64"
)
SPECIAL = [0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -0.5, 1.5, 3.0, np.inf, -np.inf, np.nan]


def numbers(name: str, seed: int) -> list[Any]:
    """Return scalars of that type: Python's own where `name` is ``int``, ``float`` or ``complex``."""
    random = np.random.default_rng(seed)
    wide = random.normal(size=60) * np.exp(random.normal(size=60) * 3)
    dtype = np.dtype(name)
    if dtype.kind in "iu":
        chosen = random.integers(0 if dtype.kind == "u" else -15, 15, 60).astype(dtype)
    elif dtype.kind == "c":
        chosen = np.concatenate([(wide + 1j * wide[::-1])[:-6], np.array(SPECIAL[:6]) + 1j]).astype(dtype)
    else:
        chosen = np.concatenate([wide[:-12], SPECIAL]).astype(dtype)
    random.shuffle(chosen)
    python = {"int": int, "float": float, "complex": complex}.get(name, dtype.type)
    return [python(x) for x in chosen]


def bits(number: Any) -> tuple[Any, ...]:
    parts = [number.real, number.imag] if isinstance(number, complex | np.complexfloating) else [number]
    return type(number), *("nan" if np.isnan(x) else np.asarray(x).tobytes() for x in parts)


def kernel_of(names: list[str], samples: list[Any]) -> Kernel:
    """Return one kernel of all these ops that are defined for such operands."""
    builder = Builder()
    inputs = [builder.input(type_of(sample)) for sample in samples]
    outputs = []
    for name in names:
        try:
            outputs += builder.apply(ops.get(name), inputs)
        except TraceError:
            continue
    return compile_graph(builder.build(outputs))


def check(names: list[str], *operands: list[Any]) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        kernel = kernel_of(names, [column[0] for column in operands])
        for given in zip(*operands, strict=True):
            for node, found in zip(kernel.graph.nodes, kernel(*given), strict=True):
                try:
                    expected = node.op.numpy(*given)
                except (ZeroDivisionError, OverflowError):
                    continue
                assert bits(found) == bits(expected), f"{node.op.name}{given}: {found!r} is not {expected!r}"


@pytest.mark.parametrize("pair", PAIRS.split(", "))
def test_operators_of_two_scalars_give_the_bits_of_numpys_scalars(pair: str) -> None:
    a, b = pair.split()
    failing = {"true_divide", "floor_divide", "remainder", "power"} if "complex float64" in pair else set()
    check([name for name in BINARY if name not in failing], numbers(a, 1), numbers(b, 2))


@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "complex128", "int64"])
def test_functions_of_a_scalar_give_the_bits_of_numpys_scalars(dtype: str) -> None:
    check(UNARY, numbers(dtype, 3))
