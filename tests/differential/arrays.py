"""Whole-array NumPy: elementwise, broadcasting, reductions, products, creation, dtypes."""

import numpy as np


def elementwise(a):
    return a + 1, a * a, -a, abs(a), a / 2, a // 2, a % 2, a**2


def comparisons(a, b):
    return a < b, a == b, a != b, (a > 0) & (b > 0), ~(a >= b)


def functions(a):
    return np.sqrt(np.abs(a)), np.floor(a), np.ceil(a), np.rint(a), np.sign(a), np.square(a), np.isnan(a)


def transcendental(a):
    return np.exp(a), np.sin(a), np.cos(a), np.log(np.abs(a) + 1), np.tanh(a)


def broadcasting(a, b):
    return a[:, None] + b, a[:, None] * b[None, :], a + 1.5


def reductions(a):
    return a.sum(), a.mean(), a.max(), a.min(), a.prod(), a.std(), a.var(), np.argmax(a), a.argmin()


def axis_reductions(m):
    return m.sum(axis=0), m.mean(axis=1), m.max(axis=-1), np.sum(m, axis=0, keepdims=True), m.argmax(axis=1)


def cumulative(a):
    return np.cumsum(a), np.cumprod(a), np.diff(a)


def products(m, a):
    return m @ a, np.dot(m, a), m.T @ m, np.outer(a, a), a @ a


def where_select(a, b, x):
    return np.where(a > x, a, b), np.where(a > 0, 1, 0), np.where(a > x, a, -1.0)


def clipped(a):
    return np.clip(a, -1, 1), a.clip(0), np.maximum(a, 0), np.minimum(a, b := 1.5), b


def creation(n):
    return (
        np.zeros(n),
        np.ones((n, 2)),
        np.full(n, 7),
        np.arange(n),
        np.arange(1.0, n),
        np.linspace(0, 1, n),
        np.eye(n),
    )


def like(a):
    return np.zeros_like(a), np.ones_like(a), np.full_like(a, 3), np.empty_like(a).shape


def stacking(a, b):
    return np.concatenate([a, b]), np.stack([a, a]), np.vstack((a, a)), np.hstack((a, b)), np.array([a, a])


def shapes(m):
    return m.shape, m.size, m.ndim, len(m), m.T.shape, m.reshape(-1).shape, m.dtype == np.float64


def sorting(a):
    return np.sort(a), np.argsort(a), np.unique(a), np.searchsorted(np.sort(a), 1.0)


def casting(a):
    return a.astype(np.int64), a.astype(np.float32), a.astype(bool), a.astype(int).astype(np.uint8)


def mixed_dtypes(a, i, f):
    return a + i, i * f, f / i, a * f, i // 2, i % 3


def weak_scalars(f, i):
    return f * 2.0, f + 1, i + 1, i * 2.5, i / 2, f * np.float64(2), i + np.int64(1)


def integer_wrap(i):
    return i * i, i + 100, -i, abs(i)


def bool_arithmetic(p):
    return p + p, p.sum(), p * 2, p & ~p, p.mean()


def fused_chain(a, b):
    return np.sum(np.where(a > 0, np.exp(-a) * b**2, a * b)) + (a - b).max()


def counting(a):
    return np.count_nonzero(a > 0), (a > 0).sum(), np.nonzero(a)[0], np.flatnonzero(a > 0)


def norms(a):
    return np.sqrt((a**2).sum()), np.linalg.norm(a), np.abs(a).max()


def complex_powers(z):
    w = z.copy()
    w **= 2
    return z**2, z[::2] ** 2, z**2.0, z**0.5, z**-1, z**3, z ** (2 + 0j), z**1, z**0, np.power(z, 2), w, z**-2


def complex_steps(z):
    w = z.copy()
    for _ in range(20):
        inside = abs(w) < 2
        w[inside] = w[inside] ** 2 + z[inside]
    return w


def large_results(n):
    a = np.ones((n, 100))
    b = a + 1
    c = np.cumsum(b, axis=1)
    return a, b * 2, np.concatenate([a, c]), np.empty((0, n)), np.zeros((n, 0, 3)), c[::2].copy()


