"""The command line's grammar: a list of words in, a command run, its exit code out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from autograph.cli.cache import run_cache
from autograph.cli.demo import run_demo
from autograph.cli.errors import CommandError
from autograph.cli.explain import run_explain
from autograph.cli.run import run_script
from autograph.cli.show import run_show
from autograph.cli.stages import STAGES

__all__ = ["main"]

_TARGET = "FILE, FILE:FUNC or MODULE:FUNC; a method is FILE:CLASS.METHOD"

_EXAMPLES = """\
examples:
  autograph show model.py:step --stage converted --diff
  autograph show model.py:step --stage graph --args "float64[:,:], int"
  autograph explain model.py:step --example
  autograph run simulate.py --steps 100
  autograph cache info
"""

_SHOW_EXAMPLES = """\
examples:
  autograph show model.py                                  every function of the file, as written
  autograph show model.py:step --stage converted --diff    the source and the converted code, side by side
  autograph show model.py:step --stage kernel --args "float64[:,:], int, tol=float"
  autograph show package.module:Solver.step --stage graph --example

types in --args:
  float64[:,:]   an array of two dimensions     float64[:,3]   one whose second size is 3
  float64[::1]   a contiguous array             float32        a NumPy scalar
  int float bool complex                        a Python number
  3, 'left', None, (float, int), [int, int]     literal values, tuples, lists, dicts; name=TYPE by name
"""

_EXPLAIN_EXAMPLES = """\
examples:
  autograph explain model.py:step --args "float64[:,:], int"
  autograph explain model.py:step --example
"""

_RUN_EXAMPLES = """\
examples:
  autograph run simulate.py
  autograph run simulate.py --steps 100      what follows the script is the script's own
"""

_DEMO_EXAMPLES = """\
examples:
  autograph demo
  autograph demo dithering --out pictures
"""

_CACHE_EXAMPLES = """\
examples:
  autograph cache info
  autograph cache clear
  ls $(autograph cache path)
"""


class _Parser(argparse.ArgumentParser):
    """A parser that reports a mistake in one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **options)

    def error(self, message: str) -> NoReturn:
        """Print the one line and exit with code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` give.

    Parameters
    ----------
    words : sequence of str, optional
        The arguments after the command's name; by default those of this process.

    Returns
    -------
    int
        The exit code: 0, 1 where the command failed, 2 where it was given wrong input.
    """
    options = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except CommandError as error:
        message = " ".join(str(error).split())
        print(f"autograph {options.name}: {message}", file=sys.stderr)
        return error.code
    except BrokenPipeError:  # the reader of the pipe, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> _Parser:
    parser = _Parser(
        prog="autograph",
        description="Shows, explains and runs plain NumPy functions as compiled graphs.",
        epilog=_EXAMPLES,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="name", required=True)
    _add_show(commands)
    _add_explain(commands)
    _add_run(commands)
    _add_demo(commands)
    _add_cache(commands)
    return parser


def _add(
    commands: Any, command: Callable[[argparse.Namespace], int], name: str, says: str, more: str
) -> _Parser:
    parser: _Parser = commands.add_parser(
        name, help=says, description=says[0].upper() + says[1:] + ".", epilog=more
    )
    parser.set_defaults(command=command)
    return parser


def _add_arguments(parser: _Parser) -> None:
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--args", metavar="TYPES", help='the argument types, "float64[:,:], int"')
    given.add_argument(
        "--example", action="store_true", help="take the arguments from the docstring's example"
    )


def _add_show(commands: Any) -> None:
    parser = _add(commands, run_show, "show", "print a function at a stage of its way", _SHOW_EXAMPLES)
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    parser.add_argument("--stage", choices=STAGES, default="source", help="default: source")
    parser.add_argument("--diff", action="store_true", help="side by side with the stage before")
    parser.add_argument("--against", choices=STAGES, help="the stage on the left of --diff")
    _add_arguments(parser)


def _add_explain(commands: Any) -> None:
    says = "say what of a function is captured and what is not, and why"
    parser = _add(commands, run_explain, "explain", says, _EXPLAIN_EXAMPLES)
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    _add_arguments(parser)


def _add_run(commands: Any) -> None:
    says = "run a script with all of its functions decorated"
    parser = _add(commands, run_script, "run", says, _RUN_EXAMPLES)
    parser.add_argument("script", metavar="SCRIPT", help="a Python file")
    parser.add_argument("words", metavar="ARGS", nargs=argparse.REMAINDER, help="the script's own arguments")


def _add_demo(commands: Any) -> None:
    says = "run three programs on real data, eager against compiled"
    parser = _add(commands, run_demo, "demo", says, _DEMO_EXAMPLES)
    parser.add_argument("programs", metavar="PROGRAM", nargs="*", help="by default all three")
    parser.add_argument(
        "--out", metavar="FOLDER", default="demo-output", help="for the pictures; default: %(default)s"
    )
    parser.add_argument("--small", action="store_true", help="on small made-up data, in a second")


def _add_cache(commands: Any) -> None:
    says = "look at, or empty, the folder of compiled kernels"
    parser = _add(commands, run_cache, "cache", says, _CACHE_EXAMPLES)
    parser.add_argument("action", choices=("info", "clear", "path"), help="what to do")
