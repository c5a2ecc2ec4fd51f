"""Which lists and dicts of the program have more than one name, so that a copy of one would be noticed."""

from __future__ import annotations

import functools
import gc
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType
from typing import Any

from autograph.tracing.choice import Choice, changed, content_of, is_several
from autograph.tracing.containers import (
    DictContents,
    FixedContents,
    TracedDict,
    TracedSet,
    contents,
    is_elsewhere,
    restore,
)
from autograph.tracing.keyed import Keyed, KnownItems
from autograph.tracing.liveness import live_next
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, current, is_converted
from autograph.tracing.traced_deque import TracedDeque
from autograph.tracing.traced_dict import DictView
from autograph.tracing.traced_list import Grown, ListContents, ListIterator, TracedList, is_in_heap
from autograph.tracing.watching import is_own_object

__all__ = [
    "References",
    "alike",
    "content_of",
    "detached",
    "held_twice",
    "is_container",
    "items_of",
    "like",
    "live_references",
    "made_within",
    "replaced",
    "replaced_inside",
    "with_content",
]

_ITERATED: tuple[Any, ...] = ([], reversed([]), (), {}, {}.values(), {}.items())
_ATOMS = (int, float, complex, str, type(None))
_ITERATORS: tuple[type, ...] = (enumerate, zip, map, filter, *(type(iter(each)) for each in _ITERATED))


def is_container(value: Any) -> bool:
    """Whether `value` is a list, dict, set or object of the program, and not one known by its place."""
    if isinstance(value, TracedList | TracedDict | TracedSet):
        return not is_in_heap(value)
    return is_own_object(value)


def with_content(value: Any, container: Any) -> Any:
    """Return a variable's value with another container in the place of its own."""
    return Choice(container, value.alternatives) if isinstance(value, Choice) else container


