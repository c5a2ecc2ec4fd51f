"""The pressure and the flow in a cavity with a moving lid, by slices."""

import numpy as np


def pressure(p, b, dx, dy, rounds):
    for _ in range(rounds):
        before = p.copy()
        p[1:-1, 1:-1] = (
            (before[1:-1, 2:] + before[1:-1, :-2]) * dy**2 + (before[2:, 1:-1] + before[:-2, 1:-1]) * dx**2
        ) / (2 * (dx**2 + dy**2)) - dx**2 * dy**2 / (2 * (dx**2 + dy**2)) * b[1:-1, 1:-1]
        p[:, -1] = p[:, -2]
        p[0, :] = p[1, :]
        p[:, 0] = p[:, 1]
        p[-1, :] = 0.0


def kernel(u, v, p, steps, dt, dx, dy, rho, nu):
    b = np.zeros_like(u)
    for _ in range(steps):
        across = (u[1:-1, 2:] - u[1:-1, :-2]) / (2 * dx)
        along = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2 * dy)
        turn = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2 * dy) * (v[1:-1, 2:] - v[1:-1, :-2]) / (2 * dx)
        b[1:-1, 1:-1] = rho * ((across + along) / dt - across**2 - 2.0 * turn - along**2)
        pressure(p, b, dx, dy, 10)
        un = u.copy()
        vn = v.copy()
        u[1:-1, 1:-1] = (
            un[1:-1, 1:-1]
            - un[1:-1, 1:-1] * dt / dx * (un[1:-1, 1:-1] - un[1:-1, :-2])
            - vn[1:-1, 1:-1] * dt / dy * (un[1:-1, 1:-1] - un[:-2, 1:-1])
            - dt / (2 * rho * dx) * (p[1:-1, 2:] - p[1:-1, :-2])
            + nu * dt / dx**2 * (un[1:-1, 2:] - 2 * un[1:-1, 1:-1] + un[1:-1, :-2])
            + nu * dt / dy**2 * (un[2:, 1:-1] - 2 * un[1:-1, 1:-1] + un[:-2, 1:-1])
        )
        v[1:-1, 1:-1] = (
            vn[1:-1, 1:-1]
            - un[1:-1, 1:-1] * dt / dx * (vn[1:-1, 1:-1] - vn[1:-1, :-2])
            - vn[1:-1, 1:-1] * dt / dy * (vn[1:-1, 1:-1] - vn[:-2, 1:-1])
            - dt / (2 * rho * dy) * (p[2:, 1:-1] - p[:-2, 1:-1])
            + nu * dt / dx**2 * (vn[1:-1, 2:] - 2 * vn[1:-1, 1:-1] + vn[1:-1, :-2])
            + nu * dt / dy**2 * (vn[2:, 1:-1] - 2 * vn[1:-1, 1:-1] + vn[:-2, 1:-1])
        )
        u[0, :] = 0.0
        u[:, 0] = 0.0
        u[:, -1] = 0.0
        u[-1, :] = 1.0
        v[0, :] = 0.0
        v[-1, :] = 0.0
        v[:, 0] = 0.0
        v[:, -1] = 0.0
    return u, v, p


def arguments(size):
    n, steps = {"small": (21, 5), "medium": (61, 20), "large": (201, 50)}[size]
    d = 2 / (n - 1)
    fields = (np.zeros((n, n)) for _ in range(3))
    return (*fields, steps, d * d, d, d, 1.0, 0.1)
