"""Text of the program being traced: literal pieces and data still to be formatted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograph.runtime.types import ArrayType
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable

__all__ = [
    "Text",
    "Wording",
    "alike",
    "handles_in",
    "join_wordings",
    "joined",
    "rebuilt_text",
    "shape_of",
    "worded",
]

MAX_VARIANTS = 8
"""More texts than this are not told apart: one grows in a loop."""
MAX_DEPTH = 16
"""Text that is chosen within chosen text, so deep, grows in a loop."""

_METHODS = (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip "
    "strip swapcase title upper zfill"
)
"""The methods that give a text for any text, if their arguments are right."""


class Text:
    """A string some of whose parts are data; it can be joined, printed, returned and raised.

    Attributes
    ----------
    parts : tuple
        Strings, and what stands in a template (``autograph.runtime.ops.templates``) with handles for
        the operands' numbers, and Text for templates.
    variants : tuple of (Tensor, Text)
        Where data chose among texts: each with what tells that it is the one.
    """

    def __init__(self, parts: tuple[Any, ...], variants: tuple[tuple[Any, Text], ...] = ()) -> None:
        self.parts = parts
        self.variants = variants

    @classmethod
    def chosen(cls, variants: tuple[tuple[Any, Text], ...]) -> Text:
        """Return the text that is the one of these whose tag is true."""
        return cls(tuple((tag, "?", text) for tag, text in variants), variants)

    def __add__(self, other: Any) -> Any:
        other = worded(other)
        return Text(self.parts + _parts(other)) if isinstance(other, str | Text) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return Text(_parts(other) + self.parts) if isinstance(other, str) else NotImplemented

    def __mul__(self, count: Any) -> Any:
        if not isinstance(count, int):
            raise Untraceable("AG101", "text made of data is repeated")
        return Text(self.parts * count)

    __rmul__ = __mul__

    def join(self, items: Any) -> Text:
        """Return the texts, separated by this one."""
        return joined(self, [worded(item) for item in items])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in _METHODS.split():
            raise Untraceable("AG101", f"str.{name}() of text made of data")

        def method(*arguments: Any) -> Text:
            if not all(isinstance(item, str | int) for item in arguments):
                raise Untraceable("AG101", f"str.{name}() of text made of data, with other data")
            getattr("", name)(*arguments)  # raises what it raises for every text
            return Text(((self, (name, *arguments), ""),))

        return method


def _refuse(self: Text, *others: Any) -> Any:
    raise Untraceable("AG101", "text made of data is needed")


_REFUSED = "bool complex contains eq float format ge getitem gt hash index int iter le len lt mod ne repr str"
for _name in _REFUSED.split():
    setattr(Text, f"__{_name}__", _refuse)


def _parts(value: Any) -> tuple[Any, ...]:
    return value.parts if isinstance(value, Text) else (value,)


def joined(separator: Any, items: list[Any]) -> Text:
    """Return strings and texts as one, separated by a string or text."""
    parts: tuple[Any, ...] = ()
    for place, item in enumerate(items):
        if not isinstance(item, str | Text):
            raise Untraceable("AG101", "what is no text is joined")
        parts += (_parts(separator) if place else ()) + _parts(item)
    return Text(parts)


def worded(value: Any) -> Any:
    """Return a handle that can be nothing but a string as the text that it is, anything else as it is."""
    if not isinstance(value, Tensor) or not value.alternatives:
        return value
    chosen = [a for a in value.alternatives if a.tag is not True]
    known = [a.what for a in value.alternatives if a.tag is True]  # nothing, where it has no number
    if not known or not chosen or isinstance(known[0], str) or not all(type(a.what) is str for a in chosen):
        return value
    return Text.chosen(tuple((a.tag, Text((a.what,))) for a in chosen))


def handles_in(text: Text) -> Iterator[Tensor]:
    """Yield the handles in a text."""
    for part in text.parts:
        for item in () if isinstance(part, str) else (part[0], part[2]):
            if isinstance(item, Text):
                yield from handles_in(item)
            elif isinstance(item, Tensor):
                yield item


# -- what a variable is that holds text ----------------------------------------------------------------------


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


def join_wordings(one: Wording, two: Wording) -> Wording:
    """Return what can be either text.

    Raises
    ------
    Untraceable
        If there are too many.
    """
    found = list(one.variants)
    for shape in two.variants:
        if not any(alike(shape, known) for known in found):
            found.append(shape)
    if len(found) > MAX_VARIANTS or max(map(_depth, found)) > MAX_DEPTH:
        raise Untraceable("AG103", "text that grows")
    return Wording(tuple(found))


def _depth(shape: Any) -> int:
    return 1 + max((_depth(item) for item in shape if isinstance(item, tuple)), default=0)
