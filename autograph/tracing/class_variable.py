"""What a class of the program has, while a trace is under way, for an attribute that the trace assigns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.tracing.threads import current
from autograph.tracing.trace import Trace

__all__ = ["ClassVariable"]


class ClassVariable:
    """Looked up in a class, or in its instances, it is the value that the thread is to see.

    Attributes
    ----------
    trace : Trace
        Whose thread sees what it has assigned.
    owner : type
    name : str
    outside : tuple
        What others see; empty where the class has no such attribute.
    inside : callable
        Returns what the trace sees, as such a tuple.
    """

    def __init__(self, trace: Trace, owner: type, name: str, outside: tuple[Any, ...]) -> None:
        self.trace = trace
        self.owner = owner
        self.name = name
        self.outside = outside
        self.inside: Callable[[], tuple[Any, ...]] = lambda: outside

    def __get__(self, instance: Any, kind: type) -> Any:
        """Return the value, or the one that is inherited."""
        held = self.inside() if current() is self.trace else self.outside
        return held[0] if held else self._inherited(instance, kind)

    def _inherited(self, instance: Any, kind: type) -> Any:
        name = self.name
        for base in kind.__mro__[kind.__mro__.index(self.owner) + 1 :]:
            if name in vars(base):
                value = vars(base)[name]
                return value.__get__(instance, kind) if hasattr(type(value), "__get__") else value
        who = f"type object {kind.__name__!r}" if instance is None else f"{kind.__name__!r} object"
        raise AttributeError(f"{who} has no attribute {name!r}", name=name)
