"""Operators that run every statement as Python does: what converted code means, and nothing more."""

from __future__ import annotations

import builtins
import itertools
import operator
import sys
from typing import Any

from autograph.operators import matching


class Branch:
    __slots__ = ("staged", "then")

    def __init__(self, then: bool) -> None:
        self.staged = False
        self.then = then


class Loop:
    __slots__ = ("staged", "values")

    def __init__(self, values: Any) -> None:
        self.staged = False
        self.values = values

    def __iter__(self) -> Any:
        return iter(self.values)


class While:
    __slots__ = ("staged", "test")

    def __init__(self) -> None:
        self.staged = False
        self.test = bool


class Undefined:
    def __repr__(self) -> str:
        return "UNDEFINED"


THEN, ELSE = (Branch(True),), (Branch(False),)
WHILE = While()
UNDEFINED = Undefined()
STEPS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "is": operator.is_, "is not": operator.is_not,
    "in": lambda a, b: a in b, "not in": lambda a, b: a not in b,
}  # fmt: skip


def if_stmt(test: Any, names: Any) -> Any:
    return THEN if test else ELSE


def while_stmt(names: Any, stop: Any = None) -> Any:
    return itertools.repeat(WHILE)


def for_stmt(values: Any, names: Any, stop: Any = None, seen: Any = None) -> Any:
    return Loop(values)


def and_(value: Any, *rest: Any) -> Any:
    for thunk in rest:
        if not value:
            return value
        value = thunk()
    return value


def or_(value: Any, *rest: Any) -> Any:
    for thunk in rest:
        if value:
            return value
        value = thunk()
    return value


def and_test(value: Any, *rest: Any) -> Any:
    for thunk in rest:
        if not value:
            return False
        value = thunk()
    return value


def or_test(value: Any, *rest: Any) -> Any:
    for thunk in rest:
        if value:
            return True
        value = thunk()
    return value


def not_(value: Any) -> bool:
    return not value


truth = bool


def if_exp(test: Any, then: Any, orelse: Any) -> Any:
    return then() if test else orelse()


def compare(left: Any, *steps: Any) -> Any:
    last = len(steps) - 1
    for number, (sign, thunk) in enumerate(steps):
        right = thunk()
        result = STEPS[sign](left, right)
        if number == last or not result:
            return result
        left = right
    return result


def evaluated(value: Any) -> Any:
    return lambda: value


def in_(a: Any, b: Any) -> bool:
    return a in b


def not_in(a: Any, b: Any) -> bool:
    return a not in b


is_, is_not = operator.is_, operator.is_not
graph_print = print


def converted(function: Any) -> Any:
    return function


decorator = converted


def staging() -> bool:
    return False


def formatted(value: Any, conversion: str, spec: str) -> str:
    convert = {"": lambda x: x, "s": str, "r": repr, "a": ascii}[conversion]
    return format(convert(value), spec)


def fstring(*pieces: Any) -> str:
    return "".join(piece if isinstance(piece, str) else formatted(*piece) for piece in pieces)


def percent(template: str, values: Any) -> str:
    return template % values


class _Variables(dict[str, Any]):
    def __init__(self, space: dict[str, Any]) -> None:
        self.space = space

    def __getitem__(self, name: str) -> Any:
        if name not in self.space and not hasattr(builtins, name):
            raise NameError(f"name {name!r} is not defined", name=name)
        return self.space[name] if name in self.space else getattr(builtins, name)

    def __setitem__(self, name: str, value: Any) -> None:
        self.space[name] = value


def global_variables() -> Any:
    return _Variables(sys._getframe(1).f_globals)


def stream(name: str) -> Any:
    return getattr(sys, name)


def same(value: Any) -> Any:
    return value


new_list = iterate = same


class Spread:
    __slots__ = ("items",)

    def __init__(self, items: list[Any]) -> None:
        self.items = items


def spread(value: Any) -> Spread:
    return Spread([*value])


def spread_dict(value: Any) -> Any:
    return {**value}


def joined_dict(parts: list[Any]) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for part in parts:
        made.update([part] if isinstance(part, tuple) else part)
    return made


def joined_list(parts: list[Any]) -> list[Any]:
    return [item for part in parts for item in (part.items if isinstance(part, Spread) else [part])]


def joined_tuple(parts: list[Any]) -> tuple[Any, ...]:
    return tuple(joined_list(parts))


def printed(values: Any) -> Any:
    return values


new_dict, new_set, slice_ = dict, set, slice


def subscripted(value: Any) -> Any:
    """Stand for the operator."""
    return value


def writable(value: Any, name: str = "") -> Any:
    return value


owner = writable


def load(value: Any, name: str) -> Any:
    return value


bound, match_class, match_mapping = matching.bound, matching.match_class, matching.match_mapping
match_sequence = matching.match_sequence


def tests_last() -> bool:
    """Say that conditions are evaluated at the end: the form that graphs alone use is tried."""
    return True


def suspended(generator: Any) -> Any:
    return generator


def unfolds() -> bool:
    return False


def attempt() -> None:
    """Begin a ``try``."""


def escaped(begun: None) -> tuple[()]:
    return ()


def refuse(begun: None) -> None:
    """Never called: nothing escapes."""


def attempted(begun: None) -> None:
    """End the body of a ``try``."""


def leaving(begun: None) -> bool:
    return True


def context(manager: Any) -> Any:
    return manager


def unsupported(construct: str) -> None:
    return None


def read(value: Any, name: str) -> Any:
    if value is UNDEFINED:
        text = f"cannot access local variable {name!r} where it is not associated with a value"
        raise UnboundLocalError(text)
    return value


def read_free(value: Any, name: str) -> Any:
    if value is UNDEFINED:
        raise NameError(
            f"cannot access free variable {name!r} where it is not associated with a value in enclosing scope"
        )
    return value


def loop_call(function: Any, names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    return function(*values)


def class_(value: Any) -> type:
    return value.__class__
