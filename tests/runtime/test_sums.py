"""Sums in NumPy's order to the last bit: of any length, shared by threads, fused with what they add."""

import numpy as np
import pytest

import autograph as ag

RANDOM = np.random.default_rng(11)


def totals(x):
    return np.sum(x), np.sum(x * x), np.mean(np.abs(x - 1)), np.sum(np.exp(x) * 2)


def of_part(x):
    return np.sum(x[..., 1:]), np.sum(x[..., 1:] * 2 - 1), np.sum(np.exp(x[..., :-1]))


def chained(x, y):
    return np.exp(-x * x) * np.cos(y) + x, x * 2 + y, (x - y).sum()


def _same(function, *args):
    found = ag.function(mode="graph", fullgraph=True)(function)(*args)
    for one, other in zip(found, function(*args), strict=True):
        assert np.array_equal(one, other, equal_nan=True)
        assert np.asarray(one).dtype == np.asarray(other).dtype


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_lines_are_added_in_numpys_order(dtype):
    for size in (0, 1, 7, 8, 9, 127, 128, 129, 1000, 1024, 2047, 65_535, 65_537, 131_072, 300_001):
        _same(totals if size else of_part, RANDOM.normal(size=size).astype(dtype))
    _same(of_part, RANDOM.normal(size=200_001).astype(dtype))


@pytest.mark.parametrize(
    "shape", [(3, 5), (1, 400), (400, 1), (50_000, 3), (3, 50_000), (40, 50, 60), (9, 2000, 7)]
)
def test_rows_are_added_in_numpys_order(shape):
    x = RANDOM.normal(size=shape)
    _same(totals, x)
    _same(chained, x, RANDOM.normal(size=shape))


def test_parts_of_rows_are_added_block_by_block():
    def functions(x):
        return np.sum(x[:, 1:] * 2), np.sum(np.exp(x[:, :-1])), np.sum(np.sin(x[1:]) + x[:-1])

    for shape in ((2, 2), (300, 3), (5, 1000), (700, 900)):
        _same(functions, RANDOM.normal(size=shape))


def test_special_numbers_are_added_like_others():
    x = RANDOM.normal(size=70_000)
    for place, value in ((5, np.nan), (-1, np.inf), (300, -np.inf)):
        x[place] = value
        with np.errstate(invalid="ignore"):
            _same(totals, x)
    zero = ag.function(mode="graph")(of_products)(np.full(20, -0.0))
    assert not np.signbit(zero)
    assert not np.signbit(of_products(np.full(20, -0.0)))


def of_products(x):
    return np.sum(x * 1)
