"""NumPy's functions on handles: each becomes an op where there is one, else a call back to NumPy."""

from autograph.tracing.numpy_functions import (
    choosing,
    contracting,
    creation,
    finding,
    formulas,
    in_place,
    joining,
    linear,
    parting,
    parts,
    rearranging,
    reductions,
    shapes,
)
from autograph.tracing.numpy_functions.arrays import array
from autograph.tracing.numpy_functions.dispatch import (
    FUNCTIONS,
    call_function,
    holds_handle,
    implements,
    need_static,
    signature_of,
)
from autograph.tracing.numpy_functions.shapes import set_shape
from autograph.tracing.numpy_functions.ufuncs import call_ufunc

__all__ = [
    "FUNCTIONS",
    "array",
    "call_function",
    "call_ufunc",
    "choosing",
    "contracting",
    "creation",
    "finding",
    "formulas",
    "holds_handle",
    "implements",
    "in_place",
    "joining",
    "linear",
    "need_static",
    "parting",
    "parts",
    "rearranging",
    "reductions",
    "set_shape",
    "shapes",
    "signature_of",
]
