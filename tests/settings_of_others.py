"""A module whose variables programs under test read, and whose owner changes them."""

import enum

import numpy as np

SCALE = 2.0
TABLE = np.array([1.0, 2.0])


class Config:
    """Attributes of a class."""

    step = 3.0

    class Inner:
        """Attributes of a class in a class."""

        factor = 1

    @staticmethod
    def twice(x):
        return 2 * x


class Kind(enum.Enum):
    """Names for numbers."""

    LOW = 1
    HIGH = 2


def half(x):
    """Stand for a function that is given another body."""
    return x / 2
