"""Lists, and dicts, of texts made of data, as many as data says."""

import numpy as np


def logged(x):
    lines = []
    for i, v in enumerate(x):
        if v < -2:
            lines.append(f"very low {v:.1f} at {i}")
        elif v < 1:
            lines.append("low " + str(i))
        elif v > 6:
            lines.append("high")
    return lines, len(lines), "; ".join(lines), "high" in lines, lines[::-1]


def levels(x):
    found = []
    for v in x:
        level = "warn" if v < -2 else ("info" if v < 1 else "debug")
        if level != "debug":
            found.append((level, f"value {v:.1f}"))
    for level, text in found:
        print(level, text)
    return found


def named(x):
    found = {}
    for i, v in enumerate(x):
        found["p" if v > 0 else "n"] = f"{v} at {i}"
    return found, found.get("p"), found.get("q", "none"), [f"{v:.2f}" for v in x if v > 0]


def as_a_stack(x):
    stack = []
    for v in x:
        if v > 0:
            stack.append(f"<{v:g}>")
        elif stack:
            stack.pop()
    return stack[-1] if stack else "empty", stack


def errors(x):
    found = []
    for i, v in enumerate(x):
        try:
            if v < 0:
                raise ValueError(f"bad {v} at {i}")
            if v == 0:
                raise KeyError("zero")
        except ValueError as error:
            found.append(str(error))
        except KeyError as error:
            found.append(repr(error))
    return found


def characters_and_more(x):
    words = ["?"]
    for v in x:
        if v > 0:
            words.append("w" + str(int(v)))
        else:
            words.append(chr(100 + int(v)))
    return words, words[-1], [w for w in words if len(w) > 1]


def fizz_buzz(n):
    found = []
    for i in range(1, n + 1):
        if i % 15 == 0:
            found.append("FizzBuzz")
        elif i % 3 == 0:
            found.append("Fizz")
        elif i % 5 == 0:
            found.append("Buzz")
        else:
            found.append(str(i))
    return found


def looked_for(x):
    found, grown, out = [], "", []
    for v in x:
        found.append("a" if v > 0 else "b")
        grown = grown + "a"
        out.append((grown in found, grown == found[0], found[-1] != grown, found.count(grown)))
    name = "aaa" if x.sum() > 5 else None
    return out, name == grown, grown != name


def read_backwards(text, n):
    found, i = [], int(n)
    while i > 0:
        i -= 1
        found.append(text[i] if text[i] != "a" else "-")
    return "".join(reversed(found)), "+".join(found[::-1])


X = np.array([3.0, -1.0, 2.0, -5.0, 0.0, 7.0])
CASES = [
    *(
        (f, (X,), (X[:1],), (X[:0],))
        for f in (logged, levels, named, as_a_stack, errors, characters_and_more)
    ),
    (looked_for, (X,), (X[2:5],)),
    (fizz_buzz, (16,), (2,)),
    (read_backwards, ("banana", np.int64(5)), ("bc", np.int64(0))),
]
