"""Distributions as NumPy's compiled code draws from them, for kernels that draw the very same numbers.

NumPy's module of generators exports its functions in C, as its documentation on extending shows; those of
the older `RandomState` are not exported, and are written out here as they are documented.
"""

from __future__ import annotations

import ctypes
import dataclasses
import functools
import math
import re
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.records import record

__all__ = [
    "LAWS",
    "NO_DEFAULT",
    "WHOLE",
    "Law",
    "addresses",
    "function_address",
    "holds",
    "lock_of",
    "sample_of",
    "trial",
]

NO_DEFAULT = None


def _as_they_are(*parameters: Any) -> tuple[Any, ...]:
    return parameters


@record(frozen=True)
class Law:
    """How one number is drawn.

    Attributes
    ----------
    text : str
        A kernel expression over the parameters ``{0}``, ``{1}``, the address ``{bits}`` of the generator's
        ``bitgen_t``, and ``{gauss}``, that of the second normal number which a `RandomState` keeps.
    parameters : dict of str to (float or None)
        Their names in the order of the method's arguments, with the defaults where there are any.
    valid : str
        A condition on the parameters in which NumPy's method raises nothing; where it is false, that is
        called.
    example : tuple of float
        Valid parameters.
    arguments : callable
        Returns the method's arguments for these parameters.
    """

    text: str
    parameters: dict[str, float | None] = dataclasses.field(default_factory=dict)
    valid: str = ""
    example: tuple[float, ...] = ()
    arguments: Callable[..., tuple[Any, ...]] = _as_they_are

    @property
    def of_ints(self) -> bool:
        """Whether the parameters are ints."""
        return "bounded" in self.text

    @property
    def keeps(self) -> bool:
        """Whether a second number is kept for the next draw."""
        return "{gauss}" in self.text


def _law(function: str, *valid: str, **parameters: float | None) -> Law:
    """Return the law of a function of the parameters as they are, which are valid where they are positive."""
    places = range(len(parameters))
    text = f"draw_{function}({', '.join(['{bits}', *(f'{{{k}}}' for k in places)])})"
    positive = [f"{{{k}}} > 0.0" for k, name in enumerate(parameters) if name not in ("loc", "mean", "mu")]
    return Law(text, parameters, " and ".join(valid or positive), (0.75, 1.5, 2.25)[: len(parameters)])


_UNIFORM = Law("draw_random_standard_uniform({bits})")
_BETWEEN = Law(
    "draw_random_uniform({bits}, {0}, {1} - {0})",
    {"low": 0.0, "high": 1.0},
    "0.0 <= {1} - {0} and {1} - {0} < inf",
    (-0.75, 1.5),
)
_SHARE = "0.0 < {0} and {0} < 1.0"


def _bounded(function: str, *, closed: bool = False) -> Law:
    last, test = ("{1}", "<=") if closed else ("{1} - 1", "<")
    parameters: dict[str, float | None] = {"low": NO_DEFAULT, "high": NO_DEFAULT}
    return Law(f"draw_{function}({{bits}}, {{0}}, {last})", parameters, f"{{0}} {test} {{1}}", (-3, 1000))


def _chosen(function: str) -> Law:
    """Return the law by which `choice` picks an index; of nothing there is none, as it then says."""
    law = _bounded(function)
    return dataclasses.replace(law, example=(0, 1000), arguments=lambda low, high: (high or np.zeros(0),))


