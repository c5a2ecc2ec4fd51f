"""Running totals, variances and standard deviations: of any rank and axis, of zeros of both signs, nan and inf."""

import numpy as np


def totals(x):
    return (
        np.cumsum(x),
        np.cumsum(x * 2 + 1),
        x.cumprod(),
        np.add.accumulate(x),
        np.cumsum(np.exp(-np.abs(x))),
    )


def extremes_so_far(x):
    return np.maximum.accumulate(x), np.minimum.accumulate(x, axis=-1), np.cumsum(np.signbit(x))


def along_axes(x):
    return np.cumsum(x, axis=0), np.cumsum(np.sin(x), axis=1), x.cumsum(), np.maximum.accumulate(x, 0)


def of_whole_numbers(x):
    return (
        np.cumsum(x),
        np.cumprod(x),
        np.minimum.accumulate(x),
        np.cumsum(x > 1),
        np.cumsum(x.astype(np.int8)),
    )


def deviations(x):
    return np.std(x), np.var(x, ddof=1), x.std(ddof=0.5), np.std(np.abs(x)), (x - x.mean()) / x.std()


def deviations_along_axes(x):
    return x.std(axis=0), np.var(x, axis=-1, keepdims=True), np.std(x * 2 - 1, axis=1, ddof=1), np.var(x)


def drawdown(prices):
    worst = 0.0
    peaks = np.maximum.accumulate(prices)
    for k in range(len(prices)):
        if peaks[k] > 0:
            worst = max(worst, (peaks[k] - prices[k]) / peaks[k])
    return worst, np.std(np.diff(prices))


RANDOM = np.random.default_rng(4)
SPECIAL = np.array([-0.0, 0.0, -0.0, 1.0, np.nan, 2.0])
LINES = (
    (RANDOM.normal(size=150),),
    (np.array([-0.0, -0.0, 0.0]),),
    (SPECIAL,),
    (np.array([1.0, np.inf, 2.0]),),
    (RANDOM.normal(size=9).astype(np.float32),),
    (RANDOM.normal(size=20)[::-3],),
)
TABLES = (
    (RANDOM.normal(size=(7, 4)),),
    (RANDOM.normal(size=(4, 7)).astype(np.float32),),
    (RANDOM.normal(size=(2, 3, 4)),),
    (RANDOM.normal(size=(1, 5)),),
)
WHOLE = (
    (RANDOM.integers(-5, 9, 12),),
    (RANDOM.integers(0, 9, (3, 4)).astype(np.uint8),),
    (np.array([], int),),
)
CASES = [
    (totals, *LINES),
    (extremes_so_far, *LINES, *TABLES),
    (along_axes, *TABLES),
    (of_whole_numbers, *WHOLE),
    (deviations, *LINES),
    (deviations_along_axes, *TABLES),
    (drawdown, *LINES[:1]),
]
