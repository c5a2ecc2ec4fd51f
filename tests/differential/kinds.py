"""Numbers beside lists, tuples and text, of Python's and of NumPy's kinds; complex, zero and nan among others."""

import cmath
import math
import operator

import numpy as np


def place_of_either_type(w, c):
    table = np.arange(c + 1)
    picked = []
    for i in range(len(w), 0, -1):
        if table[c] != w[i - 1]:
            picked.append(i - 1)
            c -= w[i - 1]
    return picked, table[c:]


def sum_of_two(a, b):
    return a + b


def product_of_two(a, b):
    return a * b


def equality_of_two(a, b):
    return a == b, a != b


def order_of_two(a, b):
    return a < b


def multiple_of_a_list(x):
    return x * [1, 2]


def compared_with_tuples(x):
    return (1,) == x, x == ()


def list_minus_number(x):
    s = [1, 2]
    return s - x


def tuple_plus_number(x):
    s = (1, 2)
    s += x
    return s


def divmod_by_a_tuple(x):
    return divmod(x, (2,))


def added_up(x):
    s = 0
    for v in x:
        s = s + v
    return s


def list_grows_by_number_or_array(x):
    s = [1, 2]
    a = s
    s += x
    return s, a


def list_becomes_an_array(x):
    s = [0, 0]
    for r in x:
        s += r
    return s


def is_among(a, b):
    return a in b


def list_times(n):
    return [0] * n


def list_times_in_place(n):
    l = [1, 2]
    l *= n
    return l


def times_list(n):
    return n * [1, 2]


def times_tuple(n):
    return n * (1, 2)


def as_range_and_index(n):
    return len(range(n)), [5, 6, 7][n]


def popped_at(n):
    l = [1, 2, 3]
    return l.pop(n), l


def counted_from(a, k):
    return list(enumerate(a, k))


def compared_with_text(x):
    return x == "1", x != "1", "1" == x, x == None


def extremes_of_an_array(a):
    return max(a), min(a)


def int_or_complex(n):
    z = 1
    if n > 2:
        z = 1j
    return z


def float_or_complex_root(x):
    if x < 0:
        return cmath.sqrt(x)
    return math.sqrt(x)


def int_grows_complex(n):
    z = 0
    for i in range(n):
        z = z + 1j
    return z, z == 2


def some_complex(a):
    return [1j * v if v > 1 else v for v in a.tolist()]


def complex_in_a_list(xs, n):
    xs[0] = 1j if n > 2 else 2
    return xs


def zero_of_int_or_float(n):
    x = 0
    if n > 2:
        x = 0.0
    return x * -1 * 1.0, -x * 1.0, (0 - x) * 1.0


def horner_from_zero(c, x):
    acc = 0
    for k in c:
        acc = acc * x + k
    return acc


def product_of_zeros(n):
    p = 1
    for v in [0, -0.0, 1.5][:n]:
        p = p * v
    return p


def nan_in_a_list(a):
    xs = [v for v in a]
    return xs[0] in xs, xs.index(xs[0]), xs.count(xs[0])


def nan_appended(x):
    xs = [1.0, 2.0]
    if x != 1:
        xs.append(x)
    return x in xs


def removed(n):
    xs = [1, 2, 3]
    xs.remove(n)
    return xs


def removed_from_data(a, n):
    xs = [v for v in a]
    xs.remove(n)
    return xs


def divmods_of_floats(x):
    return divmod(7.0, x), divmod(x, 2.5)


def divmod_of_an_int(x):
    return divmod(7, x)


def power_modulo(b, e, m):
    return pow(b, e, m)


def fermat_test(n):
    if n < 2:
        return False
    for a in range(2, min(n, 12)):
        if pow(a, n - 1, n) != 1:
            return False
    return True


def close_numbers(a, b):
    return math.isclose(a, b), math.isclose(a, b, rel_tol=0.1), math.isclose(a, b, abs_tol=0.5)


def hashes(n):
    return hash(n), hash(-n)


def builtin_sum_of_mixed(x):
    return sum(x)


def operator_add(x):
    return operator.add(x, (1,))


