"""What a dict or set holds whose keys are data, and what C code that looks into one is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.runtime.records import record
from autograph.tracing.spelling import is_key
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.text import Text, handles_in
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_list import Grown

__all__ = ["Keyed", "KeyedContainer", "KnownItems", "Recipe", "handle_in", "is_keyed"]


@record(frozen=True, eq=False)
class Recipe:
    """How Python makes a set out of others, which tells in what order it gives its members.

    Attributes
    ----------
    method : str
        Of the first of the sets, which gives the set made or makes it of the first.
    operands : tuple of (Keyed or None)
        What the sets held; None for one that was known to be empty.
    """

    method: str
    operands: tuple[Keyed | None, ...]

    @property
    def depth(self) -> int:
        """How many recipes are used one inside of the other."""
        inner = (held.recipe for held in self.operands if held is not None)
        return 1 + max((recipe.depth for recipe in inner if recipe is not None), default=0)


@record(frozen=True, eq=False)
class Keyed:
    """What a dict or set holds whose keys are data; never changed, only replaced.

    Its entries lie in the order in which they came; some may be dead.

    Attributes
    ----------
    keys : Grown
        The keys of all entries in use.
    values : Grown or None
        Their values; None for a set.
    count : Tensor or int
        How many entries live.
    index, live : Tensor
        As the op ``find_key`` has them.
    shrank : bool
        Whether entries may be dead; for a set, whether it may be in another order than one to which
        these members were added one by one.
    recipe : Recipe or None
        How a set came by its members, if that is known and they were not added one by one.
    """

    keys: Grown
    values: Grown | None
    count: Any
    index: Tensor
    live: Tensor
    shrank: bool
    recipe: Recipe | None = None

    @property
    def used(self) -> Any:
        """How many entries are in use, the dead among them included."""
        return self.keys.count


class KeyedContainer:
    """A dict or set of the program, in arrays once data is a key: it is empty itself then.

    Attributes
    ----------
    keyed : Keyed or None
        What it holds, if its keys are data.
    """

    keyed: Keyed | None = None

    def need_known(self, use: str) -> None:
        """Raise where the keys are data: a restart that may make them known, or a refusal."""
        if self.keyed is not None:
            raise self.refusal(Untraceable("AG105", f"the keys of a dict or set are needed {use}"))

    def refusal(self, otherwise: Untraceable) -> BaseException:
        """Return a restart by which the keys may become known; else what is given."""
        count = self.keyed.count if self.keyed is not None else None
        found = need_value(count, "as a key") if isinstance(count, Tensor) else otherwise
        return otherwise if isinstance(found, Untraceable) else found


def is_keyed(value: Any) -> bool:
    """Whether `value` is a dict or set whose keys are data."""
    return isinstance(value, KeyedContainer) and value.keyed is not None


def handle_in(key: Any) -> Tensor | None:
    """Return the first handle that a key is, or that is in it; None for a key that is known."""
    if isinstance(key, Tensor):
        return key
    if isinstance(key, Text):
        return next(handles_in(key), None) if is_key(key) else None
    if isinstance(key, tuple):
        return next((found for item in key if (found := handle_in(item)) is not None), None)
    return None


class KnownItems:
    """An iterator over a container as long as its keys are known; over a set of so many members, if given."""

    def __init__(self, owner: KeyedContainer, found: Iterator[Any], size: int | None = None) -> None:
        self.owner = owner
        self.found = found
        self.size = size

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self.owner.keyed is not None:
            raise Untraceable("AG105", "a dict or set is changed while it is iterated")
        if self.size is not None and set.__len__(self.owner) != self.size:  # type: ignore[arg-type]
            raise RuntimeError("Set changed size during iteration")
        return next(self.found)
