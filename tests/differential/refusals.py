"""More of what other systems of this kind refuse or get wrong, and where each such thing is tested."""

import asyncio
import contextlib
import dataclasses
import functools

import numpy as np

CALLS = []


def positives(a):
    for x in a:
        if x > 0:
            yield x


def delegating(a, n):
    yield from range(n)
    yield from positives(a)


def consumes_generator_of_data(a):
    total = 0.0
    for i, x in enumerate(positives(a)):
        total += i * x
        if total > 10:
            break
    return total


def consumes_delegating(a, n):
    total = 0
    for x in delegating(a, n):
        total = total * 2 + x
    return total


def walrus_everywhere(a, n):
    total = 0
    while (k := n - 1) > 0 and (half := k / 2) < 100:
        total += half
        n = k
    values = [y for x in a if (y := x * 2) > 1]
    return total, values, max(m := n + 1, 2), m


@dataclasses.dataclass
class Point:
    x: float
    y: float


def match_class(point, scale):
    match point:
        case Point(x=0, y=y):
            return y
        case Point(x=x, y=0):
            return -x * scale
        case Point(x, y) if x == y:
            return x * 2
    return point.x * point.y


def match_mapping(options, x):
    match options:
        case {"scale": scale, **rest}:
            return x * scale, len(rest)
        case {}:
            return x, 0


def match_sequence(values):
    match values:
        case []:
            return 0
        case [x]:
            return x
        case [first, *rest] if first > 1:
            return first + len(rest)
        case (_, second, *_):
            return second


def several_targets_with_items(a, d):
    a[0] = d["x"] = b = a[1] + 1
    (a[2], d["y"]), c = (b, a[0]), a[1]
    i = 0
    i, a[i] = 1, 5.0
    return b, c, i, d


def long_decorated(x):
    @functools.partial(
        lambda factor, function: lambda y: function(y) * factor,
        3,
    )
    def g(y):
        return (
            (
                y
                if y > 1  # comments
                else -y
            )
            + 1
            + 2
        )

    return g(x)


def async_near(x):
    async def wait(y):
        await asyncio.sleep(0)
        return y + 1 if y > 0 else y

    return x * 2 if x > 1 else x


def async_run(x):
    async def wait(y):
        await asyncio.sleep(0)
        return y + 1 if y > 0 else y

    return asyncio.run(wait(x))


def sets_as_state(n):
    seen = set()
    k = 1
    while k not in seen:
        seen.add(k)
        k = k * 2 % n
    return len(seen), seen == {1, 2, 4}


def noted(value):
    CALLS.append(value)
    return float


def annotated_once(x: noted("at definition")) -> noted("result"):
    y: noted("never, in a function") = x * 2
    return y if x > 0 else -y


def with_import():
    import math as m

    def f(x):
        return m.floor(x) if x > 0 else m.ceil(x)

    return f


uses_enclosing_import = with_import()
uses_enclosing_import.__name__ = "uses_enclosing_import"


@contextlib.contextmanager
def scaled(factor):
    print("scale", factor)
    try:
        yield factor * 2 if factor > 0 else 1
    finally:
        print("done")


def helper(x):
    return x - 1 if x > 2 else x


def call_in_with_header(x):
    with scaled(helper(x)) as factor:
        if x > 5:
            return factor
        x = x * factor
    return x


class Guarded:
    def __init__(self, limit):
        self.limit = limit
        self.inside = 0

    def __enter__(self):
        self.inside += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.inside -= 1
        return kind is ZeroDivisionError and self.limit > 0

    def __contains__(self, x):
        return -self.limit <= x <= self.limit

    def __call__(self, x):
        return min(max(x, -self.limit), self.limit)

    def __neg__(self):
        return Guarded(-self.limit)

    def __bool__(self):
        return self.limit > 0


def special_methods(limit, x):
    guard = Guarded(limit)
    with guard as g:
        x = x / (x - 1)
    if g:
        x += guard.inside
    return x in guard, guard(x), (-guard).limit


def none_then_number(a, limit):
    found = None
    for x in a:
        if x > limit:
            found = x
            break
    if found is None:
        return -1.0
    return found * 2


def different_structures(x):
    if x > 0:
        pair = (x, 1)
        table = {"a": x}
        items = [x]
    else:
        pair = [x, 2]
        table = {"a": x, "b": 0}
        items = [x, x, x]
    return pair, table, items, len(items), sorted(table)


def return_in_with_in_if(x):
    if x > 0:
        with contextlib.nullcontext(x * 2) as y:
            if y > 10:
                return "big"
            return y
    else:
        try:
            if x < -10:
                return "small"
            x = 1 / x
        except ZeroDivisionError:
            return "zero"
        finally:
            print("tried")
    return x


def changed_set(x):
    kinds = {1}
    if x > 0:
        kinds.add(2)
    else:
        kinds = kinds | {3, 4}
    return kinds, len(kinds)