def replaced(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value with `change` made of each list and dict in it; tuples are looked into.

    Parameters
    ----------
    value : object
        A variable's, or what a container holds.
    change : callable
        From a container, or a `Choice` of one, to what is to stand in its place.
    """
    if is_several(value):
        return changed(value, lambda item: replaced(item, change))
    if is_container(content_of(value)):
        return change(value)
    if isinstance(value, Choice):
        made = replaced(content_of(value), change)
        return value if made is content_of(value) else with_content(value, made)
    if not is_plain(value):
        return value
    return like(value, [replaced(item, change) for item in items_of(value)])


def items_of(value: Any) -> Any:
    """Return the objects in a tuple, or in what a list, a dict or an object holds."""
    return value.values() if isinstance(value, dict) else value


def like(value: Any, items: Iterable[Any]) -> Any:
    """Return what is like `value`, with other items; the same one if they are the same."""
    made = tuple(items)
    if all(new is old for new, old in zip(made, items_of(value), strict=True)):
        return value
    if isinstance(value, dict):
        return type(value)(zip(value, made, strict=True))
    return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)


def is_plain(value: Any) -> bool:
    """Whether a value is a tuple of the program, or what a list of known length, dict or object holds."""
    return type(value) in (tuple, ListContents, DictContents, FixedContents) or (
        isinstance(value, tuple) and hasattr(value, "_fields")
    )


def made_within(container: Any, region: Region) -> bool:
    """Whether a list or dict was made in `region` or further in, so that nothing outside has it."""
    trace = current()
    assert trace is not None
    home = trace.homes.get(id(container))
    return home is not None and any(around is region for around in home.around())


class Suspended:
    """What holds a generator of the program that waits until it is asked for an item.

    Attributes
    ----------
    generator : generator or other iterator
    """

    generator: Any


class References:
    """How the program can reach its lists and dicts at one moment.

    The variables of all functions under way count, also those that are not used any more; not those
    that a statement itself assigned last and that are none of its variables.

    Parameters
    ----------
    statement : StagedIf or Carrying
        The branch or loop whose method makes this; what calls that holds the variables.
    live : callable
        From the code and the place of that call to the variables that may still be read then.
    """

    def __init__(self, statement: Any, live: Callable[[CodeType, int], frozenset[str]] = live_next) -> None:
        modules = {kind.__module__ for kind in type(statement).__mro__}
        frame: Any = sys._getframe(1)
        while frame.f_globals.get("__name__") in modules:
            frame = frame.f_back
        self._own = 1 if is_converted(frame.f_code) else 0
        trace = current()
        assert trace is not None
        self._shadows = trace.lifter.shadows if trace.lifter is not None else {}
        some = any(map(is_container, trace.mutable.values()))
        self._counts = _references(frame, statement, live) if some else Counter[int]()

    def shared(
        self, values: Iterable[Any], held: Iterable[Any] = (), state: Callable[[Any], Any] = contents
    ) -> set[int]:
        """Return the ids of the lists and dicts in values that can be reached in other ways too.

        Parameters
        ----------
        values : iterable
            The variables.
        held : iterable
            What watched objects hold.
        state : callable
            From a container to what it held at that moment.
        """
        found: dict[int, int] = {}
        values = list(values)
        for value in values:
            _collect(value, self._own, found, state)
        for value in held:
            _collect(value, 1, found, state)
        known = {id(what) for value in values for what in _chosen_in(value)}  # which have to be told apart
        return known | {
            key for key, ways in found.items() if self._counts[key] > ways or key in self._shadows
        }


def held_twice(values: Iterable[Any]) -> set[int]:
    """Return the ids of the lists, dicts and objects to which more than one of some values leads."""
    counts: Counter[int] = Counter()
    for value in values:
        found: dict[int, int] = {}
        _collect(value, 1, found, contents)
        counts.update(found.keys())
    return {key for key, count in counts.items() if count > 1}


def _chosen_in(value: Any) -> Iterator[Any]:
    """Yield the lists and dicts, known by their identity, of which a value may be one."""
    if isinstance(value, Tensor):
        yield from (alternative.what for alternative in value.alternatives if is_container(alternative.what))
    elif is_plain(value):
        for item in items_of(value):
            yield from _chosen_in(item)


def _collect(value: Any, ways: int, found: dict[int, int], state: Callable[[Any], Any]) -> None:
    """Note the containers in a value, and by how many references of its own the value holds each."""

    def note(item: Any) -> Any:
        container = content_of(item)
        if id(container) not in found:
            held = state(container)
            found[id(container)] = -1 if is_elsewhere(held) else ways  # another list leads to it
            _collect(held, 1, found, state)
        return item

    replaced(value, note)


def _references(
    within: FrameType | None, statement: Any, live: Callable[[CodeType, int], frozenset[str]]
) -> Counter[int]:
    """Return how often variables and watched objects of the program refer to each list and dict, by id."""
    trace = current()
    assert trace is not None
    found: Counter[int] = Counter()
    seen: set[int] = set()
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if is_converted(frame.f_code):
            code, variables = frame.f_code, frame.f_locals
            cells = {
                (name, id(variables[name]))
                for name in (*code.co_cellvars, *code.co_freevars)
                if name in variables
            }
            alive = (live if frame is within else live_next)(code, frame.f_lasti)
            passing = set(code.co_varnames) - alive - set(code.co_cellvars)
            if frame is within:
                passing = (passing | _passing(frame, statement)) - set(statement.names)
            for owner, names in trace.dormant:
                passing |= set(names) if owner is frame else set()
            for name, value in variables.items():
                if name not in passing:
                    found.update(map(id, _containers(value, seen, cells)))
        frame = frame.f_back
    for other in list(trace.mutable.values()):
        held = contents(other)
        for value in () if isinstance(held, Grown | Keyed) or is_elsewhere(held) else items_of(held):
            if not isinstance(value, _ATOMS):
                found.update(map(id, _containers(value, seen, set())))
    return found


def live_references() -> Counter[int]:
    """Return how often what may still be read after a call refers to each list and dict, by id."""
    return _references(None, None, live_next)


def _passing(frame: FrameType, statement: Any) -> set[str]:
    """Return the variables that a statement assigned and that nothing after it reads."""
    before, names = statement.before.variables, statement.names
    return {
        name
        for name, value in frame.f_locals.items()
        if name in frame.f_code.co_varnames
        and name not in frame.f_code.co_cellvars
        and name not in names
        and before.get(name, frame) is not value
    }


def _containers(value: Any, seen: set[int], cells: set[tuple[str, int]]) -> Iterator[Any]:
    """Yield the lists and dicts that an object leads to, as far as it is not watched itself.

    Parameters
    ----------
    value : object
    seen : set of int
        The functions and iterators looked into already.
    cells : set of (name, id)
        Outer variables that are counted as variables of a function under way.
    """
    if is_container(value):
        yield value
        return
    if isinstance(value, Choice | Tensor):
        inside = [alternative.what for alternative in value.alternatives]
        inside += [content_of(value)] if isinstance(value, Choice) else []
    elif isinstance(value, tuple):
        inside = list(value)
    elif id(value) in seen:
        return
    else:
        seen.add(id(value))
        inside = _parts(value, cells)
    for item in inside:
        yield from _containers(item, seen, cells)


def _parts(value: Any, cells: set[tuple[str, int]]) -> list[Any]:
    """Return what a function, method, partial, iterator or generator holds."""
    if isinstance(value, types.FunctionType):
        held = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
            if (inside := contents(cell)) and (name, id(inside[0])) not in cells:
                held += inside
        return held
    if isinstance(value, types.MethodType | types.BuiltinMethodType):
        return [value.__self__]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, Suspended):
        return _parts(value.generator, cells)
    if isinstance(value, types.GeneratorType):
        frame: FrameType | None = None if value.gi_running else value.gi_frame
        return list(frame.f_locals.values()) if frame is not None else []
    if isinstance(value, ListIterator):
        return [value.items]
    if isinstance(value, DictView | KnownItems):
        return [value.owner]
    return gc.get_referents(value) if isinstance(value, _ITERATORS) else []


def alike(one: Any, two: Any) -> bool:
    """Whether :func:`is_plain` values of one kind have as many items, under the same keys."""
    if not is_plain(one) or type(one) is not type(two):
        return False
    return list(one) == list(two) if isinstance(one, dict) else len(one) == len(two)


def replaced_inside(item: Any, held: Any, change: Callable[[Any], Any]) -> Any:
    """Return a list or dict with `change` made of those in it, a new one where it is another then.

    Parameters
    ----------
    item : TracedList, TracedDict or Choice
        The container, or a choice of it.
    held : object
        What it holds.
    change : callable
        As for :func:`replaced`.
    """
    made = replaced(held, change)
    return item if made is held else with_content(item, detached(content_of(item), made))


def detached(container: Any, held: Any) -> Any:
    """Return a list or dict like `container` that holds `held`, and that the program does not know of."""
    trace = current()
    assert trace is not None
    if isinstance(container, TracedDeque):
        made = container.empty()
    else:
        made = type(container)() if not is_own_object(container) else object.__new__(type(container))
    restore(made, held)
    trace.mutable.pop(id(made), None)
    trace.homes.pop(id(made), None)
    trace.detached[id(made)] = made
    return made
