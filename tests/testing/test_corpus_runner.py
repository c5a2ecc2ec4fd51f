"""The corpus runner reports differences, crashes and hangs, and goes on."""

from __future__ import annotations

import ast
import inspect
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograph.testing import Program, program
from autograph.testing import same as stages
from autograph.testing.__main__ import main
from autograph.testing.corpus import check, run_corpus


def broken(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
    """Return the function with every `//` made a `+`."""
    tree = ast.parse(inspect.getsource(function))
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
            node.op = ast.Add()
    ast.increment_lineno(tree, function.__code__.co_firstlineno - 1)
    names: dict[str, Any] = {}
    exec(compile(tree, function.__code__.co_filename, "exec"), function.__globals__, names)
    wrong: Callable[..., Any] = names[function.__name__]
    return wrong


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    return lambda stage: monkeypatch.setitem(stages.STAGES, "converted", stage)


def test_a_difference_is_found_minimised_saved_and_found_again(
    twin: Callable[[Any], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin(broken)
    words = [
        "--programs",
        "40",
        "--backend",
        "converted",
        "--save",
        str(tmp_path),
        "--most",
        "1",
        "--minimise",
        "5",
    ]
    assert main(words) == 1
    assert "40 programs" in capsys.readouterr().out
    (path,) = tmp_path.iterdir()
    assert "//" in path.read_text()
    assert len(path.read_text().splitlines()) < 30
    assert main([str(path), "--backend", "converted"]) == 1
    twin(lambda function, *, fullgraph: function)
    assert main([str(path), "--backend", "converted"]) == 0
    assert main(words) == 0


def test_a_process_that_dies_costs_one_program(twin: Callable[[Any], None]) -> None:
    fatal = program(3).source

    def dies(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
        if inspect.getsource(function) in fatal:
            os._exit(9)
        return function

    twin(dies)
    report = run_corpus(range(6), ("converted",))
    assert report.programs == 6
    assert [(seed, verdict.status) for seed, verdict in report.failures] == [(3, "crash")]


def spin(x: int) -> int:
    while True:
        x += 1


class Swallows:
    """What it raises while it is deleted is swallowed by Python."""

    def __del__(self) -> None:
        spin(0)


def swallow(x: int) -> int:
    swallows = Swallows()
    del swallows
    return spin(x)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("hang", [lambda x: time.sleep(30), spin, swallow], ids=["wait", "spin", "swallow"])
def test_a_program_that_hangs_is_given_up(twin: Callable[[Any], None], hang: Callable[[int], Any]) -> None:
    twin(lambda function, *, fullgraph: hang)
    verdict = check(Program("def f(x):\n    return x\n", ("(1,)",)), ("converted",), seconds=0.1)
    assert verdict.status == "timeout"


def test_an_error_of_the_machinery_is_reported(twin: Callable[[Any], None]) -> None:
    def fails(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
        raise RuntimeError("no such thing")

    twin(fails)
    verdict = check(Program("def f(x):\n    return x\n", ("(1,)",)), ("converted",))
    assert verdict.status == "error"
    assert "no such thing" in verdict.reason
