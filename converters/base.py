"""What every converter stands on: the context of one function, templates of code, fresh names."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from textwrap import dedent
from typing import Any, ClassVar, Literal

import gast

from autograph.converters.analysis.names import nodes_of, yields
from autograph.converters.analysis.scopes import Scopes
from autograph.converters.analysis.walking import child_fields, children, walk

__all__ = [
    "OPERATORS",
    "Context",
    "Converter",
    "Form",
    "constant",
    "docstring_length",
    "insert_first",
    "is_generated",
    "is_lazy",
    "is_native",
    "looks_at_frame",
    "names_tuple",
    "natives",
    "quote",
    "quote_expression",
]

OPERATORS = "ag__"
"""The name under which converted code finds its operators."""

_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")


Form = Literal["function", "guarded", "steps", "driven", "iterator", "resumed"]


@dataclasses.dataclass
class Context:
    """What is known of the function being converted, and the names already taken in it.

    Attributes
    ----------
    taken : set of str
        Every identifier of the function, the user's and ours.
    generated : set of str
        The identifiers that converters made up.
    outside : mapping of str to object
        The values, at conversion time, of the function's globals, free variables and builtins.
    bound : mapping of gast.AST to set of str
        The variables that each function binds: dropping dead code must not make them global.
    natives : set of gast.AST
        The functions, lambdas and classes that are left as they are.
    stops : dict of gast.AST to str
        The variable that ends a loop early, for the loops that have one.
    states : dict of gast.AST to tuple of str
        The variables that each ``if``, ``while`` and ``for`` changes and somebody reads later.
    items : set of gast.AST
        The ``for`` loops whose target must be assigned in the body.
    seen : dict of gast.AST to tuple of str
        The variables that a statement changes and other functions can read, where there are any.
    depths : dict of gast.AST to int
        How many statements of its kind stand around each ``if``, ``while`` and ``for``.
    nested : dict
        The names given to operators by kind and depth.
    form : {"function", "guarded", "steps", "driven", "iterator", "resumed"}
        What is made of the function: see `convert`.
    thorough : bool
        Whether a branch that raises ends there (see `Branches`), and operators compare all values.
    asking : set of str
        The variables that take what such a loop sends.
    scopes : Scopes or None
        Those of the tree, while converters run that leave the user's variables where they are.
    whole : gast.AST or None
        The ``try`` that the whole body of a function has been put into.
    finals : dict of gast.AST to dict
        The blocks that a ``finally`` with a jump follows, and the variables that say what they raised.
    own_tries : set of gast.AST
        The ``try`` statements that are Python's in any form.
    placed : set of gast.AST
        The assignments to elements and attributes whose place is evaluated already.
    calm : set of gast.AST
        The statements of a ``try`` that cannot raise.
    shared : set of str
        The outer functions' variables that belong to converted code, too: they are used as they are.
    """

    taken: set[str]
    outside: Mapping[str, Any]
    bound: Mapping[gast.AST, set[str]] = dataclasses.field(default_factory=dict)
    natives: Set[gast.AST] = frozenset()
    generated: set[str] = dataclasses.field(default_factory=set)
    stops: dict[gast.AST, str] = dataclasses.field(default_factory=dict)
    states: dict[gast.AST, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    items: set[gast.AST] = dataclasses.field(default_factory=set)
    seen: dict[gast.AST, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    depths: dict[gast.AST, int] = dataclasses.field(default_factory=dict)
    nested: dict[tuple[str, int], str] = dataclasses.field(default_factory=dict)
    form: Form = "function"
    thorough: bool = False
    asking: set[str] = dataclasses.field(default_factory=set)
    scopes: Scopes | None = None
    whole: gast.AST | None = None
    finals: dict[gast.AST, dict[str, Any]] = dataclasses.field(default_factory=dict)
    own_tries: set[gast.AST] = dataclasses.field(default_factory=set)
    placed: set[gast.AST] = dataclasses.field(default_factory=set)
    calm: set[gast.AST] = dataclasses.field(default_factory=set)
    shared: Set[str] = frozenset()

    def fresh(self, name: str) -> str:
        """Return `name`, or `name_1`, ..., whichever nobody uses yet, and take it."""
        candidate, number = name, 0
        while candidate in self.taken:
            number += 1
            candidate = f"{name}_{number}"
        self.taken.add(candidate)
        self.generated.add(candidate)
        return candidate

    def suspends(self, node: Any) -> bool:
        """Say whether a statement is left as it is, for a ``yield`` in it suspends the generator there."""
        if not self.asking:
            return yields(node)
        inside = list(nodes_of(node))
        asking = sum(isinstance(each, gast.Assign) and self._asks(each) for each in inside)
        return asking < sum(isinstance(each, gast.Yield | gast.YieldFrom) for each in inside)

    def _asks(self, node: gast.Assign) -> bool:
        target = node.targets[0]
        return isinstance(target, gast.Name) and target.id in self.asking

    def name_at(self, name: str, node: gast.AST) -> str:
        """Return a fresh name that statements beside one another share: ``loop``, inside ``loop_1``."""
        place = name, self.depths[node]
        if place not in self.nested:
            self.nested[place] = self.fresh(name)
        return self.nested[place]


_Method = Callable[[Any, Any], Any]


def _spread(change: Callable[[Any], Any], nodes: list[Any]) -> list[Any]:
    """Return a list of nodes changed, one that becomes several as these one after the other."""
    done: list[Any] = []
    for node in nodes:
        changed = change(node) if isinstance(node, gast.AST) else node
        if type(changed) is list:
            done += changed
        else:
            done.append(changed)
    return done


def _leaf(converter: Any, node: Any) -> Any:
    """Leave a node alone that has none below it."""
    return node


class Converter:
    """Rewrites one construct, in the function and in the local functions and lambdas inside it.

    Class bodies, generators and coroutines are left as they are.

    Attributes
    ----------
    removes : tuple of type
        The nodes that are gone for ever once this converter ran; `keeps` says which ones may stay.
    moves_names : bool
        Whether this converter may add, remove or rename the user's variables, or copy code.
    """

    removes: ClassVar[tuple[type, ...]] = ()
    moves_names: ClassVar[bool] = True
    _methods: ClassVar[dict[type, _Method]] = {}

    def __init_subclass__(cls) -> None:
        cls._methods = {}

    def __init__(self, context: Context) -> None:
        self.context = context

    def visit(self, node: Any) -> Any:
        """Convert a node by the method of its kind; return what stands in its place."""
        kind = type(node)
        method = self._methods.get(kind)
        if method is None:
            method = self._methods[kind] = self._method(kind)
        return method(self, node)

    @classmethod
    def _method(cls, kind: type) -> _Method:
        method: _Method | None = getattr(cls, f"visit_{kind.__name__}", None)
        skips = issubclass(kind, gast.expr) and not cls.handles_expressions()
        if skips or (method is None and (kind is gast.Name or not child_fields(kind))):
            return _leaf
        return cls.generic_visit if method is None else method

    @classmethod
    @functools.cache
    def handled(cls) -> frozenset[type]:
        """Return the kinds of nodes that this converter has methods of its own for."""
        own = {name for base in cls.__mro__[: cls.__mro__.index(Converter)] for name in vars(base)}
        names = {name.removeprefix("visit_") for name in own if name.startswith("visit_")}
        return frozenset(getattr(gast, name) for name in names)

    @classmethod
    @functools.cache
    def handles_expressions(cls) -> bool:
        """Say whether this converter must look into expressions, in which there are no statements."""
        return any(issubclass(kind, gast.expr) for kind in cls.handled())

    def convert(self, tree: gast.AST) -> gast.AST:
        """Return the converted tree; the given one may be changed."""
        converted: gast.AST = self.visit(tree)
        return converted

    def keeps(self, node: gast.AST) -> bool:
        """Say whether a node of a removed type is rightly still there."""
        return False

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Convert the body of a local function, unless it is a generator."""
        if node in self.context.natives:
            return node
        self.convert_function(node)
        return node

    def convert_function(self, node: gast.FunctionDef) -> None:
        """Convert a function in place; by default, node by node."""
        self.generic_visit(node)

    def visit_arguments(self, node: gast.arguments) -> Any:
        """Convert the defaults; annotations are never converted."""
        node.defaults = [self.visit(value) for value in node.defaults]
        node.kw_defaults = [self.visit(value) if value is not None else None for value in node.kw_defaults]
        return node

    def visit_AnnAssign(self, node: gast.AnnAssign) -> Any:
        """Convert the target and the value; annotations are never converted."""
        node.target = self.visit(node.target)
        node.value = self.visit(node.value) if node.value is not None else None
        return node

    def generic_visit(self, node: Any) -> Any:
        """Convert what is inside a node, in order."""
        kind = type(node)
        if kind is gast.FunctionDef:
            return self._visit_function(node)
        for field in child_fields(kind):
            value = getattr(node, field, None)
            if value is None:
                continue
            if type(value) is list:
                if value:
                    value[:] = _spread(self.visit, value)
            elif isinstance(value, gast.AST):
                converted = self.visit(value)
                if converted is not value:
                    setattr(node, field, converted)
        return node

    def _visit_function(self, node: gast.FunctionDef) -> Any:
        node.decorator_list = [self.visit(value) for value in node.decorator_list]
        self.visit(node.args)
        node.body[:] = _spread(self.visit, node.body)
        return node

    def visit_Lambda(self, node: gast.Lambda) -> Any:
        """Convert a lambda, unless it is a generator."""
        return node if node in self.context.natives else self.generic_visit(node)

    def visit_ClassDef(self, node: gast.ClassDef) -> Any:
        """Leave a class as it is."""
        return node

    def visit_AsyncFunctionDef(self, node: gast.AsyncFunctionDef) -> Any:
        """Leave a coroutine as it is."""
        return node


