"""The pass that writes in place: nobody can tell, and no copy is made where none is needed."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
from graphs import On, build
from random_graphs import random_graph, random_inputs

from autograph.runtime.checking import verify
from autograph.runtime.errors import Fault
from autograph.runtime.graph import Graph, Value
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
    arrays = {
        value: array for value, array in zip(graph.outputs, found, strict=True) if value.type.kind == "array"
    }
    pairs = [(a, b) for a in arrays for b in arrays if a is not b]
    assert not any(np.shares_memory(arrays[a], arrays[b]) for a, b in pairs)
    given = [array for array in inputs if isinstance(array, np.ndarray)]
    for array in arrays.values():
        assert all(array is other or not np.shares_memory(array, other) for other in given)


@pytest.mark.parametrize("block", range(20))
def test_random_programs_give_the_same_with_writes_in_place(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        check(random_graph(seed), random_inputs(seed))


# ------------------------------------------------------------------ cases


def writes(graph: Graph) -> list[bool]:
    """Return for each `set_item`, regions included, whether it writes in place."""
    found = []
    for node in graph.nodes:
        for region in node.regions.values():
            found += writes(region)
        if node.op.name == "set_item":
            found.append(bool(node.params.get("inplace")))
    return found


def copies(graph: Graph) -> int:
    """Return the number of `copy` nodes, regions included."""
    inner = sum(copies(region) for node in graph.nodes for region in node.regions.values())
    return inner + sum(node.op.name == "copy" for node in graph.nodes)


def compare(graph: Graph, *inputs: object, in_place: list[bool], copied: int) -> None:
    """Check the meaning, and how much is written in place and copied."""
    check(graph, list(inputs))
    assigned = buffers(graph)
    assert (writes(assigned), copies(assigned)) == (in_place, copied), str(assigned)


MATRIX = np.arange(12.0).reshape(3, 4)


def test_a_loop_writes_into_the_callers_array_without_a_copy() -> None:
    def body(on: On, i: Value, x: Value) -> Value:
        return on.put(x, on.multiply(on.at(x, i), 2), i)

    graph = build(lambda on, x: on.for_loop(3, x, body=body, carried=1), "f64[3]", updates=(0,))
    compare(build_updated(body), np.ones(3), in_place=[True], copied=0)
    assert graph.updates


def build_updated(body: Callable[..., object]) -> Graph:
    """Return a graph that runs a loop over its one input and updates it."""
    return build(lambda on, x: (on.for_loop(3, x, body=body, carried=1),), "f64[3]", updates=(0,))


def test_an_input_that_is_not_updated_is_copied_once_before_the_loop() -> None:
    def body(on: On, i: Value, x: Value) -> Value:
        return on.put(x, i, i)

    graph = build(lambda on, x: on.for_loop(3, x, body=body, carried=1), "f64[3]")
    compare(graph, np.ones(3), in_place=[True], copied=1)


def test_a_new_array_is_filled_in_place() -> None:
    def describe(on: On, n: Value) -> Value:
        new = on.full(n, 0.0, dtype=np.dtype("f8"))
        return on.for_loop(n, new, body=lambda on, i, x: on.put(x, i, i), carried=1)

    compare(build(describe, "int"), 4, in_place=[True], copied=0)


def test_a_row_read_after_a_write_is_saved_before_it() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        row = on.at(x, 0)
        y = on.put(x, 7.0, 0)
        return on.add(row, 1), y

    compare(build(describe, "f64[3, 4]", updates=(0,)), MATRIX, in_place=[True], copied=1)


def test_swapping_rows_saves_only_rows() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        a, b = on.at(x, 0), on.at(x, 2)
        return (on.put(on.put(x, b, 0), a, 2),)

    graph = build(describe, "f64[3, 4]", updates=(0,))
    check(graph, [MATRIX])
    assigned = buffers(graph)
    assert writes(assigned) == [True, True]
    sizes = [node.outputs[0].type.shape for node in assigned.nodes if node.op.name == "copy"]
    assert set(sizes) == {(4,)}


def test_arrays_swapped_in_a_loop_are_written_without_copies_inside() -> None:
    def body(on: On, i: Value, a: Value, b: Value) -> tuple[Value, ...]:
        return on.put(b, on.sum(a), 0), a

    graph = build(lambda on, a, b: on.for_loop(5, a, b, body=body, carried=2), "f64[3]", "f64[3]")
    compare(graph, np.ones(3), np.full(3, 2.0), in_place=[True], copied=2)


def test_a_branch_writes_in_place_what_the_other_hands_through() -> None:
    def body(on: On, i: Value, x: Value) -> Value:
        positive = on.less(0.0, on.at(x, i))
        return on.cond(positive, x, i, then=lambda on, x, i: on.put(x, 0.0, i), orelse=lambda on, x, i: x)

    compare(build_updated(body), np.array([1.0, -1, 2]), in_place=[True], copied=0)


def test_a_branch_copies_what_is_read_after_it() -> None:
    def describe(on: On, x: Value, p: Value) -> tuple[Value, ...]:
        y = on.multiply(x, 2)
        z = on.cond(p, y, then=lambda on, y: on.put(y, 0.0, 0), orelse=lambda on, y: y)
        return on.add(y, 1), z

    for p in (True, False):
        compare(build(describe, "f64[3]", "bool"), np.ones(3), p, in_place=[False], copied=0)


def test_a_value_stored_into_itself_is_saved() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        return (on.set_item(x, on.flip(x, axes=(0,)), index=(("slice", False, False, None),)),)

    compare(build(describe, "f64[3]", updates=(0,)), np.arange(3.0), in_place=[True], copied=1)


def test_constants_are_never_written() -> None:
    table = np.zeros(3)
    compare(
        build(lambda on, i: on.put(on.builder.constant(table), 1.0, i), "int"), 1, in_place=[False], copied=0
    )

    def body(on: On, i: Value, x: Value) -> Value:
        return on.put(x, 1.0, i)

    graph = build(lambda on, n: on.for_loop(n, on.builder.constant(table), body=body, carried=1), "int")
    compare(graph, 2, in_place=[True], copied=1)


def test_the_last_round_and_the_array_it_came_from_stay_apart() -> None:
    def body(on: On, i: Value, last: Value, x: Value) -> tuple[Value, ...]:
        return on.at(x, 0), on.put(x, i, 0)

    graph = build(lambda on, row, x: on.for_loop(3, row, x, body=body, carried=2), "f64[4]", "f64[3, 4]")
    # before the loop, in each round, and of what after no round would be the caller's row
    compare(graph, np.zeros(4), MATRIX, in_place=[True], copied=3)


def test_a_fault_leaves_the_writes_made_before() -> None:
    def body(on: On, i: Value, x: Value) -> Value:
        return on.put(x, i, i)

    graph = buffers(build(lambda on, x: (on.for_loop(9, x, body=body, carried=1),), "f64[n]", updates=(0,)))
    x = np.full(3, -1.0)
    with pytest.raises(Fault):
        interpret(graph, (x,))
    assert x.tolist() == [0, 1, 2]


def test_a_broadcast_array_is_never_written() -> None:
    def describe(on: On, x: Value) -> Value:
        return on.put(on.broadcast_to(on.multiply(x, 2), 3, 4), 9.0, 1, 1)

    compare(build(describe, "f64[4]"), np.arange(4.0), in_place=[False], copied=0)
