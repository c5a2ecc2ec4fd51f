"""Machine code of functions of kernel source, statement by statement: what types variables have, then LLVM.

Kernel source is a small language (see `dialect`): assignments, loops, branches, calls. For a function that
makes no arrays, what Numba does first (bytecode, an intermediate form, the analysis of that, a search for
types) takes several times as long as writing the code. What a function or an operator means, and the code
for it, are Numba's here, too: so each operation is what it is in a function that Numba compiles.
"""

from __future__ import annotations

import ast
import builtins
import functools
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.errors import TypingError

__all__ = ["Body"]

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
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
}


class Body:
    """A function of kernel source for arguments of certain types.

    Parameters
    ----------
    function : ast.FunctionDef
        In the dialect that `translate` returns.
    space : mapping of str to object
        What its global names mean.
    typing : Any
        Numba's typing context.
    given : sequence of Any
        Numba's types of the arguments.

    Raises
    ------
    TypingError
        If there is no function or operator for what it is given.
    """

    def __init__(
        self, function: ast.FunctionDef, space: Mapping[str, Any], typing: Any, given: Sequence[Any]
    ) -> None:
        self.function = function
        self.names = [argument.arg for argument in function.args.args]
        self.given = tuple(map(types.unliteral, given))
        self.types = _Types(space, typing, dict(zip(self.names, self.given, strict=True)))
        self.types.settle(function.body)

    def write(self, context: Any, module: Any, *, distinct: bool) -> Callable[[Any, Sequence[Any]], None]:
        """Add the function to a module.

        Parameters
        ----------
        context : Any
            Numba's target context.
        module : Any
            llvmlite's.
        distinct : bool
            Whether what it writes lies in the memory of no other argument.

        Returns
        -------
        callable
            ``call(builder, values)`` writes a call with these values of the given types.
        """
        packer = context.get_arg_packer(self.given)
        kind = ir.FunctionType(ir.VoidType(), packer.argument_types)
        made = ir.Function(module, kind, module.get_unique_name(self.function.name))
        made.linkage = "internal"
        for argument in made.args:
            if distinct and isinstance(argument.type, ir.PointerType):
                argument.add_attribute("noalias")
        builder = ir.IRBuilder(made.append_basic_block("entry"))
        values = packer.from_arguments(builder, made.args)
        writer = _Writer(context, builder, self.types, dict(zip(self.names, values, strict=True)))
        writer.block(self.function.body)
        if not builder.block.is_terminated:
            builder.ret_void()

        def call(caller: Any, operands: Sequence[Any]) -> None:
            caller.call(made, packer.as_arguments(caller, operands))

        return call


class _Types(ast.NodeVisitor):
    """Finds the types of a function's variables and expressions.

    Attributes
    ----------
    variables : dict of str to Any
    known : dict of ast.AST to Any
        The types of expressions.
    calls : dict of tuple of ast.AST and int to tuple
        What operators and calls mean: Numba's function and its signature. Of an expression with several
        operators each has its number.
    """

    def __init__(self, space: Mapping[str, Any], typing: Any, variables: dict[str, Any]) -> None:
        self.space = space
        self.typing = typing
        self.variables = variables
        self.known: dict[ast.AST, Any] = {}
        self.calls: dict[tuple[ast.AST, int], tuple[Any, Any]] = {}

    def settle(self, body: Sequence[ast.stmt]) -> None:
        """Go over the statements until no variable's type changes."""
        before: dict[str, Any] | None = None
        while before != self.variables:
            before = dict(self.variables)
            for statement in body:
                self.visit(statement)

    def meaning(self, name: str) -> Any:
        """Return what a global name means."""
        return self.space[name] if name in self.space else getattr(builtins, name)

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
        assert isinstance(target, ast.Name)
        found = types.unliteral(self.visit(node.value))
        self.variables[target.id] = self._one(self.variables.get(target.id, found), found)

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
        kind = self.typing.resolve_value_type(function)
        signature = self.typing.resolve_function_type(kind, given, {})
        if signature is None:
            raise TypingError(f"kernel source has no {function} of {', '.join(map(str, given))}")
        self.calls[node, place] = kind, signature
        return types.unliteral(signature.return_type)


