"""Text made of data: formatted, joined, chosen, returned, printed and raised."""

import dataclasses
import io
import sys
from typing import NamedTuple

import numpy as np

PYTHON = {
    "is_a_key",
    "names_missing",
    "printed_to_an_object",
    "too_few",
    "unknown_specification",
}
FORMAT = "%s is %6.2f"


@dataclasses.dataclass
class Reading:
    name: str
    value: float


class Point(NamedTuple):
    x: float
    y: float


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __str__(self):
        return f"{self.amount:.2f} EUR"

    def __format__(self, spec):
        return format(str(self), spec or ">12")


def percents(a, n):
    total = a.sum()
    print("x=%.3f n=%d" % (total, n))
    print("%s|%8s|%-8s|%r" % (total, n, a[0], a[0]))
    print("%5.1f%% of %d, %i, %+d, %05d" % (total, n, total, n, n))
    print("%(n)d of %(total)g" % {"n": n, "total": total})
    print("%s" % total, "%s" % (total,), "%s and %s" % ([total, n], (total,)))
    return FORMAT % ("total", total), "one " + "two %e" % a[0]


def percent_of_float(a):
    return "%d %i %x" % (a[0], -a[0], int(a[0]))


def formats(a, n):
    total = a.sum()
    print("{} and {:>6.2f}".format(n, total))
    print("{0} {1} {0!r:>24}".format(total, n))
    print("{name!r} {values[1]:.1f}".format(name=total, values=a))
    print("{:{}.{}f}|".format(total, 10, 2), "{:{width}}|".format(total, width=20))
    return "{{}} {}".format([total]), format(total, ".3f"), format(n), format(total * 2, "8.1e")


def formatted_by_data(a, w):
    return f"{a[0]:{w}.3f}|", "{:>{}}".format(a[1], w)


def strings(a, n):
    s = "a" + str(a[0]) + repr(a[1]) + str(n)
    s += "!"
    s = s + "-" * 3 + str([a[0], n]) + repr((n,)) + str({"k": a[0]})
    return s, str(None), s * 2


def joined(a, n):
    names = ["x", "y", "z"]
    print(", ".join(str(v) for v in (a[0], a[1], n)))
    print("; ".join([f"{name}={a[i]:.2f}" for i, name in enumerate(names)]))
    return "/".join(map(str, (n, 2))), str(n).join(["a", "b"])


def chosen(a):
    if a[0] > 0:
        sign = "positive"
    elif a[0] < 0:
        sign = f"negative ({a[0]:.1f})"
    else:
        sign = "zero"
    print("it is", sign)
    print(f"it is {sign:>20}|")
    return sign, sign + "!", "the " + sign


def chosen_twice(a):
    one = "even" if a[0] % 2 == 0 else "odd"
    two = one + " and large" if a[0] > 10 else "small"
    three = f"<{two}>" if a[1] > 0 else f"[{two} {a[1]}]"
    return one + two, three


def chosen_or_none(a):
    note = None
    if a[0] > 1:
        note = f"too large: {a[0]}"
    elif a[0] < -1:
        note = "too small"
    print(note)
    if note is None:
        return "fine"
    return note + "!"


def chosen_in_a_loop(a):
    last = "none"
    for i in range(len(a)):
        if a[i] > 1:
            last = f"{a[i]:.2f} at {i}"
        elif a[i] < -1:
            last = "negative"
        print(i, last)
    return last


def early_return(a):
    for v in a:
        if v > 2:
            return f"found {v:.1f}"
    return "nothing"


def raised(a, limit):
    for i in range(len(a)):
        if a[i] > limit:
            raise ValueError("bad value %g at %d" % (a[i], i))
    return a.sum()


def raised_formats(a):
    kind = "big" if a[0] > 10 else "small"
    if a[0] > 5:
        raise RuntimeError("{} value {:.2f}".format(kind, a[0]), kind)
    if a[0] < 0:
        raise KeyError("negative " + kind)
    return kind


def asserted(a, n):
    assert a[0] > n, "%s is not above %s" % (a[0], n)
    return str(a[0]) + " is above"


def printed_with(a, n):
    end = "\n" if a[0] > 0 else "!\n"
    print(a[0], n, sep=", ", end=end, flush=True)
    print(a[0], n, a[1], sep=str(n), end=f" {n}\n")
    print("done", file=sys.stderr)
    print(a[0], "and", a[1], sep="\t", file=sys.stderr, flush=True)
    print(a[0], file=sys.stdout)
    print(n, file=None)


def printed_on_error_stream(a):
    for v in a:
        if v < 0:
            print("warning: negative", v, file=sys.stderr)


def methods(a):
    s = f"x{a[0]:.1f}"
    print(s.rjust(10), s.ljust(10, "."), s.upper(), s.center(9), sep="|")
    print(str(a[1]).zfill(8), s.replace(".", ","), (s + "  ").strip())


def objects(a):
    reading = Reading("t", a[0])
    point = Point(a[0], a[1])
    print(reading, point, [point])
    return str(reading), repr(point), f"{point} {reading!r}"


