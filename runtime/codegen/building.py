"""A program in, what runs it out: linked already in this process, kept on disk, or compiled now."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import pickle
import platform
import sys
from collections.abc import Callable
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from autograph.runtime import cache
from autograph.runtime.codegen.images import with_image
from autograph.runtime.codegen.machine_code import MachineCode, link, linked, packed, put, unpacked
from autograph.runtime.codegen.program import Program
from autograph.runtime.processor import processor
from autograph.runtime.types import ArrayType

__all__ = ["build", "key_of", "prepared"]

_TRANSLATORS = (
    *("compiling", "contexts", "dialect", "images", "libraries", "machine*", "numpy_sorts", "placing"),
    "support",
)
"""The modules of this package that stand between kernel source and machine code."""


_SETTINGS = ("NUMBA_", "NPY_ENABLE_CPU_FEATURES", "NPY_DISABLE_CPU_FEATURES")
"""What the compiler heeds, and what turns parts of NumPy's loops on and off, whose results kernels give."""


_Loaded = TypeVar("_Loaded")


def build(program: Program) -> Callable[..., Any]:
    """Return the callable that runs a program: it takes the fault buffer's address and the arguments."""
    key = key_of(program)
    found = linked(key)
    if found is None:
        found = _made(key, functools.partial(link, key), lambda: _compiler().compile_program(program, key))
    return found


def prepared(name: str) -> int:
    """Return the address of a function that all kernels call, ``autograph_name``: it is compiled but once."""
    key = hashlib.sha256(f"{name}\n{_surroundings()}".encode()).hexdigest()
    return _made(key, put, lambda: _compiler().compile_prepared(name))[0]


def _compiler() -> Any:
    from autograph.runtime.codegen import compiling  # noqa: PLC0415  (starts Numba)

    return compiling


def _made(key: str, load: Callable[[MachineCode], _Loaded], compiled: Callable[[], MachineCode]) -> _Loaded:
    """Return what `load` returns of machine code that is kept on disk, or is compiled now and kept."""
    found = _from_disk(key, load)
    if found is None:
        made = with_image(compiled())
        found = load(made)
        cache.write(key, pickle.dumps(packed(made)))
    return found


def _from_disk(key: str, load: Callable[[MachineCode], _Loaded]) -> _Loaded | None:
    payload = cache.read(key)
    if payload is None:
        return None
    try:
        return load(unpacked(pickle.loads(payload)))
    except LookupError:  # kept by a process that has other libraries
        return None


def key_of(program: Program) -> str:
    """Return what tells the machine code of a program from that of any other, here or elsewhere.

    Kernel source is the optimised graph in its canonical form; the rest are the argument types, the
    versions of all that translates it, and the processor.
    """
    lines = [line for line in program.source.splitlines() if not line.lstrip().startswith("#")]
    types = [
        [_fact(value.type) for value in program.graph.inputs],
        [(str(content.dtype), content.ndim, content.flags.c_contiguous) for content in program.constants],
        [
            (part.name, *map(_fact, part.input_types), "->", *map(_fact, part.output_types))
            for part in program.subprograms
        ],
    ]
    text = "\n".join([*lines, repr(types), _surroundings()])
    return hashlib.sha256(text.encode()).hexdigest()


def _fact(type_: ArrayType) -> tuple[Any, ...]:
    return type_.dtype.str, type_.kind, type_.ndim, type_.layout


@functools.cache
def _surroundings() -> str:
    """Return what machine code depends on beside its program."""
    settings = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_SETTINGS))
    with contextlib.suppress(OSError):
        settings.append(Path(".numba_config.yaml").read_text(encoding="utf-8"))
    own = hashlib.sha256()
    place = resources.files("autograph.runtime.codegen")
    for file in sorted(place.iterdir(), key=lambda one: one.name):
        if any(file.name.startswith(name.rstrip("*")) for name in _TRANSLATORS):
            own.update(file.read_bytes())
    return repr(
        (
            *(sys.implementation.cache_tag, sys.version, sys.platform, platform.machine()),
            *(np.__version__, _version("numba"), _version("llvmlite"), own.hexdigest()),
            *(processor() or _told_by_llvm(), *settings),
        )
    )


def _version(package: str) -> str:
    """Return what tells versions of a package apart; it is imported only if need be."""
    found = find_spec(package)
    for folder in (found and found.submodule_search_locations) or ():
        with contextlib.suppress(OSError):
            return Path(folder, "_version.py").read_text(encoding="utf-8")
    return str(import_module(package).__version__)


def _told_by_llvm() -> tuple[str, str]:
    import llvmlite.binding as llvm  # noqa: PLC0415  (large)

    return llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
