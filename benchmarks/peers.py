"""A row's module and a peer's name in, the function as that peer runs it out."""

from __future__ import annotations

import importlib
import importlib.util
import types
from collections.abc import Callable
from typing import Any

__all__ = ["PEERS", "Peer", "available", "prepare"]


class Peer:
    """A way to run the rows.

    Parameters
    ----------
    needs : str or None
        The package that must be installed.
    decorate : callable
        Takes a row's module; returns the function to call, or None where the peer cannot run it as it is.
    """

    def __init__(
        self, needs: str | None, decorate: Callable[[types.ModuleType], Callable[..., Any] | None]
    ) -> None:
        self.needs = needs
        self.decorate = decorate


def available() -> list[str]:
    """Return the names of the peers whose packages are installed."""
    return [name for name, peer in PEERS.items() if not peer.needs or importlib.util.find_spec(peer.needs)]


def prepare(module: types.ModuleType, peer: str) -> Callable[..., Any] | None:
    """Return the kernel of a row's module as `peer` runs it, None where it cannot as it is."""
    return PEERS[peer].decorate(module)


def _eager(module: types.ModuleType) -> Callable[..., Any]:
    return module.kernel  # type: ignore[no-any-return]


def _numba(module: types.ModuleType) -> Callable[..., Any]:
    njit = importlib.import_module("numba").njit
    for name, function in list(vars(module).items()):
        if isinstance(function, types.FunctionType) and name != "arguments":
            setattr(module, name, njit(function))
    return module.kernel  # type: ignore[no-any-return]


def _autograph(module: types.ModuleType) -> Callable[..., Any]:
    decorated: Callable[..., Any] = importlib.import_module("autograph").function(mode="graph")(module.kernel)
    return decorated


def _jax(module: types.ModuleType) -> Callable[..., Any] | None:
    """Run the same source on ``jax.numpy``, in double precision."""
    if not getattr(module, "ARRAYS_ONLY", False):
        return None
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    vars(module)["np"] = importlib.import_module("jax.numpy")
    compiled = jax.jit(module.kernel)
    return lambda *arguments: compiled(*arguments).block_until_ready()


def _torch(module: types.ModuleType) -> Callable[..., Any] | None:
    """Let torch.compile trace the NumPy source itself."""
    if not getattr(module, "ARRAYS_ONLY", False):
        return None
    compiled: Callable[..., Any] = importlib.import_module("torch").compile(module.kernel)
    return compiled


PEERS = {
    "eager": Peer(None, _eager),
    "numba": Peer("numba", _numba),
    "jax": Peer("jax", _jax),
    "torch": Peer("torch", _torch),
    "autograph": Peer("autograph", _autograph),
}
