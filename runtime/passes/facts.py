"""What is known about a node from the constants it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.indices import index_operands, is_basic
from autograph.runtime.ops.control import can_fail

__all__ = ["may_fail", "makes_memory"]

Constants = Mapping[Value, Any]


def may_fail(node: Node, constants: Constants) -> bool:
    """Whether the node can stop the program with an exception, given these constants."""
    if not can_fail(node):
        return False
    safe = _SAFE.get(node.op.name)
    return safe is None or not safe(node, constants)


def makes_memory(node: Node) -> bool:
    """Whether the node makes an array out of scalars, which its reader will often write to."""
    made = any(value.type.kind == "array" for value in node.outputs)
    return made and all(value.type.is_scalar for value in node.inputs)


def _region_may_fail(region: Graph) -> bool:
    return any(may_fail(node, region.constants) for node in region.nodes)


def _safe_loop(node: Node, constants: Constants) -> bool:
    step = constants.get(node.inputs[2], 0)
    return step != 0 and not any(map(_region_may_fail, node.regions.values()))


def _safe_regions(node: Node, constants: Constants) -> bool:
    return not any(map(_region_may_fail, node.regions.values()))


def _all_python(node: Node) -> bool:
    return all(value.type.kind == "python" for value in node.inputs)


def _safe_divide(node: Node, constants: Constants) -> bool:
    if not _all_python(node):
        return _small_ints(node, constants)
    return bool(constants.get(node.inputs[1], 0)) and node.outputs[0].type.dtype.kind != "c"


def _safe_shift(node: Node, constants: Constants) -> bool:
    if not _all_python(node):
        return _small_ints(node, constants)
    return bool(constants.get(node.inputs[1], -1) >= 0)


def _safe_power(node: Node, constants: Constants) -> bool:
    """Whether an integer power has a constant exponent that is not negative."""
    exponent = constants.get(node.inputs[1], -1)
    integers = all(value.type.dtype.kind in "biu" for value in node.inputs)
    small = _all_python(node) or _small_ints(node, constants)
    return integers and np.ndim(exponent) == 0 and bool(exponent >= 0) and small


def _small_ints(node: Node, constants: Constants) -> bool:
    """Whether a scalar operand is the only reason to fail, and a constant that fits the result."""
    dtype = node.outputs[0].type.dtype
    if dtype.kind not in "iu" or sum(value.type.ndim > 0 for value in node.inputs) > 1:
        return False
    limits = np.iinfo(dtype)
    weak = [value for value in node.inputs if value.type.kind == "python" and value.type.dtype.kind == "i"]
    return all(value in constants and limits.min <= constants[value] <= limits.max for value in weak)


def _safe_index(node: Node, constants: Constants) -> bool:
    """Whether all positions are constants within known sizes."""
    index = node.params["index"]
    x, operands = node.inputs[0], node.inputs[1 if node.op.name == "get_item" else 2 :]
    if not is_basic(index) or any(entry[-1] == "data" for entry in index):
        return False
    axis = 0
    for entry, given in index_operands(index, operands):
        if entry[0] == "int":
            size, place = x.type.shape[axis], constants.get(given[0])
            if not isinstance(size, int) or place is None or not -size <= place < size:
                return False
        axis += entry[0] != "new"
    return True


def _safe_set(node: Node, constants: Constants) -> bool:
    x, value = node.inputs[0].type, node.inputs[1].type
    if node.params.get("through"):
        return False
    return (
        value.is_scalar and value.dtype == x.dtype and x.dtype.kind in "fcb" and _safe_index(node, constants)
    )


def _safe_sizes(node: Node, constants: Constants) -> bool:
    """Whether all sizes are constants or sizes of arrays' types, not negative."""
    sizes = [value for value in node.inputs if value.type.dtype.kind in "iu"][: node.outputs[0].type.ndim]
    floats = node.outputs[0].type.dtype.kind in "fc" or len(sizes) == len(node.inputs)
    return floats and all(constants.get(value, -1) >= 0 for value in sizes)


_SAFE: dict[str, Callable[[Node, Constants], bool]] = {
    "for_loop": _safe_loop,
    "while_loop": _safe_regions,
    "cond": _safe_regions,
    "true_divide": _safe_divide,
    "floor_divide": _safe_divide,
    "remainder": _safe_divide,
    "left_shift": _safe_shift,
    "right_shift": _safe_shift,
    "power": _safe_power,
    "get_item": _safe_index,
    "set_item": _safe_set,
    "full": _safe_sizes,
    "empty": _safe_sizes,
    **dict.fromkeys(("add", "subtract", "multiply", "maximum", "minimum", "bitwise_and"), _small_ints),
}
"""By op name: whether a node that may fail in general cannot, given the constants."""
