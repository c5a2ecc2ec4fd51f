"""A function and arguments in; nothing out if every stage does what the function does, else a report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import autograph as ag
from autograph.conversion import converted_form
from autograph.testing.comparing import difference
from autograph.testing.outcome import Situation, observe

__all__ = ["STAGES", "Mismatch", "assert_same", "find_mismatch"]


def _converted(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
    return converted_form(function)


def _interpreter(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
    return ag.function(function, mode="graph", backend="interpreter", fullgraph=fullgraph)


def _kernel(function: Callable[..., Any], *, fullgraph: bool) -> Callable[..., Any]:
    return ag.function(function, mode="graph", backend="kernel", fullgraph=fullgraph)


STAGES: dict[str, Callable[..., Callable[..., Any]]] = {
    "converted": _converted,
    "interpreter": _interpreter,
    "kernel": _kernel,
}
"""The ways to run a function, in the order in which they build upon each other."""


class Mismatch(AssertionError):
    """A stage does not do what the function does.

    Attributes
    ----------
    stage : str
        The first stage that differs.
    call : int
        Which call showed it (the same arguments are given more than once).
    reason : str
        The first difference.
    """

    def __init__(self, stage: str, call: int, reason: str, function: object, shown: str) -> None:
        name = getattr(function, "__qualname__", repr(function))
        super().__init__(f"{name}({shown}) differs at stage {stage!r}, call {call}\n  {reason}")
        self.stage = stage
        self.call = call
        self.reason = reason


def assert_same(  # noqa: PLR0913 - a test says what it wants by keyword
    function: Callable[..., Any],
    *args: Any,
    stages: Sequence[str] = ("converted", "interpreter"),
    fullgraph: bool = False,
    ulps: int = 0,
    repeat: int = 2,
    warnings: bool = False,
    frames: bool = True,
    **kwargs: Any,
) -> None:
    """Check that a function does the same as written, converted, interpreted as a graph and compiled.

    Each run gets copies of the arguments, which keep what those have to do with each other
    (views, overlaps, read-only flags), and of the global and closure variables that the
    function can reach. Compared are the result (value, dtype, Python type, structure, which
    objects are the arguments' own, what shares memory), what is printed, the exception with
    its arguments, attributes and the user's line, and what was changed: arguments, their
    attributes, globals, closures.

    Parameters
    ----------
    function : callable
        The function as written; a decorated one is undecorated first.
    *args, **kwargs
        Its arguments.
    stages : sequence of str
        Some of `STAGES`: ``"converted"``, ``"interpreter"``, ``"kernel"``.
    fullgraph : bool
        Demand that the function is captured as one graph.
    ulps : int
        How many units in the last place floats may lie apart.
    repeat : int
        How often the same decorated function is called.
    warnings : bool
        Compare warnings too.
    frames : bool
        Demand that tracebacks show no frame of autograph itself.

    Raises
    ------
    Mismatch
        An `AssertionError` that names the first stage that differs, and how.

    Examples
    --------
    >>> def halve(x):
    ...     x /= 2
    ...     return x
    >>> assert_same(halve, [1.0], stages=())
    """
    mismatch = find_mismatch(
        function, args, kwargs, stages=stages, fullgraph=fullgraph, ulps=ulps, repeat=repeat,
        warnings=warnings, frames=frames,
    )  # fmt: skip
    if mismatch is not None:
        raise mismatch


def find_mismatch(  # noqa: PLR0913 - as above
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any] | None = None,
    *,
    stages: Sequence[str] = ("converted", "interpreter"),
    fullgraph: bool = False,
    ulps: int = 0,
    repeat: int = 2,
    warnings: bool = False,
    frames: bool = True,
    prepared: dict[str, Callable[..., Any]] | None = None,
) -> Mismatch | None:
    """Return what `assert_same` would raise, or None.

    Parameters
    ----------
    function, args, kwargs, stages, fullgraph, ulps, repeat, warnings, frames
        As for `assert_same`.
    prepared : dict, optional
        Decorated functions by stage, filled and used again, so that several argument sets
        meet the same cache of traces.

    Returns
    -------
    Mismatch or None
    """
    kwargs = kwargs or {}
    function = getattr(function, "original", function)
    situation = Situation(function, args, kwargs)
    expected = observe(situation, _as_written)
    cache = {} if prepared is None else prepared
    for stage in stages:
        prepare = functools.partial(_prepare, stage, cache, fullgraph)
        for call in range(1 if stage == "converted" else repeat):
            got = observe(situation, prepare)
            reason = difference(expected, got, ulps, warnings=warnings, frames=frames)
            if reason:
                return Mismatch(stage, call + 1, reason, function, _shown(args, kwargs))
    return None


def _as_written(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def _prepare(
    stage: str, cache: dict[str, Callable[..., Any]], fullgraph: bool, function: Callable[..., Any]
) -> Callable[..., Any]:
    """Decorate for a stage; plain functions once, methods and callable objects (copied each time) anew."""
    if not isinstance(function, type(_as_written)):
        return STAGES[stage](function, fullgraph=fullgraph)
    if stage not in cache:
        cache[stage] = STAGES[stage](function, fullgraph=fullgraph)
    return cache[stage]


def _shown(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    parts = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
    text = ", ".join(parts)
    return text if len(text) <= 500 else text[:497] + "..."
