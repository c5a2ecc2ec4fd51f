"""The passes, in order: each takes a graph and returns one that means the same."""

from __future__ import annotations

from collections.abc import Callable

from autograph.runtime.graph import Graph
from autograph.runtime.passes.branches import branches
from autograph.runtime.passes.buffers import buffers
from autograph.runtime.passes.dead import drop_dead
from autograph.runtime.passes.fold import fold
from autograph.runtime.passes.hoist import hoist
from autograph.runtime.passes.inline import inline
from autograph.runtime.passes.late_writes import late_writes
from autograph.runtime.passes.prune import prune
from autograph.runtime.passes.share import share
from autograph.runtime.passes.simplify import simplify
from autograph.runtime.passes.unite import unite

__all__ = ["PIPELINE", "Pass", "optimize"]

Pass = Callable[[Graph], Graph]

PIPELINE: tuple[Pass, ...] = (
    inline,  # first: a call hides everything from the others
    unite,  # what calls each other yet
    prune,  # constants sink into regions, so that folding sees them there
    fold,
    simplify,
    fold,  # sizes of arrays made with known sizes
    branches,
    prune,  # variables that no branch changes any more
    fold,  # what stood in a branch that is now certain
    share,
    hoist,
    share,  # what two loops computed for themselves
    drop_dead,
    buffers,  # what it decides holds only while no node moves
    late_writes,  # last: whether all is written in place
)
"""The passes in the order in which `optimize` runs them; each pass is run once for each entry."""


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
