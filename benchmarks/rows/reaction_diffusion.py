"""Two substances that spread and react, by slices and temporaries."""

import numpy as np


def laplacian(z):
    return z[:-2, 1:-1] + z[1:-1, :-2] - 4.0 * z[1:-1, 1:-1] + z[1:-1, 2:] + z[2:, 1:-1]


def kernel(a, b, feed, kill, steps):
    for _ in range(steps):
        u = a[1:-1, 1:-1]
        v = b[1:-1, 1:-1]
        reaction = u * v * v
        du = 0.16 * laplacian(a) - reaction + feed * (1.0 - u)
        dv = 0.08 * laplacian(b) + reaction - (feed + kill) * v
        u += du
        v += dv
        for z in (a, b):
            z[0, :] = z[-2, :]
            z[-1, :] = z[1, :]
            z[:, 0] = z[:, -2]
            z[:, -1] = z[:, 1]
    return a, b


def arguments(size):
    n, steps = {"small": (16, 10), "medium": (100, 50), "large": (400, 100)}[size]
    random = np.random.default_rng(0)
    return 1.0 - 0.1 * random.random((n, n)), 0.2 * random.random((n, n)), 0.035, 0.06, steps


def work(a, b, feed, kill, steps):
    return 24 * steps * a.size, 2 * (a.nbytes + b.nbytes)
