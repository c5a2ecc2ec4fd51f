"""Lists of lists that the caller hands in, which get other lists, fewer or more, in another order."""


def exchanged(rows, i, j):
    rows[i], rows[j] = rows[j], rows[i]
    return rows


def replaced(rows, i):
    rows[i] = [2 * value for value in rows[i]]
    return rows


def eliminated(rows):
    n = len(rows)
    for column in range(n):
        pivot = column
        for i in range(column + 1, n):
            if abs(rows[i][column]) > abs(rows[pivot][column]):
                pivot = i
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for i in range(column + 1, n):
            factor = rows[i][column] / rows[column][column]
            for k in range(column, n):
                rows[i][k] -= factor * rows[column][k]
    return rows


def reduced(rows):
    for i in range(len(rows)):
        head = rows[i][i]
        rows[i] = [value / head for value in rows[i]]
        for j in range(len(rows)):
            if j != i:
                head = rows[j][i]
                rows[j] = [b - head * a for a, b in zip(rows[i], rows[j])]
    return rows


def first_pivot(rows, n):
    lead = 0
    for _ in range(n):
        while rows[lead][0] == 0:
            lead += 1
            if lead == n:
                return rows
    rows[0], rows[1] = rows[1], rows[0]
    return rows


def turned(rows, n):
    known = rows[0]
    for i in range(n):
        rows[0], rows[1] = rows[1], rows[0]
        rows[1][0] += i
    known[1] = 99.0
    return known, rows[0]


def queue(rows, n):
    for _ in range(n):
        rows.append([rows[-1][0] + 1, 0.0])
        rows.pop(0)
    return rows[0]


def shortened(rows, n):
    while len(rows) > n:
        rows.pop()
    return len(rows)


def transposed(rows):
    rows[:] = [list(column) for column in zip(*rows)]


def edited(rows):
    rows.reverse()
    rows[0][0] = -1.0
    rows.insert(1, [5.0])
    del rows[0]


def twice_in_it(rows, i):
    rows[i] = rows[0]
    rows[0][0] = 77.0
    return rows


def let_go(rows, i):
    row = rows[i]
    rows[i] = row[1:] + row[:1]
    row[0] = 0.0
    return row


def deeper(table, i):
    table[i][1][0] = 5
    for a in range(len(table)):
        for b in range(len(table)):
            table[a][b][1] += 1


def recursive_writes(rows, n):
    row = rows[1]

    def go(left):
        if left == 0:
            return 0
        rows[left % 2][0] += 1
        row[1] -= 1
        return 1 + go(left - 1)

    count = go(n)
    row[0] = 50
    return count, go(1), row


def recursive_exchanges(rows, n):
    def go(left):
        if left == 0:
            return 0
        rows[0], rows[1] = rows[1], rows[0]
        return 1 + go(left - 1)

    return go(n), rows


def recursive_growth(rows, n):
    def go(left):
        if left == 0:
            return
        rows.append([left])
        go(left - 1)
        rows[-1][0] += 1

    go(n)


def coloured(grid):
    def solve():
        for i in range(len(grid)):
            for j in range(len(grid)):
                if grid[i][j] == 0:
                    for value in (1, 2, 3):
                        if grid[i][j - 1] != value and grid[i - 1][j] != value:
                            grid[i][j] = value
                            if solve():
                                return True
                            grid[i][j] = 0
                    return False
        return True

    return solve()


def scimark(rows, pivots):
    n = len(rows)
    for j in range(n):
        best = j
        for i in range(j + 1, n):
            if abs(rows[i][j]) > abs(rows[best][j]):
                best = i
        pivots[j] = best
        if rows[best][j] == 0:
            raise ArithmeticError("no pivot")
        if best != j:
            rows[j], rows[best] = rows[best], rows[j]
        for i in range(j + 1, n):
            rows[i][j] *= 1.0 / rows[j][j]
        if j < n - 1:
            for i in range(j + 1, n):
                one, two = rows[i], rows[j]
                factor = one[j]
                for k in range(j + 1, n):
                    one[k] -= factor * two[k]
    return rows


# -- changed before data is an index, when these lists are not in arrays yet ---------------------------------


def total(rows, n):
    found = 0
    for i in range(n):
        found += rows[i][0]
    return found


def written_first(rows, n):
    rows[0][0] = 99.0
    return total(rows, n)


def grown_first(rows, n):
    rows[0].append(99.0)
    return total(rows, n)


def longer_first(rows, n):
    rows.append([3.0, 3.0])
    return total(rows, n)


def replaced_first(rows, n):
    rows[0] = [3.0, 3.0]
    return total(rows, n)


def exchanged_first(rows, n):
    rows[0], rows[1] = rows[1], rows[0]
    return total(rows, n)


def exchanged_and_written(rows, n):
    rows[0], rows[1] = rows[1], rows[0]
    for i in range(n):
        row = rows[i]
        for j in range(2):
            row[j] -= 1
    return rows


def exchanged_back(rows, n):
    rows[0], rows[1] = rows[1], rows[0]
    rows[0], rows[1] = rows[1], rows[0]
    for i in range(n):
        rows[i][0] += 1


def reversed_first(rows, n):
    rows.reverse()
    for i in range(n):
        rows[i][0] += 1