def outers(x, y):
    o = np.empty((len(x), len(y)))
    np.maximum.outer(x, y, out=o)
    return (
        o,
        np.add.outer(x, y),
        np.less.outer(y, x),
        np.multiply.outer(x, x[:, None] * y),
        np.add.outer(x, 2.0),
    )


def other_outers(x, y):
    powers = np.power.outer(x, np.array([1, 2]))
    return np.divmod.outer(x, y + 10), powers, np.add.outer([1, 2], y), np.add.outer(x, y, dtype=np.float32)


def shortest_paths(p):
    for k in range(p.shape[0]):
        p[:] = np.minimum(p[:], np.add.outer(p[:, k], p[k, :]))
    return p


def repeated(a, n):
    b = np.repeat(a, n), np.repeat(a, 2, axis=0), a.repeat(n, axis=-1), np.repeat(a[..., None], n, axis=-1)
    return b, np.repeat(a, n + 1, 0) * 2, np.repeat(3.0, n), np.repeat(a.T, n, axis=0)


def triangles(m):
    n = m @ m.T
    return (
        np.tril(m),
        np.triu(m, 1),
        np.triu(m + 1, -1) * 2,
        np.tril(n, 2).sum(),
        np.triu(-n).T,
        np.tril(m.T, -1),
    )


def stacks(s, t):
    p = s @ t
    return (
        p,
        s @ t[0],
        np.matmul(s[:1], t),
        s @ t[0][:, 0],
        s[0, 0] @ t,
        p[:, None] @ t,
        (s[::-1] @ t[:, :, ::-1]).sum(),
    )


def sums_of_what_is_rebound(u, n):
    s = 0.0
    for i in range(n):
        before = u.copy()
        u = before * 0.5 + 1
        s += np.sum(u) - before.sum() + u.mean()
        if i % 2:
            u = u[:, ::-1]
    return s, u.sum(), u.mean(), u.sum(axis=0)


def products_backwards(r):
    s = 0.0
    for k in range(1, len(r)):
        s += np.dot(np.flip(r[:k]), r[:k]) + np.dot(r[:k], r[k - 1 :: -1]) + r[::-1] @ r
    return s, np.dot(r[::2], r[::2])


def roll_flip(a):
    return np.roll(a, 1), np.flip(a), a[::-1], np.repeat(a, 2), np.tile(a, 2)


def zero_d(x):
    a = np.array(x)
    return a + 1, a.shape, float(a), a * a


def zero_d_result(a):
    return a.sum(), a[()], a.reshape(()) + 1


def scalar_results(a):
    s = a.sum()
    return s, s + 1, s * 2.5, s > 0, s / 2, s // 1, int(s), round(float(s), 2)


def empty_arrays(a):
    return a.sum(), a.prod(), (a > 0).all(), (a > 0).any(), np.sort(a), a + 1


def three_d(n):
    t = np.zeros((n, 2, 3))
    for i in range(n):
        for j in range(2):
            for k in range(3):
                t[i, j, k] = i * 100 + j * 10 + k
    return t, t.sum(axis=(0, 2)), t[:, 1, :], t[..., -1]


def complex_arrays(a):
    z = a + 1j * a[::-1]
    return z, z.real, np.abs(z), z * z.conj(), z.sum()


def triangle(m):
    return np.triu(m), np.tril(m, -1), np.trace(m), np.diag(m)


def any_of_rows(m):
    count = 0
    for i in range(m.shape[0]):
        if np.any(m[i] > 3) and not np.all(m[i] > 0):
            count += 1
    return count


def polynomial(x, c):
    y = np.zeros_like(x)
    for k in range(len(c) - 1, -1, -1):
        y = y * x + c[k]
    return y


def meshes(n):
    x, y = np.meshgrid(np.arange(n), np.arange(2))
    return x * 10 + y


