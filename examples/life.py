"""Conway's game of life on a torus; stops early when nothing moves any more."""

import numpy as np

import autograph as ag


@ag.function
def life(cells, generations):
    """Return the cells after at most `generations`, and how many were played."""
    played = 0
    for _ in range(generations):
        neighbours = np.zeros(cells.shape, dtype=np.int64)
        for di in (-1, 0, 1):
            for dj in (-1, 0, 1):
                if di != 0 or dj != 0:
                    neighbours += np.roll(cells, (di, dj), (0, 1))
        following = (neighbours == 3) | (cells & (neighbours == 2))
        if (following == cells).all():
            break
        cells = following
        played += 1
    return cells, played


def example_arguments(size=40, generations=30):
    return np.random.default_rng(2).random((size, size)) < 0.3, generations


if __name__ == "__main__":
    alive, count = life(*example_arguments(30, 200))
    print("\n".join("".join(".#"[int(cell)] for cell in row) for row in alive))
    print(f"{alive.sum()} cells alive after {count} generations")
