"""What the names in kernel source mean."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any

import numpy as np

from autograph.runtime.codegen import (
    machine_keys,
    machine_loops,
    machine_masks,
    machine_memory,
    machine_norms,
    machine_numbers,
    machine_pairs,
    machine_powers,
    machine_sorts,
    machine_status,
    machine_sums,
)
from autograph.runtime.codegen.machine_draws import draw_function

__all__ = ["namespace"]

_FIXED = {
    **machine_numbers.FIXED,
    **machine_loops.FIXED,
    **machine_masks.FIXED,
    **machine_norms.FIXED,
    **machine_pairs.FIXED,
    **machine_sums.FIXED,
    **machine_sorts.FIXED,
    **machine_keys.FIXED,
    **machine_status.FIXED,
    **machine_memory.FIXED,
}
_NUMBERED: dict[str, Any] = {**machine_memory.NUMBERED, **machine_powers.NUMBERED}
_TYPES = {
    name: getattr(np, name)
    for name in (
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "float32", "float64", "complex64", "complex128", "bool_", "inf", "nan",
    )
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _meaning(name: str) -> Any:
    """Return what a name means; None for Python's own."""
    if name in _TYPES:
        return _TYPES[name]
    if name in _FIXED:
        return _FIXED[name]
    base, _, number = name.partition("__")
    if base in _NUMBERED:
        return _NUMBERED[base](int(number))
    head, _, rest = name.partition("_")
    if head == "truncate":
        return machine_numbers.truncate(rest)
    if head == "draw":
        return draw_function(rest)
    if head == "fetch":
        return machine_memory.fetch(int(rest.removesuffix("d")))
    if head == "c":
        return machine_numbers.library_function(rest)
    if head == "np":
        return machine_loops.numpy_loop(rest)
    return None


def namespace(names: Collection[str]) -> dict[str, Any]:
    """Return the globals of a kernel module, given the names it uses."""
    found = {name: _meaning(name) for name in names}
    return {name: value for name, value in found.items() if value is not None}
