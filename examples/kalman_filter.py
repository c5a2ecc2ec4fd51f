"""A Kalman filter that follows a moving point from noisy readings, some of them missing."""

import numpy as np

import autograph as ag


@ag.function
def kalman_filter(readings, step, process_noise, reading_noise):
    """Return position and speed after each reading, and how many readings were usable."""
    move = np.array([[1.0, step], [0.0, 1.0]])
    drift = process_noise * np.array([[step**3 / 3, step**2 / 2], [step**2 / 2, step]])
    state = np.zeros(2)
    spread = np.eye(2) * 100.0
    track = np.empty((len(readings), 2))
    used = 0
    for i in range(len(readings)):
        state = move @ state
        spread = move @ spread @ move.T + drift
        if not np.isnan(readings[i]):
            gain = spread[:, 0] / (spread[0, 0] + reading_noise)
            state = state + gain * (readings[i] - state[0])
            spread = spread - np.outer(gain, spread[0])
            used += 1
        track[i] = state
    return track, used


def example_arguments(count=400):
    random = np.random.default_rng(7)
    times = np.arange(count) * 0.1
    readings = 3.0 * np.sin(times / 4) + random.normal(0.0, 0.5, count)
    readings[random.random(count) < 0.1] = np.nan
    return readings, 0.1, 0.2, 0.25


if __name__ == "__main__":
    path, usable = kalman_filter(*example_arguments())
    print(f"{usable} readings used; at the end position {path[-1, 0]:.3f}, speed {path[-1, 1]:.3f}")
