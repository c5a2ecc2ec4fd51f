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

AT_RUN_TIME = ("AG301", "AG303")
"""Why a call is Python's though there is a graph: it raises an exception, or meets integers of any size."""

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


def _not_yet() -> frozenset[str]:
    """Return the rows that `not_yet.txt` lists: they are no graph for now."""
    lines = (Path(__file__).parent / "not_yet.txt").read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


NOT_YET = _not_yet()


@pytest.mark.parametrize(("function", "sets", "python", "options"), ROWS)
def test_a_function_does_the_same_as_one_graph(
    function: Callable[..., Any],
    sets: list[Any],
    python: bool,
    options: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    """One decorated function meets all argument sets twice; for the first, no part of it runs as Python."""
    stages = ("converted", "interpreter")
    if request.config.getoption("--kernels"):
        stages = (*stages, "kernel")
    prepared: dict[str, Callable[..., Any]] = {}
    explanation = None
    for arguments in sets:
        mismatch = find_mismatch(function, arguments, stages=stages, prepared=prepared, **options)
        if mismatch is not None:
            raise mismatch
        explanation = explanation or _explained(function, arguments, prepared.get("interpreter"))
    if python or _is_captured(explanation):
        return
    if request.node.callspec.id in NOT_YET:
        pytest.xfail("runs as Python for now")
    pytest.fail(str(explanation))


def _is_captured(explanation: Any) -> bool:
    left = [fallback for fallback in explanation.fallbacks if fallback.code not in AT_RUN_TIME]
    return explanation.traces > 0 and not left


def _explained(function: Callable[..., Any], arguments: Any, decorated: Any) -> Any:
    """Return what became of a function, for methods and callable objects what becomes of it."""
    if decorated is not None:
        return decorated.explain()
    return ag.function(function, mode="graph", backend="interpreter").explain(*duplicate(arguments))


def test_what_is_not_yet_so_is_about_rows_that_exist() -> None:
    assert {row.id for row in ROWS} >= NOT_YET


def test_what_others_refuse_has_programs_here() -> None:
    entries = load(Path(__file__).parent / "differential" / "refusals.py").ENTRIES
    labels = {row.id for row in ROWS}
    for entry, programs in entries.items():
        missing = [name for name in programs.split() if f"differential/{name}" not in labels]
        assert not missing, f"{entry}: {missing}"
