"""Numerical methods as a lecturer writes them: roots, integrals, linear systems, differential equations."""

import math

import numpy as np


def bisection(lo, hi, tol):
    f_lo = lo**3 - 2 * lo - 5
    steps = 0
    while hi - lo > tol:
        mid = 0.5 * (lo + hi)
        f_mid = mid**3 - 2 * mid - 5
        if f_mid == 0:
            return mid, steps
        if (f_mid < 0) == (f_lo < 0):
            lo, f_lo = mid, f_mid
        else:
            hi = mid
        steps += 1
    return 0.5 * (lo + hi), steps


def newton_sqrt(value, max_iter=50):
    if value < 0:
        raise ValueError("square root of a negative number")
    if value == 0:
        return 0.0
    x = value
    for k in range(max_iter):
        new = 0.5 * (x + value / x)
        if abs(new - x) < 1e-12 * new:
            print(f"converged after {k} steps")
            return new
        x = new
    return x


def secant(x0, x1, tol):
    def f(x):
        return math.cos(x) - x

    f0 = f(x0)
    f1 = f(x1)
    n = 0
    while abs(f1) > tol and n < 50:
        x0, x1 = x1, x1 - f1 * (x1 - x0) / (f1 - f0)
        f0, f1 = f1, f(x1)
        n += 1
    return x1, n


def trapezoid(a, b, n):
    h = (b - a) / n
    total = 0.5 * (math.sin(a) + math.sin(b))
    for i in range(1, n):
        total += math.sin(a + i * h)
    return total * h


def simpson(values, h):
    n = len(values) - 1
    if n % 2 == 1:
        raise ValueError(f"need an even number of intervals, got {n}")
    s = values[0] + values[n]
    for i in range(1, n):
        if i % 2 == 1:
            s += 4 * values[i]
        else:
            s += 2 * values[i]
    return s * h / 3


def romberg(a, b, levels):
    table = np.zeros((levels, levels))
    h = b - a
    table[0, 0] = 0.5 * h * (math.exp(-a * a) + math.exp(-b * b))
    for i in range(1, levels):
        h /= 2
        extra = 0.0
        for k in range(1, 2**i, 2):
            x = a + k * h
            extra += math.exp(-x * x)
        table[i, 0] = 0.5 * table[i - 1, 0] + h * extra
        for j in range(1, i + 1):
            table[i, j] = table[i, j - 1] + (table[i, j - 1] - table[i - 1, j - 1]) / (4**j - 1)
    return table[levels - 1, levels - 1], table


def gauss_elimination(a, b):
    n = len(b)
    a = a.copy()
    x = b.copy()
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(a[i, k]) > abs(a[pivot, k]):
                pivot = i
        if a[pivot, k] == 0:
            raise ZeroDivisionError("matrix is singular")
        if pivot != k:
            for j in range(n):
                a[k, j], a[pivot, j] = a[pivot, j], a[k, j]
            x[k], x[pivot] = x[pivot], x[k]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            for j in range(k, n):
                a[i, j] -= factor * a[k, j]
            x[i] -= factor * x[k]
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            x[i] -= a[i, j] * x[j]
        x[i] /= a[i, i]
    return x


def lu_in_place(a):
    n = a.shape[0]
    for k in range(n):
        for i in range(k + 1, n):
            a[i, k] /= a[k, k]
            for j in range(k + 1, n):
                a[i, j] -= a[i, k] * a[k, j]


def cholesky(a):
    n = a.shape[0]
    low = np.zeros_like(a)
    for i in range(n):
        for j in range(i + 1):
            s = a[i, j]
            for k in range(j):
                s -= low[i, k] * low[j, k]
            if i == j:
                if s <= 0:
                    raise ValueError(f"not positive definite at row {i}")
                low[i, i] = math.sqrt(s)
            else:
                low[i, j] = s / low[j, j]
    return low


