"""A number in, the text of a program with nested control flow out: what the converters must keep."""

from __future__ import annotations

import random

__all__ = ["program"]

NAMES = ("a", "b", "c", "d")


class Writer:
    """Writes one random function ``f(a, b)`` that logs each step to ``log``."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: list[str] = []
        self.budget = self.random.randint(4, 25)
        self.number = 0

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def fresh(self) -> int:
        self.number += 1
        return self.number

    def name(self) -> str:
        return self.random.choice(NAMES)

    def value(self, depth: int = 0) -> str:  # noqa: C901  (a list of choices)
        r = self.random
        kind = r.randint(0, 13 if depth < 3 else 4)
        if kind <= 2:
            return self.name()
        if kind <= 4:
            return str(r.randint(0, 5))
        if kind == 5:
            return f"log({self.fresh()}, {self.value(depth + 1)})"
        if kind == 6:
            return f"({self.value(depth + 1)} {r.choice(['and', 'or'])} {self.value(depth + 1)})"
        if kind == 7:
            return f"({self.value(depth + 1)} if {self.value(depth + 1)} else {self.value(depth + 1)})"
        if kind == 8:
            left, middle, right = (self.value(depth + 1) for _ in range(3))
            first, second = r.choice(["<", "==", "!="]), r.choice(["<=", ">", "is not"])
            return f"({left} {first} {middle} {second} {right})"
        if kind == 9:
            return f"(not {self.value(depth + 1)})"
        if kind == 10:
            return f"({self.value(depth + 1)} {r.choice(['+', '-', '*', '%', '//'])} {self.value(depth + 1)})"
        if kind == 11:
            return f"sum([{self.value(depth + 1)} for {self.name()} in range({r.randint(0, 3)})])"
        if kind == 12:
            return f"({self.name()} := {self.value(depth + 1)})"
        return f"len(f'{{{self.name()}}}{{{self.value(depth + 1)}!r:>3}}')"

    def block(self, depth: int, loop: bool, final: bool = False) -> None:
        for _ in range(self.random.randint(1, 4)):
            self.statement(depth, loop, final)
            if self.budget <= 0:
                break

    def statement(self, depth: int, loop: bool, final: bool) -> None:
        self.budget -= 1
        r = self.random
        simple = depth > 6 or self.budget <= 0
        kind = r.choice(
            ("assign", "log", "augment", "jump", "del", "raise")
            if simple
            else (
                "assign", "assign", "log", "augment", "jump", "jump", "if", "if", "if", "elif", "for", "for",
                "while", "try", "try", "with", "match", "def", "del", "raise", "lambda", "tuple",
            )
        )  # fmt: skip
        getattr(self, f"write_{kind}")(depth, loop, final)

    def write_assign(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"{self.name()} = {self.value()}")

    def write_tuple(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"{self.name()}, *{self.name()} = {self.value()}, {self.value()}, {self.value()}")

    def write_log(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"log({self.fresh()}, {self.value()})")

    def write_augment(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"{self.name()} {self.random.choice(['+', '-', '*'])}= {self.value()}")

    def write_del(self, depth: int, loop: bool, final: bool) -> None:
        if self.random.random() < 0.3:
            self.line(depth, f"del {self.name()}")
        else:
            self.write_log(depth, loop, final)

    def write_raise(self, depth: int, loop: bool, final: bool) -> None:
        if self.random.random() < 0.4:
            error = self.random.choice(["ValueError", "KeyError"])
            self.line(depth, f"if {self.value()}:")
            self.line(depth + 1, f"raise {error}({self.value()})")
        else:
            self.write_log(depth, loop, final)

    def write_jump(self, depth: int, loop: bool, final: bool) -> None:
        choices = [f"return {self.value()}", "return"] + ["break", "continue"] * 3 * loop
        text = self.random.choice(choices)
        if self.random.random() < 0.6:
            self.line(depth, f"if {self.value()}:")
            depth += 1
        self.line(depth, text)

    def write_if(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"if {self.value()}:")
        self.block(depth + 1, loop, final)
        if self.random.random() < 0.5:
            self.line(depth, "else:")
            self.block(depth + 1, loop, final)

    def write_elif(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"if {self.value()}:")
        self.block(depth + 1, loop, final)
        self.line(depth, f"elif {self.value()}:")
        self.block(depth + 1, loop, final)
        self.line(depth, "else:")
        self.block(depth + 1, loop, final)

    def write_for(self, depth: int, loop: bool, final: bool) -> None:
        r = self.random
        target, values = r.choice([
            (self.name(), f"range({self.value()})"), (self.name(), "[1, 2, 3]"),
            (self.name(), f"range({r.randint(0, 4)})"),
            (f"{self.name()}, {self.name()}", "enumerate('xyz')"),
        ])  # fmt: skip
        self.line(depth, f"for {target} in {values}:")
        self.line(depth + 1, "tick()")
        self.block(depth + 1, True, final)
        self.otherwise(depth, loop, final)

    def write_while(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"while {self.random.choice([self.value(), self.value(), 'True'])}:")
        self.line(depth + 1, "tick()")
        self.block(depth + 1, True, final)
        self.otherwise(depth, loop, final)

    def otherwise(self, depth: int, loop: bool, final: bool) -> None:
        if self.random.random() < 0.4:
            self.line(depth, "else:")
            self.block(depth + 1, loop, final)

    def write_try(self, depth: int, loop: bool, final: bool) -> None:
        r = self.random
        self.line(depth, "try:")
        self.block(depth + 1, loop, final)
        handled = r.random() < 0.7
        if handled:
            named = f"except (TypeError, KeyError) as {self.name()}:"
            self.line(depth, r.choice(["except ValueError:", named]))
            self.block(depth + 1, loop, final)
            self.otherwise(depth, loop, final)
        if not handled or r.random() < 0.5:
            self.line(depth, "finally:")
            self.block(depth + 1, loop, True)

    def write_with(self, depth: int, loop: bool, final: bool) -> None:
        target = f" as {self.name()}" if self.random.random() < 0.5 else ""
        self.line(depth, f"with manage({self.value()}){target}:")
        self.block(depth + 1, loop, final)

    def write_match(self, depth: int, loop: bool, final: bool) -> None:
        r = self.random
        if r.random() < 0.4:
            self.line(depth, f"match {self.value()}, {self.value()}:")
            patterns = [
                f"(0, {self.name()})",
                "(1 | 2, _)",
                "(_, 1) | (1, _)",
                "(_, _, _)",
                f"({self.name()}, 0)",
            ]
        else:
            self.line(depth, f"match {self.value()}:")
            patterns = [
                "0",
                "1 | 2",
                f"0 | 1 as {self.name()}",
                "True",
                "3",
                f"{self.name()} if {self.name()}",
            ]
            patterns += [f"int({self.name()})", "(1, 2)"] if r.random() < 0.3 else []
        for pattern in r.sample(patterns, r.randint(1, 3)):
            guard = f" if {self.value()}" if r.random() < 0.3 and " if " not in pattern else ""
            self.line(depth + 1, f"case {pattern}{guard}:")
            self.block(depth + 2, loop, final)
        if r.random() < 0.5:
            self.line(depth + 1, r.choice(["case _:", f"case {self.name()}:"]))
            self.block(depth + 2, loop, final)

    def write_def(self, depth: int, loop: bool, final: bool) -> None:
        number = self.fresh()
        self.line(depth, f"def inner{number}({self.name()}={self.value()}):")
        if self.random.random() < 0.4:
            self.line(depth + 1, "nonlocal d")
        self.block(depth + 1, False)
        self.line(depth, f"log({self.fresh()}, inner{number}())")
        if self.random.random() < 0.3:
            self.line(depth, f"calls.append(inner{number})")

    def write_lambda(self, depth: int, loop: bool, final: bool) -> None:
        self.line(depth, f"calls.append(lambda {self.name()}=1: {self.value()})")


def program(seed: int) -> str:
    """Return the text of a function ``f``; it never runs long, for ``tick`` counts."""
    writer = Writer(seed)
    writer.line(0, "def f(a, b):")
    writer.line(1, "calls = []")
    if writer.random.random() < 0.7:
        writer.line(1, "c = d = 1")
    else:
        writer.line(1, "if a:")
        writer.line(2, "c = d = 1")
    while writer.budget > 0:
        writer.block(1, False)
    writer.line(1, "for call in calls:")
    writer.line(2, "log(0, call())")
    writer.line(1, "return a, b, c, d")
    return "\n".join(writer.lines) + "\n"
