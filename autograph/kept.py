"""A function and a call's arguments in, the call path that an earlier process has kept for such calls out.

Nothing here imports what makes graphs: a call that is found costs reading two files. Its key is a digest of
all that a graph depends on: the function and what its names stand for, the types of the arguments, the
versions, the processor. What the names stand for is looked at again at each call, as where it was made.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import io
import marshal
import os
import pickle
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

import autograph
from autograph.calling import KEPT, Stopped, assembled
from autograph.converters.origin import own_folders
from autograph.late import Late
from autograph.options import Options
from autograph.runtime import cache
from autograph.runtime.codegen.machine_code import link, linked, unpacked
from autograph.runtime.errors import Fault
from autograph.runtime.processor import processor
from autograph.runtime.running import Running
from autograph.survey import Space, Survey, Unknown, literal
from autograph.tracing.bindings import ABSENT, getter
from autograph.tracing.readings import Reading

if TYPE_CHECKING:
    from autograph.runtime.graph import Graph

__all__ = ["Survey", "Unknown", "Variant", "key_of", "paths", "read", "write"]

_FORMAT = "call 3"
MAX_VARIANTS = 4
"""Graphs for other values of what is taken by value that are kept for calls with arguments of one type."""

_passes = Late("autograph.runtime.passes")
_kernels = Late("autograph.runtime.kernel")
_telling = Late("autograph.telling")


class Variant(NamedTuple):
    """One graph that is kept.

    Attributes
    ----------
    kernel : str
        The key of its machine code.
    call : bytes
        The code of the call path.
    facts, constants : dict of str to object
        What the names in it mean: what it compares arguments with, and what the kernel takes beside them.
    size, status : int
        Of a fault buffer; the bits of the floating-point errors that it is told of.
    bindings : list of (Space, str)
        The names that must mean the same at each call.
    outside : list of (Space, str, tuple of str)
        The variables that are read at each call.
    rest : bytes
        The graph as traced, the places where the kernel stops, the kinds of errors that it tells of, and
        whether several threads may run its loops.
    """

    kernel: str
    call: bytes
    facts: dict[str, Any]
    constants: dict[str, Any]
    size: int
    status: int
    bindings: list[tuple[Space, str]]
    outside: list[tuple[Space, str, tuple[str, ...]]]
    rest: bytes


# ------------------------------------------------------------------ keys


def key_of(survey: Survey, options: Options, args: tuple[Any, ...], static: frozenset[Any]) -> str | None:
    """Return what calls like this one are kept under; None where they cannot be told from others.

    Parameters
    ----------
    survey : Survey
        Of the function.
    options : Options
    args : tuple
    static : frozenset of int or str
        The places of arguments that are taken by value.
    """
    around = _surroundings()
    if around is None:
        return None
    seen: dict[int, int] = {}
    try:
        kinds = [
            f"{literal(item) or _refuse(item)}" if place in static else _kind(item, seen)
            for place, item in enumerate(args)
        ]
    except Unknown:
        return None
    chosen = options.rents, options.shares, options.static_argnames
    words = (_FORMAT, survey.text, repr(chosen), *kinds, around)
    return "call-" + hashlib.sha256("\n".join(words).encode()).hexdigest()


def _refuse(item: Any) -> str:
    raise Unknown(repr(type(item)))


def _kind(item: Any, seen: dict[int, int]) -> str:
    """Return the type of an argument."""
    kind = type(item)
    if kind is np.ndarray:
        if id(item) in seen:
            return f"again {seen[id(item)]}"
        seen[id(item)] = len(seen)
        return f"array {item.dtype.str} {item.flags.num} {[size == 1 for size in item.shape]}"
    if kind in (int, float, bool, complex):
        return kind.__name__
    if isinstance(item, np.generic) and kind.__module__ == "numpy":
        return f"scalar {item.dtype.str}"
    if kind is tuple:
        return f"({', '.join(_kind(each, seen) for each in item)})"
    return literal(item) or _refuse(item)


@functools.cache
def _surroundings() -> str | None:
    """Return what graphs and machine code depend on beside the program; None where that is not known."""
    chip, package = processor(), importlib.util.find_spec("numba")
    if chip is None or package is None or not package.submodule_search_locations:
        return None
    numba = Path(package.submodule_search_locations[0])
    named = sorted(
        f"{name}={value}"
        for name, value in os.environ.items()
        if name.startswith(("NUMBA_", "NPY_", "AUTOGRAPH_")) and not name.startswith("AUTOGRAPH_CACHE")
    )
    try:
        files = [line for folder in own_folders() for line in _files(folder)]
        others = [_stamp(os.stat(numba / name)) for name in ("_version.py", "core/runtime/__init__.py")]
        others.append(_stamp(os.stat(numba.parent / "llvmlite" / "_version.py")))
    except OSError:
        return None
    versions = sys.version, sys.implementation.cache_tag, sys.flags.optimize, np.__version__, os.uname()[3:]
    return repr((autograph.__version__, versions, chip, named, sorted(files), others))


def _files(folder: str) -> Iterator[str]:
    """Yield the names, sizes and times of a folder's source files: what Python trusts for its bytecode."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                yield f"{entry.path} {_stamp(entry.stat())}"


