"""`try`, `with`, `match`, walrus, `del`, generators, classes: right as Python where they are no graph."""

import contextlib
import functools

import numpy as np


def caught_division(x, y):
    try:
        r = x / y
    except ZeroDivisionError:
        r = 0.0
    return r


def caught_index(a, i):
    try:
        value = a[i]
    except IndexError as error:
        print("caught", error)
        value = -1.0
    else:
        print("fine")
    finally:
        print("finally")
    return value


def caught_in_loop(a, n):
    misses = 0
    total = 0.0
    for i in range(n):
        try:
            total += a[i]
        except IndexError:
            misses += 1
    return total, misses


def return_in_try(x):
    try:
        if x < 0:
            return "negative"
        return x**0.5
    finally:
        print("left")


def reraised(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("no inverse") from error


def finally_changes(a):
    try:
        a[0] = 1.0
        a[99] = 2.0
    except IndexError:
        a[1] = 3.0
    finally:
        a[2] = 4.0
    return a


def with_errstate(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(x), x / 0


def with_suppress(a, i):
    value = None
    with contextlib.suppress(IndexError):
        value = a[i]
    return value


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, *details):
        print("exit", self.name, details[0])
        return False


def with_own_manager(x):
    with Manager("m") as m:
        if x > 0:
            return x, m.name
        print("inside")
    return -x, m.name


def matched(n):
    match n:
        case 0:
            return "zero"
        case 1 | 2:
            return "few"
        case int(k) if k < 0:
            return "negative"
        case _:
            return "many"


def match_tuple(p):
    match p:
        case (0, y):
            return y
        case (x, 0):
            return -x
        case (x, y):
            return x * y


def walrus_in_condition(a):
    if (total := a.sum()) > 3:
        return total
    return -total


def walrus_in_comprehension(values):
    return [y for v in values if (y := v * 2) > 2], y


def deleted(x):
    y = x + 1
    del x
    if y > 2:
        del y
    return y


def generator_consumed(n):
    def squares():
        for i in range(n):
            if i % 2:
                continue
            yield i * i

    total = 0
    for s in squares():
        total += s
    return total


def generator_returned(n):
    return list(i * 2 for i in range(n))


def iter_and_next(a):
    it = iter(a)
    first = next(it)
    rest = 0.0
    for x in it:
        rest += x
    return first, rest, next(it, None)


def multiple_targets(x):
    a = b = x + 1
    c, (d, e) = a, (b, x)
    a += 1
    return a, b, c, d, e


def chained_assignment_items(a, x):
    a[0] = a[1] = b = x
    return a, b


def annotated(x: float, n: "int" = 2) -> float:
    y: float = x * n
    z: int
    z = 3
    return y + z


def local_class(x):
    class Pair:
        def __init__(self, a):
            self.a = a

        def both(self):
            return self.a, self.a + 1

    return Pair(x).both()


def local_import(x):
    import math as m
    from math import pi

    return m.floor(x), pi


def none_handling(x, default=None):
    if default is None:
        default = 2.0
    return x * default


def starred_call(values):
    return max(*values), min(*values, 0)


def conditional_import_name(x):
    if x > 0:
        import math

        return math.sqrt(x)
    return 0.0


def nested_scopes(x):
    def outer(y):
        def inner(z):
            return x + y + z

        return inner(1) * 2

    return outer(10)


@functools.lru_cache(maxsize=None)
def cached_fibonacci(n):
    return n if n < 2 else cached_fibonacci(n - 1) + cached_fibonacci(n - 2)


def uses_cached(n):
    return cached_fibonacci(n) + 1


def ints_and_strings(n):
    text = ""
    for i in range(n):
        text += str(i) + ","
    return text, text.split(",")[:2], len(text)


def long_expression(
    a,
    b,
):
    return a + b * 2 if a > b else (a - b)


def docstring_only(x):
    """Return nothing."""


def non_ascii(größe):
    α = größe * 2
    return α


def semicolons(x):
    y = x
    z = y + 1
    return y, z  # noqa: E702


def unreachable(x):
    return x
    return x + 1


def while_else_return(x):
    while x > 10:
        x -= 3
        if x == 11:
            break
    else:
        return "normal", x
    return "broken", x


def ellipsis_and_slices(m):
    return m[..., 0], m[:, None].shape, m[::2, ::-1]


def global_constants(x):
    return x * np.pi + len("abc") + (not __debug__)


def bitmask_loop(n):
    subsets = 0
    for mask in range(1 << n):
        s = 0
        for i in range(n):
            if mask >> i & 1:
                s += i + 1
        if s == n:
            subsets += 1
    return subsets


A = np.array([1.0, 2.0, 3.0])
M = np.arange(6.0).reshape(2, 3)


def declared_in_the_middle(x, n):
    last = 0

    def note(z):
        for k in range(3):
            x[0] += (lambda t=k: t + len([last for last in x]))()
        else:
            x[1] = n or 3
        nonlocal last
        last = z
        return last

    return note(n), last, x


CASES = [
    (declared_in_the_middle, ([1.0, 2.0], 0), ([1.0, 2.0], 2)),
    (caught_division, (1.0, 2), (1.0, 0)),
    (caught_index, (A, 1), (A, 7)),
    (caught_in_loop, (A, 2), (A, 5)),
    (return_in_try, (4.0,), (-1,)),
    (reraised, (2.0,), (0,)),
    (
        finally_changes,
        (A,),
    ),
    (
        with_errstate,
        (A - 1,),
    ),
    (with_suppress, (A, 1), (A, 5)),
    (with_own_manager, (1.0,), (-1.0,)),
    (matched, (0,), (2,), (-5,), (9,)),
    (match_tuple, ((0, 2.5),), ((2, 0),), ((2, 3),)),
    (walrus_in_condition, (A,), (A - 2,)),
    (walrus_in_comprehension, ((1, 2, 3),)),
    (deleted, (1,), (5,)),
    (generator_consumed, (6,), (0,)),
    (
        generator_returned,
        (3,),
    ),
    (iter_and_next, (A,), (A[:1],), (A[:0],)),
    (multiple_targets, (1,), (2.5,)),
    (
        chained_assignment_items,
        (A, 5.0),
    ),
    (annotated, (1.5,), (1, 3)),
    (
        local_class,
        (1.5,),
    ),
    (
        local_import,
        (1.5,),
    ),
    (none_handling, (1.5,), (1.5, 3)),
    (starred_call, ((1, -2, 3),), ((0.5, 1),)),
    (conditional_import_name, (4.0,), (-4.0,)),
    (nested_scopes, (1,), (0.5,)),
    (
        uses_cached,
        (10,),
    ),
    (ints_and_strings, (4,), (0,)),
    (long_expression, (1, 2), (2, 1)),
    (
        docstring_only,
        (1,),
    ),
    (
        non_ascii,
        (1.5,),
    ),
    (
        semicolons,
        (1,),
    ),
    (
        unreachable,
        (1,),
    ),
    (while_else_return, (20,), (5,), (12,)),
    (
        ellipsis_and_slices,
        (M,),
    ),
    (
        global_constants,
        (1.0,),
    ),
    (bitmask_loop, (4,), (0,)),
]
PYTHON = {"local_class", "local_import", "conditional_import_name", "ints_and_strings"}
