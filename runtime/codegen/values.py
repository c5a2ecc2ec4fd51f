"""How a kernel holds the values of a graph: scalars as text, arrays as an element at an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograph.runtime.codegen.text import atom, join
from autograph.runtime.graph import Value
from autograph.runtime.records import record

__all__ = [
    "Array",
    "Axis",
    "Index",
    "Picked",
    "Strip",
    "View",
    "look",
    "moved",
    "numbered",
    "scaled",
    "stored_array",
]

Index = tuple[str, ...]
Axis = tuple[tuple[int, str], ...]
"""Where an axis of a view runs in its base: base axes with the step along each."""


@record(frozen=True, eq=False)
class Strip:
    """One of NumPy's inner loops inside a fused loop: it runs over a strip of elements at a time.

    Attributes
    ----------
    name : str
        The kernel function: ``name(operands..., out, count)``.
    operands : tuple of (callable or str, str)
        What gives each operand's element at an index, or a scalar's text; and its dtype's name.
    dtype : str
        The result's dtype.
    """

    name: str
    operands: tuple[tuple[Callable[[Index], str] | str, str], ...]
    dtype: str


@record(frozen=True)
class View:
    """How a view lies in its base.

    Attributes
    ----------
    base : Array
    starts : tuple of str
        The index in the base at which the view begins.
    axes : tuple of Axis
    """

    base: Array
    starts: tuple[str, ...]
    axes: tuple[Axis, ...]


@record(frozen=True, eq=False)
class Picked:
    """The elements of an array where a mask is true, before they are put together.

    Attributes
    ----------
    mask : Value
    every : Array
        Gives an element at an index of the mask.
    gather : callable
        Writes the loops that put them together, and returns the array.
    """

    mask: Value
    every: Array
    gather: Callable[[], Array]


@record(frozen=True)
class Array:
    """An array as a kernel sees it: its sizes, and how to write the element at an index.

    Attributes
    ----------
    dims : tuple of str
        The sizes, as kernel expressions without side effects.
    at : callable
        ``at(index)`` returns the expression of one element; it may first write lines.
    roots : frozenset of str
        The kernel variables whose memory it reads; a write to one of them changes it.
    name : str or None
        The kernel variable that holds exactly this array; None where it is computed on reading.
    cost : int
        How many operations reading an element takes, beyond the read: 0 for a view.
    view : View or None
        Set where the array is a view of another.
    strips : tuple of Strip
        The inner loops among those operations, each after those it depends on.
    picked : Picked or None
        Set where the elements are not put together yet; `at` is not to be called then.
    """

    dims: tuple[str, ...]
    at: Callable[[Index], str]
    roots: frozenset[str]
    name: str | None = None
    cost: int = 0
    view: View | None = None
    strips: tuple[Strip, ...] = ()
    picked: Picked | None = None


def stored_array(name: str, dims: Sequence[str], roots: frozenset[str] | None = None) -> Array:
    """Return the array that the kernel variable `name` holds."""

    def at(index: Index) -> str:
        return f"{name}[{join(index) if index else '()'}]"

    return Array(tuple(dims), at, roots if roots is not None else frozenset([name]), name)


def numbered(index: Index, dims: Sequence[str]) -> str:
    """Return the number in C order of the element at an index, in an array of these sizes."""
    place = "0"
    for position, size in zip(index, dims, strict=True):
        place = moved(scaled(atom(place), size), position)
    return place


def scaled(index: str, step: str) -> str:
    """Return ``index * step``, shorter where one of them is 0, 1 or -1."""
    if step == "1" or index == "0":
        return index
    if step == "0":
        return "0"
    if step == "-1":
        return f"-{atom(index)}"
    if index == "1":
        return step
    if _number(index) and _number(step):
        return str(int(index) * int(step))
    return f"{atom(index)} * {atom(step)}"


def _number(text: str) -> bool:
    return text.lstrip("-").isdigit()


def moved(start: str, by: str) -> str:
    """Return ``start + by``, shorter where one of them is 0."""
    if start == "0":
        return by
    if by == "0":
        return start
    if _number(start) and _number(by):
        return str(int(start) + int(by))
    if _number(start):
        return f"{by} + {start}" if not start.startswith("-") else f"{by} - {start[1:]}"
    if by.startswith("-"):
        return f"{start} - {by[1:]}"
    if start.startswith("-"):
        return f"{by} - {start[1:]}"
    return f"{start} + {by}"


def look(base: Array, starts: Sequence[str], axes: Sequence[Axis], dims: Sequence[str]) -> Array:
    """Return the view of `base` that begins at `starts` and runs along `axes`."""
    if base.view is not None:
        starts, axes = _composed(base.view, starts, axes)
        base = base.view.base
    starts, axes = tuple(starts), tuple(axes)

    def at(index: Index) -> str:
        places = list(starts)
        for position, axis in zip(index, axes, strict=True):
            for place, step in axis:
                places[place] = moved(places[place], scaled(position, step))
        return base.at(tuple(places))

    return Array(tuple(dims), at, base.roots, None, base.cost, View(base, starts, axes))


def _composed(view: View, starts: Sequence[str], axes: Sequence[Axis]) -> tuple[list[str], list[Axis]]:
    """Return starts and axes, given in a view, as they are in the view's base."""
    places = list(view.starts)
    for start, axis in zip(starts, view.axes, strict=True):
        for place, step in axis:
            places[place] = moved(places[place], scaled(start, step))
    return places, [
        tuple((place, scaled(own, step)) for outer, step in axis for place, own in view.axes[outer])
        for axis in axes
    ]


def view_text(array: Array) -> str | None:
    """Return the expression that makes a view an array of its own, sharing memory; None if it cannot be."""
    view = array.view
    if view is None or view.base.name is None:
        return None
    name = view.base.name
    start = "0"
    for axis, first in enumerate(view.starts):
        start = moved(start, scaled(first, f"{name}.strides[{axis}]"))
    strides = []
    for own in view.axes:
        total = "0"
        for place, step in own:
            total = moved(total, scaled(f"{name}.strides[{place}]", step))
        strides.append(total)
    return f"strided({join([name, start, *array.dims, *strides])})"
