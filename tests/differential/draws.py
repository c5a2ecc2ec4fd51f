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


def arrays(rng, n, a, b):
    total = np.zeros((n, 2))
    for k in range(4):
        total += rng.normal(size=(n, 2)) * rng.random(n)[:, None] + rng.uniform(a, a + b, 2)
        total[: k % (n + 1)] -= rng.exponential(b, size=2) * rng.standard_normal(2) - rng.integers(0, 5, 2)
    return total, rng.gamma(a, b, (2, n)), rng.integers(3, size=n), rng.poisson(2.5, n), rng.random((2, 3))


def old_arrays(n, a, b):
    rng = np.random.RandomState(n)
    total = np.zeros((n, 2))
    for _ in range(4):
        total += rng.randn(n, 2) * rng.rand(n, 1) + rng.uniform(a, b, (n, 2)) - rng.randint(0, 5, (n, 2))
        total *= rng.normal(a, b, n)[:, None]
    return total, rng.exponential(b, 3), rng.randint(7, size=(2, n)), rng.standard_normal(n), rng.randn()


def many_refused(rng, scale, n):
    x = rng.normal(0.0, scale, 3)
    return x + rng.random(3), rng.random(n)


def many_ints(rng, low, high, n):
    return rng.integers(low, high, n), rng.integers(low, high, n, endpoint=True), rng.random()


def choices(rng, x, n):
    path = np.zeros(n)
    for k in range(1, n):
        path[k] = path[k - 1] + rng.choice([-1, 1]) * rng.choice(x) + rng.choice((0.5, 1.5))
    return path, rng.choice(5), rng.choice(n), rng.choice(x, 3), rng.choice(x, (2, n)), rng.choice(4, size=n)


def rows(rng, m, n):
    chosen = [rng.choice(m) for _ in range(n)]
    for row in chosen:
        row += 1
    return chosen, m, rng.choice(m, 2)


def other_choices(rng, x, p):
    return rng.choice(x, p=p), rng.choice(x, 2, replace=False), rng.choice(x, 2, True)


def weather(rng, p, n):
    state, days = 0, np.zeros(3, dtype=int)
    for _ in range(n):
        state = rng.choice(3, p=p[state])
        days[state] += 1
    return days, state


def weighted(rng, x, p):
    chosen = rng.choice(x, p=p), rng.choice(x, 4, p=p), rng.choice(len(x), (2, 2), p=p)
    return chosen, rng.choice([0.5, 1.5], p=[0.25, 0.75]), rng.choice(2, size=3, p=(1, 0))


def words(rng, n):
    return [rng.choice(["a", "b"]) for _ in range(n)]


def none_to_choose(rng, x):
    return rng.random(), rng.choice(x)


def none_of_so_many(rng, n):
    return rng.random(), rng.choice(n)


def into_a_given_array(rng, x, n):
    for k in range(n):
        x[k] = rng.normal(k, 1, x.shape[1])
        x[k, :2] += rng.random(2)
    return x.sum()


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
    (arrays, (np.random.default_rng(17), 3, 0.5, 2.0), (np.random.default_rng(17), 0, 0.5, 2.0)),
    (
        arrays,
        (np.random.Generator(np.random.SFC64(1)), 2, 1.5, 0.25),
        (np.random.default_rng(17), 2, 0.5, 0.0),
    ),
    (old_arrays, (3, 0.5, 2.0), (0, 0.5, 2.0), (5, 0.5, 0.0)),
    (many_refused, (np.random.default_rng(18), 1.0, 2), (np.random.default_rng(18), 0.0, 0)),
    (many_refused, (np.random.default_rng(18), -1.0, 2), (np.random.default_rng(18), 1.0, -1)),
    (many_ints, (np.random.default_rng(19), 1, 9, 4), (np.random.default_rng(19), -(2**60), 2**61, 3)),
    (many_ints, (np.random.default_rng(19), 9, 9, 4), (np.random.default_rng(19), 0, 2**32, 3)),
    (many_ints, (np.random.default_rng(19), 0, 2**32 - 1, 3), (np.random.default_rng(19), 9, 9, 0)),
    (choices, (np.random.default_rng(20), np.arange(4.0), 6), (np.random.RandomState(20), np.arange(4), 6)),
    (choices, (np.random.default_rng(20), np.arange(2) > 0, 1)),
    (rows, (np.random.default_rng(21), np.arange(6).reshape(3, 2), 4)),
    (none_to_choose, (np.random.default_rng(23), np.arange(3)), (np.random.default_rng(23), np.zeros(0))),
    (none_to_choose, (np.random.RandomState(23), np.arange(3)), (np.random.RandomState(23), np.zeros(0))),
    (
        none_of_so_many,
        (np.random.default_rng(24), 3),
        (np.random.default_rng(24), 0),
        (np.random.RandomState(2), 0),
    ),
    (none_of_so_many, (np.random.default_rng(24), -3), (np.random.RandomState(2), -1)),
    (into_a_given_array, (np.random.default_rng(25), np.zeros((4, 3)), 4)),
    (other_choices, (np.random.default_rng(22), np.arange(3), np.array([0.2, 0.3, 0.5]))),
    (
        weather,
        (np.random.default_rng(27), np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]), 30),
    ),
    (
        weather,
        (np.random.RandomState(27), np.array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]), 30),
    ),
    (
        weather,
        (np.random.default_rng(27), np.array([[0.5, 0.3, 0.1], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]), 3),
    ),
    (weather, (np.random.default_rng(27), np.array([[-0.5, 1.3, 0.2], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5]]), 3)),
    (weighted, (np.random.default_rng(28), np.arange(3.0), np.array([0.2, 0.3, 0.5]))),
    (weighted, (np.random.RandomState(28), np.arange(3), np.array([0.2, 0.3, 0.5]))),
    (
        weighted,
        (np.random.RandomState(28), np.arange(3), np.array([0.5, 0.5])),
        (np.random.default_rng(1), np.arange(3), np.array([0.0, 1.0, 0.0])),
    ),
    (weighted, (np.random.default_rng(28), np.arange(3.0), np.array([0.2, np.nan, 0.5]))),
    (words, (np.random.default_rng(26), 3)),
    (stops, (np.random.default_rng(16), 5), (np.random.default_rng(16), 500)),
]
PYTHON = {"words"}