def dead_effects(x, log):
    if x > 0:
        log.append(1)
        print("positive")
    else:
        log.extend([2, 3])
        log.pop(0)
        raise ValueError(f"not positive: {x}")
    return log


def search_with_default(a, wanted):
    for i in range(len(a)):
        if a[i] == wanted:
            return i
    return -1


def search_rows(m, wanted):
    for i in range(m.shape[0]):
        for j, value in enumerate(m[i]):
            if value == wanted:
                return i, j
    return None


def condition_becomes_data(a):
    going = True
    i = 0
    while going:
        a[i] *= 2
        i += 1
        going = i < len(a) and a[i] > 0
    return i, going


def flag_from_zero(a, limit):
    found = 0
    for x in a:
        found = found or x > limit
    return found, bool(found)


def over_many_items(x):
    total = 0
    for k in (1, 2.5, True, x, 3 + 1j):
        total += k * x
    return total


def sees_every_round(a, log):
    def note(value):
        log.append(float(value))
        return value * 2

    total = 0.0
    for x in a:
        if x > 0:
            total += note(x)
    return total, log


def counter_in_dead_branch(x):
    count = 0

    def add():
        nonlocal count
        count += 1
        return x

    y = add() if x > 0 else 0
    z = x > 10 and add()
    return count, y, z


def late_binding_of_loops(a):
    steps = []
    for i in range(3):
        steps.append(lambda x, j=i: x * j + i)
    total = 0
    for step in steps:
        total = step(total) + a
    return total, i


def mutual_even(n):
    return True if n == 0 else mutual_odd(n - 1)


def mutual_odd(n):
    return False if n == 0 else mutual_even(n - 1)


def chained_and_nested(x, log):
    def at(value, name):
        log.append(name)
        return value

    inside = 0 < at(x, "middle") < at(5, "end") != 3
    kind = "low" if x < 0 else "mid" if at(x, "tern") < 3 else "high"
    return inside, kind, log


def same_call_other_types(x):
    return x / 2 if x else x, type(x) is int, type(x) is bool, isinstance(x, int), 1 / (x + 1)


class Ledger:
    limit = 3

    def __init__(self, start):
        self.total = start
        self.steps = np.zeros(3)

    def add(self, x):
        if x > self.limit:
            x = self.limit
        self.total += x
        self.steps[self.count % 3] += x
        return self

    @property
    def count(self):
        return int(self.total) if self.total > 0 else 0


def object_changed_by_methods(ledger, values):
    for x in values:
        ledger.add(x).add(1)
    return ledger.total, ledger.count, ledger.steps


def ledger(start):
    return Ledger(start)


