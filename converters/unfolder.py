"""An expression in, statements that evaluate it step by step out: what lambdas cannot hold, and loops."""

from __future__ import annotations

import builtins
from typing import Any

import gast

from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.walking import child_fields, children, walk
from autograph.converters.base import Context, quote, quote_expression
from autograph.converters.yield_ import asking

__all__ = ["Unfolder"]

_ORDERED = (
    gast.Attribute,
    gast.BinOp,
    gast.Call,
    gast.Dict,
    gast.FormattedValue,
    gast.JoinedStr,
    gast.List,
    gast.NamedExpr,
    gast.Set,
    gast.Slice,
    gast.Starred,
    gast.Subscript,
    gast.Tuple,
    gast.UnaryOp,
    gast.keyword,
)
"""What evaluates all that is inside it, in the order of its fields; a dict its keys and values by turns."""

_FOLDS = ("sum", "any", "all", "min", "max", "next")
_COLLECTORS = ("list", "sorted")


_DISPLAYED = (gast.ListComp, gast.SetComp, gast.DictComp)
_COLLECTED = {
    gast.ListComp: ("[]", "MADE.append(VALUE)"),
    gast.SetComp: ("{*()}", "MADE.add(VALUE)"),
    gast.DictComp: ("{}", "PAIR = VALUE\nMADE[PAIR[0]] = PAIR[1]"),
}
"""What a comprehension's loop starts from, and what it does with an item."""


