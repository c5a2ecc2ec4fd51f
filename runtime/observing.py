"""A graph and inputs in, the warnings of floating-point errors that NumPy would give on the way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any, NamedTuple

from autograph.runtime.errors import Deoptimize, Enough, Fault, Location
from autograph.runtime.floating import Log
from autograph.runtime.graph import Graph, Node
from autograph.runtime.interpreter import Machine, interpret
from autograph.runtime.ops import get
from autograph.runtime.ops.effects import PRINT

__all__ = ["Finding", "observe"]

_CHECKS = (get("assume"), get("raise_if"), get("check_out"))
"""What fails or does nothing; in a run that has succeeded it does nothing."""
_EFFECT = get("host_effect")
_DRAWS = (_EFFECT, get("draw"), get("draw_array"))


class Finding(NamedTuple):
    """A warning that NumPy would give.

    Attributes
    ----------
    message : str
    file : str
    line : int
    space : dict or None
        The globals of the code there; None where it is the user's.
    """

    message: str
    file: str
    line: int
    space: dict[str, Any] | None


class _Observer(Log, Machine):
    """A run that changes nothing, and what NumPy tells on the way."""

    watches = True

    def __init__(self, states: Mapping[str, str], limit: int, here: Location) -> None:
        Log.__init__(self, states)
        Machine.__init__(self)
        self.left = limit
        self.here = self.where = here
        self.found: dict[tuple[str, str, int], Finding] = {}

    def begins(self, node: Node) -> bool:
        """Leave out what shows; end the run at what cannot be done again, or where it has taken too long."""
        self.left -= 1
        if self.left < 0:
            raise Enough
        self.where = node.where or self.here
        if node.op is PRINT or (node.op is _EFFECT and not node.outputs):
            return False
        if not node.op.pure and node.params.get("pure") is not True and node.op not in (*_CHECKS, *_DRAWS):
            raise Enough
        return True

    def note(self, kind: str, message: str, frame: FrameType) -> None:
        """Keep what the program would be warned of, once for each line."""
        if dict(self.where.errors).get(kind, self.states.get(kind)) != "warn":
            return
        space: dict[str, Any] | None = frame.f_globals
        file, line = frame.f_code.co_filename, frame.f_lineno
        if frame.f_globals.get("__name__", "").startswith("autograph."):
            file, line = self.where.file, self.where.line
            space = None
        self.found.setdefault((message, file, line), Finding(message, file, line, space))


def observe(
    graph: Graph, inputs: Sequence[Any], states: Mapping[str, str], limit: int, here: Location
) -> tuple[list[Finding], Warning | None]:
    """Run a graph as NumPy would, for its warnings alone.

    Parameters
    ----------
    graph : Graph
        As traced: what passes move or drop warns at another place, or not at all.
    inputs : sequence
        Arrays that the graph writes are written.
    states : mapping
        NumPy's settings of the caller.
    limit : int
        How many nodes are run at most.
    here : Location
        Where nodes are that are at no line of the user's.

    Returns
    -------
    findings : list of Finding
        In the order of the program.
    raised : Warning or None
        What ended the run, where a warning that Python code of NumPy's gave was to be an exception.
    """
    observer = _Observer(states, limit, here)
    raised: Warning | None = None
    try:
        with observer:
            interpret(graph, inputs, observer)
    except Enough:
        pass
    except Fault as fault:
        if not isinstance(fault.exception, Exception):  # Ctrl-C, for one, is the user's
            raise fault.exception from None
        raised = fault.exception if isinstance(fault.exception, Warning) else None
    except Deoptimize:
        pass
    return list(observer.found.values()), raised
