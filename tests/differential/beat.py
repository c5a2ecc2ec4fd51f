"""What other systems of this kind refuse or get wrong, one small function each."""

import dataclasses
import functools
import operator

import numpy as np


class Account:
    __rate = 0.5

    def __init__(self, balance, limit=10.0):
        if balance < 0:
            balance = 0.0
        self.balance = balance
        self.__limit = limit
        self._log = []

    def __len__(self):
        return 3

    @property
    def worth(self):
        if self.balance > self.__limit:
            return self.__limit
        return self.balance

    def pay(self, x):
        if x > self.balance:
            self._log.append(x)
            return False
        self.balance -= x
        return True

    def interest(self):
        return self.balance * self.__rate

    @staticmethod
    def twice(x):
        return x * 2 if x > 0 else x

    @classmethod
    def empty(cls, start):
        return cls(start - 1)


class Matrix2:
    def __init__(self, a, b, c, d):
        self.a, self.b, self.c, self.d = a, b, c, d

    def __mul__(self, other):
        return Matrix2(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
        )

    def __getitem__(self, key):
        i, j = key
        if i == 0:
            return self.a if j == 0 else self.b
        return self.c if j == 0 else self.d

    def __eq__(self, other):
        return self.a == other.a and self.d == other.d

    __hash__ = None


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


@dataclasses.dataclass
class State:
    x: float
    n: int = 0


def while_else(n):
    while n > 3:
        n -= 2
    else:
        n += 100
    return n


def consumes_generator(n):
    def numbers():
        i = 0
        while i < n:
            yield i * i
            i += 1

    total = 0
    for x in numbers():
        if x > 20:
            break
        total += x
    return total


def private_names(x):
    account = Account(x)
    return account.interest(), account.worth


def constructor_condition(x):
    return Account(x).balance, Account.empty(x).balance, Account.twice(x)


def method_changes_object(x, n):
    account = Account(x)
    paid = 0
    for i in range(n):
        if account.pay(i):
            paid += 1
    return paid, account.balance, account._log


def class_operators(x, n):
    m = Matrix2(1, 1, 1, 0)
    p = Matrix2(1, 0, 0, 1)
    for _ in range(n):
        p = p * m
    return p[0, 0] * x, p[1, 0], p == m


def own_iterator(n):
    total = 0
    for k in Countdown(n):
        total = total * 2 + k
    return total


def walrus_without_data(x):
    if (n := 3) > 2:
        x += n
    return x, n


def assert_computed_message(x):
    assert x > 0, "negative: " + str(x) + f" ({x - 1})"
    return x


def several_targets(a):
    b = c = a[0]
    a[1], d = b + 1, c
    x, *y = a[:3]
    return b, d, x, y


def tabs_and_continuations(x):
    y = x + 1
    if y > 2:  # a comment
        return y
    return y - 1


def set_literals(x):
    seen = {1, 2}
    if x > 1:
        seen = seen | {3}
    return seen, len(seen), 3 in seen


def annotated_local(x):
    limit: "float" = 2.0
    if x > limit:
        y: int = 1
    else:
        y = 0
    return y


def wraps(function):
    @functools.wraps(function)
    def inner(*args):
        print("calling", function.__name__)
        return function(*args)

    return inner


@wraps
def wrapped_helper(x):
    if x > 1:
        return x - 1
    return x


def calls_wrapped(x):
    return wrapped_helper(x) + wrapped_helper(0)


@functools.lru_cache
def cached_helper(n):
    return n * n if n > 2 else n


def calls_cached(n):
    return cached_helper(n) + cached_helper(2)


def lambdas_on_one_line(x):
    f, g = (lambda v: v + 1 if v > 0 else v), (lambda v: v * 2 if v > 0 else -v)
    return f(x), g(x), (lambda v: (lambda w: w * v)(v + 1))(x)


