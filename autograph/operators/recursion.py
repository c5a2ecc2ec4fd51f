"""Recursion that data ends: the function becomes a graph that calls itself."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.runtime.graph import Function, Node
from autograph.runtime.ops.effects import COUNTED
from autograph.runtime.types import ArrayType, symbol
from autograph.tracing.containers import changed_since, snapshot
from autograph.tracing.encoding import decode, encode, types_of
from autograph.tracing.joins import join
from autograph.tracing.regions import apply
from autograph.tracing.spec import NOTHING, Number, Sequence, Static, abstract, generalise
from autograph.tracing.storage import arrays_in, assign, shares
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import Region, Restart, Trace, Untraceable, current, within

__all__ = ["call_again", "is_again"]

MAX_BODIES = 600
"""How often the bodies of recursive functions are traced in one trace before it is given up."""
MAX_ATTEMPTS = 12
"""How often the body of a function is traced before the types of its results are given up."""
MAX_FORMS = 12
"""Forms of one recursive function: by the static arguments, and the types of the others."""
_ANY = symbol(may_be_one=True)
"""Stands for each size of an array that is handed on."""


@dataclasses.dataclass(eq=False)
class Recursion:
    """One recursive function for arguments of certain types.

    Attributes
    ----------
    target : function
        Converted.
    spec : Sequence
        What its arguments are.
    result : Spec or None
        What it returns; None while only the paths without recursion have told.
    guess : callable
        From the arguments of a call to what stands for its result where that is not known.
    outside : tuple of Tensor
        What it reads beside its arguments: further operands.
    written : tuple of int
        The places among the operands of the arrays that it writes.
    function : runtime.graph.Function
    """

    target: types.FunctionType
    spec: Any
    result: Any = None
    guess: Any = None
    outside: tuple[Tensor, ...] = ()
    written: tuple[int, ...] = ()
    function: Function | None = None


def is_again(trace: Trace, target: types.FunctionType) -> bool:
    """Whether a call is one of a function under way, in a branch or a loop that data decides since then."""
    for function, region in reversed(trace.entered):
        if function.__code__ is target.__code__:
            return region is not trace.region
    return False


class _KeepsState(Untraceable):
    """A recursive function changes a container from outside, as a table of known results."""


def call_again(target: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a recursive call.

    Raises
    ------
    Untraceable
        If the function cannot be a graph of its own.
    """
    trace = current()
    assert trace is not None
    given = _in_order(target, args, kwargs)
    spec = _handed(abstract(given))
    found = _fitting(trace, target, spec)
    if found is None:
        forms = [one for one in trace.recursions if one.target.__code__ is target.__code__]
        if len(forms) >= MAX_FORMS:
            trace.bodies += MAX_BODIES  # another guess at what it returns would not help
            raise Untraceable("AG206", f"`{target.__qualname__}` with arguments of ever new types")
        found = Recursion(target, spec)
        trace.recursions.append(found)
        try:
            _settle(trace, found)
        except BaseException as problem:  # a restart or a refusal, too
            trace.recursions.remove(found)
            sources = _sources(given) if isinstance(problem, _KeepsState) else None
            if sources:
                raise Restart(sources) from None
            raise
    return _emit_call(trace, found, given)


def _sources(given: tuple[Any, ...]) -> frozenset[Any] | None:
    """Return what would have to be known for the arguments to be known; None where that is not enough."""
    found: frozenset[Any] = frozenset()
    for item in given:
        if isinstance(item, Tensor):
            if item.sources is None:
                return None
            found |= item.sources
    return found


