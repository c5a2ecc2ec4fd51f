"""``match`` on values and on tuples that are written out becomes a chain of ``if``."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import Context, Converter, quote, quote_expression

__all__ = ["Matches"]


class Matches(Converter):
    """Replaces a ``match`` that only compares.

    ::

        match x % 3, y:           subject, subject_1 = x % 3, y
            case (0, b) if b:     if subject == 0:
                return b              b = subject_1
            case (1 | 2, _):      ...
                return 2

    One with a pattern that looks into the subject (a class, a mapping, a sequence that is not
    written out) is left alone.
    """

    def visit_Match(self, node: gast.Match) -> Any:
        """Convert one ``match``."""
        self.generic_visit(node)
        parts = node.subject.elts if isinstance(node.subject, gast.Tuple) else None
        if parts is not None and any(isinstance(part, gast.Starred) for part in parts):
            return node
        if not all(_only_compares(case.pattern, parts) for case in node.cases):
            return node
        names = [self.context.fresh("subject") for _ in parts or [None]]
        subject = quote(
            "(NAMES,) = VALUE" if parts else "NAME = VALUE",
            node.subject,
            NAMES=names,
            NAME=names[0],
            VALUE=node.subject,
        )
        return [*subject, *_Chain(self.context, names, parts is not None).of(node)]


def _only_compares(pattern: Any, parts: list[Any] | None) -> bool:
    """Say whether a pattern can be told by ``==`` and ``is``, given the parts of a tuple subject."""
    if isinstance(pattern, gast.MatchOr):
        return all(_only_compares(inner, parts) and not _captures(inner) for inner in pattern.patterns)
    if isinstance(pattern, gast.MatchSequence):
        if not parts or any(isinstance(inner, gast.MatchStar) for inner in pattern.patterns):
            return False
        return all(_only_compares(inner, None) for inner in pattern.patterns)
    if isinstance(pattern, gast.MatchAs):
        if pattern.pattern is None:
            return parts is None or pattern.name is None
        return _only_compares(pattern.pattern, None) and parts is None
    return parts is None and isinstance(pattern, gast.MatchValue | gast.MatchSingleton)


def _captures(pattern: Any) -> bool:
    return any(isinstance(node, gast.MatchAs) and node.name for node in walk(pattern))


class _Chain:
    """The cases of one ``match`` as ``if`` inside ``else``."""

    def __init__(self, context: Context, names: list[str], is_tuple: bool) -> None:
        self.context = context
        self.names = names
        self.is_tuple = is_tuple

    def of(self, node: Any) -> list[Any]:
        """Return the statements; a guard that fails goes on with the next case."""
        guarded = any(case.guard is not None and _captures(case.pattern) for case in node.cases)
        flag = self.context.fresh("matched") if guarded else ""
        start = quote("MATCHED = False", node, MATCHED=flag) if guarded else []
        return start + self._cases(node.cases, flag)

    def _cases(self, cases: list[Any], flag: str) -> list[Any]:
        if not cases:
            return []
        case, *others = cases
        tests = self._tests(case.pattern, self.names)
        captures = self._bindings(case.pattern, self.names)
        at = case.pattern
        if case.guard is not None and not captures:
            tests, guard = [*tests, case.guard], None
        else:
            guard = case.guard
        if guard is None:
            return self._branch(at, tests, captures + case.body, self._cases(others, flag))
        took = quote("MATCHED = True", guard, MATCHED=flag)
        inside = captures + quote("if GUARD:\n    BODY", guard, GUARD=guard, BODY=[*took, *case.body])
        rest = self._cases(others, flag)
        first = self._branch(at, tests, inside, [])
        return first + (quote("if not MATCHED:\n    REST", at, MATCHED=flag, REST=rest) if rest else [])

    @staticmethod
    def _branch(at: Any, tests: list[Any], body: list[Any], orelse: list[Any]) -> list[Any]:
        if not tests:
            return body
        test = tests[0] if len(tests) == 1 else gast.copy_location(gast.BoolOp(gast.And(), tests), at)
        branch = quote("if TEST:\n    BODY", at, TEST=test, BODY=body)
        branch[0].orelse = orelse
        return branch

    def _tests(self, pattern: Any, names: list[str]) -> list[Any]:
        """Return what must all be true, in the order in which Python would ask."""
        if isinstance(pattern, gast.MatchSequence):
            if len(pattern.patterns) != len(names):
                return [gast.copy_location(gast.Constant(False, None), pattern)]
            pairs = zip(pattern.patterns, names, strict=True)
            return [test for inner, name in pairs for test in self._tests(inner, [name])]
        if isinstance(pattern, gast.MatchAs):
            return self._tests(pattern.pattern, names) if pattern.pattern is not None else []
        if isinstance(pattern, gast.MatchOr):
            return self._any_of(pattern, names)
        value = getattr(pattern, "value", None)
        if isinstance(pattern, gast.MatchSingleton):
            constant = gast.copy_location(gast.Constant(value, None), pattern)
            return [quote_expression("NAME is VALUE", pattern, NAME=names[0], VALUE=constant)]
        return [quote_expression("NAME == VALUE", pattern, NAME=names[0], VALUE=value)]

    def _any_of(self, pattern: Any, names: list[str]) -> list[Any]:
        choices = []
        for inner in pattern.patterns:
            tests = self._tests(inner, names)
            if not tests:  # a wildcard takes the rest
                choices.append(gast.copy_location(gast.Constant(True, None), inner))
                break
            both = gast.copy_location(gast.BoolOp(gast.And(), tests), inner)
            choices.append(tests[0] if len(tests) == 1 else both)
        return [gast.copy_location(gast.BoolOp(gast.Or(), choices), pattern)]

    def _bindings(self, pattern: Any, names: list[str]) -> list[Any]:
        if isinstance(pattern, gast.MatchSequence):
            if len(pattern.patterns) != len(names):
                return []
            pairs = zip(pattern.patterns, names, strict=True)
            return [binding for inner, name in pairs for binding in self._bindings(inner, [name])]
        if not isinstance(pattern, gast.MatchAs):
            return []
        inside = self._bindings(pattern.pattern, names) if pattern.pattern is not None else []
        if pattern.name is None:
            return inside
        return inside + quote("NAME = SUBJECT", pattern, NAME=pattern.name, SUBJECT=names[0])
