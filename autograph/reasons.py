"""The reason codes: why a part of a function runs as Python, and what its author can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograph.runtime.records import record

__all__ = ["REASONS", "Reason", "static_words"]


@record(frozen=True)
class Reason:
    """One kind of fallback.

    Attributes
    ----------
    code : str
    summary : str
        What happened, in one sentence.
    way_out : str
        What the user can do about it.
    """

    code: str
    summary: str
    way_out: str


_ALL = (
    Reason("AG001", "the source of the function cannot be found", "define it in a file or a notebook cell"),
    Reason("AG002", "the function is a generator or a coroutine", "return a list or an array instead"),
    Reason("AG003", "the function could not be converted", "report it with the function's source"),
    Reason(
        "AG101", "Python needs the value of data here", "use a NumPy function, or make the argument static"
    ),
    Reason(
        "AG102",
        "the branches of a condition leave values that do not fit together",
        "give the variable one kind of value on every path",
    ),
    Reason(
        "AG103",
        "a variable changes its kind from one round of a loop to the next",
        "give the variable the same kind of value in every round",
    ),
    Reason(
        "AG104",
        "two names may or may not stand for one array, and one of them is written",
        "copy the array before it is written",
    ),
    Reason(
        "AG105",
        "a container changes its length in a branch or a loop that data decides",
        "use an array of the final size",
    ),
    Reason("AG106", "a loop without an exit that data decides", "add a condition or a break"),
    Reason("AG107", "the trace grew too long", "let the loop run over a range, so that it stays a loop"),
    Reason(
        "AG201", "a function that cannot be looked into is called", "use a NumPy function or plain Python"
    ),
    Reason("AG202", "a statement that must run as Python", "move it out of the function or its hot loop"),
    Reason(
        "AG203", "an object that is not the function's own is changed", "pass it as an argument or return it"
    ),
    Reason(
        "AG204",
        "a NumPy function whose result type cannot be told before it runs",
        "call it outside the function",
    ),
    Reason("AG205", "an argument of a type that graphs do not hold", "pass an array or a number"),
    Reason("AG206", "the recursion is on data", "write it as a loop"),
    Reason("AG301", "arguments overlap in memory while one is written", "pass a copy"),
    Reason("AG302", "tracing raised an exception", "the eager run shows whether the program raises it"),
    Reason("AG303", "the graph met values it was not made for", "nothing: the call was run eagerly"),
    Reason("AG304", "the graph could not be compiled", "report it with the function's source"),
    Reason("AG305", "compiling would take longer than it may", "raise AUTOGRAPH_COMPILE_BUDGET"),
    Reason(
        "AG306",
        "its loop calls Python for a number in each round, which takes a kernel longer",
        'draw many at once, `rng.normal(size=n)`, or ask for a graph with mode="graph"',
    ),
)

REASONS: dict[str, Reason] = {reason.code: reason for reason in _ALL}


def static_words(key: Any, names: Sequence[str]) -> str:
    """Return what a trace took by value: an argument, or a size of one."""
    name = f"`{names[key[1]]}`" if key[1] < len(names) else "an outside variable"
    if key[0] == "size":
        return f"axis {key[2]} of {name}"
    if key[0] == "rows":
        return f"the lengths of the lists in {name}"
    return f"the length of {name}" if key[0] == "length" else name
