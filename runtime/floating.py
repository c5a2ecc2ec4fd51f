"""Floating-point errors: NumPy's settings for them, which a graph can make, and how runs note them."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import platform
import sys
import weakref
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Any

import numpy as np

from autograph.runtime.errors import Deoptimize
from autograph.runtime.graph import Function, Graph, Node
from autograph.runtime.quiet import quietly

__all__ = [
    "KINDS", "STATUS", "TOLD", "USUAL", "Log", "as_set", "asked_for", "check", "kind_of", "kinds",
    "kinds_in", "kinds_of", "settings", "states", "warned",
]  # fmt: skip

KINDS = ("invalid", "divide", "over")
"""The errors that are looked for, by the names `numpy.errstate` has for them: underflow is none of them."""

_SILENT = {"ignore", "warn"}
_WORDS = {"invalid value": "invalid", "divide by zero": "divide", "overflow": "over", "underflow": "under"}
_umath: Any = np._core.umath  # type: ignore[attr-defined]
_VARIABLE: contextvars.ContextVar[Any] | None = getattr(_umath, "_extobj_contextvar", None)


def _bits() -> tuple[int, ...]:
    """Return the C library's bits of the kinds, in their order; none where they are unknown."""
    if sys.platform not in ("linux", "darwin"):
        return ()
    machine = platform.machine().lower()
    if machine in ("x86_64", "amd64"):
        return (1, 4, 8)
    return (1, 2, 4) if machine in ("aarch64", "arm64") else ()


STATUS: dict[str, int] = dict(zip(KINDS, _bits(), strict=False))
"""The bit of each kind in the processor's status; empty where kernels cannot look at it."""
TOLD = -2
"""Less the bits of its status this is what a kernel puts in the place of a site's number."""


def kinds_in(bits: int) -> frozenset[str]:
    """Return the kinds that a status says there were."""
    return frozenset(kind for kind, bit in STATUS.items() if bits & bit)


def kind_of(message: str) -> str:
    """Return the kind that NumPy's message is about; empty if it is about none."""
    return next((kind for words, kind in _WORDS.items() if message.startswith(words)), "")


# ------------------------------------------------------------------ settings


def _none() -> None:
    """Stand for settings that cannot be asked for at once; they are then asked for at every call."""


settings = _none if _VARIABLE is None else _VARIABLE.get
"""Returns an object that stands for the settings of the moment."""

USUAL: Any = NotImplemented if _VARIABLE is None else contextvars.Context().run(_VARIABLE.get)
"""What `settings` returns where nobody has changed them."""


def states() -> Mapping[str, str]:
    """Return the program's settings, of each kind."""
    log = _entered()
    if log is not None:
        return log.states
    return {kind: str(state) for kind, state in np.geterr().items()}


@contextlib.contextmanager
def as_set() -> Iterator[None]:
    """Let the program's settings hold while something runs that is not run a second time."""
    if _entered() is not None:
        with np.errstate(**states()):  # type: ignore[arg-type]
            yield
    else:
        yield


def check() -> None:
    """Raise Deoptimize where a floating-point error is to do more than warn."""
    found = sorted(set(states().values()) - _SILENT)
    if found:
        raise Deoptimize(f"a floating-point error is to {found[0]}", 0)


# ------------------------------------------------------------------ what a graph can do


def kinds(graph: Graph) -> frozenset[str]:
    """Return the kinds of errors that NumPy would notice which the graph's nodes can make."""
    return frozenset(kind for node in _nodes(graph, set()) for kind in kinds_of(node))


def warned(graph: Graph) -> frozenset[str]:
    """Return the kinds that a graph, as traced, can make where its program does not ignore them."""
    return frozenset(
        kind
        for node in _nodes(graph, set())
        for kind in kinds_of(node)
        if node.where is None or dict(node.where.errors).get(kind) != "ignore"
    )


def asked_for(graph: Graph) -> frozenset[str]:
    """Return the kinds that the graph's program itself has warned of, whatever its caller has set."""
    wheres = [node.where for node in _nodes(graph, set()) if node.where is not None]
    return frozenset(kind for where in wheres for kind, state in where.errors if state == "warn")


def _nodes(graph: Graph, seen: set[Function]) -> Iterator[Node]:
    """Yield the nodes of a graph, and those in their regions and in what they call."""
    for node in graph.nodes:
        yield node
        for inner in node.params.values():
            if isinstance(inner, Graph):
                yield from _nodes(inner, seen)
            elif isinstance(inner, Function) and inner not in seen and inner.graph is not None:
                seen.add(inner)
                yield from _nodes(inner.graph, seen)