def jacobi(a, b, rounds):
    x = np.zeros(len(b))
    for _ in range(rounds):
        new = np.zeros(len(b))
        for i in range(len(b)):
            s = b[i]
            for j in range(len(b)):
                if j != i:
                    s -= a[i, j] * x[j]
            new[i] = s / a[i, i]
        if np.max(np.abs(new - x)) < 1e-10:
            return new
        x = new
    return x


def gauss_seidel(a, b, x, tol):
    rounds = 0
    change = tol + 1
    while change > tol:
        change = 0.0
        for i in range(len(b)):
            old = x[i]
            s = b[i] - a[i] @ x + a[i, i] * x[i]
            x[i] = s / a[i, i]
            change = max(change, abs(x[i] - old))
        rounds += 1
        if rounds == 100:
            break
    else:
        print("converged in", rounds)
    return rounds


def power_iteration(a, v, n):
    value = 0.0
    for _ in range(n):
        w = a @ v
        norm = np.sqrt((w * w).sum())
        if norm == 0:
            break
        v = w / norm
        value = norm
    return value, v


def gram_schmidt(vectors):
    q = vectors.astype(float)
    for i in range(q.shape[0]):
        for j in range(i):
            q[i] -= (q[i] * q[j]).sum() * q[j]
        length = math.sqrt((q[i] ** 2).sum())
        if length > 1e-12:
            q[i] /= length
        else:
            q[i] = 0
    return q


def euler(x, v, dt, steps):
    path = np.empty((steps + 1, 2))
    path[0] = x, v
    for i in range(steps):
        x, v = x + dt * v, v - dt * x
        path[i + 1, 0] = x
        path[i + 1, 1] = v
    return path


def runge_kutta(y, t, dt, n):
    def slope(t, y):
        return y - t * t + 1

    for _ in range(n):
        k1 = slope(t, y)
        k2 = slope(t + dt / 2, y + dt * k1 / 2)
        k3 = slope(t + dt / 2, y + dt * k2 / 2)
        k4 = slope(t + dt, y + dt * k3)
        y = y + dt * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        t += dt
    return t, y


def adaptive_step(y, t_end, tol):
    t = 0.0
    h = 0.1
    accepted = rejected = 0
    while t < t_end:
        if t + h > t_end:
            h = t_end - t
        k1 = -2 * y
        k2 = -2 * (y + h * k1)
        low = y + h * k1
        high = y + h * (k1 + k2) / 2
        error = abs(high - low)
        if error <= tol:
            t += h
            y = high
            accepted += 1
            if error < tol / 10:
                h *= 2
        else:
            h /= 2
            rejected += 1
    return y, accepted, rejected


def horner(coefficients, x):
    result = 0.0
    for c in coefficients:
        result = result * x + c
    return result


def lagrange(xs, ys, x):
    total = 0.0
    for i in range(len(xs)):
        term = ys[i]
        for j in range(len(xs)):
            if i != j:
                term *= (x - xs[j]) / (xs[i] - xs[j])
        total += term
    return total


def divided_differences(x, y):
    n = len(x)
    c = y.copy()
    for j in range(1, n):
        for i in range(n - 1, j - 1, -1):
            c[i] = (c[i] - c[i - 1]) / (x[i] - x[i - j])
    return c


def thomas(lower, diagonal, upper, right):
    n = len(right)
    c = np.zeros(n)
    d = np.zeros(n)
    c[0] = upper[0] / diagonal[0]
    d[0] = right[0] / diagonal[0]
    for i in range(1, n):
        m = diagonal[i] - lower[i] * c[i - 1]
        c[i] = upper[i] / m
        d[i] = (right[i] - lower[i] * d[i - 1]) / m
    x = np.zeros(n)
    x[-1] = d[-1]
    for i in reversed(range(n - 1)):
        x[i] = d[i] - c[i] * x[i + 1]
    return x


