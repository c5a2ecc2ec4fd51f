"""Random numbers: the stream NumPy gives, from generators made inside, given, global and everybody's."""

# ruff: noqa: NPY002  (the old functions must work too)

import numpy as np


def made_inside(n):
    rng = np.random.default_rng(7)
    x = rng.normal(size=n)
    return x * 2, rng.integers(0, 10, 5), rng.random()


def given(rng, n):
    s = 0.0
    for _ in range(n):
        s += rng.random()
    return s, rng.standard_normal(n)


def everybodys(n):
    np.random.seed(3)
    x = np.random.rand(n)
    np.random.shuffle(x)
    return x, np.random.randint(0, 5), np.random.normal()


GENERATOR = np.random.default_rng(5)


def of_the_module(x):
    GENERATOR.shuffle(x)
    y = GENERATOR.permutation(len(x))
    return x[y], GENERATOR.choice(x, 2, replace=False)


def on_one_path(x):
    rng = np.random.default_rng(1)
    if x[0] > 0:
        return rng.random()
    return rng.random() * 2


def of_bits(x, n):
    rng = np.random.Generator(np.random.PCG64(n))
    for i in range(n):
        if rng.random() < 0.5:
            x[i % len(x)] += rng.normal(loc=x.mean())
    return x.sum()


def legacy(n):
    rng = np.random.RandomState(n)
    return rng.uniform(-1, 1, (n, 2)), rng.randn(2)


def into(rng, x):
    rng.random(out=x)
    return rng.standard_normal(out=x[1:])


def walk(rng, steps):
    place = np.zeros(2)
    for _ in range(steps):
        place += rng.choice(np.array([[0, 1], [1, 0], [0, -1], [-1, 0]]))
    return place


CASES = [
    (made_inside, (4,), (0,)),
    (given, (np.random.default_rng(0), 3), (np.random.RandomState(1), 2)),
    (everybodys, (4,)),
    (of_the_module, (np.arange(5.0),)),
    (on_one_path, (np.ones(2),), (-np.ones(2),)),
    (of_bits, (np.ones(3), 5)),
    (legacy, (3,)),
    (into, (np.random.default_rng(2), np.zeros(4))),
    (walk, (np.random.default_rng(3), 9)),
]
