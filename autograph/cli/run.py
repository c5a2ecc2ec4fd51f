"""`autograph run`: a script run with all of its functions decorated, then a table of what was captured."""

from __future__ import annotations

import argparse
import builtins
import sys
import traceback
import types
from pathlib import Path
from typing import Any

import autograph as ag
from autograph.cli.decorating import decorate_all
from autograph.cli.errors import UsageError
from autograph.cli.output import print_table

__all__ = ["run_script"]

_NAME = "__autograph_run__"  # a builtin while the script runs, so that its globals stay its own


class _Functions:
    """Decorates functions and remembers them."""

    def __init__(self) -> None:
        self.rows: list[tuple[types.FunctionType, Any]] = []

    def __call__(self, function: Any) -> Any:
        """Return `function` decorated, or as it is where that is not a plain Python function."""
        if not isinstance(function, types.FunctionType):
            original = getattr(function, "original", None)
            if isinstance(original, types.FunctionType):  # the script has decorated it itself
                self.rows.append((original, function))
            return function
        decorated = ag.function(function, mode="graph")
        self.rows.append((function, decorated))
        return decorated

    def table(self) -> list[list[str]]:
        """Return a row for each function: its name, its line, what became of it, and why."""
        rows = []
        for function, decorated in self.rows:
            state, reason = _state(decorated)
            rows.append([function.__qualname__, str(function.__code__.co_firstlineno), state, reason])
        return rows


def run_script(options: argparse.Namespace) -> int:
    """Run `options.script` as ``python SCRIPT ARGS`` would, and print the table to stderr."""
    path = Path(options.script)
    try:
        tree = decorate_all(path.read_bytes(), str(path), _NAME)
        code = compile(tree, str(path), "exec")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path} is not Python: {error}") from error

    functions = _Functions()
    main = types.ModuleType("__main__")
    main.__file__ = str(path)
    main.__dict__.update(__builtins__=builtins, __cached__=None, __spec__=None)
    sys.argv = [str(path), *options.words]
    sys.path.insert(0, str(path.resolve().parent))
    sys.modules["__main__"] = main
    setattr(builtins, _NAME, functions)
    try:
        exec(code, main.__dict__)
        status = 0
    except SystemExit as leaving:
        status = _exit_code(leaving)
    except BaseException as error:  # whatever ends the program is shown as Python shows it
        _print_error(error)
        status = 130 if isinstance(error, KeyboardInterrupt) else 1
    sys.stdout.flush()
    rows = functions.table()
    if rows:
        print_table(f"{path.name}: its functions", ["function", "line", "state", "why"], rows, stderr=True)
    else:
        print(f"{path.name}: no functions", file=sys.stderr)
    return status


def _state(decorated: Any) -> tuple[str, str]:
    if not decorated.is_called:
        return "not called", "or only from inside a graph"
    explanation = decorated.explain()
    if explanation.captured:
        return "captured", f"{explanation.traces} trace{'s' if explanation.traces != 1 else ''}"
    if not explanation.fallbacks:
        return "as written", "a graph has not paid yet"
    if any(part.state == "graph" for part in explanation.parts):
        return "in parts", "; ".join(dict.fromkeys(str(fallback) for fallback in explanation.fallbacks))
    return "fell back", "; ".join(dict.fromkeys(str(fallback) for fallback in explanation.fallbacks))


def _exit_code(leaving: SystemExit) -> int:
    """Return the exit code, and print the message, that Python would."""
    if leaving.code is None or isinstance(leaving.code, int):
        return leaving.code or 0
    print(leaving.code, file=sys.stderr)
    return 1


def _print_error(error: BaseException) -> None:
    """Print the traceback without the frame of this file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)
