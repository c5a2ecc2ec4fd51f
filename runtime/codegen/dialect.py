"""Kernel source in, what is left of Python for the compiler out.

``x[i, j]`` is a plain load or store, unchecked, and ``x.shape[0]`` a call; a ``for`` over a range becomes a
``while``.
"""

from __future__ import annotations

import ast
from typing import Any

__all__ = ["HALVES", "PAIR_BLOCK", "PAIR_DEPTH", "PAIR_PIECES", "PAIR_WORDS", "SLOTS", "translate"]

HALVES = frozenset([-4, -2, -1, 1, 2, 3, 4, 5, 6, 8])
"""Twice the exponents of which ``pow`` has functions of their own."""

SLOTS = 100
"""How many pieces of memory of one size and dtype a call has at most."""

PAIR_BLOCK = 512
"""As many elements of a sum in NumPy's order are computed before they are added; it adds no more at once."""

PAIR_PIECES = 64
"""Into how many pieces a long sum is taken apart at most."""

PAIR_DEPTH = 64
"""How often a sum in NumPy's order is halved at most."""

PAIR_WORDS = 1 + 2 * PAIR_DEPTH
"""How long the state of such a sum is: see `machine_pairs`."""


def translate(source: str) -> tuple[ast.Module, set[str], set[str]]:
    """Return kernel source as ordinary Python that calls functions.

    Returns
    -------
    tree : ast.Module
    names : set of str
        The names it uses that it does not define.
    parts : set of str
        The functions that are called by ``share(part, rounds, each, operands...)``; what
        remains of that is ``part(rounds, each, operands...)``.
    """
    calls = _Calls()
    tree = ast.fix_missing_locations(calls.visit(ast.parse(source)))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return tree, calls.names - own, calls.parts


class _Calls(ast.NodeTransformer):
    """Turns the dialect of kernel source into calls: ``x[i, j]`` is a plain load or store, unchecked."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.parts: set[str] = set()

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Note a name."""
        self.names.add(node.id)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Make one number of ``-1``: the least integer is none with a sign before another."""
        self.generic_visit(node)
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            assert isinstance(node.operand.value, int | float | complex)
            return ast.Constant(-node.operand.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Note what is called."""
        if isinstance(node.func, ast.Name) and node.func.id == "share":
            node.func = node.args.pop(0)
            assert isinstance(node.func, ast.Name)
            self.parts.add(node.func.id)
        for argument in node.args:
            self.visit(argument)
        node.args = [self.visit(argument) for argument in node.args]
        if isinstance(node.func, ast.Name):
            self._literal(node)
            self.names.add(node.func.id)
        return node

    @staticmethod
    def _literal(node: ast.Call) -> None:
        """Make ``pow(x, 1.5)`` and ``scratch(512, 0, dtype)`` functions of their own."""
        assert isinstance(node.func, ast.Name)
        if node.func.id == "scratch":
            size, slot = (ast.literal_eval(argument) for argument in node.args[:2])
            node.func.id = f"scratch__{SLOTS * size + slot}"
            del node.args[:2]
        if node.func.id != "pow":
            return
        try:
            halves = 2 * ast.literal_eval(node.args[1])
        except ValueError:
            return
        if halves in HALVES:
            node.func.id = f"pow_{'of' if halves > 0 else 'under'}__{abs(int(halves))}"
            del node.args[1]

    def visit_For(self, node: ast.For) -> list[ast.stmt]:
        """Make a ``while``; its bounds are computed once."""
        assert isinstance(node.target, ast.Name)
        assert isinstance(node.iter, ast.Call)
        index, bounds = node.target.id, [self.visit(bound) for bound in node.iter.args]
        start = bounds[0] if len(bounds) > 1 else ast.Constant(0)
        stop = bounds[len(bounds) > 1]
        step = bounds[2] if len(bounds) > 2 else ast.Constant(1)
        unit = {"1": ("<", "+"), "-1": (">", "-")}.get(ast.unparse(step))
        names = {"i": index, "next": f"{index}__next", "stop": f"{index}__stop", "step": f"{index}__step"}
        if unit is not None:
            values = {"next": start, "stop": stop}
            test, move = unit
            loop = f"while {{next}} {test} {{stop}}:\n    {{i}} = {{next}}\n    {{next}} = {{i}} {move} 1"
        else:
            count = self._call("slice_count", [start, stop, step])
            values = {"next": start, "step": step, "stop": count}
            loop = "while {stop} > 0:\n    {i} = {next}\n    {next} = {i} + {step}\n    {stop} = {stop} - 1"
        before: list[ast.stmt] = [
            ast.Assign([ast.Name(names[name], ast.Store())], value) for name, value in values.items()
        ]
        (made,) = ast.parse(loop.format(**names)).body
        assert isinstance(made, ast.While)
        for statement in node.body:
            found = self.visit(statement)
            made.body.extend(found if isinstance(found, list) else [found])
        return [*before, made]

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Make a load of ``x[i, j]`` or ``x.flat[i]``, or of a size."""
        if isinstance(node.value, ast.Attribute) and isinstance(node.slice, ast.Constant):  # of ``x.shape``
            return self._call(f"{node.value.attr}__{node.slice.value!r}", [node.value.value])
        if not isinstance(node.ctx, ast.Load):
            return node
        index = [self.visit(place) for place in _places(node.slice)]
        return self._call("load", [_array(node.value), *index])

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Make a store of ``x[i, j] = v``."""
        target = node.targets[0]
        node.value = self.visit(node.value)
        if isinstance(target, ast.Subscript):
            index = [self.visit(place) for place in _places(target.slice)]
            return ast.Expr(self._call("store", [_array(target.value), *index, node.value]))
        return node

    def _call(self, name: str, arguments: list[Any]) -> ast.Call:
        self.names.add(name)
        return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _array(node: ast.expr) -> ast.Name:
    """Return the array of which an element is meant."""
    name = node.value if isinstance(node, ast.Attribute) else node
    assert isinstance(name, ast.Name)
    return ast.Name(name.id, ast.Load())


def _places(index: ast.expr) -> list[ast.expr]:
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]
