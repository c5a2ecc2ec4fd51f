"""What earlier processes have kept for the calls of one function, and what this one keeps for later ones."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.late import Late
from autograph.options import Options

if TYPE_CHECKING:
    from autograph.calling import CallPath
    from autograph.concrete import ConcreteFunction

__all__ = ["Shelf"]

TRIES = 8
"""Calls with arguments of different types for which a function looks at what is kept."""
_LOOKING = (0.02, 0.003)  # seconds, measured: with the imports that the first look takes, and after it

_NUMPY = (np.ndarray, np.generic)
_kept: Any = Late("autograph.kept")
_keeping: Any = Late("autograph.keeping")


class Shelf:
    """Finds the call paths of one function that are kept on disk.

    Parameters
    ----------
    function : function
    options : Options
    static : frozenset of int or str
        The places of arguments that are taken by value.
    stopped : callable
        Called where a kernel stops, with what it stops for and the call's arguments.

    Attributes
    ----------
    found : int
        How many call paths there were.
    """

    def __init__(
        self,
        function: types.FunctionType,
        options: Options,
        static: frozenset[Any],
        stopped: Callable[[Exception, tuple[Any, ...]], Any],
    ) -> None:
        self.found = 0
        self._function = function
        self._options = options
        self._static = static
        self._stopped = stopped
        self._looked: set[Any] = set()
        self._left = TRIES if options.backend == "kernel" and options.input_signature is None else 0
        self._keeps = True
        self._kept: set[int] = set()

    @property
    def price(self) -> float:
        """The seconds that a look takes, with what it finds."""
        return _LOOKING["autograph.kept" in sys.modules] if self._left else sys.float_info.max

    def look(self, args: tuple[Any, ...]) -> list[Callable[[tuple[Any, ...]], Any]]:
        """Return the call paths that are kept for calls like this one, once."""
        quick = self._quickly(args) if self._left else None
        if quick is None or quick in self._looked:
            return []
        self._left -= 1
        self._looked.add(quick)
        try:
            survey = _kept.Survey(self._function)
        except _kept.Unknown:
            self._left = 0
            return []
        key = _kept.key_of(survey, self._options, args, self._static)
        paths = [] if key is None else list(_kept.paths(key, survey, self._stopped))
        self.found += len(paths)
        return paths

    def _quickly(self, args: tuple[Any, ...]) -> Any:
        """Return what tells calls apart that need a look of their own."""
        return tuple(
            [
                repr(item)
                if place in self._static
                else (type(item), item.dtype if isinstance(item, _NUMPY) else None)
                for place, item in enumerate(args)
            ]
        )

    def close(self) -> None:
        """Find and keep nothing any more: what a library holds is not what it was when it was imported."""
        self._left, self._keeps = 0, False

    def keep(self, concrete: ConcreteFunction, path: CallPath, args: tuple[Any, ...]) -> None:
        """Keep a graph for later processes, once."""
        if self._keeps and concrete.backend == "kernel" and id(concrete) not in self._kept:
            self._kept.add(id(concrete))
            _keeping.keep(concrete, path, self._options, args, self._static)
