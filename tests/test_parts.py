"""A function that cannot be one graph runs as Python, its loops and callees as graphs of their own."""

from __future__ import annotations

import io
import json
import math
import traceback
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.testing import assert_same

pytestmark = pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")


def states(function: Any) -> dict[int, str]:
    """Return what became of each loop, by its line in the function."""
    first = function.original.__code__.co_firstlineno
    return {part.where.line - first: part.state for part in function.explain().parts if part.kind == "loop"}


def interpreted(function: Any) -> Any:
    return ag.function(function, mode="graph", backend="interpreter")


@ag.do_not_convert
def split(text):
    return text.split(",")


def writes_a_file(path, n):
    with open(path, "w") as file:
        total = 0.0
        for i in range(n):
            total += math.sqrt(i)
        file.write(f"{total:.3f}\n")
    with open(path) as file:
        return file.read(), total


def test_a_loop_between_file_operations_is_a_graph(tmp_path):
    decorated = interpreted(writes_a_file)
    assert decorated(str(tmp_path / "a"), 100) == writes_a_file(str(tmp_path / "b"), 100)
    explanation = decorated.explain()
    assert not explanation.captured
    assert explanation.fallbacks
    assert not explanation.parts or states(decorated)  # a loop in a `with` stays where it is seen


def counts_words(text, weights):
    counts = {}
    for word in split(text):
        counts[word] = counts.get(word, 0) + 1
    score = 0.0
    for i in range(len(weights)):
        score += weights[i] * i
    return counts, score


def test_a_loop_beside_a_dict_of_strings_is_a_graph():
    assert_same(counts_words, "a,b,a,c", np.arange(4.0))
    decorated = interpreted(counts_words)
    decorated("a,b,a,c", np.arange(4.0))
    assert states(decorated) == {2: "python", 5: "graph"}


def loads_and_solves(text, x):
    options = json.loads(text)
    while abs(x * x - options["target"]) > options["tolerance"]:
        x = (x + options["target"] / x) / 2
    return x, options["name"]


def test_a_while_on_loaded_options_is_a_graph():
    text = '{"target": 2.0, "tolerance": 1e-9, "name": "root"}'
    assert_same(loads_and_solves, text, 1.0)
    decorated = interpreted(loads_and_solves)
    decorated(text, 1.0)
    assert states(decorated) == {2: "graph"}


def logs_every_row(matrix, log):
    rows, columns = matrix.shape
    for i in range(rows):
        total = 0.0
        for j in range(columns):
            if matrix[i, j] < 0:
                continue
            total += matrix[i, j]
        log.write(f"{i}: {total}\n")
    return matrix.sum()


def test_the_inner_loop_is_a_graph_where_the_outer_one_is_not():
    log, expected = io.StringIO(), io.StringIO()
    decorated = interpreted(logs_every_row)
    matrix = np.arange(12.0).reshape(3, 4) - 3
    assert decorated(matrix, log) == logs_every_row(matrix, expected)
    assert log.getvalue() == expected.getvalue()
    assert states(decorated) == {2: "python", 4: "graph"}


def finds_first(names, values, limit):
    seen = split(names[0])[0]
    for i in range(len(values)):
        if values[i] > limit:
            return names[0], i
    seen += "!"
    return seen, None


def test_a_return_out_of_a_loop_returns_from_the_function():
    assert_same(finds_first, ["a", "b"], np.arange(5.0), 2.0)
    assert_same(finds_first, ["a", "b"], np.arange(5.0), 9.0)


def breaks(text, n):
    words = split(text)
    k = 0
    for i in range(n):
        if i * i > n:
            break
        k += i
    while True:
        k -= 3
        if k < 0:
            break
    return words, k, i


def test_break_leaves_the_loop_alone():
    assert_same(breaks, "a b", 10)
    assert_same(breaks, "a b", 0)


def fails_in_a_loop(text, x):
    words = split(text)
    for i in range(5):
        x[i] = i
    return words


def test_an_exception_in_a_loop_shows_the_users_lines_alone():
    x = np.zeros(3)
    with pytest.raises(IndexError, match="index 3 is out of bounds") as info:
        interpreted(fails_in_a_loop)("a,b", x)
    np.testing.assert_array_equal(x, [0, 1, 2])
    frames = traceback.extract_tb(info.value.__traceback__)
    mine = [(frame.name, frame.line) for frame in frames if frame.filename == __file__]
    assert mine[-1] == ("fails_in_a_loop", "x[i] = i")
    assert [name for name, _ in mine].count("fails_in_a_loop") == 1
    assert_same(fails_in_a_loop, "a,b", np.zeros(3))


def helper(x, n):
    total = 0.0
    for i in range(n):
        total += x[i]
    return total


def calls_a_helper(text, x):
    words = split(text)
    return words, helper(x, len(x))


def test_a_callee_is_a_graph():
    assert_same(calls_a_helper, "a,b", np.arange(4.0))
    decorated = interpreted(calls_a_helper)
    decorated("a,b", np.arange(4.0))
    (part,) = [part for part in decorated.explain().parts if part.kind == "call"]
    assert part.state == "graph"


