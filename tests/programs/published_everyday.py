"""Published NumPy kernels, as written: everyday algorithms."""

import numpy as np


def ellipsis_fft(x):
    N = x.shape[0]
    if N <= 1:
        return x
    return np.fft.fft(x)


def life(grid, n):
    for _ in range(n):
        nb = sum(
            np.roll(np.roll(grid, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i != 0 or j != 0)
        )
        grid = ((nb == 3) | ((grid == 1) & (nb == 2))).astype(grid.dtype)
    return grid


def kmeans(X, centers, n):
    for _ in range(n):
        d = ((X[:, None, :] - centers[None]) ** 2).sum(-1)
        lab = d.argmin(1)
        for k in range(len(centers)):
            if np.any(lab == k):
                centers[k] = X[lab == k].mean(0)
    return centers, lab


def smoothing(y, w):
    box = np.ones(w) / w
    return np.convolve(y, box, mode="same")


def pagerank(A, d, it):
    n = A.shape[0]
    M = A / np.maximum(A.sum(axis=0), 1)
    r = np.full(n, 1.0 / n)
    for _ in range(it):
        r = d * M @ r + (1 - d) / n
    return r


def conjgrad(A, b, tol):
    x = np.zeros_like(b)
    r = b - A @ x
    p = r.copy()
    rs = r @ r
    k = 0
    while np.sqrt(rs) > tol and k < 100:
        Ap = A @ p
        alpha = rs / (p @ Ap)
        x += alpha * p
        r -= alpha * Ap
        rn = r @ r
        p = r + rn / rs * p
        rs = rn
        k += 1
    return x, k


def qr_householder(A):
    m, n = A.shape
    Q = np.eye(m)
    R = A.copy()
    for j in range(n):
        x = R[j:, j].copy()
        nx = np.linalg.norm(x)
        if nx == 0:
            continue
        s = -np.sign(x[0]) if x[0] != 0 else -1.0
        u1 = x[0] - s * nx
        w = x / u1
        w[0] = 1
        tau = -s * u1 / nx
        R[j:, :] -= np.outer(tau * w, w @ R[j:, :])
        Q[:, j:] -= np.outer(Q[:, j:] @ w, tau * w)
    return Q, R


def power_it(A, n):
    b = np.random.default_rng(0).random(A.shape[1])
    for _ in range(n):
        b1 = A @ b
        b = b1 / np.linalg.norm(b1)
    return b, b @ A @ b


def sobel(img):
    gx = np.zeros_like(img)
    gy = np.zeros_like(img)
    k = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)
    for i in range(1, img.shape[0] - 1):
        for j in range(1, img.shape[1] - 1):
            w = img[i - 1 : i + 2, j - 1 : j + 2]
            gx[i, j] = (w * k).sum()
            gy[i, j] = (w * k.T).sum()
    return np.hypot(gx, gy)


def lcs(a, b):
    L = np.zeros((len(a) + 1, len(b) + 1), dtype=int)
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            L[i, j] = L[i - 1, j - 1] + 1 if a[i - 1] == b[j - 1] else max(L[i - 1, j], L[i, j - 1])
    return L[-1, -1]


def gauss_elim(A, b):
    n = len(b)
    for k in range(n - 1):
        p = k + np.argmax(np.abs(A[k:, k]))
        if p != k:
            A[[k, p]] = A[[p, k]]
            b[[k, p]] = b[[p, k]]
        for i in range(k + 1, n):
            f = A[i, k] / A[k, k]
            A[i, k:] -= f * A[k, k:]
            b[i] -= f * b[k]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - A[i, i + 1 :] @ x[i + 1 :]) / A[i, i]
    return x


def sieve(n):
    s = np.ones(n + 1, dtype=bool)
    s[:2] = False
    for i in range(2, int(np.sqrt(n)) + 1):
        if s[i]:
            s[i * i :: i] = False
    return np.nonzero(s)[0]


def bellman(n, edges, w, src):
    dist = np.full(n, np.inf)
    dist[src] = 0
    for _ in range(n - 1):
        for (u, v), c in zip(edges, w):
            if dist[u] + c < dist[v]:
                dist[v] = dist[u] + c
    return dist


