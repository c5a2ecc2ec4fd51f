"""Functions of `math`, `cmath` and of Python's numbers that graphs call, or fold items by."""

import cmath
import math

import numpy as np


def round_called(x, n):
    return round(x, n)


def round_np_called(x, n):
    return round(x[0], n)


def is_integer_called(x):
    return x.is_integer()


def ratio_called(x):
    return x.as_integer_ratio()


def polar_called(a, b):
    return cmath.polar(complex(a, b)), cmath.phase(complex(a, b)), cmath.rect(a, b)


def frexp_called(x):
    return math.frexp(x), math.modf(x), math.ldexp(x, 3)


def fsum_called(x):
    return math.fsum(x)


def fsum_list_called(x):
    xs = [v for v in x if v > 0]
    return math.fsum(xs), math.fsum([x[0], x[1], 3]), math.fsum(v * v for v in x)


def sum_start_called(x):
    xs = [v for v in x if v > 0]
    return sum(xs, 0.5), sum(xs)


def prod_called(x):
    return math.prod(x), math.prod(x, start=2)


def prod_list_called(x):
    xs = [v for v in x if v > 0]
    return math.prod(xs), len(xs)


def hypot_called(a, b, c):
    return (
        math.hypot(a, b, c),
        math.hypot(a),
        math.hypot(a, b),
        math.dist((a, b), (b, c)),
        math.dist([a, b, c], [c, b, a]),
    )


def hypot_star_called(x):
    return math.hypot(*[float(x[0]), float(x[1]), float(x[2])]), math.hypot(*x)


def gcd_called(a, b, c):
    return (
        math.gcd(a, b),
        math.gcd(a, b, c),
        math.lcm(a, b),
        math.lcm(a, b, c),
        math.gcd(),
        math.gcd(a),
        math.isqrt(abs(a)),
    )


def log_of_base(x, base):
    return math.log(x, base)


def comb_called(n, k):
    return math.comb(n, k), math.perm(n, k), math.factorial(k), math.perm(n)


def divmod_called(a, b):
    return divmod(a, b), divmod(-a, b), pow(a, b), pow(a, 2, 7), pow(a, -1)


def slice_loop_called(x, k):
    s = 0.0
    for v in x[k:]:
        s += v
    for v in x[:k]:
        s -= 2 * v
    for v in x[::-k]:
        s *= v
    return s


def neg_range_called(n, k):
    s = 0
    for i in range(n, 0, -k):
        s += i * i
    for i in range(0, n, k):
        s -= i
    return s


def sum_data_called(x):
    return sum(x), sum(x, 0.0), sum(x, True)


def conv_called(n):
    return int(n), float(n), complex(n), bool(n), abs(n), (-n) // 3, n % -3


def digits_in_a_loop(x, n):
    s = 0.0
    for k in range(n):
        s += round(x[k] * 1.2345, k)
    return s


def digits_py_in_a_loop(n):
    out = []
    for k in range(n):
        out.append(round(1234.5678 / (k + 1), k - 1))
        out.append(round(k * 1237, -k))
    return out


def polar_in_a_loop(x):
    s = 0j
    for v in x:
        r, p = cmath.polar(complex(v, 1.0))
        s += cmath.rect(r, p) * cmath.phase(complex(v, -2))
    return s, cmath.polar(1j), cmath.polar(x[0])


def frexp_in_a_loop(x):
    out = []
    for v in x:
        m, e = math.frexp(v)
        f, i = math.modf(v)
        out.append((m, e, f, i, float(v).is_integer()))
    return out


def ratio_in_a_loop(x):
    s = 0
    for v in x:
        n, d = float(v).as_integer_ratio()
        s += n - d
    return s, int(x[0]).as_integer_ratio()


def prods_in_a_loop(x, n):
    xs = [v for v in x if v > 0]
    return (
        math.prod(xs),
        math.prod(range(1, n)),
        math.prod(v + 1 for v in xs),
        math.prod([]),
        math.prod(x),
        math.prod(xs, start=2),
    )


def prod_int_in_a_loop(n):
    out = []
    for k in range(n):
        out.append(math.prod([k, k + 1, 2]))
    return out


