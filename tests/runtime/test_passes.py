"""The passes: what each does to a small graph, and that none changes what a graph means."""

from __future__ import annotations

import ast
import copy
import itertools
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from graphs import On, build
from random_graphs import random_graph, random_inputs
from samples import vector

from autograph.runtime import ops
from autograph.runtime.checking import verify
from autograph.runtime.errors import Deoptimize, Fault, Location, TraceError
from autograph.runtime.graph import Builder, Function, Graph, Value
from autograph.runtime.interpreter import interpret
from autograph.runtime.passes import PIPELINE, optimize
from autograph.runtime.passes.branches import branches
from autograph.runtime.passes.buffers import buffers
from autograph.runtime.passes.dead import drop_dead
from autograph.runtime.passes.fold import fold
from autograph.runtime.passes.hoist import hoist
from autograph.runtime.passes.inline import inline
from autograph.runtime.passes.late_writes import late_writes
from autograph.runtime.passes.prune import prune
from autograph.runtime.passes.share import share
from autograph.runtime.passes.simplify import RULES, simplify
from autograph.runtime.passes.unite import unite
from autograph.runtime.types import ArrayType, symbol, type_of

Golden = Callable[[str, str], None]


def names(graph: Graph) -> list[str]:
    """Return the ops of a graph's own nodes."""
    return [node.op.name for node in graph.nodes]


def before_and_after(run: Callable[[Graph], Graph], graph: Graph) -> str:
    """Return the text of a graph before and after a pass; the pass has to be idempotent."""
    after = run(graph)
    verify(after)
    assert str(run(after)) == str(after)
    return f"# before\n{graph}\n\n# after {run.__name__}\n{after}"


# ------------------------------------------------------------------ meaning


@pytest.mark.parametrize("block", range(10))
def test_no_pass_changes_what_a_random_graph_means(block: int) -> None:
    for seed in range(block * 12, block * 12 + 12):
        graph, inputs = random_graph(seed), random_inputs(seed)
        wanted = outcome(graph, inputs)
        for run in PIPELINE:
            graph = run(graph)
            verify(graph)
            assert str(run(graph)) == str(graph), f"{run.__name__} is not idempotent for seed {seed}"
            for one, other in zip(wanted, outcome(graph, inputs), strict=True):
                np.testing.assert_array_equal(one, other, err_msg=f"{run.__name__}, seed {seed}")
                assert type(one) is type(other)


KEEPING = tuple(run for run in PIPELINE if run is not buffers)
"""The passes that return a graph itself where there is nothing to do."""


def outcome(graph: Graph, inputs: list[object]) -> list[object]:
    """Return the outputs and the inputs afterwards."""
    inputs = copy.deepcopy(inputs)
    return [*interpret(graph, inputs), *inputs]


def test_a_pass_that_changes_nothing_returns_the_same_graph() -> None:
    graph = build(lambda on, x: on.sin(x), "f64[n]")
    for run in KEEPING:
        assert run(graph) is graph


def test_a_function_that_calls_itself_is_optimised_once_and_stays() -> None:
    power = Function("raised", (type_of(1), type_of(1)), (type_of(1),))
    power.graph = build(
        lambda on, x, n: on.cond(
            on.equal(on.add(n, 0), 0),
            x,
            n,
            then=lambda on, x, n: 1,
            orelse=lambda on, x, n: on.multiply(x, on.call(power, x, on.subtract(n, 1))),
        ),
        "int",
        "int",
        name="raised",
    )
    graph = build(lambda on, x: on.call(power, x, 5), "int")
    optimised = optimize(graph)
    verify(optimised)
    assert interpret(optimised, (3,)) == (243,)
    assert "add" not in str(optimised)
    assert "add" in str(graph)
    for run in KEEPING:
        assert run(optimised) is optimised