_SCOPES = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda, gast.ClassDef)
_SUSPENDING = (gast.Yield, gast.YieldFrom, gast.Await, gast.AsyncFor, gast.AsyncWith)


def looks_at_frame(node: Any) -> bool:
    """Say whether a node calls a builtin that sees its caller's variables, ours among them."""
    if not isinstance(node, gast.Call) or not isinstance(node.func, gast.Name):
        return False
    most = {"locals": 0, "vars": 0, "dir": 0, "eval": 2, "exec": 2}.get(node.func.id, -1)
    return len(node.args) + len(node.keywords) <= most


def _is_special(node: Any) -> bool:
    if isinstance(node, _SUSPENDING) or (isinstance(node, gast.comprehension) and node.is_async):
        return True
    if looks_at_frame(node):
        return True
    if isinstance(node, _SCOPES):
        return False
    return any(_is_special(child) for child in children(node))


def is_native(node: gast.AST) -> bool:
    """Say whether a function, lambda or class is left unconverted.

    Generators, coroutines and classes are, and functions that ask for their own variables.
    """
    if isinstance(node, gast.Lambda):
        return _is_special(node.body)
    if isinstance(node, gast.FunctionDef):
        return any(_is_special(statement) for statement in node.body)
    return True


def natives(tree: gast.AST) -> set[gast.AST]:
    """Return the functions, lambdas and classes of a tree that are left unconverted."""
    return {node for node in walk(tree) if isinstance(node, _SCOPES) and is_native(node)}


