"""What converts functions, makes graphs and runs them, imported when it is first needed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from autograph.pausing import uncollected

if TYPE_CHECKING:
    from autograph import engine
    from autograph import parts as parting
    from autograph.converters import binding

__all__ = ["Late", "binding", "engine", "parting"]


class Late:
    """A module that is imported when it is first asked for something.

    Importing autograph and decorating functions is to cost next to nothing: a program may never call them,
    or not often enough for a graph to pay.

    Parameters
    ----------
    name : str
        The module's full name.

    Examples
    --------
    >>> Late("autograph.tracing.trace").is_tracing()
    False
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return what the module holds under a name, and keep it at hand."""
        with uncollected():
            found = getattr(importlib.import_module(self._name), attribute)
        setattr(self, attribute, found)
        return found


if not TYPE_CHECKING:
    binding = Late("autograph.converters.binding")
    engine = Late("autograph.engine")
    parting = Late("autograph.parts")
