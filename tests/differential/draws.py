"""Random numbers drawn one at a time: kernels draw them themselves, from NumPy's own streams."""

# ruff: noqa: NPY002  (the old functions must work too)

import math

import numpy as np


def of_pi(rng, n):
    inside = 0
    for _ in range(n):
        x, y = rng.random(), rng.random()
        inside += x * x + y * y < 1
    return 4 * inside / n


def metropolis(seed, n):
    rng = np.random.default_rng(seed)
    x, total, accepted = 0.0, 0.0, 0
    for _ in range(n):
        y = x + rng.normal(0, 1)
        if rng.random() < math.exp(min(0.0, 0.5 * (x * x - y * y))):
            x, accepted = y, accepted + 1
        total += x
    return total / n, accepted, rng.integers(0, 1000)


def all_of_them(rng, a, b):
    made = np.zeros(32)
    for k in range(2):
        made[16 * k : 16 * k + 16] = (
            rng.uniform(), rng.uniform(high=a), rng.uniform(a, a + b), rng.standard_normal(), rng.normal(a),
            rng.normal(a, b), rng.normal(scale=b), rng.exponential(), rng.exponential(b), rng.gamma(a, b),
            rng.standard_exponential(), rng.laplace(a, b), rng.gumbel(), rng.lognormal(sigma=b),
            rng.standard_cauchy(), rng.standard_gamma(a),
        )  # fmt: skip
    return made


def more_of_them(rng, a, b):
    return (
        rng.beta(a, b), rng.chisquare(a), rng.standard_t(df=b), rng.f(a, b), rng.weibull(a), rng.pareto(b),
        rng.power(a), rng.wald(a, b), rng.rayleigh(b), rng.logistic(a), rng.vonmises(a, b),
        rng.triangular(0, a, a + b),
    )  # fmt: skip


def whole_numbers(rng, low, high, p):
    total = 0
    for _ in range(10):
        total += rng.integers(low, high) + rng.integers(high) * rng.integers(low, high, endpoint=True)
        total -= rng.poisson(p * 10) + rng.geometric(p) + rng.logseries(p)
    return total, rng.integers(5), rng.poisson()


def of_ints_and_numpy_numbers(rng, n, x):
    return (
        rng.normal(n, n),
        rng.normal(x[0], x[1]),
        rng.integers(0, x.astype(np.int32)[1] + 2),
        rng.uniform(n, 9),
    )


def from_the_old_ones(seed, n):
    rng = np.random.RandomState(seed)
    total = 0.0
    for _ in range(n):
        total += rng.rand() + rng.randn() + rng.uniform(-1, 1) + rng.normal(1, 2) + rng.random_sample()
        total += rng.standard_normal() * rng.exponential(2) + rng.randint(10) - rng.randint(-5, 1000000)
    return total, rng.randint(3), rng.normal()


def everybodys_one_by_one(n):
    np.random.seed(5)
    total = 0.0
    for _ in range(n):
        total += np.random.rand() + np.random.normal() * np.random.uniform(0, 2) + np.random.randint(0, 7)
    return total, np.random.randn(), np.random.random()


def keeps_every_other(rng, n):
    numbers = []
    for k in range(n):
        number = rng.normal()
        if k % 2:
            numbers.append(number)
    return numbers, rng.normal(size=2)


def refused(rng, scale):
    total = 0.0
    for _ in range(3):
        total += rng.normal(0.0, scale)
    return total


def refused_ints(rng, low, high):
    total = rng.random()
    for _ in range(3):
        total += rng.integers(low, high)
    return total


def of_two(one, two, n):
    x = 0.0
    for k in range(n):
        x += one.random() if k % 3 else two.normal()
    return x


def of_its_own_in_rounds(n):
    total = 0.0
    for k in range(n):
        rng = np.random.default_rng(k)
        total += rng.random() + rng.normal()
    return total


def drawn_for_nothing(rng, n):
    for _ in range(n):
        rng.random()
    return rng.random()


def walks(rng, n):
    x = y = 0
    for _ in range(n):
        match rng.integers(4):
            case 0:
                x += 1
            case 1:
                x -= 1
            case 2:
                y += 1
            case _:
                y -= 1
    return x, y


def in_a_helper(rng, n):
    def step(x):
        return x + rng.normal(0, 0.1) if rng.random() < 0.5 else x - rng.exponential(0.1)

    x = 1.0
    while x > 0 and n > 0:
        x = step(x)
        n -= 1
    return x, n


def shuffled_by_hand(rng, x):
    for i in range(len(x) - 1, 0, -1):
        j = rng.integers(0, i + 1)
        x[i], x[j] = x[j], x[i]
    return x


def halves(rng, depth):
    return rng.random() if depth == 0 else 0.5 * (halves(rng, depth - 1) + halves(rng, depth - 1))


def stops(rng, n):
    for k in range(n):
        x = rng.random()
        if x > 0.9:
            raise ValueError(f"{x} in round {k}")
    return x


CASES = [
    (of_pi, (np.random.default_rng(0), 300), (np.random.RandomState(0), 300), (np.random.default_rng(0), 1)),
    (metropolis, (1, 200), (2, 1)),
    (all_of_them, (np.random.default_rng(1), 0.5, 2.0), (np.random.RandomState(4), 1.5, 0.25)),
    (all_of_them, (np.random.Generator(np.random.MT19937(3)), 2.0, 0.5)),
    (more_of_them, (np.random.default_rng(1), 0.5, 2.0), (np.random.RandomState(4), 0.75, 0.25)),
    (
        whole_numbers,
        (np.random.default_rng(2), -3, 17, 0.25),
        (np.random.default_rng(2), -(2**62), 2**62, 0.5),
    ),
    (of_ints_and_numpy_numbers, (np.random.default_rng(3), 3, np.array([1.0, 2.0]))),
    (of_ints_and_numpy_numbers, (np.random.default_rng(3), 3, np.array([1, 2], np.float32))),
    (from_the_old_ones, (1, 30), (2, 31)),
    (everybodys_one_by_one, (11,), (10,)),
    (
        keeps_every_other,
        (np.random.default_rng(6), 9),
        (np.random.RandomState(6), 9),
        (np.random.RandomState(6), 8),
    ),
    (
        refused,
        (np.random.default_rng(7), 1.0),
        (np.random.default_rng(7), 0.0),
        (np.random.RandomState(7), 0.0),
    ),
    (
        refused,
        (np.random.default_rng(7), -1.0),
        (np.random.RandomState(7), -1.0),
        (np.random.default_rng(7), np.nan),
    ),
    (refused, (np.random.default_rng(7), -0.0), (np.random.default_rng(7), np.inf)),
    (
        refused_ints,
        (np.random.default_rng(8), 3, 3),
        (np.random.default_rng(8), 3, 4),
        (np.random.default_rng(8), 4, 3),
    ),
    (of_two, (np.random.default_rng(9), np.random.default_rng(10), 20)),
    (of_two, (np.random.RandomState(9), np.random.default_rng(10), 20)),
    (of_its_own_in_rounds, (5,), (0,)),
    (drawn_for_nothing, (np.random.default_rng(11), 7), (np.random.RandomState(11), 7)),
    (walks, (np.random.default_rng(12), 100)),
    (in_a_helper, (np.random.default_rng(13), 1000)),
    (shuffled_by_hand, (np.random.default_rng(14), np.arange(20))),
    (halves, (np.random.default_rng(15), 4)),
    (stops, (np.random.default_rng(16), 5), (np.random.default_rng(16), 500)),
]
