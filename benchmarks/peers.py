"""A row's module and a peer's name in; the function as that peer runs it, and arguments of its kind, out."""

from __future__ import annotations

import copy
import importlib
import importlib.util
import types
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["PEERS", "Peer", "arguments_for", "available", "prepare"]

Kernel = Callable[..., Any]
_ABOUT = ("arguments", "work")  # what a row's module says of its kernel


class Peer:
    """A way to run the rows.

    Parameters
    ----------
    needs : str or None
        The package that must be installed.
    decorate : callable
        Takes a row's module; returns the function to call, or None where the peer cannot run the row.
    array : callable, optional
        Takes an array; returns a copy as the peer holds arrays.
    """

    def __init__(
        self,
        needs: str | None,
        decorate: Callable[[types.ModuleType], Kernel | None],
        array: Callable[[Any], Any] = np.copy,
    ) -> None:
        self.needs = needs
        self.decorate = decorate
        self.array = array


def available() -> list[str]:
    """Return the names of the peers whose packages are installed."""
    return [name for name, peer in PEERS.items() if not peer.needs or importlib.util.find_spec(peer.needs)]


def prepare(module: types.ModuleType, peer: str) -> Kernel | None:
    """Return the kernel of a row's module as `peer` runs it, None where it cannot."""
    return PEERS[peer].decorate(module)


def arguments_for(peer: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return copies of a row's arguments as `peer` holds them; a kernel may write into them."""
    array = PEERS[peer].array
    return tuple(array(each) if isinstance(each, np.ndarray) else copy.deepcopy(each) for each in arguments)


def _fresh(module: types.ModuleType) -> types.ModuleType:
    """Return the module of a row once more, to change what its functions see."""
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    return again


def _eager(module: types.ModuleType) -> Kernel:
    return module.kernel  # type: ignore[no-any-return]


def _numba(module: types.ModuleType) -> Kernel:
    njit = importlib.import_module("numba").njit
    module = _fresh(module)
    for name, function in list(vars(module).items()):
        if isinstance(function, types.FunctionType) and name not in _ABOUT:
            setattr(module, name, njit(function))
    return module.kernel  # type: ignore[no-any-return]


def _autograph(module: types.ModuleType) -> Kernel:
    decorated: Kernel = importlib.import_module("autograph").function(mode="graph")(module.kernel)
    return decorated


def _idiom(module: types.ModuleType, *names: str) -> Kernel | None:
    """Return what users of another library write for a row, if it has been written."""
    row = module.__name__.rpartition(".")[2]
    for name in names:
        found: Kernel | None = getattr(importlib.import_module(f"benchmarks.idioms.{name}"), row, None)
        if found is not None:
            return found
    return None


def _jax(module: types.ModuleType) -> Kernel | None:
    """Return a row in JAX's idiom; of arrays alone, the same source on ``jax.numpy``. In double precision."""
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    if getattr(module, "ARRAYS_ONLY", False):
        module = _fresh(module)
        vars(module)["np"] = importlib.import_module("jax.numpy")
        compiled = jax.jit(module.kernel)
    else:
        compiled = _idiom(module, "jax_loops", "jax_arrays")
    return compiled and (lambda *arguments: jax.block_until_ready(compiled(*arguments)))


def _jax_array(array: Any) -> Any:
    return importlib.import_module("jax.numpy").array(array).block_until_ready()


def _torch(module: types.ModuleType) -> Kernel | None:
    return _idiom(module, "torch_")


def _torch_array(array: Any) -> Any:
    return importlib.import_module("torch").from_numpy(array.copy())


def _tensorflow(module: types.ModuleType) -> Kernel | None:
    """Return a row in TensorFlow's idiom; its results are asked for as NumPy's, which waits for them."""
    compiled = _idiom(module, "tensorflow_")
    if compiled is None:
        return None
    nest = importlib.import_module("tensorflow").nest
    return lambda *arguments: nest.map_structure(lambda part: part.numpy(), compiled(*arguments))


def _tensorflow_array(array: Any) -> Any:
    return importlib.import_module("tensorflow").constant(array)


PEERS = {
    "eager": Peer(None, _eager),
    "numba": Peer("numba", _numba),
    "jax": Peer("jax", _jax, _jax_array),
    "torch": Peer("torch", _torch, _torch_array),
    "tensorflow": Peer("tensorflow", _tensorflow, _tensorflow_array),
    "autograph": Peer("autograph", _autograph),
}
