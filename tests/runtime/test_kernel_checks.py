"""What kernels check before a loop instead of in its rounds, and what they compute in a way of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.runtime import ops
from autograph.runtime.codegen import machine_waves
from autograph.runtime.codegen.generate import kernel_source
from autograph.runtime.graph import Builder
from autograph.runtime.kernel import compile_graph
from autograph.runtime.passes import optimize
from autograph.runtime.types import ArrayType, symbol, type_of
from autograph.testing import assert_same


def square_part(a: np.ndarray, b: np.ndarray, n: int) -> np.ndarray:
    for i in range(n):
        for j in range(len(a)):
            a[i, j] += b[j, i] * a[j, j]
    return a


@pytest.mark.parametrize("shape", [(4, 4), (4, 3), (3, 4), (4, 6), (0, 0)])
@pytest.mark.parametrize("other", [(4, 4), (3, 3), (5, 4)])
@pytest.mark.parametrize("n", [0, 3, 4, 5])
def test_a_round_fails_where_it_does_and_what_was_written_stays(
    shape: tuple[int, int], other: tuple[int, int], n: int
) -> None:
    random = np.random.default_rng(0)
    assert_same(square_part, random.random(shape), random.random(other), n, stages=["kernel"])


def sums_of_changing_rows(x: np.ndarray, rounds: int) -> list[float]:
    found = []
    y = x
    for k in range(rounds):
        total = 0.0
        for i in range(len(x)):
            total += y[i] if i < len(y) else x[i]
        y = np.concatenate((y, y)) if k % 2 else y[:-1]
        found.append(total + y[k])
    return found


@pytest.mark.parametrize("rounds", [1, 3, 6])
def test_sizes_that_rounds_change_are_checked_in_each(rounds: int) -> None:
    assert_same(sums_of_changing_rows, np.arange(4.0), rounds, stages=["kernel"])


@pytest.mark.parametrize("exponent", [-4.0, -2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 7.0])
def test_powers_of_scalars_have_the_librarys_bits(exponent: float) -> None:
    builder = Builder()
    x = builder.input(type_of(np.float64(1.0)))
    kernel = compile_graph(builder.build(builder.apply(ops.get("power"), (x, builder.constant(exponent)))))
    random = np.random.default_rng(0)
    near = 1 + random.integers(-5000, 5000, 3000) * 2.0**-52
    wide = random.normal(size=3000) * np.exp(random.normal(size=3000) * 50)
    special = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 2.0**1023, 2.0**-1022, 2.0**100]
    with np.errstate(all="ignore"):
        for number in np.concatenate([near, random.random(3000), wide, special]):
            found, expected = kernel(number)[0], number**exponent
            assert found == expected or (np.isnan(found) and np.isnan(expected)), (number, found, expected)


@pytest.mark.parametrize("dtype", ["c8", "c16"])
@pytest.mark.parametrize("size", [1, 2, 3, 700])
def test_products_of_complex_arrays_have_numpys_bits(dtype: str, size: int) -> None:
    builder = Builder()
    inputs = [builder.input(ArrayType(np.dtype(dtype), (symbol(may_be_one=False),))) for _ in range(2)]
    kernel = compile_graph(builder.build(builder.apply(ops.get("multiply"), inputs)))
    parts = np.random.default_rng(size).normal(size=(4, size))
    a, b = (parts[0] + 1j * parts[1]).astype(dtype), (parts[2] + 1j * parts[3]).astype(dtype)
    assert kernel(a, b)[0].tobytes() == (a * b).tobytes()


@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("axis", [None, (0,), (1,)])
@pytest.mark.parametrize("fused", [False, True])
def test_extremes_of_rows_of_any_length(name: str, dtype: str, axis: Any, fused: bool) -> None:
    builder = Builder()
    x = builder.input(ArrayType(np.dtype(dtype), (symbol(), symbol())))
    read = builder.apply(ops.get("negative"), (x,))[0] if fused else x
    kernel = compile_graph(builder.build(builder.apply(ops.get(name), (read,), {"axis": axis})))
    for shape in ((1, 1), (3, 7), (2, 600), (1500, 3)):
        content = np.random.default_rng(0).normal(size=shape).astype(dtype)
        for spoiled in (False, True):
            if spoiled:
                content[-1, -1] = np.nan
            expected = getattr(np, name)(-content if fused else content, axis=axis[0] if axis else None)
            np.testing.assert_array_equal(kernel(content)[0], expected)


def test_a_row_written_onto_itself_is_left_out() -> None:
    builder = Builder()
    x, i = builder.input(ArrayType(np.dtype("f8"), (symbol(), symbol())), "x"), builder.input(type_of(0), "i")
    row = {"index": (("int",), ("slice", False, False, None))}
    (view,) = builder.apply(ops.get("get_item"), (x, i), row)
    (again,) = builder.apply(ops.get("set_item"), (x, view, i), row)
    graph = optimize(builder.build([], [(0, again)]))
    assert "[at, i" not in kernel_source(graph)
    content = np.arange(6.0).reshape(2, 3)
    compile_graph(graph)(content, 1)
    np.testing.assert_array_equal(content, np.arange(6.0).reshape(2, 3))


def neighbours(a: np.ndarray, b: np.ndarray, rounds: int) -> np.ndarray:
    for _ in range(rounds):
        a[1:-1, 1:-1] = a[1:-1, 1:-1] + (b[:-2, 1:-1] * b[2:, 1:-1] - a[1:-1, 2:])
        b[1:-1] = a[1:-1] * 2.0 + b[2:]
    return a


@pytest.mark.parametrize("one", [(5, 6), (6, 5), (3, 3), (2, 2), (4, 3), (0, 7)])
@pytest.mark.parametrize("other", [(5, 6), (6, 6), (3, 3), (3, 4), (2, 5), (7, 0)])
def test_sizes_that_were_taken_for_equal_may_differ(one: tuple[int, int], other: tuple[int, int]) -> None:
    random = np.random.default_rng(0)
    assert_same(neighbours, random.random(one), random.random(other), 2, stages=["kernel"])


def gathered(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    for i in range(len(points)):
        for j in range(points.shape[1]):
            centres[i, j] += points[i, j]
        centres[i] += points[i]
    return centres


def test_a_place_needs_no_check_where_its_bound_is_a_size_taken_for_equal() -> None:
    points, centres = np.random.default_rng(0).random((5, 3)), np.zeros((5, 3))
    kernel = compile_graph(ag.function(gathered, mode="graph").trace(points, centres).optimized)
    columns = "n_1 - 1 >= "
    assert columns not in kernel.source
    assert columns in kernel.general.source
    for shape in ((5, 3), (5, 2), (4, 3)):
        assert_same(gathered, points, np.zeros(shape), stages=["kernel"])


def test_a_kernel_takes_sizes_for_equal_and_another_runs_where_they_are_not() -> None:
    builder = Builder()
    x, y = (builder.input(ArrayType(np.dtype("f8"), (symbol(may_be_one=False),))) for _ in range(2))
    parts = []
    for value, bounds in ((x, ("slice", True, False, None)), (y, ("slice", False, True, None))):
        place = builder.constant(1 if bounds[1] else -1)
        parts += builder.apply(ops.get("get_item"), (value, place), {"index": (bounds,)})
    graph = builder.build(builder.apply(ops.get("add"), parts))
    kernel = compile_graph(graph)
    assert "step(" not in kernel.source
    assert "step(" in kernel.general.source
    np.testing.assert_array_equal(kernel(np.arange(3.0), np.arange(3.0))[0], [1.0, 3.0])
    np.testing.assert_array_equal(kernel(np.arange(2.0), np.arange(4.0))[0], [1.0, 2.0, 3.0])
    np.testing.assert_array_equal(kernel(np.arange(4.0), np.arange(2.0))[0], [1.0, 2.0, 3.0])


@pytest.mark.parametrize("name", ["sin", "cos"])
@pytest.mark.parametrize(("fused", "lanes"), [(False, None), (True, None), (True, 8)])
def test_waves_have_numpys_bits(
    name: str, fused: bool, lanes: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lanes is not None:
        monkeypatch.setattr(machine_waves, "lanes", lambda: lanes)
        monkeypatch.setenv("AUTOGRAPH_CACHE", "0")
    builder = Builder()
    x = builder.input(ArrayType(np.dtype("f8"), (symbol(),)))
    read = builder.apply(ops.get("negative"), (x,))[0] if fused else x
    kernel = compile_graph(builder.build(builder.apply(ops.get(name), (read,))))
    random = np.random.default_rng(0)
    turns = random.integers(-600_000, 600_000, 4000) * (np.pi / 2)
    numbers = np.concatenate(
        [
            random.normal(size=20_000) * 3,
            random.uniform(-(2**20), 2**20, 4000),
            random.uniform(-0.2, 0.2, 4000),
            np.exp(random.normal(size=4000) * 15),
            turns * (1 + random.integers(-3, 4, 4000) * 2.0**-52),
            random.normal(size=100) * 1e300,
            *(size * (1 + random.integers(-9, 10, 200) * 2.0**-52) for size in machine_waves.BOUNDS),
            [0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1e-310, 2.0**20, -(2.0**20)],
        ]
    )
    random.shuffle(numbers)
    with np.errstate(invalid="ignore"):
        for size in (0, 1, 5, 511, 512, 513, len(numbers)):
            given = numbers[:size]
            expected = getattr(np, name)(-given if fused else given)
            found, some = kernel(given)[0], ~np.isnan(expected)
            np.testing.assert_array_equal(found[some].view("i8"), expected[some].view("i8"))
            assert np.all(np.isnan(found[~some]))


def sums_over_steps(n: int, k: int) -> tuple[int, int]:
    down = up = 0
    for i in range(n, 0, -k):
        down += i * i
    for i in range(0, n, k):
        for j in range(0, i, k):
            up += i - j
    return down, up


@pytest.mark.parametrize("step", [3, 1, -2, 0])
def test_a_step_that_is_data_is_checked_before_its_loop(step: int) -> None:
    assert_same(sums_over_steps, 10, step, stages=["kernel"])


def found_in_rounds(x: np.ndarray, n: int) -> np.ndarray:
    rows = np.zeros((n, 3))
    for i in range(n):
        tries = 0
        while True:
            part = x[i, 1:] * x[i, 0]
            if tries >= 3:
                break
            tries += 1
        rows[i] = part
    return rows


def test_an_array_made_in_an_inner_loop_has_a_size_of_its_own() -> None:
    assert_same(found_in_rounds, np.arange(16.0).reshape(4, 4), 4)


def in_order(x: np.ndarray, k: int) -> tuple[Any, ...]:
    rows = [np.sort(x[: i + k]) for i in range(2)]
    words = sorted([int(v) for v in x], key=lambda v: (v % 3, -v))
    return rows[0], rows[1][::-1], np.argsort(x[::-2], kind="stable"), words, np.searchsorted(rows[1], 5)


@pytest.mark.parametrize("dtype", [np.int64, np.uint8])
def test_short_rows_are_sorted_without_python(dtype: Any) -> None:
    x = (np.arange(60) * 7 % 31).astype(dtype)
    assert_same(in_order, x, 5)
    assert_same(in_order, x, 40)
    assert_same(in_order, x[:1], 0)
