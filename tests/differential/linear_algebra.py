"""What LAPACK computes: results of known sizes, in each dtype, and matrices that it refuses."""

import numpy as np


def inverted(a):
    b = np.linalg.inv(a)
    return b, b + a


def factored(a):
    lower = np.linalg.cholesky(a)
    a[:] = lower + np.triu(a, k=1)
    return a, lower


def factored_above(a):
    return np.linalg.cholesky(a, upper=True) * 2


def solved(a, b):
    x = np.linalg.solve(a, b)
    b += 1
    return x, a @ x


def in_rounds(a, b):
    total = np.zeros_like(b)
    for k in range(3):
        total += np.linalg.solve(a + k * np.eye(len(a)), b)
    return total


def with_a_handler(a, b):
    try:
        return np.linalg.solve(a, b)
    except np.linalg.LinAlgError as error:
        return str(error)


A = np.array([[4.0, 1.0, 0.5], [1.0, 5.0, 2.0], [0.5, 2.0, 6.0]])
B = np.arange(6.0).reshape(3, 2)
ONES = np.ones((3, 3))
F = A.astype("f4")
C = A + 1j * (np.triu(A, 1) - np.tril(A, -1))

CASES = [
    (inverted, (A,), (F,), (C,), (A.astype(int),), (ONES,), (B,), (np.zeros((0, 0)),), (np.stack([A, A]),), (A[:1, :1],),
     (A.T,), (A[::-1, ::-1],), (np.nan * A,)),
    (factored, (A,), (F,), (C,), (-A,), (B,), (A.T,), (np.zeros((0, 0)),), (np.stack([A, A]),), (A[:2, :2],)),
    (factored_above, (A,), (C,)),
    (solved, (A, B), (A, B[:, 0].copy()), (F, B), (A, B + 1j), (F, B.astype("f4")), (A, np.arange(6).reshape(3, 2)),
     (ONES, B), (B, B), (A, B[:2].copy()), (A, np.stack([B, B])), (np.stack([A, A]), B), (A, B.T.copy())),
    (in_rounds, (A, B), (A, B[:, 1].copy()), (C, B + 0j)),
    (with_a_handler, (A, B), (ONES, B)),
]  # fmt: skip
