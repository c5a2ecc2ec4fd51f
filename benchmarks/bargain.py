"""A row and a way to run it in; what many calls cost together out, import and compiling included.

Run as a process of its own. Calls beyond the time there is are reckoned at the price of the last ones.
"""

from __future__ import annotations

import copy
import importlib
import json
import sys
import time
from typing import Any

__all__ = ["COUNTS", "WAYS", "total_times", "worst"]

COUNTS = (1, 10, 100, 1_000, 10_000, 100_000)
WAYS = ("eager", "graph", "auto")
_BUDGET = 4.0  # seconds of calls in one process


def total_times(row: str, way: str, size: str) -> dict[str, float]:
    """Return the seconds that the first 1, 10, 100, ... calls take together."""
    module = importlib.import_module(f"benchmarks.rows.{row}")
    arguments = module.arguments(size)
    begun = time.perf_counter()
    function = module.kernel
    if way != "eager":
        function = importlib.import_module("autograph").function(mode=way)(function)
    spent = time.perf_counter() - begun
    total: dict[str, float] = {}
    last, calls = spent, 0
    for count in COUNTS:
        before = spent
        while calls < count and spent < _BUDGET:
            spent += _call(function, arguments)
            calls += 1
        if calls == count:
            last = (spent - before) / max(count - count // 10, 1)
        total[str(count)] = spent + (count - calls) * last
    return total


def _call(function: Any, arguments: tuple[Any, ...]) -> float:
    own = copy.deepcopy(arguments)  # a kernel may write into them
    begun = time.perf_counter()
    function(*own)
    return time.perf_counter() - begun


def worst(times: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return, for each count, how many times the better of the fixed ways `auto` has cost.

    Examples
    --------
    >>> worst({"eager": {"1": 2.0}, "graph": {"1": 8.0}, "auto": {"1": 3.0}})
    {'1': 1.5}
    """
    return {
        count: times["auto"][count] / min(times["eager"][count], times["graph"][count])
        for count in times["auto"]
    }


if __name__ == "__main__":
    print(json.dumps(total_times(*sys.argv[1:])))