class Unfolder:
    """Takes one expression apart.

    Parameters
    ----------
    context : Context
    scopes : Scopes
        Those of the tree.
    lowers : bool
        Whether comprehensions become loops; the expression is copied then, and stays as it is.
    """

    def __init__(self, context: Context, scopes: Scopes, lowers: bool) -> None:
        self.context = context
        self.scopes = scopes
        self.lowers = lowers
        self.statements: list[Any] = []
        self._renamed: dict[tuple[Scope, str], str] = {}

    def needs(self, tree: Any) -> bool:
        """Say whether there is something to take apart in an expression."""
        if isinstance(tree, gast.Lambda) or _is_comprehension(tree):
            keeps = isinstance(tree, gast.Lambda) or (isinstance(tree, gast.GeneratorExp) and _binds(tree))
            return self.lowers and not keeps and _is_simple(tree, self.scopes)
        if self._folded(tree):
            return True
        if isinstance(tree, gast.BoolOp | gast.IfExp | gast.Compare) and _binds(*_later(tree)):
            return True
        return any(self.needs(child) for child in children(tree))

    def _folded(self, tree: Any) -> str:
        """Return the builtin that uses a generator expression up, if a loop can stand for the call."""
        if not self.lowers or not isinstance(tree, gast.Call) or not isinstance(tree.func, gast.Name):
            return ""
        name = tree.func.id
        most = 2 if name == "next" else 1
        if name not in (*_FOLDS, *_COLLECTORS) or not 0 < len(tree.args) <= most or tree.keywords:
            return ""
        scope = self.scopes.at.get(tree.func)
        means = None if scope is None or scope.owner(name) is not None else self.context.outside.get(name)
        is_simple = isinstance(tree.args[0], gast.GeneratorExp) and _is_simple(tree.args[0], self.scopes)
        return name if is_simple and means is getattr(builtins, name) else ""

    def unfold(self, tree: Any) -> Any:
        """Return an expression for the value, after the statements gathered so far."""
        if not self.needs(tree):
            return self._copy(tree)
        if isinstance(tree, gast.BoolOp):
            return self._operands(tree)
        if isinstance(tree, gast.IfExp):
            return self._choice(tree)
        if isinstance(tree, _DISPLAYED):
            return self._collected(tree)
        if isinstance(tree, gast.GeneratorExp):
            return self._driven(tree)
        folded = self._folded(tree)
        if folded in _FOLDS:
            return self._fold(tree, folded)
        if folded:
            made = self._collected(tree.args[0])
            return quote_expression(f"{folded}(MADE)", tree, MADE=made)
        if isinstance(tree, gast.Compare) and len(tree.ops) > 1:
            return self._chain(tree)
        if isinstance(tree, (*_ORDERED, gast.Compare)):
            return self._in_order(tree)
        return self._copy(tree)

    # -- in order ------------------------------------------------------------------------------------

    def _in_order(self, tree: Any) -> Any:
        parts = _evaluated(tree)
        last = max(place for place, part in enumerate(parts) if self.needs(part))
        made = {}
        for place, part in enumerate(parts):
            if place > last:
                made[part] = self._copy(part)
            elif place == last:
                at_once = isinstance(tree, gast.Starred) and isinstance(part, gast.GeneratorExp)
                made[part] = self._collected(part) if at_once else self.unfold(part)
            else:
                made[part] = self._keep(part, tree)
        return self._rebuilt(tree, made)

    def _keep(self, part: Any, around: Any) -> Any:
        """Return a variable for what is evaluated before something that is taken apart."""
        quiet = isinstance(part, gast.Constant | gast.Lambda) or (
            isinstance(part, gast.Name)
            and (
                not isinstance(part.ctx, gast.Load) or (isinstance(around, gast.Call) and part is around.func)
            )
        )
        if quiet:
            return self._copy(part)
        if isinstance(part, gast.Starred) and self.needs(part):
            return self.unfold(part)
        if isinstance(part, gast.keyword | gast.Starred | gast.FormattedValue | gast.Slice):
            return self._rebuilt(part, {child: self._keep(child, part) for child in children(part)})
        return self._assigned("value", part, self.unfold(part))

    def _assigned(self, name: str, at: Any, value: Any) -> Any:
        fresh = self._variable(name)
        self.statements += quote("NAME = VALUE", at, NAME=fresh, VALUE=value)
        return self._read(fresh, at)

    def _variable(self, name: str) -> str:
        """Return a new name for a variable that converters treat as one of the user's."""
        fresh = self.context.fresh(name)
        self.context.generated.discard(fresh)
        return fresh

    @staticmethod
    def _read(name: str, at: Any) -> Any:
        return quote_expression("NAME", at, NAME=name)

    # -- one or the other ----------------------------------------------------------------------------

    def unfold_into(self, name: str, tree: Any) -> list[Any]:
        """Return the statements that give a variable the value of an expression."""
        outer, self.statements = self.statements, []
        value = self.unfold(tree)
        inner, self.statements = self.statements, outer
        return [*inner, *quote("NAME = VALUE", tree, NAME=name, VALUE=value)]

    def _operands(self, tree: gast.BoolOp) -> Any:
        name = self._variable("value")
        first, *rest = tree.values
        self.statements += self.unfold_into(name, first)
        test = "NAME" if isinstance(tree.op, gast.And) else "not NAME"
        block = self.statements
        for value in rest:
            block += quote(f"if {test}:\n    BODY", value, NAME=name, BODY=self.unfold_into(name, value))
            block = block[-1].body
        return self._read(name, tree)

    def _chain(self, tree: gast.Compare) -> Any:
        """Write ``a < b < c``, whose later operands are evaluated where the comparisons before hold."""
        name = self._variable("value")
        outer = self.statements
        left = self._keep(tree.left, tree)
        last = tree.comparators[-1]
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            value = self.unfold(right) if right is last else self._keep(right, tree)
            compared = gast.copy_location(gast.Compare(left, [op], [value]), tree)
            self.statements += quote("NAME = VALUE", tree, NAME=name, VALUE=compared)
            if right is not last:
                branch = quote("if NAME:\n    pass", right, NAME=name)[0]
                branch.body = []
                self.statements.append(branch)
                self.statements, left = branch.body, self._copy(value)
        self.statements = outer
        return self._read(name, tree)

    def _choice(self, tree: gast.IfExp) -> Any:
        name = self._variable("value")
        test = self.unfold(tree.test)
        then, orelse = self.unfold_into(name, tree.body), self.unfold_into(name, tree.orelse)
        text = "if TEST:\n    THEN\nelse:\n    ORELSE"
        self.statements += quote(text, tree, TEST=test, THEN=then, ORELSE=orelse)
        return self._read(name, tree)

    # -- loops ---------------------------------------------------------------------------------------

    def _collected(self, tree: Any) -> Any:
        """Return a variable for the list, set or dict that a comprehension makes."""
        made = self._variable("made")
        start, text = _COLLECTED.get(type(tree), _COLLECTED[gast.ListComp])
        self.statements += quote(f"MADE = {start}", tree, MADE=made)
        at = tree.value if isinstance(tree, gast.DictComp) else tree.elt
        names = {"PAIR": self._variable("pair")} if isinstance(tree, gast.DictComp) else {}
        self._rounds(tree, lambda value: quote(text, at, MADE=made, VALUE=value, **names))
        return self._read(made, tree)

    def _fold(self, tree: Any, name: str) -> Any:
        comprehension = tree.args[0]
        at = comprehension.elt
        made = self._variable(name)
        if name == "sum":
            names = {"MADE": made, "LOST": self._variable("lost")}
            self.statements += quote("MADE = 0\nLOST = 0.0", tree, **names)
            text = "MADE, LOST = ag__.added(MADE, LOST, VALUE)"
            self._rounds(comprehension, lambda value: quote(text, at, VALUE=value, **names))
            self.statements += quote("MADE = ag__.summed(MADE, LOST)", tree, **names)
        elif name in ("any", "all"):
            self._quantified(comprehension, name, made)
        elif name == "next":
            self._first(tree, made)
        else:
            self._extreme(comprehension, name, made)
        return self._read(made, tree)

    def _quantified(self, tree: Any, name: str, made: str) -> None:
        start, test, decided = ("False", "VALUE", "True") if name == "any" else ("True", "not VALUE", "False")
        self.statements += quote(f"MADE = {start}", tree, MADE=made)
        text = f"if {test}:\n    MADE = {decided}\n    break"
        leave = "if MADE:\n    break" if name == "any" else "if not MADE:\n    break"
        self._rounds(
            tree,
            lambda value: quote(text, tree.elt, MADE=made, VALUE=value),
            lambda: quote(leave, tree.elt, MADE=made),
        )

    def _first(self, tree: Any, made: str) -> None:
        """Write what stands for ``next`` of a generator expression."""
        comprehension, found = tree.args[0], self._variable("found")
        names = {"MADE": made, "FOUND": found}
        source = self._assigned("source", tree, self.unfold(comprehension.generators[0].iter))
        default = self._assigned("default", tree, self.unfold(tree.args[1])) if len(tree.args) > 1 else None
        self.statements += quote("FOUND = False", tree, FOUND=found)
        text = "MADE = VALUE\nFOUND = True\nbreak"
        self._rounds(
            comprehension,
            lambda value: quote(text, comprehension.elt, VALUE=value, **names),
            lambda: quote("if FOUND:\n    break", comprehension.elt, FOUND=found),
            source,
        )
        otherwise = "raise StopIteration" if default is None else "MADE = DEFAULT"
        self.statements += quote(f"if not FOUND:\n    {otherwise}", tree, DEFAULT=default, **names)

    def _driven(self, tree: gast.GeneratorExp) -> Any:
        """Write a function for a generator expression, which has its loops and which a loop drives."""
        source, parameter, name = (self._variable(word) for word in ("source", "source", "generator"))
        iterable = self.unfold(tree.generators[0].iter)
        self.statements += quote("SOURCE = ITER", tree, SOURCE=source, ITER=iterable)
        definition = quote("def generator(source):\n    pass", tree)[0]
        definition.name, definition.args.args[0].id = name, parameter
        outer, self.statements = self.statements, []
        given = self._read(parameter, tree)
        self._rounds(tree, lambda value: asking(self.context, tree.elt, value), source=given)
        definition.body, self.statements = self.statements, outer
        outer.append(definition)  # the list itself is that of a block
        text = "ag__.driven(GENERATOR, SOURCE)"
        return quote_expression(text, tree, GENERATOR=name, SOURCE=source)

    def _extreme(self, tree: Any, name: str, made: str) -> None:
        first, item = self._variable("first"), self._variable("item")
        self.statements += quote("FIRST = True", tree, FIRST=first)
        text = (
            f"ITEM = VALUE\nif FIRST:\n    MADE = ITEM\n    FIRST = False\n"
            f"else:\n    MADE = {name}(MADE, ITEM)"
        )
        parts = {"MADE": made, "FIRST": first, "ITEM": item}
        self._rounds(tree, lambda value: quote(text, tree.elt, VALUE=value, **parts))
        empty = "if FIRST:\n    raise ValueError(MESSAGE)"
        message = gast.copy_location(gast.Constant(_EMPTY[name], None), tree)
        self.statements += quote(empty, tree, FIRST=first, MESSAGE=message)

    def _rounds(self, tree: Any, end: Any, after: Any = None, source: Any = None) -> None:
        """Write the loops of a comprehension, round what `end` makes of the element."""
        scope = self.scopes.of[tree]
        iterables = [self.unfold(tree.generators[0].iter) if source is None else source]
        self._renamed.update({(scope, name): self._variable(name) for name in sorted(scope.bound)})
        outer = block = self.statements
        for number, generator in enumerate(tree.generators):
            self.statements = block
            iterable = iterables[0] if number == 0 else self.unfold(generator.iter)
            loop = quote("for TARGET in ag__.items(ITER):\n    pass", generator.iter, ITER=iterable)[0]
            loop.target = self._copy(generator.target)
            inside: list[Any] = []
            loop.body = inside
            block.append(loop)
            if number and after is not None:
                block += after()
            for condition in generator.ifs:
                self.statements = inside
                test = self.unfold(condition)
                branch = quote("if TEST:\n    pass", condition, TEST=test)[0]
                branch.body = []
                inside.append(branch)
                inside = branch.body
            block = inside
        self.statements = block
        value = self._pair(tree) if isinstance(tree, gast.DictComp) else self.unfold(tree.elt)
        self.statements += end(value)
        self.statements = outer

    def _pair(self, tree: gast.DictComp) -> Any:
        """Return an expression for what a round of a dict's comprehension gives: the key comes first."""
        pair = gast.copy_location(gast.Tuple([tree.key, tree.value], gast.Load()), tree.key)
        return self.unfold(pair)

    # -- copies --------------------------------------------------------------------------------------

    def _copy(self, tree: Any) -> Any:
        return self._rebuilt(tree, {}) if self.lowers else tree

    def _rebuilt(self, tree: Any, parts: dict[Any, Any]) -> Any:
        """Return a copy of a node with other nodes below it."""
        kind: Any = type(tree)
        made = kind.__new__(kind)
        inside = made.__dict__
        inside.update(tree.__dict__)
        for field in child_fields(type(tree)):
            value = inside.get(field)
            if type(value) is list:
                inside[field] = [self._part(item, parts) for item in value]
            elif isinstance(value, gast.AST):
                inside[field] = self._part(value, parts)
        if isinstance(tree, gast.Name):
            scope = self.scopes.at.get(tree)
            owner = scope.owner(tree.id) if scope is not None else None
            if owner is not None:
                made.id = self._renamed.get((owner, tree.id), tree.id)
        return made

    def _part(self, node: Any, parts: dict[Any, Any]) -> Any:
        if not isinstance(node, gast.AST):
            return node
        return parts[node] if node in parts else self._copy(node)


