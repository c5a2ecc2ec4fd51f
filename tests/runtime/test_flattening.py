"""Loops over all axes of arrays in one piece become one; others stay as they are."""

import numpy as np
import pytest

import autograph as ag


def scaled(x, y):
    return (x - 0.5) * y + np.abs(x)


def counted(x):
    return x * np.arange(x.shape[0])[:, None]


def shrinking(x, rounds):
    y = np.exp(x)
    for _ in range(rounds):
        z = np.exp(-y) + y
        y = z[:, 1:] * 2
    return y, z


def growing(x, rounds):
    for _ in range(rounds):
        x = np.concatenate((x, np.exp(-x)), axis=1)
    return x * 2 + 1


def source(function, *args):
    return ag.function(mode="graph", parallel=False)(function).trace(*args).kernel_source


@pytest.mark.parametrize("shape", [(4, 5), (2, 3, 4), (2, 1, 3, 2)])
def test_all_axes_become_one_loop(shape):
    x, y = np.random.default_rng(0).normal(size=(2, *shape))
    text = source(scaled, x, y)
    assert text.count("for ") == 1
    assert ".flat[" in text
    found = ag.function(mode="graph", fullgraph=True)(scaled)
    assert np.array_equal(found(x, y), scaled(x, y))
    assert np.array_equal(found(np.asfortranarray(x), y), scaled(x, y))
    assert np.array_equal(found(x[::-1], y), scaled(x[::-1], y))


def test_loops_whose_indices_count_stay():
    x = np.random.default_rng(0).normal(size=(4, 5))
    assert ".flat[" not in source(counted, x)
    assert ".flat[" not in source(scaled, x, x[:, :1])


@pytest.mark.parametrize("function", [shrinking, growing])
def test_sizes_that_change_are_the_rounds_own(function):
    x = np.random.default_rng(0).normal(size=(30, 7))
    found, wanted = ag.function(mode="graph", fullgraph=True)(function)(x, 4), function(x, 4)
    for one, other in zip(
        *((each if isinstance(each, tuple) else (each,)) for each in (found, wanted)), strict=True
    ):
        assert np.array_equal(one, other)
