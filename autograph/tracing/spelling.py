"""Texts that are one of a few: what each can be, and what is asked of it answered while tracing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from autograph.runtime.ops.templates import formatted
from autograph.tracing.flags import both, either, negated
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import FEW, Text, character
from autograph.tracing.trace import emit

__all__ = ["answered", "is_key", "is_variant", "part_of", "spelt_out"]


def spelt_out(text: Text) -> list[tuple[str, Any]] | None:
    """Return what a text can be, if that is a few texts, each with what tells that it is.

    It is the first of which that is true, or the last.
    """
    if all(not isinstance(part, str) and part[1] == "?" for part in text.parts):
        each = [(tag, spelt_out(one)) for tag, _, one in text.parts]
        if any(ways is None for _, ways in each):
            return None
        return [(one, both(tag, inner)) for tag, ways in each for one, inner in ways or ()]
    found: list[tuple[str, Any]] = [("", True)]
    for part in text.parts:
        ways = [(part, True)] if isinstance(part, str) else _strings_in(part)
        if ways is None or len(found) * len(ways) > FEW:
            return None
        found = [(so_far + more, both(tag, other)) for so_far, tag in found for more, other in ways]
    return found


def _strings_in(part: Any) -> list[tuple[str, Any]] | None:
    """Return what a part can be that is one of a few strings as it is."""
    what, conversion, detail = part
    if isinstance(what, Text) and isinstance(detail, str):
        return _shown_ways(spelt_out(what), conversion, detail)
    plain = isinstance(what, Tensor) and conversion in ("", "s") and detail == ""
    if not plain or not any(a.tag is True for a in what.alternatives):
        return None
    ways = [(a.what, a.tag) for a in what.alternatives if type(a.what) is str]
    others = [a for a in what.alternatives if type(a.what) is not str and a.tag is not True]
    return None if others else sorted(ways, key=lambda way: way[1] is True)


def _shown_ways(
    ways: list[tuple[str, Any]] | None, conversion: Any, detail: str
) -> list[tuple[str, Any]] | None:
    """Return what stands for one of a few strings in a text: what a method gives, or a formatted string."""
    if ways is None or conversion in ("%", "*", "?", "c", "p", "n"):
        return None
    if isinstance(conversion, tuple):
        name, *arguments = conversion
        return [(getattr(one, name)(*arguments), tag) for one, tag in ways]
    return [(formatted(one, conversion, detail), tag) for one, tag in ways]


def is_key(text: Text) -> bool:
    """Whether a text can be a key in a graph: it is a character, or one of a few texts."""
    return character(text) is not None or spelt_out(text) is not None


def is_variant(text: Text, other: str) -> Any:
    """Return whether a text that data chooses among texts is a string."""
    found: Any = False
    for tag, one in text.variants:
        alone = one.parts[0] if len(one.parts) == 1 else one
        found = either(found, both(tag, alone == other if isinstance(alone, str) else one == other))
    return found


def part_of(text: Text, place: Any) -> Text | None:
    """Return what is at a known place, or in such a slice, of what is one of a few texts; else None."""
    bounds = (place.start, place.stop, place.step) if isinstance(place, slice) else (place,)
    if any(isinstance(bound, Tensor) for bound in bounds):
        return None
    ways = spelt_out(text)
    try:
        found = None if ways is None else [(one[place], tag) for one, tag in ways]
    except (IndexError, TypeError):  # so it is for one of them only
        return None
    if found is None or len(found) == 1:
        return None if found is None else Text((found[0][0],))
    tags = [tag for _, tag in found[:-1]]
    last = functools.reduce(both, map(negated, tags), True)
    return Text.chosen(tuple((tag, Text((one,))) for (one, _), tag in zip(found, [*tags, last], strict=True)))


def answered(function: Callable[..., Any], texts: tuple[Any, ...]) -> Any:
    """Return what a question gives for texts all but one of which are known; None where that is no help."""
    data = [text for text in texts if isinstance(text, Text)]
    plain = len(data) == 1 and not any(isinstance(text, Tensor) for text in texts)
    ways = spelt_out(data[0]) if plain else None
    if ways is None:
        return None
    try:
        found = [function(*(one if text is data[0] else text for text in texts)) for one, _ in ways]
    except (ValueError, TypeError, LookupError):  # so it is for one of them only
        return None
    *others, answer = found
    if all(each == answer for each in others):
        return answer
    for each, (_, tag) in reversed(list(zip(others, ways, strict=False))):
        answer = each if tag is True else emit("select_scalar", tag, each, answer)
    return answer
