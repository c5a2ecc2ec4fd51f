"""The passes, in order: each takes a graph and returns one that means the same."""

from __future__ import annotations

from collections.abc import Callable

from autograph.runtime.graph import Graph
from autograph.runtime.passes.buffers import buffers

__all__ = ["PIPELINE", "optimize"]

Pass = Callable[[Graph], Graph]

PIPELINE: tuple[Pass, ...] = (
    buffers,  # last: what it decides holds only while no node moves
)
"""The passes in the order in which `optimize` runs them."""


def optimize(graph: Graph, watch: Callable[[str, Graph], None] | None = None) -> Graph:
    """Return `graph` after all passes.

    Parameters
    ----------
    graph : Graph
    watch : callable, optional
        Called as ``watch(name, graph)`` after every pass: to print, to time, to verify.
    """
    for run in PIPELINE:
        graph = run(graph)
        if watch is not None:
            watch(run.__name__, graph)
    return graph