class _Writer:
    """Writes the statements of a function.

    Parameters
    ----------
    context : Any
        Numba's target context.
    builder : Any
        llvmlite's, in the function's first block.
    known : _Types
    values : dict of str to Any
        The arguments' values.
    """

    def __init__(self, context: Any, builder: Any, known: _Types, values: dict[str, Any]) -> None:
        self.context = context
        self.builder = builder
        self.types = known
        self.places: dict[str, Any] = {}
        for name, type_ in known.variables.items():
            place = self.places[name] = cgutils.alloca_once(builder, context.get_value_type(type_), name=name)
            if name in values:
                builder.store(values[name], place)
        self.ends: list[Any] = []

    # ------------------------------------------------------------------ statements

    def block(self, body: Sequence[ast.stmt]) -> None:
        """Write statements, up to one after which nothing comes."""
        for statement in body:
            if self.builder.block.is_terminated:
                return
            getattr(self, f"_{type(statement).__name__.lower()}")(statement)

    def _assign(self, node: ast.Assign) -> None:
        (target,) = node.targets
        assert isinstance(target, ast.Name)
        value = self._as(node.value, self.types.variables[target.id])
        self.builder.store(value, self.places[target.id])

    def _expr(self, node: ast.Expr) -> None:
        self._value(node.value)

    def _pass(self, node: ast.Pass) -> None:
        pass

    def _break(self, node: ast.Break) -> None:
        self.builder.branch(self.ends[-1])

    def _if(self, node: ast.If) -> None:
        builder = self.builder
        yes, end = builder.append_basic_block("if"), builder.append_basic_block("endif")
        no = builder.append_basic_block("else") if node.orelse else end
        builder.cbranch(self._truth(node.test), yes, no)
        for block, body in ((yes, node.body), (no, node.orelse)):
            if body:
                builder.position_at_end(block)
                self.block(body)
                if not builder.block.is_terminated:
                    builder.branch(end)
        builder.position_at_end(end)

    def _while(self, node: ast.While) -> None:
        builder = self.builder
        test, body, end = map(builder.append_basic_block, ("while", "round", "end"))
        builder.branch(test)
        builder.position_at_end(test)
        builder.cbranch(self._truth(node.test), body, end)
        builder.position_at_end(body)
        self.ends.append(end)
        self.block(node.body)
        self.ends.pop()
        if not builder.block.is_terminated:
            builder.branch(test)
        builder.position_at_end(end)

    # ------------------------------------------------------------------ expressions

    def _value(self, node: ast.expr) -> Any:
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _as(self, node: ast.expr, wanted: Any) -> Any:
        return self._cast(self._value(node), self.types.known[node], wanted)

    def _cast(self, value: Any, type_: Any, wanted: Any) -> Any:
        return value if type_ == wanted else self.context.cast(self.builder, value, type_, wanted)

    def _truth(self, node: ast.expr) -> Any:
        return self.context.is_true(self.builder, self.types.known[node], self._value(node))

    def _constant(self, node: ast.Constant) -> Any:
        return self.context.get_constant_generic(self.builder, self.types.known[node], node.value)

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.places:
            return self.builder.load(self.places[node.id])
        type_ = self.types.known[node]
        if isinstance(type_, types.Number | types.Boolean):
            return self.context.get_constant_generic(self.builder, type_, self.types.meaning(node.id))
        return self.context.get_dummy_value()

    def _attribute(self, node: ast.Attribute) -> Any:
        type_ = self.types.known[node.value]
        read = self.context.get_getattr(type_, node.attr)
        return read(self.context, self.builder, type_, self._value(node.value), node.attr)

    def _boolop(self, node: ast.BoolOp) -> Any:
        """Write the conditions one after the other, as far as they are asked for."""
        builder, ends = self.builder, isinstance(node.op, ast.Or)
        end = builder.append_basic_block("known")
        found = []
        for value in node.values[:-1]:
            truth = self._truth(value)
            found.append((ir.Constant(ir.IntType(1), int(ends)), builder.block))
            more = builder.append_basic_block("more")
            builder.cbranch(truth, *((end, more) if ends else (more, end)))
            builder.position_at_end(more)
        found.append((self._truth(node.values[-1]), builder.block))
        return self._joined(found, end)

    def _ifexp(self, node: ast.IfExp) -> Any:
        builder, type_ = self.builder, self.types.known[node]
        yes, no, end = map(builder.append_basic_block, ("yes", "no", "chosen"))
        builder.cbranch(self._truth(node.test), yes, no)
        builder.position_at_end(yes)
        found = [(self._as(node.body, type_), builder.block)]
        builder.branch(end)
        builder.position_at_end(no)
        found.append((self._as(node.orelse, type_), builder.block))
        return self._joined(found, end)

    def _joined(self, found: Sequence[tuple[Any, Any]], end: Any) -> Any:
        """Go on where blocks meet; return the value that each of them has for it."""
        self.builder.branch(end)
        self.builder.position_at_end(end)
        value = self.builder.phi(found[0][0].type)
        for incoming, block in found:
            value.add_incoming(incoming, block)
        return value

    def _compare(self, node: ast.Compare) -> Any:
        operands = [(self._value(each), self.types.known[each]) for each in (node.left, *node.comparators)]
        found = [
            self._called(node, place, operands[place : place + 2]) for place in range(len(node.comparators))
        ]
        return functools.reduce(self.builder.and_, found)

    def _binop(self, node: ast.BinOp) -> Any:
        return self._applied(node, node.left, node.right)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        return self._applied(node, node.operand)

    def _call(self, node: ast.Call) -> Any:
        return self._applied(node, *node.args)

    def _applied(self, node: ast.AST, *operands: ast.expr) -> Any:
        return self._called(node, 0, [(self._value(each), self.types.known[each]) for each in operands])

    def _called(self, node: ast.AST, place: int, operands: Sequence[tuple[Any, Any]]) -> Any:
        kind, signature = self.types.calls[node, place]
        given = [
            self._cast(value, type_, wanted)
            for (value, type_), wanted in zip(operands, signature.args, strict=True)
        ]
        value = self.context.get_function(kind, signature)(self.builder, given)
        return self._cast(value, signature.return_type, types.unliteral(signature.return_type))