def test_watch_sees_every_pass() -> None:
    seen: list[str] = []
    optimize(build(lambda on, x: on.sin(x), "f64[n]"), lambda name, graph: seen.append(name))
    assert seen == [run.__name__ for run in PIPELINE]


# ------------------------------------------------------------------ before and after


def test_fold(golden: Golden) -> None:
    def describe(on: On, x: Value) -> Value:
        six = on.multiply(2, 3)
        return on.add(x, on.add(six, on.size(x, axis=0)))

    golden("fold.graph", before_and_after(fold, build(describe, "f64[4]")))


def test_fold_leaves_what_raises_or_warns_or_grows() -> None:
    def describe(on: On) -> tuple[Value, ...]:
        return (
            on.true_divide(1, 0),
            on.multiply(2**40, 2**40),
            on.power(2, -1),
            on.true_divide(np.float64(1), np.float64(0)),
        )

    graph = build(describe)
    assert fold(graph) is graph


def test_share(golden: Golden) -> None:
    def describe(on: On, x: Value) -> Value:
        return on.add(on.multiply(on.sin(x), 2), on.multiply(on.sin(x), 2))

    golden("share.graph", before_and_after(share, build(describe, "f64[n]")))


def test_share_keeps_prints_and_new_arrays_apart() -> None:
    def describe(on: On) -> tuple[Value, ...]:
        on.graph_print(parts=(("hello",),))
        on.graph_print(parts=(("hello",),))
        size = on.builder.constant(3)
        return tuple(on.full(size, 0.0, dtype=np.dtype("f8")) for _ in range(2))

    assert names(share(build(describe))) == ["graph_print", "graph_print", "full", "full"]


def test_share_tells_constants_apart_by_type_and_bits() -> None:
    graph = share(
        build(lambda on, x: tuple(on.multiply(x, c) for c in (0.0, -0.0, 0, False, np.float64(0))), "f64[n]")
    )
    assert len(graph.nodes) == 5
    assert share(build(lambda on, x: (on.multiply(x, 2.0), on.multiply(x, 2.0)), "f64[n]")).nodes[1:] == ()


def test_hoist(golden: Golden) -> None:
    def body(on: On, i: Value, total: Value, x: Value) -> Value:
        return on.add(total, on.multiply(on.sin(x), i))

    def describe(on: On, x: Value, n: Value) -> Value:
        return on.for_loop(n, x, x, body=body, carried=1)

    golden("hoist.graph", before_and_after(hoist, build(describe, "f64[n]", "int")))


def test_hoist_leaves_what_may_fail_where_it_may_not_run() -> None:
    def body(on: On, i: Value, total: Value, x: Value) -> Value:
        return on.add(total, on.at(x, 9))

    graph = build(lambda on, x, n: on.for_loop(n, np.float64(0), x, body=body, carried=1), "f64[n]", "int")
    assert interpret(hoist(graph), (np.zeros(1), 0)) == (0.0,)
    assert names(hoist(graph)) == ["for_loop"]


def test_hoist_moves_out_of_all_loops_at_once() -> None:
    def inner(on: On, i: Value, total: Value, x: Value) -> Value:
        return on.add(total, on.sum(on.exp(x)))

    def outer(on: On, i: Value, total: Value, x: Value) -> Value:
        return on.for_loop(3, total, x, body=inner, carried=1)

    graph = build(lambda on, x, n: on.for_loop(n, np.float64(0), x, body=outer, carried=1), "f64[n]", "int")
    assert names(hoist(graph)) == ["exp", "sum", "for_loop"]


def test_drop_dead(golden: Golden) -> None:
    def body(on: On, i: Value, a: Value, b: Value, x: Value) -> tuple[Value, ...]:
        return on.add(a, i), on.add(on.multiply(b, 2), on.sum(x))

    def describe(on: On, x: Value, n: Value) -> Value:
        on.sin(x)
        return on.for_loop(n, 0, np.float64(1), x, body=body, carried=2)[0]

    golden("drop_dead.graph", before_and_after(drop_dead, build(describe, "f64[n]", "int")))


