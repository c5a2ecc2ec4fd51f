"""A ``try`` round what raises whatever the data is: its words are known when the graph is made."""

import math
import operator

import numpy as np

X = np.array([1.0, -2.0, 3.0])


def of_numbers(k):
    caught = []
    for i in range(k):
        try:
            k += 1 << -1
        except ValueError as error:
            caught.append((i, str(error)))
        try:
            k += 2.0**5000
        except OverflowError:
            caught.append((i, "large"))
        try:
            k += math.log(0) if i % 2 else math.factorial(-1)
        except ValueError as error:
            caught.append((i, str(error)))
        try:
            k += np.uint8(300)
        except OverflowError as error:
            caught.append((i, str(error)))
    return k, caught


def of_text(k):
    try:
        k += "abc".index("z") + ord("ab")
    except ValueError as error:
        print(repr(error), k)
    try:
        k += len(5)
    except TypeError as error:
        print(error)
    try:
        k += "a" + 5
    except (TypeError, ValueError) as error:
        print(error)
    return k


def of_shapes(x, k):
    try:
        x = np.ones((3, 2)) @ np.ones(3)
    except ValueError as error:
        print(error, k)
    try:
        x += np.ones(3) + np.ones(2)
    except ValueError as error:
        print(error, k)
    try:
        x = np.concatenate((x, np.ones((2, 2))))
    except ValueError as error:
        print(error, k)
    try:
        k += x[5, 5]
    except IndexError as error:
        print(error, k)
    return x, k


def refused(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


def of_numpy(x, k):
    return (
        refused(np.fliplr, x),
        refused(np.flipud, np.asarray(k)),
        refused(np.sum, x, axis=[0]),
        refused(np.real, x, out=x),
        refused(np.zeros_like, x, axis=0),
        refused(np.random.RandomState(3).choice, x[np.newaxis], 2),
        refused(operator.matmul, x.sum(), 0.5),
        refused(operator.matmul, x, x.sum()),
        refused(operator.imatmul, x, 1j),
    )


def of_flat(x):
    caught = [refused(operator.getitem, x.flat, key) for key in (None, (0, ...), (slice(2), 0), (0,), ())]
    return caught, refused(operator.setitem, x.flat, (), 7), refused(operator.setitem, x.flat, (1,), 7), x


def of_names(k):
    try:
        k += absent_everywhere  # noqa: F821
    except NameError as error:
        print(error, error.name)
    try:
        k += k.absent
    except AttributeError as error:
        print(error)
    try:
        k += None.absent
    except AttributeError as error:
        print(repr(error))
    return k


CASES = [
    *((f, (2,), (3,)) for f in (of_numbers, of_text, of_names)),
    (of_numpy, (X, 2)),
    (of_flat, (X,)),
    (of_shapes, (X, 2), (np.arange(5.0), 0)),
]
PYTHON = {"of_numpy"}
