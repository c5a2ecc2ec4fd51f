"""Where water gathers on a landscape: each cell drains to its steepest neighbour."""

import numpy as np

import autograph as ag


@ag.function
def flow_accumulation(elevation):
    """Return for each cell how many cells drain through it, and the number of pits."""
    rows, cols = elevation.shape
    gathered = np.ones((rows, cols))
    pits = 0
    order = np.argsort(elevation.ravel(), kind="stable")
    for cell in order[::-1]:
        i = cell // cols
        j = cell % cols
        steepest = 0.0
        to_i = -1
        to_j = -1
        for di in range(-1, 2):
            for dj in range(-1, 2):
                ni = i + di
                nj = j + dj
                if (di == 0 and dj == 0) or ni < 0 or nj < 0 or ni >= rows or nj >= cols:
                    continue
                distance = 1.0 if di == 0 or dj == 0 else 1.4142135623730951
                slope = (elevation[i, j] - elevation[ni, nj]) / distance
                if slope > steepest:
                    steepest = slope
                    to_i = ni
                    to_j = nj
        if to_i < 0:
            pits += 1
            continue
        gathered[to_i, to_j] += gathered[i, j]
    return gathered, pits


def example_arguments(rows=16, cols=20):
    y, x = np.mgrid[0:rows, 0:cols]
    return (20.0 - 0.5 * x + np.sin(x / 2.0) + np.cos(y / 3.0),)


def demo_arguments():
    """Return the elevations around Jacksboro, Tennessee, in metres, that matplotlib ships."""
    import matplotlib.cbook

    with matplotlib.cbook.get_sample_data("jacksboro_fault_dem.npz") as data:
        return (data["elevation"].astype(np.float64),)


def picture(elevation, result):
    """Return what is shown, as an array, and the name of its colour map."""
    return np.log(result[0]), "Blues"


if __name__ == "__main__":
    through, holes = flow_accumulation(*example_arguments())
    print(f"at most {through.max():.0f} cells drain through one; {holes} pits")
