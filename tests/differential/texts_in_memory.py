"""``io.StringIO`` that the program makes, writes and prints to."""

import io

import numpy as np


def printed_and_written(x):
    buffer = io.StringIO()
    print(x, file=buffer)
    count = buffer.write(f"{x.sum():.2f}\n")
    buffer.writelines([f"{k}\n" for k in (1, 2)])
    print("a", 1, None, x.shape, sep="", end="", file=buffer)
    return buffer.getvalue(), count, isinstance(buffer, io.StringIO)


def written_in_a_loop(x):
    buffer = io.StringIO()
    for v in x:
        if v > 0:
            print(v, file=buffer, end=";")
        else:
            buffer.write("-")
    return buffer.getvalue()


def in_a_with(x):
    with io.StringIO() as buffer:
        for i, v in enumerate(x):
            print(i, v, sep=":", file=buffer)
        return buffer.getvalue()


def table_by_a_function(x):
    def table(out, rows):
        for row in rows:
            out.write("|".join(f"{v:6.2f}" for v in row))
            out.write("\n")

    buffer = io.StringIO()
    table(buffer, [[1.0, x.sum()], [2.0, len(x)]])
    return buffer.getvalue()


ROWS = (np.array([3.0, -1.0, 2.0]),), (np.array([]),)

CASES = [
    (printed_and_written, *ROWS),
    (written_in_a_loop, *ROWS),
    (in_a_with, *ROWS),
    (table_by_a_function, *ROWS),
]