def _stamp(facts: os.stat_result) -> str:
    return f"{facts.st_size} {facts.st_mtime_ns}"


# ------------------------------------------------------------------ files


def read(key: str) -> list[Variant]:
    """Return what is kept under a key, the newest first."""
    payload = cache.read(key)
    return [] if payload is None else [Variant(*each) for each in _Reader(io.BytesIO(payload)).load()]


def write(key: str, variants: list[Variant], dumps: Callable[[Any], bytes]) -> None:
    """Keep graphs under a key."""
    cache.write(key, dumps([tuple(each) for each in variants[:MAX_VARIANTS]]))


class _Reader(pickle.Unpickler):
    """Reads what `Writer` of the module `keeping` wrote."""

    def persistent_load(self, pid: Any) -> Any:
        """Return NumPy's own dtype object: it is compared by identity."""
        return np.dtype(pid)


# ------------------------------------------------------------------ from a file to a call


class _Rest:
    """What only few runs need: the graph, and what is known of the places where its kernel stops."""

    def __init__(self, variant: Variant, function: types.FunctionType) -> None:
        self.status = variant.status
        self.keeping = [True] * KEPT
        self._bytes = variant.rest
        self._function = function

    @functools.cached_property
    def _read(self) -> tuple[Graph, tuple[Any, ...], frozenset[str], bool]:
        found: tuple[Any, ...] = _Reader(io.BytesIO(self._bytes)).load()
        return found

    @property
    def sites(self) -> tuple[Any, ...]:
        """The places where the kernel stops."""
        return self._read[1]

    @functools.cached_property
    def _general(self) -> Any:
        graph, _, flags, parallel = self._read
        return _kernels.compile_graph(_passes.optimize(graph), flags, general=True, parallel=parallel)

    def general(self, *inputs: Any) -> tuple[Any, ...]:
        """Run the kernel for sizes that are in another relation."""
        made: tuple[Any, ...] = self._general.run(*inputs)
        return made

    @functools.cached_property
    def _teller(self) -> Any:
        teller = _telling.Teller(self._read[0], self._function)
        teller.keeping = self.keeping
        return teller

    def tell(self, ended: Any, inputs: Any) -> tuple[Any, ...]:
        """Warn of what happened in a run; return its results."""
        if isinstance(ended, Fault) and not ended.kinds:
            raise ended
        results: tuple[Any, ...] = self._teller.tell(ended, inputs)
        return results


def paths(key: str, survey: Survey, stopped: Stopped) -> Iterator[Callable[[tuple[Any, ...]], Any]]:
    """Yield the call paths that are kept under a key.

    Parameters
    ----------
    key : str
    survey : Survey
        Of the function.
    stopped : callable
        Called where a kernel stops.
    """
    spaces = dict(survey.spaces())
    for variant in read(key):
        entry = _entry(variant.kernel)
        if entry is None:
            continue
        rest = _Rest(variant, survey.functions[0])
        names = Running(entry, rest, variant.size, rest.general).names | variant.constants
        facts = dict(variant.facts)
        for place, (where, name) in enumerate(variant.bindings):
            get = getter(spaces[where])
            facts |= {f"b{place}": get, f"w{place}": get(name, ABSENT)}
        for place, (where, name, attributes) in enumerate(variant.outside):
            facts[f"get{place}"] = Reading(spaces[where], name, attributes)
        yield assembled(marshal.loads(variant.call), facts, names, stopped, (rest.tell, rest.keeping))


def _entry(key: str) -> Any:
    """Return what runs the machine code that is kept under a key, None if there is none."""
    found = linked(key)
    payload = cache.read(key) if found is None else None
    if payload is None:
        return found
    machine_code = unpacked(pickle.loads(payload))
    if machine_code.image is None:
        return None
    try:
        return link(key, machine_code)
    except LookupError:
        return None