def longer_and_reversed(rows, i, n):
    first = rows[0]
    rows[i] += [n]
    rows.reverse()
    return first


def written_and_sorted(rows, i, n):
    first = rows[0]
    rows[-1] += [first[0]]
    rows[i][0] = rows[0][0]
    rows.sort()
    return rows[0]


def in_a_dict(tables, n):
    rows = tables["x"]
    rows[0], rows[1] = rows[1], rows[0]
    rows[0][0] = 7
    return total(rows, n)


def in_deeper_lists(table, n):
    table[0][0][0] = 9
    table[1][0], table[1][1] = table[1][1], table[1][0]
    found = 0
    for i in range(n):
        found += table[i][0][0]
    return found


def dict_written_first(lists, n):
    lists[1][0] = 55
    found = 0
    for i in range(n):
        found += lists[i + 1][0]
    return found


def dict_exchanged_first(lists, n):
    lists[1], lists[2] = lists[2], lists[1]
    found = 0
    for i in range(n):
        found += lists[i + 1][0]
    return found


def in_tuples(pairs, n):
    pairs[0][1][0] = 9
    found = 0
    for i in range(n):
        found += pairs[i][1][0]
    return found


def tuples_exchanged(pairs, n):
    pairs[0], pairs[1] = pairs[1], pairs[0]
    found = 0
    for i in range(n):
        found += pairs[i][1][0]
        pairs[i][1][0] = 7
    return found


SQUARE = [[1.0, 2.0, 3.0], [4.0, 5.0, 7.0], [7.0, 8.0, 1.0]]
RAGGED = [[1.0, 2.0, 3.0], [4.0, 5.0], [7.0]]
LONG = [[float((i * j + i) % 7), 2.5, float(i)] for i, j in zip(range(30), range(5, 35))]
WHOLE = [[1, 2], [3, 5]]
BIG = [[float((i * j) % 7 + 9 * (i == j)) for j in range(12)] for i in range(12)]
SMALL = [(SQUARE, 3), (WHOLE, 2), (RAGGED, 2), (SQUARE, 4)]
CASES = [
    (exchanged, (SQUARE, 0, 2), (SQUARE, 1, 1), (RAGGED, 0, 1), (LONG, 4, 20), (SQUARE, 0, 3)),
    (replaced, (SQUARE, 1), (WHOLE, 0), (RAGGED, 2), (LONG, 7), (SQUARE, -4)),
    (eliminated, (SQUARE,), (BIG,), (WHOLE,)),
    (reduced, (SQUARE,), (WHOLE,), (BIG,), ([[0.0]],)),
    (first_pivot, (SQUARE, 3), ([[0, 0], [0, 1]], 2)),
    (turned, (SQUARE, 3), (SQUARE, 4), (RAGGED, 0), (LONG, 3)),
    (queue, (SQUARE, 2), (SQUARE, 0), (LONG, 3)),
    (shortened, (SQUARE, 1), (LONG, 3), (SQUARE, 5)),
    (transposed, (SQUARE,), (RAGGED,), (LONG,)),
    (edited, (SQUARE,), (RAGGED,), (LONG,)),
    (twice_in_it, (SQUARE, 1), (LONG, 3), (SQUARE, 0)),
    (let_go, (SQUARE, 1), (RAGGED, 2), (LONG, 19)),
    (
        deeper,
        ([[[0, 1], [2, 3]], [[4, 5], [6, 7]]], 1),
    ),
    (recursive_writes, (WHOLE, 3), (SQUARE, 0), (LONG, 4)),
    (recursive_exchanges, (WHOLE, 3), (SQUARE, 2), (LONG, 1)),
    (recursive_growth, (WHOLE, 3), (SQUARE, 0)),
    (coloured, ([[0, 1, 0], [0, 0, 0], [2, 0, 3]],), ([[1, 0], [2, 0]],)),
    (scimark, (BIG, [0] * 12), (SQUARE, [0, 0, 0]), ([[0.0, 1.0], [0.0, 2.0]], [0, 0])),
    (written_first, *SMALL, (LONG, 3)),
    (grown_first, *SMALL, (LONG, 3)),
    (longer_first, *SMALL, (LONG, 31)),
    (replaced_first, *SMALL, (LONG, 3)),
    (exchanged_first, *SMALL, (LONG, 3)),
    (exchanged_and_written, *SMALL, (LONG, 3)),
    (exchanged_back, *SMALL, (LONG, 3)),
    (reversed_first, *SMALL, (LONG, 3)),
    (longer_and_reversed, (SQUARE, 1, 5), (RAGGED, 2, 0), (LONG, 3, 1)),
    (written_and_sorted, (SQUARE, 1, 5), (RAGGED, 2, 0), (LONG, 3, 1)),
    (in_a_dict, ({"x": SQUARE}, 3)),
    (in_deeper_lists, ([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], 2)),
    (dict_written_first, ({1: [1, 2], 2: [3, 4]}, 2)),
    (dict_exchanged_first, ({1: [1, 2], 2: [3, 4]}, 2)),
    (in_tuples, ([(1, [2, 3]), (4, [5, 6])], 2)),
    (tuples_exchanged, ([(1, [2, 3]), (4, [5, 6])], 2)),
]
PYTHON = {"dict_exchanged_first", "tuples_exchanged", "in_deeper_lists"}
