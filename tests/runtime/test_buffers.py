"""The pass that writes in place: nobody can tell, and no copy is made where none is needed."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from random_graphs import random_graph, random_inputs

from autograph.runtime.checking import verify
from autograph.runtime.graph import Graph
from autograph.runtime.interpreter import interpret
from autograph.runtime.passes.buffers import buffers


def check(graph: Graph, inputs: list[object]) -> None:
    before, after = copy.deepcopy(inputs), copy.deepcopy(inputs)
    constants = copy.deepcopy(list(graph.constants.values()))
    expected = interpret(graph, before)
    assigned = buffers(graph)
    verify(assigned)
    found = interpret(assigned, after)
    for one, other in zip((*expected, *before), (*found, *after), strict=True):
        np.testing.assert_array_equal(one, other)
        assert type(one) is type(other)
    for one, other in zip(constants, graph.constants.values(), strict=True):
        np.testing.assert_array_equal(one, other)
    check_memory(assigned, found, after)
    assert str(buffers(assigned)) == str(assigned)


def check_memory(graph: Graph, found: tuple[object, ...], inputs: list[object]) -> None:
    """No result shares memory with another or with an input, unless it is that very value."""
    arrays = {value: array for value, array in zip(graph.outputs, found, strict=True) if value.type.kind == "array"}
    pairs = [(a, b) for a in arrays for b in arrays if a is not b]
    assert not any(np.shares_memory(arrays[a], arrays[b]) for a, b in pairs)
    given = [array for array in inputs if isinstance(array, np.ndarray)]
    for array in arrays.values():
        assert all(array is other or not np.shares_memory(array, other) for other in given)


@pytest.mark.parametrize("block", range(20))
def test_random_programs_give_the_same_with_writes_in_place(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        check(random_graph(seed), random_inputs(seed))