def is_generated(node: gast.AST, context: Context, own: bool = True) -> bool:
    """Say whether an expression starts from a name of ours: ``ag__.f`` (if `own`), ``loop.test``."""
    while isinstance(node, gast.Attribute | gast.Call):
        node = node.value if isinstance(node, gast.Attribute) else node.func
    return isinstance(node, gast.Name) and ((own and node.id == OPERATORS) or node.id in context.generated)


def is_lazy(*expressions: gast.AST) -> bool:
    """Say whether expressions mean the same inside a lambda: no ``:=``, ``yield`` or ``await`` in them."""
    return not any(
        isinstance(node, (gast.NamedExpr, gast.Yield, gast.YieldFrom, gast.Await))
        for expression in expressions
        for node in walk(expression)
    )


def constant(value: Any) -> gast.Constant:
    """Return a constant node."""
    return gast.Constant(value, None)


def names_tuple(names: Iterable[str]) -> gast.Tuple:
    """Return the node of a tuple of strings."""
    return gast.Tuple([constant(name) for name in names], gast.Load())


@functools.lru_cache(maxsize=256)
def _template(text: str) -> gast.Module:
    tree = gast.parse(dedent(text))
    for node in gast.walk(tree):
        for place in _PLACES:
            if hasattr(node, place):
                delattr(node, place)
    return tree


