"""A program that fails a check in, a smaller one that fails it too out."""

from __future__ import annotations

import ast
import contextlib
import copy
import time
from collections.abc import Callable, Iterator

from autograph.testing.program import Program

__all__ = ["shrink"]

Edit = Callable[[ast.Module], None]


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
    program: Program,
    stage: Callable[[ast.Module], Iterator[ast.Module]],
    fails: Callable[[Program], bool],
    end: float,
) -> tuple[Program, bool]:
    """Take the first edit of a stage that still fails, and go on from there, until none does."""
    better = False
    skip = 0
    while time.monotonic() < end:
        for number, tree in enumerate(stage(ast.parse(program.source))):
            if number < skip:
                continue
            if time.monotonic() > end:
                return program, better
            source = _text(tree)
            if source is None or len(source) >= len(program.source):
                continue
            candidate = Program(source, program.arguments)
            if fails(candidate):
                program, better, skip = candidate, True, number
                break
        else:
            if skip == 0:
                break
            skip = 0
    return program, better


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


def _edited(
    tree: ast.Module, number: int, field: str, change: Callable[[list[ast.stmt]], None]
) -> ast.Module:
    """Return a copy in which the statements of the number-th block are changed."""
    twin = copy.deepcopy(tree)
    node, _ = list(_blocks(twin))[number]
    change(getattr(node, field))
    if field == "body" and not node.body:  # type: ignore[attr-defined]
        node.body = [ast.Pass()]  # type: ignore[attr-defined]
    return twin


def _drop_statements(tree: ast.Module) -> Iterator[ast.Module]:
    """Yield trees with half of a block, a quarter, ..., one statement less."""
    for number, (node, field) in enumerate(list(_blocks(tree))):
        count = len(getattr(node, field))
        width = count
        while width:
            for start in range(count - width, -1, -width):

                def cut(block: list[ast.stmt], start: int = start, width: int = width) -> None:
                    del block[start : start + width]

                yield _edited(tree, number, field, cut)
            width //= 2


def _unwrap(tree: ast.Module) -> Iterator[ast.Module]:
    """Yield trees in which a compound statement is replaced by one of its blocks."""
    for number, (node, field) in enumerate(list(_blocks(tree))):
        for place, statement in enumerate(getattr(node, field)):
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                continue
            for inner in ("body", "orelse"):
                if getattr(statement, inner, None):

                    def lift(block: list[ast.stmt], place: int = place, inner: str = inner) -> None:
                        block[place : place + 1] = getattr(block[place], inner)

                    yield _edited(tree, number, field, lift)


def _expressions(tree: ast.AST) -> list[tuple[ast.AST, str, int | None]]:
    """Return the places of all expressions that are read."""
    found: list[tuple[ast.AST, str, int | None]] = []
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr) and not isinstance(getattr(value, "ctx", None), ast.Store):
                found.append((node, field, None))
            elif isinstance(value, list):
                found += [
                    (node, field, k)
                    for k, item in enumerate(value)
                    if isinstance(item, ast.expr) and not isinstance(getattr(item, "ctx", None), ast.Store)
                ]
    return found


def _get(place: tuple[ast.AST, str, int | None]) -> ast.expr:
    node, field, position = place
    value = getattr(node, field)
    return value if position is None else value[position]  # type: ignore[no-any-return]


def _simplify(tree: ast.Module) -> Iterator[ast.Module]:
    """Yield trees in which an expression is replaced by a part of it or by a constant."""
    for number, place in enumerate(_expressions(tree)):
        old = _get(place)
        if isinstance(old, ast.Constant):
            continue
        parts = [child for child in ast.iter_child_nodes(old) if isinstance(child, ast.expr)]
        for new in [*parts, ast.Constant(1), ast.Constant(1.5), ast.Constant(True)]:
            twin = copy.deepcopy(tree)
            node, field, position = _expressions(twin)[number]
            if position is None:
                setattr(node, field, copy.deepcopy(new))
            else:
                getattr(node, field)[position] = copy.deepcopy(new)
            yield twin
        if isinstance(old, ast.Call | ast.BoolOp | ast.List | ast.Tuple | ast.JoinedStr):
            yield from _shorter(tree, number, old)


def _shorter(tree: ast.Module, number: int, old: ast.expr) -> Iterator[ast.Module]:
    """Yield trees in which a list of operands is shorter by one."""
    field = {ast.Call: "args", ast.BoolOp: "values", ast.JoinedStr: "values"}.get(type(old), "elts")
    count = len(getattr(old, field))
    for position in range(count if count > 2 or field != "values" else 0):
        twin = copy.deepcopy(tree)
        node = _get(_expressions(twin)[number])
        del getattr(node, field)[position]
        yield twin
