"""Random numbers in a graph: NumPy's own generators are called as the graph runs, in the program's order."""

from __future__ import annotations

import contextlib
import copy
import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograph.runtime.errors import Deoptimize, Fault, Flagged
from autograph.runtime.laws import addresses, lock_of
from autograph.runtime.types import ArrayType
from autograph.tracing.choosing import choice
from autograph.tracing.drawing import drawn_by_kernel
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.trace import Trace, Untraceable, current, emit, within

__all__ = ["Randomness", "TracedGenerator", "is_generator", "random_call", "source_of"]

_GLOBAL: Any = np.random.rand.__self__  # type: ignore[attr-defined]
_MAKERS = (np.random.default_rng, np.random.RandomState, np.random.Generator)
_BITS = np.random.BitGenerator
_PRIVATE = {"bit_generator", "spawn", "get_state", "set_state"}
"""What hands out a generator's state, or another generator."""


def is_generator(value: Any) -> bool:
    """Whether `value` is a source of random numbers."""
    return type(value) in (np.random.Generator, np.random.RandomState)


def source_of(function: Any) -> Any:
    """Return the generator that a callable draws from, itself if it makes one; None for all others."""
    if isinstance(function, type):
        return function if function in _MAKERS or issubclass(function, _BITS) else None
    if function is np.random.default_rng:
        return function
    owner = getattr(function, "__self__", None)
    if is_generator(owner):
        return owner
    return _GLOBAL if getattr(function, "__module__", None) == "numpy.random" else None


class TracedGenerator:
    """A generator of the program being traced.

    Attributes
    ----------
    place : tuple
        Where a run finds it: ``("object", number)``, ``("slot", number)`` or ``("global",)``.
    kind : str
        The name of its class.
    like : callable
        Makes a generator of that kind, to try methods out.
    made : tuple of Tensor, optional
        For a generator that the program made: where it is, as the call that made it says.
    """

    def __init__(self, place: tuple[Any, ...], like: Callable[[], Any], made: Any = None) -> None:
        self.place = place
        self.like = like
        self.kind = type(like()).__name__
        self._made = made

    def sources(self) -> Any:
        """Return handles for where a run's generator is, as `addresses` says; None where there are none."""
        return self._made or _addresses(self.place)

    def __getattr__(self, name: str) -> Any:
        """Return a method that draws while the graph runs."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _PRIVATE or not callable(getattr(self.like(), name)):
            raise Untraceable("AG101", f"the attribute {name!r} of a generator")
        return functools.partial(draw, self, name)


def lifted_generator(value: Any, number: int, trace: Trace) -> TracedGenerator:
    """Return what stands for a generator among the objects of a call."""
    place = ("object", number)
    randomness_of(trace).used.add(place)
    return TracedGenerator(place, functools.partial(copy.deepcopy, value))


def random_call(function: Any, *args: Any, **kwargs: Any) -> Any:
    """Stage a call of a function, method or class of ``numpy.random``."""
    source = source_of(function)
    if not is_generator(source):
        return _made(function, args, kwargs)
    if source is not _GLOBAL:
        raise Untraceable("AG203", "a generator that is not the function's own")
    trace = current()
    assert trace is not None
    randomness_of(trace).used.add(("global",))
    everybodys = TracedGenerator(("global",), np.random.RandomState)
    if is_generator(getattr(function, "__self__", None)):
        return draw(everybodys, function.__name__, *args, **kwargs)
    if not hasattr(_GLOBAL, function.__name__):
        return draw(everybodys, "random_sample", *args, **kwargs)
    return draw(everybodys, function.__name__, *args, **kwargs)


class _Bits:
    """A bit generator that a generator is going to be made of."""

    def __init__(self, cls: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.cls = cls
        self.args = args
        self.kwargs = kwargs


def _made(maker: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage the making of a generator: each run makes its own."""
    if isinstance(maker, type) and issubclass(maker, _BITS):
        return _Bits(maker, args, kwargs)
    if len(args) == 1 and isinstance(args[0], TracedGenerator):
        return args[0]
    build = maker
    if len(args) == 1 and isinstance(args[0], _Bits):
        bits = args[0]
        build, args, kwargs = (lambda *a, **k: maker(bits.cls(*a, **k))), bits.args, bits.kwargs
    trace = current()
    assert trace is not None
    randomness = randomness_of(trace)
    place = ("slot", randomness.slots)
    randomness.slots += 1
    like = functools.partial(maker, np.random.PCG64(0)) if maker is np.random.Generator else maker

    def make(*args_: Any, **kwargs_: Any) -> tuple[int, int]:
        _running().generators[place] = generator = build(*args_, **kwargs_)
        return addresses(generator)

    make.__name__ = getattr(maker, "__name__", "generator")
    with _rehearsing({}):
        made = host_call(make, args, kwargs, effect=True)
    return TracedGenerator(place, like, made)


