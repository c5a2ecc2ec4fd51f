"""Applies algebraic rules that are exact for every value, NaN, infinities and -0.0 included.

Before::

    c = 1
    v = multiply(x, c)
    w = negative(v)
    r = negative(w)

After::

    r = x
"""

from __future__ import annotations

import ast
import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.indices import is_basic
from autograph.runtime.passes.facts import may_fail
from autograph.runtime.passes.orders import in_any_order, seen_in_order
from autograph.runtime.passes.rewriting import Rebuild, map_functions, rebuild
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType

__all__ = ["RULES", "Rule", "simplify"]

RULES: tuple[str, ...] = (
    # sums: x + 0 is not x for x = -0.0, but x + -0.0 and x - 0 are
    "integer: add(x, 0) -> x",
    "integer: add(0, x) -> x",
    "real: add(x, -0.0) -> x",
    "real: add(-0.0, x) -> x",
    "real: subtract(x, 0) -> x",
    # products and quotients
    "real: multiply(x, 1) -> x",
    "real: multiply(1, x) -> x",
    "real: true_divide(x, 1) -> x",
    "integer: floor_divide(x, 1) -> x",
    "real: power(x, 1) -> x",
    # signs
    "real: negative(negative(x)) -> x",
    "real: absolute(absolute(x)) -> absolute(x)",
    "signed: absolute(negative(x)) -> absolute(x)",
    "any: positive(x) -> x",
    # bits
    "integer: invert(invert(x)) -> x",
    "integer: bitwise_or(x, 0) -> x",
    "integer: bitwise_or(0, x) -> x",
    "integer: bitwise_xor(x, 0) -> x",
    "integer: bitwise_xor(0, x) -> x",
    "integer: left_shift(x, 0) -> x",
    "integer: right_shift(x, 0) -> x",
    "any: bitwise_and(x, x) -> x",
    "any: bitwise_or(x, x) -> x",
    # choices
    "real: maximum(x, x) -> x",
    "real: minimum(x, x) -> x",
    "any: py_min2(x, x) -> x",
    "any: py_max2(x, x) -> x",
    "any: select_scalar(c, x, x) -> x",
    "any: where(c, x, x) -> x",
    # truth
    "any: logical_not_py(logical_not_py(x)) -> x",
    "python: logical_not_py(equal(x, y)) -> not_equal(x, y)",
    "python: logical_not_py(not_equal(x, y)) -> equal(x, y)",
    # kinds: the rule holds where both sides are of one type
    "any: copy(x) -> x",
    "any: cast(x) -> x",
    "any: to_numpy(x) -> x",
    "any: to_python(x) -> x",
    "any: to_array(x) -> x",
    "any: item(to_array(x)) -> x",
    "any: to_array(item(x)) -> x",
    "any: real(x) -> x",
    # shapes
    "any: ravel(x) -> x",
    "same shape: reshape(x, ...) -> x",
    "same shape: broadcast_to(x, ...) -> x",
)
"""``condition: pattern -> replacement``.

Letters stand for any value, the same letter for the same value; numbers for constants of that
value and sign. A rule is used only where both sides have one type, sizes included. ``real``: no
complex operand; ``signed``: nor an unsigned one; ``integer``: all operands are integers; ``python``:
all are Python scalars.
"""


@record(frozen=True)
class Rule:
    """One rule, parsed.

    Attributes
    ----------
    condition : str
    pattern, replacement : ast.expr
    forgets : bool
        Whether an operand is not in the replacement, whose sizes may not fit.
    """

    condition: str
    pattern: ast.Call
    replacement: ast.expr
    forgets: bool


def _parse(text: str) -> Rule:
    condition, rule = text.split(": ")
    left, right = (ast.parse(side, mode="eval").body for side in rule.split(" -> "))
    if not isinstance(left, ast.Call):
        raise TypeError(f"the left side of {text!r} is not an op")
    return Rule(condition, left, right, bool(_letters(left) - _letters(right)))


def _letters(expression: ast.expr) -> set[str]:
    calls = [node.func for node in ast.walk(expression) if isinstance(node, ast.Call)]
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name) and node not in calls}


