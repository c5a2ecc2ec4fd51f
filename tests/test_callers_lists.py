"""Which objects lie in what the caller hands in after a call, and what its iterators give."""

import collections
from collections.abc import Callable
from typing import Any

import pytest

import autograph as ag

Rows = list[list[float]]


def exchanged(rows: Rows, i: int, j: int) -> Rows:
    rows[i], rows[j] = rows[j], rows[i]
    rows[j][0] += 1
    return rows


def rolled(rows: Rows, i: int, j: int) -> list[float]:
    for _ in range(i + j):
        rows.append(rows.pop(0))
    return rows[i]


def replaced(rows: Rows, i: int, j: int) -> list[float]:
    rows[i] = [value * 2 for value in rows[j]]
    return rows[i]


def twice(rows: Rows, i: int, j: int) -> None:
    rows[i] = rows[j]
    rows[j][0] = 7.0


def called_again(rows: Rows, i: int, j: int) -> None:
    def go(left: int) -> None:
        if left > 0:
            rows[i], rows[j] = rows[j], rows[i]
            go(left - 1)

    go(3)


@pytest.mark.parametrize("function", [exchanged, rolled, replaced, twice, called_again])
@pytest.mark.parametrize("size", [3, 40])
def test_lists_in_a_callers_list_stay_the_same_objects_where_they_change_places(
    function: Callable[[Rows, int, int], Any], size: int
) -> None:
    graph = ag.function(function, mode="graph", backend="interpreter", fullgraph=True)

    def outcome(called: Callable[[Rows, int, int], Any]) -> tuple[Any, ...]:
        rows = [[float(i), 0.5] for i in range(size)]
        known = [*rows, rows]
        result = called(rows, 0, 2)
        return [_place(row, known) for row in rows], known[:-1], _place(result, known)

    assert outcome(graph) == outcome(function)
    assert outcome(graph) == outcome(function)


def test_lists_in_lists_in_a_callers_list_stay_the_same_objects_where_they_are_written() -> None:
    @ag.function(mode="graph", backend="interpreter", fullgraph=True)
    def write(table: list[Rows], i: int) -> None:
        table[i][1][0] = 5.0
        for rows in table:
            rows[0][1] += 1

    table = [[[0.0, 1.0], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]]
    inner = [list(rows) for rows in table]
    write(table, 1)
    assert table == [[[0.0, 2.0], [2.0, 3.0]], [[4.0, 6.0], [5.0, 7.0]]]
    assert all(
        a is b for rows, known in zip(table, inner, strict=True) for a, b in zip(rows, known, strict=True)
    )


def _place(value: Any, known: list[Any]) -> Any:
    return next((place for place, item in enumerate(known) if item is value), value)


def _raised_by(items, place, value):  # type: ignore[no-untyped-def]
    items[place] += value


@pytest.mark.parametrize("kind", [list, collections.deque, lambda items: dict(enumerate(items))])
def test_what_the_caller_iterates_may_get_other_items_meanwhile(kind) -> None:  # type: ignore[no-untyped-def]
    step = ag.function(_raised_by, mode="graph", backend="interpreter")
    items = kind([1.0, 2.0, 3.0])
    seen = []
    for place, item in enumerate(items):
        seen.append(item)
        step(items, 2, place + 0.5)
    assert seen == ([0, 1, 2] if isinstance(items, dict) else [1.0, 2.0, 5.0])
    assert items[2] == 7.5