def _addresses(place: tuple[Any, ...]) -> Any:
    """Return where a generator that the program did not make is, as found when a run begins."""
    trace = current()
    assert trace is not None
    known = randomness_of(trace).addresses
    if not any(region is trace.root for region in trace.region.around()):
        return None
    if place not in known:

        def find() -> tuple[int, int]:
            return addresses(_running().generators[place])

        index = ArrayType(np.dtype(np.int64), (), "python")
        with within(trace.root):
            known[place] = emit("host_effect", function=find, types=(index, index), name="generator")
    return known[place]


def draw(generator: TracedGenerator, name: str, *args: Any, **kwargs: Any) -> Any:
    """Stage a call of a generator's method."""
    place = generator.place

    def drawn(*args_: Any, **kwargs_: Any) -> Any:
        return getattr(_running().generators[place], name)(*args_, **kwargs_)

    stage = choice if name == "choice" else functools.partial(drawn_by_kernel, name=name)
    number = stage(generator, args=args, kwargs=kwargs, function=drawn)
    if number is not None:
        return number
    drawn.__name__ = name
    with _rehearsing({place: generator.like()}):
        if name == "shuffle" and args:
            return changing_call(drawn, args, kwargs, 0, effect=True)
        if kwargs.get("out") is not None:
            return changing_call(drawn, args, kwargs, "out", effect=True)
        return host_call(drawn, args, kwargs, effect=True)


# -- running ---------------------------------------------------------------------------------------


class Randomness:
    """Which generators a trace draws from."""

    def __init__(self) -> None:
        self.used: set[tuple[Any, ...]] = set()
        self.slots = 0
        self.addresses: dict[tuple[Any, ...], Any] = {}

    @staticmethod
    def given(objects: Sequence[Any]) -> None:
        """Note the objects of the call that is about to run in this thread."""
        _runs.objects = objects

    def drawing(self, runner: Callable[..., Any]) -> Callable[..., Any]:
        """Return what runs a graph with its generators laid out; a run that is given up draws nothing."""

        def run(*inputs: Any) -> Any:
            objects, _runs.objects = _runs.objects, ()
            found = {place: objects[place[1]] if place[0] == "object" else _GLOBAL for place in self.used}
            states = [(generator, _state(generator)) for generator in found.values()]
            with contextlib.ExitStack() as stack:
                for lock in sorted(map(lock_of, found.values()), key=id):
                    stack.enter_context(lock)
                try:
                    with _rehearsing(dict(found)):  # the program's own come to those found
                        return runner(*inputs)
                except Deoptimize:
                    _reset(states)
                    raise
                except Fault as fault:
                    fault.kinds = frozenset()  # what it drew is not drawn once more
                    raise
                except Flagged as flagged:
                    flagged.again = functools.partial(_repeating, found, states)
                    flagged.undo = functools.partial(_reset, states)
                    raise

        return run


def randomness_of(trace: Trace) -> Randomness:
    """Return what a trace draws from."""
    if trace.randomness is None:
        trace.randomness = Randomness()
    found: Randomness = trace.randomness
    return found


def _reset(states: Sequence[tuple[Any, Any]]) -> None:
    """Give generators the states they had."""
    for generator, state in states:
        _set_state(generator, state)


@contextlib.contextmanager
def _repeating(found: dict[tuple[Any, ...], Any], states: Sequence[tuple[Any, Any]]) -> Iterator[None]:
    """Let a run draw once more what one has drawn that had these generators, in these states."""
    copies = {id(generator): copy.deepcopy(generator) for generator, _ in states}
    _reset([(copies[id(generator)], state) for generator, state in states])
    with _rehearsing({place: copies[id(generator)] for place, generator in found.items()}):
        yield


class _Run:
    def __init__(self, generators: dict[tuple[Any, ...], Any]) -> None:
        self.generators = generators


class _Runs(threading.local):
    stack: tuple[_Run, ...] = ()
    objects: Sequence[Any] = ()


_runs = _Runs()


def _running() -> _Run:
    return _runs.stack[-1]


@contextlib.contextmanager
def _rehearsing(generators: dict[tuple[Any, ...], Any]) -> Iterator[None]:
    before = _runs.stack
    _runs.stack = (*before, _Run(generators))
    try:
        yield
    finally:
        _runs.stack = before


def _state(generator: Any) -> Any:
    if isinstance(generator, np.random.RandomState):
        return generator.get_state(legacy=False)
    return generator.bit_generator.state


def _set_state(generator: Any, state: Any) -> None:
    if isinstance(generator, np.random.RandomState):
        generator.set_state(state)
    else:
        generator.bit_generator.state = state
