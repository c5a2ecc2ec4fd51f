"""What the machine can do at best: floating-point operations, and bytes to and from memory, a second.

The model is that of S. Williams, A. Waterman and D. Patterson, "Roofline: an insightful visual performance
model for multicore architectures", Communications of the ACM 52 (4), 2009. Run as a process of its own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["measure", "share"]

_SIDE = 1_500
_ELEMENTS = 16_000_000  # 128 MB: more than caches hold
_ROUNDS = 7


def measure() -> dict[str, float]:
    """Return ``flops``, of a product of matrices, and ``bytes``, of a copy, both a second; float64."""
    a = np.random.default_rng(0).random((_SIDE, _SIDE))
    product = np.empty_like(a)
    source, target = np.ones(_ELEMENTS), np.ones(_ELEMENTS)
    return {
        "flops": 2.0 * _SIDE**3 / _fastest(lambda: np.matmul(a, a, out=product)),
        "bytes": 2.0 * source.nbytes / _fastest(lambda: np.copyto(target, source)),
    }


def share(work: list[float], seconds: float, peak: dict[str, float]) -> float:
    """Return the least time that work can take on the machine, as a share of the time that it took.

    Parameters
    ----------
    work : list of float
        Floating-point operations, and bytes that memory has to give and take at least.
    seconds : float
    peak : dict
        As `measure` returns it.

    Examples
    --------
    >>> share([1e9, 8e9], 2.0, {"flops": 1e10, "bytes": 8e9})
    0.5
    """
    operations, moved = work
    return max(operations / peak["flops"], moved / peak["bytes"]) / seconds


def _fastest(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    print(json.dumps(measure()))