A = np.array([0.5, 2.0, -3.0, 4.0])
M = np.arange(6).reshape(2, 3)
CASES = [
    (consumes_generator_of_data, (A,), (A[:0],), (A * 10,)),
    (consumes_delegating, (A, 3), (np.array([1, -1, 5]), 0)),
    (walrus_everywhere, (A, 5), (A, -1)),
    (match_class, (Point(0, 2.0), 2), (Point(3.0, 0), 2), (Point(2.0, 2.0), 2), (Point(2.0, 3.0), 2)),
    (match_mapping, ({"scale": 2.0}, 3), ({"scale": 2, "b": 1}, 1.5), ({}, 3)),
    (match_sequence, ([],), ([1],), ([2, 3.5],), ((1, 3, 4),)),
    (several_targets_with_items, (A, {"x": 0.0}), (np.arange(3), {})),
    (long_decorated, (2.0,), (0,)),
    (async_near, (2.0,), (0,)),
    (async_run, (2.0,), (0,)),
    (sets_as_state, (7,), (5,), (1,)),
    (annotated_once, (2.0,), (-1,)),
    (uses_enclosing_import, (2.5,), (-2.5,)),
    (call_in_with_header, (4.0,), (1,), (-1,), (9,)),
    (special_methods, (2.0, 3.0), (2, 1), (-1.0, 3.0), (-1, 1)),
    (none_then_number, (A, 1.0), (A, 10.0)),
    (different_structures, (1.0,), (-1.0,)),
    (return_in_with_in_if, (2.0,), (20,), (-20,), (-4.0,), (0,)),
    (changed_set, (1,), (-1,)),
    (dead_effects, (1, []), (-1, [5])),
    (search_with_default, (A, 2.0), (A, 3.0), (A[:0], 1)),
    (search_rows, (M, 4), (M, 9)),
    (condition_becomes_data, (A,), (-A,), (A[:2],)),
    (flag_from_zero, (A, 1.0), (A, 9.0), (A[:0], 1)),
    (over_many_items, (2,), (0.5,)),
    (sees_every_round, (A, []), (A[:0], [1.0])),
    (counter_in_dead_branch, (1,), (-1,), (11,)),
    (late_binding_of_loops, (1,), (0.5,)),
    (mutual_even, (4,), (7,)),
    (chained_and_nested, (1, []), (-1, []), (7, [])),
    (same_call_other_types, (1,), (True,), (1.0,), (0,), (False,), (-0.0,)),
    (object_changed_by_methods, (ledger(1.0), [1.0, 5.0]), (ledger(-9.0), (2.0,))),
]
PYTHON = {"async_run"}
ENTRIES = {
    "else of loops": "beat-while_else for_loops-else_runs for_loops-else_after_continue",
    "generators": "beat-consumes_generator refusals-consumes_generator_of_data refusals-consumes_delegating",
    "private names": "beat-private_names",
    "assignment expressions": "beat-walrus_without_data refusals-walrus_everywhere while_loops-walrus",
    "match": "language-matched language-match_tuple refusals-match_class refusals-match_mapping "
    "refusals-match_sequence",
    "computed messages of assert": "beat-assert_computed_message",
    "several targets": "beat-several_targets language-multiple_targets refusals-several_targets_with_items",
    "layout of the source": "beat-tabs_and_continuations refusals-long_decorated language-non_ascii",
    "async functions near": "refusals-async_near refusals-async_run",
    "sets": "beat-set_literals refusals-sets_as_state refusals-changed_set",
    "annotations and imports": "beat-annotated_local refusals-annotated_once refusals-uses_enclosing_import",
    "constructors": "beat-constructor_condition containers-dataclass_made",
    "special methods": "beat-class_operators beat-own_iterator refusals-special_methods",
    "wrapped functions": "beat-calls_wrapped beat-calls_cached",
    "lambdas on one line": "beat-lambdas_on_one_line",
    "calls in headers and defaults": "refusals-call_in_with_header beat-default_with_call beat-decorated_local",
    "callbacks of libraries": "beat-library_callbacks beat-along_axis",
    "variables of one branch": "conditionals-defined_in_one_branch conditionals-undefined_read",
    "None": "conditionals-none_or_number conditionals-returns_none refusals-none_then_number",
    "numbers of two types": "conditionals-int_or_float conditionals-bool_or_int",
    "two structures": "conditionals-different_lengths refusals-different_structures",
    "returns of one path": "beat-one_path_return beat-elif_returns refusals-return_in_with_in_if",
    "truth of numbers": "conditionals-truth_of_number",
    "truth of arrays": "conditionals-ambiguous",
    "objects as variables": "beat-changed_dataclass beat-changed_function refusals-changed_set",
    "effects of the branch taken alone": "beat-branch_effects beat-dead_branch refusals-dead_effects",
    "builtins over data": "containers-builtins_over_data booleans-membership beat-library_callbacks",
    "text of data": "beat-message printing-format_specs",
    "variables of a loop": "beat-first_in_loop for_loops-unbound_afterwards",
    "a loop's variables of two types": "while_loops-dtype_changes while_loops-flag_becomes_numpy "
    "refusals-flag_from_zero",
    "a loop's variables of two shapes": "beat-shape_changes",
    "growing structures": "beat-grows containers-list_append",
    "structures indexed by data": "beat-indexed_list_dict containers-list_indexed_by_data",
    "return in a loop": "refusals-search_with_default refusals-search_rows",
    "break of a constant range": "beat-break_constant_range while_loops-forever_with_break",
    "conditions that become data": "refusals-condition_becomes_data while_loops-flag",
    "loops over sequences": "beat-sequences refusals-over_many_items",
    "enumerate, zip, reversed": "beat-enumerate_reversed_zip",
    "own iterators": "beat-own_iterator",
    "comprehensions": "containers-comprehension containers-generator_expressions",
    "effects of what is called": "beat-called_method_in_dead_branch beat-method_changes_object "
    "refusals-counter_in_dead_branch refusals-object_changed_by_methods",
    "late binding": "beat-late_binding_loop refusals-late_binding_of_loops functions-late_binding_lambdas",
    "errors that are caught": "beat-try_around_error beat-try_in_loop",
    "global and nonlocal": "functions-global_statement functions-nonlocal_counter",
    "stores": "beat-masks language-chained_assignment_items",
    "arguments changed in place": "functions-calls_mutating_helper while_loops-in_place",
    "NumPy's functions": "beat-shape_changes arrays-functions",
    "recursion": "beat-recursion_on_data functions-fibonacci refusals-mutual_even",
    "print": "printing-in_loop printing-before_error",
    "assert": "failures-asserted failures-asserted_message",
    "values of and, or": "beat-and_or_values booleans-value_or_default",
    "float32": "beat-float32_stays",
    "callbacks see every round": "refusals-sees_every_round",
    "conditions asked once": "beat-condition_once beat-middle_once refusals-chained_and_nested",
    "1, True and 1.0": "beat-true_one beat-zero_sign refusals-same_call_other_types",
    "errors of one's own": "failures-raised_custom",
    "64 bits": "beat-int_is_64_bits scalars-integer_growth",
}
"""What others refuse or get wrong: the rows of tables that show it to work here."""
