"""Machine code of functions of kernel source, statement by statement: what types variables have, then LLVM.

Kernel source is a small language (see `dialect`): assignments, loops, branches, calls. What Numba
does for any function of Python first (bytecode, an intermediate form, the analysis of that, a search for
types) takes longer than writing the code. What functions and operators mean, and the code for them, are
Numba's here, too: each operation is what it is in a function that Numba compiles.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.funcdesc import FunctionDescriptor
from numba.core.imputils import user_function

from autograph.runtime.codegen.machine import Intrinsic
from autograph.runtime.codegen.machine_lifetimes import Lifetimes, names_of
from autograph.runtime.codegen.machine_owners import Owners, is_counted
from autograph.runtime.codegen.machine_types import Types

__all__ = ["Body", "call_of"]

Write = Callable[[Any, Sequence[Any]], None]
"""``write(builder, values)`` writes a call."""


class Body:
    """A function of kernel source for arguments of certain types.

    Parameters
    ----------
    function : ast.FunctionDef
        In the dialect that `translate` returns.
    space : mapping of str to object
        What its global names mean.
    given : sequence of Any
        Numba's types of the arguments.
    """

    def __init__(self, function: ast.FunctionDef, space: Mapping[str, Any], given: Sequence[Any]) -> None:
        self.function = function
        self.space = space
        self.names = [argument.arg for argument in function.args.args]
        self.given = tuple(map(types.unliteral, given))
        self.types: Types

    def settle(self, typing: Any) -> None:
        """Find the types of all that the function computes.

        Parameters
        ----------
        typing : Any
            Numba's typing context.

        Raises
        ------
        TypingError
            If there is no function or operator for what it is given.
        """
        self.types = Types(self.space, typing, dict(zip(self.names, self.given, strict=True)))
        self.types.settle(self.function.body)

    def write_part(self, context: Any, module: Any, *, distinct: bool) -> Write:
        """Add a function without a result to a module.

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
            Writes its calls, with values of the given types.
        """
        packer = context.get_arg_packer(self.given)
        kind = ir.FunctionType(ir.VoidType(), packer.argument_types)
        made = ir.Function(module, kind, module.get_unique_name(self.function.name))
        made.linkage = "internal"
        for argument in made.args:
            if distinct and isinstance(argument.type, ir.PointerType):
                argument.add_attribute("noalias")
        builder = ir.IRBuilder(made.append_basic_block("entry"))
        self._fill(context, builder, packer.from_arguments(builder, made.args))
        if not builder.block.is_terminated:
            builder.ret_void()

        def call(caller: Any, operands: Sequence[Any]) -> None:
            caller.call(made, packer.as_arguments(caller, operands))

        return call

    def describe(self, name: str, result: Any = None) -> Any:
        """Return Numba's description of the function under a name; the result's type is what it returns."""
        return FunctionDescriptor(
            native=True, modname="kernel", qualname=name, unique_name=name, doc="", typemap=None,
            restype=result or self.types.result(), calltypes=None, args=self.names, kws=(),
            argtypes=self.given, global_dict={},
        )  # fmt: skip

    def write(self, context: Any, module: Any, description: Any) -> None:
        """Add the function to a module, as Numba's calls have it.

        Parameters
        ----------
        context : Any
            Numba's target context.
        module : Any
            llvmlite's.
        description : Any
            What `describe` returned.
        """
        made = context.declare_function(module, description)
        builder = ir.IRBuilder(made.append_basic_block("entry"))
        context.call_conv.init_call_helper(builder)
        packer = context.get_arg_packer(self.given)
        values = packer.from_arguments(builder, context.call_conv.get_arguments(made))
        self._fill(context, builder, values, description.restype)

    def _fill(self, context: Any, builder: Any, values: Sequence[Any], result: Any = types.none) -> None:
        given = dict(zip(self.names, values, strict=True))
        _Writer(context, builder, self.types, given, result).run(self.function.body)


def call_of(description: Any) -> Any:
    """Return what calls a function that `Body.write` adds to the same module."""
    return Intrinsic(
        lambda *given: (description.restype, description.argtypes), user_function(description, ())
    )


class _Writer:
    """Writes the statements of a function.

    Arrays have owners that are counted: each variable is one, and so is what a call returns, until it is
    kept or no longer needed.

    Parameters
    ----------
    context : Any
        Numba's target context.
    builder : Any
        llvmlite's, in the function's first block.
    known : Types
    values : dict of str to Any
        The arguments' values; those of variables that keep theirs are added.
    result : Any
        The type of what the function returns.
    """

    def __init__(self, context: Any, builder: Any, known: Types, values: dict[str, Any], result: Any) -> None:
        self.context = context
        self.builder = builder
        self.types = known
        self.values = values
        self.result = result
        self.places: dict[str, Any] = {}
        self.ends: list[Any] = []
        self.leave: Any = None
        self.steady: set[str] = set()
        self.owners: Owners
        self.released: dict[ast.stmt, list[str]] = {}

    def run(self, body: Sequence[ast.stmt]) -> None:
        """Write the function."""
        lifetimes = Lifetimes(body)
        self.steady = lifetimes.steady - self.values.keys()
        variables = {name: self.types.variables[name] for name in sorted(lifetimes.assigned)}
        self.owners = Owners(self.context, self.builder, variables)
        self.released |= lifetimes.releases(self.owners.names)
        for name in sorted(variables.keys() - self.steady):
            kind = self.context.get_value_type(variables[name])
            self.places[name] = cgutils.alloca_once(self.builder, kind, name=name)
            if name in self.values:
                self._keep(name, self.values.pop(name), owned=False)
        self.block(body)
        if self.leave is not None:
            if not self.builder.block.is_terminated:
                self.builder.branch(self.leave)
            self.builder.position_at_end(self.leave)
            self.owners.give_up(self.owners.names)
            self.context.call_conv.return_native_none(self.builder)

    def _keep(self, name: str, value: Any, *, owned: bool) -> None:
        """Write that a variable has a value, `owned` if that has an owner which goes."""
        if name in self.steady:
            self.values[name] = value
        else:
            self.builder.store(value, self.places[name])
        if name in self.owners.names:
            if not owned:
                self.context.nrt.incref(self.builder, self.types.variables[name], value)
            self.owners.keep(name, value)

    # ------------------------------------------------------------------ statements

    def block(self, body: Sequence[ast.stmt]) -> None:
        """Write statements, up to one after which nothing comes."""
        for statement in body:
            getattr(self, f"_{type(statement).__name__.lower()}")(statement)
            if self.builder.block.is_terminated:
                return
            self.owners.give_up(self.released.get(statement, ()))

    def _assign(self, node: ast.Assign) -> None:
        (target,) = node.targets
        if isinstance(target, ast.Name):
            values = [self._valued(node.value)]
        elif isinstance(node.value, ast.Tuple):
            values = [self._valued(each) for each in node.value.elts]
        else:
            parts = cgutils.unpack_tuple(self.builder, self._value(node.value))
            kinds = self.types.known[node.value].types
            values = [(part, kind, True) for part, kind in zip(parts, kinds, strict=True)]
        ready = {}
        for each, (value, type_, owned) in zip(names_of(target), values, strict=True):
            ready[each] = self._cast(value, type_, self.types.variables[each])
            if each in self.owners.names and not owned:
                self.context.nrt.incref(self.builder, type_, value)  # before another one is given up
        for each, value in ready.items():
            self._keep(each, value, owned=True)

    def _valued(self, node: ast.expr) -> tuple[Any, Any, bool]:
        """Return an expression's value and type, and whether nothing else owns it."""
        return self._value(node), self.types.known[node], _is_owned(node)

    def _return(self, node: ast.Return) -> None:
        """Write that the function ends: with nothing where all such ends meet, or with values."""
        assert node.value is not None
        builder, kind = self.builder, self.types.returned[node]
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        values = [self._value(part) for part in parts]
        if kind == types.none:
            if self.leave is None:
                self.leave = builder.append_basic_block("leave")
            builder.branch(self.leave)
            return
        for part, value in zip(parts, values, strict=True):
            if not _is_owned(part):
                self.context.nrt.incref(builder, self.types.known[part], value)
        self.owners.give_up(self.owners.names)
        if isinstance(node.value, ast.Tuple):
            values = [self.context.make_tuple(builder, kind, values)]
        inner = self.result.type if isinstance(self.result, types.Optional) else self.result
        result = self.context.get_return_value(builder, inner, self._cast(values[0], kind, inner))
        self.context.call_conv.return_value(builder, result)

    def _expr(self, node: ast.Expr) -> None:
        self._forget(node.value, self._value(node.value))

    def _forget(self, node: ast.expr, value: Any) -> None:
        """Write that what an expression gave is no longer needed."""
        type_ = self.types.known[node]
        if _is_owned(node) and is_counted(self.context, type_):
            self.context.nrt.decref(self.builder, type_, value)

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
        if node.value is None:
            return self.context.get_dummy_value()
        return self.context.get_constant_generic(self.builder, self.types.known[node], node.value)

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.values:
            return self.values[node.id]
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
        values = [self._value(each) for each in operands]
        kinds = [self.types.known[each] for each in operands]
        result = self._called(node, 0, list(zip(values, kinds, strict=True)))
        for each, value in zip(operands, values, strict=True):
            self._forget(each, value)
        return result

    def _called(self, node: ast.AST, place: int, operands: Sequence[tuple[Any, Any]]) -> Any:
        function, signature = self.types.calls[node, place]
        given = [
            self._cast(value, type_, wanted)
            for (value, type_), wanted in zip(operands, signature.args, strict=True)
        ]
        if isinstance(function, Intrinsic):
            value = function.build(self.context, self.builder, signature, given)
        else:
            value = self.context.get_function(function, signature)(self.builder, given)
        return self._cast(value, signature.return_type, types.unliteral(signature.return_type))


def _is_owned(node: ast.expr) -> bool:
    """Whether nothing but an expression itself owns the array that it gives: a call has made it."""
    return isinstance(node, ast.Call)