PAIRS = [
    (1, (2,)),
    ((1, 2), 3),
    ([1, 2], 3),
    (3, [1, 2]),
    (True, (1, 2)),
    (1.5, [1]),
    ((1, 2), (3,)),
    (np.int64(2), [1, 2]),
    ([1, 2], np.float64(2.0)),
    (np.array([1, 2]), [3, 4]),
]
FACTORS = [
    (2,),
    (-1,),
    (1.5,),
    (True,),
    (np.int32(2),),
    (np.float64(2.0),),
    (np.array([3, 4]),),
    (np.array(2),),
]
GROUP_3 = [([1, (2,)],), ([1, 2.5],), ([1, [2]],)]
GROUP_4 = [(1,), (True,), (np.True_,), (np.int8(1),), (np.array(True),), (np.array(1),)]
GROUP_5 = [(0,), (3,)]
CASES = [
    (place_of_either_type, (np.array([1, 3, 4]), 8), ([1, 3, 4], 8), (np.array([8]), 8)),
    *((function, *PAIRS) for function in (sum_of_two, product_of_two, equality_of_two, order_of_two)),
    *(
        (function, *FACTORS)
        for function in (
            multiple_of_a_list,
            compared_with_tuples,
            list_minus_number,
            tuple_plus_number,
            divmod_by_a_tuple,
            list_grows_by_number_or_array,
            list_times,
            list_times_in_place,
            times_list,
            operator_add,
            times_tuple,
        )
    ),
    *((function, *GROUP_3) for function in (added_up, builtin_sum_of_mixed)),
    (list_becomes_an_array, (np.array([[1.0, 1.0], [1.0, 1.0]]),)),
    (is_among, ((1,), (1,)), ([1], [1.0]), ((1,), [1]), ([1], (1,)), (1, (1, 2)), ((1,), [(1,), 2])),
    *((function, *GROUP_4) for function in (as_range_and_index, popped_at)),
    (
        counted_from,
        (np.array([3, 2, 1]), np.int32(5)),
        (np.array([3.0]), 2),
        (np.array([3.0]), np.array([5])),
        ([1, 2], True),
        (np.array([1]), 1.5),
        (np.array([0, 1]), np.array(3)),
    ),
    (compared_with_text, (np.int32(1),), (np.True_,), (np.float64(1.0),), (1,), (1.5,)),
    (
        extremes_of_an_array,
        (np.array([3, 2]),),
        (np.array([], int),),
        (np.array([], float),),
        (np.array([1.0, np.nan]),),
    ),
    *((function, *GROUP_5) for function in (int_or_complex, int_grows_complex, zero_of_int_or_float)),
    (float_or_complex_root, (-4.0,), (4.0,)),
    (some_complex, (np.array([0.5, 2.0]),)),
    (complex_in_a_list, ([1, 2], 0), ([1, 2], 3)),
    (horner_from_zero, (np.array([-0.0]), -3), (np.array([-0.0, 1.0]), -3.0), (np.array([0.0, -1.0]), 2)),
    (product_of_zeros, (0,), (1,), (2,), (3,)),
    (nan_in_a_list, (np.array([np.nan, 1.0]),), (np.array([1.0, 2.0, 1.0]),)),
    (nan_appended, (np.nan,), (3.0,), (1.0,)),
    (removed, (2,), (9,)),
    (removed_from_data, (np.array([1.0, 2.0]), 2), (np.array([1.0, 2.0]), 9)),
    (divmods_of_floats, (2.0,), (0.0,), (-3.5,)),
    (divmod_of_an_int, (2,), (0,), (-3,), (0.0,), (np.float64(0.0),)),
    (
        power_modulo,
        (3, 200, 13),
        (2, 10, -7),
        (2, 0, 1),
        (3, 5, 0),
        (3, -1, 7),
        (1099511627776, 3, 2305843009213693951),
        (2.0, 3, 5),
    ),
    (fermat_test, (97,), (91,), (2,), (1,)),
    (close_numbers, (1.0, 1.05), (1, 1), (np.inf, 1.0), (1.0, 1.4), (np.nan, 1.0)),
    (hashes, (1,), (-1,), (2305843009213693951,), (4611686018427387904,), (True,)),
]
# Some of their calls always raise a TypeError.
PYTHON = {
    "sum_of_two", "order_of_two", "list_minus_number", "tuple_plus_number", "divmod_by_a_tuple", "operator_add",
    "list_grows_by_number_or_array", "added_up", "builtin_sum_of_mixed",
}  # fmt: skip
