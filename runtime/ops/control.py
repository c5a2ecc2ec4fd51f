"""Control flow: ops whose params hold regions, which their meanings get as callables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import control as kernels
from autograph.runtime.codegen import loops
from autograph.runtime.errors import TraceError
from autograph.runtime.graph import Function
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require, require_int
from autograph.runtime.types import ArrayType, Symbol, symbol

if TYPE_CHECKING:
    from autograph.runtime.graph import Graph, Node

__all__ = ["can_fail", "fails_itself", "is_pure"]

Region = Callable[..., tuple[Any, ...]]


def is_pure(node: Node) -> bool:
    """Whether the node has no effect, nor has any node in its regions or in what it calls."""
    return _everywhere(node, lambda inner: inner.op.pure or inner.params.get("pure") is True, set())


def can_fail(node: Node) -> bool:
    """Whether the node, or one in its regions or in what it calls, can stop the program with an exception."""
    return not _everywhere(node, lambda inner: not fails_itself(inner), set())


def fails_itself(node: Node) -> bool:
    """Whether the node can stop the program with an exception, leaving aside those in its regions."""
    fails = node.op.may_fail
    return fails(node) if callable(fails) else fails


def _everywhere(node: Node, holds: Callable[[Node], bool], seen: set[Function]) -> bool:
    """Whether `holds` is true of the node and of all nodes in it; each function is looked at once."""
    if not holds(node):
        return False
    graphs = list(node.regions.values())
    function = node.params.get("function")
    if isinstance(function, Function) and function not in seen:
        seen.add(function)
        graphs += [function.graph] if function.graph is not None else []
    return all(_everywhere(inner, holds, seen) for graph in graphs for inner in graph.nodes)


def _fits(given: ArrayType, wanted: ArrayType) -> bool:
    """Whether a value of type `given` may stand where `wanted` is declared."""
    if (given.dtype, given.kind, given.ndim) != (wanted.dtype, wanted.kind, wanted.ndim):
        return False
    return all(a == b or isinstance(b, Symbol) for a, b in zip(given.shape, wanted.shape, strict=True))


def check_operands(region: Graph, types: tuple[ArrayType, ...], what: str) -> None:
    """Raise TraceError unless the region takes values of exactly these types."""
    wanted = tuple(value.type for value in region.inputs)
    require(len(wanted) == len(types), f"{what} takes {len(wanted)} values but is given {len(types)}")
    for position, (given, declared) in enumerate(zip(types, wanted, strict=True)):
        message = "{}: value {} is {}, declared {}"
        require(_fits(given, declared), message, what, position, given, declared)


def _check_truth(type_: ArrayType, what: str) -> None:
    good = type_.is_scalar and type_.dtype == np.bool_
    message = "{} must be one bool, not {} of {} with {} dimensions"
    require(good, message, what, type_.kind, type_.dtype, type_.ndim)


# ------------------------------------------------------------------ cond


def _join(a: ArrayType, b: ArrayType) -> ArrayType:
    if (a.dtype, a.kind, a.ndim) != (b.dtype, b.kind, b.ndim):
        raise TraceError(f"the two branches give different types, {a} and {b}")
    shape = tuple(x if x == y else symbol() for x, y in zip(a.shape, b.shape, strict=True))
    return ArrayType(a.dtype, shape, a.kind)


def _infer_cond(pred: ArrayType, *types: ArrayType, then: Graph, orelse: Graph) -> tuple[ArrayType, ...]:
    _check_truth(pred, "the condition")
    check_operands(then, types, "the branch taken when true")
    check_operands(orelse, types, "the branch taken when false")
    require(len(then.outputs) == len(orelse.outputs), "the two branches give different numbers of values")
    return tuple(_join(a.type, b.type) for a, b in zip(then.outputs, orelse.outputs, strict=True))


def _cond(pred: Any, *operands: Any, then: Region, orelse: Region) -> tuple[Any, ...]:
    return then(*operands) if pred else orelse(*operands)


define(
    "cond",
    infer=_infer_cond,
    numpy=_cond,
    kernel=kernels.cond,
)


# ------------------------------------------------------------------ loops


def _infer_carried(body: Graph, skip: int, carried: int) -> tuple[ArrayType, ...]:
    """Check that the body gives what it takes, and return the types of the loop's results."""
    wanted = [value.type for value in body.inputs[skip : skip + carried]]
    given = [value.type for value in body.outputs]
    require(len(given) == len(wanted), f"the loop carries {len(wanted)} values, its body gives {len(given)}")
    for position, (new, old) in enumerate(zip(given, wanted, strict=True)):
        require(_fits(new, old), "loop variable {} is {} before a round and {} after it", position, old, new)
    return tuple(ArrayType(t.dtype, t.shape, t.kind) for t in wanted)


