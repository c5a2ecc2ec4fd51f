"""Bodies that attract each other, pair by pair."""

import numpy as np


def pull(positions, masses, out):
    for i in range(len(masses)):
        for d in range(3):
            out[i, d] = 0.0
    for i in range(len(masses)):
        for j in range(len(masses)):
            if i != j:
                x = positions[j, 0] - positions[i, 0]
                y = positions[j, 1] - positions[i, 1]
                z = positions[j, 2] - positions[i, 2]
                scale = masses[j] / (x * x + y * y + z * z + 0.01) ** 1.5
                out[i, 0] += x * scale
                out[i, 1] += y * scale
                out[i, 2] += z * scale


def kernel(positions, velocities, masses, steps):
    force = np.zeros_like(positions)
    for _ in range(steps):
        pull(positions, masses, force)
        velocities += 0.01 * force
        positions += 0.01 * velocities
    return positions


def arguments(size):
    n, steps = {"small": (5, 5), "medium": (20, 20), "large": (60, 50)}[size]
    random = np.random.default_rng(0)
    return random.normal(size=(n, 3)), random.normal(size=(n, 3)), np.full(n, 1.0 / n), steps


def work(positions, velocities, masses, steps):
    return 20 * steps * len(masses) ** 2, 3 * positions.nbytes
