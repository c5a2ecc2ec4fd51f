"""`autograph demo`: three programs on real data, eager against compiled, with times and pictures."""

from __future__ import annotations

import argparse
import contextlib
import copy
import importlib
import io
import sys
import time
import types
from pathlib import Path
from typing import Any, NamedTuple

import autograph as ag
from autograph.cli.errors import CommandError, UsageError
from autograph.cli.output import print_table
from autograph.testing.comparing import Comparison

__all__ = ["Measured", "measure", "run_demo"]

PROGRAMS = ("dithering", "flow_accumulation", "reaction_diffusion")
_ROUNDS = 3  # of which the fastest but the first counts
_GRAPH_ROUNDS = 10  # short calls need more of them


class Run(NamedTuple):
    """One call of a function: what it gave, printed and took, and its arguments afterwards."""

    result: Any
    printed: str
    seconds: float
    arguments: tuple[Any, ...]


class Measured(NamedTuple):
    """A program's results.

    Attributes
    ----------
    eager_first, eager_steady, first, steady : float
        Seconds of the first and of the fastest later call, as Python and as a graph.
    same : bool
        Whether results, prints and changed arguments were equal, to the last bit.
    captured : bool
        Whether the function became one graph.
    says : str
        What was captured, in a line.
    """

    eager_first: float
    eager_steady: float
    first: float
    steady: float
    same: bool
    captured: bool
    says: str
    result: Any


def run_demo(options: argparse.Namespace) -> int:
    """Measure each program, print the table, save the pictures; 1 if a result differs."""
    rows, wrong = [], []
    for name in options.programs or PROGRAMS:
        if name not in PROGRAMS:
            raise UsageError(f"{name!r} is no demo; there are {', '.join(PROGRAMS)}")
        module = importlib.import_module(f"autograph.examples.{name}")
        print(f"== {name}: {(module.__doc__ or '').splitlines()[0]}")
        arguments = _arguments(module, options.small)
        measured = measure(getattr(module, name), arguments)
        print(f"   {measured.says}")
        print(f"   {_save(module, arguments, measured.result, Path(options.out), name)}")
        rows.append(_row(name, measured))
        if not measured.same:
            wrong.append(name)
        sys.stdout.flush()
    print()
    columns = ["program", "eager first", "eager", "graph first", "graph", "faster", "same", "captured"]
    print_table("Times in milliseconds", columns, rows)
    if wrong:
        raise CommandError(f"eager and graph differ in {', '.join(wrong)}")
    return 0


def measure(function: Any, arguments: tuple[Any, ...]) -> Measured:
    """Call `function` as Python and as a graph on copies of `arguments`, and compare."""
    eager = [_call(function.original, arguments) for _ in range(_ROUNDS)]
    graph_function = ag.function(mode="graph")(function.original)
    graph = [_call(graph_function, arguments) for _ in range(_GRAPH_ROUNDS)]
    print("".join(f"   | {line}\n" for line in graph[0].printed.splitlines()), end="")
    explanation = graph_function.explain()  # of all those calls
    return Measured(
        eager_first=eager[0].seconds,
        eager_steady=min(run.seconds for run in eager[1:]),
        first=graph[0].seconds,
        steady=min(run.seconds for run in graph[1:]),
        same=all(_same(eager[0], run) for run in graph),
        captured=explanation.captured,
        says=_captured(explanation),
        result=graph[-1].result,
    )


def _call(function: Any, arguments: tuple[Any, ...]) -> Run:
    own = copy.deepcopy(arguments)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        begun = time.perf_counter()
        result = function(*own)
        seconds = time.perf_counter() - begun
    return Run(result, printed.getvalue(), seconds, own)


def _same(one: Run, two: Run) -> bool:
    """Return whether two calls did the same, to the last bit."""
    compared = Comparison(0).compare
    results = compared(one.result, two.result, "result") or compared(
        one.arguments, two.arguments, "arguments"
    )
    return results is None and one.printed == two.printed


def _captured(explanation: Any) -> str:
    if explanation.captured:
        return "captured: one graph, nothing left to Python"
    return "not captured: " + "; ".join(str(fallback) for fallback in explanation.fallbacks)


def _arguments(module: types.ModuleType, small: bool) -> tuple[Any, ...]:
    if small:
        return tuple(module.example_arguments())
    try:
        return tuple(module.demo_arguments())
    except ImportError as error:
        raise CommandError(
            "the demo's data comes with matplotlib: pip install 'autograph-jit[demo]'"
        ) from error


def _save(module: types.ModuleType, arguments: tuple[Any, ...], result: Any, folder: Path, name: str) -> str:
    try:
        image = importlib.import_module("matplotlib.image")
    except ImportError:
        return "no picture: it needs matplotlib"
    shown, colours = module.picture(*arguments, result)
    path = folder / f"{name}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        image.imsave(path, shown, cmap=colours)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error
    return f"picture: {path}"


def _row(name: str, measured: Measured) -> list[str]:
    times = (measured.eager_first, measured.eager_steady, measured.first, measured.steady)
    ratio = measured.eager_steady / measured.steady
    yes_or_no = ["yes" if fact else "NO" for fact in (measured.same, measured.captured)]
    return [name, *(_digits(1e3 * seconds) for seconds in times), f"{ratio:.1f} x", *yes_or_no]


def _digits(value: float) -> str:
    """Return three significant digits, more where there are more before the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
