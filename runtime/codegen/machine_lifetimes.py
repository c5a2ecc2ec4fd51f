"""How long a function of kernel source needs its variables."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence, Set

__all__ = ["Lifetimes", "names_of"]


def names_of(target: ast.expr) -> list[str]:
    """Return the variables that an assignment to `target` assigns."""
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    return [name.id for name in names if isinstance(name, ast.Name)]


class Lifetimes:
    """Where variables are assigned and used.

    Parameters
    ----------
    body : sequence of ast.stmt
        In the dialect that `translate` returns.

    Attributes
    ----------
    assigned : Counter of str
        How many statements assign each variable.
    steady : set of str
        The variables that one statement assigns, and only what follows it in the same block uses: each has
        one value there.
    """

    def __init__(self, body: Sequence[ast.stmt]) -> None:
        self.assigned: Counter[str] = Counter()
        self.steady: set[str] = set()
        self._body = body
        self._used: dict[ast.stmt, Counter[str]] = {}
        self._total = self._counted(body)
        self._find_steady(body)

    def releases(self, names: Set[str]) -> dict[ast.stmt, list[str]]:
        """Return which of these variables nothing reads after a statement, by statement."""
        found: dict[ast.stmt, list[str]] = {}
        self._add(self._body, names, found)
        return found

    # ------------------------------------------------------------------ uses

    def _counted(self, body: Iterable[ast.stmt]) -> Counter[str]:
        """Return how often each name occurs in statements."""
        total: Counter[str] = Counter()
        for statement in body:
            if isinstance(statement, ast.If | ast.While):
                own = _names_in(statement.test)
                own.update(self._counted(statement.body))
                own.update(self._counted(statement.orelse))
            else:
                own = _names_in(statement)
            if isinstance(statement, ast.Assign):
                self.assigned.update(names_of(statement.targets[0]))
            self._used[statement] = own
            total.update(own)
        return total

    def _find_steady(self, body: Sequence[ast.stmt]) -> None:
        after: Counter[str] = Counter()
        for statement in reversed(body):
            after.update(self._used[statement])
            if isinstance(statement, ast.Assign):
                for name in names_of(statement.targets[0]):
                    if self.assigned[name] == 1 and after[name] == self._total[name]:
                        self.steady.add(name)
            elif isinstance(statement, ast.If | ast.While):
                self._find_steady(statement.body)
                self._find_steady(statement.orelse)

    # ------------------------------------------------------------------ last uses

    def _add(self, body: Sequence[ast.stmt], names: Set[str], found: dict[ast.stmt, list[str]]) -> None:
        """Note where the variables are given up of which all uses are in these statements."""
        last: dict[str, ast.stmt] = {}
        count: Counter[str] = Counter()
        for statement in body:
            for name in self._used[statement].keys() & names:
                last[name] = statement
                count[name] += 1
        inside: dict[ast.stmt, list[str]] = {}
        for name, statement in last.items():
            deeper = count[name] == 1 and isinstance(statement, ast.If | ast.While)
            (inside if deeper else found).setdefault(statement, []).append(name)
        for statement, several in inside.items():
            self._add_inside(statement, several, found)

    def _add_inside(
        self, statement: ast.stmt, names: Sequence[str], found: dict[ast.stmt, list[str]]
    ) -> None:
        """Note that for variables that one statement with others in it uses alone."""
        assert isinstance(statement, ast.If | ast.While)
        test = _names_in(statement.test)
        held: dict[int, set[str]] = {}
        for name in names:
            using = [
                number
                for number, block in enumerate((statement.body, statement.orelse))
                if any(name in self._used[each] for each in block)
            ]
            if len(using) == 1 and name not in test and self._begins(statement, using[0], name):
                held.setdefault(using[0], set()).add(name)
            else:
                found.setdefault(statement, []).append(name)
        for number, own in held.items():
            self._add(statement.orelse if number else statement.body, own, found)

    def _begins(self, statement: ast.If | ast.While, number: int, name: str) -> bool:
        """Whether a block assigns a variable before anything in it reads it: no round before has left it."""
        block = statement.orelse if number else statement.body
        first = next(each for each in block if name in self._used[each])
        if not isinstance(first, ast.Assign) or name in _names_in(first.value):
            return False
        return name in names_of(first.targets[0])


def _names_in(node: ast.AST) -> Counter[str]:
    return Counter(each.id for each in ast.walk(node) if isinstance(each, ast.Name))
