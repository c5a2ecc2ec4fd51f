"""What a variable is that holds text: the shapes that it can have, and what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograph.runtime.types import ArrayType
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text

__all__ = ["Wording", "alike", "join_wordings", "of_codes", "rebuilt_text", "shape_of"]

MAX_VARIANTS = 8
"""More texts than this are not told apart: one grows in a loop."""
MAX_DEPTH = 16
"""Text that is chosen within chosen text, so deep, grows in a loop."""


class Wording:
    """What a text can be: some shapes, each a tuple of strings and of (slot, conversion, specification).

    A slot is the spec of a handle, or a shape; a specification is a string or a shape.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, variants: tuple[Any, ...]) -> None:
        self.variants = variants

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Wording)
            and len(self.variants) == len(other.variants)
            and all(map(alike, self.variants, other.variants))
        )

    @property
    def tagged(self) -> bool:
        """Whether it takes bools to tell which one it is."""
        return len(self.variants) > 1

    @property
    def is_codes(self) -> bool:
        """Whether it is an array of code points, which any text can be."""
        shape = self.variants[0]
        plain = len(self.variants) == len(shape) == 1 and isinstance(shape[0], tuple) and shape[0][1] == "c"
        return plain and bool(shape[0][0].type.ndim)

    @property
    def is_character(self) -> bool:
        """Whether it is a code point, which any text of one character can be."""
        shape = self.variants[0]
        plain = len(self.variants) == len(shape) == 1 and isinstance(shape[0], tuple) and shape[0][1] == "c"
        return plain and not shape[0][0].type.ndim

    def slots(self) -> Iterator[tuple[Any, list[Any]]]:
        """Yield each shape with the specs in it."""
        for shape in self.variants:
            yield shape, list(_slots(shape))


def shape_of(text: Text, slot: Callable[[Tensor], Any]) -> Any:
    """Return the shape of a text, `slot` giving the specs of handles."""

    def of(item: Any) -> Any:
        if isinstance(item, Text):
            return shape_of(item, slot)
        return slot(item) if isinstance(item, Tensor) else item

    return tuple(part if isinstance(part, str) else tuple(map(of, part)) for part in text.parts)


def _slots(shape: Any) -> Iterator[Any]:
    for part in shape:
        for item in () if isinstance(part, str) else (part[0], part[2]):
            if isinstance(item, tuple):
                yield from _slots(item)
            elif not isinstance(item, str):
                yield item


def rebuilt_text(shape: Any, handles: Iterator[Any]) -> Text:
    """Return a text of that shape, of fresh handles."""

    def of(item: Any) -> Any:
        if isinstance(item, tuple):
            return rebuilt_text(item, handles)
        return item if isinstance(item, str) else next(handles)

    made = [part if isinstance(part, str) else (of(part[0]), part[1], of(part[2])) for part in shape]
    return Text(tuple(made))


def alike(one: Any, two: Any) -> bool:
    """Whether texts of two shapes differ in their data alone."""
    if isinstance(one, tuple) and isinstance(two, tuple):
        return len(one) == len(two) and all(map(alike, one, two))
    if isinstance(one, str | tuple | int) or isinstance(two, str | tuple | int):
        return type(one) is type(two) and bool(one == two)
    return _bare(one.type) == _bare(two.type) and bool(one.alternatives == two.alternatives)


def _bare(type_: ArrayType | None) -> Any:
    return None if type_ is None else (type_.kind, type_.dtype, type_.ndim)


def of_codes(slot: Any) -> Wording:
    """Return what any text can be, the spec of an array of code points given."""
    return Wording((((slot, "c", ""),),))


def join_wordings(one: Wording, two: Wording) -> Wording | None:
    """Return what can be either text; None if there are too many: it grows."""
    for known in (one, two):
        if known.is_codes:
            return known
    found = list(one.variants)
    for shape in two.variants:
        if not any(alike(shape, known) for known in found):
            found.append(shape)
    if len(found) > MAX_VARIANTS or max(map(_depth, found)) > MAX_DEPTH:
        return None
    return Wording(tuple(found))


def _depth(shape: Any) -> int:
    return 1 + max((_depth(item) for item in shape if isinstance(item, tuple)), default=0)
