"""How `list.sort` puts items in order that only a function compares; traced, never run as it is."""

from __future__ import annotations

from typing import Any

__all__ = ["places_in_order"]


def places_in_order(count: Any, less: Any) -> Any:
    """Return the places of items in order, as Python does with fewer than 64: those of a run first.

    Parameters
    ----------
    count : int
        Of the items.
    less : callable
        Takes the places of two; returns whether the first is before the second.
    """
    places = list(range(min(count, 1)))
    falls = False
    if count > 1:
        falls = less(1, 0)
    run = 1
    while run < count and (run == 1 or less(run, run - 1) == falls):
        if falls:
            places.insert(0, run)
        else:
            places.append(run)
        run += 1
    for place in range(run, count):
        low, high = 0, place
        while low < high:
            middle = (low + high) // 2
            if less(place, places[middle]):
                high = middle
            else:
                low = middle + 1
        places.insert(low, place)
    return places