def _op_name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _by_op(rules: tuple[str, ...]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in map(_parse, rules):
        found.setdefault(_op_name(rule.pattern), []).append(rule)
    return found


_RULES = _by_op(RULES)


def simplify(graph: Graph) -> Graph:
    """Return the graph after the rules, and without shape ops that change nothing."""
    ordered = seen_in_order(graph)
    return map_functions(graph, lambda each: rebuild(each, functools.partial(_step, ordered)))


def _step(ordered: frozenset[Value], state: Rebuild, node: Node) -> None:
    replacement = _by_rules(state, node)
    if (
        replacement is not None
        and node.outputs[0] in ordered
        and in_any_order(replacement, state.definitions, state.graph.inputs)
    ):
        replacement = None
    special = _SPECIAL.get(node.op.name)
    if replacement is None and special is not None:
        replacement = special(state, node)
    if replacement is None:
        state.keep(node)
    else:
        state.replace(node, [replacement])


def _by_rules(state: Rebuild, node: Node) -> Value | None:
    for rule in _RULES.get(node.op.name, ()):
        if rule.forgets and may_fail(node, state.constants):
            continue
        bound: dict[str, Value] = {}
        if _matches(state, rule.pattern, node, bound) and _holds(rule.condition, bound):
            replacement = _build(state, rule.replacement, node, bound)
            if replacement is not None:
                return replacement
    return None


# ------------------------------------------------------------------ matching


def _matches(state: Rebuild, pattern: ast.Call, node: Node, bound: dict[str, Value]) -> bool:
    wanted = pattern.args
    if node.op.name != _op_name(pattern):
        return False
    if wanted and isinstance(wanted[-1], ast.Constant) and wanted[-1].value is ...:
        return _match_value(state, wanted[0], node.inputs[0], bound)
    if len(wanted) != len(node.inputs):
        return False
    return all(
        _match_value(state, part, value, bound) for part, value in zip(wanted, node.inputs, strict=True)
    )


def _match_value(state: Rebuild, pattern: ast.expr, value: Value, bound: dict[str, Value]) -> bool:
    if isinstance(pattern, ast.Name):
        return bound.setdefault(pattern.id, value) is value
    if isinstance(pattern, ast.Call):
        inner = state.definitions.get(value)
        return inner is not None and _matches(state, pattern, inner, bound)
    return _is_number(state, value, float(ast.literal_eval(pattern)))


def _is_number(state: Rebuild, value: Value, number: float) -> bool:
    """Whether the value is a real scalar constant equal to a number, and of its sign."""
    if value not in state.constants or not value.type.is_scalar or value.type.dtype.kind in "bc":
        return False
    content = state.constants[value]
    return bool(content == number) and math.copysign(1, content) == math.copysign(1, number)


def _holds(condition: str, bound: dict[str, Value]) -> bool:
    types = [value.type for value in bound.values()]
    kinds = {type_.dtype.kind for type_ in types}
    if condition == "integer":
        return kinds <= {"i", "u"}
    if condition == "python":
        return all(type_.kind == "python" for type_ in types)
    if condition == "signed":
        return kinds <= {"i", "f"}
    return condition != "real" or "c" not in kinds


def _build(state: Rebuild, expression: ast.expr, node: Node, bound: dict[str, Value]) -> Value | None:
    """Return the replacement's value, None if its type is not the node's."""
    wanted = node.outputs[0].type
    if isinstance(expression, ast.Name):
        value = bound[expression.id]
        return value if _same(value.type, wanted) else None
    if not isinstance(expression, ast.Call):
        return None
    inputs = tuple(bound[part.id] for part in expression.args if isinstance(part, ast.Name))
    op = ops.get(_op_name(expression))
    types = op.infer(*(value.type for value in inputs))
    if not _same(types[0], wanted):
        return None
    result = Value(wanted, node.outputs[0].hint)
    state.keep(Node(op, inputs, (result,), where=node.where))
    return result


def _same(a: ArrayType, b: ArrayType) -> bool:
    return (a.dtype, a.kind, a.shape) == (b.dtype, b.kind, b.shape)


# ------------------------------------------------------------------ rules that look at params


def _unmoved(state: Rebuild, node: Node) -> Value | None:
    """Return the operand of an op along axes, if there are none."""
    return node.inputs[0] if not node.params["axes"] and node.inputs[0].type.kind == "array" else None


def _transposed(state: Rebuild, node: Node) -> Value | None:
    axes = node.params["axes"]
    inner = state.definitions.get(node.inputs[0])
    if tuple(axes) == tuple(range(len(axes))):
        return node.inputs[0]
    if inner is not None and inner.op is node.op:
        both = tuple(inner.params["axes"][axis] for axis in axes)
        return inner.inputs[0] if both == tuple(range(len(axes))) else None
    return None


def _flipped(state: Rebuild, node: Node) -> Value | None:
    inner = state.definitions.get(node.inputs[0])
    if (
        inner is not None
        and inner.op is node.op
        and sorted(inner.params["axes"]) == sorted(node.params["axes"])
    ):
        return inner.inputs[0]
    return _unmoved(state, node)


def _whole(state: Rebuild, node: Node) -> Value | None:
    """Return the operand of ``x[:, :]``."""
    index = node.params["index"]
    whole = index and all(
        entry[0] == "slice" and not any(entry[1:3]) and entry[3] in (None, 1) for entry in index
    )
    return node.inputs[0] if whole else None


def _stored(state: Rebuild, node: Node) -> Value | None:
    """Return what the ``set_item`` just before has stored at this very element."""
    inner = state.definitions.get(node.inputs[0])
    index = node.params["index"]
    if inner is None or inner.op.name != "set_item" or not _same_index(inner, node):
        return _whole(state, node)
    element = all(entry[0] == "int" for entry in index) and inner.inputs[2:] == node.inputs[1:]
    value = inner.inputs[1]
    return value if element and value.type == node.outputs[0].type else _whole(state, node)


def _same_index(write: Node, node: Node) -> bool:
    """Whether a ``set_item`` writes just where a node with an index reads or writes."""
    names = ("index", "through")
    return all(write.params.get(name, ()) == node.params.get(name, ()) for name in names)


_WHOLE_AXIS = ("slice", False, False, None)


def _leading_ints(index: tuple[Any, ...]) -> int:
    """Return how many ints an index begins with if only whole axes follow, else 0."""
    count = sum(entry[0] == "int" for entry in index)
    fits = index[:count] == (("int",),) * count and index[count:] == (_WHOLE_AXIS,) * (len(index) - count)
    return count if fits else 0


def _joined(outer: Mapping[str, Any], inner: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Return the params of ``x[outer][inner]`` as one index."""
    splits = *outer.get("splits", ()), count, *(count + split for split in inner.get("splits", ()))
    return {"index": outer["index"][:count] + inner["index"], "splits": splits}


def _get_through(state: Rebuild, node: Node) -> Value | None:
    """Read ``x[i][j]`` as ``x[i, j]``, without the row."""
    row = state.definitions.get(node.inputs[0])
    if row is None or row.op is not node.op or not is_basic(node.params["index"]):
        return None
    count = _leading_ints(row.params["index"])
    if not count or len(row.inputs) != 1 + count:
        return None
    params = _joined(row.params, node.params, count)
    return state.add(node.op, (*row.inputs, *node.inputs[1:]), params, node)


def _read(state: Rebuild, node: Node) -> Value | None:
    return _stored(state, node) or _get_through(state, node)


def _own_part(state: Rebuild, node: Node, inputs: tuple[Value, ...], params: Mapping[str, Any]) -> bool:
    """Whether a ``set_item`` of these writes what stands there: ``x[i] = x[i]``."""
    x, new, *operands = inputs
    view = state.definitions.get(new)
    if view is None or params.get("through") or view.op.name != "get_item" or view.inputs != (x, *operands):
        return False
    return bool(view.params["index"] == params["index"]) and _same(x.type, node.outputs[0].type)


def _write(state: Rebuild, node: Node) -> Value | None:
    if _own_part(state, node, node.inputs, node.params):
        return node.inputs[0]
    return _set_through(state, node)


def _put(
    state: Rebuild, node: Node, inputs: tuple[Value, ...], params: Mapping[str, Any], like: Node
) -> Value:
    """Return ``x`` after a write, which is left out where it changes nothing."""
    return inputs[0] if _own_part(state, node, inputs, params) else state.add(node.op, inputs, params, like)


def _set_through(state: Rebuild, node: Node) -> Value | None:
    """Write through ``x[i]`` or ``x[a:b]`` into ``x`` itself, without a copy of the view.

    ``x[i][j] = v`` becomes ``x[i, j] = v``, ``x[a:b][:] = v`` becomes ``x[a:b] = v``.
    """
    x, new, *operands = node.inputs
    inner = state.definitions.get(new)
    if inner is None or inner.op is not node.op or not is_basic(inner.params["index"]):
        return None
    view = state.definitions.get(inner.inputs[0])
    if view is None or view.op.name != "get_item" or view.inputs != (x, *operands):
        return None
    if not _same_index(node, view) or view.params.get("splits") != node.params.get("splits"):
        return None
    index = (_WHOLE_AXIS,) * view.outputs[0].type.ndim
    whole = not inner.params.get("through") and inner.params["index"] == index
    if whole and inner.inputs[1].type.ndim <= view.outputs[0].type.ndim and state.forget(inner):
        return _put(state, node, (x, inner.inputs[1], *operands), node.params, node)
    count = _leading_ints(node.params["index"])
    params: dict[str, Any]
    if count and len(operands) == count and not inner.params.get("through"):
        params = _joined(node.params, inner.params, count)
    elif "splits" not in node.params:
        params = {**inner.params, "through": (node.params["index"], *inner.params.get("through", ()))}
    else:
        return None
    if not state.forget(inner):
        return None
    return _put(state, node, (x, inner.inputs[1], *operands, *inner.inputs[2:]), params, inner)


_INVERSE = {"transpose": "transpose", "flip": "flip", "expand": "squeeze", "squeeze": "expand"}


_THROUGH = {"transpose", "reshape", "squeeze", "flip", "diagonal"}
"""Views that a kernel writes elements through."""


def _put_through(state: Rebuild, node: Node) -> Value | None:
    """Write ``x.T[i] = v`` into ``x`` itself, without a copy of the view."""
    x, new, *operands = node.inputs
    name, params = node.params["view"], {key: item for key, item in node.params.items() if key != "view"}
    inner = state.definitions.get(new)
    if name not in _THROUGH or inner is None or inner.op.name != "set_item":
        return None
    view = state.definitions.get(inner.inputs[0])
    if view is None or view.op.name != name or view.inputs != (x, *operands) or dict(view.params) != params:
        return None
    if not is_basic(inner.params["index"]) or not state.forget(inner):
        return None
    step = ("view", name, len(operands), tuple(params.items()))
    through = {**inner.params, "through": (step, *inner.params.get("through", ()))}
    return state.add(inner.op, (x, inner.inputs[1], *operands, *inner.inputs[2:]), through, inner)


def _put_view(state: Rebuild, node: Node) -> Value | None:
    return _put_through(state, node) or _put_whole(state, node)


def _put_whole(state: Rebuild, node: Node) -> Value | None:
    """Write a whole view by writing the whole array: turned, flipped, its axes added or dropped."""
    x, new = node.inputs[:2]
    back = _INVERSE.get(node.params["view"])
    if back is None or new.type.ndim != _view_rank(node):
        return None
    axes = tuple(node.params["axes"])
    if back == "squeeze" and any(new.type.shape[axis] != 1 for axis in axes):
        return None
    if back == "transpose":
        axes = tuple(sorted(range(len(axes)), key=axes.__getitem__))
    turned = state.add(ops.get(back), (new,), {"axes": axes}, node)
    index = (_WHOLE_AXIS,) * x.type.ndim
    return state.add(ops.get("set_item"), (x, turned), {"index": index}, node)


def _view_rank(node: Node) -> int:
    change = {"expand": len(node.params["axes"]), "squeeze": -len(node.params["axes"])}
    return node.inputs[0].type.ndim + change.get(node.params["view"], 0)


def _given_size(state: Rebuild, node: Node) -> Value | None:
    """Return the operand that was the size when the array was made or reshaped."""
    inner = state.definitions.get(node.inputs[0])
    if inner is None or inner.op.name not in ("reshape", "broadcast_to", "full", "empty"):
        return None
    first = 1 if inner.op.name in ("reshape", "broadcast_to") else 0
    size = inner.inputs[first + node.params["axis"]]
    return size if size.type == node.outputs[0].type else None


def _chosen(state: Rebuild, node: Node) -> Value | None:
    """Return what a constant condition chooses."""
    condition, x, y = node.inputs
    if condition not in state.constants:
        return None
    return x if state.constants[condition] else y


_SPECIAL: dict[str, Callable[[Rebuild, Node], Value | None]] = {
    "expand": _unmoved,
    "squeeze": _unmoved,
    "flip": _flipped,
    "transpose": _transposed,
    "get_item": _read,
    "set_item": _write,
    "put_view": _put_view,
    "size": _given_size,
    "select_scalar": _chosen,
}
"""Rules by op name, for what a pattern cannot say."""
