"""Text in, the same on the terminal: coloured there, plain in a pipe."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

__all__ = ["console", "print_code", "print_side_by_side", "print_table", "side_by_side"]

_PLAIN_WIDTH = 160
_STYLES = {"|": ("yellow", "yellow"), "<": ("red", ""), ">": ("", "green"), " ": ("", "")}


def console(stderr: bool = False) -> Console:
    """Return a console for stdout, or stderr, that wraps nothing in a pipe."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=100_000, no_color=True)


def print_code(text: str) -> None:
    """Print Python code."""
    out = console()
    if out.is_terminal:
        out.print(Syntax(text, "python", theme="ansi_dark", background_color="default", word_wrap=True))
    else:
        print(text)


def print_side_by_side(titles: tuple[str, str], left: str, right: str) -> None:
    """Print two texts beside each other, with a mark between lines that differ."""
    out = console()
    width = shutil.get_terminal_size().columns if out.is_terminal else _PLAIN_WIDTH
    column = max(20, (width - 3) // 2)
    rows = [(titles[0], " ", titles[1]), ("-" * len(titles[0]), " ", "-" * len(titles[1]))]
    rows += side_by_side(left, right)
    if not out.is_terminal:  # in a pipe nothing is cut
        column = max(len(row[0]) for row in rows)
    for row in rows:
        for first, mark, second in _wrapped(row, column):
            styles = _STYLES[mark]
            line = Text(first.ljust(column), styles[0]) + Text(f" {mark} ", "bold") + Text(second, styles[1])
            if out.is_terminal:
                out.print(line, no_wrap=True, overflow="crop")
            else:
                print(line.plain.rstrip())


def side_by_side(left: str, right: str) -> list[tuple[str, str, str]]:
    r"""Return rows of a left line, a mark and a right line.

    The mark is a blank for equal lines, ``|`` for changed ones, ``<`` and ``>`` for one side only.

    Examples
    --------
    >>> side_by_side("a\nb", "a\nc\nd")
    [('a', ' ', 'a'), ('b', '|', 'c'), ('', '>', 'd')]
    """
    before, after = left.splitlines(), right.splitlines()
    rows: list[tuple[str, str, str]] = []
    for kind, i, i_end, j, j_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        for k in range(max(i_end - i, j_end - j)):
            first = before[i + k] if i + k < i_end else None
            second = after[j + k] if j + k < j_end else None
            mark = " " if kind == "equal" else "<" if second is None else ">" if first is None else "|"
            rows.append((first or "", mark, second or ""))
    return rows


def _wrapped(row: tuple[str, str, str], column: int) -> Iterator[tuple[str, str, str]]:
    """Yield the row cut into pieces of at most `column` characters."""
    first, mark, second = row
    count = max(1, -(-len(first) // column), -(-len(second) // column))
    for k in range(count):
        piece = slice(k * column, (k + 1) * column)
        yield first[piece], mark, second[piece]


def print_table(title: str, columns: list[str], rows: list[list[str]], stderr: bool = False) -> None:
    """Print a table; columns whose cells are numbers are set to the right."""
    out = console(stderr)
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD if out.is_terminal else None
    )
    for number, column in enumerate(columns):
        cells = [row[number] for row in rows]
        right = bool(cells) and all(cell[:1].isdigit() or cell in {"", "-"} for cell in cells)
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
