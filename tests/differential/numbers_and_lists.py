"""NumPy's numbers beside lists: multiples are Python's, all else is NumPy's."""

import numpy as np

COUNT = np.int64(3)
WEIGHT = np.float64(2)


def multiples_by_a_global(x):
    return COUNT * [1, 2], [x] * COUNT, COUNT * (1, 2), (1,) * COUNT


def multiples_of_a_list(x):
    items = [x, 2]
    made = np.int64(2) * items
    made[0] = 9
    return made, items, items * np.int8(2)


def no_multiples(x):
    return WEIGHT * [1, 2]


def no_multiples_by_a_flag(x):
    return np.bool_(True) * [1, x]


def broadcast(x):
    made = np.float32(1) + [1, 2]
    made[0] += x
    return made, WEIGHT - [1, 2], [1, 2] - WEIGHT, [1, 2] / WEIGHT, WEIGHT ** [1, 2]


def broadcast_with_data(x):
    return WEIGHT + [x, 2], [x, 2.5] / WEIGHT, np.arange(2) * [x, 3]


def compared(x):
    return COUNT == [1, 3], [1, 3] == COUNT, COUNT < [1, 4], [x, 3] != COUNT


def by_name(x):
    return np.multiply(WEIGHT, [1, 2]), np.add(COUNT, [1, 2]), np.multiply([x, 2], COUNT)


def in_place(x):
    values = np.arange(2)
    values += [1, 2]
    values *= [x, 2]
    items = [1, 2]
    items *= COUNT
    return values, items


def taken_by_value_again(x):
    return (0.5, x) * COUNT, [0.0] * COUNT


def arrays_of_numbers_of_two_types(x):
    found, flags = [0.0], [True]
    for v in x:
        found.append(v)
        flags.append(v > 0)
    return np.array(found), np.diag(found[1:]), np.sum(found), np.array(flags[1:])


CASES = [
    (arrays_of_numbers_of_two_types, (np.arange(3.0),), (np.zeros(0),)),
    (multiples_by_a_global, (1,), (2.5,)),
    (multiples_of_a_list, (1,), (2.5,)),
    (no_multiples, (1,)),
    (no_multiples_by_a_flag, (1,)),
    (broadcast, (1,), (2.5,)),
    (broadcast_with_data, (1,), (2.5,)),
    (compared, (1,), (3,)),
    (by_name, (1,), (2.5,)),
    (in_place, (1,), (3,)),
    (taken_by_value_again, (1,), (2.5,)),
]
PYTHON = {"no_multiples", "no_multiples_by_a_flag"}  # they raise while traced
