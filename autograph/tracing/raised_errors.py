"""Steps under NumPy settings that make errors raise: where one may, Python runs the call.

A step's results tell: an error leaves inf or nan, an integer divided by zero has a divisor that is zero.
What only might be an error, such as nan among the operands, is left to Python, too.
"""

from __future__ import annotations

import contextlib
import functools
import operator
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograph.runtime.floating import KINDS, kinds_of
from autograph.runtime.graph import Node
from autograph.runtime.ops import get
from autograph.tracing.trace import Trace, Untraceable, current, emit

__all__ = ["RAISED", "ignoring_errors", "stage_checks"]

RAISED = "a floating-point error is to raise"
_SMALL = 1e-100
"""Operands of this size and more leave room for what a sum of products rounds to zero."""
_SMALLEST = float(np.finfo(np.float32).tiny)
_HOST_CALL = get("host_call")
_INTEGER_DIVISIONS = get("floor_divide"), get("remainder")
_WRAPPING = tuple(map(get, ["add", "subtract", "multiply", "negative", "absolute", "power"]))


def stage_checks(trace: Trace, node: Node, operands: Sequence[Any], results: Sequence[Any]) -> None:
    """Stage the checks that a step has made no error that is to raise.

    Parameters
    ----------
    trace : Trace
        Its settings are those that hold at the step.
    node : Node
        The step.
    operands, results : sequence of Tensor or number
        Its operands, and the handles of its results.

    Raises
    ------
    Untraceable
        If its results would not tell.
    """
    raised = {kind for kind, state in trace.errors if state == "raise"}
    if not raised:
        return
    with ignoring_errors():
        if raised & kinds_of(node) or (raised & {"over"} and _may_wrap(node)):
            _stage_for(node, operands, results)
        if "under" in raised and "under" in kinds_of(node, under=True):
            _assume_large(node, operands, results)


@contextlib.contextmanager
def ignoring_errors(*kinds: str) -> Iterator[None]:
    """Stage what tells of no floating-point errors, or of none of some kinds."""
    trace = current()
    assert trace is not None
    before = trace.errors
    ignored = dict.fromkeys(kinds or (*KINDS, "under"), "ignore")
    trace.errors = tuple({**dict(before), **ignored}.items())
    try:
        yield
    finally:
        trace.errors = before


def _may_wrap(node: Node) -> bool:
    """Whether a step is one of NumPy's integers, which tell of overflows where arrays do not."""
    type_ = node.outputs[0].type if node.outputs else None
    is_number = type_ is not None and type_.kind == "scalar" and type_.dtype.kind in "iu"
    return is_number and node.op in _WRAPPING


def _stage_for(node: Node, operands: Sequence[Any], results: Sequence[Any]) -> None:
    kinds = {value.type.dtype.kind for value in node.outputs}
    if kinds <= set("fc"):
        for result in results:
            _assume(np.isfinite(result))
    elif node.op is _HOST_CALL:
        raise Untraceable("AG202", "`with np.errstate` that is to raise round a function that is called back")
    elif not node.op.elementwise or not node.op.pure:
        return  # what finds places and moves elements makes no errors
    elif node.op in _INTEGER_DIVISIONS:
        _assume((operands[1] != 0) & (operands[1] != -1))
    elif len(operands) == 1 and node.inputs[0].type.dtype.kind == "f":
        _assume_within(operands[0], node.outputs[0].type.dtype)
    elif _may_wrap(node):
        _assume_within(
            node.op.numpy(*(np.float64(1) * operand for operand in operands)), node.outputs[0].type.dtype
        )
    else:
        raise Untraceable("AG202", f"`with np.errstate` that is to raise round `{node.op.name}`")


def _assume_within(number: Any, dtype: np.dtype[Any]) -> None:
    """Stake the run on a float being well within what integers of a dtype can be."""
    limits = np.iinfo(dtype)
    _assume((number > 0.99 * limits.min - 1) & (number < 0.99 * limits.max))


def _assume_large(node: Node, operands: Sequence[Any], results: Sequence[Any]) -> None:
    """Stake the run on nothing being rounded to zero, or nearly."""
    inexact = [one for value, one in zip(node.inputs, operands, strict=True) if value.type.dtype.kind in "fc"]
    if not node.op.elementwise:
        for operand in inexact:
            _assume((operand == 0) | (np.abs(operand) > _SMALL))
        return
    for result in results:
        zeros = [(operand == 0) & (result == 0) for operand in inexact]
        _assume(functools.reduce(operator.or_, zeros, np.abs(result) > _SMALLEST))


def _assume(fine: Any) -> None:
    emit("assume", emit("to_python", np.all(fine), type=bool), reason=RAISED)