def ratio_caught_in_a_loop(x):
    s = 0
    for v in x:
        try:
            s += float(v).as_integer_ratio()[1]
        except (ValueError, OverflowError):
            s += 1000
    return s


def sum_from_a_flag(x):
    return sum(x, True), sum([float(x[0]), 0.1, 0.2], False), sum(x, 0.0)


def complex_isclose(x, y):
    near = cmath.isclose(x[0], y[0], abs_tol=0.1)
    return (
        cmath.isclose(complex(x[0], x[1]), complex(y[0], y[1])),
        near,
        cmath.isclose(1j, complex(x[0], 1), rel_tol=0.5),
    )


class Truthful:
    def __init__(self, x):
        self.x = x

    def __bool__(self):
        return self.x != 0


def truth_of_an_object(x):
    return 1 if Truthful(x) else 2


X = np.array([1.5, -2.0, 3.25, 1e16, -1e16])
Y = np.array([1.5, 2.0, 3.25])

CASES = [
    (round_called, (2.675, 2), (1234.5, -2), (15, -1), (True, 1), (1e300, 400), (float("inf"), 2), (2.5, 0)),
    (round_np_called, (X, 1), (np.array([15, 3]), -1), (np.array([2.345], np.float32), 2)),
    (is_integer_called, (2.0,), (2.5,), (float("nan"),), (float("inf"),), (-0.0,)),
    (ratio_called, (0.75,), (-3.0,), (1e300,), (float("nan"),), (float("inf"),), (7,)),
    (polar_called, (1.0, 2.0), (0.0, 0.0), (-1.0, 3.0)),
    (frexp_called, (3.5,), (0.0,), (-1e10,)),
    (fsum_called, (X,), (X[:0],), (np.arange(4),), ([0.1] * 10,), ([1, 2.5],)),
    (fsum_list_called, (X,)),
    (sum_start_called, (X,)),
    (prod_called, (X,), ([2, 3],), (np.arange(1, 4),)),
    (prod_list_called, (X,), (-abs(X),)),
    (hypot_called, (3.0, 4.0, 12.0), (1, 2, 2), (0.0, -0.0, 5e-324), (1e308, -1e308, 1e300)),
    (hypot_called, (np.inf, np.nan, 1.0), (np.nan, 2.0, 0.1), (0.1, 0.3, 1e-170)),
    (hypot_star_called, (X[:3],)),
    (gcd_called, (12, 18, 8), (0, 5, 7), (-4, 6, 10), (-(2**63), 6, 4)),
    (log_of_base, (8.0, 2), (8, 2), (5.0, 0.5), (0, 2), (8.0, 1), (2.0, -3.0), (np.inf, 2.0), (2, np.nan)),
    (comb_called, (5, 2), (3, 7), (-1, 2), (10, 0)),
    (divmod_called, (7, 3), (7.5, 2), (3, 0), (0, 2)),
    (slice_loop_called, (X, 2), (X, 1), (X, 9), (X[:0], 1)),
    (neg_range_called, (10, 3), (0, 1), (7, 1), (5, 0), (5, -2)),
    (sum_data_called, (X,), ([1, 2],)),
    (conv_called, (7,), (2.5,), (-3,)),
    (digits_in_a_loop, (Y, 3), (Y, 0)),
    (digits_py_in_a_loop, (4,), (0,)),
    (polar_in_a_loop, (Y,)),
    (frexp_in_a_loop, (Y,), (Y[:0],)),
    (ratio_in_a_loop, (Y,), (np.array([1e300]),), (np.array([np.inf]),), (np.array([np.nan, 1]),)),
    (prods_in_a_loop, (Y, 5), (-Y, 0), (np.arange(4), 3)),
    (prod_int_in_a_loop, (3,), (0,)),
    (ratio_caught_in_a_loop, (Y,), (np.array([np.inf, 1]),)),
    (sum_from_a_flag, (np.full(10, 0.1),), ([0.1] * 10,), (np.arange(3),)),
    (
        complex_isclose,
        (np.array([1.0, 2]), np.array([1.0, 2 + 1e-12])),
        (np.array([1.0, np.inf]), np.array([1.0, np.inf])),
        (np.array([1.0, np.nan]), np.array([1.05, 2])),
    ),
    (truth_of_an_object, (1.0,), (np.float64(2),), (np.int8(0),), (0,)),
]