def rk4(f0, t, y):
    ys = np.zeros((len(t), len(y)))
    ys[0] = y
    for i in range(len(t) - 1):
        h = t[i + 1] - t[i]
        k1 = -ys[i]
        k2 = -(ys[i] + h / 2 * k1)
        k3 = -(ys[i] + h / 2 * k2)
        k4 = -(ys[i] + h * k3)
        ys[i + 1] = ys[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return ys


def ewma(x, a):
    out = np.empty_like(x)
    out[0] = x[0]
    for i in range(1, x.size):
        out[i] = a * x[i] + (1 - a) * out[i - 1]
    return out


def median_filter(x, k):
    h = k // 2
    p = np.pad(x, h, mode="edge")
    return np.array([np.median(p[i : i + k]) for i in range(len(x))])


def bilinear(img, y, x):
    y0 = np.floor(y).astype(int)
    x0 = np.floor(x).astype(int)
    y1 = np.clip(y0 + 1, 0, img.shape[0] - 1)
    x1 = np.clip(x0 + 1, 0, img.shape[1] - 1)
    wy = y - y0
    wx = x - x0
    return (
        img[y0, x0] * (1 - wy) * (1 - wx)
        + img[y0, x1] * (1 - wy) * wx
        + img[y1, x0] * wy * (1 - wx)
        + img[y1, x1] * wy * wx
    )


def rle(x):
    change = np.flatnonzero(np.diff(x)) + 1
    starts = np.concatenate(([0], change))
    lens = np.diff(np.append(starts, len(x)))
    return x[starts], lens


def one_hot(lab, k):
    out = np.zeros((lab.size, k))
    out[np.arange(lab.size), lab] = 1
    return out


def topk(x, k):
    return np.sort(np.partition(x, -k)[-k:])[::-1]


def confusion(t, p, k):
    m = np.zeros((k, k), int)
    np.add.at(m, (t, p), 1)
    return m


def attention(q, k, v):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    s = s - s.max(-1, keepdims=True)
    e = np.exp(s)
    return (e / e.sum(-1, keepdims=True)) @ v


def lstm_step(x, h, c, W, U, b):
    z = x @ W + h @ U + b
    i, f, g, o = np.split(z, 4, axis=-1)
    i = 1 / (1 + np.exp(-i))
    f = 1 / (1 + np.exp(-f))
    o = 1 / (1 + np.exp(-o))
    g = np.tanh(g)
    c = f * c + i * g
    return o * np.tanh(c), c


def r(*sizes):
    return np.random.default_rng(sum(sizes)).random(sizes)


def c128(*sizes):
    return r(*sizes) + 1j * r(*sizes)


def spd(n):
    return r(n, n) @ r(n, n).T + n * np.eye(n)


CASES = [
    (ellipsis_fft, (r(8),)),
    (life, (np.arange(25).reshape(5, 5) % 3 % 2, 3)),
    (kmeans, (r(20, 2), r(3, 2), 3)),
    (smoothing, (r(9), 3)),
    (pagerank, (np.arange(9.0).reshape(3, 3), 0.85, 5)),
    (conjgrad, (spd(4), r(4), 1e-8)),
    (qr_householder, (r(4, 3),)),
    (power_it, (spd(4), 5)),
    (sobel, (r(5, 6),)),
    (lcs, (np.arange(5) % 3, np.arange(6) % 2)),
    (gauss_elim, (r(4, 4), r(4))),
    (sieve, (50,)),
    (bellman, (4, np.array([[0, 1], [1, 2], [2, 3]]), r(3), 0)),
    (rk4, (0, np.linspace(0, 1, 5), r(2))),
    (ewma, (r(6), 0.3)),
    (median_filter, (r(6), 3)),
    (bilinear, (r(5, 5), r(4) * 3, r(4) * 3)),
    (rle, (np.array([1, 1, 2, 2, 2, 3]),)),
    (one_hot, (np.arange(5) % 3, 3)),
    (topk, (r(9), 3)),
    (confusion, (np.arange(6) % 3, np.arange(6) % 2, 3)),
    (attention, (r(2, 3, 4), r(2, 3, 4), r(2, 3, 4))),
    (lstm_step, (r(2, 3), r(2, 4), r(2, 4), r(3, 16), r(4, 16), r(16))),
]
