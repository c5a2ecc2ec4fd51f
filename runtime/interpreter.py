"""Runs a graph node by node with NumPy: the reference for every kernel, needing no compilation."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.errors import Deoptimize, Enough, Fault, Flagged, GraphError, Location, failure
from autograph.runtime.floating import USUAL, Log, as_set, check, kinds, settings
from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.lines import called_at
from autograph.runtime.types import ArrayType, python_type

__all__ = ["Machine", "interpret", "interpret_flagged"]

_INT_MIN, _INT_MAX = -(2**63), 2**63 - 1


class Machine:
    """The state of one run.

    Attributes
    ----------
    effects : int
        How many effects have happened.
    """

    def __init__(self) -> None:
        self.effects = 0

    def begins(self, node: Node) -> bool:
        """Say whether to run a node, which is the next; asked of all nodes if `watches`."""
        return True

    watches = False


def _check(value: Any, wanted: ArrayType, node: Node) -> None:
    """Raise unless a node's result is of the type its rule promised."""
    if wanted.kind == "python":
        expected = python_type(wanted.dtype)
        if type(value) is not expected:
            raise Deoptimize(f"{node.op.name} gave {type(value).__name__} instead of {expected.__name__}", 0)
        if type(value) is int and not _INT_MIN <= value <= _INT_MAX:
            raise Deoptimize("an int grows beyond 64 bits", 0)
        return
    class_ = np.ndarray if wanted.kind == "array" else np.generic
    if not isinstance(value, class_) or value.dtype != wanted.dtype or value.ndim != wanted.ndim:
        found = getattr(value, "dtype", ""), getattr(value, "ndim", "")
        raise GraphError(f"{node.op.name} gave {type(value).__name__} {found} where {wanted} was inferred")


def _check_all(values: Sequence[Any], wanted: Sequence[ArrayType], node: Node) -> None:
    for value, type_ in zip(values, wanted, strict=True):
        _check(value, type_, node)


class _Step:
    """One node, ready to run: its meaning, its params with regions compiled, and where its values lie."""

    def __init__(self, node: Node, slots: dict[Value, int]) -> None:
        self.node = node
        self.where: Location | None = node.where
        self.meaning = called_at(node.op.numpy, node.where)
        self.inputs = [slots[value] for value in node.inputs]
        self.outputs = [slots.setdefault(value, len(slots)) for value in node.outputs]
        self.types = [value.type for value in node.outputs]
        self.counted = node.op.counted and node.params.get("pure") is not True
        inner = {key: value for key, value in node.params.items() if isinstance(value, Graph | Function)}
        self.params = {key: value for key, value in node.params.items() if key not in inner}
        self.inner = inner

    def arguments(self, machine: Machine) -> dict[str, Any]:
        """Return the params, each region as a callable."""
        if not self.inner:
            return self.params
        regions = {key: functools.partial(_run_inner, value, machine) for key, value in self.inner.items()}
        return {**self.params, **regions}

    def run(self, machine: Machine, env: list[Any]) -> None:
        """Compute the node's outputs into `env`."""
        if machine.watches and not machine.begins(self.node):
            return
        if self.counted:
            machine.effects += 1
        values = [env[slot] for slot in self.inputs]
        result = self.guarded(machine, lambda: self.called(values, machine))
        results = result if isinstance(result, tuple) else () if not self.outputs else (result,)
        if len(results) != len(self.outputs):
            wanted = len(self.outputs)
            raise GraphError(f"{self.node.op.name} gave {len(results)} results instead of {wanted}")
        if not self.inner:
            self.guarded(machine, lambda: _check_all(results, self.types, self.node))
        for slot, value in zip(self.outputs, results, strict=True):
            env[slot] = value

    def called(self, values: list[Any], machine: Machine) -> Any:
        """Return what the node means; what it does once only it does under the program's settings."""
        if not self.counted:
            return self.meaning(*values, **self.arguments(machine))
        with as_set():
            return self.meaning(*values, **self.arguments(machine))

    def guarded(self, machine: Machine, action: Callable[[], Any]) -> Any:
        """Return what `action` gives; what it raises becomes a Fault or a Deoptimize with the user's line."""
        try:
            return action()
        except (Fault, GraphError, Enough):
            raise
        except Deoptimize as error:
            if self.inner:
                raise
            raise Deoptimize(error.reason, machine.effects, self.where) from None
        except RecursionError as error:
            if self.node.op.pure:
                raise Deoptimize("the recursion is deep", machine.effects, self.where) from None
            raise failure(error, self.where, machine.effects) from None
        except BaseException as error:  # whatever NumPy or a callback raises, KeyboardInterrupt too
            raise failure(error, self.where, machine.effects) from None


