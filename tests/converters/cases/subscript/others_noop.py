# run: f((1, 2)), f([3])
import os
import sys

import numpy as np


def f(x):
    r_ = x
    table = np.ones(2)
    return r_[0], table[0], sys.argv[:0], "HOME" in os.environ, np.typing.NDArray[np.float64] and x[-1]
