"""A node in, the nodes below it out, without the marks (`Load`, `Add`, ...) that tell nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gast

__all__ = ["child_fields", "children", "walk"]

_MARKS = frozenset(
    ("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "op", "ops")
)
_FIELDS: dict[type, tuple[str, ...]] = {gast.Constant: (), gast.Name: ("annotation",)}


def child_fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of node in which there may be nodes that say something.

    Examples
    --------
    >>> import gast
    >>> child_fields(gast.BinOp)
    ('left', 'right')
    """
    found = _FIELDS.get(kind)
    if found is None:
        fields: tuple[str, ...] = getattr(kind, "_fields", ())
        found = _FIELDS[kind] = tuple(field for field in fields if field not in _MARKS)
    return found


def children(node: Any) -> list[Any]:
    """Return the nodes right below a node, in order."""
    kind = type(node)
    fields = _FIELDS.get(kind)
    found = []
    for field in child_fields(kind) if fields is None else fields:
        value = getattr(node, field, None)
        if value is None:
            continue
        if type(value) is list:
            found += [item for item in value if isinstance(item, gast.AST)]
        elif isinstance(value, gast.AST):
            found.append(value)
    return found


def walk(node: Any) -> Iterator[Any]:
    """Yield a node and all nodes below it, those of one level before those of the next."""
    level = [node]
    while level:
        below: list[Any] = []
        for item in level:
            below += children(item)
            yield item
        level = below
