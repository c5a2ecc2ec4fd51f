"""Functions, classes and members of an enum that data chooses."""

import enum
import math

import numpy as np


class Color(enum.Enum):
    RED = 1
    BLUE = 2


def relu(v):
    return v if v > 0 else 0.0


def leaky(v):
    return v if v > 0 else 0.1 * v


def activation(a):
    act = relu if abs(a[0]) > 2 else leaky
    return act(a[1]) + act(-1.0)


def function_of_a_round(a):
    s = 0.0
    for v in a:
        f = math.sin if v > 1 else math.cos
        s += f(v)
    return s


def function_changes(a):
    s = 0.0
    f = relu
    for v in a:
        s += f(v)
        if s > 1:
            f = leaky
    return s


def function_of_numpy(a):
    f = np.sin if a[0] > 0 else np.cos
    return f(a)


def member(a):
    c = Color.RED if a[0] > 0 else Color.BLUE
    if c is Color.RED:
        return 1
    return 2 if c == Color.BLUE else 3


def member_returned(a):
    c = Color.RED
    for v in a:
        if v > 2:
            c = Color.BLUE
    return c


def class_chosen(a):
    k = int if a[0] > 0 else float
    return k(a[1])


def table_of_functions(a):
    table = {"pos": relu, "neg": leaky}
    s = 0.0
    for v in a:
        s += table["pos" if v > 0 else "neg"](v)
    return s


def none_or_function(a, c):
    f = None
    if c > 0:
        f = relu
    if f is None:
        return a[0]
    return f(a[1])


def iterator_taken_up(a):
    it = iter(list(a))
    s = 0
    for v in it:
        s += v
        if v > 1:
            break
    rest = 0
    for v in it:
        rest += v
    return s, rest, next(it, None)


def steps_up(x, k=1):
    t = 0
    for _ in range(int(x)):
        t += k
    return t


def steps_down(x, k=1):
    t = 100
    while t > x:
        t -= k * 10
    return t


class Adder:
    def __init__(self, v):
        self.v = v

    def add(self, x):
        return x + self.v if x > 2 else x


def called_where_it_is_chosen(x, n):
    total = (steps_up if n > 0 else steps_down)(x) + (n and steps_up or steps_down)(x, k=2)
    for i in range(n):
        total += (steps_up if i % 2 else steps_down)(i)
    return total, (np.sin if x > 0 else np.cos)(x), (max if n > 1 else min)(x, 2, n), (None or steps_up)(x)


def made_and_called_where_it_is_chosen(x, n):
    made = Adder(n)
    values = [1, 2]
    (values.append if x > 1 else values.remove)(1)
    (print if n > 1 else str)(x)
    return (
        (made.add if n > 1 else steps_up)(x),
        (Adder if n > 1 else Adder)(x).v,
        (int if n > 1 else float)(x),
        values,
    )


def array_of_a_chosen_function(n):
    x = (np.asarray if n >= 0 else n)(3)
    y = (np.array if n >= 0 else n)([3, 4])
    while n > 0:
        x += 1
        y[0] += n
        n -= 1
    return x, y


def array_of_the_first_of_two(n):
    held = {"x": (np.asarray or n)(3)}
    while n > 0:
        held["x"] += 1
        n -= 1
    return held["x"]


CHOICES = [(1, 0), (3, 2), (0, 1), (2.5, 2), (-1.0, 3)]
ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.array([-1.0, -2.0, 0.0]),), (np.array([4.0, 2.5, 1.5]),)]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            activation,
            function_of_a_round,
            function_changes,
            function_of_numpy,
            member,
            member_returned,
            class_chosen,
            table_of_functions,
            iterator_taken_up,
        )
    ),
    (called_where_it_is_chosen, *CHOICES),
    (made_and_called_where_it_is_chosen, *CHOICES),
    (array_of_a_chosen_function, (0,), (2,), (0,), (-1,)),
    (array_of_the_first_of_two, (0,), (2,), (0,)),
    (
        none_or_function,
        (np.array([1.0, -2.0, 3.0, 0.5]), 0),
        (np.array([1.0, -2.0, 3.0, 0.5]), 1),
        (np.array([-1.0, -2.0, 0.0]), 0),
        (np.array([-1.0, -2.0, 0.0]), 1),
        (np.array([4.0, 2.5, 1.5]), 0),
        (np.array([4.0, 2.5, 1.5]), 1),
    ),
]