class _Code:
    """A graph, ready to run: one slot a value, one step a node."""

    def __init__(self, graph: Graph) -> None:
        slots: dict[Value, int] = {}
        for value in (*graph.inputs, *graph.constants):
            slots.setdefault(value, len(slots))
        self.constants = [(slots[value], content) for value, content in graph.constants.items()]
        self.inputs = [slots[value] for value in graph.inputs]
        self.steps = [_Step(node, slots) for node in graph.nodes]
        self.outputs = [slots[value] for value in graph.outputs]
        self.updates = [(place, slots[value]) for place, value in graph.updates]
        self.size = len(slots)

    def run(self, machine: Machine, arguments: Sequence[Any]) -> list[Any]:
        """Return the values of all slots after a run."""
        if len(arguments) != len(self.inputs):
            raise GraphError(f"the graph takes {len(self.inputs)} values and is given {len(arguments)}")
        env: list[Any] = [None] * self.size
        for slot, content in self.constants:
            env[slot] = content
        for slot, argument in zip(self.inputs, arguments, strict=True):
            env[slot] = argument
        for step in self.steps:
            step.run(machine, env)
        return env


_codes: weakref.WeakKeyDictionary[Graph, _Code] = weakref.WeakKeyDictionary()


def _code(graph: Graph) -> _Code:
    found = _codes.get(graph)
    if found is None:
        found = _codes[graph] = _Code(graph)
    return found


def _run_inner(inner: Graph | Function, machine: Machine, *arguments: Any) -> tuple[Any, ...]:
    """Run a region or a called function and return its outputs."""
    graph = inner.graph if isinstance(inner, Function) else inner
    if graph is None:
        raise GraphError("a function is called that has no body yet")
    code = _code(graph)
    env = code.run(machine, arguments)
    return tuple(env[slot] for slot in code.outputs)


def interpret(graph: Graph, inputs: Sequence[Any], machine: Machine | None = None) -> tuple[Any, ...]:
    """Run `graph` on concrete values and return its outputs.

    Input arrays that ``graph.updates`` names hold their new content afterwards. An output array
    never shares memory with an input, a constant or another output, unless it is the same value.

    Parameters
    ----------
    graph : Graph
    inputs : sequence
    machine : Machine, optional
        The state of the run.

    Raises
    ------
    Fault
        If the program raises: it holds the exception Python would have raised.
    Deoptimize
        If the graph was not made for these values.
    """
    code = _code(graph)
    env = code.run(Machine() if machine is None else machine, inputs)
    outputs = _separate(code, env)
    _write_back(code, env, inputs)
    return tuple(outputs)


def interpret_flagged(graph: Graph, inputs: Sequence[Any]) -> tuple[Any, ...]:
    """Run `graph` as `interpret` does; a run with floating-point errors ends with `Flagged`."""
    if settings() is not USUAL and kinds(graph):
        check()
    machine, log = Machine(), Log()
    try:
        with log:
            results = interpret(graph, inputs, machine)
    except Fault as fault:
        fault.kinds = frozenset(log.kinds)
        raise
    if log.kinds:
        raise Flagged(results, frozenset(log.kinds), machine.effects)
    return results


def _separate(code: _Code, env: list[Any]) -> list[Any]:
    """Return the outputs, copied where one shares memory with another array that outlives the run."""
    inputs = {slot: env[slot] for slot in code.inputs if isinstance(env[slot], np.ndarray)}
    lasting = [value for _, value in code.constants if isinstance(value, np.ndarray)] + list(inputs.values())
    finals = {slot for place, slot in code.updates if env[slot] is env[code.inputs[place]]}
    overwritten = {code.inputs[place] for place, slot in code.updates if slot != code.inputs[place]}
    given: dict[int, Any] = {}
    for slot in code.outputs:
        value = env[slot]
        if slot in given or not isinstance(value, np.ndarray):
            given.setdefault(slot, value)
            continue
        others = [array for array in given.values() if isinstance(array, np.ndarray)]
        if slot in inputs:
            value = value.copy() if slot in overwritten else value
        elif any(np.may_share_memory(value, other) for other in others + ([] if slot in finals else lasting)):
            value = value.copy()
        given[slot] = value
    return [given[slot] for slot in code.outputs]


def _write_back(code: _Code, env: list[Any], inputs: Sequence[Any]) -> None:
    """Copy the updates' values into the input arrays that do not hold them already."""
    todo = [(inputs[place], env[slot]) for place, slot in code.updates if env[slot] is not inputs[place]]
    arrays = [value for value in inputs if isinstance(value, np.ndarray)]
    ready = [
        (target, value.copy() if any(np.may_share_memory(value, array) for array in arrays) else value)
        for target, value in todo
    ]
    for target, value in ready:
        target[...] = value
