"""The benchmarks run, and each row can be run by every peer's means."""

import importlib
import pkgutil
import sys
from pathlib import Path

import numpy as np
import pytest

# The folder is no part of the installed package.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import benchmarks.rows
from benchmarks import bargain
from benchmarks.__main__ import main
from benchmarks.peers import available, prepare
from benchmarks.report import geometric_mean, print_bargain, ratios

ROWS = sorted(module.name for module in pkgutil.iter_modules(benchmarks.rows.__path__))


def _row(name):
    return importlib.import_module(f"benchmarks.rows.{name}")


def test_there_are_ten_rows_at_least():
    assert len(ROWS) >= 10


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_a_row_has_arguments_of_every_size(name, size):
    assert _row(name).arguments(size)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_runs_as_python(name):
    module = _row(name)
    result = prepare(module, "eager")(*module.arguments("small"))
    assert all(np.all(np.isfinite(part)) for part in (result if isinstance(result, tuple) else (result,)))


def test_peers_that_are_not_installed_are_left_out():
    assert {"eager", "numba", "autograph"} <= set(available())


def test_ratios_are_taken_where_both_ran():
    measured = [
        {"peers": {"eager": {"steady": 4.0}, "autograph": {"steady": 2.0}}},
        {"peers": {"eager": {"skipped": "no"}, "autograph": {"steady": 2.0}}},
    ]
    assert ratios(measured, "eager") == [2.0]
    assert geometric_mean([2.0, 8.0]) == pytest.approx(4.0)


def test_the_command_prints_a_table_and_writes_json(tmp_path, monkeypatch, capsys):
    file = tmp_path / "numbers.json"
    words = ["benchmarks", "square", "--sizes", "small", "--peers", "eager", "autograph", "--json", str(file)]
    monkeypatch.setattr(sys, "argv", words)
    monkeypatch.chdir(Path(__file__).resolve().parents[1])
    assert main() == 0
    assert "eager / autograph: geometric mean" in capsys.readouterr().out
    assert '"steady"' in file.read_text()


def test_all_calls_together_are_reckoned(monkeypatch, capsys):
    monkeypatch.setattr(bargain, "COUNTS", (1, 10))
    times = {way: bargain.total_times("collatz", way, "small") for way in ("eager", "auto")}
    assert times["eager"]["10"] > times["eager"]["1"] > 0
    print_bargain({"collatz": bargain.worst({**times, "graph": times["eager"]})})
    shown = capsys.readouterr().out
    assert "collatz" in shown
    assert "worst" in shown
