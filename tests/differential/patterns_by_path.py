"""`match` on what data chooses: objects of several classes, tuples or numbers, dicts; members of an enumeration."""

import enum
from dataclasses import dataclass

import numpy as np


@dataclass
class Circle:
    r: float


@dataclass
class Box:
    w: float
    h: float


class Shape:
    pass


class Square(Shape):
    __match_args__ = ("side",)

    def __init__(self, side):
        self.side = side


class Pair(Shape):
    def __init__(self, a, b):
        self.a, self.b = a, b


def areas(shapes):
    total = 0.0
    for kind, a, b in shapes:
        shape = Circle(a) if kind == 0 else Box(a, b)
        match shape:
            case Circle(r=r):
                total += 3 * r * r
            case Box(w, h) if w == h:
                total += w * w
            case Box(w=w, h=h):
                total += w * h
    return total


def by_base(k):
    shape = Square(k) if k > 1 else (Pair(k, 2) if k > 0 else None)
    match shape:
        case Square(side):
            return side
        case Pair(a=a, b=b):
            return a + b
        case None:
            return "none"
    return None


def sequences_by_path(k):
    if k > 2:
        v = (k, 1)
    elif k > 1:
        v = [k, 2, 3]
    elif k > 0:
        v = k
    else:
        v = None
    match v:
        case (a, b):
            return "pair", a, b
        case [a, *rest]:
            return "list", a, rest
        case None:
            return "none"
        case int() | float():
            return "number", v
    return None


def mappings_by_path(k):
    d = {"a": k} if k > 1 else {"b": k, "c": 1} if k > 0 else None
    match d:
        case {"a": v}:
            return v
        case {"b": v, **rest}:
            return v, rest
        case _:
            return "no"


def numbers_by_path(k):
    v = 1 if k > 2 else 2.5 if k > 1 else True if k > 0 else "text"
    match v:
        case bool():
            return "bool"
        case int(n):
            return "int", n
        case float(f):
            return "float", f
        case str(s):
            return s
    return None


class State(enum.Enum):
    START = 0
    SIGN = 1
    INT = 2
    DOT = 3
    FRACTION = 4
    BAD = 5


def many_states(codes):
    state = State.START
    for c in codes:
        if c in (43, 45) and state is State.START:
            state = State.SIGN
        elif 48 <= c <= 57:
            if state in (State.START, State.SIGN, State.INT):
                state = State.INT
            elif state in (State.DOT, State.FRACTION):
                state = State.FRACTION
            else:
                state = State.BAD
        elif c == 46 and state in {State.SIGN, State.INT}:
            state = State.DOT
        else:
            state = State.BAD
            break
    return state, state in (State.INT, State.FRACTION)


def member_or_tuple(x):
    found = State.START
    for v in x:
        if v > 1:
            found = (v, 1)
        elif v < 0:
            found = State.BAD
    match found:
        case State.START:
            return "start"
        case State.BAD:
            return "bad"
        case (a, b):
            return a + b
    return None


def among_values(codes):
    closing = {41: 40, 93: 91}
    depth = 0
    for c in codes:
        code = int(c)
        if code in closing.values():
            depth += 1
        elif code in closing.keys():  # noqa: SIM118 - a view is what is asked
            depth -= 1
    return depth


def told_of_an_empty_stack(code):
    stack = []
    place = 0
    while place < len(code):
        match code[place]:
            case 0:
                stack.append(int(code[place + 1]))
                place += 2
            case 1:
                print(stack[-1])
                place += 1
            case _:
                break
    return stack


A = np.array
KS = [(3,), (2,), (1,), (0,), (0.5,)]

CASES = [
    (areas, ([(0, 1.0, 0.0), (1, 2.0, 3.0), (1, 2.0, 2.0)],), ([],), (A([[0, 1, 0], [1, 2, 3.0]]),)),
    *((f, *KS) for f in (by_base, sequences_by_path, mappings_by_path, numbers_by_path)),
    (many_states, (A([45, 49, 46, 50]),), (A([46]),), (A([49, 50]),), ([],)),
    (member_or_tuple, (A([1.0, 2, -1]),), ([],), ([0, 3],)),
    (among_values, (A([40, 91, 93, 41, 40]),), ([],)),
    (told_of_an_empty_stack, (A([0, 7, 1, 9]),), (A([1]),), ([],)),
]
