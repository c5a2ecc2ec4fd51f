"""Random programs of loops over planes and rows of arrays, of the kind that may run in another order."""

from __future__ import annotations

import linecache
import random
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["random_loops"]

_SHAPES = {"x": (3, 4, 5), "y": (3, 4, 5), "p": (3, 4), "q": (3, 4), "r": (4,), "s": (5,), "c": (3, 4)}


def random_loops(seed: int) -> tuple[Callable[..., Any], list[Any]]:
    """Return a function and arguments for it; it writes some of them."""
    lines = _Lines(random.Random(seed)).function()
    source = "\n".join(lines) + "\n"
    file = f"<loops {seed}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    space: dict[str, Any] = {"np": np}
    exec(compile(source, file, "exec"), space)
    rng = np.random.default_rng(seed)
    given = [rng.integers(-8, 8, shape) / 4.0 for shape in _SHAPES.values()]
    given[-1] = given[-1].astype(np.int64)
    return space["program"], given


class _Lines:
    """Writes one function."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.made = 0

    def function(self) -> list[str]:
        lines = [f"def program({', '.join(_SHAPES)}):", "    t = np.zeros((3, 4)); u = np.zeros((3, 4, 5))"]
        for _ in range(self.choose.randint(2, 4)):
            lines += [f"    {line}" for line in self._part()]
        return [*lines, "    return t, u, p + q"]

    def _part(self) -> list[str]:
        kind = self.choose.choice(
            ["planes", "planes", "rounds", "statements", "rows", "triangles", "elements"]
        )
        if kind == "statements":
            return [self._plane("0", "1") for _ in range(self.choose.randint(1, 4))]
        count = self.choose.randint(1, 4)
        if kind == "rounds":
            return ["for k in range(3):", *(f"    {self._plane('2', 'k')}" for _ in range(count))]
        if kind == "rows":
            return ["for k in range(1, 3):", *(f"    {self._row()}" for _ in range(count))]
        if kind == "triangles":
            return ["for i in range(x.shape[0]):", *(f"    {self._triangle()}" for _ in range(count))]
        if kind == "elements":
            return ["for i in range(3):", "    a = 0.0", "    for j in range(4):", *self._elements(count)]
        header = self.choose.choice(["range(1, 4)", "range(3, 0, -1)", "range(1, x.shape[2] - 1)"])
        return [f"for k in {header}:", *(f"    {self._plane('k', 'k')}" for _ in range(count))]

    def _plane(self, k: str, number: str) -> str:
        """Write a statement over a plane, seldom one of which the rounds need each other."""
        near = [f"{name}[:, :, {k}]" for name in "xyu"] + ["t", "p", "q", "c"]
        shifted = [f"{name}[:, :, {k} {self.choose.choice('+-')} 1]" for name in "xyu"] if k != "0" else []
        reads = (
            near + shifted + [number, "0.5", "r", "p[:, ::-1]", "t[::-1]"][: self.choose.choice([3, 3, 5])]
        )
        value = self._value(reads)
        target = self.choose.choice([*near[:6], "new", "new"])
        if target == "new" or self.made == 0:
            self.made += 1
            return f"w = {value} + p"
        if self.choose.random() < 0.2:
            return f"t[{self._value(near)} > 0] = {self.choose.choice([number, '1.5'])}"
        if target in ("t", "p", "q"):
            target += "[:]"
        sign = self.choose.choice(["=", "=", "+="])
        return f"{target} {sign} {self.choose.choice([value, 'w', f'w * {value}'])}"

    def _row(self) -> str:
        rows = [f"{name}[k{shift}]" for name in "tpq" for shift in ("", " - 1")] + ["r", "2.0"]
        target = self.choose.choice(["t[k]", "q[k]", "p[k, 1:]", "t[k, :-1]"])
        if "," in target:
            rows = ["t[k - 1, 1:]", "q[k, 1:]", "p[k, 1:]", "t[k, :-1]", "r[1:]"]
        return f"{target} = {self._value(rows)}"

    def _triangle(self) -> str:
        parts = ["p[i, :i + 1]", "q[i, :i + 1]", "t[i, 1:i + 2]", "r[:i + 1]", "s[:i + 1]", "x[:i + 1, i, 1]"]
        target = self.choose.choice(["p[i, :i + 1]", "q[i, :i + 1]", "q[i, 3 - i:]", "u[i, i, :i + 1]"])
        return f"{target} {self.choose.choice(['=', '+='])} {self._value(parts)}"

    def _elements(self, count: int) -> list[str]:
        reads = ["p[i, j]", "q[i, j]", "t[i, j]", "r[j]", "x[i, j, 2]", "a", "u[i, 0, j]"]
        lines = []
        for _ in range(count):
            target = self.choose.choice(["a", "t[i, j]", "u[i, 0, j]", "u[i, j, 1]", "q[i, 0]", "r[j]"])
            lines.append(f"        {target} = {self._value(reads)}")
        return [*lines, "    t[i, 1] = a"] if self.choose.random() < 0.5 else lines

    def _value(self, reads: list[str]) -> str:
        a, b, c = (self.choose.choice(reads) for _ in range(3))
        form = self.choose.choice(
            ["({a} + {b})", "({a} * 0.5 - {b})", "np.where({a} > {b}, {b}, {c})", "{a}"]
        )
        return form.format(a=a, b=b, c=c)
