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


def _not_yet() -> dict[str, list[str]]:
    """Return what `not_yet.txt` lists: rows that give another answer, rows that are no graph."""
    lists: dict[str, list[str]] = {"answer": [], "graph": []}
    for line in (Path(__file__).parent / "not_yet.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            kind, label = line.split()
            lists[kind].append(label)
    return lists


NOT_YET = _not_yet()


def _expected(row: Any, kind: str, reason: str) -> Any:
    marks = [pytest.mark.xfail(strict=False, reason=reason)] if row.id in NOT_YET[kind] else []
    return pytest.param(*row.values, id=row.id, marks=marks)


ANSWERS = [_expected(row, "answer", "gives another answer for now") for row in ROWS]
GRAPHS = [_expected(row, "graph", "runs as Python for now") for row in ROWS if not row.values[2]]


@pytest.mark.parametrize(("function", "sets", "python", "options"), ANSWERS)
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


@pytest.mark.parametrize(("function", "sets", "python", "options"), GRAPHS)
def test_a_function_is_captured_as_one_graph(
    function: Callable[..., Any], sets: list[Any], python: bool, options: dict[str, Any]
) -> None:
    """`explain` knows of no fallback for the first argument set."""
    decorated = ag.function(function, mode="graph", backend="interpreter")
    explanation = decorated.explain(*duplicate(sets[0]))
    assert explanation.captured, str(explanation)


def test_what_is_not_yet_so_is_about_rows_that_exist() -> None:
    assert {label for labels in NOT_YET.values() for label in labels} <= {row.id for row in ROWS}


def test_what_others_refuse_has_programs_here() -> None:
    entries = load(Path(__file__).parent / "differential" / "refusals.py").ENTRIES
    labels = {row.id for row in ROWS}
    for entry, programs in entries.items():
        missing = [name for name in programs.split() if f"differential/{name}" not in labels]
        assert not missing, f"{entry}: {missing}"
