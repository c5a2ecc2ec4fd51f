"""The arrays a list argument was told apart as in, the list as the traced function sees it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograph.runtime.types import ArrayType, symbol, type_of
from autograph.tracing.list_methods import fix
from autograph.tracing.spec import Listing, Number, Sequence
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit, within
from autograph.tracing.traced_list import Grown, TracedList

if TYPE_CHECKING:
    from autograph.tracing.lifting import Lifter
    from autograph.tracing.tables import Table

__all__ = ["fill"]


def fill(lifter: Lifter, shadow: TracedList, table: Table, number: int) -> None:
    """Let a list have the items of a table, as inputs of the graph.

    Where the trace needs its length, it gets single items: then the graph is for that length, and for those
    of the lists in it.

    Parameters
    ----------
    lifter : Lifter
    shadow : TracedList
    table : Table
    number : int
        Of the list among the objects of the call.
    """
    trace = lifter.trace
    first = len(lifter.leaves)
    keys = [("length", first)] + ([("rows", first)] if table.kind == "lists" else [])
    if table.kind != "numbers":
        trace.decisions.unfolded = True
        if not trace.decisions.unfolds:
            trace.decisions.static |= set(keys)
    fixed = keys[0] in trace.decisions.static
    if fixed:
        trace.decisions.static |= set(keys)
    handles = [_input(lifter, array, fixed=fixed) for array in table.arrays]
    with within(trace.root):
        if fixed and table.kind == "lists":
            list.extend(shadow, _rows(lifter, table, handles, number))
            return
        count: Any = len(table.arrays[0])
        if not fixed:
            count = emit("size", handles[0], axis=0)
            count.sources = frozenset(keys)
        shadow.own = Grown(_element(table), count, tuple(handles))
        if table.kind == "lists":  # a length that is read tells the trace where it came from
            handles[0].sources = count.sources
        if fixed:
            fix(shadow)


def _input(lifter: Lifter, array: Any, *, fixed: bool) -> Tensor:
    """Add an input of the graph for an array."""
    root = lifter.trace.root
    number = len(lifter.leaves)
    lifter.leaves.append(array)
    lifter.inputs.append(number)
    shape = array.shape if fixed else tuple(symbol(may_be_one=True) for _ in array.shape)
    made = root.builder.input(ArrayType(array.dtype, shape, "array"))
    handle = Tensor(made.type)
    root.adopt(handle, made)
    lifter.handles[number] = handle
    return handle


def _element(table: Table) -> Any:
    numbers = [Number(type_of(kind())) for kind in table.kinds]
    if table.kind == "tuples":
        return Sequence(tuple, tuple(numbers))
    return Listing(TracedList, numbers[0]) if table.kind == "lists" else numbers[0]


def _rows(lifter: Lifter, table: Table, handles: list[Tensor], number: int) -> list[TracedList]:
    """Return lists of known lengths, each in the place of one of the caller's."""
    lengths, values = table.arrays[0].tolist(), handles[1]
    made = []
    for place, length in enumerate(lengths):
        row = TracedList()
        row.own = Grown(Number(type_of(table.kinds[0]())), length, (emit("copy", values[place, :length]),))
        if length:
            fix(row)
        else:
            row.own = None
        lifter.row((number, place), row)
        made.append(row)
    return made
