"""What the fields of dataclasses are by default, made for each object: arrays, objects, lists, with effects."""

import dataclasses
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Inner:
    v: float = 1.0

    def __add__(self, other):
        return Inner(self.v + other)

    @property
    def twice(self):
        return self.v * 2


@dataclass
class Model:
    weights: np.ndarray = field(default_factory=lambda: np.zeros(2))
    losses: list = field(default_factory=list)
    inner: Inner = field(default_factory=Inner)


@dataclass
class Layered:
    layers: list = field(default_factory=lambda: [np.ones(2), 3])


@dataclass
class Started:
    k: dataclasses.InitVar[int]
    losses: list = field(default_factory=list)
    seen: list = field(default_factory=list, init=False)
    total: float = field(default=0.0, init=False)

    def __post_init__(self, k):
        self.total = k * 2.0


@dataclass(frozen=True)
class Frozen:
    losses: list = field(default_factory=list)
    weights: np.ndarray = field(default_factory=lambda: np.ones(3))
    seen: list = field(default_factory=list, init=False)


@dataclass(kw_only=True)
class Named:
    x: float
    losses: list = field(default_factory=lambda: [1.0])


def noisy():
    print("made")
    return [0.0]


@dataclass
class Noisy:
    losses: list = field(default_factory=noisy)


@dataclass
class NoisyInside:
    losses: list = field(default_factory=noisy, init=False)


def trained(x, n):
    model = Model()
    while n > 0:
        model.weights += x
        model.losses.append(n)
        model.inner = model.inner + n
        n -= 1
    return model.weights, model.losses, model.inner.twice


def layers_of_each(x, n):
    one, two = Layered(), Layered()
    for _ in range(n):
        one.layers[0] += x
    return one.layers, two.layers


def two_models(x, n):
    one, two = Model(), Model(np.ones(3), inner=Inner(x))
    for k in range(n):
        one.weights[0] += k
        two.weights[1] -= k
        two.losses.append(x)
    return one, two, one.losses, two.losses, [Model().weights for _ in range(2)]


def not_all_are_arguments(x, n):
    one, two, frozen, named = Started(n), Started(n, [x]), Frozen(), Named(x=x)
    for k in range(n):
        one.losses.append(k)
        one.seen.append(k * x)
        two.losses.append(x)
        frozen.losses.append(k)
        frozen.weights[0] += x
        frozen.seen.append(k)
        named.losses.append(k * named.x)
    return one.losses, one.seen, one.total, two.losses, two.seen, frozen, frozen.weights, frozen.seen, named


def made_with_effects(x, n):
    total = 0.0
    for _ in range(n):
        one = Noisy()
        one.losses.append(x)
        total += sum(one.losses)
    return total


def made_inside_with_effects(x, n):
    one = NoisyInside()
    one.losses.append(x * n)
    return one.losses


SETS = [(1.5, 0), (2.0, 2), (1.5, 0), (1, 3)]
CASES = [
    (function, *SETS)
    for function in (
        trained,
        layers_of_each,
        two_models,
        not_all_are_arguments,
        made_with_effects,
        made_inside_with_effects,
    )
]
PYTHON = {"made_inside_with_effects"}
