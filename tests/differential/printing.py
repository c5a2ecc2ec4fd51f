"""`print` and f-strings: at every call, in order, in Python's and NumPy's own format."""

import numpy as np


def plain(x, n, a):
    print()
    print("only text")
    print(x)
    print(n, x, "mixed", a)
    print(a)


def in_loop(n):
    for i in range(n):
        print("round", i, i * 0.5)
    print("done")


def separators(x, y):
    print(x, y, sep=", ")
    print(x, end=" | ")
    print(y, end="")
    print(x, y, sep="", end="\n\n", flush=True)


def format_specs(x, n):
    print(f"{x:.2f} {x:10.3e} {x:+g} {n:d} {n:05d} {n:,} {n:>8} {n:x} {n:b}")
    print(f"{x!r} {n!s} {x!a}")
    print(f"{x=} {n = } {x=:.1f}")


def format_width(x, w):
    print(f"{x:{w}.3f}|{x:<{w}}|")


def braces(x):
    print(f"{{literal}} {x} }}{{")


def percent_and_format(x, n):
    print("x=%.3f n=%d" % (x, n))
    print("{} and {:>6.2f}".format(n, x))
    print("{name!r}".format(name=n))


def numpy_scalars(a):
    print(a[0], a.sum(), a.max(), a.mean())
    print(f"{a[0]} {a[0]!r} {a.sum():.3f}")
    print([a[0]], (a[0], 1))


def arrays(a, m):
    print(a)
    print(m)
    print(f"{a} {m!r}")
    print(a > 1, a.astype(np.float32), a.astype(np.int64))


def containers(x, n, a):
    print([x, n], (x,), {"k": n})
    print([a, x])


def str_and_repr(x, n):
    s = str(x) + " " + repr(n)
    print(s)
    return s


def branches(x):
    if x > 0:
        print("positive")
    else:
        print("not positive", x)
    print("after")


def before_error(a, i):
    print("before")
    print(a[i])
    print("after")


def order_with_calls(x):
    def tell(y):
        print("tell", y)
        return y * 2

    print("sum", tell(x) + tell(x + 1))
    return tell(x)


def nested_f_string(x, n):
    message = f"value {f'{x:.1f}'} of {n}"
    print(message)
    return message


def special_values(x):
    print(x, -x, x * 0, f"{x:.3f} {x:g}")


def booleans(x, a):
    print(x > 0, not x, a[0] > 0, (a > 0).all())
    print(f"{x > 0} {a[0] > 0}")


def big_numbers(n):
    print(n * 10**12, f"{n * 1000000:,}")


def keyword_dict(x):
    options = {"sep": "-", "end": "!\n"}
    print(x, 1, **options)


def starred(values):
    print(*values)
    print("all:", *values, sep="/")


def table(m):
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            print(f"{m[i, j]:6.2f}", end=" ")
        print()


def docstring_joined(n):
    print("one two", n, f"three four {n}")


def progress(n):
    total = 0.0
    for i in range(n):
        total += 1 / (i + 1)
        if i % 3 == 0:
            print(f"[{i:3d}/{n}] total={total:.4f}")
    return total


A = np.array([1.5, -2.0, 3.25])
M = np.array([[1.0, 2.5], [-3.0, 1e10]])
CASES = [
    (plain, (1.5, 3, A), (-0.0, -3, A.astype(np.int8)), (np.float32(0.1), True, A > 0)),
    (in_loop, (3,), (0,)),
    (separators, (1.5, 2), (-1.0, np.float64(3))),
    (format_specs, (3.14159, 42), (-0.5, 1234567)),
    (format_width, (2.5, 10), (-2.5, 3)),
    (braces, (1,), (2.5,)),
    (percent_and_format, (1.25, 3), (-7.0, 10)),
    (numpy_scalars, (A,), (A.astype(np.float32),), (A.astype(np.int8),)),
    (arrays, (A, M), (np.zeros(0), np.zeros((2, 0)))),
    (
        containers,
        (1.5, 2, A),
    ),
    (str_and_repr, (1.5, 2), (1e300, -1)),
    (branches, (1,), (-1,)),
    (before_error, (A, 1), (A, 3)),
    (order_with_calls, (3,), (0.5,)),
    (
        nested_f_string,
        (1.25, 2),
    ),
    (special_values, (float("nan"),), (float("inf"),), (-0.0,), (1e300,), (1e-7,), (123456789.0,), (1e16,)),
    (booleans, (1, A), (0.0, -A)),
    (big_numbers, (5,), (10**7,)),
    (keyword_dict, (3,), (2.5,)),
    (starred, ((1, 2.5),), ((3, -1.0),)),
    (table, (M,), (M.T,)),
    (
        docstring_joined,
        (3,),
    ),
    (progress, (7,), (0,)),
]