def prints(text, n):
    print(split(text))
    total = 0
    for i in range(n):
        print("round", i)
        total += i
    print(total, file=None)
    return total


def test_prints_keep_their_order():
    assert_same(prints, "a,b", 3)


def changes_outer(n):
    count = 0
    label = split(str(n))

    def bump(by):
        nonlocal count
        count += by

    for i in range(n):
        bump(i)
    return label, count


def test_variables_of_closures_stay_shared():
    assert_same(changes_outer, 4)


def swaps(text, a, b):
    name = split(text)[0]
    for i in range(3):
        a, b = b, a
        a[0] += i
    return name, a, b


def test_arrays_keep_their_identity():
    assert_same(swaps, "a,b", np.zeros(2), np.ones(2))


def deletes(text, n):
    word = split(text)
    for i in range(n):
        last = i
    try:
        return word, last
    finally:
        del word


def deletes_at_the_end(text, n):
    word, size = split(text), n
    while n > 0:
        n -= 1
    else:  # noqa: PLW0120 - what the test is about
        del size
    return word, n


def test_an_else_may_delete_what_was_assigned_before_its_loop():
    assert_same(deletes_at_the_end, "a", 2)


def test_unassigned_variables_raise_as_ever():
    assert_same(deletes, "a", 2)
    assert_same(deletes, "a", 0)


def overflows(text, n):
    words = split(text)
    product = 1
    for i in range(1, n):
        product *= i
    return words, product


def test_integers_are_exact():
    assert_same(overflows, "a", 30, stages=("interpreter", "kernel"))


# -- by the clock: a loop that runs long goes on in a kernel ------------------------------------------------


def long_loop(text, n):
    words = split(text)
    total = 0.0
    for i in range(n):
        if i % 3 == 0:
            continue
        total += 1.0 / (1.0 + i)
    return words, total


def long_while(text, n):
    words = split(text)
    steps = 0
    while n > 0:
        n -= 1
        if n % 7 == 3:
            steps += 2
    return words, steps, n


@pytest.mark.parametrize("function", [long_loop, long_while])
def test_a_loop_that_is_running_goes_on_in_a_kernel(function):
    ag.function(mode="graph")(lambda x: x + 1)(1.0)  # what the first kernel costs is no part of this
    decorated = ag.function(function)
    count = 30_000_000
    if function is long_while:  # nothing tells before the first call that it may be long
        assert decorated("a,b", count // 100) == function("a,b", count // 100)
    result = decorated("a,b", count)
    assert list(states(decorated).values()) == ["graph"]
    assert function("a,b", count // 30)[0] == result[0]
    assert decorated("a,b", 1000) == function("a,b", 1000)


def small_loops(words):
    total = 0
    for word in words:
        for _ in range(3):
            total += len(word)
    return total


def test_small_loops_over_words_give_their_answer_again_and_again():
    decorated, words = ag.function(small_loops), ["abc"] * 2_000
    for _ in range(5):
        assert decorated(words) == small_loops(words)


def test_the_explanation_tells_what_each_part_costs():
    log = io.StringIO()
    decorated = interpreted(logs_every_row)
    decorated(np.ones((3, 4)), log)
    outer, inner, rest = decorated.explain().parts
    assert (outer.state, inner.state, rest.kind) == ("python", "graph", "rest")
    assert 0.0 < inner.share <= outer.share <= 1.0
    assert outer.share + rest.share == pytest.approx(1.0)
    shown = str(decorated.explain())
    assert f"{__file__}:{inner.where.line}: a graph of its own" in shown
    assert "pass an array or a number" in shown  # the way out for the loop that is none
    assert "all else: Python" in shown


def test_a_long_run_of_a_loop_is_watched_after_a_short_one():
    def f(text, n):
        total = 0.0
        for i in range(n):
            total += i * 0.5
        return split(text), total

    decorated = ag.function(f)
    part = decorated._found_parts().loops
    (loop,) = part.values()
    loop.run((range(3), 0.0))
    loop.unwatched = 1.0
    before = loop.runs
    assert loop.run((range(5), 0.0))[0] == 5.0
    assert loop.runs == before
    assert loop.run((range(5000), 0.0))[0] == sum(i * 0.5 for i in range(5000))
    assert loop.runs == before + 1


def test_a_loop_over_a_number_in_an_array_raises_what_python_does():
    def f(text, x):
        total = 0.0
        for value in x:
            total += value
        return split(text), total

    for decorated in (ag.function(f, mode="graph"), interpreted(f)):
        for _ in range(2):
            with pytest.raises(TypeError, match="iteration over a 0-d array"):
                decorated("a", np.array(5.0))
        assert decorated("a,b", np.arange(3.0)) == (["a", "b"], 3.0)
        assert decorated("a,b", np.arange(0.0)) == (["a", "b"], 0.0)
