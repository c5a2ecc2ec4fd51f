"""Under settings that make floating-point errors raise, no kernel runs."""

from __future__ import annotations

import numpy as np
import pytest

import autograph as ag


@ag.function(mode="graph")
def ratio(x, y):
    return x / y


@ag.function(mode="graph", backend="interpreter")
def ratio_interpreted(x, y):
    return x / y


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
@pytest.mark.parametrize("function", [ratio, ratio_interpreted])
def test_errstate_raises_as_it_does_for_numpy(function):
    one, zero = np.ones(3), np.zeros(3)
    with np.errstate(divide="ignore"):
        assert np.isinf(function(one, zero)).all()
    with np.errstate(divide="raise"), pytest.raises(FloatingPointError, match="divide by zero"):
        function(one, zero)
    with np.errstate(all="ignore"):
        assert np.isinf(function(one, zero)).all()
