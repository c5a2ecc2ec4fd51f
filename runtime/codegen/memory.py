"""Which rounds of loops touch the same memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from autograph.runtime.codegen.uses import Access, Uses

__all__ = ["Memory", "pinned"]


def pinned(accesses: Sequence[Access], indices: Sequence[str], changing: Set[str]) -> bool:
    """Whether each round of loops touches elements of one array that no other round touches.

    Parameters
    ----------
    accesses : sequence of Access
        To the array.
    indices : sequence of str
        Of the loops.
    changing : set of str
        The variables that rounds assign.
    """
    rank = min(len(access.at) for access in accesses)
    axes = [{access.at[axis] for access in accesses} for axis in range(rank)]
    return all(any(_follows(texts, index, changing) for texts in axes) for index in indices)


def _follows(texts: set[str], index: str, changing: Set[str]) -> bool:
    """Whether a place is the same in all accesses, and another one in each round."""
    found = re.fullmatch(rf"(?:([\w.]+) \+ )?{index}(?: [+-] ([\w.]+))?", next(iter(texts)))
    return len(texts) == 1 and found is not None and not changing & set(found.groups())


class Memory:
    """What memory the arrays of a kernel function may lie in.

    Parameters
    ----------
    roots : mapping of str to frozenset of str
        For each variable that holds an array, the variables whose memory it may lie in.
    """

    def __init__(self, roots: Mapping[str, frozenset[str]]) -> None:
        self._roots = roots

    @property
    def names(self) -> set[str]:
        """All variables that hold arrays."""
        return set(self._roots)

    def overlap(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether one of some arrays may lie in the memory of one of others."""
        first = frozenset().union(*map(self._of, names))
        return any(first & self._of(other) for other in others)

    def _of(self, name: str) -> frozenset[str]:
        return self._roots.get(name, frozenset([name]))

    def apart(self, uses: Sequence[Uses], indices: Sequence[str]) -> bool:
        """Whether no round of loops over these indices touches what another round writes.

        Parameters
        ----------
        uses : sequence of Uses
            Of all that the rounds do.
        indices : sequence of str
        """
        accesses = [access for one in uses for access in one.accesses]
        changing = {name for one in uses for name in one.assigned}
        whole = {name for one in uses for name in one.read if name in self._roots}
        for name in {access.name for access in accesses if access.stores}:
            near = [access for access in accesses if self.overlap([access.name], [name])]
            if any(access.name != name for access in near) or self.overlap([name], whole):
                return False
            if not pinned(near, indices, changing):
                return False
        return True
