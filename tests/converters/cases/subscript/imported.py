# run: f(2)
from numpy import r_


def f(x):
    return r_[x, 1]


# becomes
def f(x):
    return r_.__getitem__((x, 1))
