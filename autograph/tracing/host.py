"""Calls back to NumPy from inside a graph: the result's type is learned by trying the function out."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import numpy as np

from autograph.runtime.errors import Deoptimize
from autograph.runtime.quiet import quietly
from autograph.runtime.types import ArrayType, Symbol, is_python_scalar, symbol, type_of
from autograph.tracing.host_structures import Hole, Part, Result, built, taken, template_of
from autograph.tracing.memory_asked import asks_for_memory
from autograph.tracing.orders import note_order, order_of
from autograph.tracing.sampling import Attempt, attempts, unequal, with_gaps, zeros
from autograph.tracing.tensor import Tensor, make_view
from autograph.tracing.trace import Restart, Untraceable, current, emit, innermost, tracing

__all__ = ["from_here", "host_call"]


def host_call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    types: tuple[ArrayType, ...] | None = None,
    *,
    effect: bool = False,
) -> Any:
    """Stage a call of `function`, which depends on its arguments alone and changes nothing.

    Parameters
    ----------
    function : callable
    args, kwargs
    types : tuple of ArrayType, optional
        Of the results; without it they are learned.
    effect : bool
        Whether the call must happen, once and in its place, whatever becomes of its results.

    Returns
    -------
    Tensor or container of Tensors
        In the structure that `function` returns; a result that is an argument, or a view of
        one, is that argument's handle, or a view of it.
    """
    trace = current()
    assert trace is not None
    handles: list[Tensor] = []
    template = template_of((args, kwargs), handles)
    name = getattr(function, "__name__", "function")
    call = _Call(function, name, template, handles, effect=effect)
    if types is None:
        structure, parts = _learn(call)
    else:
        structure = Part(0) if len(types) == 1 else tuple(Part(place) for place in range(len(types)))
        parts = [Result(type_) for type_ in types]
    trace.host_calls.append(name)
    return built(structure, call.stage(structure, parts))


MOST_NAMES = 8
"""A result of at most so many elements, in every trial as many, may be meant to be unpacked."""


class _Call:
    """A call of a function on handles, and what was learned of it."""

    def __init__(
        self,
        function: Callable[..., Any],
        name: str,
        template: Any,
        handles: list[Tensor],
        *,
        effect: bool = False,
    ) -> None:
        self.effect = effect
        self.function = function
        self.name = name
        self.template = template
        self.handles = handles
        self.give = _giver(function, template)
        """What gives what the function gives for these values of the handles."""

    def may_keep(self) -> bool:
        """Whether the function may keep its operands: NumPy's own do not, unless they call back."""
        owner = getattr(self.function, "__self__", self.function)
        module = getattr(owner, "__module__", None) or ""
        numpys = isinstance(owner, np.ufunc) or module.split(".")[0] == "numpy"
        return not numpys or _calls_back(self.template)

    def leaves(self, values: Sequence[Any], structure: Any) -> list[Any]:
        """Return the results for these values, which must be put together as they were before."""
        result = self.give(values)
        if type(structure) is Part and (
            isinstance(result, np.ndarray | np.generic) or is_python_scalar(result)
        ):
            return [result]
        leaves: list[Any] = []
        if taken(result, leaves) != structure:
            raise Deoptimize(f"{self.name} gave a result of another kind than before", 0)
        return leaves

    def stage(self, structure: Any, results: list[Result]) -> list[Any]:
        """Emit the call; returns a handle for each result."""
        new = [place for place, item in enumerate(results) if item.same is None and item.base is None]
        made: dict[int, Any] = {}
        if new or not results or self.effect:
            given = self._emit(structure, new, results)
            made = dict(zip(new, given, strict=True))
        elif any(item.same is not None for item in results):
            self._emit(structure, [], results)  # It may raise.
        for place, item in enumerate(results):
            if item.same is not None:
                made[place] = self.handles[item.same]
            elif item.base is not None:
                made[place] = self._view(structure, place, item)
            else:
                made[place].read_only = item.locked
                _note_likely(made[place], item.likely)
                if item.order != "C":
                    note_order(made[place], item.order if self._are_ordered() else "")
        return [made[place] for place in range(len(results))]

    def _are_ordered(self) -> bool:
        """Whether all operands lie in memory as the samples do that stand for them."""
        return all(_is_as_sampled(handle) for handle in self.handles)

    def _emit(self, structure: Any, places: list[int], results: list[Result]) -> tuple[Any, ...]:
        types = [results[place].type for place in places]
        checks = [(place, results[place].sizes) for place in places if any(results[place].sizes)]
        same = [(place, item.same) for place, item in enumerate(results) if item.same is not None]

        def call(*values: Any) -> Any:
            leaves = self.leaves(values, structure)
            for place, number in same:
                if leaves[place] is not values[number]:
                    raise Deoptimize(f"{self.name} gave another array than its operand", 0)
            for place, sizes in checks:
                leaf = leaves[place]
                shape = leaf.shape if type(leaf) is np.ndarray else np.shape(leaf)
                for axis, known in enumerate(sizes[: len(shape)]):  # of another rank it does not fit anyway
                    if known and shape[axis] != _extent(values[known[0]], known[1]):
                        raise Deoptimize(f"{self.name} gave a result of another size than before", 0)
            return tuple(leaves[place] for place in places)

        call.keeps = self.may_keep()  # type: ignore[attr-defined]
        params: dict[str, Any] = {"function": call, "types": tuple(types), "name": self.name}
        if self.effect or not types:
            made = emit("host_effect", *self.handles, **params)
        else:
            made = emit("host_call", *self.handles, **params, pure=True)
        return made if isinstance(made, tuple) else () if made is None else (made,)

    def _view(self, structure: Any, place: int, item: Result) -> Tensor:
        """Return a view of the operand whose memory the result shares, made by the function itself."""
        assert item.base is not None
        order = [item.base, *(number for number in range(len(self.handles)) if number != item.base)]

        def see(*values: Any) -> Any:
            back = dict(zip(order, values, strict=True))
            return self.leaves([back[number] for number in range(len(order))], structure)[place]

        operands = tuple(self.handles[number] for number in order[1:])
        handle = make_view(
            self.handles[item.base],
            "host_view",
            operands,
            {"function": see, "types": (item.type,), "name": self.name},
        )
        handle.read_only = handle.read_only or item.locked
        return handle


