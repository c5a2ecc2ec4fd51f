"""The form of a `try` for graphs does, statement by statement, what the `try` does."""

from __future__ import annotations

import linecache
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from attempt_operators import OPERATORS
from control_outcomes import Log, TooLong, load, show
from random_control import program

from autograph.converters import convert

ARGUMENTS: list[tuple[Any, Any]] = [(0, 1), (1, 0), (2, 3), (5, (1, 2))]


def outcome(function: Callable[..., Any], namespace: dict[str, Any], arguments: tuple[Any, ...]) -> list[str]:
    """Call a function; return its log, and its result or the type and the message of its exception."""
    log = Log()
    namespace.update(log=log.log, tick=log.tick, manage=log.manage)
    try:
        end = f"returns {show(function(*arguments))}"
    except TooLong:
        end = "too long"
    except Exception as error:
        end = f"raises {type(error).__name__}({error})"
    return [*log.entries, end]


def differences(first: int, last: int) -> list[int]:
    """Return the numbers of the programs that differ."""
    found = []
    name = "<random program>"
    for seed in range(first, last):
        source = program(seed)
        if "try:" not in source or "with manage" in source:  # what a manager sees stays in Python
            continue
        try:
            function = load(source, name)
        except SyntaxError:  # `nonlocal` of a parameter, and the like
            continue
        after = convert(function, OPERATORS).function
        namespace = function.__globals__
        if any(outcome(after, namespace, a) != outcome(function, namespace, a) for a in ARGUMENTS):
            found.append(seed)
    linecache.cache.pop(name, None)
    return found


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_the_form_for_graphs_does_the_same(first: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        assert differences(first, first + 100) == []


if __name__ == "__main__":
    import sys

    warnings.simplefilter("ignore")
    print(differences(int(sys.argv[1]), int(sys.argv[2])))
