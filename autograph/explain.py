"""What became of a function: its traces, its fallbacks and their reasons."""

from __future__ import annotations

import linecache

from autograph.reasons import REASONS
from autograph.runtime.errors import Location
from autograph.runtime.records import record

__all__ = ["Explanation", "Fallback", "PartReport"]


@record(frozen=True)
class Fallback:
    """A part of a function that runs as Python.

    Attributes
    ----------
    code : str
        The reason's code, such as ``"AG101"``.
    detail : str
    where : Location or None
    rung : int
        Of the ladder: 3, its loops are graphs of their own; 4, all of it is Python.
    """

    code: str
    detail: str
    where: Location | None
    rung: int = 4

    @property
    def construct(self) -> str:
        """The user's line."""
        return linecache.getline(self.where.file, self.where.line).strip() if self.where is not None else ""

    @property
    def suggestion(self) -> str:
        """What the user can do about it."""
        return REASONS[self.code].way_out

    def __str__(self) -> str:
        """Return one line: code, place, reason and way out."""
        place = f"{self.where}: `{self.construct}`: " if self.where is not None else ""
        return f"{self.code} {place}{REASONS[self.code].summary} ({self.detail}); {self.suggestion}"


@record(frozen=True)
class PartReport:
    """What became of one loop or callee of a function that is not one graph.

    Attributes
    ----------
    kind : str
        ``"loop"``, ``"call"``, or ``"rest"``: what is neither.
    where : Location
    state : str
        ``"graph"`` or ``"python"``.
    runs : int
        How often it was looked at while running.
    seconds : float
        What those runs took.
    fallbacks : tuple of Fallback
    share : float
        Of the function's run time, between 0 and 1.
    """

    kind: str
    where: Location
    state: str
    runs: int
    seconds: float
    fallbacks: tuple[Fallback, ...] = ()
    share: float = 0.0

    def __str__(self) -> str:
        """Return one line."""
        if self.kind == "rest":
            return f"all else: Python, {self.share:.0%} of the time"
        if not self.runs:
            return (
                f"{self.kind} at {self.where}: not run yet, a graph of its own where its variables are data"
            )
        how = "a graph of its own" if self.state == "graph" else "Python"
        cost = "" if self.kind == "call" else f", {self.share:.0%} of the time"
        why = f": {self.fallbacks[0]}" if self.fallbacks and self.state != "graph" else ""
        return f"{self.kind} at {self.where}: {how}{cost}{why}"


@record(frozen=True)
class Explanation:
    """What became of a function, for one signature or over all calls so far.

    Attributes
    ----------
    name : str
    captured : bool
        Whether one graph holds all of the function.
    traces : int
    fallbacks : tuple of Fallback
    static_arguments : tuple of str
        Arguments and sizes whose values the trace used.
    guards : tuple of str
        Outside variables that are checked at each call.
    host_calls : tuple of str
        Functions called back from inside the graph.
    parts : tuple of PartReport
        The loops and callees of a function that is not one graph.
    """

    name: str
    captured: bool
    traces: int
    fallbacks: tuple[Fallback, ...]
    static_arguments: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    host_calls: tuple[str, ...] = ()
    parts: tuple[PartReport, ...] = ()

    def _words(self) -> str:
        if self.captured:
            return "yes, as one graph"
        return "no" if self.fallbacks or self.traces else "not yet: it runs as written until a graph pays"

    def __str__(self) -> str:
        """Return the explanation as a table of a few lines."""
        rows = [
            ("function", self.name),
            ("captured", self._words()),
            ("traces", str(self.traces)),
        ]
        rows += [("runs as Python", str(fallback)) for fallback in self.fallbacks]
        for label, items in (
            ("static", self.static_arguments),
            ("guards", self.guards),
            ("host calls", self.host_calls),
        ):
            if items:
                rows.append((label, ", ".join(items)))
        rows += [("part", str(part)) for part in self.parts]
        return "\n".join(f"{label:<15} {text}" for label, text in rows)
