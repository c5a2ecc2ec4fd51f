"""Source-to-source AutoGraph for plain NumPy code: decorate a function, get compiled graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograph.decorated import do_not_convert
from autograph.explain import Explanation, Fallback
from autograph.function import Function, function
from autograph.late import Late
from autograph.runtime.errors import AutographError, ConversionError, ConversionWarning, TraceError
from autograph.switches import executing_eagerly, run_functions_eagerly
from autograph.tracing.threads import is_tracing

if TYPE_CHECKING:
    from autograph.conversion import convert, to_code
    from autograph.operators.printing import graph_print as print
    from autograph.primitives import cond, fori_loop, scan, while_loop

__all__ = [
    "AutographError",
    "ConversionError",
    "ConversionWarning",
    "Explanation",
    "Fallback",
    "Function",
    "TraceError",
    "cond",
    "convert",
    "do_not_convert",
    "executing_eagerly",
    "fori_loop",
    "function",
    "is_tracing",
    "print",
    "run_functions_eagerly",
    "scan",
    "to_code",
    "while_loop",
]
__version__ = "0.1.0"

_LATE = {
    "cond": ("primitives", "cond"),
    "convert": ("conversion", "convert"),
    "fori_loop": ("primitives", "fori_loop"),
    "print": ("operators.printing", "graph_print"),
    "scan": ("primitives", "scan"),
    "to_code": ("conversion", "to_code"),
    "while_loop": ("primitives", "while_loop"),
}
"""Names whose modules, and all that makes graphs with these, are imported when somebody asks for them."""


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LATE[name]
    found = globals()[name] = getattr(Late(f"{__name__}.{module}"), attribute)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
