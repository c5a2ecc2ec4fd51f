"""The iterators of `itertools` as generators, for loops that a graph drives; traced, not run as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograph.streams import listed

__all__ = [
    "accumulate",
    "chain",
    "combinations",
    "combinations_with_replacement",
    "compress",
    "count",
    "cycle",
    "dropwhile",
    "filterfalse",
    "from_iterable",
    "islice",
    "pairwise",
    "permutations",
    "product",
    "repeat",
    "starmap",
    "takewhile",
]


def accumulate(items: Iterable[Any], func: Any = None, *, initial: Any = None) -> Iterator[Any]:
    """Return ``itertools.accumulate(items, func, initial=initial)``."""
    begun = initial is not None
    total = initial
    if begun:
        yield total
    for item in items:
        if not begun:
            total, begun = item, True
        elif func is None:
            total = total + item
        else:
            total = func(total, item)
        yield total


def chain(*iterables: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.chain(*iterables)``."""
    return from_iterable(iterables)


def from_iterable(iterables: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Return ``itertools.chain.from_iterable(iterables)``."""
    for items in iterables:
        for item in items:  # noqa: UP028  (a loop is what is driven)
            yield item


def _pool(items: Iterable[Any]) -> Any:
    """Return the items as they are now; an array of rows is itself: these are views."""
    return items if isinstance(items, np.ndarray) and items.ndim > 1 else listed(items)


def _chosen(pool: Any, length: int, start: Any, again: bool) -> Iterator[tuple[Any, ...]]:
    if length == 0:
        yield ()
    else:
        for place in range(start, len(pool)):
            for rest in _chosen(pool, length - 1, place if again else place + 1, again):
                yield (pool[place], *rest)


def combinations(items: Any, r: int) -> Iterator[tuple[Any, ...]]:
    """Return ``itertools.combinations(items, r)``."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _chosen(_pool(items), r, 0, False)


def combinations_with_replacement(items: Any, r: int) -> Iterator[tuple[Any, ...]]:
    """Return ``itertools.combinations_with_replacement(items, r)``."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _chosen(_pool(items), r, 0, True)


def _arranged(pool: Any, length: Any, used: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if length == 0:
        yield ()
    else:
        for place in range(len(pool)):
            free = True
            for taken in used:
                if place == taken:
                    free = False
            if free:
                for rest in _arranged(pool, length - 1, (*used, place)):
                    yield (pool[place], *rest)


def permutations(items: Any, r: int | None = None) -> Iterator[tuple[Any, ...]]:
    """Return ``itertools.permutations(items, r)``."""
    pool = _pool(items)
    if r is not None and r < 0:
        raise ValueError("r must be non-negative")
    return _arranged(pool, len(pool) if r is None else r, ())


def _paired(pools: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if len(pools) == 0:
        yield ()
    else:
        for item in pools[0]:
            for rest in _paired(pools[1:]):
                yield (item, *rest)


def product(*iterables: Any, repeat: int = 1) -> Iterator[tuple[Any, ...]]:
    """Return ``itertools.product(*iterables, repeat=repeat)``."""
    pools = tuple([_pool(items) for items in iterables]) * repeat
    return _paired(pools)


def compress(items: Iterable[Any], selectors: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.compress(items, selectors)``."""
    for item, selected in zip(items, selectors, strict=False):
        if selected:
            yield item


def count(start: Any = 0, step: Any = 1) -> Iterator[Any]:
    """Return ``itertools.count(start, step)``."""
    number = start
    while True:
        yield number
        number += step


def cycle(items: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.cycle(items)``."""
    pool = _pool(items)
    if len(pool) > 0:
        while True:
            for item in pool:  # noqa: UP028  (as above)
                yield item


def dropwhile(predicate: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.dropwhile(predicate, items)``."""
    dropping = True
    for item in items:
        if dropping and not predicate(item):
            dropping = False
        if not dropping:
            yield item


def filterfalse(predicate: Callable[[Any], Any] | None, items: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.filterfalse(predicate, items)``."""
    for item in items:
        if not (item if predicate is None else predicate(item)):
            yield item


def islice(items: Iterable[Any], *bounds: Any) -> Iterator[Any]:
    """Return ``itertools.islice(items, *bounds)``."""
    asked = slice(*bounds)
    start = 0 if asked.start is None else asked.start
    stop = asked.stop
    step = 1 if asked.step is None else asked.step
    place = 0
    if stop is not None and place >= stop:
        return
    for item in items:
        if place >= start and (place - start) % step == 0:
            yield item
        place += 1
        if stop is not None and place >= stop:
            return


def pairwise(items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Return ``itertools.pairwise(items)``."""
    before, begun = None, False
    for item in items:
        if begun:
            yield before, item
        before, begun = item, True


def repeat(item: Any, times: Any = None) -> Iterator[Any]:
    """Return ``itertools.repeat(item, times)``."""
    if times is None:
        while True:
            yield item
    for _ in range(times):
        yield item


def zip_longest(*iterables: Iterable[Any], fillvalue: Any = None) -> Iterator[tuple[Any, ...]]:
    """Return ``itertools.zip_longest(*iterables, fillvalue=fillvalue)``, each of which is read before."""
    pools = [_pool(items) for items in iterables]
    longest = 0
    for pool in pools:
        longest = max(longest, len(pool))
    for place in range(longest):
        yield tuple([pool[place] if place < len(pool) else fillvalue for pool in pools])


def starmap(function: Callable[..., Any], items: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.starmap(function, items)``."""
    for item in items:
        yield function(*item)


def takewhile(predicate: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Return ``itertools.takewhile(predicate, items)``."""
    for item in items:
        if not predicate(item):
            return
        yield item
