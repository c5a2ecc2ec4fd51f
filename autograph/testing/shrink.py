"""A program that fails a check in, a smaller one that fails it too out."""

from __future__ import annotations

import ast
import contextlib
import time
from collections.abc import Callable, Iterator

from autograph.testing.program import Program

__all__ = ["shrink"]

Edit = Callable[[ast.Module], None]
Stage = Callable[[ast.Module], list[Edit]]


def shrink(program: Program, fails: Callable[[Program], bool], seconds: float = 30.0) -> Program:
    """Make a failing program smaller for as long as it fails.

    Parameters
    ----------
    program : Program
    fails : callable
        Tells whether a candidate still fails; is given programs that may be senseless.
    seconds : float
        When to stop at the latest.

    Returns
    -------
    Program
    """
    end = time.monotonic() + seconds
    for text in program.arguments:
        candidate = Program(program.source, (text,))
        if fails(candidate):
            program = candidate
            break
    changed = True
    while changed and time.monotonic() < end:
        changed = False
        for stage in (_drop_statements, _unwrap, _simplify):
            program, better = _descend(program, stage, fails, end)
            changed |= better
    return program


def _descend(
    program: Program, stage: Stage, fails: Callable[[Program], bool], end: float
) -> tuple[Program, bool]:
    """Take the first edit of a stage that still fails, and go on from there, until none does."""
    better = False
    skip = 0
    while time.monotonic() < end:
        edits = stage(ast.parse(program.source))
        taken = False
        for number in range(skip, len(edits)):
            candidate = _apply(edits[number], program)
            if candidate is not None and fails(candidate):
                program, skip = candidate, number
                better = taken = True
                break
            if time.monotonic() > end:
                return program, better
        if not taken and skip == 0:
            break
        skip = skip if taken else 0
    return program, better


def _apply(edit: Edit, program: Program) -> Program | None:
    """Return the edited program, None where the edit makes nothing smaller or no program at all."""
    tree = ast.parse(program.source)
    edit(tree)
    source = _text(tree) if _may_end(tree) else None
    if source is None or len(source) >= len(program.source):
        return None
    return Program(source, program.arguments)


def _may_end(tree: ast.Module) -> bool:
    """Tell whether each `while` still begins with a step of its fuel (or another change of a variable)."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.While)]
    return all(isinstance(loop.body[0], ast.AugAssign | ast.Assign | ast.If) for loop in loops)


def _text(tree: ast.Module) -> str | None:
    with contextlib.suppress(ValueError, SyntaxError, RecursionError):
        source = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        ast.parse(source)
        return source
    return None


def _blocks(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield every (node, field) that holds statements, the outermost first."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            if isinstance(getattr(node, field, None), list) and getattr(node, field):
                yield node, field


def _drop_statements(tree: ast.Module) -> list[Edit]:
    """Return edits that take half of a block, a quarter, ..., one statement out."""
    edits: list[Edit] = []
    for number, (node, field) in enumerate(_blocks(tree)):
        count = len(getattr(node, field))
        width = count
        while width:
            edits += [_cut(number, field, start, width) for start in range(count - width, -1, -width)]
            width //= 2
    return edits


def _cut(number: int, field: str, start: int, width: int) -> Edit:
    def edit(tree: ast.Module) -> None:
        node, _ = list(_blocks(tree))[number]
        block = getattr(node, field)
        del block[start : start + width]
        if not block and field == "body":
            block.append(ast.Pass())

    return edit


def _unwrap(tree: ast.Module) -> list[Edit]:
    """Return edits that put one of its blocks in the place of a compound statement."""
    edits: list[Edit] = []
    for number, (node, field) in enumerate(_blocks(tree)):
        for place, statement in enumerate(getattr(node, field)):
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                inner = [name for name in ("body", "orelse") if getattr(statement, name, None)]
                edits += [_lift(number, field, place, name) for name in inner]
    return edits


def _lift(number: int, field: str, place: int, inner: str) -> Edit:
    def edit(tree: ast.Module) -> None:
        node, _ = list(_blocks(tree))[number]
        block = getattr(node, field)
        block[place : place + 1] = getattr(block[place], inner)

    return edit


def _expressions(tree: ast.AST) -> list[tuple[ast.AST, str, int | None]]:
    """Return the places of all expressions that are read."""
    found: list[tuple[ast.AST, str, int | None]] = []
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                found += [(node, field, k) for k, item in enumerate(value) if _is_read(item)]
            elif _is_read(value):
                found.append((node, field, None))
    return found


def _is_read(value: object) -> bool:
    return isinstance(value, ast.expr) and not isinstance(getattr(value, "ctx", None), ast.Store)


def _get(place: tuple[ast.AST, str, int | None]) -> ast.expr:
    node, field, position = place
    value = getattr(node, field)
    found: ast.expr = value if position is None else value[position]
    return found


def _simplify(tree: ast.Module) -> list[Edit]:
    """Return edits that put a part of it or a constant in the place of an expression, or shorten it."""
    edits: list[Edit] = []
    for number, place in enumerate(_expressions(tree)):
        old = _get(place)
        if isinstance(old, ast.Constant):
            continue
        parts = [child for child in ast.iter_child_nodes(old) if isinstance(child, ast.expr)]
        news = [*parts, ast.Constant(1), ast.Constant(1.5), ast.Constant(True)]
        edits += [_replace(number, new) for new in news]
        field = {ast.BoolOp: "values", ast.JoinedStr: "values", ast.List: "elts", ast.Tuple: "elts"}
        name = "args" if isinstance(old, ast.Call) else field.get(type(old))
        if name:
            least = 2 if isinstance(old, ast.BoolOp) else 0
            edits += [_shorten(number, name, k) for k in range(least, len(getattr(old, name)))]
    return edits


def _replace(number: int, new: ast.expr) -> Edit:
    def edit(tree: ast.Module) -> None:
        node, field, position = _expressions(tree)[number]
        if position is None:
            setattr(node, field, new)
        else:
            getattr(node, field)[position] = new

    return edit


def _shorten(number: int, field: str, position: int) -> Edit:
    def edit(tree: ast.Module) -> None:
        del getattr(_get(_expressions(tree)[number]), field)[position]

    return edit
