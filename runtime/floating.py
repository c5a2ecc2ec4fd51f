"""NumPy's settings for floating-point errors: where one is to raise, print or call, no kernel may run."""

from __future__ import annotations

import contextvars
from typing import Any

import numpy as np

from autograph.runtime.errors import Deoptimize
from autograph.runtime.graph import Function, Graph

__all__ = ["USUAL", "check", "computes", "settings"]

_SILENT = {"ignore", "warn"}
_umath: Any = np._core.umath  # type: ignore[attr-defined]
_VARIABLE: contextvars.ContextVar[Any] | None = getattr(_umath, "_extobj_contextvar", None)


def _none() -> None:
    """Stand for settings that cannot be asked for at once; they are then asked for at every call."""


settings = _none if _VARIABLE is None else _VARIABLE.get
"""Returns an object that stands for the settings of the moment."""

USUAL: Any = NotImplemented if _VARIABLE is None else contextvars.Context().run(_VARIABLE.get)
"""What `settings` returns where nobody has changed them."""


def check() -> None:
    """Raise Deoptimize where a floating-point error is to do more than warn."""
    kinds = sorted({str(kind) for kind in np.geterr().values()} - _SILENT)
    if kinds:
        raise Deoptimize(f"a floating-point error is to {kinds[0]}", 0)


def computes(graph: Graph) -> bool:
    """Whether a graph does arithmetic of NumPy's, which these settings are for."""
    return _computes(graph, set())


def _computes(graph: Graph, seen: set[Function]) -> bool:
    for node in graph.nodes:
        if node.op.elementwise and any(value.type.kind != "python" for value in node.outputs):
            return True
        for inner in node.params.values():
            if isinstance(inner, Graph) and _computes(inner, seen):
                return True
            if isinstance(inner, Function) and inner not in seen and inner.graph is not None:
                seen.add(inner)
                if _computes(inner.graph, seen):
                    return True
    return False
