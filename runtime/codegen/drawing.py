"""Writes draws of random numbers, in NumPy's compiled code where that raises nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen.creation import sizes_of
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.hosting import host_text
from autograph.runtime.codegen.text import atom, cast, dtype_name, join
from autograph.runtime.codegen.values import stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.laws import LAWS

__all__ = ["draw", "draw_array"]


def _texts(emit: Emitter, node: Node, parameters: Sequence[Value]) -> tuple[str, str]:
    """Return the expression of a draw, and the condition for it, empty where there is none."""
    law = LAWS[node.params["kind"]][node.params["law"]]
    wanted = np.dtype(np.int64 if law.of_ints else np.float64)
    texts = [atom(emit.simple(cast(emit.variable(value), value.type.dtype, wanted))) for value in parameters]
    bits, gauss = map(emit.variable, node.inputs[:2])
    return law.text.format(*texts, bits=bits, gauss=gauss), law.valid.format(*texts)


def draw(emit: Emitter, node: Node) -> None:
    """Write the draw of a number."""
    result = node.outputs[0]
    text, valid = _texts(emit, node, node.inputs[2:])
    name = emit.name(result.hint, "drawn")
    if not valid:
        emit.line(f"{name} = {text}")
    else:
        with emit.block(f"if {valid}:"):
            emit.line(f"{name} = {text}")
        with emit.block("else:"):
            _call_python(emit)
            emit.line(f"{name} = fetch_scalar(fault, 0, {dtype_name(result.type.dtype)})")
    emit.env[result] = name


def draw_array(emit: Emitter, node: Node) -> None:
    """Write the draw of an array of numbers, in C order."""
    result = node.outputs[0]
    rank, dtype = result.type.ndim, result.type.dtype
    split = len(node.inputs) - rank
    text, valid = _texts(emit, node, node.inputs[2:split])
    dims = emit.dims(result, sizes_of(emit, node.inputs[split:], result.type.shape))
    name = emit.allocate(dims, dtype, result.hint)
    guard = emit.block(f"if {valid}:") if valid else contextlib.nullcontext()
    with guard, emit.nest(dims) as index:
        emit.line(f"{name}[{join(index)}] = {text}")
    if valid:
        with emit.block("else:"):
            _call_python(emit)
            drawn = emit.assign(f"fetch_{rank}d(fault, 0, {dtype_name(dtype)})", "", "drawn")
            with emit.nest(dims) as index:
                emit.line(f"{name}[{join(index)}] = {drawn}[{join(index)}]")
    emit.env[result] = stored_array(name, dims)


def _call_python(emit: Emitter) -> None:
    with emit.block(f"if {host_text(emit)}:"):
        emit.line("return None")
