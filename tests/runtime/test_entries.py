"""What Python calls of a kernel: it looks at its arguments, and runs for those alone that it is to expect."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.codegen.expected import NUMBER, array_word, expectation
from autograph.runtime.graph import Builder
from autograph.runtime.kernel import Kernel, compile_graph
from autograph.runtime.types import ArrayType, symbol

F8 = np.dtype("f8")
GRID, ROW = np.ones((3, 4)), np.ones(4)


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    """``grid[...] = grid * row + n``, and the new grid's transposed copy is returned."""
    builder = Builder()
    n, m = symbol(), symbol()
    grid = builder.input(ArrayType(F8, (n, m)), "grid")
    row = builder.input(ArrayType(F8, (m,)), "row")
    number = builder.input(ArrayType(F8, (), kind="python"), "n")
    (product,) = builder.apply(ops.get("multiply"), (grid, row))
    (moved,) = builder.apply(ops.get("add"), (product, number))
    return compile_graph(builder.build([product], [(0, moved)]))


def called(kernel: Kernel, words: list[int], *given: Any, look: bool = False) -> tuple[Any, int]:
    """Return what the entry returns, and the first word of the fault buffer, which is 7 before."""
    names = kernel.running.names
    frame = names["new_frame"]()
    frame.words[0] = 7
    constants = kernel.program.constants
    result = names["entry"](0 if look else frame.address, expectation(words), *given, *constants)
    return result, int(frame.words[0])


WORDS = [array_word(GRID, written=True), array_word(ROW, written=False), NUMBER]


def test_it_runs_for_what_is_expected(kernel: Kernel) -> None:
    grid = np.arange(12.0).reshape(3, 4)
    (product,), word = called(kernel, WORDS, grid, ROW * 2.0, 0.5)
    assert word == 7
    np.testing.assert_array_equal(product, np.arange(12.0).reshape(3, 4) * 2.0)
    np.testing.assert_array_equal(grid, product + 0.5)
    assert product.base is not None
    assert product.flags.writeable


def test_it_can_look_without_running(kernel: Kernel) -> None:
    grid = GRID.copy()
    assert called(kernel, WORDS, grid, ROW, 0.5, look=True) == (True, 7)
    assert called(kernel, WORDS, grid, ROW, 1, look=True) == (None, 7)
    np.testing.assert_array_equal(grid, GRID)


class Sub(np.ndarray):
    """An array of another class."""


def read_only() -> np.ndarray:
    array = GRID.copy()
    array.flags.writeable = False
    return array


SHARED = np.ones(16)
OTHERS: list[tuple[Any, Any, Any]] = [
    (GRID.tolist(), ROW, 0.5),
    (None, ROW, 0.5),
    (GRID.view(Sub), ROW, 0.5),
    (GRID.astype("f4"), ROW, 0.5),
    (GRID.astype(">f8"), ROW, 0.5),
    (GRID.astype("i8"), ROW, 0.5),
    (np.asfortranarray(GRID), ROW, 0.5),
    (np.ones((3, 8))[:, ::2], ROW, 0.5),
    (read_only(), ROW, 0.5),
    (np.ones((1, 4)), ROW, 0.5),
    (np.ones((3, 1)), np.ones(1), 0.5),
    (np.ones(12), ROW, 0.5),
    (np.ones((3, 4, 1)), ROW, 0.5),
    (np.ones(97, "i1")[1:].view("f8").reshape(3, 4), ROW, 0.5),
    (SHARED[:12].reshape(3, 4), SHARED[8:12], 0.5),
    (SHARED[4:].reshape(3, 4), SHARED[1:5], 0.5),
    (GRID, np.ones(4, "f4"), 0.5),
    (GRID, 1.0, 0.5),
    (GRID, ROW, 1),
    (GRID, ROW, True),
    (GRID, ROW, np.float64(0.5)),
    (GRID, ROW, 0.5j),
]


@pytest.mark.parametrize("given", OTHERS, ids=range(len(OTHERS)))
def test_it_does_not_run_for_others(kernel: Kernel, given: tuple[Any, Any, Any]) -> None:
    assert called(kernel, WORDS, *given) == (None, 0)
    assert called(kernel, WORDS, *given, look=True) == (None, 7)


@pytest.mark.parametrize(("grid", "row"), [(SHARED[:12], SHARED[12:]), (SHARED[4:], SHARED[:4])])
def test_neighbours_in_memory_are_apart(kernel: Kernel, grid: np.ndarray, row: np.ndarray) -> None:
    grid = grid.reshape(3, 4)
    assert called(kernel, WORDS, grid, row, 0.5, look=True)[0] is True


def test_arrays_without_elements_share_no_memory(kernel: Kernel) -> None:
    empty = SHARED[:0].reshape(0, 4)
    words = [array_word(empty, written=True), *WORDS[1:]]
    assert called(kernel, words, empty, SHARED[:4], 0.5, look=True)[0] is True


def test_an_array_that_goes_backwards_is_where_its_elements_are(kernel: Kernel) -> None:
    back = SHARED[7::-1][:4]  # elements 7 to 4
    words = [WORDS[0], array_word(back, written=False), NUMBER]
    assert called(kernel, words, SHARED[4:].reshape(3, 4), back, 0.5, look=True)[0] is None
    assert called(kernel, words, np.ones((3, 4)), back, 0.5, look=True)[0] is True


def test_it_says_what_is_wrong_with_a_call(kernel: Kernel) -> None:
    with pytest.raises(TypeError, match="another number of arguments"):
        kernel.running.names["entry"](0, expectation(WORDS), GRID)


def test_results_own_their_memory_and_the_caller_keeps_its_own() -> None:
    builder = Builder()
    x = builder.input(ArrayType(F8, (symbol(),)), "x")
    (twice,) = builder.apply(ops.get("add"), (x, x))
    kernel = compile_graph(builder.build([twice, x]))
    given = np.arange(3.0)
    made, same = kernel.run(given)
    assert same is given
    del kernel, given
    np.testing.assert_array_equal(made, [0.0, 2.0, 4.0])
    np.testing.assert_array_equal(same, [0.0, 1.0, 2.0])
