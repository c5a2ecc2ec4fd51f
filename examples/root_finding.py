"""Newton's method, kept inside a bracket by bisection: a loop with early exits."""

import numpy as np

import autograph as ag


def polynomial(coefficients, x):
    """Return the value and the slope at `x` (Horner's rule; the highest power first)."""
    value = 0.0
    slope = 0.0
    for c in coefficients:
        slope = slope * x + value
        value = value * x + c
    return value, slope


@ag.function
def root_finding(coefficients, low, high, tolerance=1e-12, rounds=100):
    """Return a root between `low` and `high`, and the number of rounds that it took."""
    at_low, _ = polynomial(coefficients, low)
    at_high, _ = polynomial(coefficients, high)
    if at_low * at_high > 0:
        raise ValueError("no change of sign between the ends")
    x = 0.5 * (low + high)
    for i in range(rounds):
        value, slope = polynomial(coefficients, x)
        if value == 0.0 or high - low < tolerance:
            return x, i
        if value * at_low < 0:
            high = x
        else:
            low = x
        step = value / slope if slope != 0.0 else 0.0
        if step != 0.0 and low < x - step < high:
            if abs(step) < tolerance:
                return x - step, i
            x = x - step
        else:
            x = 0.5 * (low + high)
    return x, rounds


def example_arguments():
    return np.array([1.0, -6.0, 11.0, -6.1]), 2.5, 4.0


if __name__ == "__main__":
    root, taken = root_finding(*example_arguments())
    print(f"root {root:.12f} after {taken} rounds")
