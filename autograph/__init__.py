"""Source-to-source AutoGraph for plain NumPy code: decorate a function, get compiled graphs."""

from __future__ import annotations

from autograph.conversion import convert, to_code
from autograph.explain import Explanation, Fallback
from autograph.function import Function, function
from autograph.operators.calls import do_not_convert
from autograph.operators.printing import graph_print as print
from autograph.primitives import cond, fori_loop, scan, while_loop
from autograph.runtime.errors import AutographError, ConversionError, ConversionWarning, TraceError
from autograph.switches import executing_eagerly, run_functions_eagerly
from autograph.tracing.trace import is_tracing

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