A = np.array([1.5, -2.0, 0.0, 3.25])
Z = np.exp(1j * np.arange(7.0)) * np.linspace(0.1, 3, 7)
S, T = np.arange(24.0).reshape(3, 2, 4), np.arange(60.0).reshape(3, 4, 5) / 7
B = np.array([-1.0, 2.0, 0.5, 4.0])
M = np.arange(6.0).reshape(2, 3)
I = np.array([3, -7, 100], np.int8)  # noqa: E741
CASES = [
    (
        elementwise,
        (A,),
        (np.arange(4),),
        (A.astype(np.float32),),
        (I,),
        (np.zeros((0, 2)),),
        (np.asfortranarray(M),),
    ),
    (comparisons, (A, B), (np.arange(3), np.arange(3)[::-1])),
    (functions, (A,), (np.array([np.nan, np.inf, -np.inf, -0.0]),), (I,)),
    (transcendental, (A,), (A.astype(np.float32),)),
    (broadcasting, (A, B), (np.arange(2), np.arange(3.0))),
    (reductions, (A,), (np.arange(1, 4),), (I,), (M,), (A.astype(np.float32),)),
    (axis_reductions, (M,), (M.T,), (M.astype(np.int32),)),
    (cumulative, (A,), (np.arange(4),), (A[:1],)),
    (
        products,
        (M, np.arange(3.0)),
    ),
    (where_select, (A, B, 0.5), (np.arange(4), np.arange(4)[::-1], 2)),
    (clipped, (A,), (np.arange(4),)),
    (creation, (3,), (1,), (0,)),
    (like, (A,), (I,), (M.T,)),
    (stacking, (A, B), (np.arange(2), np.arange(2))),
    (shapes, (M,), (M.T,)),
    (sorting, (A,), (np.array([3, 1, 3]),), (np.array([np.nan, 1.0]),)),
    (casting, (A,), (I,)),
    (
        mixed_dtypes,
        (A[:3], I, A[:3].astype(np.float32)),
    ),
    (
        weak_scalars,
        (A.astype(np.float32), I),
    ),
    (integer_wrap, (I,), (np.array([250, 3], np.uint8),)),
    (bool_arithmetic, (A > 0,), (np.zeros(0, bool),)),
    (
        fused_chain,
        (A, B),
    ),
    (counting, (A,), (I,)),
    (
        norms,
        (A,),
    ),
    (complex_powers, (Z,), (Z.astype(np.complex64),), (np.array([0, 1j, np.inf, np.nan, -2.0]),)),
    (complex_steps, (Z / 4,), (Z[:0],)),
    (large_results, (3,), (2000,), (0,)),
    (outers, (A, B), (A[:0], B), (A[:1], B), (A.astype("f4"), I)),
    (
        other_outers,
        (A, B),
    ),
    (shortest_paths, (np.arange(16).reshape(4, 4) % 7,), (np.zeros((0, 0)),)),
    (repeated, (A, 3), (M, 2), (M, 0), (A, -1), (A[:0], 2), (I, np.int32(2)), (M, 1)),
    (triangles, (M,), (np.array([[np.nan, -0.0], [np.inf, 2]]),), (M.astype(np.int8),), (M > 2,), (M[:0],)),
    (stacks, (S, T), (S + 1j, T), (S.astype("f4"), T), (S[:1], T), (S, T[:, :2]), (S[:, :, :0], T[:, :0])),
    (
        stacks,
        (np.asfortranarray(S), T.transpose(0, 2, 1).copy().transpose(0, 2, 1)),
        (S[:2], T),
        (S[:0], T[:0]),
    ),
    (sums_of_what_is_rebound, (M, 3), (M.astype("f4"), 2), (M[:, ::2], 2), (M[:, :1], 1), (M, 0), (M[:0], 1)),
    (products_backwards, (A,), (np.linspace(0, 1, 40) ** 3,), (np.linspace(0, 1, 40, dtype="f4"),), (Z,)),
    (roll_flip, (A,), (I,)),
    (zero_d, (2.5,), (3,)),
    (zero_d_result, (np.array([2.5]),), (np.array([1]),)),
    (scalar_results, (A,), (I,)),
    (empty_arrays, (np.zeros(0),), (np.zeros(0, np.int32),)),
    (three_d, (2,), (0,)),
    (
        complex_arrays,
        (A,),
    ),
    (
        triangle,
        (M @ M.T,),
    ),
    (
        any_of_rows,
        (M - 1,),
    ),
    (polynomial, (A, np.array([1.0, 2.0, 3.0])), (A, np.zeros(0))),
    (
        meshes,
        (3,),
    ),
]
OPTIONS = {
    "transcendental": {"ulps": 2},
    "fused_chain": {"ulps": 4},
    "norms": {"ulps": 2},
    "reductions": {"ulps": 4},
}
