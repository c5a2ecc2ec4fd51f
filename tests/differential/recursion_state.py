"""Recursive functions that change what is not their own: outer variables, lists, dicts, arrays, objects."""

import numpy as np


def quicksort(xs):
    def sort(a):
        if len(a) <= 1:
            return a
        pivot = a[len(a) // 2]
        return (
            sort([v for v in a if v < pivot])
            + [v for v in a if v == pivot]
            + sort([v for v in a if v > pivot])
        )

    return sort(xs), xs


def quicksort_in_place(a):
    def part(low, high):
        pivot = a[high]
        i = low
        for j in range(low, high):
            if a[j] < pivot:
                a[i], a[j] = a[j], a[i]
                i += 1
        a[i], a[high] = a[high], a[i]
        return i

    def sort(low, high):
        if low < high:
            k = part(low, high)
            sort(low, k - 1)
            sort(k + 1, high)

    sort(0, len(a) - 1)
    return a


def merge(left, right):
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    while i < len(left):
        out.append(left[i])
        i += 1
    while j < len(right):
        out.append(right[j])
        j += 1
    return out


def merge_sort(a):
    if len(a) < 2:
        return a
    middle = len(a) // 2
    return merge(merge_sort(a[:middle]), merge_sort(a[middle:]))


def hanoi_pegs(x):
    n = int(x[0])
    pegs = [[], [], []]
    for k in range(n):
        pegs[0].append(n - k)
    count = 0

    def move(k, a, b, c):
        nonlocal count
        if k == 0:
            return
        move(k - 1, a, c, b)
        pegs[c].append(pegs[a].pop())
        count += 1
        move(k - 1, b, a, c)

    move(n, 0, 1, 2)
    return pegs, count


def subset_sums(weights, target):
    stack = []
    found = []

    def go(i, total):
        if total == target:
            found.append(len(stack))
            for v in stack:
                found.append(v)
            return 1
        if i == len(weights) or total > target:
            return 0
        stack.append(weights[i])
        ways = go(i + 1, total + weights[i])
        stack.pop()
        return ways + go(i + 1, total)

    return go(0, 0), found, stack


def subsets_by_copies(items):
    result = []
    path = []

    def go(i):
        if i == len(items):
            result.append(path.copy())
            return
        go(i + 1)
        path.append(items[i])
        go(i + 1)
        path.pop()

    go(0)
    return result


def subsets_by_new_lists(items):
    result = []

    def go(i, path):
        if i == len(items):
            result.append(path[:])
            return
        go(i + 1, path)
        go(i + 1, [*path, items[i]])

    go(0, [])
    return result


def permutations(xs):
    result = []

    def go(k):
        if k == len(xs):
            result.append(xs.copy())
            return
        for i in range(k, len(xs)):
            xs[k], xs[i] = xs[i], xs[k]
            go(k + 1)
            xs[k], xs[i] = xs[i], xs[k]

    go(0)
    return result


def queens(x):
    n = int(x[0])
    count = 0

    def place(row, columns, one, two):
        nonlocal count
        if row == n:
            count += 1
            return
        for c in range(n):
            if columns >> c & 1 or one >> (row + c) & 1 or two >> (row - c + n) & 1:
                continue
            place(row + 1, columns | 1 << c, one | 1 << (row + c), two | 1 << (row - c + n))

    place(0, 0, 0, 0)
    return count


def flood(grid, row, column):
    size = 0
    seen = np.zeros(grid.shape, dtype=bool)

    def fill(i, j):
        nonlocal size
        if i < 0 or j < 0 or i >= grid.shape[0] or j >= grid.shape[1] or seen[i, j] or grid[i, j] == 0:
            return
        seen[i, j] = True
        size += 1
        fill(i + 1, j)
        fill(i - 1, j)
        fill(i, j + 1)
        fill(i, j - 1)

    fill(row, column)
    return size, seen


def tree_in_arrays(left, right, values):
    order = []
    depth = 0

    def visit(i, d):
        nonlocal depth
        if i < 0:
            return 0
        if d > depth:
            depth = d
        total = visit(left[i], d + 1)
        order.append(values[i])
        return total + values[i] + visit(right[i], d + 1)

    return visit(0, 1), order, depth


def mutual(x):
    calls = [0]
    log = []

    def even(n):
        calls[0] += 1
        return True if n == 0 else odd(n - 1)

    def odd(n):
        log.append(n)
        return False if n == 0 else even(n - 1)

    return even(int(x[0])), calls, log


class Counter:
    def __init__(self, n):
        self.n = n
        self.count = 0
        self.steps = []

    def run(self, k):
        self.count += 1
        if k < self.n:
            self.steps.append(k)
            self.run(k + 1)
            self.run(k + 2)


def method(x):
    counter = Counter(int(x[0]))
    counter.run(0)
    return counter.count, counter.steps


def table_of_results(x):
    memo = {}

    def fib(k):
        if k in memo:
            return memo[k]
        result = k if k < 2 else fib(k - 1) + fib(k - 2)
        memo[k] = result
        return result

    n = int(x[0])
    return fib(n), len(memo), memo.get(n + 1, -1)


def table_as_default(x):
    def paths(i, j, memo={}):  # noqa: B006  (what the row is about)
        if i == 0 or j == 0:
            return 1
        key = (i, j)
        if key not in memo:
            memo[key] = paths(i - 1, j) + paths(i, j - 1)
        return memo[key]

    return paths(int(x[0]), int(x[1]))


def table_as_argument(x):
    def fib(k, memo):
        if k in memo:
            return memo[k]
        if k < 2:
            return k
        memo[k] = fib(k - 1, memo) + fib(k - 2, memo)
        return memo[k]

    memo = {}
    return fib(int(x[0]), memo), len(memo)


def table_in_array(x):
    n = int(x[0])
    memo = np.full(n + 1, -1)

    def fib(k):
        if k < 2:
            return k
        if memo[k] >= 0:
            return memo[k]
        memo[k] = fib(k - 1) + fib(k - 2)
        return memo[k]

    return fib(n), memo


def sudoku(grid):  # noqa: C901  (as people write it)
    def fits(r, c, v):
        for k in range(4):
            if grid[r, k] == v or grid[k, c] == v:
                return False
        top, left = r // 2 * 2, c // 2 * 2
        for i in range(2):
            for j in range(2):
                if grid[top + i, left + j] == v:
                    return False
        return True

    def solve(place):
        if place == 16:
            return True
        r, c = place // 4, place % 4
        if grid[r, c] != 0:
            return solve(place + 1)
        for v in range(1, 5):
            if fits(r, c, v):
                grid[r, c] = v
                if solve(place + 1):
                    return True
                grid[r, c] = 0
        return False

    return solve(0), grid


def best_tour(distances):
    n = len(distances)
    best = 1e18
    best_path = None
    used = np.zeros(n, dtype=bool)
    path = np.zeros(n, dtype=np.int64)

    def go(k, cost):
        nonlocal best, best_path
        if cost >= best:
            return
        if k == n:
            best = cost
            best_path = path.copy()
            return
        for j in range(n):
            if not used[j]:
                used[j] = True
                path[k] = j
                go(k + 1, cost + (distances[path[k - 1], j] if k > 0 else 0.0))
                used[j] = False

    go(0, 0.0)
    return best, best_path


def raises_and_is_caught(x, limit):
    log = []

    def go(n):
        log.append(n)
        if n > limit:
            raise ValueError(f"at {n}")
        return 0 if n == 5 else go(n + 1)

    try:
        result = go(int(x[0]))
    except ValueError:
        result = -len(log)
    return result, log


def raises_half_way(xs, x):
    def go(k):
        if k < x[0]:
            xs[k] += 1
            go(k + 1)

    go(0)


def inner_function(x):
    total = 0

    def outer(n):
        nonlocal total
        if n == 0:
            return

        def inner(m):
            nonlocal total
            if m == 0:
                return
            total += m
            inner(m - 1)

        inner(n)
        outer(n - 1)

    outer(int(x[0]))
    return total


def two_lists_returned(xs):
    def split(i):
        if i == len(xs):
            return [], []
        above, below = split(i + 1)
        if xs[i] > 0:
            above.append(xs[i])
        else:
            below.append(xs[i])
        return above, below

    return split(0)


# -- the same function among other things ------------------------------------------------------------------


def two_closures(x):
    def make(k):
        def go(i):
            return 0 if i <= 0 else k + go(i - 1)

        return go

    return make(2)(x[0]) + make(3)(x[0])


def variable_assigned_between(x, y):
    k = y

    def go(i):
        return 0 if i <= 0 else k + go(i - 1)

    first = go(x[0])
    k = y * 2
    return first, go(x[0])


def list_changed_between(x, y):
    xs = [y]

    def go(i):
        return 0 if i <= 0 else xs[0] + len(xs) + go(i - 1)

    first = go(x[0])
    xs[0] = 7
    second = go(x[0])
    xs.append(8)
    return first, second, go(x[0])


def attribute_changed_between(x, y):
    counter = Counter(0)
    counter.count = y

    def go(i):
        return 0 if i <= 0 else counter.count + go(i - 1)

    first = go(x[0])
    counter.count = 5
    return first, go(x[0])


def function_as_argument(x):
    def power(step, i):
        return 1 if i <= 0 else step(power(step, i - 1))

    return power(lambda v: v + 1, x[0]), power(lambda v: v * 2, x[0])


def array_known_by_two_names(a, n):
    def go(x, i):
        if i == 0:
            return a.sum()
        x[i - 1] += 1
        return go(x, i - 1) + a[0]

    return go(a, n), a


def array_and_its_view(a, n):
    def go(x, i):
        if i == 0:
            return a.sum()
        x[i - 1] += 1
        return go(x, i - 1) + a[0]

    return go(a[1:], n), a


def array_handed_on_twice(a, n):
    def go(x, y, i):
        if i == 0:
            return y.sum()
        x[i - 1] += 1
        return go(x, y, i - 1) + y[0]

    return go(a, a, n), a


def shrinking_view(a):
    def go(x):
        if len(x) == 0:
            return 0.0
        x[0] += 1
        return go(x[1:]) + x[0]

    return go(a), a


def view_of_outer_array_returned(a, n):
    def tail(i):
        if i == 0:
            return a[1:]
        return tail(i - 1)

    found = tail(n)
    found[0] = 9.0
    return found, a


def list_handed_on_twice(xs, x):
    def go(a, b, i):
        if i > 0:
            a.append(i)
            go(a, b, i - 1)
        return len(b)

    return go(xs, xs, x[0]), xs


def list_kept_and_changed(xs, x):
    kept = []

    def go(path, i):
        if i == 0:
            kept.append(path)
            return
        go(path + [i], i - 1)
        path.append(i)

    go(xs, x[0])
    return kept, xs


def list_returned_and_changed(xs, x):
    def go(a, i):
        if i == 0:
            return a
        found = go(a[1:], i - 1)
        found.append(i)
        return found

    first = go(xs, x[0])
    first.append(5)
    return first, xs


def array_that_may_stay(a, x):
    best = a.copy()
    first = best

    def go(k):
        nonlocal best
        if k == 0:
            return
        if k == 3:
            best = a * 2
        go(k - 1)

    go(x[0])
    return best.sum(), first


def starred(*values):
    def total(first, *rest, scale=2):
        return first * scale if len(rest) == 0 or first > 3 else first + total(first + 1, *rest, scale=scale)

    return total(*values)


NUMBERS = [3, 6, 1, 3, 9, -2]
A = np.array([1.0, 2.0, 3.0])
GRID = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
PUZZLE = np.array([[1, 0, 0, 0], [0, 0, 3, 0], [0, 1, 0, 0], [0, 0, 0, 2]])


def flood_of_rows(rows):
    def fill(i, j):
        if not (0 <= i < len(rows) and 0 <= j < len(rows[0])) or rows[i][j]:
            return 0
        rows[i][j] = 2
        return 1 + fill(i + 1, j) + fill(i - 1, j) + fill(i, j + 1) + fill(i, j - 1)

    return fill(0, 0), rows


def _n(n):
    return np.array([n])


CASES = [
    (flood_of_rows, ([[0, 1, 0], [0, 0, 0], [1, 0, 0]],), ([[0]],), ([[1, 0], [0, 0]],), ([[0, 0], [1, 0]],)),
    (quicksort, (NUMBERS,), ([2.5],), ([],)),
    (quicksort_in_place, (NUMBERS,), (np.array([2.5, 0.5, 1.5, -1.0]),), ([],)),
    (merge_sort, (NUMBERS,), ([2.5],), ([],)),
    (hanoi_pegs, (_n(3),), (_n(0),)),
    (subset_sums, ([3, 5, 2, 7], 10), ([1.5, 2.5], 4.0), ([1], 3)),
    (subsets_by_copies, ([1, 2, 3],), ([],), ([1.5],)),
    (subsets_by_new_lists, ([1, 2, 3],), ([],), ([1.5],)),
    (permutations, ([1, 2, 3],), ([4],), ([],)),
    (queens, (_n(4),), (_n(5),), (_n(0),)),
    (flood, (GRID, 0, 0), (np.zeros((2, 2)), 0, 1)),
    (tree_in_arrays, (np.array([1, 3, -1, -1]), np.array([2, -1, -1, -1]), np.array([1.0, 2, 3, 4])),
     (np.array([-1]), np.array([-1]), np.array([7]))),
    (mutual, (_n(5),), (_n(4),), (_n(0),)),
    (method, (_n(4),), (_n(0),)),
    (table_of_results, (_n(10),), (_n(1),), (_n(80),), (_n(100),)),
    (table_as_default, (np.array([3, 4]),), (np.array([0, 5]),)),
    (table_as_argument, (_n(10),), (_n(1),)),
    (table_in_array, (_n(10),), (_n(1),)),
    (sudoku, (PUZZLE,), (np.array([[1, 1, 0, 0], [0, 0, 3, 0], [0, 1, 0, 0], [0, 0, 0, 2]]),)),
    (best_tour, (np.array([[0.0, 2, 9], [1, 0, 6], [7, 3, 0]]),), (np.array([[0.0]]),)),
    (raises_and_is_caught, (_n(0), 9), (_n(0), 3), (_n(4), 1)),
    (raises_half_way, ([1, 2, 3], _n(2)), ([1, 2, 3], _n(9)), (np.ones(2), _n(1)), (np.ones(2), _n(5))),
    (inner_function, (_n(4),), (_n(0),)),
    (two_lists_returned, ([1, -2, 3],), ([],)),
    (two_closures, (_n(3),), (_n(0),)),
    (variable_assigned_between, (_n(3), 1.5), (_n(0), 2)),
    (list_changed_between, (_n(3), 1.5), (_n(0), 2)),
    (attribute_changed_between, (_n(3), 1.5), (_n(0), 2)),
    (function_as_argument, (_n(3),), (_n(0),)),
    (array_known_by_two_names, (A, 3), (A, 0)),
    (array_and_its_view, (A, 2), (A, 0)),
    (array_handed_on_twice, (A, 2), (A, 0)),
    (shrinking_view, (A,), (np.array([]),)),
    (view_of_outer_array_returned, (A, 2), (A, 0)),
    (list_handed_on_twice, ([1], _n(3)), ([], _n(0))),
    (list_kept_and_changed, ([1, 2], _n(3)), ([1], _n(0))),
    (list_returned_and_changed, ([1, 2, 3, 4], _n(2)), ([1], _n(0))),
    (array_that_may_stay, (A, _n(2)), (A, _n(5))),
    (starred, (1, 2, 3), (2,)),
]  # fmt: skip
PYTHON = {
    "array_known_by_two_names",
    "array_and_its_view",
    "array_handed_on_twice",
    "view_of_outer_array_returned",
    "list_kept_and_changed",
    "list_returned_and_changed",
}