def default_with_call(x):
    def g(y, z=abs(-3), *, w=max(1, 2)):
        return y + z + w

    return g(x), g(x, 1, w=5)


def decorated_local(x):
    def doubled(function):
        return lambda y: function(y) * 2

    @doubled
    def g(y):
        if y > 1:
            return y
        return 1

    return g(x)


def library_callbacks(values, x):
    total = functools.reduce(lambda a, b: a + b if b > 0 else a, values)
    ordered = sorted(values, key=lambda v: abs(v - x))
    return total, ordered, list(filter(lambda v: v > x, values)), max(values, key=lambda v: -v)


def along_axis(m):
    return np.apply_along_axis(lambda row: row.max() - row.min() if row[0] > 0 else row.sum(), 1, m)


def one_path_return(a, b, x):
    if x > 0:
        if x > 10:
            return a
        x = x + 1
    return b * x


def elif_returns(n):
    if n < 0:
        return -1
    elif n == 0:
        return 0
    elif n < 10:
        return 1
    return 2


def changed_dataclass(state, x):
    if x > 0:
        state = dataclasses.replace(state, x=x)
        state.n += 1
    else:
        state.n -= 1
    return state.x, state.n


def changed_function(x):
    f = operator.neg
    if x > 0:
        f = abs
    return f(x)


def branch_effects(x, log):
    total = 0

    def note(value):
        nonlocal total
        total += value
        log.append(value)

    if x > 0:
        note(x)
        log.append("positive")
    else:
        note(-x)
        print("not positive")
    return total, len(log)


def dead_branch(x, a):
    if x > 100:
        return a[1000]
    if x < -100:
        raise RuntimeError("never")
    return a[0] if x else 1 / (x + 1)


def next_and_unpack(a):
    first = next(iter(a))
    x, y = a[:2]
    pair = [x, y]
    (p, q), r = pair, first
    return first + p * q - r


def enumerate_reversed_zip(a, b):
    total = 0.0
    for i, (x, y) in enumerate(zip(reversed(a), b)):
        total += i * x * y
    return total


def message(x, n):
    text = f"{x:.1f} and {n:>4}|"
    return text + str(n)


def first_in_loop(a):
    for x in a:
        if x > 1:
            first = x
            break
    return first


def shape_changes(n):
    a = np.ones(1)
    for _ in range(n):
        a = np.concatenate([a, a * 2])
    return a, len(a)


def grows(n):
    pair = ()
    for i in range(n):
        pair = pair + (i,)
    return pair


def indexed_list_dict(n, k):
    items = [5, 7, 11]
    table = {0: "a", 1: "b", 2: "c"}
    items[k] += n
    return items[k], table[k], items


def break_constant_range(x):
    for i in range(10):
        x = x * 2
        if x > 50:
            break
    return x, i


def sequences(x):
    total = 0.0
    for w in (0.1, 0.2, 0.3):
        for v in [1, 2]:
            total += w * v * x
    return total


def called_method_in_dead_branch(x):
    account = Account(5.0)
    if x > 0:
        account.pay(1)
    return account.balance


def late_binding_loop(n):
    functions = []
    for i in range(3):
        functions.append(lambda y: y + i)
    return functions[0](n), functions[2](n)


def try_around_error(a, i):
    try:
        return a[i]
    except IndexError:
        return -1.0


def try_in_loop(a, divisors):
    bad = 0
    for i in range(len(a)):
        try:
            a[i] = a[i] // int(divisors[i])
        except ZeroDivisionError:
            bad += 1
    return bad, a


def masks(a):
    a[a > 1] += 10
    a[a < 0] = a[a < 0] ** 2
    return a


def recursion_on_data(x):
    if x < 1:
        return 1.0
    return recursion_on_data(x / 2) + 1


def and_or_values(x, y):
    return x and y, x or y, (x or y) and "text", not (x and y)


def float32_stays(a):
    s = np.float32(0)
    for x in a:
        s = s + x * 2
    return s, a * 0.5 + 1


