"""Jumps in `finally`, and exceptions that surely come, out of closures and managers."""

import numpy as np


def fin_return_left(x):
    out = []
    for v in x:
        out.append(finally_decides(v))
    return out


def finally_decides(v):
    try:
        if v > 1:
            return v
        v += 5 // int(v)
    finally:
        if v <= 0:
            return -1
    return v


def fin_break_left(x):
    n = 0
    for v in x:
        try:
            n += 1
            if v > 1:
                continue
        finally:
            if v > 3:
                break
        n += 10
    return n


def fin_swallow_left(x):
    n = 0
    for v in x:
        try:
            n += 7 // int(v)
        finally:
            n += 1
            continue
    return n


def fin_override_left(x):
    for v in x:
        try:
            return 1 / int(v)
        except ZeroDivisionError:
            print("zero")
            raise
        finally:
            if v > 4:
                return "fin"
            if v == 0:
                continue
    return None


def fin_uncaught_left(x):
    n = 0
    for v in x:
        try:
            n += 7 // int(v)
        finally:
            n += 1
            if n > 8:
                break
    return n


def fin_always_left(x):
    try:
        return x[9]
    finally:
        return 5


def fin_nested_left(x):
    for i, v in enumerate(x):
        try:
            try:
                y = 6 // int(v)
                if y > 2:
                    return "inner", i
            finally:
                if v == 2:
                    break
        except ZeroDivisionError:
            print("z")
    else:
        return "else"
    return "broke", i


class Manager:
    def __init__(self):
        self.log = []

    def __enter__(self):
        return self

    def __exit__(self, *a):
        self.log.append(1 if a[0] else 0)
        return False


def with_static_left(n):
    m = Manager()

    def g(k):
        with m:
            raise ValueError("x")

    try:
        g(n)
    except ValueError as e:
        return str(e), m.log, n


def with_in_try_left(x):
    m = Manager()
    s = 0
    for v in x:
        try:
            with m:
                s += 1 // int(v)
        except ZeroDivisionError:
            s += 100
    return s, m.log


def closure_static_left(n):
    def g(k):
        try:
            return 1 // 0
        except ZeroDivisionError:
            print("x")
            raise

    try:
        g(n)
    except ArithmeticError as e:
        return str(e), n


def closure_raise_left(n):
    def g(k):
        print("in g", k)
        raise KeyError("k")

    s = 0
    for i in range(n):
        try:
            g(i)
            s += 1
        except KeyError as e:
            print(e)
            s += 10
    return s


class Tally:
    def __init__(self):
        self.t = 0

    def add(self, a):
        self.t += 1
        self.t += 6 // (a % 4)
        return self.t


def one_effects_left(n, k):
    acc = Tally()
    for i in range(n):
        try:
            acc.t += 7 // (i - k)
            acc.t -= 1
        except ZeroDivisionError:
            acc.t += 100
    return acc.t


def two_effects_left(n, a):
    acc = Tally()
    for i in range(n):
        try:
            acc.t += a
            i // (a - a)
        except Exception as e:
            print(type(e).__name__)
    return acc.t


def three_effects_left(n, a):
    acc = Tally()
    for i in range(n):
        try:
            acc.t += 4
            raise ValueError("x")
        except Exception as e:
            print(type(e).__name__)
    return acc.t


def four_effects_left(n, a):
    acc = Tally()
    for i in range(n):
        try:
            acc.t += 4
        except Exception as e:
            print(type(e).__name__)
    return acc.t


def five_effects_left(n, a):
    xs = [0, 1]
    for i in range(n):
        try:
            xs[0] += 4
        except Exception:
            xs[1] += 1
    return xs


def six_effects_left(n, a):
    acc = Tally()
    log = []
    for i in range(n):
        try:
            log.append(acc.add(4) if acc.add(a) > 1 else 5)
        except ZeroDivisionError as e:
            print(type(e).__name__)
    return acc.t, log


def bumped(xs, x, k):
    xs[0] += 1
    x[0] += 1
    if k >= 0:
        xs.append(2)
    print("bumped")
    raise KeyError("k")


def seven_effects_left(n, x):
    xs = [0]
    y = np.zeros(2)
    for i in range(n):
        try:
            if i > 1 and bumped(xs, y, i) or i > 2:
                xs[0] += 100
        except KeyError:
            xs[0] += 10
    return xs, y


def eight_effects_left(n, x):
    xs = [0]
    y = np.zeros(2)
    for i in range(n):
        try:
            bumped(xs, y, i) if i % 2 else bumped(xs, y, -i - 1)
        except KeyError:
            xs[0] += 10
    return xs, y


class Rounds:
    count = 0


def tallied_left(xs):
    Rounds.count = 0
    total = 0
    try:
        for _ in range(4):
            Rounds.count += 1
            total += xs.pop()
    except ArithmeticError:
        total = -1
    return total, Rounds.count


X = np.array([1.0, 0.0, 2.0, -3.0, 0.0, 5.0])

CASES = [
    (tallied_left, ([1, 2, 3, 4, 5],), ([1, 2],)),
    (fin_return_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_break_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_swallow_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_override_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_uncaught_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_always_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (fin_nested_left, (X,), (X[2:],), (X[:0],), (X[1:2],), (X[5:],)),
    (with_static_left, (2,)),
    (with_in_try_left, (X,), (X[:1],)),
    (closure_static_left, (3,)),
    (closure_raise_left, (3,), (0,)),
    (one_effects_left, (5, 2), (0, 1), (1, 0)),
    (two_effects_left, (5, 2), (0, 1), (1, 0)),
    (three_effects_left, (5, 2), (0, 1), (1, 0)),
    (four_effects_left, (5, 2), (0, 1), (1, 0)),
    (five_effects_left, (5, 2), (0, 1), (1, 0)),
    (six_effects_left, (5, 2), (0, 1), (1, 0)),
    (seven_effects_left, (5, 2), (0, 1), (1, 0)),
    (eight_effects_left, (5, 2), (0, 1), (1, 0)),
]
PYTHON = ("with_static_left", "tallied_left")
