"""The comparison sees what it must see: each wrong twin of a function is told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograph.testing import same as stages
from autograph.testing.same import assert_same, find_mismatch

X = np.arange(4.0)
STATE = [1]


class Wrong(Exception):
    def __init__(self, code: int, extra: int = 0) -> None:
        super().__init__(code)
        self.extra = extra


def fails(code: int) -> Any:
    raise ValueError(code)


def appends(x: Any) -> None:
    STATE.append(2)


def writes(x: Any) -> None:
    x[1] = 9.0


def raises_with(extra: int) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        raise Wrong(1, extra)

    return f


def divides_here(x: Any) -> Any:
    y = 1
    return y / 0


def divides_there(x: Any) -> Any:
    return 1 / 0


PAIRS = [
    (lambda x: 1, lambda x: 1.0, "type int expected"),
    (lambda x: 1, lambda x: True, "type int expected"),
    (lambda x: 1.0, lambda x: np.float64(1.0), "type float expected"),
    (lambda x: x.sum(), lambda x: np.asarray(x.sum()), "type float64 expected"),
    (lambda x: 0.0, lambda x: -0.0, "expected 0.0"),
    (lambda x: 1.0, lambda x: 1.0000000000000002, "expected 1.0"),
    (lambda x: x + 1, lambda x: (x + 1).astype(np.float32), "dtype float64"),
    (lambda x: x[:2] + 1, lambda x: x + 1, "shape (2,)"),
    (lambda x: x * 0, lambda x: x * -0.0, "expected np.float64(0.0)"),
    (lambda x: x, lambda x: x.copy(), "same object"),
    (lambda x: x[1:], lambda x: x[1:].copy(), "share memory"),
    (lambda x: x.copy(), lambda x: x[:], "not share memory"),
    (lambda x: (x + 1, x + 1), lambda x: (x + 1,) * 2, "object of its own"),
    (lambda x: (1, 2), lambda x: [1, 2], "type tuple expected"),
    (lambda x: [1, 2], lambda x: [1, 2, 3], "length 2"),
    (lambda x: {"a": 1, "b": 2}, lambda x: {"b": 2, "a": 1}, "keys of result"),
    (lambda x: {1, 2}, lambda x: {1, 3}, "sorted(result)"),
    (lambda x: print("a", 1), lambda x: print("a", 1.0), "printed, line 1"),
    (lambda x: print("a"), lambda x: None, "printed, line 1"),
    (lambda x: fails(1), lambda x: fails(2), "exception.args[0]"),
    (lambda x: fails(1), lambda x: None, "expected ValueError"),
    (lambda x: None, lambda x: fails(1), "expected none"),
    (raises_with(1), raises_with(2), "exception.__dict__"),
    (divides_here, divides_there, "places of ZeroDivisionError"),
    (writes, lambda x: None, "arguments[0][0][1]"),
    (appends, lambda x: None, "state['STATE']"),
    (lambda x: np.broadcast_to(x, (2, 4)), lambda x: np.tile(x, (2, 1)), "writeable"),
]


@pytest.mark.parametrize(("right", "wrong", "reason"), PAIRS)
def test_a_wrong_twin_is_told_apart(
    right: Callable[..., Any], wrong: Callable[..., Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stages.STAGES, "twin", lambda function, *, fullgraph: wrong)
    found = find_mismatch(right, (X,), stages=("twin",))
    assert found is not None
    assert reason in found.reason, found.reason
    assert found.stage == "twin"


@pytest.mark.parametrize("function", [right for right, _, _ in PAIRS])
def test_a_function_is_the_same_as_itself(
    function: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stages.STAGES, "twin", lambda function, *, fullgraph: function)
    assert_same(function, X, stages=("twin",))
    assert STATE == [1]
    assert X[1] == 1.0


def test_nan_is_nan_and_units_in_the_last_place_are_allowed_on_demand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(
        stages.STAGES, "twin", lambda function, *, fullgraph: lambda x: (np.nan, 1.0 + 2**-52)
    )
    assert_same(lambda x: (np.nan, 1.0), X, stages=("twin",), ulps=1)
    assert find_mismatch(lambda x: (np.nan, 1.0), (X,), stages=("twin",)) is not None


def test_closures_and_methods_start_every_run_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(stages.STAGES, "twin", lambda function, *, fullgraph: function)
    n = 0

    def count(x: Any) -> int:
        nonlocal n
        n += 1
        return n

    assert_same(count, X, stages=("twin",))
    assert n == 0

    class Counter:
        def __init__(self) -> None:
            self.n = 0

        def count(self) -> int:
            self.n += 1
            return self.n

    counter = Counter()
    assert_same(counter.count, stages=("twin",))
    assert counter.n == 0


def reads_too_early(x: Any) -> Any:
    y = 1
    z = z + y  # noqa: F821
    return z


def test_a_warm_function_names_the_line_of_an_unassigned_variable_as_a_cold_one_does() -> None:
    prepared: dict[str, Callable[..., Any]] = {}
    for _ in range(20):
        assert find_mismatch(reads_too_early, (1,), stages=("converted",), prepared=prepared) is None