def golden_section(lo, hi, tol):
    ratio = (math.sqrt(5) - 1) / 2
    c = hi - ratio * (hi - lo)
    d = lo + ratio * (hi - lo)
    while abs(hi - lo) > tol:
        if (c - 2) ** 2 + 1 < (d - 2) ** 2 + 1:
            hi = d
        else:
            lo = c
        c = hi - ratio * (hi - lo)
        d = lo + ratio * (hi - lo)
    return (hi + lo) / 2


def exp_series(x):
    term = 1.0
    total = 1.0
    n = 1
    while abs(term) > 1e-16 * abs(total):
        term *= x / n
        total += term
        n += 1
        if n > 500:
            return float("nan"), n
    return total, n


def gradient_descent(x, rate, steps):
    history = np.zeros(steps)
    for k in range(steps):
        gradient = np.array([2 * (x[0] - 1), 20 * (x[1] + 2)])
        x -= rate * gradient
        history[k] = (x[0] - 1) ** 2 + 10 * (x[1] + 2) ** 2
        if history[k] < 1e-8:
            print("done at", k)
            break
        elif history[k] > 1e6:
            print("diverged")
            return None
    return history


S = np.array([[4.0, 1.0, 0.5], [1.0, 5.0, -1.0], [0.5, -1.0, 3.0]])
B = np.array([1.0, -2.0, 0.25])
CASES = [
    (bisection, (1.0, 3.0, 1e-6), (2, 3, 0.1)),
    (newton_sqrt, (2.0,), (0,), (-1.0,), (1e10,), (9, 2)),
    (secant, (0.0, 1.0, 1e-10), (1.0, 0.5, 0.5), (1.0, 1.0, 1e-10)),
    (trapezoid, (0.0, math.pi, 20), (0, 1, 1), (0.0, 1.0, 0)),
    (simpson, (np.arange(5.0) ** 2, 0.5), (np.arange(4.0), 0.5)),
    (romberg, (0.0, 1.0, 5), (0.0, 2.0, 1)),
    (gauss_elimination, (S, B), (np.zeros((2, 2)), np.ones(2)), (S[::-1], B)),
    (lu_in_place, (S,), (S.T.copy(),), (np.ones((1, 1)),)),
    (cholesky, (S,), (-S,), (S - 4 * np.eye(3),)),
    (jacobi, (S, B, 100), (S, B, 3), (S, B, 0)),
    (gauss_seidel, (S, B, np.zeros(3), 1e-9), (S, B, np.ones(3), -1.0)),
    (power_iteration, (S, np.ones(3), 10), (np.zeros((3, 3)), np.ones(3), 10)),
    (gram_schmidt, (S,), (np.array([[1, 2], [2, 4]]),)),
    (euler, (1.0, 0.0, 0.1, 8), (1, 0, 0.5, 0)),
    (runge_kutta, (0.5, 0.0, 0.2, 10), (1, 0, 1, 2)),
    (adaptive_step, (1.0, 1.0, 1e-4), (1.0, 0.05, 1e-2)),
    (horner, (np.array([1.0, -2.0, 3.0]), 2.0), (np.array([], float), 2.0), (np.array([1, 2]), 3)),
    (lagrange, (np.array([0.0, 1.0, 3.0]), np.array([1.0, 2.0, 10.0]), 2.0), (np.array([1.0, 1.0]), np.ones(2), 2.0)),
    (divided_differences, (np.array([0.0, 1.0, 3.0]), np.array([1.0, 2.0, 10.0])),),
    (thomas, (np.full(4, -1.0), np.full(4, 4.0), np.full(4, -1.0), np.arange(4.0)),),
    (golden_section, (0.0, 5.0, 1e-5), (0, 5, 1)),
    (exp_series, (1.0,), (-5.0,), (0.0,)),
    (gradient_descent, (np.zeros(2), 0.04, 50), (np.zeros(2), 0.2, 50), (np.zeros(2), 0.05, 3)),
]
