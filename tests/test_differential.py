"""Every construct does in a graph what it does as written: the tables in `tests/differential`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import autograph as ag
from autograph.testing import duplicate, find_mismatch

FOLDERS = ("differential", "programs")


def load(path: Path) -> ModuleType:
    """Import a table of cases by its path."""
    name = f"{path.parent.name}_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def collect() -> list[Any]:
    """Return a parameter (function, argument sets, may run as Python, options) for each row of each table."""
    rows = []
    for folder in FOLDERS:
        for path in sorted((Path(__file__).parent / folder).glob("*.py")):
            module = load(path)
            for function, *sets in module.CASES:
                name = getattr(function, "__name__", type(function).__name__)
                python = name in getattr(module, "PYTHON", ())
                options = getattr(module, "OPTIONS", {}).get(name, {})
                label = f"{folder}/{path.stem}-{name}"
                rows.append(pytest.param(function, sets, python, options, id=label))
    return rows


ROWS = collect()


@pytest.mark.parametrize(("function", "sets", "python", "options"), ROWS)
def test_a_function_does_the_same_interpreted(
    function: Callable[..., Any],
    sets: list[Any],
    python: bool,
    options: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    """One decorated function meets all argument sets twice."""
    stages = ("converted", "interpreter")
    if request.config.getoption("--kernels"):
        stages = (*stages, "kernel")
    prepared: dict[str, Callable[..., Any]] = {}
    for arguments in sets:
        mismatch = find_mismatch(function, arguments, stages=stages, prepared=prepared, **options)
        if mismatch is not None:
            raise mismatch


NOT_YET = frozenset(
    (
        "differential/beat-next_and_unpack",
        "differential/beat-recursion_on_data",
        "differential/beat-several_targets",
        "differential/conditionals-array_branches",
        "differential/conditionals-array_shape_differs",
        "differential/conditionals-same_object",
        "differential/containers-named_tuple",
        "differential/containers-starred_unpacking",
        "differential/failures-raised_custom",
        "differential/for_loops-return_from_nested",
        "differential/functions-ackermann",
        "differential/functions-factorial",
        "differential/functions-fibonacci",
        "differential/functions-is_even",
        "differential/functions-partials",
        "differential/functions-power_recursive",
        "differential/functions-quicksort",
        "differential/functions-recursion_with_arrays",
        "differential/jumps-return_array_or_scalar",
        "differential/views-conditional_alias",
        "differential/views-rebound_in_branch",
        "differential/views-squeezed",
        "differential/while_loops-condition_with_effect",
        "differential/while_loops-walrus",
        "programs/images-label",
        "programs/images-rotate",
        "programs/simulations-forest_fire",
        "programs/simulations-rocket",
        "programs/statistics_-linear_regression",
        "programs/statistics_-perceptron",
        "programs/teaching-hanoi",
    )
)
"""Functions that could be one graph but run as Python for now; each answers right all the same."""


def _expected(row: Any) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason="runs as Python for now")] if row.id in NOT_YET else []
    return pytest.param(*row.values, id=row.id, marks=marks)


GRAPHS = [_expected(row) for row in ROWS if not row.values[2]]


@pytest.mark.parametrize(("function", "sets", "python", "options"), GRAPHS)
def test_a_function_is_captured_as_one_graph(
    function: Callable[..., Any], sets: list[Any], python: bool, options: dict[str, Any]
) -> None:
    """`explain` knows of no fallback for the first argument set."""
    decorated = ag.function(function, mode="graph", backend="interpreter")
    explanation = decorated.explain(*duplicate(sets[0]))
    assert explanation.captured, str(explanation)
