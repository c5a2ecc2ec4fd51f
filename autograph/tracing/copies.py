"""Lists of which a branch or a loop leaves copies behind: nobody may look at the old ones any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograph.runtime.records import record
from autograph.tracing.containers import contents, restore
from autograph.tracing.keying import Keying, Members
from autograph.tracing.kinds import itself, kind_of, parts_of
from autograph.tracing.lists import has_lists
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import Chosen, Listing, Mapping, Same, Sequence, Spec
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_list import Grown, ListContents, Lost, TracedList
from autograph.tracing.watching import is_own_object

__all__ = ["copied", "copies_of", "lose", "note_copies", "still_held"]


@record(frozen=True)
class Copy:
    """What took the place of one of the caller's lists after a branch.

    Attributes
    ----------
    original : TracedList
    held : object
        What that held then.
    made : TracedList
        Which may be the original, or a list made in the branch.
    after : object
        What it held then.
    """

    original: TracedList
    held: Any
    made: TracedList
    after: Any


def note_copies(groups: list[tuple[Any, Any]], made: list[Any], sources: frozenset[Any] | None) -> None:
    """Note which lists of the caller's have become copies, outside of all branches and loops.

    Parameters
    ----------
    groups : list of (object, object)
        What variables are at the end of the two branches.
    made : list
        What they are afterwards.
    sources : frozenset or None
        What decides it.
    """
    trace = current()
    assert trace is not None
    if trace.region is not trace.root or sources is not None:
        return
    for ends, after in zip(groups, made, strict=True):
        for end in ends:
            original = end.value if isinstance(end, Same) else end
            is_list = isinstance(original, TracedList) and isinstance(after, TracedList)
            if is_list and original is not after and id(original) in trace.lifter.shadows:
                copy = Copy(original, contents(original), after, contents(after))
                trace.copies.setdefault(id(original), []).append(copy)


def still_held(shadow: Any, given: Iterable[int] = ()) -> Any:
    """Return what one of the caller's lists holds; what a lost one held, if nobody can tell its copy from it.

    Parameters
    ----------
    shadow : object
    given : iterable of int, optional
        The identities of what the caller gets.
    """
    trace = current()
    assert trace is not None
    held = contents(shadow)
    copies = trace.copies.get(id(shadow), ())
    if not isinstance(held, Lost) or len(copies) != 1:
        return held
    (copy,) = copies
    has_changed = contents(copy.made) is not copy.after or not isinstance(copy.after, Grown)
    is_passed = id(copy.made) in trace.encoded or id(copy.made) in given
    return held if has_changed or is_passed or has_lists(copy.after.element) else copy.held


def copied(value: Any, spec: Spec) -> Iterator[Any]:
    """Yield the lists in a variable or in what a container holds that `spec` tells by their contents.

    A variable's own list is one of them where it is known to have other names.
    """
    if isinstance(spec, Chosen):
        yield from _copied_of_one(value, spec)
        return
    if isinstance(value, Same):
        value = value.value
        if isinstance(spec, Sequence | Mapping | Listing):
            yield value
    if isinstance(spec, Listing):
        inner: Any = [spec.element] * len(_items(value))
    elif isinstance(spec, Sequence | Mapping):
        inner = spec.items
    else:
        return
    for item, each in zip(_items(value), inner, strict=False):
        item = item.value if isinstance(item, Same) else item  # noqa: PLW2901
        if is_container(item) and isinstance(each, Sequence | Mapping | Listing | Chosen | Keying | Members):
            yield item
        yield from copied(item, each)


def copies_of(values: Iterable[Any], specs: Iterable[Spec]) -> dict[int, Any]:
    """Return the lists of which there are to be copies in variables, by identity.

    Raises
    ------
    Untraceable
        If there would be two copies of one list: these would be two lists.
    """
    found: dict[int, Any] = {}
    for value, spec in zip(values, specs, strict=True):
        for item in copied(value, spec):
            if id(item) in found:
                raise Untraceable("AG105", "a list with several names, or another object")
            found[id(item)] = item
    return found


def _copied_of_one(value: Any, spec: Chosen) -> Iterator[Any]:
    """Yield the lists in a variable that is one of several things; the lists that it is have other names."""
    if isinstance(value, Tensor):
        kinds = [kind_of(each) for each in spec.values]
        lists = [a.what for a in value.alternatives if isinstance(a.what, TracedList)]
        yield from (items for items in lists if itself(items) not in kinds)
    parts = parts_of(value, spec) if spec.others or isinstance(value, Tensor) else [value]
    for part, each in zip(parts, spec.values, strict=True):
        yield from copied(part, each)


def _items(value: Any) -> Any:
    """Return the items of a container whose number is known."""
    if isinstance(value, TracedList):
        return () if value.in_arrays else tuple(list.__iter__(value))
    if isinstance(value, dict):
        return tuple(dict.values(value))
    if is_own_object(value):
        return tuple(contents(value).values())
    return tuple(value) if isinstance(value, tuple | ListContents) else ()


def lose(items: Any, sources: frozenset[Any] | None) -> None:
    """Make lists, dicts and sets of which there are copies now unusable.

    Parameters
    ----------
    items : iterable of TracedList, TracedDict, TracedSet or object
    sources : frozenset or None
        What would have to be known for there to be no copies.

    Raises
    ------
    Untraceable
        If one of them is an object.
    """
    for item in items:
        if is_own_object(item):
            raise Untraceable("AG105", "a dict or set that is an item of a container, or another one")
        restore(item, Lost(sources))
