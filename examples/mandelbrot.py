"""How many rounds each point of the plane stays near the origin: `while` and `break` on data."""

import numpy as np

import autograph as ag


@ag.function
def mandelbrot(real, imaginary, rounds):
    """Return for each point the number of rounds until it escapes."""
    counts = np.zeros((len(imaginary), len(real)), dtype=np.int32)
    for i, y in enumerate(imaginary):
        for j, x in enumerate(real):
            a = b = 0.0
            n = 0
            while n < rounds:
                a2 = a * a
                b2 = b * b
                if a2 + b2 > 4.0:
                    break
                b = 2.0 * a * b + y
                a = a2 - b2 + x
                n += 1
            counts[i, j] = n
    return counts


def example_arguments(columns=36, rows=18, rounds=40):
    return np.linspace(-2.0, 0.6, columns), np.linspace(-1.2, 1.2, rows), rounds


if __name__ == "__main__":
    for line in mandelbrot(*example_arguments(72, 24, 60)):
        print("".join(" .:-=+*#%@"[min(count // 6, 9)] for count in line))