class _Filling:
    """Copies a template, all of it at one place in the source, with the parts in the place of their names."""

    def __init__(self, place: Mapping[str, Any], parts: Mapping[str, Any]) -> None:
        self.place = place
        self.parts = parts

    def copy(self, tree: Any) -> Any:
        """Return a copy of a node: itself, the part for it, or a list of nodes."""
        kind = type(tree)
        if kind is gast.Name:
            part = self.parts.get(tree.id, tree.id)
            if isinstance(part, str):
                return self._name(part, tree.ctx)
            if isinstance(part, list | tuple):
                return [self._name(name, tree.ctx) if isinstance(name, str) else name for name in part]
            return part
        if kind is gast.Expr and type(tree.value) is gast.Name:
            part = self.parts.get(tree.value.id)
            if isinstance(part, list):
                return part
        made = kind()
        inside = made.__dict__
        for field, value in tree.__dict__.items():
            if type(value) is list:
                inside[field] = _spread(self.copy, value)
            else:
                inside[field] = self.copy(value) if isinstance(value, gast.AST) else value
        if kind._attributes:
            inside.update(self.place)
        return made

    def _name(self, name: str, context: Any) -> gast.Name:
        node = gast.Name(name, type(context)(), None, None)
        node.__dict__.update(self.place)
        return node


def quote(template: str, at: gast.AST, **parts: Any) -> list[Any]:
    """Return the statements that a text stands for.

    Parameters
    ----------
    template : str
        Python text.
    at : gast.AST
        The user's node whose place in the source the new nodes take.
    **parts
        For each name in the text that is to be replaced: another name, an expression, a list of
        statements (where the name is a statement of its own), or a list of names or expressions
        (in a call or a tuple).

    Examples
    --------
    >>> import gast
    >>> at = gast.parse("x = 1").body[0]
    >>> print(gast.unparse(quote("FLAG = True", at, FLAG="stop")[0]).strip())
    stop = True
    """
    place = {name: getattr(at, name) for name in _PLACES if hasattr(at, name)}
    if place.get("end_lineno") != place.get("lineno"):  # Python gives some calls the line of their end
        place.update(end_lineno=place["lineno"], end_col_offset=place["col_offset"])
    return _spread(_Filling(place, parts).copy, _template(template).body)


def quote_expression(template: str, at: gast.AST, **parts: Any) -> Any:
    """Return the expression that a text stands for; see `quote`."""
    return quote(template, at, **parts)[0].value


def docstring_length(body: Sequence[gast.AST]) -> int:
    """Return the number of leading statements that must stay first: the docstring, if any."""
    first = body[0] if body else None
    is_text = (
        isinstance(first, gast.Expr)
        and isinstance(first.value, gast.Constant)
        and isinstance(first.value.value, str)
    )
    return 1 if is_text else 0


def insert_first(function: gast.FunctionDef, statements: list[Any]) -> None:
    """Put statements at the start of a function, after its docstring and its declarations."""
    place = docstring_length(function.body)
    while place < len(function.body) and isinstance(function.body[place], gast.Global | gast.Nonlocal):
        place += 1
    function.body[place:place] = statements
