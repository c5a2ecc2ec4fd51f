"""Loops over all axes of arrays that lie in one piece become one loop: short rows are as quick as long ones.

Before::

    for i in range(n):
        for j in range(n_1):
            t[i, j] = a0[i, j] * 2.0

After::

    for j in range(n * n_1):
        t.flat[j] = a0.flat[j] * 2.0
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from autograph.runtime.codegen.blocks import (
    Block,
    Item,
    bounds_of,
    nest_of,
    read_blocks,
    uses_of,
    words_of,
    write_blocks,
)
from autograph.runtime.codegen.text import atom, join
from autograph.runtime.codegen.uses import Access, uses_of_line

__all__ = ["flattened"]

Shapes = Mapping[str, Sequence[str]]


def flattened(functions: Sequence[str], shapes: Shapes) -> list[str]:
    """Return functions with such loops made one.

    Parameters
    ----------
    functions : sequence of str
        The text of each; a name means the same in all.
    shapes : mapping of str to sequence of str
        The sizes of arrays in C order, by name.
    """
    lines = [function.splitlines() for function in functions]

    @functools.cache
    def assignments() -> Counter[str]:
        found: Counter[str] = Counter()
        for line in (line.strip() for one in lines for line in one[1:]):
            found.update(uses_of_line(line).assigned)
        return found

    def is_steady(name: str) -> bool:
        return name.isdigit() or assignments()[name] <= 1

    return [
        "\n".join([first, *write_blocks(_each(read_blocks(rest, 1), shapes, is_steady), 1)]) + "\n"
        for first, *rest in lines
    ]


def _each(items: Sequence[Item], shapes: Shapes, is_steady: Callable[[str], bool]) -> list[Item]:
    made: list[Item] = []
    for item in items:
        if isinstance(item, Block):
            found = _as_one(item, shapes, is_steady)
            made.append(found or Block(item.header, _each(item.body, shapes, is_steady)))
        else:
            made.append(item)
    return made


def _as_one(loop: Block, shapes: Shapes, is_steady: Callable[[str], bool]) -> Block | None:
    """Return loops over axes as one; None if they are others."""
    inner = nest_of(loop.body[0]) if loop.is_for and len(loop.body) == 1 else None
    header = bounds_of(loop) if inner is not None else None
    if inner is None or header is None or len(header[1]) > 2:
        return None
    first, bounds = header
    indices = (first, *inner.indices)
    found = [access for access in uses_of(*inner.body).accesses if not set(indices).isdisjoint(access.at)]
    whole = {access.name for access in found}
    if not whole or not all(_is_whole(access, shapes, indices, inner.sizes) for access in found):
        return None
    if not all(map(is_steady, (*inner.sizes, *whole))):
        return None
    places = {join(access.at) for access in found}
    body = [_rewritten(item, places, indices[-1]) for item in inner.body]
    if not words_of(body).keys().isdisjoint(indices[:-1]) or _remains(body, indices[-1]):
        return None
    limits = (" * ".join(atom(each) for each in (bound, *inner.sizes)) for bound in bounds)
    return Block(f"for {indices[-1]} in range({', '.join(limits)}):", body)


def _is_whole(access: Access, shapes: Shapes, indices: Sequence[str], sizes: Sequence[str]) -> bool:
    """Whether an element is that of the loops' indices in an array over which they run."""
    shape = shapes.get(access.name, ())
    left = iter(indices)
    at = tuple("0" if size == "1" else next(left, "") for size in shape)
    return access.at == at and [size for size in shape if size != "1"][1:] == list(sizes)


def _rewritten(item: Item, places: Collection[str], index: str) -> Item:
    if isinstance(item, Block):
        body = [_rewritten(each, places, index) for each in item.body]
        return Block(str(_rewritten(item.header, places, index)), body)
    for place in places:
        item = item.replace(f"[{place}]", f".flat[{index}]")
    return item


def _remains(items: Sequence[Item], index: str) -> bool:
    """Whether an index is used other than for an element of a whole array."""
    flat = re.compile(rf"\.flat\[{index}\]")
    return any(re.search(rf"\b{index}\b", flat.sub("", line)) for line in write_blocks(list(items)))