def kinds_of(node: Node, *, under: bool = False) -> frozenset[str]:
    """Return the kinds of errors that NumPy would notice which a node can make; underflow too if asked."""
    types = [value.type for value in (*node.inputs, *node.outputs)]
    numpys = [type_ for type_ in types if type_.kind != "python"]
    moves = node.op.hands_on or (node.op.views and node.op.pure) or (node.regions and node.op.pure)
    pythons = node.op.elementwise and all(value.type.kind == "python" for value in node.outputs)
    if not numpys or moves or pythons:
        return frozenset()
    every = frozenset([*KINDS, "under"] if under else KINDS)
    if not node.op.pure:
        return every if node.outputs else frozenset()
    if node.op.elementwise:
        dtypes = tuple(value.type.dtype for value in node.inputs)
        return _tried(node.op.numpy, dtypes, _hashed(node)) & every
    return every if any(type_.dtype.kind in "fc" for type_ in numpys) else frozenset()


def _hashed(node: Node) -> tuple[tuple[str, Any], ...] | None:
    params = tuple(node.params.items())
    try:
        hash(params)
    except TypeError:
        return None
    return params


@functools.lru_cache(maxsize=4096)
def _tried(
    function: Any, dtypes: tuple[np.dtype[Any], ...], params: tuple[tuple[str, Any], ...] | None
) -> frozenset[str]:
    """Return the kinds that an elementwise function makes of telling numbers; all where it takes none."""
    if params is None:
        return frozenset([*KINDS, "under"])
    grid = np.meshgrid(*(np.arange(len(_samples(dtype))) for dtype in dtypes))
    operands = [_samples(dtype)[places.ravel()] for dtype, places in zip(dtypes, grid, strict=True)]
    log = Log({})
    try:
        with quietly(), log, np.errstate(under="log"):
            function(*operands, **dict(params))
    except Exception:  # whatever it is: what it makes of other numbers is not known
        return frozenset([*KINDS, "under"])
    return frozenset(log.kinds)


@functools.cache
def _samples(dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """Return numbers that between them make what errors there are."""
    if dtype.kind == "b":
        return np.array([False, True])
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        return np.array(sorted({limits.min, limits.max, 0, 1, 2, 3, -1 if limits.min < 0 else 5}), dtype)
    part = np.finfo(dtype)
    found = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 1000.0, np.inf, -np.inf, np.nan]
    real = np.array([*found, part.max, part.min, part.tiny], part.dtype)
    if dtype.kind == "f":
        return real
    with np.errstate(all="ignore"):
        return np.concatenate([real, real * dtype.type(1j)]).astype(dtype)


# ------------------------------------------------------------------ noting errors


class _Receiver:
    """What NumPy calls for a log: NumPy's settings, which no collector looks into, must not hold the log."""

    def __init__(self, log: Log) -> None:
        self.log = weakref.ref(log)

    def write(self, text: str) -> None:
        """Hand on one of NumPy's messages."""
        log = self.log()
        if log is not None:
            log.write(text, sys._getframe(1))


def _entered() -> Log | None:
    """Return the log that NumPy tells of its errors now."""
    receiver = np.geterrcall()
    return receiver.log() if isinstance(receiver, _Receiver) else None


class Log:
    """What NumPy tells of its floating-point errors, in place of warnings, while it is entered.

    Parameters
    ----------
    states : mapping, optional
        The program's settings; by default those that hold when it is entered.

    Attributes
    ----------
    kinds : set of str
        The kinds of errors there were.
    """

    def __init__(self, states: Mapping[str, str] | None = None) -> None:
        self.kinds: set[str] = set()
        self._states = states
        self._errstate: Any = None
        self._receiver = _Receiver(self)
        with np.errstate(all="log", under="ignore", call=self._receiver):
            self._own = settings()

    def __enter__(self) -> Log:
        """Have NumPy tell of its errors here."""
        self.kinds.clear()
        if _VARIABLE is None:
            self._before = {kind: str(state) for kind, state in np.geterr().items()}
            self._errstate = np.errstate(all="log", under="ignore", call=self._receiver)
            self._errstate.__enter__()
        else:
            self._before = _VARIABLE.get()
            self._token = _VARIABLE.set(self._own)
        return self

    def __exit__(self, *error: object) -> None:
        """Let the program's settings hold again."""
        if _VARIABLE is None:
            self._errstate.__exit__(*error)
        else:
            _VARIABLE.reset(self._token)

    @property
    def states(self) -> Mapping[str, str]:
        """The program's settings."""
        if self._states is not None:
            return self._states
        if _VARIABLE is None:
            return self._before
        token = _VARIABLE.set(self._before)
        try:
            return {kind: str(state) for kind, state in np.geterr().items()}
        finally:
            _VARIABLE.reset(token)

    def write(self, text: str, frame: FrameType) -> None:
        """Take one of NumPy's messages, which came up while `frame` ran."""
        message = text.removeprefix("Warning: ").rstrip()
        kind = kind_of(message)
        self.kinds.add(kind)
        self.note(kind, message, frame)

    def note(self, kind: str, message: str, frame: FrameType) -> None:
        """Note an error that came up while `frame` ran."""
