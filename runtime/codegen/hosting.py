"""Leaving the kernel: nodes that run in Python, and NumPy's own inner loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograph.runtime.codegen.elements import cast_operand, check_weak_ints, operand_texts, together
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.program import Site
from autograph.runtime.codegen.text import DType, dtype_name, join
from autograph.runtime.codegen.values import Array, Index, Strip, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import ArrayType

__all__ = ["host", "host_text", "host_update", "loop"]


def host_text(emit: Emitter, *, raises: bool = False) -> str:
    """Return the call that runs the current node in Python, which `raises` or may; true where it did."""
    node = emit.node
    assert node is not None
    emit.module.callbacks = True
    emit.module.takes_results |= not raises
    operands = [
        emit.stored(value) if isinstance(emit.env[value], Array) else emit.variable(value)
        for value in node.inputs
    ]
    number = emit.module.site(Site(node, "", node.where))
    return f"host({join(['fault', str(number), *operands])})"


def host(emit: Emitter, node: Node) -> None:
    """Write that the node runs in Python, and take its results."""
    text = host_text(emit)
    with emit.block(f"if {text}:"):
        emit.line("return None")
    slot = 0
    for value in node.outputs:
        name = emit.name(value.hint, "result")
        dtype = dtype_name(value.type.dtype)
        if value.type.is_scalar:
            emit.line(f"{name} = fetch_scalar(fault, {slot}, {dtype})")
            emit.env[value] = name
            slot += 2
            continue
        emit.line(f"{name} = fetch_{value.type.ndim}d(fault, {slot}, {dtype})")
        slot += 1 + value.type.ndim
        emit.roots[name] = frozenset([name])
        emit.contiguous.add(name)
        emit.env[value] = stored_array(name, _sizes(emit, name, value.type))


def _sizes(emit: Emitter, name: str, type_: ArrayType) -> tuple[str, ...]:
    """Return a result's sizes; those that are known already are checked."""
    for axis, size in enumerate(type_.shape):
        known = str(size) if isinstance(size, int) else emit.symbols.get(size)
        if known is not None:
            emit.stop(f"{name}.shape[{axis}] != {known}", reason="a result has another size than was assumed")
    return emit.shape_of(name, type_)


def host_update(emit: Emitter, node: Node, target: str) -> None:
    """Write that Python writes into the array `target` what the node, a `set_item`, says."""
    x, value, *operands = node.inputs
    emit.module.callbacks = emit.module.takes_results = True
    emit.settle(emit.roots.get(target), None)
    texts = [
        emit.stored(v) if isinstance(emit.env[v], Array) else emit.variable(v) for v in (value, *operands)
    ]
    number = emit.module.site(Site(node, "", node.where))
    with emit.block(f"if host({join(['fault', str(number), target, *texts])}):"):
        emit.line("return None")
    emit.env[node.outputs[0]] = stored_array(target, emit.array(x).dims, emit.roots.get(target))


def loop(emit: Emitter, node: Node, function: np.ufunc, dtypes: Sequence[DType]) -> None:
    """Write a ufunc through NumPy's own inner loop, which gives NumPy's very bits."""
    count = function.nin
    results = dtypes[count:]
    integer_power = function is np.power and dtypes[0].kind in "iu"
    if len(results) != 1 or len(dtypes) != function.nargs or integer_power:
        host(emit, node)
        return
    check_weak_ints(emit, node, dtypes)
    name = "np_" + function.__name__ + "_" + "".join(dtype.char.replace("?", "T") for dtype in dtypes)
    result = node.outputs[0]
    if result.type.is_scalar and not result.type.shape:
        texts = operand_texts(emit, node, [emit.scalar(value) for value in node.inputs], dtypes[:count])
        emit.bind_scalar(result, f"{name}({join(texts)})", inline=False)
        return
    _loop_arrays(emit, node, name, dtypes)


def _loop_arrays(emit: Emitter, node: Node, name: str, dtypes: Sequence[DType]) -> None:
    """Write a ufunc over arrays: strip by strip where it is fused, else at once."""
    result = node.outputs[0]
    arrays, sizes, maps = together(emit, node)
    operands: list[tuple[Callable[[Index], str] | str, str]] = []
    for value, array, move, dtype in zip(node.inputs, arrays, maps, dtypes, strict=False):
        if isinstance(emit.env[value], Array):
            operands.append((_reading(value, array, move, dtype), dtype_name(dtype)))
        else:
            text = emit.simple(cast_operand(emit.variable(value), value.type, dtype))
            operands.append((text, dtype_name(dtype)))
    strip = Strip(name, tuple(operands), dtype_name(dtypes[-1]))

    def at(index: Index) -> str:
        ready = emit.strips.get(strip)
        if ready is not None and ready[0] == index:
            return ready[1]
        return f"{name}({join(x if isinstance(x, str) else x(index) for x, _ in operands)})"

    roots = frozenset().union(*(array.roots for array in arrays))
    strips = (*(one for array in arrays for one in array.strips), strip)
    found = Array(sizes, at, roots, None, _LOOP_COST + sum(array.cost for array in arrays), None, strips)
    direct = all(
        isinstance(x, str) or (array.name is not None and array.dims == sizes and value.type.dtype == dtype)
        for (x, _), array, value, dtype in zip(operands, arrays, node.inputs, dtypes, strict=False)
    )
    if emit.fuses(result, found) or not direct or not sizes:
        emit.bind_array(result, found)
        return
    out = emit.allocate(sizes, dtypes[-1], result.hint)
    names = [x if isinstance(x, str) else array.name for (x, _), array in zip(operands, arrays, strict=True)]
    emit.line(f"{name}({join([*map(str, names), out])})")
    emit.env[result] = stored_array(out, sizes)


_LOOP_COST = 20


def _reading(
    value: Value, array: Array, move: Callable[[Index], Index], dtype: DType
) -> Callable[[Index], str]:
    return lambda index: cast_operand(array.at(move(index)), value.type, dtype)
