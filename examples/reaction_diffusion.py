"""Two substances that spread and react (Gray and Scott): time steps that print their progress."""

import numpy as np

import autograph as ag


@ag.function
def reaction_diffusion(u, v, steps, feed=0.055, kill=0.062):
    """Return both concentrations after `steps`; the edges are kept as they are."""
    u = u.copy()
    v = v.copy()
    for i in range(steps):
        inner_u = u[1:-1, 1:-1]
        inner_v = v[1:-1, 1:-1]
        spread_u = u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4.0 * inner_u
        spread_v = v[:-2, 1:-1] + v[2:, 1:-1] + v[1:-1, :-2] + v[1:-1, 2:] - 4.0 * inner_v
        reaction = inner_u * inner_v * inner_v
        inner_u += 0.16 * spread_u - reaction + feed * (1.0 - inner_u)
        inner_v += 0.08 * spread_v + reaction - (feed + kill) * inner_v
        if (i + 1) % 500 == 0:
            print(f"step {i + 1}: v at most {v.max():.4f}, {(v > 0.1).sum()} cells active")
            if v.max() < 1e-3:
                print("the reaction has died out")
                break
    return u, v


def example_arguments(size=24, steps=20):
    u = np.ones((size, size))
    v = np.zeros((size, size))
    middle = slice(size // 2 - size // 8, size // 2 + size // 8)
    u[middle, middle] = 0.5
    v[middle, middle] = 0.25
    v[:, size // 3] = 0.3
    return u, v, steps


def demo_arguments():
    return example_arguments(200, 2000)


def picture(u, v, steps, result):
    """Return what is shown, as an array, and the name of its colour map."""
    return result[1], "magma"


if __name__ == "__main__":
    _, substance = reaction_diffusion(*example_arguments(64, 1000))
    print(f"{substance.sum():.6f} of the second substance is left")