def test_drop_dead_keeps_what_raises_and_what_is_printed() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        on.at(x, 10)
        on.graph_print(x, parts=(((0, "", ""),),))
        on.assume(on.less(on.size(x, axis=0), 5), reason="long")
        return ()

    graph = build(describe, "f64[n]")
    assert drop_dead(graph) is graph


def test_prune(golden: Golden) -> None:
    def body(on: On, i: Value, total: Value, scale: Value, k: Value) -> tuple[Value, ...]:
        return on.add(total, on.multiply(scale, k)), scale

    def describe(on: On, x: Value, n: Value) -> Value:
        return on.for_loop(n, x, x, 2, body=body, carried=2)

    golden("prune.graph", before_and_after(prune, build(describe, "f64[n]", "int")))


def test_inline(golden: Golden) -> None:
    square = Function("twice", (type_of(np.zeros(2)),), (type_of(np.zeros(2)),))
    square.graph = build(lambda on, x: on.multiply(x, 2, line=3), "f64[2]", name="twice")
    golden(
        "inline.graph",
        before_and_after(inline, build(lambda on, x: on.call(square, on.call(square, x)), "f64[2]")),
    )


def test_inline_leaves_functions_that_call_themselves() -> None:
    again = Function("again", (type_of(1),), (type_of(1),))
    again.graph = build(lambda on, n: on.call(again, n), "int", name="again")
    assert names(inline(build(lambda on, n: on.call(again, n), "int"))) == ["call"]


def _calls_each_other() -> Graph:
    even, odd = (Function(name, (type_of(1),), (type_of(True),)) for name in ("even", "odd"))

    def body(other: Function, *, end: bool) -> Any:
        return lambda on, n: on.cond(
            on.equal(n, 0),
            n,
            then=lambda on, n: end,
            orelse=lambda on, n: on.call(other, on.subtract(n, 1)),
        )

    even.graph = build(body(odd, end=True), "int", name="even")
    odd.graph = build(body(even, end=False), "int", name="odd")
    return build(lambda on, n: on.call(even, n), "int")


@pytest.mark.parametrize("number", [0, 1, 5, 6])
def test_functions_that_call_each_other_are_made_one(number: int) -> None:
    graph = unite(_calls_each_other())
    assert "even_or_odd" in str(graph)
    assert interpret(graph, [number]) == interpret(_calls_each_other(), [number]) == (number % 2 == 0,)
    assert unite(graph) is graph


def test_branches(golden: Golden) -> None:
    def describe(on: On, x: Value, n: Value) -> tuple[Value, ...]:
        chosen = on.cond(True, x, then=lambda on, x: on.sin(x), orelse=lambda on, x: on.cos(x))
        never = on.for_loop(0, chosen, body=lambda on, i, x: on.multiply(x, i), carried=1)
        once = on.for_loop(4, never, body=lambda on, i, x: on.multiply(x, i), carried=1, start=3)
        number = on.cond(on.less(n, 3), n, then=lambda on, n: n, orelse=lambda on, n: 3)
        unchanged = on.cond(on.less(n, 5), once, then=lambda on, x: x, orelse=lambda on, x: x)
        return unchanged, number

    golden("branches.graph", before_and_after(branches, build(describe, "f64[n]", "int")))


def test_simplify(golden: Golden) -> None:
    def describe(on: On, x: Value, i: Value) -> tuple[Value, ...]:
        y = on.put(x, on.at(x, 0), i)
        return (
            on.negative(on.negative(on.multiply(x, 1))),
            on.at(y, i),
            on.copy(on.subtract(x, 0.0)),
            on.logical_not_py(on.equal(i, 2)),
            on.add(x, 0.0),
            on.add(i, 0),
        )

    golden("simplify.graph", before_and_after(simplify, build(describe, "f64[n]", "int")))


