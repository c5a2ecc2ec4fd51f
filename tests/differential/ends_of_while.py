"""`else` of a `while` whose condition changes something."""

import numpy as np


def told_at_the_end(x):
    calls = [0]

    def following():
        calls[0] += 1
        return x[calls[0] - 1]

    while (v := following()) >= 0 and v < 100:
        print("got", v)
        if v == 7:
            break
    else:
        print("ended with", v)
    return calls


def leaves_the_outer_loop(x, n):
    place = 0
    for k in range(n):
        while (place := place + 1) < len(x) and x[place] > k:
            if x[place] > 50:
                return "big", place
        else:
            if place >= len(x):
                break
            continue
        print("never")
    return place, k


A = np.array

CASES = [
    (told_at_the_end, (A([1, 2, -5]),), ([0.5, 200],), ([1, 7],)),
    (leaves_the_outer_loop, (A([1, 2, 0, 3, 4]), 5), (A([1, 60]), 2), ([1], 1)),
]