def _infer_while(*types: ArrayType, test: Graph, body: Graph, carried: int) -> tuple[ArrayType, ...]:
    check_operands(test, types, "the loop's test")
    check_operands(body, types, "the loop's body")
    require(len(test.outputs) == 1, "the loop's test gives one value")
    _check_truth(test.outputs[0].type, "the loop's test")
    return _infer_carried(body, 0, carried)


def _while_loop(*operands: Any, test: Region, body: Region, carried: int) -> tuple[Any, ...]:
    state, fixed = operands[:carried], operands[carried:]
    while test(*state, *fixed)[0]:
        state = body(*state, *fixed)
    return state


define(
    "while_loop",
    infer=_infer_while,
    numpy=_while_loop,
    kernel=loops.while_loop,
)


def _infer_for(  # noqa: PLR0913  (as the op is applied)
    start: ArrayType,
    stop: ArrayType,
    step: ArrayType,
    *types: ArrayType,
    body: Graph,
    carried: int,
    test: Graph | None = None,
) -> tuple[ArrayType, ...]:
    for bound in (start, stop, step):
        require_int(bound, "range()")
    index = body.inputs[0].type if body.inputs else start
    good = index.kind == "python" and index.dtype == np.int64 and index.ndim == 0
    require(good, "the loop's index is a Python int")
    check_operands(body, (index, *types), "the loop's body")
    if test is not None:
        check_operands(test, (index, *types), "the loop's test")
        require(len(test.outputs) == 1, "the loop's test gives one value")
        _check_truth(test.outputs[0].type, "the loop's test")
    return _infer_carried(body, 1, carried)


def _for_loop(  # noqa: PLR0913  (as the op is applied)
    start: Any,
    stop: Any,
    step: Any,
    *operands: Any,
    body: Region,
    carried: int,
    test: Region | None = None,
) -> tuple[Any, ...]:
    state, fixed = operands[:carried], operands[carried:]
    for index in range(start, stop, step):
        if test is not None and not test(index, *state, *fixed)[0]:
            break
        state = body(index, *state, *fixed)
    return state


define(
    "for_loop",
    infer=_infer_for,
    numpy=_for_loop,
    kernel=loops.for_loop,
    may_fail=True,
)


# ------------------------------------------------------------------ calls


def _infer_call(*types: ArrayType, function: Function) -> tuple[ArrayType, ...]:
    wanted = function.input_types
    require(
        len(wanted) == len(types), f"{function.name} takes {len(wanted)} values but is given {len(types)}"
    )
    for position, (given, declared) in enumerate(zip(types, wanted, strict=True)):
        require(_fits(given, declared), f"{function.name}: value {position} is {given}, declared {declared}")
    same = {b: a for t, w in zip(types, wanted, strict=True) for a, b in zip(t.shape, w.shape, strict=True)}
    fresh: dict[Symbol, Symbol] = {}
    return tuple(
        t.with_(shape=tuple(same.get(s, _renew(s, fresh)) if isinstance(s, Symbol) else s for s in t.shape))
        for t in function.output_types
    )


def _renew(size: Symbol, fresh: dict[Symbol, Symbol]) -> Symbol:
    return fresh.setdefault(size, symbol(may_be_one=size.may_be_one))


def _call(*operands: Any, function: Region) -> tuple[Any, ...]:
    return function(*operands)


define(
    "call",
    infer=_infer_call,
    numpy=_call,
    kernel=kernels.call,
    may_fail=True,
)