def test_rows_are_written_without_a_row(golden: Golden) -> None:
    def body(on: On, j: Value, x: Value, i: Value) -> Value:
        row = on.at(x, i)
        new = on.put(row, on.multiply(on.at(row, j), 2.0), j)
        return on.put(x, new, i)

    def describe(on: On, x: Value, i: Value) -> tuple[Value, ...]:
        return (on.for_loop(on.size(x, axis=1), x, i, body=body, carried=1),)

    graph = build(describe, "f64[n, m]", "int", updates=(0,))
    golden("rows.graph", before_and_after(simplify, graph))
    one, two = np.ones((3, 4)), np.ones((3, 4))
    interpret(graph, (one, 1))
    interpret(optimize(graph), (two, 1))
    assert one.tolist() == two.tolist()
    assert "copy" not in str(optimize(graph))


def test_an_error_counts_axes_as_the_user_wrote_them() -> None:
    graph = build(lambda on, x, i: on.at(on.at(x, 0), i), "f64[n, m]", "int")
    failures = []
    for made in (graph, simplify(graph)):
        with pytest.raises(Fault) as caught:
            interpret(made, (np.ones((3, 4)), 7))
        failures.append(repr(caught.value.exception))
    assert failures[0] == failures[1] == "IndexError('index 7 is out of bounds for axis 0 with size 4')"


def test_a_turned_array_is_written_where_it_lies() -> None:
    def describe(on: On, x: Value) -> tuple[Value, ...]:
        new = on.add(on.transpose(x, axes=(1, 0)), 1)
        return (on.put_view(x, new, view="transpose", axes=(1, 0)),)

    graph = build(describe, "f64[n, m]", updates=(0,))
    assert "put_view" not in names(optimize(graph))
    x = np.arange(6.0).reshape(2, 3)
    interpret(optimize(graph), (x,))
    assert x.tolist() == [[1, 2, 3], [4, 5, 6]]


# ------------------------------------------------------------------ every rule, on special numbers

OPERANDS: list[Any] = [
    *(vector(dtype, 8) for dtype in ("bool", "int8", "uint8", "int64", "float32", "float64", "complex128")),
    *(
        value
        for dtype in ("bool", "int8", "uint64", "float32", "float64", "complex128")
        for value in vector(dtype, 8)
    ),
    True,
    False,
    0,
    1,
    -3,
    2.5,
    -0.0,
    float("nan"),
    float("-inf"),
    complex(-0.0, float("nan")),
    np.array(-0.0),
    np.array(3),
    np.zeros((2, 3)),
    np.zeros((0,)),
]


def rule_graph(rule: str, contents: dict[str, Any]) -> Graph | None:
    """Return the graph of a rule's left side, None if the ops refuse such operands."""
    left = ast.parse(rule.split(": ")[1].split(" -> ", maxsplit=1)[0], mode="eval").body
    builder = Builder()
    values = {
        name: builder.input(type_of(content).with_(layout="C"), name) for name, content in contents.items()
    }

    def add(expression: ast.expr, top: Any) -> Value:
        if isinstance(expression, ast.Name):
            return values[expression.id]
        if not isinstance(expression, ast.Call):
            return builder.constant(ast.literal_eval(expression))
        name = expression.func.id  # type: ignore[attr-defined]
        parts = [
            add(part, None)
            for part in expression.args
            if not (isinstance(part, ast.Constant) and part.value is ...)
        ]
        return builder.apply(ops.get(name), parts + sizes(builder, name, parts), params(name, parts))[0]

    try:
        return builder.build([add(left, None)])
    except TraceError:
        return None


def sizes(builder: Builder, name: str, parts: list[Value]) -> list[Value]:
    """Return the further operands of shape ops: the operand's own sizes."""
    if name not in ("reshape", "broadcast_to"):
        return []
    return [builder.constant(size) for size in parts[0].type.shape]


