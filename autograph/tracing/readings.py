"""What reads a variable outside of a function, or an attribute of one (``module.NAME``), at each call."""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Reading"]


class Reading:
    """Reads one variable.

    Parameters
    ----------
    holder : mapping or cell
        The namespace that has it, or the cell that holds it.
    name : str
    attributes : sequence of str
        Of the module that the variable holds, those that lead to what is read.
    """

    __slots__ = ("attributes", "holder", "name")

    def __init__(
        self, holder: Mapping[str, Any] | types.CellType, name: str, attributes: Sequence[str]
    ) -> None:
        self.holder = holder
        self.name = name
        self.attributes = tuple(attributes)

    def _variable(self) -> Any:
        holder = self.holder
        return holder.cell_contents if isinstance(holder, types.CellType) else holder[self.name]

    def owner(self) -> Any:
        """Return what has the last of the attributes."""
        return functools.reduce(getattr, self.attributes[:-1], self._variable())

    def __call__(self) -> Any:
        """Return what it holds now."""
        return functools.reduce(getattr, self.attributes, self._variable())
