"""A function in, the variables that are still needed after each of its statements out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import gast

from autograph.converters.analysis.names import captured, reads, writes
from autograph.converters.analysis.scopes import Scope, Scopes

__all__ = ["Liveness"]

_Names = frozenset[str]


@dataclasses.dataclass(frozen=True)
class _Exits:
    """What is live where a block may be left in the middle."""

    break_: _Names = frozenset()
    continue_: _Names = frozenset()
    return_: _Names = frozenset()
    raised: _Names = frozenset()


class Liveness:
    """Which variables of one function are live where.

    Parameters
    ----------
    scopes : Scopes
    scope : Scope
        The function's.
    stops : mapping of gast.AST to str
        For some loops, a variable that is tested after each round, and ends the loop.

    Attributes
    ----------
    after : dict of gast.AST to frozenset of str
        For each statement, the variables that may be read after it.
    before : dict of gast.AST to frozenset of str
        For each statement, the variables that may be read from its start on.
    caught : dict of gast.AST to frozenset of str
        For each statement, the variables that may be read after an exception in it.
    again : dict of gast.AST to frozenset of str
        For each loop, the variables that its next round may read.
    always : frozenset of str
        Variables that closures name or that belong to an outer function.
    """

    def __init__(self, scopes: Scopes, scope: Scope, stops: Mapping[gast.AST, str]) -> None:
        self._scopes = scopes
        self._scope = scope
        self._stops = stops
        self.after: dict[gast.AST, _Names] = {}
        self.before: dict[gast.AST, _Names] = {}
        self.caught: dict[gast.AST, _Names] = {}
        self.again: dict[gast.AST, _Names] = {}
        self.always = frozenset(captured(scopes, scope) | scope.declared_nonlocal)
        function: Any = scope.node
        self._block(function.body, frozenset(), _Exits())

    def _reads(self, *nodes: Any) -> _Names:
        present = [node for node in nodes if node is not None]
        return frozenset(reads(present, self._scopes, self._scope))

    def _writes(self, *nodes: Any) -> _Names:
        present = [node for node in nodes if node is not None]
        return frozenset(writes(present, self._scopes, self._scope))

    def _block(self, block: list[Any], live: _Names, exits: _Exits) -> _Names:
        for node in reversed(block):
            self.after[node] = self.after.get(node, frozenset()) | live | self.always
            live = self._statement(node, live, exits) | exits.raised
            self.before[node] = self.before.get(node, frozenset()) | live
            self.caught[node] = self.caught.get(node, frozenset()) | exits.raised
        return live

    def _statement(self, node: Any, live: _Names, exits: _Exits) -> _Names:
        name = f"_{type(node).__name__.lower()}"
        method = getattr(self, name, None)
        if method is not None:
            result: _Names = method(node, live, exits)
            return result
        if isinstance(node, gast.AugAssign | gast.Delete):
            return live | self._writes(node) | self._reads(node)
        return (live - self._killed(node)) | self._reads(node)

    def _killed(self, node: Any) -> _Names:
        if isinstance(node, gast.Assign):
            return self._plain(node.targets)
        if isinstance(node, gast.AnnAssign) and node.value is not None:
            return self._plain([node.target])
        if isinstance(node, gast.FunctionDef | gast.ClassDef | gast.Import | gast.ImportFrom):
            return self._writes(node)
        return frozenset()

    def _plain(self, targets: list[Any]) -> _Names:
        return frozenset(self._writes(*targets))

    def _if(self, node: gast.If, live: _Names, exits: _Exits) -> _Names:
        then = self._block(node.body, live, exits)
        orelse = self._block(node.orelse, live, exits)
        # Both branches may run, one after the other: what the second reads must not be left to the first.
        self.after[node] = self.after.get(node, frozenset()) | orelse
        return self._reads(node.test) | then | orelse

    def _flag(self, node: Any) -> _Names:
        """Return the variable that may end a loop: an operator looks at it at the start, too."""
        return frozenset({self._stops[node]}) if node in self._stops else frozenset()

    def _round(self, node: Any, again: _Names, live: _Names, exits: _Exits) -> _Names:
        inside = dataclasses.replace(exits, break_=live, continue_=again)
        end = again | live | self._flag(node) if node in self._stops else again
        return self._block(node.body, end, inside)

    def _while(self, node: gast.While, live: _Names, exits: _Exits) -> _Names:
        ended = self._block(node.orelse, live, exits)
        again = self._reads(node.test) | ended | self._flag(node)
        while True:
            start = again | self._round(node, again, live, exits)
            if start == again:
                self.again[node] = again
                return again
            again = start

    def _for(self, node: gast.For, live: _Names, exits: _Exits) -> _Names:
        ended = self._block(node.orelse, live, exits)
        again = ended | self._flag(node)
        target = self._reads(node.target)
        while True:
            body = self._round(node, again, live, exits) - self._plain([node.target])
            start = again | body | target
            if start == again:
                self.again[node] = again
                return again | self._reads(node.iter)
            again = start

    def _with(self, node: gast.With, live: _Names, exits: _Exits) -> _Names:
        inside = dataclasses.replace(exits, raised=exits.raised | live)
        body = self._block(node.body, live, inside)
        return body | live | self._reads(*node.items)

    def _try(self, node: gast.Try, live: _Names, exits: _Exits) -> _Names:
        final = self._block(node.finalbody, live, exits)
        for names in (exits.break_, exits.continue_, exits.return_, exits.raised):
            final |= self._block(node.finalbody, names, exits)
        if node.finalbody:
            exits = _Exits(final, final, final, final)
        else:
            final = live
        caught = exits.raised
        for handler in node.handlers:
            body = self._block(handler.body, final, exits)
            caught |= (body - self._writes(handler.name)) | self._reads(handler.type)
        ended = self._block(node.orelse, final, exits)
        inside = dataclasses.replace(exits, raised=exits.raised | caught)
        return self._block(node.body, ended, inside) | caught

    _trystar = _try

    def _match(self, node: gast.Match, live: _Names, exits: _Exits) -> _Names:
        found = live
        for case in node.cases:
            found |= self._block(case.body, live, exits) | self._reads(case.pattern, case.guard)
        return found | self._reads(node.subject)

    def _break(self, node: gast.AST, live: _Names, exits: _Exits) -> _Names:
        return exits.break_

    def _continue(self, node: gast.AST, live: _Names, exits: _Exits) -> _Names:
        return exits.continue_

    def _return(self, node: gast.Return, live: _Names, exits: _Exits) -> _Names:
        return exits.return_ | self._reads(node.value)

    def _raise(self, node: gast.Raise, live: _Names, exits: _Exits) -> _Names:
        return exits.raised | self._reads(node.exc, node.cause)
