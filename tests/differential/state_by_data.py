"""Objects and dicts whose attributes and items change where data says so."""

from dataclasses import dataclass, field

import numpy as np


class Best:
    def __init__(self, count=0):
        self.value = 1e9
        self.count = count
        self.history = []
        self.weights = np.zeros(3)
        self.others = np.ones(3)
        self.name = "start"
        self.last = None


def lowest(x, best):
    for v in x:
        if v < best.value:
            best.value = v
            best.count += 1
            best.last = v
            best.history.append(v)
    return best.value, best.history


def of_its_own(x):
    best = Best()
    if x.sum() > 0:
        best.value = x.sum()
    return best.value


def arrays_change_places(x, best):
    weights = best.weights
    for v in x:
        if v > 0:
            best.weights = best.weights + v
        else:
            best.weights -= v
        best.weights, best.others = best.others, best.weights
    return weights, best.weights


def replaced_list_of_two_names(x, best):
    history = best.history
    for v in x:
        if v > 1:
            best.history = [v]
        best.history.append(v)
    return history


def one_array_under_two_names(x, best):
    best.others = best.weights
    for v in x:
        if v > 0:
            best.others[0] += 1
            best.count = best.count + best.weights[0]
    return best.weights


def failing_amid_changes(x, best):
    k = 0
    while k < len(x) and best.value > 0:
        best.value = x[k]
        if best.value > 4:
            raise ValueError(best.value)
        k += 1
        best.count = k
    return k


def names_by_data(x, best):
    if x[0] > 2:
        best.name = "big"
    elif x[0] > 0:
        best.name = "small"
    return best.name


@dataclass
class Momentum:
    rate: float = 0.1
    mean: np.ndarray | None = None
    steps: int = 0
    log: list = field(default_factory=list)

    def step(self, w, slope):
        if self.mean is None:
            self.mean = np.zeros_like(w)
        self.steps += 1
        self.mean = 0.9 * self.mean + slope
        if np.abs(self.mean).max() > 2:
            self.rate *= 0.5
            self.log.append(self.steps)
        w -= self.rate * self.mean


def descended(momentum, w, n):
    for _ in range(n):
        momentum.step(w, 2 * w)
    return w, momentum.rate


def totals(x):
    found = {"above": 0.0, "below": 0.0, "count": 0}
    for v in x:
        found["count"] += 1
        if v > 0:
            found["above"] += v
        else:
            found["below"] -= v
    return found


def callers_dict(x, found):
    for v in x:
        if v > 0:
            found["count"] += 1
            found["kept"].append(v)
            found["last"] = v
        else:
            found["kept"][0] -= 1
    return found


def item_of_one_of_two(v):
    a, b = {"n": 1.0}, {"n": 2.0}
    one = a if v > 2 else b
    one["n"] = 7.0
    return a, b


def averaged(w, n):
    mean = None
    for _ in range(n):
        slope = 2 * w
        if mean is None:
            mean = np.zeros_like(w)
        mean = 0.9 * mean + slope
    return mean


def given_sometime(w, v, n):
    mean = None
    for k in range(n):
        if k == 1:
            mean = w * 2
        if k == 3:
            mean = v
        if mean is not None:
            mean = mean + 1
    return mean


X, Y, Z = np.array([1.0, 2.0, 0.5, -3.0]), np.array([-1.0, 3.0]), np.array([3, 4, 5])
NONE = np.array([])
ON_BEST = ((X, Best()), (Y, Best(2)), (Z, Best()), (NONE, Best()))
CASES = [
    (lowest, *ON_BEST),
    (of_its_own, (X,), (Y,), (Z,)),
    (arrays_change_places, *ON_BEST),
    (replaced_list_of_two_names, *ON_BEST),
    (one_array_under_two_names, *ON_BEST),
    (failing_amid_changes, *ON_BEST),
    (names_by_data, (X, Best()), (Y, Best()), (Z, Best())),
    (descended, (Momentum(), X, 5), (Momentum(0.01), Y, 9), (Momentum(), Y, 0)),
    (totals, (X,), (Y,), (NONE,)),
    (
        callers_dict,
        (X, {"kept": [1.0], "count": 0, "last": 0.0}),
        (Y, {"kept": [2], "count": 5, "last": 0.0}),
    ),
    (item_of_one_of_two, (3.0,), (1,)),
    (averaged, (X, 3), (X, 0)),
    (given_sometime, (np.ones(3), np.ones(4), 5), (np.ones(3), np.ones(4), 1), (np.ones(3), np.ones(4), 3)),
]
PYTHON = ("replaced_list_of_two_names",)