def middle_once(x):
    calls = []

    def middle():
        calls.append(1)
        return x

    return 0 < middle() < 5, len(calls)


def condition_once(n):
    asked = 0

    def more():
        nonlocal asked
        asked += 1
        return asked < n

    rounds = 0
    while more():
        rounds += 1
    return rounds, asked


def true_one(x):
    return x + 1, x * 2, x is True, type(x).__name__


def zero_sign(x):
    return 1.0 if x == 0 else 2.0, np.copysign(1.0, x), str(x)


def int_is_64_bits(a):
    return int(a[0]) * 3, int(a[0]) + 2**40


M = np.array([[1.0, 5.0, 2.0], [-1.0, 4.0, 0.5]])
A = np.array([0.5, 2.0, -3.0])
CASES = [
    (while_else, (10,), (1,)),
    (consumes_generator, (4,), (10,)),
    (private_names, (5.0,), (50.0,), (-1.0,)),
    (constructor_condition, (5.0,), (-5.0,)),
    (method_changes_object, (7.0, 6), (0.0, 3)),
    (class_operators, (2, 6), (1.5, 0)),
    (own_iterator, (5,), (0,)),
    (walrus_without_data, (1,), (2.5,)),
    (assert_computed_message, (2,), (-2.5,)),
    (
        several_targets,
        (A,),
    ),
    (tabs_and_continuations, (1,), (2,)),
    (set_literals, (1,), (2,)),
    (annotated_local, (1.0,), (3.0,)),
    (calls_wrapped, (1,), (2.5,)),
    (calls_cached, (2,), (5,)),
    (lambdas_on_one_line, (1.5,), (-2,)),
    (
        default_with_call,
        (1,),
    ),
    (decorated_local, (0.5,), (3,)),
    (library_callbacks, ((3, -1, 2), 1), ([0.5, -2.0], 0.0)),
    (
        along_axis,
        (M,),
    ),
    (one_path_return, (1.0, 2.0, 20), (1.0, 2.0, 5), (1.0, 2.0, -1)),
    (elif_returns, (-1,), (0,), (5,), (50,)),
    (changed_dataclass, (State(1.0), 2.5), (State(1.0), -2.5)),
    (changed_function, (2.5,), (-2.5,)),
    (branch_effects, (2, []), (-2, [1])),
    (dead_branch, (1, A), (0, A), (500, A)),
    (
        next_and_unpack,
        (A,),
    ),
    (enumerate_reversed_zip, (A, A + 1), (A, A[:1])),
    (message, (1.25, 3), (-1e9, 12345)),
    (first_in_loop, (A,), (A - 10,)),
    (shape_changes, (3,), (0,)),
    (grows, (3,), (0,)),
    (indexed_list_dict, (1, 2), (1, -1), (1, 0)),
    (break_constant_range, (1.0,), (100,), (0,)),
    (sequences, (2.0,), (3,)),
    (called_method_in_dead_branch, (1,), (-1,)),
    (late_binding_loop, (5,), (0.5,)),
    (try_around_error, (A, 1), (A, 9)),
    (
        try_in_loop,
        (A, np.array([1, 0, 2])),
    ),
    (masks, (A,), (np.arange(4),)),
    (recursion_on_data, (100.0,), (0.5,)),
    (and_or_values, (0, 2.5), (3, 0), (1.5, 2)),
    (float32_stays, (A.astype(np.float32),), (np.zeros(0, np.float32),)),
    (middle_once, (3,), (-1,), (9.5,)),
    (condition_once, (4,), (0,)),
    (true_one, (1,), (True,), (1.0,), (np.True_,)),
    (zero_sign, (0.0,), (-0.0,), (1.5,)),
    (int_is_64_bits, (np.array([2.0**40]),), (np.array([-3]),)),
]
PYTHON = {"true_one"}
