"""A row and a way to run it in; what many calls cost together out, compiling and what it imports included.

Run as a process of its own. The clock of the calls begins after `import autograph` and the decoration, which
a program pays once and which stand on a line of their own: the import of Numba and of all that makes graphs,
tracing and compiling are in the calls. Calls beyond the time there is are reckoned at the price of the last.
"""

from __future__ import annotations

import copy
import importlib
import json
import statistics
import sys
import time
from collections import deque
from typing import Any

__all__ = ["COUNTS", "WAYS", "least", "total_times", "worst"]

COUNTS = (1, 10, 100, 1_000, 10_000, 100_000)
WAYS = ("eager", "graph", "auto")
_BUDGET = 4.0  # seconds of calls in one process, but for the longest, which may compile
_LAST = 100  # calls that tell the price of one more


def total_times(row: str, way: str, size: str) -> dict[str, dict[str, float]]:
    """Return the seconds that the first 1, 10, 100, ... calls take together, and those before the first."""
    module = importlib.import_module(f"benchmarks.rows.{row}")
    arguments = module.arguments(size)
    function = module.kernel
    once = {}
    if way != "eager":
        begun = time.perf_counter()
        decorate = importlib.import_module("autograph").function
        once["import"] = time.perf_counter() - begun
        begun = time.perf_counter()
        function = decorate(mode=way)(function)
        once["decorate"] = time.perf_counter() - begun
    spent, longest, calls = 0.0, 0.0, 0
    last: deque[float] = deque(maxlen=_LAST)
    total: dict[str, float] = {}
    for count in COUNTS:
        while calls < count and spent - longest < _BUDGET:
            last.append(_call(function, arguments))
            spent += last[-1]
            longest = max(longest, last[-1])
            calls += 1
        total[str(count)] = spent + (count - calls) * statistics.median(last)
    return {"once": once, "calls": total}


def _call(function: Any, arguments: tuple[Any, ...]) -> float:
    own = copy.deepcopy(arguments)  # a kernel may write into them
    begun = time.perf_counter()
    function(*own)
    return time.perf_counter() - begun


def least(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the least of several runs for each name: what others do on the machine only adds.

    Examples
    --------
    >>> least([{"1": 2.0, "10": 3.0}, {"1": 1.0, "10": 4.0}])
    {'1': 1.0, '10': 3.0}
    """
    return {name: min(run[name] for run in runs) for name in runs[0]}


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
