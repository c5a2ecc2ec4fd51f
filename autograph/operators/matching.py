"""What a converted `match` calls: how Python looks into a subject, and how into one that holds data."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.operators.builtins import BUILTINS
from autograph.operators.truth import if_exp
from autograph.tracebacks import strip
from autograph.tracing.alternatives import apart
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList
from autograph.tracing.keyed import is_keyed
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_deque import is_queue
from autograph.tracing.traced_dict import PooledDict, on_its_own
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["bound", "match_class", "match_mapping", "match_sequence"]

_Parts = tuple[Any, ...] | None
_SELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
"""The classes whose one positional pattern is for the subject itself."""


@functools.lru_cache(maxsize=256)
def _matcher(pattern: str, count: int) -> Callable[..., _Parts]:
    """Return a function that gives what Python captures by a pattern with names ``p0``, ``p1``, ..."""
    captured = "".join(f"p{place}, " for place in range(count))
    text = f"def match(subject, of):\n match subject:\n  case {pattern}:\n   return ({captured})"
    space: dict[str, Any] = {}
    exec(compile(text, __file__, "exec"), space)
    made: Callable[..., _Parts] = space["match"]
    return made


def _matched(pattern: str, count: int, subject: Any, of: Any) -> _Parts:
    try:
        return _matcher(pattern, count)(subject, of)
    except Exception as error:  # whatever the subject's own code raises
        strip(error)
        raise


_ARRAYS_ARE_SEQUENCES = _matched("[*_]", 0, np.zeros(1), None) is not None
"""Whether an array is matched by ``[first, *rest]``; it is since NumPy 2.5."""


def bound(value: Any) -> bool:
    """Return True, after a capture in a pattern."""
    return True


def _is_by_path(subject: Any) -> bool:
    """Whether data says of what kind a subject is."""
    return isinstance(subject, Choice) or (isinstance(subject, Tensor) and bool(subject.alternatives))


def match_class(subject: Any, cls: Any, positional: int, names: tuple[str, ...]) -> _Parts:
    """Return the attributes that a class pattern asks for; None if the subject is of another class."""
    if _is_by_path(subject):
        parts: _Parts = apart(lambda one: match_class(one, cls, positional, names), subject)
        return parts
    if isinstance(subject, Tensor | Text | TracedTuple | PooledDict):
        return _of_class(subject, cls, positional, names)
    patterns = [f"p{place}" for place in range(positional)]
    patterns += [f"{name}=p{positional + place}" for place, name in enumerate(names)]
    return _matched(f"of({', '.join(patterns)})", len(patterns), subject, cls)


def _of_class(
    subject: Tensor | Text | TracedTuple | PooledDict, cls: Any, positional: int, names: tuple[str, ...]
) -> _Parts:
    if positional > 1 or (positional and cls not in _SELF):
        raise Untraceable("AG202", f"a pattern of {cls.__name__} for data")
    answer = BUILTINS[isinstance](subject, cls)
    if isinstance(answer, Tensor):
        raise Untraceable("AG202", f"a pattern of {cls.__name__} for data of several types")
    if not answer:
        return None
    return (subject,) * positional + tuple(getattr(subject, name) for name in names)


def match_sequence(subject: Any, spec: str) -> _Parts:
    """Return the items that a sequence pattern asks for, those of its star as a list.

    Parameters
    ----------
    subject : object
    spec : str
        The pattern with ``x`` for what is asked for, as ``[x, _, *x]``.
    """
    if _is_by_path(subject):
        parts: _Parts = apart(lambda one: match_sequence(one, spec), subject)
        return parts
    subject = subject.held if isinstance(subject, TracedTuple) else subject
    if current() is not None and _is_sequence_of_data(subject):
        return _items_of(subject, spec[1:-1].split(", ") if spec != "[]" else [])
    pieces = spec.split("x")
    pattern = "".join(f"{piece}p{place}" for place, piece in enumerate(pieces[:-1])) + pieces[-1]
    found = _matched(pattern, len(pieces) - 1, subject, None)
    if found is None or current() is None:
        return found
    return tuple(TracedList(item) if type(item) is list else item for item in found)


def _is_sequence_of_data(subject: Any) -> bool:
    """Whether a subject is a sequence the number of whose items is data, as far as a pattern can tell."""
    if isinstance(subject, Tensor):
        rows = subject.type.kind == "array" and subject.type.ndim and not subject.alternatives
        if _ARRAYS_ARE_SEQUENCES and not rows and (subject.type.kind == "array" or subject.alternatives):
            raise Untraceable("AG202", "a pattern of a sequence for what may be an array")
        return bool(rows and _ARRAYS_ARE_SEQUENCES)
    return isinstance(subject, TracedList) and subject.in_arrays and not is_queue(type(subject))


def _items_of(subject: Any, asked: list[str]) -> _Parts:
    """Return the items of a sequence that a pattern asks for, or None, whichever data says."""
    star = next((place for place, item in enumerate(asked) if item[0] == "*"), None)
    count: Any = BUILTINS[len](subject)
    fits = count == len(asked) if star is None else count >= len(asked) - 1

    def items() -> tuple[Any, ...]:
        found = []
        for place, item in enumerate(asked):
            after = len(asked) - 1 - place
            if item == "*x":
                found.append(BUILTINS[list](subject[place : count - after]))
            elif item == "x":
                found.append(subject[place if star is None or place < star else -after - 1])
        return tuple(found)

    found: _Parts = if_exp(fits, items, lambda: None)
    return found


def match_mapping(subject: Any, keys: tuple[Any, ...], rest: bool) -> _Parts:
    """Return the values of keys, and if asked for a dict of the rest."""
    if _is_by_path(subject):
        parts: _Parts = apart(lambda one: match_mapping(one, keys, rest), subject)
        return parts
    subject = on_its_own(subject)
    if is_keyed(subject):
        raise Untraceable("AG105", "a pattern for a dict of data")
    patterns = [f"of.k{place}: p{place}" for place in range(len(keys))]
    patterns += [f"**p{len(keys)}"] if rest else []
    of = types.SimpleNamespace(**{f"k{place}": key for place, key in enumerate(keys)})
    found = _matched(f"{{{', '.join(patterns)}}}", len(patterns), subject, of)
    if found is None or not rest or current() is None:
        return found
    return (*found[:-1], TracedDict(found[-1]))
