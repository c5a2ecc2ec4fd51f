"""Memory that may be written while an array is computed: that of an operand which nobody reads any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from autograph.runtime.codegen.values import Array, Index, stored_array
from autograph.runtime.graph import Value

if TYPE_CHECKING:
    from autograph.runtime.codegen.emitter import Emitter

__all__ = ["all_roots", "reads_in_place", "spent"]

_MOST = 2000
"""Of how many values it is asked whether they still need an operand's memory."""


def all_roots(emit: Emitter, name: str) -> frozenset[str]:
    """Return the variables in whose memory the array of a variable may lie."""
    return emit.roots.get(name, frozenset([name]))


_ASSIGNMENT = re.compile(r"\s*\w+ = ")


def reads_in_place(
    emit: Emitter, view: Array, source: Array, move: Callable[[Index], Index] = lambda index: index
) -> bool:
    """Whether the element that is written to a place reads no other place of that memory."""
    probe = tuple(f"_{axis}" for axis in range(len(view.dims)))
    kept = len(emit.lines)
    target = view.at(probe)
    text = source.at(move(probe))
    before = emit.lines[kept:]
    del emit.lines[kept:]
    if not all(_ASSIGNMENT.match(line) for line in before) or not target.endswith("]"):
        return False
    text = "\n".join([*before, text])
    name = target[: target.index("[")]
    own = all_roots(emit, name)
    arrays = {other for other in re.findall(r"(\w+)\[", text) if all_roots(emit, other) & own}
    reads = re.findall(r"\b" + re.escape(name) + r"\[[^\[\]]*\]", text)
    return arrays <= {name} and len(re.findall(rf"\b{name}\[", text)) == len(reads) and set(reads) <= {target}


def spent(emit: Emitter, value: Value, source: Array) -> str | None:
    """Return the variable whose memory a node's result may be computed into; None if there is none.

    The kernel has made it for a value that nothing reads but this node, element for element.
    """
    node = emit.node
    if node is None or value not in node.outputs or source.strips or len(emit.env) > _MOST:
        return None
    for name in sorted(source.roots & emit.fresh.keys()):
        first = emit.fresh[name]
        held = emit.env[first]
        if first.type.dtype != value.type.dtype or all_roots(emit, name) != {name}:
            continue
        if not isinstance(held, Array) or held.name != name or held.dims != source.dims:
            continue
        if not _is_read_later(emit, name, value) and reads_in_place(
            emit, stored_array(name, held.dims), source
        ):
            return name
    return None


def _is_read_later(emit: Emitter, name: str, result: Value) -> bool:
    """Whether anything but its result reads what lies in a variable's memory after the node being written."""
    assert emit.node is not None
    for value, held in emit.env.items():
        if (
            value is result
            or not isinstance(held, Array)
            or emit.uses[value] <= emit.node.inputs.count(value)
        ):
            continue
        if name in held.roots or (held.name is not None and name in all_roots(emit, held.name)):
            return True
    return False
