"""Every op: a kernel gives what the interpreter gives, sizes known or not, exceptions too."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from samples import SAMPLES, Sample

from autograph.runtime import ops
from autograph.runtime.errors import Deoptimize, Fault, TraceError
from autograph.runtime.graph import Builder, Graph, Value
from autograph.runtime.interpreter import interpret
from autograph.runtime.kernel import compile_graph
from autograph.runtime.types import ArrayType, symbol, type_of

NAMES = sorted(SAMPLES)
BATCH = 6


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def open_type(content: Any, *, sized: bool) -> ArrayType:
    """Return the type of a value, its sizes known only where they are 1 or `sized` says so."""
    type_ = type_of(content)
    if sized:
        return type_
    return type_.with_(shape=tuple(1 if size == 1 else symbol(may_be_one=False) for size in type_.shape))


def add(builder: Builder, name: str, sample: Sample, *, sized: bool) -> tuple[Value, ...]:
    contents, params = sample
    inputs = [builder.input(open_type(content, sized=sized)) for content in contents]
    return builder.apply(ops.get(name), inputs, params)


def fails(name: str, sample: Sample) -> bool:
    """Whether the op raises, or refuses such operands."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            interpret(one(name, sample, sized=True), copy.deepcopy(sample[0]))
    except (TraceError, Fault, Deoptimize):
        return True
    return False


def one(name: str, sample: Sample, *, sized: bool) -> Graph:
    builder = Builder()
    return builder.build(add(builder, name, sample, sized=sized))


def same(a: Any, b: Any) -> bool:
    """Whether two results are alike to the last bit (NaN is NaN)."""
    if type(a) is not type(b):
        return False
    x, y = np.asarray(a), np.asarray(b)
    if x.dtype != y.dtype or x.shape != y.shape:
        return False
    signs = np.signbit(x) == np.signbit(y) if x.dtype.kind == "f" else True
    return bool(np.all((x == y) & signs | np.isnan(x) & np.isnan(y)))


def outcome(run: Any, inputs: Sequence[Any]) -> tuple[Any, ...]:
    try:
        return ("gives", run(*inputs))
    except Fault as fault:
        return ("raises", type(fault.exception), str(fault.exception))
    except Deoptimize:
        return ("gives up",)


def batches() -> list[list[str]]:
    return [NAMES[start : start + BATCH] for start in range(0, len(NAMES), BATCH)]


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("names", batches(), ids=lambda names: names[0])
def test_a_kernel_gives_what_the_interpreter_gives(names: list[str], sized: bool) -> None:
    builder = Builder()
    inputs: list[Any] = []
    labels: list[str] = []
    outputs: list[Value] = []
    for name in names:
        usable = [sample for sample in SAMPLES[name] if not fails(name, sample)]
        for sample in usable[:1] if sized else usable:  # loops over known sizes are unrolled: slow to compile
            results = add(builder, name, sample, sized=sized)
            inputs += sample[0]
            outputs += results
            labels += [name] * len(results)
    if not outputs:
        return
    graph = builder.build(outputs)
    expected = interpret(graph, copy.deepcopy(inputs))
    found = compile_graph(graph)(*copy.deepcopy(inputs))
    for label, a, b in zip(labels, expected, found, strict=True):
        assert same(a, b), f"{label}: {a!r} is not {b!r}"


FAILING = [
    (name, number) for name in NAMES for number, sample in enumerate(SAMPLES[name]) if fails(name, sample)
]


@pytest.mark.parametrize(("name", "number"), FAILING)
def test_a_kernel_raises_what_the_interpreter_raises(name: str, number: int) -> None:
    sample = SAMPLES[name][number]
    try:
        graph = one(name, sample, sized=False)
    except TraceError:
        return
    expected = outcome(lambda *given: interpret(graph, given), copy.deepcopy(sample[0]))
    found = outcome(compile_graph(graph), copy.deepcopy(sample[0]))
    assert expected == found
