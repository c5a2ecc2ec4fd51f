"""Random graphs with views, writes, branches and loops: the kernel gives what the interpreter gives."""

from __future__ import annotations

import copy
import warnings
from typing import Any

import numpy as np
import pytest
from kernel_in_python import PythonKernel
from random_graphs import random_graph, random_inputs
from random_kernels import random_kernel

from autograph.runtime.errors import Deoptimize, Fault
from autograph.runtime.graph import Graph
from autograph.runtime.interpreter import interpret
from autograph.runtime.kernel import compile_graph
from autograph.runtime.passes import optimize
from autograph.runtime.passes.buffers import buffers


def check(graph: Graph, run: Any, seed: int) -> None:
    before, after = (copy.deepcopy(random_inputs(seed)) for _ in range(2))
    expected = interpret(graph, before)
    found = run(*after)
    for one, other in zip((*expected, *before), (*found, *after), strict=True):
        assert type(one) is type(other)
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("block", range(10))
def test_kernel_source_means_what_the_graph_means(block: int) -> None:
    """The source is run by Python, every index checked: no compilation."""
    for seed in range(1000 + block * 15, 1000 + block * 15 + 15):
        graph = random_graph(seed)
        check(graph, PythonKernel(buffers(graph)), seed)
        check(graph, PythonKernel(optimize(graph)), seed)


@pytest.mark.parametrize("seed", range(2000, 2012))
def test_compiled_kernels_mean_what_the_graph_means(seed: int) -> None:
    graph = random_graph(seed)
    check(graph, compile_graph(optimize(graph)), seed)


def outcome(run: Any, inputs: list[Any]) -> tuple[Any, ...]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return ("gives", run(*inputs))
        except Fault as fault:
            return ("raises", type(fault.exception), str(fault.exception))
        except Deoptimize:
            return ("gives up",)


def compare(graph: Graph, run: Any, inputs: list[Any]) -> None:
    """Compare results, exceptions, and what was written until then."""
    before, after = copy.deepcopy(inputs), copy.deepcopy(inputs)
    expected = outcome(lambda *given: interpret(graph, given), before)
    found = outcome(run, after)
    if "gives up" in (expected[0], found[0]):
        return
    assert expected[0] == found[0]
    if expected[0] == "raises":
        assert expected == found
        return
    for one, other in zip((*expected[1], *before), (*found[1], *after), strict=True):
        assert type(one) is type(other)
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("block", range(10))
def test_kernel_source_fails_as_the_graph_fails(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        graph, inputs = random_kernel(seed)
        for assigned in (buffers(graph), optimize(graph)):
            compare(assigned, PythonKernel(assigned), inputs)


@pytest.mark.parametrize("seed", range(500, 512))
def test_compiled_kernels_fail_as_the_graph_fails(seed: int) -> None:
    graph, inputs = random_kernel(seed)
    graph = optimize(graph)
    compare(graph, compile_graph(graph), inputs)