_GAUSS = "draw_gauss({bits}, {gauss})"
LAWS: dict[str, dict[str, Law]] = {
    "Generator": {
        "random": _UNIFORM,
        "uniform": _BETWEEN,
        "integers": _bounded("bounded"),
        "integers_closed": _bounded("bounded", closed=True),
        "choice": _chosen("bounded"),
        "standard_normal": _law("random_standard_normal"),
        "standard_exponential": _law("random_standard_exponential"),
        "standard_cauchy": _law("random_standard_cauchy"),
        "normal": _law("random_normal", "{1} > 0.0", loc=0.0, scale=1.0),
        "lognormal": _law("random_lognormal", mean=0.0, sigma=1.0),
        "laplace": _law("random_laplace", loc=0.0, scale=1.0),
        "logistic": _law("random_logistic", loc=0.0, scale=1.0),
        "gumbel": _law("random_gumbel", loc=0.0, scale=1.0),
        "vonmises": _law("random_vonmises", mu=NO_DEFAULT, kappa=NO_DEFAULT),
        "exponential": _law("random_exponential", scale=1.0),
        "rayleigh": _law("random_rayleigh", scale=1.0),
        "gamma": _law("random_gamma", shape=NO_DEFAULT, scale=1.0),
        "standard_gamma": _law("random_standard_gamma", shape=NO_DEFAULT),
        "beta": _law("random_beta", a=NO_DEFAULT, b=NO_DEFAULT),
        "chisquare": _law("random_chisquare", df=NO_DEFAULT),
        "standard_t": _law("random_standard_t", df=NO_DEFAULT),
        "f": _law("random_f", dfnum=NO_DEFAULT, dfden=NO_DEFAULT),
        "weibull": _law("random_weibull", a=NO_DEFAULT),
        "pareto": _law("random_pareto", a=NO_DEFAULT),
        "power": _law("random_power", a=NO_DEFAULT),
        "wald": _law("random_wald", "{0} > 0.0 and {1} > 0.0", mean=NO_DEFAULT, scale=NO_DEFAULT),
        "triangular": _law(
            "random_triangular",
            "{0} <= {1} and {1} <= {2} and {0} < {2}",
            left=NO_DEFAULT,
            mode=NO_DEFAULT,
            right=NO_DEFAULT,
        ),
        "poisson": _law("random_poisson", "0.0 < {0} and {0} < 1e9", lam=1.0),
        "geometric": _law("random_geometric", _SHARE, p=NO_DEFAULT),
        "logseries": _law("random_logseries", _SHARE, p=NO_DEFAULT),
    },
    "RandomState": {
        "random_sample": _UNIFORM,
        "random": _UNIFORM,
        "rand": _UNIFORM,
        "uniform": _BETWEEN,
        "randint": _bounded("bounded_masked"),
        "choice": _chosen("bounded_masked"),
        "standard_normal": Law(_GAUSS),
        "randn": Law(_GAUSS),
        "normal": Law(f"{{0}} + {{1}} * {_GAUSS}", {"loc": 0.0, "scale": 1.0}, "{1} > 0.0", (0.75, 1.5)),
        "standard_exponential": Law("-c_log(1.0 - draw_random_standard_uniform({bits}))"),
        "exponential": Law(
            "{0} * -c_log(1.0 - draw_random_standard_uniform({bits}))",
            {"scale": 1.0},
            "{0} > 0.0",
            (1.5,),
        ),
    },
}
"""By the name of a generator's class and of its method."""

WHOLE = frozenset(["random_poisson", "random_geometric", "random_logseries"])
"""Functions that return an int64; the others of ``random_`` return a double."""


# -- the compiled functions --------------------------------------------------------------------------------


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(np.random._generator.__file__)


@functools.cache
def function_address(name: str) -> int:
    """Return where one of NumPy's functions is; AttributeError if it is not exported."""
    return ctypes.cast(getattr(_library(), name), ctypes.c_void_p).value or 0


@functools.cache
def _gauss_offset() -> int | None:
    """Return where in a `RandomState` the number is that it keeps; None if that cannot be found out."""
    if sys.implementation.name != "cpython":
        return None
    sample = np.random.RandomState(0)
    found = []
    for number in (0.123456789e-7, 0.987654321e-7):
        state: Any = sample.get_state(legacy=False)
        sample.set_state({**state, "has_gauss": 1, "gauss": number})
        held = ctypes.string_at(id(sample), type(sample).__basicsize__)
        wanted = struct.pack("=i4xd", 1, number)
        found.append(held.find(wanted) + 8 if held.count(wanted) == 1 else None)
    return found[0] if found[0] == found[1] else None


def _bits(generator: Any) -> Any:
    return generator.bit_generator if isinstance(generator, np.random.Generator) else generator._bit_generator


def lock_of(generator: Any) -> Any:
    """Return the lock that a generator's methods hold while they draw."""
    return _bits(generator).lock