def _is_as_sampled(handle: Tensor) -> bool:
    trace = current()
    assert trace is not None
    if handle.type.ndim < 2:
        return True
    given = trace.lifter is not None and handle.key in trace.lifter.array_keys
    return handle.through is None and order_of(handle) in (("C", "F") if given else ("C",))


def _giver(function: Callable[..., Any], template: Any) -> Callable[[Sequence[Any]], Any]:
    """Return what calls a function with the template filled in: written out, as it may be called often.

    It calls from the user's line and among the user's globals: there a warning comes from.
    """
    space: dict[str, Any] = {"function": function}
    args, kwargs = template
    given = [_written(item, space) for item in args]
    given += [f"**{{{name!r}: {_written(item, space)}}}" for name, item in kwargs.items()]
    give: Callable[[Sequence[Any]], Any] = _at_line(f"values: function({', '.join(given)})", space)
    return give


def from_here(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what calls a function from the user's line."""
    called: Callable[..., Any] = _at_line(
        "*args, **kwargs: function(*args, **kwargs)", {"function": function}
    )
    return called


def _at_line(text: str, space: dict[str, Any]) -> Any:
    """Return a lambda, of which `text` is what follows the word, that stands at the user's line."""
    frame = innermost(whole=False)
    file, line, outside = ("<host>", 1, {}) if frame is None else _place(frame)
    text = "\n" * (line - 1) + f"def make({', '.join(space)}): return lambda {text}"
    made: dict[str, Any] = {}
    exec(compile(text, file, "exec"), outside, made)
    return made["make"](**space)


def _place(frame: FrameType) -> tuple[str, int, dict[str, Any]]:
    return frame.f_code.co_filename, frame.f_lineno, frame.f_globals


def _written(value: Any, space: dict[str, Any]) -> str:
    """Return the expression of a template; what has none gets a name in `space`."""
    if isinstance(value, Hole):
        return f"values[{value.number}]"
    if isinstance(value, slice):
        return _called("slice", slice, (value.start, value.stop, value.step), space)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _called("named", type(value), value, space)
    if isinstance(value, list | tuple):
        items = "".join(f"{_written(item, space)}, " for item in value)
        return f"[{items}]" if isinstance(value, list) else f"({items})"
    if isinstance(value, dict):
        pairs = (f"{_written(key, space)}: {_written(item, space)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    name = f"c{len(space)}"
    space[name] = value
    return name


def _called(kind: str, made_by: Any, items: Any, space: dict[str, Any]) -> str:
    name = f"{kind}{len(space)}"
    space[name] = made_by
    return f"{name}({', '.join(_written(item, space) for item in items)})"


def _calls_back(value: Any) -> bool:
    """Whether a function, or an object that NumPy would ask, is among the arguments."""
    if isinstance(value, list | tuple):
        return any(map(_calls_back, value))
    if isinstance(value, dict):
        return any(map(_calls_back, value.values()))
    if isinstance(value, slice):
        return _calls_back((value.start, value.stop, value.step))
    plain = isinstance(value, Hole | str | bytes | np.ndarray | np.generic | np.dtype | type)
    return not (plain or value is None or value is Ellipsis or is_python_scalar(value))


# -- what a result is made of ------------------------------------------------------------------


def _learn(call: _Call) -> tuple[Any, list[Result]]:
    """Return how results are put together, and what each is.

    Raises
    ------
    Untraceable
        If that depends on the data, or the function fails for all samples.
    """
    tried: list[_Trial] = []
    empty: list[_Trial] = []
    problem: Exception | None = None
    for attempt in attempts():
        try:
            trial = _Trial(call, attempt)
        except Exception as error:  # whatever it is, another sample may do
            problem = error
            continue
        (empty if trial.is_empty else tried).append(trial)
        if len(tried) == 2:
            break
    tried += empty[: 2 - len(tried)]
    if len(tried) < 2:
        raise Untraceable("AG204", f"{call.name}: {problem}")
    one, two = tried
    if one.structure != two.structure:
        raise _dependent(call, "the number of results depends on the data", sizes=True)
    results = [_common(call, first, second) for first, second in zip(one.results, two.results, strict=True)]
    if any(item.type.kind == "array" for item in results):
        _require_any_order(call, results)
    if any(item.base is not None for item in results):
        _require_place_alone(call, one)
    if any(item.type.kind != "array" and item.type.dtype.kind in "biu" for item in results):
        _require_values_alone(call, one)
    if any(item.base is None and item.type.ndim for item in results):
        tried += _telling_sizes(call)
    return one.structure, [_sized(call, place, item, tried) for place, item in enumerate(results)]


def _telling_sizes(call: _Call) -> list[_Trial]:
    """Return the trials that tell sizes apart which were equal by chance."""
    made = []
    for attempt in (zeros(), *unequal()):
        with contextlib.suppress(Exception):  # what refuses these was tried on others
            made.append(_Trial(call, attempt))
    return made


def _require_any_order(call: _Call, results: list[Result]) -> None:
    """Refuse what is a view or none as the operands, of which that is not known, lie in memory."""
    shared = [(item.same, item.base) for item in results]
    for row in with_gaps():
        for attempt in row:
            try:
                for handle in call.handles:
                    attempt.sample(handle)
                if not attempt.has_gaps:
                    return
                found = _Trial(call, attempt).results
            except Exception:  # whatever it is, another sample may do
                continue
            break
        else:
            found = []
        if [(item.same, item.base) for item in found] != shared:
            raise Untraceable("AG204", "whether the result is a view depends on the order in memory")


def _require_values_alone(call: _Call, trial: _Trial) -> None:
    """Refuse what answers by the memory in which operands lie."""
    if not call.effect and asks_for_memory(call.give, trial.values):
        raise Untraceable("AG204", f"`{call.name}` asks how arrays lie in memory")


def _require_place_alone(call: _Call, trial: _Trial) -> None:
    """Refuse what chooses by the elements which of them its view has: once changed it would choose anew."""
    views = [(place, item.base) for place, item in enumerate(trial.results) if item.base is not None]
    bases = {base: trial.values[base].copy() for _, base in views}
    found = []
    for fill in (np.copy, np.zeros_like, np.ones_like):
        values = list(trial.values)
        for base, held in bases.items():
            _exchange(values, base, fill(held))
        with quietly(), tracing(None):
            leaves: list[Any] = []
            taken(call.give(values), leaves)
        found.append([_seen_in(leaves[place], values[base]) for place, base in views])
    for base, held in bases.items():
        _exchange(trial.values, base, held)
    if any(other != found[0] for other in found):
        raise Untraceable(
            "AG204", f"which elements the view that {call.name} returns has depends on the data"
        )


def _exchange(values: list[Any], place: int, elements: Any) -> None:
    """Give an array other elements, in its memory where that can be: others may be views of it."""
    array = values[place]
    if array.flags.writeable:
        array[...] = elements
    else:
        values[:] = [elements if value is array else value for value in values]


def _seen_in(view: Any, base: Any) -> tuple[Any, ...]:
    """Return where in the memory of `base` the elements of a view lie."""
    start = view.__array_interface__["data"][0] - base.__array_interface__["data"][0]
    return start if view.size else 0, view.shape, view.strides


class _Trial:
    """What a function gave for samples."""

    def __init__(self, call: _Call, attempt: Attempt) -> None:
        self.values = [attempt.sample(handle) for handle in call.handles]
        self.leaves: list[Any] = []
        with quietly(), tracing(None):
            self.structure = taken(call.give(self.values), self.leaves)
            self.results = _described(call.name, self.leaves, self.values)  # NumPy may warn of being asked

    @property
    def is_empty(self) -> bool:
        """Whether a result has no elements, which leaves open whether it is a view."""
        pairs = zip(self.leaves, self.results, strict=True)
        return any(result.same is None and not np.size(leaf) for leaf, result in pairs)


def _sized(call: _Call, place: int, item: Result, tried: list[_Trial]) -> Result:
    """Return a result with the sizes that were an operand's in all trials."""
    if item.same is not None or any(len(trial.leaves) <= place for trial in tried):
        return item
    found: list[tuple[int, int] | None] = []
    shape = list(item.type.shape)
    likely: list[int | None] = [None] * item.type.ndim
    for axis in range(item.type.ndim):
        sizes = [trial.leaves[place].shape[axis] for trial in tried if trial.leaves[place].ndim > axis]
        known = {
            extent: (number, other)
            for number, handle in enumerate(call.handles)
            for other, extent in _extents(handle)
            if isinstance(extent, Symbol)
            and [_extent(trial.values[number], other) for trial in tried] == sizes
        }
        found.append(None)
        fixed = {extent for handle in call.handles for extent in handle.type.shape if isinstance(extent, int)}
        by_chance = len(set(sizes)) == 1 and sizes[0] in fixed  # an operand's axis had this size, too
        if len(known) == 1 and not by_chance:
            ((shape[axis], found[axis]),) = known.items()
        elif not known and _is_fixed(sizes, tried):
            likely[axis] = sizes[0]
    type_ = item.type.with_(shape=tuple(shape))
    return dataclasses.replace(item, type=type_, sizes=tuple(found), likely=tuple(likely))


def _note_likely(made: Tensor, sizes: tuple[int | None, ...]) -> None:
    """Note what sizes a result had in all trials: should the program need one, it stakes the run on that."""
    trace = current()
    assert trace is not None
    for extent, likely in zip(made.type.shape, sizes, strict=False):
        if isinstance(extent, Symbol) and likely is not None:
            trace.likely[extent] = likely


def _is_fixed(sizes: list[int], tried: list[_Trial]) -> bool:
    """Whether a result has the same few elements whatever it is made of, as two quantiles have."""
    numbers = [value for trial in tried for value in trial.values if not isinstance(value, np.ndarray)]
    return len(tried) > 2 and len(set(sizes)) == 1 and 1 < sizes[0] <= MOST_NAMES and sizes[0] not in numbers


def _extents(handle: Tensor) -> list[tuple[int, Any]]:
    """Return an operand's axes and their sizes; a number that is a size has one, -1."""
    return list(enumerate(handle.type.shape)) if handle.type.ndim else [(-1, handle.size_symbol)]


def _extent(value: Any, axis: int) -> Any:
    return value if axis < 0 else value.shape[axis]


def _described(name: str, leaves: list[Any], values: list[Any]) -> list[Result]:
    """Return the results' types, and what memory of the operands they share."""
    found: list[Result] = []
    for place, item in enumerate(leaves):
        type_ = _type(item)
        if not isinstance(item, np.ndarray):
            found.append(Result(type_))
            continue
        operands = [number for number, value in enumerate(values) if isinstance(value, np.ndarray)]
        same = next((number for number in operands if values[number] is item), None)
        shared = [number for number in operands if np.may_share_memory(values[number], item)]
        earlier = [other for other in leaves[:place] if isinstance(other, np.ndarray)]
        if same is None and (not shared or not item.size):
            if any(np.shares_memory(item, other) for other in earlier):
                raise Untraceable("AG204", f"{name} returns two views of one array")
            found.append(Result(type_, locked=not item.flags.writeable, order=_order_in(item.flags)))
        else:
            locked = not item.flags.writeable and (same is not None or values[shared[0]].flags.writeable)
            found.append(Result(type_, same, None if same is not None else shared[0], locked))
    return found


def _order_in(flags: Any) -> str:
    return "C" if flags.c_contiguous else "F" if flags.f_contiguous else ""


def _type(value: Any) -> ArrayType:
    type_ = type_of(value)
    dtype = type_.dtype
    if dtype.kind not in "biufc" or dtype in (np.float16, np.longdouble, np.clongdouble):
        raise Untraceable("AG204", f"a function returns {dtype}")
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        raise Untraceable("AG204", f"a function returns a {type(value).__name__}")
    return type_


def _dependent(call: _Call, what: str, *, sizes: bool = False) -> BaseException:
    """Return what to raise where data decides what a result is: a restart by known numbers, or a refusal."""
    trace = current()
    assert trace is not None
    sources: set[Any] = set()
    for handle in call.handles:
        if handle.type.is_scalar:
            sources |= handle.sources or set()
        elif sizes:
            sources |= {
                source for extent in handle.type.shape for source in trace.size_sources.get(extent, ())
            }
    return Restart(frozenset(sources)) if sources else Untraceable("AG204", what)


def _common(call: _Call, one: Result, two: Result) -> Result:
    first, second = one.type, two.type
    if (first.dtype, first.ndim, first.kind) != (second.dtype, second.ndim, second.kind):
        raise _dependent(call, "the type of the result depends on the data")
    if (one.same, one.base, one.locked) != (two.same, two.base, two.locked):
        raise _dependent(call, "whether the result is a view depends on the data")
    type_ = ArrayType(first.dtype, tuple(symbol() for _ in first.shape), first.kind)
    return dataclasses.replace(one, type=type_, order=one.order if one.order == two.order else "")
