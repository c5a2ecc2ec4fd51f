"""Python numbers and NumPy scalars: types, exact ints, division, rounding, min and max, math."""

import math

import numpy as np


def arithmetic(x, y):
    return x + y, x - y, x * y, x / y, x // y, x % y, -x, +x, abs(y)


def int_bits(n, m):
    return n & m, n | m, n ^ m, ~n, n << 3, n >> 2, n.bit_length()


def divmods(x, y):
    return divmod(x, y), divmod(-x, y), divmod(x, -y)


def rounds(x):
    return round(x), round(x, 1), round(x, -1), int(x), math.floor(x), math.ceil(x), math.trunc(x)


def min_max(x, y):
    return min(x, y), max(x, y), min(y, x), max(y, x), min(x, y, 0), max((x, y, 1))


def conversions(x):
    return int(x), float(x), bool(x), complex(x)


def sums_of_types(flag, n, x):
    return flag + flag, flag + n, flag * x, n + x, flag / 2, -flag, ~flag, flag & True


def powers(x):
    return x**2, x**3, x**0, 2**x, x**2.0


def integer_growth(n):
    x = n
    for _ in range(6):
        x = x * x
    return x


def sum_to_overflow(n):
    total = n
    for i in range(5):
        total += n
        print(i)
    return total


def overflow_after_write(a, n):
    a[0] = 7.0
    print("written")
    return n * n * n * n


def multiply_near_limit(n, m):
    return n * m, n + m, n - m, -n


def numpy_wraps(a):
    return a[0] * a[0], a[0] + a[1], a.sum(), -a[0]


def numpy_scalar_mix(a, n, x):
    return a[0] + n, a[0] * x, n / a[0], a[0] // 2, a[0] % 3, n - a[0]


def numpy_scalar_functions(x):
    return np.sqrt(x), np.sin(x), np.abs(x), np.maximum(x, 1), np.floor(x), np.sign(x), np.square(x)


def math_functions(x):
    return math.sin(x), math.exp(x / 10), math.hypot(x, 3), math.atan2(x, 2), math.degrees(x), math.fabs(x)


def math_checks(x):
    return math.isnan(x), math.isinf(x), math.isfinite(x), math.copysign(1.0, x)


def math_integers(n, m):
    return math.gcd(n, m), math.isqrt(n), math.comb(n, 2), math.factorial(m % 10)


def constants():
    return math.pi, np.pi, math.inf, -math.inf, np.e


def signed_zero(x):
    y = x * -0.0
    return y, y + 0.0, -y, abs(y), y == 0, 0.0 if y == 0 else 1.0


def nan_compare(x):
    return x == x, x < 1, x > 1, min(x, 1.0), min(1.0, x), max(x, 1.0), max(1.0, x)


def int_from_bool(a):
    n = 0
    for v in a:
        n += v
    return n


def type_names(x):
    return (
        type(x) is int,
        type(x) is float,
        isinstance(x, int),
        isinstance(x, (int, float)),
        isinstance(x, np.floating),
    )


def accumulate_types(a, flag):
    s = 0
    if flag:
        s += a[0]
    return s


def zero_rounds_keep_int(a):
    s = 0
    for x in a:
        s += x
    return s


def mean_of_ints(a):
    total = 0
    for i in range(len(a)):
        total += int(a[i])
    return total / len(a)