def addresses(generator: Any) -> tuple[int, int]:
    """Return where a generator's ``bitgen_t`` is, and where it keeps a normal number (0 if it keeps none)."""
    bits = _bits(generator).ctypes.bit_generator.value
    offset = _gauss_offset() if isinstance(generator, np.random.RandomState) else None
    return bits, 0 if offset is None else id(generator) + offset


# -- whether it is so --------------------------------------------------------------------------------------

_DRAWS = 40


@functools.cache
def holds(kind: str, name: str) -> bool:
    """Say whether a law gives this NumPy's very numbers: it is tried, beside the method itself."""
    law = LAWS[kind][name]
    one, two = trial(kind), trial(kind)
    bits, gauss = addresses(two)
    if not isinstance(lock_of(one), type(threading.RLock())) or (law.keeps and not gauss):
        return False
    method = _method(one, name)
    try:
        draw = _compiled(law)
    except AttributeError:
        return False
    given = law.arguments(*law.example)
    numbers = [method(*given) for _ in range(_DRAWS)]
    many = {} if name in ("rand", "randn") else {"size": _DRAWS}
    array = method(*given, *(() if many else (_DRAWS,)), **many)
    numbers += array.tolist()
    return array.itemsize == 8 and numbers == [draw(bits, gauss, *law.example) for _ in range(2 * _DRAWS)]


def trial(kind: str) -> Any:
    """Return a generator of a kind, always the same, for trying its methods out."""
    return getattr(np.random, kind)(np.random.MT19937(5))


@functools.cache
def sample_of(kind: str, name: str) -> Any:
    """Return a number as the method of a law gives it; it is of the class that they all are of."""
    law = LAWS[kind][name]
    return _method(trial(kind), name)(*law.arguments(*law.example))


def _method(generator: Any, name: str) -> Callable[..., Any]:
    method = getattr(generator, name.removesuffix("_closed"))
    return functools.partial(method, endpoint=True) if name.endswith("_closed") else method


def _compiled(law: Law) -> Callable[..., Any]:
    """Return a law as a function of the addresses and the parameters, through `ctypes`."""
    places = [f"p{k}" for k in range(len(law.parameters))]
    text = law.text.format(*places, bits="bits", gauss="gauss")
    names = {name: _called(name.removeprefix("draw_")) for name in re.findall(r"draw_\w+", text)}
    return eval(f"lambda {', '.join(['bits', 'gauss', *places])}: {text}", {"c_log": math.log, **names})  # type: ignore[no-any-return]


def _called(name: str) -> Callable[..., Any]:
    if name == "gauss":
        return _gauss
    if name.startswith("bounded"):
        return functools.partial(_between, name == "bounded_masked")
    function = getattr(_library(), name)
    function.restype = ctypes.c_int64 if name in WHOLE else ctypes.c_double

    def call(bits: int, *parameters: float) -> Any:
        return function(ctypes.c_void_p(bits), *map(ctypes.c_double, parameters))

    return call


def _between(masked: bool, bits: int, low: int, high: int) -> int:
    out = ctypes.c_uint64()
    _library().random_bounded_uint64_fill(
        ctypes.c_void_p(bits),
        ctypes.c_uint64(low),
        ctypes.c_uint64(high - low),
        ctypes.c_ssize_t(1),
        ctypes.c_bool(masked),
        ctypes.byref(out),
    )
    return ctypes.c_int64(out.value).value


def _gauss(bits: int, gauss: int) -> float:
    """Return a normal number by Marsaglia's polar method, which gives two at a time."""
    kept, has = ctypes.c_double.from_address(gauss), ctypes.c_int.from_address(gauss - 8)
    if has.value:
        number: float = kept.value
        kept.value, has.value = 0.0, 0
        return number
    uniform = _called("random_standard_uniform")
    x = y = square = 0.0
    while square >= 1.0 or square == 0.0:
        x = 2.0 * uniform(bits) - 1.0
        y = 2.0 * uniform(bits) - 1.0
        square = x * x + y * y
    factor = math.sqrt(-2.0 * math.log(square) / square)
    kept.value, has.value = factor * x, 1
    return float(factor * y)
