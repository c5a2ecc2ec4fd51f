"""A run with floating-point errors in, the warnings that the undecorated function would give out.

The processor's status says that there was an error, not where, and may be set by what NumPy knows nothing
of: a Python float, a branch computed in advance. So the graph is run a second time, by NumPy, which gives
the warnings. That is paid for from a purse, unless something was shown.
"""

from __future__ import annotations

import math
import sys
import types
import warnings
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from autograph.calling import KEPT
from autograph.runtime.errors import WARNED, Deoptimize, Fault, Flagged, GraphError, Location
from autograph.runtime.floating import asked_for, states
from autograph.runtime.graph import Graph
from autograph.runtime.observing import Finding, observe
from autograph.runtime.passes.buffers import buffers

__all__ = ["Teller"]

LIMIT = 50_000
"""So many operations are run a second time at most: what a long loop would warn of later is not found."""
GRACE, SHARE = 0.2, 0.05
"""What second runs that show nothing may take: so many seconds, and this part of the time since the first."""


class Teller:
    """Warns of the floating-point errors in the runs of one graph.

    Parameters
    ----------
    graph : Graph
        As traced.
    function : function
        The user's.

    Attributes
    ----------
    keeping : list
        An item for each of the next runs before which arrays that it writes are copied, for a second run.
    seconds : float
        What second runs have taken.
    """

    def __init__(self, graph: Graph, function: types.FunctionType) -> None:
        self.function = function
        self.keeping = [True] * KEPT
        self.seconds = 0.0
        self._traced = graph
        self._graph: Graph | None = None
        self._begun = self._fruitless = 0.0

    def tell(self, ended: Flagged | Fault, inputs: Sequence[Any]) -> tuple[Any, ...]:
        """Warn of what happened in a run; return its results.

        Parameters
        ----------
        ended : Flagged or Fault
        inputs : sequence
            As they were when the run began; None for those that are not what they were.

        Raises
        ------
        Deoptimize
            If a warning is to be an exception: Python raises it.
        Fault
            What the run ended with.
        """
        if isinstance(ended, Flagged):
            self._warn(ended, inputs)
            return ended.results
        if ended.kinds:
            self._warn(Flagged((), ended.kinds, ended.effects), inputs)
        raise ended

    def _warn(self, flagged: Flagged, inputs: Sequence[Any]) -> None:
        """Warn of what happened in a run, if it can be found out."""
        if not self._may_show(flagged):
            return
        self.keeping[:] = [True] * KEPT
        if any(value is None for value in inputs):
            return
        begun = perf_counter()
        shown = False
        try:
            for finding in self._found(flagged, inputs):
                shown |= self._issue(finding, flagged)
        except GraphError:  # a defect of ours must not undo a call that has succeeded
            self._fruitless = math.inf
        finally:
            taken = perf_counter() - begun
            self.seconds += taken
            self._fruitless = 0.0 if shown else self._fruitless + taken

    def _may_show(self, flagged: Flagged) -> bool:
        """Whether Python might show a warning, and looking for it is paid for."""
        now = perf_counter()
        self._begun = self._begun or now
        if self._fruitless > GRACE + SHARE * (now - self._begun):
            return False
        warned = asked_for(self._traced) | {kind for kind, state in states().items() if state == "warn"}
        return bool(flagged.kinds & warned) and not _all_ignored()

    def _found(self, flagged: Flagged, inputs: Sequence[Any]) -> list[Finding]:
        if self._graph is None:
            self._graph = buffers(self._traced)
        places = {place for place, _ in self._graph.updates}
        given = [value.copy() if place in places else value for place, value in enumerate(inputs)]
        code = self.function.__code__
        here = Location(code.co_filename, code.co_firstlineno, code.co_qualname)
        with flagged.again():
            found, raised = observe(self._graph, given, states(), LIMIT, here)
        if raised is not None:
            self._give_up(flagged)
        return found

    def _issue(self, finding: Finding, flagged: Flagged) -> bool:
        """Hand a warning to Python; return whether it is shown."""
        space = finding.space if finding.space is not None else self._space(finding.file)
        registry = space.setdefault("__warningregistry__", {})
        name = space.get("__name__") or "<string>"
        action = _action(finding.message, finding.line, name)
        if action == _ERROR:
            self._give_up(flagged)
        shown = action not in _NEVER and (action in _ALWAYS or not _is_shown(finding, registry))
        warnings.warn_explicit(finding.message, RuntimeWarning, finding.file, finding.line, name, registry)
        return shown

    @staticmethod
    def _give_up(flagged: Flagged) -> None:
        flagged.undo()
        raise Deoptimize(WARNED, flagged.effects)

    def _space(self, file: str) -> dict[str, Any]:
        """Return the globals of a file of the user's."""
        if self.function.__code__.co_filename != file:
            for module in list(sys.modules.values()):
                if getattr(module, "__file__", None) == file:
                    return vars(module)
        return self.function.__globals__


# ------------------------------------------------------------------ Python's filters

_ERROR, _NEVER, _ALWAYS = "error", ("ignore",), ("always", "all")


def _fits(pattern: Any, text: str) -> bool:
    """Whether a filter's pattern, None for any, takes a text."""
    if pattern is None or isinstance(pattern, str):
        return pattern in (None, text)
    return pattern.match(text) is not None


def _action(message: str, line: int, module: str) -> str:
    """Return what Python's filters say of a warning."""
    for action, said, category, name, place in warnings.filters:
        if (
            issubclass(RuntimeWarning, category)
            and place in (0, line)
            and _fits(said, message)
            and _fits(name, module)
        ):
            return str(action)
    return "default"


def _all_ignored() -> bool:
    """Whether the first filter that might take a warning ignores all of them."""
    for action, said, category, name, place in warnings.filters:
        if issubclass(RuntimeWarning, category):
            return action in _NEVER and said is None and name is None and not place
    return False


def _is_shown(finding: Finding, registry: dict[Any, Any]) -> bool:
    """Whether Python has shown a warning already, as far as its notes tell."""
    text = finding.message
    keys = [(text, RuntimeWarning, line) for line in (finding.line, 0)]
    once: dict[Any, Any] = vars(warnings).get("onceregistry", {})
    return any(key in registry for key in keys) or (text, RuntimeWarning) in once
