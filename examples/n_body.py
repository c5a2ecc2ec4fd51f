"""Bodies that attract each other, moved by the leapfrog method; prints the drift of the energy."""

import numpy as np

import autograph as ag


def accelerations(positions, masses, softening):
    """Return the pull on each body."""
    pull = np.zeros_like(positions)
    for i in range(len(masses)):
        for j in range(i + 1, len(masses)):
            apart = positions[j] - positions[i]
            inverse = 1.0 / (apart @ apart + softening**2) ** 1.5
            pull[i] += masses[j] * inverse * apart
            pull[j] -= masses[i] * inverse * apart
    return pull


def energy(positions, velocities, masses, softening):
    """Return the energy of motion and of attraction together."""
    total = 0.5 * (masses * (velocities**2).sum(axis=1)).sum()
    for i in range(len(masses)):
        for j in range(i):
            apart = positions[i] - positions[j]
            total -= masses[i] * masses[j] / np.sqrt(apart @ apart + softening**2)
    return total


@ag.function
def n_body(positions, velocities, masses, steps, step=0.01, softening=0.05):
    """Move the bodies in place; return how far the energy has drifted."""
    before = energy(positions, velocities, masses, softening)
    pull = accelerations(positions, masses, softening)
    for i in range(steps):
        velocities += 0.5 * step * pull
        positions += step * velocities
        pull = accelerations(positions, masses, softening)
        velocities += 0.5 * step * pull
        if (i + 1) % 50 == 0:
            now = energy(positions, velocities, masses, softening)
            print(f"step {i + 1}: energy {now:.6f}")
    return energy(positions, velocities, masses, softening) - before


def example_arguments(bodies=6, steps=100):
    random = np.random.default_rng(5)
    return random.normal(size=(bodies, 3)), random.normal(size=(bodies, 3)) * 0.3, np.full(bodies, 0.2), steps


if __name__ == "__main__":
    print("drift", n_body(*example_arguments(12, 200)))