def leap_year(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def digits(n):
    s = 0
    while n:
        n, d = divmod(n, 10)
        s += d
    return s


def lcg(seed, n):
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2**31
    return seed


def xorshift(x, n):
    for _ in range(n):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
    return x


def hash_array(a):
    h = 5381
    for v in a:
        h = ((h << 5) + h + int(v)) & 0xFFFFFFFFFFFFFFFF
    return h


def integer_ratio(n, m):
    return n / m, n * 1.0 / m, (n + m) / 2, n // m * m + n % m == n


def is_integer(x):
    return x.is_integer(), x.hex()


def numpy_constructors(n, x):
    return np.float32(x), np.int64(n), np.float64(n), np.bool_(n), np.int8(n)


def array_item(a):
    return a.item(0), float(a[1]), int(a[1]), a.tolist()


def complex_numbers(x, y):
    z = complex(x, y)
    return z * z, z.real, z.imag, abs(z), z.conjugate()


INTS = np.array([100, 27, 3], np.int8)


def arrays_of_known_numbers(x, n):
    held = {"x": np.float64(2).reshape(1)}
    while n > 0:
        held["x"] += x
        n -= 1
    return held["x"], np.float64(3).astype(int), np.int64(3).tolist(), np.float64(1.5).round()


CASES = [
    (arrays_of_known_numbers, (1.5, 0), (2, 3), (1.5, 0)),
    (
        arithmetic,
        (7, 2),
        (-7, 2),
        (7.5, -2),
        (7, 2.5),
        (True, 2),
        (np.float64(7), 2),
        (np.int64(7), np.int64(-2)),
        (2**62, 3),
        (np.float32(1.1), 2),
    ),
    (int_bits, (13, 6), (-13, 6), (2**40, 2**39), (True, 3)),
    (divmods, (7, 2), (7.5, 2), (-7, 3)),
    (rounds, (2.5,), (3.5,), (-2.5,), (2.675,), (14.5,), (1e15 + 0.5,)),
    (min_max, (1, 2), (1.5, -2.5), (0.0, -0.0), (float("nan"), 1.0), (1, 1.0)),
    (conversions, (2.5,), (-3,), (True,), (0.0,)),
    (sums_of_types, (True, 2, 0.5), (False, -3, 1.5)),
    (powers, (3,), (-2,), (2.5,), (0,)),
    (integer_growth, (2,), (3,), (1,), (-1,)),
    (sum_to_overflow, (10,), (2**62,), (-(2**62),)),
    (overflow_after_write, (np.zeros(2), 5), (np.zeros(2), 2**20)),
    (
        multiply_near_limit,
        (2**31, 2**31),
        (2**32, 2**31),
        (-(2**63), 1),
        (2**63 - 1, 1),
        (2**63, 2),
        (-(2**62), 2),
    ),
    (numpy_wraps, (INTS,), (np.array([250, 10], np.uint8),), (np.array([2**62, 2**62]),)),
    (numpy_scalar_mix, (INTS, 3, 0.5), (np.array([1.5], np.float32), 3, 0.5), (np.array([7]), -2, 2.5)),
    (numpy_scalar_functions, (2.25,), (-4,), (np.float32(2.0),)),
    (math_functions, (1.0,), (-2,), (np.float64(0.5),), (np.float32(0.5),)),
    (math_checks, (1.0,), (float("nan"),), (float("-inf"),), (-0.0,)),
    (math_integers, (12, 18), (7, 3)),
    (constants, ()),
    (signed_zero, (1.0,), (-1.0,)),
    (nan_compare, (float("nan"),), (0.5,)),
    (int_from_bool, (np.array([True, True, False]),), (np.zeros(0, bool),)),
    (type_names, (1,), (1.0,), (True,), (np.float64(1),), (np.int64(1),)),
    (accumulate_types, (INTS, True), (INTS, False)),
    (zero_rounds_keep_int, (np.zeros(0),), (np.ones(2),), (INTS,), (np.array([True]),)),
    (mean_of_ints, (INTS,), (np.zeros(0, int),)),
    (leap_year, (2000,), (1900,), (2024,), (2023,)),
    (digits, (987654321,), (0,)),
    (lcg, (42, 50), (1, 0)),
    (xorshift, (2463534242, 10), (1, 1)),
    (hash_array, (np.arange(5),), (np.arange(30),)),
    (integer_ratio, (7, 2), (-7, 2), (2**53 + 1, 3)),
    (is_integer, (2.0,), (2.5,)),
    (numpy_constructors, (5, 0.1), (-1, 2.0), (300, 1.0)),
    (array_item, (np.array([1.5, 2.5]),), (INTS,)),
    (complex_numbers, (1.0, 2.0), (0.0, -0.0)),
]
OPTIONS = {"math_functions": {"ulps": 1}, "numpy_scalar_functions": {"ulps": 1}}
PYTHON = {"is_integer"}
