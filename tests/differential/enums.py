"""Members of enumerations: beside data, and chosen by it."""

import enum

import numpy as np


class Level(enum.IntEnum):
    LOW = 1
    MIDDLE = 5
    HIGH = 9


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


def beside_data(a, k):
    return (
        k + Level.LOW,
        a * Level.MIDDLE,
        k > Level.LOW,
        k == Level.MIDDLE,
        Level.HIGH - k,
        max(k, Level.LOW),
    )


def chosen(a, k):
    level = Level.LOW if a[0] < 1 else Level.MIDDLE if a[0] < 3 else Level.HIGH
    other = Level.HIGH if k > 1 else Level.LOW
    return (
        level,
        level + k,
        level > 3,
        level * 2,
        10 - level,
        level**2,
        level + other,
        level < other,
        level == other,
    )


def counted(a):
    total = 0
    for v in a:
        level = Level.HIGH if v > 2 else Level.LOW
        if level == Level.HIGH:
            total += level
        elif level is Level.LOW:
            total -= 1
    return total


def no_numbers(a, k):
    colour = Colour.RED if k > 1 else Colour.GREEN
    return colour.value + 1, colour.name, colour == Colour.RED, colour in (Colour.GREEN,), colour


def none_is_no_number(a, k):
    number = None if k > 1 else 3
    try:
        return number + 1
    except TypeError as error:
        return str(error)


A = np.array([0.5, -1.5, 2.5, 4.0])
CASES = [
    *((f, (A, 2), (A[2:], 0), (A[3:], 5)) for f in (beside_data, chosen, no_numbers, none_is_no_number)),
    (counted, (A,), (A[:0],)),
]


class Code(enum.IntEnum):
    PUSH = 0
    ADD = 1
    POP = 2


def machine_of_codes(codes):
    stack = []
    place = 0
    while place < len(codes):
        code = Code(codes[place])
        if code is Code.PUSH:
            place += 1
            stack.append(int(codes[place]))
        elif code == Code.ADD:
            stack.append(stack.pop() + stack.pop())
        else:
            stack.pop()
        place += 1
    return stack


def first_member_above(k):
    for code in Code:
        if code.value > k:
            return code.name
    return None


CASES += [
    (machine_of_codes, (np.array([0, 5, 0, 6, 1]),), ([2],), ([7],)),
    (first_member_above, (0,), (1.5,), (9,)),
]