def own_text(a):
    price = Money(a[0])
    print(price, f"{price}", f"{price!s}", f"{price:<20}|")
    return str(price), "%s" % price, "{} {:>15}".format(price, price)


def later_written(a):
    before = f"{a}"
    pair = "%s" % [a, 1]
    a[0] = 100
    return before, pair, str(a)


def types_by_path(a, n):
    x = n
    if a[0] > 0:
        x = a[0]
    return f"{x} {x!r} {x:.2f}", "%s" % x, str([x])


def is_a_string(a):
    s = f"{a[0]}"
    return isinstance(s, str), type(s) is str, isinstance(s, int), callable(s)


def matched(a):
    match f"{a[0]}":
        case int():
            return 0
        case str(text):
            return text + "!"


def compared(a):
    s = f"{a[0]:.0f}"
    if s == "2":
        return len(s)
    return "." in s


def is_a_key(a):
    return {f"{a[0]}": a[1]}


def grown_in_a_loop(a, n):
    s = ""
    for i in range(n):
        if a[i] > 0:
            s += f"{a[i]:.1f} "
    return s


def unknown_specification(a):
    try:
        return f"{a[0]:d}"
    except ValueError as error:
        return str(error)


def too_few(a):
    return "%d %d" % (a[0],)  # noqa: F507


def names_missing(a):
    return "{x} {y}".format(x=a[0])  # noqa: F524


def printed_to_an_object(a):
    file = io.StringIO()
    print(a[0], file=file)
    return file.getvalue()


def joined_rows(a, n):
    signs = ["".join("#" if value > 0 else "." for value in row) for row in ((a[0], a[1]), (a[2],))]
    return signs, ["-".join(str(i * n) for i in range(k)) for k in range(3) if n > k]


A = np.array([2.5, -1.0, 3.25])
SIGNED = [(A,), (-A,), (np.zeros(3),)]
NAMES = ["alpha", "beta", "gamma"]


def parts_of_a_chosen_one(k):
    name = NAMES[k % 3]
    return name[0], name[-1], name[1:], name[::-1], len(name), name.upper(), name.count("a")


def in_a_chosen_one(k):
    name = NAMES[k % 3]
    return "b" in name, name in NAMES, name in ("x", "beta"), name[k % 2] in "ab"


def order_of_chosen_ones(k):
    one, two = NAMES[k % 3], NAMES[1 - k % 2]
    return one < "beta", one >= "beta", one == two, one < two, one != NAMES[(k + 3) % 3]


def text_or_number(a, k):
    found = "a" if k > 3 else a[0]
    other = None if k > 1 else "z"
    return found == "a", found != "a", other == "z", (other < "b" if other is not None else None)


def index_of_a_chosen_one(k):
    try:
        return NAMES[k % 3][4]
    except IndexError as error:
        return str(error)


KS = [(0,), (1,), (2,), (5,)]


def letters_beside_data(a):
    found = "-"
    for letter, v in zip("xyz", a, strict=False):
        print(letter, v)
        if v > 0:
            found = letter.upper()
    return found, sum(code * v for v, code in zip(a, b"ab", strict=False))


CASES = [
    (letters_beside_data, (np.array([1.0, -2.0]),), (np.arange(5),), (np.zeros(0),)),
    *(
        (f, *KS)
        for f in (parts_of_a_chosen_one, in_a_chosen_one, order_of_chosen_ones, index_of_a_chosen_one)
    ),
    (text_or_number, (A, 0), (A, 2), (A, 7)),
    (percents, (A, 7), (-A, 0), (A.astype(np.float32), np.int8(3))),
    (percent_of_float, (A,), (A * 1e6,), (A * np.nan,), (A * 1e300,)),
    (formats, (A, 7), (-A * 1e10, -1), (A.astype(np.float32), True)),
    (formatted_by_data, (A, 9), (A, 3), (A, -1)),
    (strings, (A, 1), (A.astype(np.int16), 2.5)),
    (joined, (A, 3), (A.astype(int), 1.5)),
    (joined_rows, (A, 3), (-A, 1), (A, 0)),
    (chosen, *SIGNED),
    (chosen_twice, (A,), (A * 8,), (-A,), (A * -4,)),
    (chosen_or_none, *SIGNED),
    (chosen_in_a_loop, *SIGNED, (np.zeros(0),)),
    (early_return, *SIGNED),
    (raised, (A, 1), (A, 3), (A, 10)),
    (raised_formats, (A,), (A * 3,), (A * 10,), (-A,)),
    (asserted, (A, 1), (A, 5)),
    (printed_with, (A, 1), (-A, 2)),
    (printed_on_error_stream, (A,), (-A,)),
    (methods, (A,), (-A,)),
    (objects, (A,), (A.astype(int),)),
    (own_text, (A,)),
    (later_written, (A,)),
    (types_by_path, (A, 3), (-A, 3)),
    (is_a_string, (A,)),
    (matched, (A,)),
    (compared, (A,), (A - 0.5,)),
    (is_a_key, (A,)),
    (grown_in_a_loop, (A, 3), (A, 0)),
    (unknown_specification, (A,)),
    (too_few, (A,)),
    (names_missing, (A,)),
    (printed_to_an_object, (A,)),
]
