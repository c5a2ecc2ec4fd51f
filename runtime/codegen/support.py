"""What the names in kernel source mean."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from autograph.runtime.codegen import (
    machine_keys,
    machine_loops,
    machine_masks,
    machine_memory,
    machine_numbers,
    machine_pairs,
    machine_powers,
    machine_status,
)
from autograph.runtime.codegen.machine import intrinsic_of
from autograph.runtime.codegen.machine_draws import draw_function

__all__ = ["namespace"]

_FIXED = {
    **machine_numbers.FIXED,
    **machine_loops.FIXED,
    **machine_masks.FIXED,
    **machine_pairs.FIXED,
    **machine_keys.FIXED,
    **machine_status.FIXED,
}
_COUNTED = {**machine_memory.COUNTED, **machine_powers.COUNTED, **machine_status.COUNTED}
_TYPES = {
    name: getattr(np, name)
    for name in (
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "float32", "float64", "complex64", "complex128", "bool_", "inf", "nan",
    )
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _meaning(name: str, count: int) -> Any:
    """Return what a name means, given the number of arguments of its call; None for Python's own."""
    if name in _TYPES:
        return _TYPES[name]
    if name in machine_memory.FIXED:
        return machine_memory.FIXED[name]
    base, _, suffix = name.partition("__")
    if base in _COUNTED:
        return _COUNTED[base](int(suffix))
    if base in _FIXED:
        return intrinsic_of(*_FIXED[base])
    head, _, rest = base.partition("_")
    if head == "truncate":
        return machine_numbers.truncate(rest)
    if head == "draw":
        return draw_function(rest, count)
    if head == "fetch":
        return machine_memory.fetch(int(rest.removesuffix("d")))
    if head == "c":
        return machine_numbers.library_function(rest, count)
    if head == "np":
        return machine_loops.numpy_loop(rest, count)
    return None


def namespace(names: dict[str, int]) -> dict[str, Any]:
    """Return the globals of a kernel module, given the names it uses and their calls' argument counts."""
    found = {name: _meaning(name, count) for name, count in names.items()}
    return {name: value for name, value in found.items() if value is not None}
