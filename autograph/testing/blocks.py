"""A scope in, the lines of random blocks out: branches, loops, jumps, local functions."""

from __future__ import annotations

from collections.abc import Callable

from autograph.testing.choices import Choices
from autograph.testing.scope import BOOL, FLOAT, INT, Scope, Type, scalar
from autograph.testing.statements import Statements

__all__ = ["Blocks"]

_DEEPEST = 3
_INNER = (" ", "elif ", "else:", "except ", "finally:")
_MOST_ROUNDS = 150


class Blocks(Statements):
    """Writes whole blocks.

    Parameters
    ----------
    choices : Choices
    language : bool
        Also use what lies beyond the core of the language.
    """

    def __init__(self, choices: Choices, *, language: bool = False) -> None:
        super().__init__(choices, language=language)
        self.result: tuple[str, ...] | Type | None = None

    def block(self, scope: Scope, count: int) -> list[str]:
        """Return the lines of about `count` statements, written for indentation 0."""
        lines: list[str] = []
        for _ in range(max(count, 1)):
            lines += self.statement(scope)
        if scope.depth and self.choices.chance(10):
            lines += self.jump(scope)
        return lines

    def statement(self, scope: Scope) -> list[str]:
        """Return the lines of one statement."""
        deep = scope.depth >= _DEEPEST
        table: list[tuple[int, Callable[[Scope], list[str] | None]]] = [
            (14, self.assign), (7, self.augment), (8, self.store), (2, self.swap), (3, self.view),
            (4, self.show), (1, self.fail), (1, self.grow), (2, self.uncertain),
            (3 * self.language, self.lists),
        ]  # fmt: skip
        if not deep:
            table += [(9, self.branch), (6, self.for_loop), (4, self.while_loop), (1, self.local_function)]
            table += [(2 * self.language, self.guarded)]
        lines = self.choices.weighted([row for row in table if row[0]])(scope)
        return lines or self.assign(scope)

    def nested(self, scope: Scope, most: int = 3) -> list[str]:
        """Return an indented block; names it defines become uncertain outside."""
        inner = scope.branch()
        lines = self.block(inner, self.choices.between(1, most))
        for name, kind in inner.variables.items():
            if name not in scope.variables:
                scope.uncertain[name] = kind
        return ["    " + line for line in lines]

    def branch(self, scope: Scope) -> list[str]:
        """`if`, `elif`, `else`; now and then a variable defined on both sides."""
        lines = [f"if {self.expressions.condition(scope)}:", *self.nested(scope)]
        if self.choices.chance(25):
            lines += [f"elif {self.expressions.condition(scope)}:", *self.nested(scope)]
        if self.choices.chance(50):
            lines += ["else:", *self.nested(scope)]
            if self.choices.chance(30):
                kind = self.random_type(scope)
                name = self.fresh("y")
                lines.insert(1, f"    {name} = {self.expression(kind, scope, 1)}")
                for place in [k for k, line in enumerate(lines) if line.startswith(("elif", "else"))][::-1]:
                    lines.insert(place + 1, f"    {name} = {self.expression(kind, scope, 1)}")
                scope.variables[name] = kind
        return lines

    def uncertain(self, scope: Scope) -> list[str] | None:
        """Read or set a variable that is bound on some paths only."""
        names = [n for n in scope.uncertain if n not in scope.variables]
        if not names:
            return None
        name = self.choices.pick(names)
        kind = scope.uncertain[name]
        if self.choices.chance(50) and kind.kind != "list":
            scope.variables[name] = kind
            return [f"{name} = {self.expression(kind, scope, 1)}"]
        if self.choices.chance(50):
            return [f"if {self.expressions.condition(scope)}:", f'    print("maybe", {name})']
        return [f'print("maybe", {name})']

    def jump(self, scope: Scope) -> list[str]:
        """`break`, `continue` or `return`, bare or under a condition."""
        words: list[str] = ["break", "continue"] if scope.loops else []
        if self.choices.chance(40) or not words:
            words = [self.leave(scope)]
        return [self.choices.pick(words)]

    def leave(self, scope: Scope) -> str:
        """Return a `return` statement."""
        if isinstance(self.result, Type):
            return f"return {self.expression(self.result, scope, 1)}"
        if self.choices.chance(30):
            return self.choices.pick(("return None", "return -1", "return 0.5", "return"))
        return self.conclude(scope)

    def conclude(self, scope: Scope) -> str:
        """Return the `return` at the end of a program: some of its variables."""
        names = [n for n in scope.variables if n not in scope.fixed]
        chosen = (
            list(dict.fromkeys(self.choices.pick(names) for _ in range(self.choices.between(1, 4))))
            if names
            else []
        )
        return f"return {', '.join(chosen)}" if chosen else "return 0"

    def for_loop(self, scope: Scope) -> list[str]:
        """`for` over ranges, arrays, enumerate, zip, reversed and literals."""
        inner = scope.branch()
        header, rounds = self._header(inner, scope)
        if scope.rounds * rounds > _MOST_ROUNDS:
            return self.branch(scope)
        inner.rounds, inner.loops = scope.rounds * rounds, scope.loops + 1
        lines = [header]
        for name in list(inner.fixed - scope.fixed):
            if self.choices.chance(10):
                inner.fixed.discard(name)
        body = self.block(inner, self.choices.between(1, 4))
        if self.choices.chance(25):
            word = self.choices.pick(("break", "continue", "break"))
            place = self._boundary(body)
            body[place:place] = [f"if {self.expressions.condition(scope)}:", f"    {word}"]
        lines += ["    " + line for line in body]
        for name, kind in inner.variables.items():
            if name not in scope.variables:
                scope.uncertain[name] = kind
        if self.choices.chance(12):
            lines += ["else:", *self.nested(scope, 2)]
        return lines

    def _boundary(self, body: list[str]) -> int:
        """Return a place between two statements of a block."""
        starts = [k for k, line in enumerate(body) if not line.startswith(_INNER)]
        return self.choices.pick([*starts, len(body)])

    def _header(self, inner: Scope, scope: Scope) -> tuple[str, int]:
        """Return the header of a `for` and how many rounds at most; the inner scope gets its variables."""
        option = self.choices.weighted(
            [(5, "range"), (5, "size"), (3, "array"), (2, "enumerate"), (2, "zip"), (1, "reversed"),
             (2, "literal"), (1, "steps"), (1, "data")]
        )  # fmt: skip
        vectors = scope.arrays(1)
        if option == "size" and scope.arrays():
            array = self.choices.pick(scope.arrays())
            dims = scope.variables[array].dims
            axis = self.choices.below(len(dims))
            name = self._counter(inner, "i", dims[axis])
            start = self.choices.pick(("", "", "1, "))
            return f"for {name} in range({start}{f'len({array})' if axis == 0 else f'{array}.shape[1]'}):", 7
        if option in ("array", "enumerate", "zip", "reversed") and vectors:
            return self._over_arrays(option, vectors, inner, scope)
        if option == "literal":
            return self._over_literal(inner, scope)
        name = self._counter(inner, "i", "")
        if option == "steps":
            return (
                f"for {name} in range({self.choices.pick(('5, 0, -1', '0, 9, 2', '-3, 3', '6, -1, -2'))}):",
                6,
            )
        if option == "data":
            return f"for {name} in range({self.expression(INT, scope, 1)} % 6):", 6
        return f"for {name} in range({self.choices.pick('345216')}):", 6

    def _counter(self, inner: Scope, prefix: str, dim: str) -> str:
        name = self.fresh(prefix) + (f"_{dim.replace('-1', 'less')}" if dim else "")
        inner.variables[name] = INT
        inner.fixed.add(name)
        return name

    def _over_arrays(self, option: str, vectors: list[str], inner: Scope, scope: Scope) -> tuple[str, int]:
        one, two = self.choices.pick(vectors), self.choices.pick(vectors)
        item = self.fresh("e")
        inner.variables[item] = scalar(scope.variables[one].code)
        if option == "array":
            matrices = scope.arrays(2)
            if matrices and self.choices.chance(30):
                matrix = self.choices.pick(matrices)
                kind = scope.variables[matrix]
                inner.variables[item] = Type("array", kind.code, kind.dims[1:])
                inner.fixed.add(item)
                return f"for {item} in {matrix}:", 5
            return f"for {item} in {one}:", 7
        if option == "enumerate":
            name = self._counter(inner, "i", scope.variables[one].dims[0])
            return f"for {name}, {item} in enumerate({one}):", 7
        if option == "zip":
            other = self.fresh("e")
            inner.variables[other] = scalar(scope.variables[two].code)
            return f"for {item}, {other} in zip({one}, {two}):", 7
        if self.choices.chance(50):
            return f"for {item} in reversed({one}):", 7
        del inner.variables[item]
        name = self._counter(inner, "i", scope.variables[one].dims[0])
        return f"for {name} in reversed(range(len({one}))):", 7

    def _over_literal(self, inner: Scope, scope: Scope) -> tuple[str, int]:
        kind = self.choices.pick((INT, FLOAT))
        items = ", ".join(self.expression(kind, scope, 0) for _ in range(self.choices.between(1, 3)))
        name = self.fresh("q")
        inner.variables[name] = kind
        return f"for {name} in {self.choices.pick(('({},)', '[{}]')).format(items)}:", 3

    def while_loop(self, scope: Scope) -> list[str]:
        """`while` in its usual shapes, always with fuel that runs out."""
        most = self.choices.between(2, 7)
        if scope.rounds * most > _MOST_ROUNDS:
            return self.branch(scope)
        fuel = self.fresh("k")
        inner = scope.branch()
        inner.variables[fuel] = INT
        inner.fixed.add(fuel)
        inner.rounds, inner.loops = scope.rounds * most, scope.loops + 1
        condition = self.expressions.condition(scope)
        shape = self.choices.below(5)
        head, step = f"while {fuel} < {most} and {condition}:", [f"{fuel} += 1"]
        start = f"{fuel} = 0"
        if shape == 1:
            head, step = f"while {fuel} < {most}:", [f"{fuel} += 1"]
        elif shape == 2:
            head, step = "while True:", [f"{fuel} += 1", f"if {fuel} > {most} or {condition}:", "    break"]
        elif shape == 3:
            start, head, step = f"{fuel} = {most}", f"while {fuel}:", [f"{fuel} -= 1"]
        elif shape == 4:
            head = f"while not ({condition}) and {fuel} < {most}:"
        body = step + self.block(inner, self.choices.between(1, 4))
        lines = [start, head, *("    " + line for line in body)]
        scope.variables[fuel] = INT
        for name, kind in inner.variables.items():
            if name not in scope.variables:
                scope.uncertain[name] = kind
        if self.choices.chance(12):
            lines += ["else:", *self.nested(scope, 2)]
        return lines

    def local_function(self, scope: Scope) -> list[str] | None:
        """`def` or `lambda` that reads (and with nonlocal writes) the variables around it."""
        if scope.loops or scope.tame:
            return None
        name = self.fresh("g")
        result = self.choices.pick((FLOAT, INT))
        parameter = self.choices.pick((INT, FLOAT))
        inner = scope.branch()
        inner.tame, inner.uncertain = True, {}
        inner.fixed |= set(inner.variables)
        inner.variables["t"] = parameter
        inner.functions = {}
        if self.choices.chance(40):
            text = self.expression(result, inner, 2)
            scope.functions[name] = ((parameter,), result, 1)
            return [f"{name} = lambda t: {text}"]
        lines = []
        outer = [n for n in scope.of(INT) if n not in scope.fixed]
        if self.language and outer and self.choices.chance(50):
            chosen = self.choices.pick(outer)
            lines += [f"    nonlocal {chosen}", f"    {chosen} += 1"]
        saved, self.result = self.result, result
        inner.depth = _DEEPEST - 1
        body = self._local_body(inner)
        self.result = saved
        lines += ["    " + line for line in body]
        lines.append(f"    return {self.expression(result, inner, 1)}")
        scope.functions[name] = ((parameter,), result, 10)
        return [f"def {name}(t):", *lines]

    def _local_body(self, inner: Scope) -> list[str]:
        """Return a few statements that bind only names of the local function."""
        lines = [f"u = {self.expression(inner.variables['t'], inner, 1)}"]
        inner.variables["u"] = inner.variables["t"]
        if self.choices.chance(50):
            lines += [
                f"if {self.expressions.condition(inner, 1)}:",
                f"    u = {self.expression(inner.variables['u'], inner, 1)}",
            ]
        if self.choices.chance(30):
            lines += [f"if {self.expressions.condition(inner, 1)}:", f"    {self.leave(inner)}"]
        return lines

    def guarded(self, scope: Scope) -> list[str] | None:
        """`try`, `with`, walrus, `del`: beyond the core."""
        option = self.choices.below(4)
        if option == 0:
            kind = self.choices.pick(
                ("ZeroDivisionError", "IndexError", "(ValueError, OverflowError)", "Exception")
            )
            lines = ["try:", *self.nested(scope, 2), f"except {kind} as error:", '    print("caught", error)']
            return [*lines, "finally:", '    print("done")'] if self.choices.chance(25) else lines
        if option == 1:
            return ['with np.errstate(all="ignore"):', *self.nested(scope, 2)]
        if option == 2:
            name = self.fresh("w")
            number = self.choices.pick((INT, FLOAT))
            text = self.expression(number, scope, 1)
            scope.variables[name] = number
            return [f"if ({name} := {text}) > 1:", *self.nested(scope, 2)]
        name = self.fresh("p")
        scope.variables[name] = BOOL
        test = self.choices.pick(("any", "all"))
        return [f"{name} = {test}(q > {self.expression(INT, scope, 0)} for q in (1, 2, 3))"]
