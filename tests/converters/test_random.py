"""Random programs do the same before and after their conversion: every step, in order, and the end."""

from __future__ import annotations

import linecache
import warnings
from typing import Any

import plain_operators
import pytest
from control_outcomes import load, outcome
from random_control import program

from autograph.converters import convert

ARGUMENTS: list[tuple[Any, Any]] = [(0, 1), (1, 0), (2, 3), (5, (1, 2))]


def differences(first: int, last: int) -> list[int]:
    """Return the numbers of the programs that differ."""
    found = []
    name = "<random program>"
    for seed in range(first, last):
        source = program(seed)
        try:
            function = load(source, name)
        except SyntaxError:  # `nonlocal` of a parameter, and the like
            continue
        after = convert(function, plain_operators).function
        namespace = function.__globals__
        if any(outcome(after, namespace, a) != outcome(function, namespace, a) for a in ARGUMENTS):
            found.append(seed)
    linecache.cache.pop(name, None)
    return found


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_random_programs_behave_as_before(first: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        assert differences(first, first + 100) == []


if __name__ == "__main__":
    import sys

    warnings.simplefilter("ignore")
    print(differences(int(sys.argv[1]), int(sys.argv[2])))
