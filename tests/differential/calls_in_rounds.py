"""What loops ask of NumPy for each number: part of the kernel, to NumPy's last bit."""

import numpy as np


def interpolated(x, xs, ys):
    return np.interp(x, xs, ys), np.interp(x, xs, ys, left=-1), np.interp(x, xs, ys, right=2.5, left=x)


def followed(n, xs, ys):
    y = t = 0.0
    for _ in range(n):
        y += 0.1 * (np.interp(t, xs, ys) - y)
        t += 0.3
    return y


def diagonals(v):
    written = np.diag(v)
    written[-1, 0] = 1
    return np.diag(v, 1), np.diag(v, -2), np.diag(v, k=0) @ np.diag(v), written, np.diag(np.diag(written)), v


def bounded(a, start):
    return np.min(a, initial=start), a.max(initial=start), np.max(a[a > 1], initial=start)


X = np.array([0.0, 0.5, 1.5, 2.0, 4.0, 4.0, 7.0, 7.5, 8.0, 9.0, 12.0, 20.0])
Y = X**2
GAP, HUGE = Y.copy(), Y.copy()
GAP[3], HUGE[2] = np.nan, np.inf
_PLACES = [
    (x, X, y) for x in (0.0, -1.0, 4.0, 1.7, 9.5, np.float64(2.3), 3, np.nan, np.inf) for y in (Y, GAP, HUGE)
]
_ODD = [(1.2, X[::-1], Y), (1.0, X[:1], Y[:1]), (np.nan, X[:1], Y[:1]), (1.2, X[:3], Y[:3]), (20.0, X, Y)]
_OTHERS = [(1.0, X[:0], Y[:0]), (1.0, X, Y[:2]), (np.float32(1.2), X, Y), (2.0, X, X + 1j), (X[:3], X, Y)]
CASES = [
    (interpolated, *_PLACES, *_ODD, *_OTHERS),
    (followed, (40, X, Y), (0, X, Y)),
    (diagonals, *((np.arange(1, 5).astype(kind),) for kind in ("f8", "i4", "?", "c16"))),
    (diagonals, (np.arange(8.0)[::2],), (np.arange(1.0),)),
    (bounded, *((X, start) for start in (2, 2.5, np.inf, -1, np.nan, np.float64(30)))),
    (bounded, (X[:0], 1.0), (np.array([-0.0]), 0.0), (X.reshape(3, 4), 3), (X.astype("f4"), 2), (X[::-2], 1)),
]
