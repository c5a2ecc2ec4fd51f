"""Methods that are decorated themselves are looked into as plain ones are, however Python comes to call them."""

import numpy as np

import autograph as ag


class Failed(Exception):
    @ag.function
    def __init__(self, x, y):
        super().__init__(x + y)


class Pair:
    @ag.function
    def __init__(self, x, y):
        self.x = x
        self.y = y

    @ag.function
    def __add__(self, other):
        return Pair(self.x + other.x, self.y + other.y)

    @ag.function
    def dot(self, other):
        return self.x * other.x + self.y * other.y

    @property
    @ag.function
    def norm(self):
        return self.dot(self) ** 0.5

    @staticmethod
    @ag.function
    def zero():
        return Pair(0.0, 0.0)

    @classmethod
    @ag.function
    def unit(cls):
        return cls(1.0, 1.0)

    @ag.function
    def __getitem__(self, place):
        return self.x if place == 0 else self.y

    @ag.function
    def __len__(self):
        return 2

    @ag.function
    def __bool__(self):
        return bool(self.x > 0)

    @ag.function
    def __call__(self, k):
        return self.x * k

    @ag.function
    def __contains__(self, x):
        return self.x == x

    @ag.function
    def __str__(self):
        return f"<{self.x:.2f}>"

    @ag.function
    def __enter__(self):
        self.x += 1
        return self

    @ag.function
    def __exit__(self, *error):
        self.y += 1


class Down:
    @ag.function
    def __init__(self, n):
        self.n = n

    @ag.function
    def __iter__(self):
        return self

    @ag.function
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


def made_in_a_loop(a):
    made, total = Pair(0.0, 0.0), 0.0
    for i in range(len(a)):
        made = made + Pair(a[i], 1.0)
        total += made.dot(made)
    return total, made.norm


def bound(a):
    dot = Pair(a[0], a[1]).dot
    return dot(Pair.unit() + Pair.zero())


def special(a):
    pair = Pair(a[0], a[1])
    found = pair[0] + pair[1] + len(pair) + pair(3.0)
    if pair:
        found += 100
    return found, a[0] in pair


def in_text(a):
    pair = Pair(a[0], a[1])
    print(str(pair))
    return f"{pair}"


def managed(a):
    pair = Pair(a[0], a[1])
    with pair as entered:
        a[0] = entered.x * 2
    return pair.x, pair.y


def iterated(a):
    total = 0
    for k in Down(len(a)):
        total += k * a[k]
    return total


def raised(a):
    if a.sum() > 0:
        raise Failed(a[0], a[1])
    return a[0]


def of_an_argument(pair, n):
    total = 0.0
    for i in range(n):
        total += pair.dot(pair) * i
    return total


ARRAYS = [(np.array([3.0, -4.0]),), (np.array([-1.0, 0.5]),)]
CASES = [
    *(
        (function, *ARRAYS)
        for function in (made_in_a_loop, bound, special, in_text, managed, iterated, raised)
    ),
    (of_an_argument, (Pair(1.0, 2.0), 4)),
]
