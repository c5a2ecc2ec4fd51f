"""Generators whose `yield` is inside `try` with `finally`, or inside `with`."""

import contextlib

import numpy as np


def make(x, log):
    try:
        for i, v in enumerate(x):
            if v > 0:
                yield v
            else:
                log.append(i)
    finally:
        log.append(-1)
        print("closed")


class Ctx:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *a):
        print("exit", a[0])
        return False


@contextlib.contextmanager
def scope(x):
    print("in")
    try:
        yield x * 2
    finally:
        print("out")


def left_by_data(x):
    log = []
    s = 0.0
    for v in make(x, log):
        s += v
        print(v)
        if s > 4:
            print("enough")
            break
    else:
        print("all")
    return s, log


def left_by_return(x):
    log = []
    for v in make(x, log):
        if v > 1:
            return v, log
    return None, log


def gone_through(x):
    log = []
    return list(make(x, log)), sum(make(x, log)), log


def fails_in_the_loop(x):
    log = []
    for v in make(x, log):
        log.append(1 / (v - 2))
    return log


def failure_is_caught(x):
    log = []
    try:
        for v in make(x, log):
            log.append(1 / int(v - 2))
    except ZeroDivisionError as e:
        print("zero", e)
        log.append(99)
    return log


def left_inside_another(x):
    log = []
    for v in make(x, log):
        for w in make(x, log):
            if w > v:
                break
        print(v)
    return log


def left_by_raise(x):
    log = []
    for v in make(x, log):
        if v > 2:
            raise ValueError("big", v)
    return log


def one_gives_to_another(x):
    log = []

    def inner():
        try:
            yield from make(x, log)
            yield 7.0
        finally:
            log.append(-2)

    out = [v for v in inner()]
    return out, log


def endless(x):
    log = []

    def g():
        n = 0
        try:
            while True:
                n += 1
                yield n
        finally:
            log.append(n)

    for k in g():
        if k > len(x):
            break
    for k in g():
        if k * k > x.sum():
            break
    return log


def zipped(x):
    log = []
    for v, i in zip(make(x, log), range(2)):
        log.append(v)
    return log


def through_a_context(x):
    def gen():
        with Ctx():
            for v in x:
                if v > 0:
                    yield v

    return [v + 1 for v in gen()], sum(gen())


def through_numpys_context(x):
    def gen():
        with scope(x) as y, np.errstate(all="ignore"):
            for v in y:
                yield np.sqrt(v)

    s = 0.0
    for v in gen():
        if v > 1:
            s += v
    return s


A = np.array
ROWS = (A([3.0, -1.0, 2.0]),), (A([]),), (A([1.0, 2.0, 3.0, 4.0]),)

CASES = [
    (left_by_data, *ROWS),
    (left_by_return, *ROWS),
    (gone_through, *ROWS),
    (fails_in_the_loop, *ROWS),
    (failure_is_caught, *ROWS),
    (left_inside_another, *ROWS),
    (left_by_raise, *ROWS),
    (one_gives_to_another, *ROWS),
    (endless, *ROWS),
    (zipped, *ROWS),
    (through_a_context, *ROWS),
    (through_numpys_context, *ROWS),
]
