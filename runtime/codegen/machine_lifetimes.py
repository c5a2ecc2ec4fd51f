"""Where a function of kernel source needs its arrays no longer."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence, Set

__all__ = ["releases"]


def releases(body: Sequence[ast.stmt], names: Set[str]) -> dict[ast.stmt, list[str]]:
    """Return the variables that nothing reads after a statement, by statement.

    Parameters
    ----------
    body : sequence of ast.stmt
        In the dialect that `translate` returns.
    names : set of str
        The variables that are asked about.
    """
    found: dict[ast.stmt, list[str]] = {}
    _add_releases(body, names, found)
    return found


def _add_releases(body: Sequence[ast.stmt], names: Set[str], found: dict[ast.stmt, list[str]]) -> None:
    """Note where the variables are given up of which all uses are in these statements."""
    uses = [_uses(statement) for statement in body]
    last: dict[str, int] = {}
    count: Counter[str] = Counter()
    for place, used in enumerate(uses):
        for name in used.keys() & names:
            last[name] = place
            count[name] += 1
    inside: dict[int, list[str]] = {}
    for name, place in last.items():
        if count[name] == 1 and isinstance(body[place], ast.If | ast.While):
            inside.setdefault(place, []).append(name)
        else:
            found.setdefault(body[place], []).append(name)
    for place, several in inside.items():
        _go_inside(body[place], several, found)


def _go_inside(statement: ast.stmt, names: Sequence[str], found: dict[ast.stmt, list[str]]) -> None:
    """Note that for variables that one statement with others in it uses alone."""
    assert isinstance(statement, ast.If | ast.While)
    test = _uses(statement.test)
    blocks = [block for block in (statement.body, statement.orelse) if block]
    held: dict[int, set[str]] = {}
    for name in names:
        where = [number for number, block in enumerate(blocks) if any(name in _uses(each) for each in block)]
        begins = len(where) == 1 and name not in test and _is_set_first(blocks[where[0]], name)
        if begins:
            held.setdefault(where[0], set()).add(name)
        else:
            found.setdefault(statement, []).append(name)
    for number, own in held.items():
        _add_releases(blocks[number], own, found)


def _is_set_first(block: Sequence[ast.stmt], name: str) -> bool:
    """Whether a block assigns a variable before anything in it reads it: no round before has left it."""
    first = next(statement for statement in block if name in _uses(statement))
    if not isinstance(first, ast.Assign) or name in _uses(first.value):
        return False
    return name in _uses(first.targets[0])


def _uses(node: ast.AST) -> Counter[str]:
    return Counter(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