def _in_order(target: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Return the arguments of a call by position, defaults filled in."""
    code = target.__code__
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS) or code.co_kwonlyargcount:
        raise Untraceable("AG206", f"`{target.__qualname__}` takes more than plain arguments")
    names = code.co_varnames[: code.co_argcount]
    defaults = dict(zip(reversed(names), reversed(target.__defaults__ or ()), strict=False))
    values = {**defaults, **dict(zip(names, args, strict=False)), **kwargs}
    if len(args) > len(names) or set(values) != set(names) or set(kwargs) & set(names[: len(args)]):
        target(*args, **kwargs)  # raises what Python raises
        raise Untraceable("AG206", f"`{target.__qualname__}`")
    return tuple(values[name] for name in names)


def _handed(spec: Any) -> Any:
    """Return a spec for values handed on: no constants, no sizes, nobody's own arrays."""
    spec = generalise(spec)
    if isinstance(spec, Static) and type(spec.value) is bool:
        spec = Number(ArrayType(np.dtype(bool), (), "python"))
    if isinstance(spec, Number):
        if spec.array is not None:
            raise Untraceable("AG206", "a number or a 0-d array is handed on")
        type_ = spec.type
        if type_ is not None and type_.kind == "array":
            type_ = type_.with_(shape=(_ANY,) * type_.ndim, layout="A")
        return Number(type_, spec.alternatives)
    if isinstance(spec, Sequence):
        return Sequence(spec.kind, tuple(_handed(item) for item in spec.items))
    if isinstance(spec, Static):
        return spec
    raise Untraceable("AG206", "a container is handed on")


def _fitting(trace: Trace, target: types.FunctionType, spec: Any) -> Recursion | None:
    one: Recursion
    for one in trace.recursions:
        if one.target.__code__ is target.__code__:
            try:
                if bool(_handed(join(one.spec, spec)) == one.spec):
                    return one
            except Untraceable:
                continue
    return None


# -- the body ----------------------------------------------------------------------------------------------


def _settle(trace: Trace, one: Recursion) -> None:
    """Trace the body with one guess after another at what its calls in it return."""
    problem: BaseException | None = None
    for guess in _GUESSES:
        one.guess, one.result, one.outside, one.written = guess, None, (), ()
        try:
            _settle_guessed(trace, one)
        except (Exception, Untraceable) as error:
            if one.result is not None or trace.bodies > MAX_BODIES:  # nothing was guessed any more
                raise
            problem = problem or error
        else:
            return
    assert problem is not None
    raise problem


def has_effects(nodes: Iterable[Node]) -> bool:
    """Whether one of the nodes, or of those in their regions, does what must not be done twice."""
    return any(
        node.op in COUNTED or any(has_effects(region.nodes) for region in node.regions.values())
        for node in nodes
    )


def _scalars(count: int) -> Any:
    def guess(given: tuple[Any, ...]) -> Any:
        return (_scalar(given),) * count

    return guess


def _scalar(given: tuple[Any, ...]) -> Any:
    return next((leaf for leaf in _leaves(given) if leaf.type.is_scalar), 0)


def _array(given: tuple[Any, ...]) -> Any:
    return next((leaf for leaf in _leaves(given) if leaf.type.kind == "array"), 0)


_GUESSES = (_scalar, _array, _scalars(2), _scalars(3), _scalars(4))


def _settle_guessed(trace: Trace, one: Recursion) -> None:
    """Trace the body until what it reads, returns and writes is what its calls in it were taken to."""
    before, known = snapshot(), list(trace.recursions)
    for _ in range(MAX_ATTEMPTS):
        trace.recursions[:] = known  # those begun in the body took this one to be something else
        region = Region(trace.root, one.target.__name__)
        inputs = [region.builder.input(_fresh(type_)) for type_ in types_of(one.spec)]
        one.function = _declared(one, [value.type for value in inputs])
        value, handles = _traced(trace, one, region, inputs)
        if changed_since(before):
            raise _KeepsState("AG206", "a container from outside is changed in it")
        handles += one.outside
        assumed, outside = (one.result, one.written), len(one.outside)
        seen = {
            handle.key: handle for handle in (*one.outside, *(pair[0] for pair in region.captured.values()))
        }
        one.outside = tuple(seen.values())
        written = {place for place, handle in enumerate(handles) if handle.key in region.written}
        one.written = tuple(sorted(written | set(one.written)))
        if not region.terminated:
            _refuse_shared(value, handles, region)
            result = _handed(abstract(value))
            one.result = result if one.result is None else _handed(join(one.result, result))
        if one.result is None:
            raise Untraceable("AG206", f"`{one.target.__qualname__}` never ends")
        if one.written and has_effects(region.builder.nodes):
            raise Untraceable("AG206", "it writes an array, and prints or calls Python")
        if assumed == (one.result, one.written) and outside == len(one.outside):
            one.function.graph = _closed(one, region, inputs, (value, handles))
            return
    raise Untraceable("AG206", f"the result of `{one.target.__qualname__}` does not settle")


def _refuse_shared(value: Any, handles: list[Tensor], region: Region) -> None:
    """Refuse a result that is an argument, or a view of one: the caller would get another array."""
    for item in arrays_in(value):
        if any(shares(item, handle, region) for handle in handles):
            raise Untraceable("AG104", "an argument of a recursive function is returned")


def _declared(one: Recursion, operands: list[ArrayType]) -> Function:
    operands = [*operands, *(_fresh(handle.type) for handle in one.outside)]
    outputs = [] if one.result is None else [_fresh(type_) for type_ in types_of(one.result)]
    outputs += [operands[place] for place in one.written]
    return Function(one.target.__name__, tuple(operands), tuple(outputs))


def _closed(one: Recursion, region: Region, inputs: list[Any], end: tuple[Any, list[Tensor]]) -> Any:
    """Return the finished body as a graph."""
    value, handles = end
    inputs = [*inputs, *(region.input_for(handle) for handle in one.outside)]
    with within(region):
        ends = [
            value_of(operand, region)
            for operand in encode(NOTHING if region.terminated else value, one.result)
        ]
    return region.close(inputs, [*ends, *(region.lookup(handles[place]) for place in one.written)])


def _traced(trace: Trace, one: Recursion, region: Region, inputs: list[Any]) -> tuple[Any, list[Tensor]]:
    """Run the converted function once in a region of its own."""
    trace.bodies += 1
    if trace.bodies > MAX_BODIES:
        raise Untraceable("AG206", f"`{one.target.__qualname__}` is called with ever new kinds of arguments")
    outer = trace.region
    trace.region = region
    trace.entered.append((one.target, region))
    trace.calls.append(one.target)
    try:
        parameters = decode(one.spec, list(inputs), region)
        handles = _leaves(parameters)
        return one.target(*parameters), handles
    finally:
        trace.calls.pop()
        trace.entered.pop()
        trace.region = outer


def _fresh(type_: ArrayType) -> ArrayType:
    return type_.with_(shape=tuple(symbol(may_be_one=True) for _ in type_.shape))


def _leaves(value: Any) -> list[Tensor]:
    """Return the handles in arguments, one for each operand."""
    if isinstance(value, Tensor):
        return [value, *(alternative.tag for alternative in value.alternatives)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, tuple) else []


# -- the call ----------------------------------------------------------------------------------------------


def _emit_call(trace: Trace, one: Recursion, given: tuple[Any, ...]) -> Any:
    operands = [*encode(given, one.spec), *one.outside]
    if one.result is None:
        trace.region.terminated = True  # what this path returns is not known yet: the others tell first
        return one.guess(given)
    assert one.function is not None
    targets = [_target(trace, operands, place) for place in one.written]
    results = apply("call", operands, {"function": one.function})
    count = len(results) - len(targets)
    rest = results[:count]
    made = decode(one.result, rest, trace.region)
    for handle, value in zip(targets, results[count:], strict=True):
        new = Tensor(value.type)
        trace.region.adopt(new, value)
        assign(handle, new)
    return made


def _target(trace: Trace, operands: list[Any], place: int) -> Tensor:
    """Return the array of a call that the function writes, which must be nobody else's operand."""
    handle = operands[place]
    if not isinstance(handle, Tensor):
        raise Untraceable("AG206", "a constant array is written")
    if any(other is not handle and shares(handle, other, trace.region) for other in operands):
        raise Untraceable("AG104", "an argument of a recursive function")
    return handle
