"""One row, one peer, one size in; times, memory and the result out. Run as a process of its own."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import json
import pickle
import sys
import time
from typing import Any

import numpy as np

from benchmarks.peers import arguments_for, prepare

_BUDGET = 0.6  # seconds for the steady calls
_MOST_CALLS = 10_000


def main(row: str, peer: str, size: str, result_file: str, again: str = "") -> dict[str, Any]:
    """Measure, and write the result to `result_file`.

    With `again`, only the first call is measured, of a process that has imported Numba before: what
    finding a kernel on disk takes.

    Returns
    -------
    dict
        ``first`` (with the peer's own import) and ``steady`` in seconds, ``memory`` in bytes beyond what
        the process held before the first call, and ``work`` where the row counts it; or ``skipped``, the
        reason why there are none.
    """
    module = importlib.import_module(f"benchmarks.rows.{row}")
    arguments = module.arguments(size)
    if again:
        importlib.import_module("numba")
    before = _memory()
    try:
        begun = time.perf_counter()
        function = prepare(module, peer)
        preparing = time.perf_counter() - begun
        if function is None:
            return {"skipped": "not for this source"}
        first, result = _timed(function, peer, arguments)
    except Exception as error:
        return {"skipped": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
    if again:
        return {"first": preparing + first}
    with open(result_file, "wb") as file:
        parts = result if isinstance(result, tuple) else (result,)
        pickle.dump(tuple(np.asarray(part) for part in parts), file)
    steady = _steady(function, peer, arguments)
    numbers = {"first": preparing + first, "steady": steady, "memory": max(0, _memory() - before)}
    return {**numbers, "work": module.work(*arguments)} if hasattr(module, "work") else numbers


def _timed(function: Any, peer: str, arguments: tuple[Any, ...]) -> tuple[float, Any]:
    own = arguments_for(peer, arguments)
    begun = time.perf_counter()
    result = function(*own)
    return time.perf_counter() - begun, result


def _steady(function: Any, peer: str, arguments: tuple[Any, ...]) -> float:
    """Return the fastest call within the budget, at least three of them."""
    times = [_timed(function, peer, arguments)[0] for _ in range(3)]
    gc.disable()
    spent = sum(times)
    while spent < _BUDGET and len(times) < _MOST_CALLS:
        times.append(_timed(function, peer, arguments)[0])
        spent += times[-1] + 2e-5  # the copies take time as well
    return min(times)


def _memory() -> int:
    """Return the most bytes that the process has held so far."""
    if importlib.util.find_spec("resource") is None:  # Windows
        return 0
    resource: Any = importlib.import_module("resource")
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
