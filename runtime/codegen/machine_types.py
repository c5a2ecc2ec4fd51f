"""What types the variables and expressions of a function of kernel source have, and what its calls mean."""

from __future__ import annotations

import ast
import builtins
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from numba.core import types
from numba.core.errors import TypingError

from autograph.runtime.codegen.machine import Intrinsic
from autograph.runtime.codegen.machine_lifetimes import names_of
from autograph.runtime.codegen.machine_numbers import COMPLEX_PRODUCT

__all__ = ["Types"]

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


class Types(ast.NodeVisitor):
    """Finds the types of a function's variables and expressions.

    Attributes
    ----------
    variables : dict of str to Any
    known : dict of ast.AST to Any
        The types of expressions.
    calls : dict of tuple of ast.AST and int to tuple
        What operators and calls mean: an `Intrinsic` or Numba's function, and its signature. Of an
        expression with several operators each has its number.
    returned : dict of ast.Return to Any
        The types of what it returns.
    """

    def __init__(self, space: Mapping[str, Any], typing: Any, variables: dict[str, Any]) -> None:
        self.space = space
        self.typing = typing
        self.variables = variables
        self.known: dict[ast.AST, Any] = {}
        self.calls: dict[tuple[ast.AST, int], tuple[Any, Any]] = {}
        self.returned: dict[ast.Return, Any] = {}

    def settle(self, body: Sequence[ast.stmt]) -> None:
        """Go over the statements until no variable's type changes."""
        before: dict[str, Any] | None = None
        while before != self.variables:
            before = dict(self.variables)
            for statement in body:
                self.visit(statement)

    def result(self) -> Any:
        """Return the type of what the function returns."""
        return self._one(*self.returned.values())

    def meaning(self, name: str) -> Any:
        """Return what a global name means."""
        found = self.space.get(name, getattr(builtins, name, None))
        if found is None:
            raise TypingError(f"kernel source reads {name} before it is assigned")
        return found

    def visit(self, node: ast.AST) -> Any:
        """Return the type of an expression."""
        found = super().visit(node)
        if isinstance(node, ast.expr):
            self.known[node] = found
        return found

    def generic_visit(self, node: ast.AST) -> Any:
        """Go into a statement."""
        if isinstance(node, ast.expr):
            raise TypingError(f"kernel source has no {type(node).__name__}")
        return super().generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Note a variable's type."""
        (target,) = node.targets
        made = self.visit(node.value)
        several = made.types if isinstance(target, ast.Tuple) else [made]
        for name, type_ in zip(names_of(target), several, strict=True):
            found = types.unliteral(type_)
            self.variables[name] = self._one(self.variables.get(name, found), found)

    def visit_Return(self, node: ast.Return) -> None:
        """Note a result's type."""
        assert node.value is not None
        self.returned[node] = self.visit(node.value)

    def visit_Tuple(self, node: ast.Tuple) -> Any:
        """Return the type of several values."""
        return types.Tuple(tuple(types.unliteral(self.visit(each)) for each in node.elts))

    def _one(self, *several: Any) -> Any:
        """Return the type that can hold values of all these."""
        found = several[0] if len(set(several)) == 1 else self.typing.unify_types(*several)
        if found is None:
            raise TypingError(f"a variable of kernel source is {' and '.join(map(str, several))}")
        return found

    def visit_Constant(self, node: ast.Constant) -> Any:
        """Return a number's type."""
        return self.typing.resolve_value_type(node.value)

    def visit_Name(self, node: ast.Name) -> Any:
        """Return a variable's type, or that of a global."""
        found = self.variables.get(node.id)
        return self.typing.resolve_value_type(self.meaning(node.id)) if found is None else found

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        """Return the type of conditions."""
        for value in node.values:
            self.visit(value)
        return types.boolean

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        """Return the type of one of two values."""
        self.visit(node.test)
        return self._one(*(types.unliteral(self.visit(value)) for value in (node.body, node.orelse)))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        """Return the type of an operator's result."""
        return self._applied(node, _OPERATORS[type(node.op)], node.left, node.right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        """Return the type of an operator's result."""
        return self._applied(node, _OPERATORS[type(node.op)], node.operand)

    def visit_Compare(self, node: ast.Compare) -> Any:
        """Return the type of a condition."""
        left = node.left
        for place, (sign, right) in enumerate(zip(node.ops, node.comparators, strict=True)):
            self._applied(node, _OPERATORS[type(sign)], left, right, place=place)
            left = right
        return types.boolean

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        """Return the type of a complex number's part."""
        return self.typing.resolve_getattr(self.visit(node.value), node.attr)

    def visit_Call(self, node: ast.Call) -> Any:
        """Return the type of a function's result."""
        assert isinstance(node.func, ast.Name)
        return self._applied(node, self.meaning(node.func.id), *node.args)

    def _applied(self, node: ast.AST, function: Any, *operands: ast.expr, place: int = 0) -> Any:
        given = tuple(types.unliteral(self.visit(operand)) for operand in operands)
        if isinstance(function, Intrinsic):
            signature = function.signature(given)
        else:
            function = self.typing.resolve_value_type(function)
            signature = self.typing.resolve_function_type(function, given, {})
        if signature is None:
            raise TypingError(f"kernel source has no {function} of {', '.join(map(str, given))}")
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mult)
            and signature.return_type in types.complex_domain
        ):
            function = COMPLEX_PRODUCT  # Numba compiles one of Python's, with all that this takes
        self.calls[node, place] = function, signature
        return types.unliteral(signature.return_type)
