"""Where a program asks for the number that `id` or `hash` gives, it gets that of the object itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag


class Node:
    def __init__(self, k: float) -> None:
        self.k = k


ONE, OTHER = Node(2.0), Node(3.0)
NODES = [ONE, OTHER]
X = np.array([1.0, 2.0])


def returned(node: Node, x: Any) -> Any:
    return id(node), id(NODES), {"a": [hash(node)]}, x[0]


def in_texts(node: Node, x: Any) -> Any:
    number = id(node)
    return hex(number), f"{number:#x}", "%#x" % id(node), "%x, %d" % (number, number), str(number), x[0]  # noqa: UP031


def of_tuples(node: Node, x: Any) -> Any:
    return hash((node, 1)), x[0]


def calculated(node: Node, x: Any) -> Any:
    return x + id(node) % 16 + (id(NODES) >> 4), id(node)


def chosen_by_data(node: Node, x: Any) -> Any:
    return id(node) if x[0] > 0 else id(OTHER)


def left_by_a_loop(node: Node, x: Any) -> Any:
    found = 0
    for _ in range(len(x)):
        found = id(node)
    return found


def compared_with_a_number(node: Node, x: Any, number: int = id(ONE)) -> Any:
    return x + 1 if id(node) == number else x


def of_what_is_taken_as_it_is(node: Node, x: Any) -> Any:
    return id(Node) % 7, id(None), hash("text"), x[0] * node.k


FUNCTIONS = [
    *(returned, in_texts, of_tuples, calculated, chosen_by_data, left_by_a_loop, compared_with_a_number),
    of_what_is_taken_as_it_is,
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_number_that_is_asked_for_is_that_of_the_object(function: Callable[..., Any]) -> None:
    decorated = ag.function(function, mode="graph", backend="interpreter")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        for _ in range(2):
            assert repr(decorated(ONE, X)) == repr(function(ONE, X))


class Linked:
    def __init__(self, k: float) -> None:
        self.parts = {self: k, (1, 2): 3}
        self.k = k


def linked(k: float) -> Linked:
    return Linked(k)


def test_an_object_that_is_a_key_is_the_one_of_the_call() -> None:
    decorated = ag.function(linked, mode="graph", backend="interpreter")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        made = decorated(2.0)
    assert next(iter(made.parts)) is made
    assert made.parts == {made: 2.0, (1, 2): 3}
