"""The printed graph: stable text that is a program, and gives the same when it is run."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
from graphs import On, build
from random_graphs import random_graph, random_inputs
from samples import SAMPLES, one_node_graph

from autograph.runtime import ops
from autograph.runtime.checking import verify
from autograph.runtime.errors import Fault, GraphError
from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.interpreter import interpret
from autograph.runtime.printing import load, named_objects, parse_type, type_text
from autograph.runtime.types import type_of

Golden = Callable[[str, str], None]


def smooth(on: On, x: Value, n: Value) -> tuple[Value, ...]:
    def body(on: On, i: Value, x: Value) -> Value:
        def add_up(on: On, x: Value, i: Value) -> Value:
            return on.put(x, on.add(on.at(x, i), 0.5, line=6), i, line=6)

        small = on.less(on.at(x, i), np.float64(1), line=5)
        return on.cond(small, x, i, then=add_up, orelse=lambda on, x, i: x)

    result = on.for_loop(n, x, body=body, carried=1)
    on.graph_print(on.sum(result), parts=(("sum", (0, "", ".3f")),), line=8)
    scale = on.builder.constant(np.arange(20.0), "scale")
    on.add(scale, 1)
    return on.multiply(result, np.array([1.0, np.nan])), result


def graph() -> Graph:
    return build(smooth, "f64[n]", "int", updates=(0,))


def test_a_graph_prints_as_a_program(golden: Golden) -> None:
    golden("smooth.graph", str(graph()))


def test_printing_is_deterministic() -> None:
    assert str(graph()) == str(graph())


def test_a_printed_program_gives_the_same() -> None:
    for seed in range(60):
        one, two = random_inputs(seed), random_inputs(seed)
        made = random_graph(seed)
        expected = interpret(made, one)
        found = load(str(made), named_objects(made))(*two)
        for a, b in zip((*expected, *one), (*found, *two), strict=True):
            np.testing.assert_array_equal(a, b)
            assert type(a) is type(b)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_op_prints_and_runs_again(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for inputs, params in SAMPLES[name]:
        made = one_node_graph(ops.get(name), inputs, params)
        try:
            expected = interpret(made, copy.deepcopy(inputs))
        except Fault:
            continue
        found = load(str(made), named_objects(made))(*copy.deepcopy(inputs))
        assert len(expected) == len(found)
        for a, b in zip(expected, found, strict=True):
            np.testing.assert_array_equal(a, b)
            assert type(a) is type(b)


@pytest.mark.parametrize(
    "content",
    [
        1,
        True,
        -0.0,
        float("nan"),
        float("-inf"),
        1e-320,
        complex(-0.0, float("inf")),
        np.float32(0.1),
        np.int8(-3),
        np.bool_(True),
        np.complex64(0.1 - 2j),
        np.array([1, 2], np.int16),
        np.zeros((0, 3)),
        np.arange(100),
        np.float64(0.1),
    ],
)
def test_constants_come_back_bit_for_bit(content: object) -> None:
    made = build(lambda on: on.builder.constant(content))
    (found,) = load(str(made), named_objects(made))()
    assert type(found) is type(content)
    assert np.asarray(found).tobytes() == np.asarray(content).tobytes()
    assert np.asarray(found).dtype == np.asarray(content).dtype
    assert np.shape(found) == np.shape(content)


@pytest.mark.parametrize(
    "text", ["int", "bool", "float", "complex", "f64", "i8", "bool[]", "c128[3, 4]", "f32[2] F"]
)
def test_types_are_parsed_as_they_are_printed(text: str) -> None:
    assert type_text(parse_type(text)) == text or text == "bool"


def test_a_recursive_function_prints_before_the_graph_and_runs() -> None:
    function = Function("raised", (type_of(1), type_of(1)), (type_of(1),))
    function.graph = build(
        lambda on, x, n: on.cond(
            on.equal(n, 0),
            x,
            n,
            then=lambda on, x, n: 1,
            orelse=lambda on, x, n: on.multiply(x, on.call(function, x, on.subtract(n, 1))),
        ),
        "int",
        "int",
        name="raised",
    )
    made = build(lambda on, x: on.call(function, x, 5), "int")
    assert str(made).startswith("def raised(")
    assert load(str(made))(3) == (243,)


def test_a_value_used_before_it_is_defined_is_found() -> None:
    made = build(lambda on, x: on.sin(on.cos(x)), "f64[n]")
    with pytest.raises(GraphError, match="not defined before"):
        verify(made.replace(nodes=tuple(reversed(made.nodes))))


def test_a_value_of_the_wrong_type_is_found() -> None:
    made = build(lambda on, x: on.sin(x), "f64[n]")
    (node,) = made.nodes
    wrong = Value(type_of(1))
    bad = Node(node.op, node.inputs, (wrong,), node.params)
    with pytest.raises(GraphError, match="sin gives"):
        verify(made.replace(nodes=(bad,), outputs=(wrong,)))
