"""A function keeps nothing of what it was called with: arrays and objects go when the caller lets them go."""

import gc
import warnings
import weakref

import numpy as np
import pytest

import autograph as ag


class Sensor:
    def __init__(self):
        self.level = 2.0


def added(x):
    return x + 1


def written(x):
    x[0] = 1


def read(sensor):
    return sensor.level * 2


def assigned(sensor):
    sensor.level = 1.5


def refused(x):
    raise ValueError(x.size)


def warned(x):
    return x / 0.0


@pytest.mark.parametrize("backend", ["interpreter", "kernel"])
@pytest.mark.parametrize("function", [added, written, read, assigned, refused, warned])
def test_arguments_go_after_the_call(function, backend):
    graph = ag.function(function, mode="graph", backend=backend)
    takes_object = function in {read, assigned}
    for _ in range(2):
        value = Sensor() if takes_object else np.ones(3)
        kept = weakref.ref(value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                graph(value)
            except ValueError:
                assert function is refused
        del value
        gc.collect()
        assert kept() is None