def _message(function: Any) -> str:
    try:
        function([])
    except ValueError as error:
        return str(error)
    raise AssertionError("unreachable")


_EMPTY = {"min": _message(min), "max": _message(max)}


def _evaluated(tree: Any) -> list[Any]:
    """Return what is below a node, in the order in which it is evaluated."""
    if not isinstance(tree, gast.Dict):
        return children(tree)
    pairs = zip(tree.keys, tree.values, strict=True)
    return [part for pair in pairs for part in pair if part is not None]


def _is_comprehension(tree: Any) -> bool:
    return isinstance(tree, gast.ListComp | gast.SetComp | gast.DictComp | gast.GeneratorExp)


def _later(tree: Any) -> list[Any]:
    """Return what converted code evaluates in lambdas."""
    if isinstance(tree, gast.IfExp):
        return [tree.body, tree.orelse]
    operands: list[Any] = tree.comparators if isinstance(tree, gast.Compare) else tree.values
    return operands[1:]


def _binds(*trees: Any) -> bool:
    return any(isinstance(node, gast.NamedExpr) for tree in trees for node in walk(tree))


def _is_simple(tree: Any, scopes: Scopes) -> bool:
    """Say whether a comprehension, or generator expression, keeps none of its variables alive."""
    if tree not in scopes.of or any(generator.is_async for generator in tree.generators):
        return False
    first = set(walk(tree.generators[0].iter))  # which is evaluated outside
    inside = [node for node in walk(tree) if node not in first]
    used_up = {node.args[0] for node in inside if isinstance(node, gast.Call) and len(node.args) == 1}
    return not any(
        isinstance(node, gast.Lambda | gast.Yield | gast.YieldFrom | gast.Await)
        or (isinstance(node, gast.GeneratorExp) and node is not tree and node not in used_up)
        for node in inside
    )
