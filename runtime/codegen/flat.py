"""One loop along all axes of arrays that lie in one piece, where their elements are computed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograph.runtime.codegen.values import Array, Index

if TYPE_CHECKING:
    from autograph.runtime.codegen.nests import Nests

__all__ = ["flat_index", "lies_flat", "place_of", "read_flat"]

_ELEMENT = re.compile(r"\b(\w+)\[axis\(0, ([^()]*)\)(?:, axis\(\d+, \2\))+\]")


def flat_index(place: str, rank: int) -> Index:
    """Return what stands for the index of the element at a place of an array in one piece."""
    return tuple(f"axis({axis}, {place})" for axis in range(rank))


def place_of(index: Index) -> str:
    """Return the place of which that is the index; the last number of any other."""
    return index[0].removeprefix("axis(0, ").removesuffix(")") if "axis(" in index[0] else index[-1]


def read_flat(line: str) -> str:
    """Return a line with the elements at such indices read and written by their place: ``x.flat[i]``."""
    return _ELEMENT.sub(r"\1.flat[\2]", line)


def lies_flat(emit: Nests, source: Array) -> bool:
    """Whether an array is computed element by element of arrays of the same sizes, all in one piece."""
    rank = len(source.dims)
    if rank < 2 or source.view is not None:
        return False
    kept, wrapped = list(emit.lines), dict(emit.wrapped)
    text = "\n".join([source.at(flat_index("element", rank)), *emit.lines])
    emit.lines[:], emit.wrapped = kept, wrapped
    names = {found[0] for found in _ELEMENT.findall(text)}
    alike = all(emit.shapes.get(name) == tuple(source.dims) for name in names)
    return bool(names) and alike and "axis(" not in _ELEMENT.sub("", text)