def params(name: str, parts: list[Value]) -> dict[str, Any]:
    """Return the params with which an op changes nothing."""
    type_ = parts[0].type
    if name in ("cast", "to_numpy"):
        return {"dtype": type_.dtype}
    if name == "to_python":
        return {"type": {"b": bool, "i": int, "u": int, "f": float, "c": complex}[type_.dtype.kind]}
    return {"shape": type_.shape} if name in ("reshape", "broadcast_to") else {}


def run(graph: Graph, contents: dict[str, Any]) -> Any:
    """Return the one result, or the failure's text."""
    try:
        return interpret(graph, tuple(contents.values()))[0]
    except Fault as error:
        return repr(error.exception)
    except Deoptimize:
        return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_exact_for_special_numbers(rule: str) -> None:
    letters = sorted(
        {
            node.id
            for node in ast.walk(ast.parse(rule.split(": ")[1].split(" -> ", maxsplit=1)[0]))
            if isinstance(node, ast.Name) and len(node.id) == 1
        }
    )
    choices = [[True, False, np.True_] if name == "c" else OPERANDS for name in letters]
    used = 0
    for chosen in itertools.product(*choices):
        contents = dict(zip(letters, chosen, strict=True))
        graph = rule_graph(rule, contents)
        if graph is None:
            continue
        after = simplify(graph)
        used += after is not graph
        verify(after)
        one, other = run(graph, contents), run(after, contents)
        if one is None:  # the graph gives up where the simpler one need not
            continue
        assert type(one) is type(other), (rule, contents)
        assert np.asarray(one).dtype == np.asarray(other).dtype
        same = np.asarray(one).tobytes() == np.asarray(other).tobytes()
        if not same and np.asarray(one).dtype.kind in "fc":  # the bits inside a NaN mean nothing
            np.testing.assert_array_equal(one, other)
            zeros = np.signbit(np.real(one)) == np.signbit(np.real(other))
            same = bool(np.all(zeros | np.isnan(np.real(one))))
        assert same, (rule, contents, one, other)
    assert used, f"{rule} is never used"


def test_warnings_are_not_errors_for_rules() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        simplify(build(lambda on, x: on.multiply(x, 1), "f64[n]"))


def test_copies_before_products_are_looked_at_once_however_long_the_chain() -> None:
    def squared(on: On, x: Value) -> Value:
        for _ in range(60):
            x = on.multiply(x, x)
        y = on.copy(x)
        return on.matmul(y, y)

    assert "copy" not in names(simplify(build(squared, "f64[n, n]")))
    assert "copy" in names(
        simplify(build(lambda on, x: squared(on, on.transpose(x, axes=(1, 0))), "f64[n, n]"))
    )


def writing(value: Callable[[Builder, Value], Value]) -> Graph:
    """Return a graph that reads an item of its input, which then gets the elements of `value`."""
    builder = Builder()
    x = builder.input(ArrayType(np.dtype("f8"), (symbol(),)), "x")
    index = builder.constant(2)
    place = Location("user.py", 7, "f")
    builder.apply(ops.get("get_item"), (x, index), {"index": (("int",),)}, place)
    return builder.build((), [(0, value(builder, x))])


def test_failures_are_left_to_python_where_a_write_comes_late() -> None:
    def stored(on: Builder, x: Value) -> Value:
        return on.apply(ops.get("set_item"), (x, on.constant(1.0), on.constant(0)), {"index": (("int",),)})[0]

    def replaced(on: Builder, x: Value) -> Value:
        return on.apply(ops.get("add"), (x, x))[0]

    in_place, late = buffers(writing(stored)), buffers(writing(replaced))
    assert late_writes(in_place) is in_place
    assert not any(node.where.caught for node in in_place.nodes if node.where)
    assert all(node.where.caught for node in late_writes(late).nodes if node.where)
    with pytest.raises(Deoptimize):
        interpret(late_writes(late), (np.zeros(2),))
    with pytest.raises(Fault):
        interpret(in_place, (np.zeros(2),))
