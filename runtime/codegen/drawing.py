"""Writes the draw of a random number, in NumPy's compiled code where that raises nothing."""

from __future__ import annotations

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.hosting import host_text
from autograph.runtime.codegen.text import atom, cast, dtype_name
from autograph.runtime.graph import Node
from autograph.runtime.laws import LAWS

__all__ = ["draw"]


def draw(emit: Emitter, node: Node) -> None:
    """Write the draw."""
    law = LAWS[node.params["kind"]][node.params["law"]]
    bits, gauss, *parameters = node.inputs
    result = node.outputs[0]
    wanted = np.dtype(np.int64 if law.of_ints else np.float64)
    texts = [emit.simple(cast(emit.variable(value), value.type.dtype, wanted)) for value in parameters]
    sources = {"bits": emit.variable(bits), "gauss": emit.variable(gauss)}
    name = emit.name(result.hint, "drawn")
    drawn = f"{name} = {law.text.format(*map(atom, texts), **sources)}"
    if law.valid:
        with emit.block(f"if {law.valid.format(*map(atom, texts))}:"):
            emit.line(drawn)
        with emit.block("else:"):
            with emit.block(f"if {host_text(emit)}:"):
                emit.line("return None")
            emit.line(f"{name} = fetch_scalar(fault, 0, {dtype_name(result.type.dtype)})")
    else:
        emit.line(drawn)
    emit.env[result] = name
