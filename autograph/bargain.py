"""When a graph pays: what Python has cost so far, against what tracing and compiling will cost."""

from __future__ import annotations

import os
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograph.runtime.graph import Graph, Node

__all__ = [
    "MOST_TRACING",
    "Account",
    "compile_budget",
    "import_price",
    "patience",
    "price_of_binding",
    "price_of_compiling",
    "price_of_outlining",
    "price_of_tracing",
    "unwatched",
]

# Measured on two cores of an AVX-512 machine with Python 3.11, in seconds; sizes, not truths.
_OUTLINING = (0.002, 2e-5)  # a function, and a byte of its code
_IMPORTS = {"autograph.converters.conversion": 0.02, "autograph.engine": 0.1}
_TRACING = (0.003, 6e-5)
_COMPILING = (0.08, 0.007, 0.001)  # a kernel, and a node of its graph: one that makes an array, another
_FIRST_KERNEL = 0.35  # the imports of what makes graphs and of Numba, and what that sets up


class Account:
    """What a function, or one signature of it, has cost as Python since the last graph was bought for it.

    Ski rental: buying when the rent paid so far reaches the price costs at most twice the better of
    'always rent' and 'buy at once', whatever the number of calls.
    """

    __slots__ = ("spent",)

    def __init__(self, spent: float = 0.0) -> None:
        self.spent = spent

    def pays(self, price: float, ahead: float = 0.0) -> bool:
        """Whether to buy: the price is spent, or the rest of this call alone will cost that much."""
        return self.spent >= price or ahead >= price


def _size(code: types.CodeType) -> int:
    return len(code.co_code) + sum(_size(item) for item in code.co_consts if isinstance(item, types.CodeType))


MOST_TRACING = 5.0
"""Seconds of the processor that all attempts to trace a function may take."""
LEAST_TRACING, USUAL = 0.25, 10
"""The same where next to nothing was spent: seconds, and in prices of tracing."""


def patience(price: float, spent: float) -> float:
    """Return the seconds that tracing may take before it is put off.

    Parameters
    ----------
    price : float
        What it takes as a rule.
    spent : float
        The seconds that calls have taken as Python, or this one will.
    """
    return min(max(LEAST_TRACING, USUAL * price, spent / 2), MOST_TRACING)


BUDGET = 20.0
"""Seconds that the kernels of one function may take, where `AUTOGRAPH_COMPILE_BUDGET` does not say."""


def price_of_outlining(code: types.CodeType) -> float:
    """Return the seconds that moving the loops of a function will take."""
    return import_price() + _OUTLINING[0] + _OUTLINING[1] * _size(code)


def price_of_binding(code: types.CodeType) -> float:
    """Return the seconds that making a function that calls itself directly will take."""
    return import_price("autograph.converters.conversion") + _OUTLINING[0] + _OUTLINING[1] * _size(code)


def import_price(module: str = "autograph.engine") -> float:
    """Return the seconds that the import of what makes graphs will take."""
    return 0.0 if module in sys.modules else _IMPORTS[module]


def price_of_tracing(function: types.FunctionType) -> float:
    """Return the seconds that converting and tracing a function, and those it calls by name, will take."""
    return _TRACING[0] + _TRACING[1] * sum(_size(code) for code in _codes(function, set()))


def _codes(function: types.FunctionType, seen: set[types.CodeType]) -> set[types.CodeType]:
    if function.__code__ not in seen:
        seen.add(function.__code__)
        for name in function.__code__.co_names:
            callee = function.__globals__.get(name)
            if type(callee) is types.FunctionType:
                _codes(callee, seen)
    return seen


def least_price() -> float:
    """Return the seconds that the smallest graph will take to compile."""
    return _first() + _COMPILING[0]


def _first() -> float:
    return 0.0 if "autograph.runtime.codegen.compiling" in sys.modules else _FIRST_KERNEL


def price_of_compiling(graph: Graph) -> float:
    """Return the seconds that compiling a graph will take; the first one of a process pays for Numba."""
    return least_price() + _weight(graph)


SHORT, SELDOM = 1e-4, 31
"""A function whose calls as Python are shorter, in seconds, is looked at once in the time of so many."""
DEARLY = 4
"""Where a look at the arguments takes long, as at those of a list, calls go so many times as long without."""


def unwatched(taken: float, looked: float, seldom: int = SELDOM) -> float:
    """Return for how many seconds calls go as Python without a look at their arguments.

    Parameters
    ----------
    taken, looked : float
        The seconds that one has taken, and the look at its arguments.
    seldom : int
        In the time of how many short calls there is one look.
    """
    dearly = DEARLY * looked - taken if looked > SHORT else 0.0
    return max(seldom * taken if taken < SHORT else 0.0, dearly)


_CALLS = ("host_call", "host_effect")


def small_call(graph: Graph, *, inside: bool = False) -> Node | None:
    """Return a call of Python that a loop of a graph makes in its rounds for mere numbers, as a random one.

    Getting out of a kernel and back takes longer than such a call.
    """
    for node in graph.nodes:
        scalars = all(value.type.is_scalar for value in (*node.inputs, *node.outputs))
        of_text = node.params.get("name", "").startswith("str.")
        if inside and (scalars or of_text) and node.op.name in _CALLS:
            return node
        within = inside or node.op.name in ("for_loop", "while_loop")
        found = (small_call(region, inside=within) for region in node.regions.values())
        known = next((each for each in found if each is not None), None)
        if known is not None:
            return known
    return None


def compile_budget() -> float:
    """Return how many seconds a function's kernels may take to compile, all together."""
    named = os.environ.get("AUTOGRAPH_COMPILE_BUDGET", "")
    try:
        return float(named) if named else BUDGET
    except ValueError:
        return BUDGET


def _weight(graph: Graph) -> float:
    total = 0.0
    for node in graph.nodes:
        makes = any(value.type.kind == "array" for value in node.outputs) and node.op.name != "set_item"
        total += _COMPILING[1] if makes and not node.regions else _COMPILING[2]
        total += sum(_weight(region) for region in node.regions.values())
    return total
