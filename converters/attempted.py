"""The body of a ``try`` in, its statements each followed by a test whether it has raised out."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import Context, is_generated, is_lazy, quote

__all__ = ["Body"]

_DEEP = 4
"""How many tests inside one another may stand round what follows them."""

_LOOPS = (gast.For, gast.While)
_RISKY = (gast.Subscript, gast.Call, gast.BinOp, gast.Compare)
_LATE = (gast.Starred, gast.GeneratorExp, gast.Lambda)


class Body:
    """Guards the statements of a block of a ``try``.

    Parameters
    ----------
    context : Context
    node : gast.Try or None
        None: in no ``try`` of this function, so that nothing is guarded.
    attempt : str
        The variable that holds the operator.
    """

    def __init__(self, context: Context, node: gast.Try | None, attempt: str) -> None:
        self.context = context
        self.guards = node is not None
        self.attempt = attempt
        self.raised = context.fresh("raised") if self.guards else ""
        self.kind = context.fresh("kind") if self.guards else ""
        self.data = context.fresh("data") if self.guards else ""
        self._depth = 0

    # -------------------------------------------------------------- the statement itself

    def lower_whole(self, node: gast.Try) -> list[Any]:
        """Return the body of a function, which hands what it raises to its caller."""
        attempt = self.context.fresh("attempt")
        body = Body(self.context, node, attempt)
        names = {"ATTEMPT": attempt, "RAISED": body.raised, "KIND": body.kind, "DATA": body.data}
        start = "ATTEMPT = ag__.trial(lambda: (), ())\nRAISED = False\nKIND = 0\nDATA = None"
        end = "ag__.tried(ATTEMPT)\nag__.passed(ATTEMPT, RAISED, KIND, DATA)"
        return [*quote(start, node, **names), *body.divert(node.body), *quote(end, node, **names)]

    def lower(self, node: gast.Try) -> list[Any]:
        """Return a ``try`` as branches; its handlers, ``else`` and ``finally`` are in this body."""
        if node.finalbody and (node.handlers or node.orelse):
            inner = gast.copy_location(gast.Try(node.body, node.handlers, node.orelse, []), node)
            node = gast.copy_location(gast.Try([inner], [], [], node.finalbody), node)
        attempt = self.context.fresh("attempt")
        body = Body(self.context, node, attempt)
        names = {"ATTEMPT": attempt, "RAISED": body.raised, "KIND": body.kind, "DATA": body.data}
        held = self.context.finals.get(node)
        if held is not None:  # what is raised may be forgotten, whatever it is
            names = held
            body.attempt, body.raised, body.kind, body.data = (
                held[name] for name in ("ATTEMPT", "RAISED", "KIND", "DATA")
            )
        start = "ATTEMPT = ag__.trial(lambda: (CLASSES,), (NAMED,))\nRAISED = False\nKIND = 0\nDATA = None"
        classes = [_classes(handler) for handler in node.handlers]
        named = [gast.Constant(_is_named(handler), None) for handler in node.handlers]
        if held is not None:
            start = start.replace("(CLASSES,), (NAMED,)", "(BaseException,), (False,)")
        elif not classes:
            start = start.replace("(CLASSES,), (NAMED,)", "(), ()")
        done = quote(start, node, CLASSES=classes, NAMED=named, **names)
        done += body.divert(node.body)
        done += quote("ag__.tried(ATTEMPT)", node, **names)
        if held is not None:
            return done
        if not node.handlers:
            done += quote("ag__.finishing(ATTEMPT)", node, **names)
            final = self.divert(node.finalbody)
            done += final
            done += quote("ag__.finished(ATTEMPT)", node, **names)
            passed = self._wrapped(quote("ag__.again(ATTEMPT, -1, KIND, DATA)", node, **names), node)
            closing = quote("if RAISED:\n    PASSED", node, PASSED=passed, **names)
            if self.guards and any(self._may_set(statement) for statement in final):
                closing = quote("if not OTHER:\n    CLOSING", node, OTHER=self.raised, CLOSING=closing)
            return [*done, *closing]
        chosen = self._handlers(node, body, list(node.handlers), 0, names)
        made = quote("if RAISED:\n    CHOSEN", node, CHOSEN=chosen, **names)
        made[0].orelse = self.divert(node.orelse)
        return [*done, *made]

    def _handlers(
        self, node: gast.Try, body: Body, handlers: list[Any], place: int, names: dict[str, Any]
    ) -> list[Any]:
        """Return what asks one handler after the other."""
        if place == len(handlers):
            return self._wrapped(quote("ag__.again(ATTEMPT, -1, KIND, DATA)", node, **names), node)
        handler = handlers[place]
        names = {**names, "PLACE": gast.Constant(place, None), "MATCH": self.context.fresh("match")}
        block = [_reraised(statement, names) for statement in handler.body]
        inside = self.divert(block)
        text = "ag__.handling(ATTEMPT)\nINSIDE\nag__.handled(ATTEMPT)"
        if handler.name is not None:
            names |= {
                "NAME": handler.name.id,
                "ONE": self.context.fresh("one"),
                "IT": self.context.fresh("it"),
            }
            text = """
                for ONE in ag__.kinds(ATTEMPT, PLACE):
                    IT = ag__.is_kind(ATTEMPT, PLACE, ONE, KIND)
                    if IT:
                        ag__.handling(ATTEMPT)
                        NAME = ag__.caught(ATTEMPT, ONE, KIND, DATA)
                        INSIDE
                        NAME = None
                        del NAME
                        ag__.handled(ATTEMPT)
            """
        inside = quote(text, handler, INSIDE=inside, **names)
        text = "MATCH = ag__.catches(ATTEMPT, PLACE, KIND)\nif MATCH:\n    INSIDE"
        made = quote(text, handler, INSIDE=inside, **names)
        made[1].orelse = self._handlers(node, body, handlers, place + 1, names)
        return made

    # -------------------------------------------------------------- blocks

    def divert(self, block: list[Any]) -> list[Any]:
        """Return a block whose statements are each left out where one before has raised."""
        done: list[Any] = []
        for index, node in enumerate(block):
            made, after, fails = self._statement(node)
            rest = [*after, *block[index + 1 :]]
            done += made
            if not self.guards or not fails:
                if after:
                    return [*done, *self.divert(rest)]
                continue
            if not rest:
                return done
            return [*done, *self._guard(node, after, block[index + 1 :])]
        return done

    def _guard(self, node: Any, after: list[Any], rest: list[Any]) -> list[Any]:
        """Return what follows a statement, tested; one test after another where they are deep."""
        test = "if not RAISED:\n    REST"
        if self._depth < _DEEP:
            self._depth += 1
            inside = self.divert([*after, *rest])
            self._depth -= 1
            return quote(test, node, RAISED=self.raised, REST=inside)
        done = []
        for part in [after, *([each] for each in rest)]:
            inside = self.divert(part) if part else []
            if inside:
                done += quote(test, node, RAISED=self.raised, REST=inside)
        return done

    # -------------------------------------------------------------- statements

    def _statement(self, node: Any) -> tuple[list[Any], list[Any], bool]:
        """Return a statement guarded, what it does when nothing was raised, and whether it may raise."""
        if isinstance(node, gast.Try):
            return self.lower(node), [], True
        if isinstance(node, gast.If):
            return self._if(node)
        if isinstance(node, _LOOPS):
            return self._loop(node)
        if isinstance(node, gast.With):
            node.body = Body(self.context, None, "").divert(node.body)
            return [node], [], False
        if not self.guards or node in self.context.calm or _is_quiet(node):
            return [node], [], False
        if isinstance(node, gast.Assign):
            return self._assign(node)
        if isinstance(node, gast.AugAssign):
            return self._augmented(node)
        made = self._operands(node, node.value) if isinstance(node, gast.Expr) else []
        if made:
            return made, [node], True
        return self._wrapped([node], node), [], True

    def _wrapped(self, statements: list[Any], node: Any) -> list[Any]:
        """Return statements followed by the question whether they have raised."""
        if not self.guards:
            return statements
        text = """
            try:
                ag__.statement(ATTEMPT)
                STATEMENTS
            except BaseException:
                ag__.failed(ATTEMPT)
            RAISED, KIND, DATA = ag__.raised(ATTEMPT)
        """
        names = {"ATTEMPT": self.attempt, "RAISED": self.raised, "KIND": self.kind, "DATA": self.data}
        made = quote(text, node, STATEMENTS=statements, **names)
        self.context.own_tries.add(made[0])
        return made

    def _held(self, value: Any, node: Any) -> tuple[list[Any], str]:
        """Return what evaluates an expression, and the variable that then holds its value."""
        held = self.context.fresh("held")
        statements = quote("HELD = VALUE", node, HELD=held, VALUE=value)
        return [*self._none([held], node), *self._wrapped(statements, node)], held

    def _none(self, names: list[str], node: Any) -> list[Any]:
        """Return what binds some variables, so that none is state of a statement round this one."""
        return quote(f"{' = '.join(names)} = None", node)

    def _assign(self, node: gast.Assign) -> tuple[list[Any], list[Any], bool]:
        made = self._operands(node, node.value)
        if made:
            return made, [node], True
        target: Any = node.targets[0]
        if len(node.targets) > 1:
            made, held = self._held(node.value, node)
            return made, [self._store(target, held, node) for target in node.targets], True
        if isinstance(target, gast.Name):
            made, held = self._held(node.value, node)
            return made, [self._store(target, held, node)], True
        if isinstance(target, gast.Tuple | gast.List | gast.Starred):
            return self._unpacked(node, target)
        if isinstance(node.value, gast.Constant) or self._is_ours(node.value):
            return self._stored(node, target)
        made, held = self._held(node.value, node)
        return made, [self._store(target, held, node)], True

    def _store(self, target: Any, held: str, node: Any) -> Any:
        """Return ``target = held``."""
        store = quote("TARGET = HELD", node, TARGET=target, HELD=held)[0]
        if isinstance(target, gast.Name):
            self.context.calm.add(store)
        return store

    def _unpacked(self, node: gast.Assign, target: Any) -> tuple[list[Any], list[Any], bool]:
        """Return an assignment to several targets: all is unpacked before one is assigned."""
        stores: list[Any] = []
        temporary: list[str] = []

        def renamed(part: Any) -> Any:
            if isinstance(part, gast.Tuple | gast.List):
                part.elts = [renamed(inner) for inner in part.elts]
                return part
            if isinstance(part, gast.Starred):
                part.value = renamed(part.value)
                return part
            temporary.append(self.context.fresh("held"))
            stores.append(self._store(part, temporary[-1], node))
            return gast.copy_location(gast.Name(temporary[-1], gast.Store(), None, None), part)

        node.targets = [renamed(target)]
        return [*self._none(temporary, node), *self._wrapped([node], node)], stores, True

    def _stored(self, node: gast.Assign, target: Any) -> tuple[list[Any], list[Any], bool]:
        """Return an assignment to an element or an attribute, whose place is evaluated before."""
        if node in self.context.placed:
            return self._wrapped([node], node), [], True
        made, node.targets = self._place(target, node)
        self.context.placed.add(node)
        return (made, [node], True) if made else self._stored(node, target)

    def _place(self, target: Any, node: Any) -> tuple[list[Any], list[Any]]:
        """Return what evaluates the place of an element or attribute, and that place."""
        statements: list[Any] = []
        temporary: list[str] = []

        def hold(value: Any) -> Any:
            if value is None or isinstance(value, gast.Constant) or self._is_ours(value):
                return value
            if isinstance(value, gast.Tuple):
                value.elts = [hold(item) for item in value.elts]
                return value
            if isinstance(value, gast.Slice):
                value.lower, value.upper, value.step = map(hold, (value.lower, value.upper, value.step))
                return value
            temporary.append(self.context.fresh("held"))
            statements.extend(quote("HELD = VALUE", node, HELD=temporary[-1], VALUE=value))
            return quote("HELD", node, HELD=temporary[-1])[0].value

        target.value = hold(target.value)
        if isinstance(target, gast.Subscript):
            target.slice = hold(target.slice)
        if not statements:
            return [], [target]
        return [*self._none(temporary, node), *self._wrapped(statements, node)], [target]

    def _is_ours(self, value: Any) -> bool:
        return isinstance(value, gast.Name) and value.id in self.context.generated

    def _augmented(self, node: gast.AugAssign) -> tuple[list[Any], list[Any], bool]:
        """Return ``target += value`` in its steps: load, evaluate, operate, store."""
        target: Any = node.target
        if not isinstance(target, gast.Name):
            made, _ = self._place(target, node)
            held = self.context.fresh("held")
            load = copy.deepcopy(target)
            load.ctx = gast.Load()
            after = quote("HELD = LOAD\nHELD += VALUE", node, HELD=held, LOAD=load, VALUE=node.value)
            after[1].op = node.op
            return made, [*after, self._store(target, held, node)], True
        if _may_raise(node.value):
            held = self.context.fresh("held")
            first = quote("NAME\nHELD = VALUE", node, NAME=target.id, HELD=held, VALUE=node.value)
            node.value = quote("HELD", node, HELD=held)[0].value
            return [*self._none([held], node), *self._wrapped(first, node)], [node], True
        saved = self.context.fresh("saved")
        before = quote("SAVED = NAME", node, SAVED=saved, NAME=target.id)
        undone = quote("if RAISED:\n    NAME = SAVED", node, RAISED=self.raised, NAME=target.id, SAVED=saved)
        return [*before, *self._wrapped([node], node), *undone], [], True

    def _operands(self, node: Any, call: Any) -> list[Any]:
        """Evaluate the operands of a call first that may raise, so that it is made only if they do not."""
        if not isinstance(call, gast.Call) or not _is_dotted(call.func):
            return []
        words = [word for word in call.keywords if word.arg is not None]
        operands = [*call.args, *(word.value for word in words)]
        if len(words) < len(call.keywords) or any(isinstance(operand, _LATE) for operand in operands):
            return []
        if not is_lazy(*operands) or not any(_may_raise(operand) for operand in operands):
            return []
        statements: list[Any] = []
        temporary: list[str] = []
        for owner, field, place, operand in _places(call):
            if isinstance(operand, gast.Constant):
                continue
            held = self.context.fresh("held")
            temporary.append(held)
            statements += quote("HELD = VALUE", node, HELD=held, VALUE=operand)
            name = quote("HELD", node, HELD=held)[0].value
            if place is None:
                setattr(owner, field, name)
            else:
                getattr(owner, field)[place] = name
        return [*self._none(temporary, node), *self._wrapped(statements, node)]

    def _must_hold(self, value: Any) -> bool:
        """Whether the evaluation of an expression may raise."""
        return not self._is_ours(value) and not isinstance(value, gast.Constant)

    def _if(self, node: gast.If) -> tuple[list[Any], list[Any], bool]:
        if is_generated(node.test, self.context):  # the two forms of a `try`
            node.body = self.divert(node.body)
            return [node], [], self._may_set(node)
        if self.guards and self._must_hold(node.test):
            made, held = self._held(node.test, node)
            node.test = quote("HELD", node, HELD=held)[0].value
            return made, [node], True
        node.body = self.divert(node.body)
        node.orelse = self.divert(node.orelse)
        return [node], [], self._may_set(node)

    def _loop(self, node: Any) -> tuple[list[Any], list[Any], bool]:
        if not self.guards:
            node.body = self.divert(node.body)
            return [node], [], False
        if isinstance(node, gast.For) and self._must_hold(node.iter):
            made, held = self._held(node.iter, node)
            node.iter = quote("HELD", node, HELD=held)[0].value
            return made, [node], True
        outer, self._depth = self._depth, 0
        node.body = self.divert(node.body)
        self._depth = outer
        before: list[Any] = []
        if self._may_set(node):
            stop = self.context.stops.get(node)
            if stop is None:
                self.context.stops[node] = self.raised
            else:
                both = self.context.stops[node] = self.context.fresh("ended")
                before = quote("BOTH = False", node, BOTH=both)
                text = "BOTH = RAISED\nif STOP:\n    BOTH = True"
                node.body += quote(text, node, BOTH=both, STOP=stop, RAISED=self.raised)
        return [*before, node], [], True

    def _may_set(self, node: Any) -> bool:
        """Whether the flag is set inside a statement."""
        return any(
            isinstance(inner, gast.Name) and inner.id == self.raised and isinstance(inner.ctx, gast.Store)
            for inner in walk(node)
        )


def _is_quiet(node: Any) -> bool:
    """Whether a statement cannot raise."""
    if isinstance(node, gast.FunctionDef):
        return not (node.decorator_list or node.args.defaults or any(node.args.kw_defaults))
    if isinstance(node, gast.Assign) and isinstance(node.value, gast.Constant):
        return all(isinstance(target, gast.Name) for target in node.targets)
    return isinstance(node, gast.Pass | gast.Global | gast.Nonlocal)


def _is_dotted(function: Any) -> bool:
    while isinstance(function, gast.Attribute):
        function = function.value
    return isinstance(function, gast.Name)


def _may_raise(tree: Any) -> bool:
    return any(isinstance(inner, _RISKY) for inner in walk(tree))


def _places(call: gast.Call) -> list[tuple[Any, str, int | None, Any]]:
    """Return the operands of a call, each with the node, the field and the place in it that hold it."""
    found: list[tuple[Any, str, int | None, Any]] = [
        (call, "args", place, operand) for place, operand in enumerate(call.args)
    ]
    return found + [(word, "value", None, word.value) for word in call.keywords]


def _classes(handler: Any) -> Any:
    """Return the expression for what a handler catches."""
    if handler.type is None:
        return gast.copy_location(gast.Name("BaseException", gast.Load(), None, None), handler)
    return copy.deepcopy(handler.type)


def _is_named(handler: Any) -> bool:
    """Whether a handler looks at the exception."""
    return handler.name is not None and any(
        isinstance(inner, gast.Name) and inner.id == handler.name.id
        for statement in handler.body
        for inner in walk(statement)
    )


def _reraised(node: Any, names: dict[str, Any]) -> Any:
    """Return a statement of a handler in which each bare ``raise`` is an operator."""
    if isinstance(node, gast.Raise) and node.exc is None:
        return quote("ag__.again(ATTEMPT, PLACE, KIND, DATA)", node, **names)[0]
    if isinstance(node, gast.FunctionDef | gast.ClassDef | gast.AsyncFunctionDef):
        return node
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            block[:] = [_reraised(statement, names) for statement in block]
    return node
