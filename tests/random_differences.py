"""Random programs run before and after a conversion."""

from __future__ import annotations

import linecache
import warnings
from collections.abc import Callable
from typing import Any

from control_outcomes import describe, load, outcome
from random_control import program

from autograph.converters.conversion import convert

__all__ = ["differences"]

ARGUMENTS: list[tuple[Any, Any]] = [(0, 1), (1, 0), (2, 3), (5, (1, 2))]
_NAME = "<random program>"


def differences(
    seeds: range,
    operators: Any,
    wanted: Callable[[str], bool] = bool,
    told: Callable[[BaseException, str], str] = describe,
) -> list[int]:
    """Return the seeds of the programs that do something else once converted.

    Parameters
    ----------
    seeds : range
        One program is made of each.
    operators : object
        What the converted programs call.
    wanted : callable, optional
        Tells by its source whether a program is run; each is by default.
    told : callable, optional
        Describes an exception, in a file of that name, as far as it must be the same.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        found = [
            seed for seed in seeds if wanted(source := program(seed)) and _differs(source, operators, told)
        ]
    linecache.cache.pop(_NAME, None)
    return found


def _differs(source: str, operators: Any, told: Callable[[BaseException, str], str]) -> bool:
    try:
        function = load(source, _NAME)
    except SyntaxError:  # `nonlocal` of a parameter, and the like
        return False
    after = convert(function, operators).function
    namespace = function.__globals__
    return any(outcome(after, namespace, a, told) != outcome(function, namespace, a, told) for a in ARGUMENTS)
