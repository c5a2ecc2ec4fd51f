"""A loop in, whether it may become a function of its own without anybody noticing out."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.assignment import Assignment
from autograph.converters.analysis.jumps import is_jump_free
from autograph.converters.analysis.liveness import Liveness
from autograph.converters.analysis.names import (
    closures_in,
    nodes_of,
    reads,
    unbound_names,
    writes,
    written_by_closures,
)
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.walking import walk

__all__ = ["is_movable"]


def is_movable(node: Any, scopes: Scopes, scope: Scope, live: Liveness, assignment: Assignment) -> bool:
    """Say whether a loop may run as a function of its own.

    Parameters
    ----------
    node : gast.For or gast.While
    scopes, scope : Scopes, Scope
        The function's.
    live, assignment : Liveness, Assignment
        What is known of its variables.
    """
    if node not in assignment.entry or not is_jump_free(node):  # never reached, or it moves a loop outside
        return False
    inside = list(nodes_of(node))
    written = set(writes(node, scopes, scope))
    if any(isinstance(inner, gast.Name) and inner.id in ("super", "__class__") for inner in inside):
        return False
    if {name for inner in inside for name in unbound_names(inner)} & live.after[node]:
        return False
    if any(inner in assignment.unsure for inner in walk(node)):
        return False
    if written & (live.caught[node] | live.always - scope.declared_nonlocal):
        return False
    if reads(node, scopes, scope) & written_by_closures(scopes, scope):
        return False
    returns = any(isinstance(inner, gast.Return) for inner in inside)
    if returns and live.caught[node]:
        return False
    return not _shares_variables(inside, scopes, scope, written)


def _shares_variables(inside: list[Any], scopes: Scopes, scope: Scope, written: set[str]) -> bool:
    """Say whether a closure in the loop, or one called from it, may change or outlive its variables."""
    shared = set()
    for closure in closures_in(inside, scopes):
        for inner in walk(closure):
            if isinstance(inner, gast.Nonlocal) and not scope.bound.isdisjoint(inner.names):
                return True
            here = scopes.at.get(inner)
            if isinstance(inner, gast.Name) and here is not None and here.owner(inner.id) is scope:
                shared.add(inner.id)
    function: Any = scope.node
    return bool(shared & (written | set(writes(function.body, scopes, scope))))
