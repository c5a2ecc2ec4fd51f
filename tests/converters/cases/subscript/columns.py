# run: f(2, 3), f(0, 1)
import numpy as np


def f(x, n):
    slice = 5
    return np.c_[x, n], np.r_[0:n, x, slice], np.mgrid[0:2, :n:1j], np.s_[x], np.ogrid[:n]


# becomes
def f(x, n):
    slice = 5
    return np.c_.__getitem__((x, n)), np.r_.__getitem__((ag__.slice_(0, n, None), x, slice)), np.mgrid.__getitem__((ag__.slice_(0, 2, None), ag__.slice_(None, n, 1.0j))), np.s_.__getitem__(x), np.ogrid.__getitem__(ag__.slice_(None, n, None))
