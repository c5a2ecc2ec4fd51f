"""Text of the program being traced: literal pieces and numbers still to be formatted."""

from __future__ import annotations

from typing import Any

from autograph.tracing.choice import settled
from autograph.tracing.dict_methods import is_any
from autograph.tracing.list_methods import plain_numbers
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["Text", "frozen", "pieces_of"]


class Text:
    """A string some of whose parts are data; it can be joined and printed."""

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self.parts = parts

    def __add__(self, other: Any) -> Any:
        return Text(self.parts + _parts(other)) if isinstance(other, str | Text) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return Text(_parts(other) + self.parts) if isinstance(other, str) else NotImplemented

    def __str__(self) -> str:
        raise Untraceable("AG101", "text made of data is needed")

    __format__ = __str__  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise Untraceable("AG101", "text made of data is needed")

    def __eq__(self, other: object) -> bool:
        raise Untraceable("AG101", "text made of data is compared")

    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Untraceable("AG101", "text made of data is needed")


def _parts(value: Any) -> tuple[Any, ...]:
    return value.parts if isinstance(value, Text) else (value,)


def frozen(value: Tensor) -> Tensor:
    """Return `value` as it is now, whatever is written into it before the text is printed."""
    if value.type.kind != "array" or value.alternatives:
        return value
    copied: Tensor = emit("copy", value)
    return copied


def pieces_of(value: Any, *, quoted: bool = False) -> tuple[Any, ...]:
    """Return the pieces that ``str(value)`` (``repr`` where `quoted`) is made of."""
    value = settled(value)
    if isinstance(value, Tensor):
        return ((value, "r" if quoted else "s", ""),)
    if isinstance(value, Text):
        if quoted:
            raise Untraceable("AG101", "the repr of text made of data")
        return value.parts
    if isinstance(value, TracedList) and value.grown is not None:
        numbers = plain_numbers(value, "the text")
        return ((numbers, "p" if value.grown.element.type.kind == "python" else "n", ""),)
    if isinstance(value, list) or type(value) is tuple:
        opening, closing = ("[", "]") if isinstance(value, list) else ("(", ",)" if len(value) == 1 else ")")
        found: tuple[Any, ...] = (opening,)
        for place, item in enumerate(value):
            found += ((", ",) if place else ()) + pieces_of(item, quoted=True)
        return (*found, closing)
    if isinstance(value, dict) and not is_any(value):
        return _pieces_of_dict(value)
    if value is None or isinstance(value, str | int | float | complex | bytes | type):
        return (repr(value) if quoted else str(value),)
    raise Untraceable("AG101", f"the text of a {type(value).__name__}")


def _pieces_of_dict(value: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = ("{",)
    for place, (key, item) in enumerate(value.items()):
        found += ((", ",) if place else ()) + (repr(key), ": ") + pieces_of(item, quoted=True)
    return (*found, "}")
