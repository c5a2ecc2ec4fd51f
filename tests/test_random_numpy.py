"""Random NumPy programs do in a graph what they do without."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import random_numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograph.testing import assert_same


def _check(seed: int, stages: tuple[str, ...], ulps: int = 0, calls: float = 0.0) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        source, args = random_numpy.program(seed, calls=calls)
        function = random_numpy.function_of(source, f"<random NumPy program {seed}>")
        assert_same(function, *args, stages=stages, repeat=1, frames=False, ulps=ulps)


@pytest.mark.parametrize("block", range(6))
def test_random_programs_do_the_same_interpreted(block: int) -> None:
    for seed in range(block * 15, block * 15 + 15):
        _check(seed, ("interpreter",))


@pytest.mark.parametrize("block", range(4))
def test_random_calls_with_keywords_do_the_same_interpreted(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        _check(seed, ("interpreter",), calls=0.75)


@pytest.mark.parametrize("seed", range(5000, 5006))
def test_random_programs_do_the_same_compiled(seed: int) -> None:
    _check(seed, ("kernel",), ulps=4)


def views_and_copies(x, y):
    total = x + y
    row = x.ravel()
    turned = x.T.reshape(-1)
    parts = np.array_split(row, 2)
    picked = np.where(x > y, x, total)
    return (
        total,
        row,
        turned,
        parts,
        picked,
        x[..., ::-1],
        np.sum(x, axis=-1),
        np.cumsum(y),
        x.max(initial=-9),
    )


def written(x, y):
    x[...] = y
    x += 1
    x.T[...] *= 2
    np.maximum(x, y, out=x)
    return x, x.reshape(-1), x.sum()


SHAPES = arrays.array_shapes(min_dims=1, max_dims=3, max_side=4)
DTYPES = st.sampled_from(["?", "i1", "u1", "i4", "u8", "i8", "f4", "f8", "c8", "c16"])


@pytest.mark.parametrize("function", [views_and_copies, written])
@given(data=st.data())
def test_arrays_of_any_dtype_and_shape_do_the_same(function, data):
    shape, dtype = data.draw(SHAPES), data.draw(DTYPES)
    x = data.draw(arrays.arrays(dtype, shape))
    y = data.draw(arrays.arrays(dtype, shape))
    order = data.draw(st.sampled_from("CFN"))
    x = np.asfortranarray(x) if order == "F" else x[::-1] if order == "N" else x
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        assert_same(function, x, y, stages=("interpreter",), repeat=1, frames=False)
