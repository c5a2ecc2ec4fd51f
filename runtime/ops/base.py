"""What an op is: one record that holds its type rule, its meaning and how a kernel writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.runtime.records import record
from autograph.runtime.types import ArrayType

__all__ = ["Op", "all_ops", "define", "get"]


@record(frozen=True, eq=False)
class Op:
    """One operation of the graph.

    Attributes
    ----------
    name : str
    infer : callable
        ``infer(*input_types, **params) -> tuple of ArrayType``; raises TraceError.
    numpy : callable
        The meaning, on concrete values: ``numpy(*inputs, **params)`` returns the one result, or
        a tuple where the op has several. The interpreter is a loop over these.
    kernel : str, callable or None
        How a kernel writes it. A string is a scalar expression over ``{0}``, ``{1}``, ...: the
        op is elementwise and fuses. A callable ``kernel(emit, node)`` writes lines. None: the
        kernel calls ``numpy`` back in the interpreter.
    elementwise : bool
        Each result element depends on the operands' elements at that place alone, after
        broadcasting.
    pure : bool
        May be shared, moved and dropped. False: keeps its place in the program.
    may_fail : bool or callable
        Whether it can stop the program with an exception (an index, a division of Python's). A
        callable takes the node. Such a node may be shared or dropped, but not moved to where it
        would run when it did not before, nor across an effect.
    views : bool or callable
        Whether an array result may share its operands' memory. A callable takes the node.
    hands_on : bool
        Whether the one result is the first operand, memory and all, or a new array.
    by_order : bool
        Whether the last bits of the result depend on how the operands lie in memory: those of BLAS, of
        sums, of what NumPy is asked for.
    counted : bool
        Whether others can see its effects: each is counted as it happens, so that it never happens twice.
    traces : tuple of callable
        The NumPy functions that become this op.
    """

    name: str
    infer: Callable[..., tuple[ArrayType, ...]]
    numpy: Callable[..., Any]
    kernel: str | Callable[..., Any] | None = None
    elementwise: bool = False
    pure: bool = True
    may_fail: bool | Callable[..., bool] = False
    views: bool | Callable[..., bool] = False
    hands_on: bool = False
    by_order: bool = False
    counted: bool = False
    traces: tuple[Callable[..., Any], ...] = ()

    def __repr__(self) -> str:
        """Return the op's name."""
        return self.name


_registry: dict[str, Op] = {}


def define(name: str, **facts: Any) -> Op:
    """Define an op and register it under `name`.

    Raises
    ------
    ValueError
        If the name is taken.
    """
    if name in _registry:
        raise ValueError(f"an op named {name!r} is defined already")
    op = Op(name, **facts)
    _registry[name] = op
    return op


def get(name: str) -> Op:
    """Return the op of that name; KeyError if there is none."""
    return _registry[name]


def all_ops() -> tuple[Op, ...]:
    """Return all ops, in the order of their definition."""
    return tuple(_registry.values())
