"""What a user says by name of how a function is to be run in, the options out."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from autograph.runtime.records import record

__all__ = ["Options", "options_of"]


@record(frozen=True)
class Options:
    """How a function is run; see :func:`autograph.function`."""

    mode: Literal["auto", "graph", "eager"] = "auto"
    backend: Literal["kernel", "interpreter"] = "kernel"
    fullgraph: bool = False
    static_argnames: tuple[str, ...] = ()
    input_signature: Any = None
    parallel: bool | None = None

    @property
    def shares(self) -> bool:
        """Whether several threads may run loops that are long enough."""
        return self.parallel is not False

    @property
    def rents(self) -> bool:
        """Whether Python runs until a graph has paid for itself."""
        return self.mode == "auto" and not self.fullgraph


_CHOICES = {"mode": ("auto", "graph", "eager"), "backend": ("kernel", "interpreter")}


def options_of(given: dict[str, Any]) -> Options:
    """Return the options that a user gave by name.

    Raises
    ------
    TypeError, ValueError
        If one is not known, or cannot be met.
    """
    names = given.get("static_argnames", ())
    given["static_argnames"] = (names,) if isinstance(names, str) else tuple(names)
    for name, choices in _CHOICES.items():
        if given.get(name, choices[0]) not in choices:
            raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}; got {given[name]!r}")
    try:
        return Options(**given)
    except TypeError:
        known = {field.name for field in dataclasses.fields(Options)}
        unknown = next(name for name in given if name not in known)
        raise TypeError(f"ag.function() has no option {unknown!r}") from None
