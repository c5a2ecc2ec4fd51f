"""``match`` becomes a chain of ``if``."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import Context, Converter, constant, names_tuple, quote, quote_expression

__all__ = ["Matches"]


class Matches(Converter):
    """Replaces ``match``; operators look into subjects, as Python does.

    ::

        match x % 3, y:           subject, subject_1 = x % 3, y
            case (0, b) if b:     if subject == 0:
                return b              b = subject_1
            case (1 | 2, _):      ...
                return 2

        match x:                  subject = x
            case C(0, y=b):       if (parts := ag__.match_class(subject, C, 1, ('y',))) is not None and ...:
                return b              b = parts[1]
                                      return b
    """

    removes = (gast.Match,)

    def visit_Match(self, node: gast.Match) -> Any:
        """Convert one ``match``."""
        self.generic_visit(node)
        parts = node.subject.elts if isinstance(node.subject, gast.Tuple) else None
        if parts is not None and (
            any(isinstance(part, gast.Starred) for part in parts)
            or not all(_goes_by_parts(case.pattern) for case in node.cases)
        ):
            parts = None
        names = [self.context.fresh("subject") for _ in parts or [None]]
        subject = quote(
            "(NAMES,) = VALUE" if parts else "NAME = VALUE",
            node.subject,
            NAMES=names,
            NAME=names[0],
            VALUE=node.subject,
        )
        return [*subject, *_Chain(self.context, names).of(node, bool(parts))]


def _goes_by_parts(pattern: Any) -> bool:
    """Say whether a pattern asks a tuple that is written out for its parts alone."""
    if isinstance(pattern, gast.MatchOr):
        return all(_goes_by_parts(inner) and not _captures(inner) for inner in pattern.patterns)
    if isinstance(pattern, gast.MatchSequence):
        return not any(isinstance(inner, gast.MatchStar) for inner in pattern.patterns)
    return isinstance(pattern, gast.MatchAs) and pattern.pattern is None and pattern.name is None


def _captures(pattern: Any) -> list[str]:
    """Return the names that a pattern binds."""
    found = []
    for node in walk(pattern):
        name = node.rest if isinstance(node, gast.MatchMapping) else getattr(node, "name", None)
        found += [name] if name and name not in found else []
    return found


class _Chain:
    """The cases of one ``match`` as ``if`` inside ``else``."""

    def __init__(self, context: Context, names: list[str]) -> None:
        self.context = context
        self.names = names

    def of(self, node: Any, by_parts: bool) -> list[Any]:
        """Return the statements; a guard that fails goes on with the next case."""
        guarded = any(case.guard is not None and _captures(case.pattern) for case in node.cases)
        flag = self.context.fresh("matched") if guarded else ""
        start = quote("MATCHED = False", node, MATCHED=flag) if guarded else []
        return start + self._cases(node.cases, flag, by_parts)

    def _cases(self, cases: list[Any], flag: str, by_parts: bool) -> list[Any]:
        if not cases:
            return []
        case, *others = cases
        tests, captures = self._whole(case.pattern, by_parts)
        at = case.pattern
        bindings = [
            statement
            for name, value in captures.items()
            for statement in quote("NAME = VALUE", at, NAME=name, VALUE=value)
        ]
        if case.guard is not None and not bindings:
            tests, guard = [*tests, case.guard], None
        else:
            guard = case.guard
        if guard is None:
            return self._branch(at, tests, bindings + case.body, self._cases(others, flag, by_parts))
        took = quote("MATCHED = True", guard, MATCHED=flag)
        inside = bindings + quote("if GUARD:\n    BODY", guard, GUARD=guard, BODY=[*took, *case.body])
        rest = self._cases(others, flag, by_parts)
        first = self._branch(at, tests, inside, [])
        return first + (quote("if not MATCHED:\n    REST", at, MATCHED=flag, REST=rest) if rest else [])

    @staticmethod
    def _branch(at: Any, tests: list[Any], body: list[Any], orelse: list[Any]) -> list[Any]:
        if not tests:
            return body
        branch = quote("if TEST:\n    BODY", at, TEST=_all(tests, at), BODY=body)
        branch[0].orelse = orelse
        return branch

    def _whole(self, pattern: Any, by_parts: bool) -> tuple[list[Any], dict[str, Any]]:
        """Return what must all be true, in the order in which Python would ask, and what is bound then."""
        if not by_parts:
            return self._pattern(pattern, self.names[0])
        if isinstance(pattern, gast.MatchOr):
            alternatives = [self._whole(inner, by_parts)[0] for inner in pattern.patterns]
            return [_any(alternatives, pattern)], {}
        if not isinstance(pattern, gast.MatchSequence):
            return [], {}
        if len(pattern.patterns) != len(self.names):
            return [gast.copy_location(gast.Constant(False, None), pattern)], {}
        return self._inner(list(zip(pattern.patterns, self.names, strict=True)))

    def _inner(self, pairs: list[tuple[Any, str]]) -> tuple[list[Any], dict[str, Any]]:
        tests: list[Any] = []
        captures: dict[str, Any] = {}
        for inner, subject in pairs:
            more, bound = self._pattern(inner, subject)
            tests += more
            captures.update(bound)
        return tests, captures

    def _pattern(self, pattern: Any, subject: str) -> tuple[list[Any], dict[str, Any]]:
        """Return the tests and bindings of a pattern; the subject is a variable or ``parts[0]``."""
        if isinstance(pattern, gast.MatchAs):
            inside = ([], {}) if pattern.pattern is None else self._pattern(pattern.pattern, subject)
            own = {pattern.name: quote_expression(subject, pattern)} if pattern.name else {}
            return inside[0], {**inside[1], **own}
        if isinstance(pattern, gast.MatchStar):
            return [], {pattern.name: quote_expression(subject, pattern)} if pattern.name else {}
        if isinstance(pattern, gast.MatchOr):
            return self._or(pattern, subject)
        if isinstance(pattern, gast.MatchSingleton):
            value = gast.copy_location(gast.Constant(pattern.value, None), pattern)
            return [quote_expression(f"{subject} is VALUE", pattern, VALUE=value)], {}
        if isinstance(pattern, gast.MatchValue):
            return [quote_expression(f"{subject} == VALUE", pattern, VALUE=pattern.value)], {}
        return self._parts(pattern, subject)

    def _or(self, pattern: Any, subject: str) -> tuple[list[Any], dict[str, Any]]:
        names = {name: self.context.fresh(name) for name in _captures(pattern)}
        alternatives = []
        for inner in pattern.patterns:
            tests, captures = self._pattern(inner, subject)
            tests += [
                quote_expression("ag__.bound(NAME := VALUE)", inner, NAME=names[name], VALUE=value)
                for name, value in captures.items()
            ]
            alternatives.append(tests)
        return [_any(alternatives, pattern)], {
            name: quote_expression("NAME", pattern, NAME=fresh) for name, fresh in names.items()
        }

    def _parts(self, pattern: Any, subject: str) -> tuple[list[Any], dict[str, Any]]:
        """Return those of a pattern that looks into its subject."""
        name = self.context.fresh("parts")
        if isinstance(pattern, gast.MatchClass):
            inner = [*pattern.patterns, *pattern.kwd_patterns]
            call = quote_expression(
                f"ag__.match_class({subject}, CLASS, {len(pattern.patterns)}, NAMES)",
                pattern,
                CLASS=pattern.cls,
                NAMES=names_tuple(pattern.kwd_attrs),
            )
        elif isinstance(pattern, gast.MatchMapping):
            rest = [gast.copy_location(gast.MatchStar(pattern.rest), pattern)] if pattern.rest else []
            inner = [*pattern.patterns, *rest]
            keys = gast.copy_location(gast.Tuple(list(pattern.keys), gast.Load()), pattern)
            text = f"ag__.match_mapping({subject}, KEYS, {bool(pattern.rest)})"
            call = quote_expression(text, pattern, KEYS=keys)
        else:
            inner = [item for item in pattern.patterns if not _is_wildcard(item)]
            spec = f"[{', '.join(map(_placeholder, pattern.patterns))}]"
            call = quote_expression(f"ag__.match_sequence({subject}, SPEC)", pattern, SPEC=constant(spec))
        found = quote_expression("(PARTS := CALL) is not None", pattern, PARTS=name, CALL=call)
        tests, captures = self._inner([(item, f"{name}[{place}]") for place, item in enumerate(inner)])
        return [found, *tests], captures


def _is_wildcard(pattern: Any) -> bool:
    if isinstance(pattern, gast.MatchStar):
        return pattern.name is None
    return isinstance(pattern, gast.MatchAs) and pattern.name is None and pattern.pattern is None


def _placeholder(pattern: Any) -> str:
    """Return what stands for an item of a sequence pattern: Python does not fetch what nobody asks for."""
    star = "*" if isinstance(pattern, gast.MatchStar) else ""
    return f"{star}{'_' if _is_wildcard(pattern) else 'x'}"


def _all(tests: list[Any], at: Any) -> Any:
    return tests[0] if len(tests) == 1 else gast.copy_location(gast.BoolOp(gast.And(), tests), at)


def _any(alternatives: list[list[Any]], at: Any) -> Any:
    choices = []
    for tests in alternatives:
        if not tests:  # a wildcard takes the rest
            choices.append(gast.copy_location(gast.Constant(True, None), at))
            break
        choices.append(_all(tests, at))
    return choices[0] if len(choices) == 1 else gast.copy_location(gast.BoolOp(gast.Or(), choices), at)
