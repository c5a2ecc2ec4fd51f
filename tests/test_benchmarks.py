"""The benchmarks run, and each row can be run by every peer's means."""

import importlib
import json
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
from benchmarks.peers import PEERS, arguments_for, available, prepare
from benchmarks.report import geometric_mean, print_bargain, ratios
from benchmarks.roofline import share

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


@pytest.mark.parametrize("name", ROWS)
def test_work_that_is_counted_grows_with_the_size(name):
    module = _row(name)
    if hasattr(module, "work"):
        small, large = (module.work(*module.arguments(size)) for size in ("small", "large"))
        assert all(0 < one < two for one, two in zip(small, large, strict=True))


def test_a_share_of_the_roofline_is_of_the_roof_that_is_lower():
    peak = {"flops": 100.0, "bytes": 10.0}
    assert share([100.0, 1.0], 2.0, peak) == 0.5
    assert share([1.0, 10.0], 4.0, peak) == 0.25


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("peer", ["jax", "tensorflow", "torch"])
def test_a_row_in_the_idiom_of_a_peer_gives_the_same(peer, name):
    pytest.importorskip(PEERS[peer].needs)
    module = _row(name)
    arguments = module.arguments("small")
    expected = prepare(module, "eager")(*arguments_for("eager", arguments))
    function = prepare(module, peer)
    if function is None:
        pytest.skip("not written in this idiom")
    found = function(*arguments_for(peer, arguments))
    for one, other in zip(
        *(parts if isinstance(parts, tuple) else (parts,) for parts in (expected, found)), strict=True
    ):
        np.testing.assert_allclose(np.asarray(other), one, rtol=1e-9, atol=1e-12)


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
    picture = tmp_path / "ratios.svg"
    words = ["benchmarks", "square", "--sizes", "small", "--peers", "eager", "autograph"]
    monkeypatch.setattr(sys, "argv", [*words, "--json", str(file), "--plot", str(picture)])
    monkeypatch.chdir(Path(__file__).resolve().parents[1])
    assert main() == 0
    shown = capsys.readouterr().out
    assert "eager / autograph: geometric mean" in shown
    assert "GFLOP/s" in shown
    numbers = json.loads(file.read_text())
    assert numbers["machine"]["bytes"] > 0
    assert numbers["rows"][0]["peers"]["autograph"]["work"] == [5, 80]
    assert "square (small)" in picture.read_text()


def test_peers_are_measured_without_eager_numpy_too(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "square", "--sizes", "small", "--peers", "autograph"])
    monkeypatch.chdir(Path(__file__).resolve().parents[1])
    assert main() == 0
    assert "square" in capsys.readouterr().out


def test_all_calls_together_are_reckoned(monkeypatch, capsys):
    monkeypatch.setattr(bargain, "COUNTS", (1, 10))
    times = {way: bargain.total_times("collatz", way, "small") for way in ("eager", "auto")}
    calls = {way: found["calls"] for way, found in times.items()}
    assert calls["eager"]["10"] > calls["eager"]["1"] > 0
    print_bargain({"collatz": bargain.worst({**calls, "graph": calls["eager"]})}, times["auto"]["once"])
    shown = capsys.readouterr().out
    assert "decorate" in shown
    assert "collatz" in shown
    assert "worst" in shown
