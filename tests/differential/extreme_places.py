"""Places of the largest and smallest elements: ties, NaN, long rows, every axis, memory in other orders."""

import numpy as np


def of_all(x):
    return x.argmax(), x.argmin(), np.argmax(x + 1), np.argmin(-x)


def along_axes(x):
    return x.argmax(axis=0), x.argmin(axis=-1), np.argmax(x * 2, axis=1), np.argmin(x, axis=0, keepdims=True)


def rows_by_places(x, i):
    return x[i], x[:, i] * 2, x[i] + x[i[:1]], x[i, 1:]


def handed_on(x):
    turned = np.roll(x, 3)
    turned[0] = -1.0
    tiled = np.tile(x, 2)
    tiled += 1
    return turned, tiled, x, np.pad(x, 1)[1:-1]


LONG = np.round(np.random.default_rng(5).random(150), 2)
GAPS = np.where(LONG > 0.97, np.nan, LONG)
ROWS = np.stack((LONG, GAPS, LONG[::-1]))

CASES = [
    (
        of_all,
        *[(x,) for x in (LONG, GAPS, ROWS, ROWS.T, np.sort(LONG), LONG[:64], LONG[::-3], LONG * 0, LONG[:0])],
    ),
    (of_all, *[((LONG * 50).astype(kind),) for kind in ("u1", "i8", "f4")]),
    (
        along_axes,
        (ROWS,),
        (ROWS.T,),
        (np.stack((ROWS, -ROWS)),),
        (ROWS[:, ::2],),
        ((ROWS[::2] * 9).astype("i4"),),
    ),
    (rows_by_places, (ROWS, np.array([2, 0, -1])), (ROWS, np.array([3])), (ROWS, np.array([], int))),
    (handed_on, (LONG,), (LONG[:4],), (LONG[::2],)),
]
