"""A scope in, the lines of random statements out: the simple ones."""

# A grammar: each method is one rule, with one alternative a branch.

from __future__ import annotations

from autograph.testing.choices import Choices
from autograph.testing.expressions import Expressions, random_array
from autograph.testing.scope import BOOL, FLOAT, INT, Scope, Type, array, scalar

__all__ = ["Statements"]

_MESSAGES = ("bad value", "limit", "not allowed")


class Statements:
    """Writes simple statements; each method returns lines, or None where it does not apply.

    Parameters
    ----------
    choices : Choices
    language : bool
        Also use what lies beyond the core of the language.
    """

    def __init__(self, choices: Choices, *, language: bool = False) -> None:
        self.choices = choices
        self.language = language
        self.expressions = Expressions(choices, language=language)
        self._count = 0

    def fresh(self, prefix: str) -> str:
        """Return a name that was not used before."""
        self._count += 1
        return f"{prefix}{self._count}"

    def expression(self, kind: Type, scope: Scope, depth: int = 2) -> str:
        """Return an expression; ints in loops are kept from growing without end."""
        text = self.expressions.make(kind, scope, depth)
        grows = any(sign in text for sign in ("*", "<<")) or text.count("+") > 1
        if kind == INT and (scope.loops or scope.tame) and grows:
            return f"({text}) % {self.choices.pick(('1009', '97', '-31', '10007'))}"
        return text

    def random_type(self, scope: Scope) -> Type:
        """Return a type that a new variable may have here."""
        option = self.choices.weighted(
            [(5, "int"), (5, "float"), (2, "bool"), (3, "np"), (4, "array"), (2, "new")]
        )
        if option == "np":
            return scalar(
                self.choices.weighted([(5, "f8"), (2, "i8"), (2, "f4"), (1, "u1"), (1, "b1"), (1, "i1")])
            )
        if option == "array" and scope.arrays():
            return scope.variables[self.choices.pick(scope.arrays())]
        if option == "new" and scope.arrays():
            other = random_array(self.choices)
            if all(scope.size_of(dim) for dim in other.dims):
                return other
            first = scope.variables[self.choices.pick(scope.arrays())]
            if len(first.dims) == 1 and self.choices.chance(50) and "-" not in first.dims[0]:
                return array(first.code, f"{first.dims[0]}-1")
        return {"int": INT, "float": FLOAT, "bool": BOOL}.get(option, FLOAT)

    def assign(self, scope: Scope) -> list[str]:
        """`x = e` for a new or an old variable, of the same type as before (mostly)."""
        targets = [n for n in scope.variables if n not in scope.fixed and not _is_list(scope.variables[n])]
        if targets and self.choices.chance(60):
            name = self.choices.pick(targets[::-1])
            kind = scope.variables[name]
            if kind.kind == "py" and self.choices.chance(4):
                other = self.choices.pick((INT, FLOAT, BOOL))
                if scope.depth == 0:
                    scope.variables[name] = other
                    return [f"{name} = {self.expression(other, scope)}"]
            return [f"{name} = {self.expression(kind, scope)}"]
        return self.define(self.random_type(scope), scope)

    def define(self, kind: Type, scope: Scope, name: str | None = None) -> list[str]:
        """`x = e` for a new variable."""
        letters = {"int": "n", "float": "x", "bool": "p"}
        prefix = (
            letters[kind.code]
            if kind.kind == "py"
            else {"np": "s", "array": "a" if len(kind.dims) == 1 else "m"}.get(kind.kind, "l")
        )
        text = self.expression(kind, scope)
        name = name or self.fresh(prefix)
        scope.variables[name] = kind
        return [f"{name} = {text}"]

    def augment(self, scope: Scope) -> list[str] | None:
        """`x += e` for scalars and whole arrays."""
        names = [
            n
            for n in scope.variables
            if n not in scope.fixed and scope.variables[n].code not in ("bool", "b1")
        ]
        names = [n for n in names if not _is_list(scope.variables[n])]
        if not names:
            return None
        name = self.choices.pick(names[::-1])
        kind = scope.variables[name]
        if kind.kind == "array":
            return [self._augment_array(name, kind, scope)]
        if kind == INT:
            sign = self.choices.pick(("+", "-", "//", "%", "^", "&", "|", ">>"))
            value = (
                self.choices.pick(("3", "2", "-7"))
                if sign in ("//", "%", ">>")
                else self.expression(INT, scope)
            )
            return [f"{name} {sign}= {value.replace('-7', '7') if sign == '>>' else value}"]
        if kind == FLOAT:
            sign = self.choices.pick(("+", "-", "*", "/"))
            value = self.choices.pick(("2", "0.5", "-3.0")) if sign in "*/" else self.expression(FLOAT, scope)
            return [f"{name} {sign}= {value}"]
        return [f"{name} {self.choices.pick('+-*')}= {self.expression(kind, scope)}"]

    def _augment_array(self, name: str, kind: Type, scope: Scope) -> str:
        sign = self.choices.pick("+-*")
        option = self.choices.below(4)
        if option == 0:
            return f"{name} {sign}= {self.choices.pick('213')}"
        if option == 1:
            return f"{name} {sign}= {self.expression(scalar(kind.code), scope, 1)}"
        if option == 2 and len(kind.dims) == 1:
            return f"{name} {sign}= {name}[::-1]"
        return f"{name} {sign}= {self.expression(kind, scope, 1)}"

    def grow(self, scope: Scope) -> list[str] | None:
        """Multiply an int, so that now and then it leaves 64 bits."""
        names = [n for n in scope.of(INT) if n not in scope.fixed]
        if not names or scope.rounds > 60:
            return None
        name = self.choices.pick(names)
        return [f"{name} = {name} * {self.choices.pick(('3', '7', '1000003', '-65537'))} + 1"]

    def store(self, scope: Scope) -> list[str] | None:
        """`a[i] = e`, `a[i] += e`, slices, rows and masks."""
        names = scope.arrays()
        if not names:
            return None
        name = self.choices.pick(names)
        kind = scope.variables[name]
        option = self.choices.weighted(
            [(6, "element"), (3, "augment"), (2, "slice"), (1, "mask"), (1, "row"), (1, "swap")]
        )
        if option == "slice" and len(kind.dims) == 1:
            return [self._slice_store(name, kind, scope)]
        if option == "mask" and kind.code != "b1":
            mask = self.expressions.make(Type("array", "b1", kind.dims), scope, 1)
            return [f"{name}[{mask}] = {self.choices.pick('012')}"]
        if option == "row" and len(kind.dims) == 2:
            place = self.expressions.index(kind.dims[0], scope, f"len({name})")
            row = Type("array", kind.code, kind.dims[1:])
            return [f"{name}[{place}] = {self.expression(row, scope, 1) if self.choices.chance(60) else '1'}"]
        element = self.expressions.element(name, scope)
        if option == "swap":
            other = self.expressions.element(name, scope)
            return [f"{element}, {other} = {other}, {element}"]
        if option == "augment" and kind.code != "b1":
            return [f"{element} {self.choices.pick('+-*')}= {self._storable(kind, scope)}"]
        return [f"{element} = {self._storable(kind, scope)}"]

    def _storable(self, kind: Type, scope: Scope) -> str:
        """Return a scalar that an array of this dtype takes."""
        if self.choices.chance(50) or kind.code == "b1":
            return self.expression(scalar(kind.code) if self.choices.chance(60) else BOOL, scope)
        if kind.letter == "f":
            return self.expression(self.choices.pick((FLOAT, FLOAT, INT)), scope)
        return f"({self.expression(INT, scope)}) % 50"

    def _slice_store(self, name: str, kind: Type, scope: Scope) -> str:
        option = self.choices.below(4)
        if option == 0:
            return (
                f"{name}[{self.choices.pick(('1:', ':-1', ':', '::2', '1:3'))}] = {self.choices.pick('102')}"
            )
        if option == 1 and kind.code != "b1":
            return f"{name}[1:] += {name}[:-1]"
        if option == 2:
            start, stop = self.expressions.make(INT, scope, 0), self.expressions.make(INT, scope, 0)
            return f"{name}[{start}:{stop}] = {self.expression(scalar(kind.code), scope, 1)}"
        return f"{name}[:] = {self.expression(kind, scope, 1)}"

    def swap(self, scope: Scope) -> list[str] | None:
        """Exchange variables: `a, b = b, a` and other tuple assignments."""
        names = [n for n in scope.variables if n not in scope.fixed]
        pairs = [(a, b) for a in names for b in names if a < b and scope.variables[a] == scope.variables[b]]
        if not pairs:
            return None
        one, two = self.choices.pick(pairs)
        kind = scope.variables[one]
        if kind.kind == "py" and self.choices.chance(50):
            return [f"{one}, {two} = {two}, {self.expression(kind, scope, 1)}"]
        return [f"{one}, {two} = {two}, {one}"]

    def view(self, scope: Scope) -> list[str] | None:
        """`v = a[1:]`: another name for a part of an array."""
        names = scope.arrays()
        if not names:
            return None
        name = self.choices.pick(names)
        kind = scope.variables[name]
        if len(kind.dims) == 2:
            forms = [
                (f"{name}.T", Type("array", kind.code, kind.dims[::-1])),
                (f"{name}[0]", Type("array", kind.code, kind.dims[1:])),
                (f"{name}[:, -1]", Type("array", kind.code, kind.dims[:1])),
                (f"{name}[::-1]", kind),
            ]
        else:
            less = Type("array", kind.code, (f"{kind.dims[0]}-1",))
            forms = [(f"{name}[::-1]", kind), (name, kind), (f"{name}[:]", kind)]
            forms += [(f"{name}[1:]", less), (f"{name}[:-1]", less)] if "-" not in kind.dims[0] else []
        text, other = self.choices.pick(forms)
        new = self.fresh("v")
        scope.variables[new] = other
        return [f"{new} = {text}"]

    def show(self, scope: Scope) -> list[str]:
        """`print` of literals, values and f-strings."""
        names = list(scope.variables)
        values = [self.choices.pick(names) for _ in range(self.choices.between(1, 3))] if names else []
        option = self.choices.below(5)
        if not values:
            return ['print("nothing")']
        if option == 0:
            return [f"print({', '.join(values)})"]
        if option == 1:
            parts = " ".join(self._field(name, scope) for name in values)
            return [f'print(f"{self.choices.pick(("now", "at", "value"))} {parts}")']
        if option == 2:
            separator = self.choices.pick(('", "', '"|"', '""'))
            return [f'print("row", {", ".join(values)}, sep={separator}, end=";\\n")']
        if option == 3:
            return [f'print("sum:", {self.expression(self.choices.pick((INT, FLOAT, BOOL)), scope, 1)})']
        return [f'print(f"{{{values[0]}!r}}", {values[-1]})']

    def _field(self, name: str, scope: Scope) -> str:
        kind = scope.variables[name]
        if kind.kind in ("array", "list") or kind.letter == "b" or self.choices.chance(30):
            return f"{{{name}}}"
        if kind.letter in "iu":
            return f"{{{name}:{self.choices.pick(('d', '5d', '+d', ',', '03d'))}}}"
        return f"{{{name}:{self.choices.pick(('.2f', '8.3f', '.3e', 'g', '+.1f'))}}}"

    def fail(self, scope: Scope) -> list[str]:
        """`assert` and `raise` under a condition."""
        condition = self.expressions.condition(scope)
        name = self.choices.pick(list(scope.variables) or ["0"])
        message = f'f"{self.choices.pick(_MESSAGES)}: {{{name}}}"'
        option = self.choices.below(4)
        if option == 0:
            return [f"assert {condition}, {message}" if self.choices.chance(70) else f"assert {condition}"]
        kind = self.choices.pick(("ValueError", "RuntimeError", "IndexError", "Wrong", "ArithmeticError"))
        text = f"{self.expression(INT, scope, 1)}" if kind == "Wrong" else message
        return [f"if {condition} and {self.expressions.condition(scope)}:", f"    raise {kind}({text})"]

    def lists(self, scope: Scope) -> list[str] | None:
        """Make, grow, shrink and write lists."""
        if not self.language:
            return None
        names = scope.names(_is_list)
        if not names or self.choices.chance(25):
            kind = Type("list", self.choices.pick(("int", "float")))
            return self.define(kind, scope)
        name = self.choices.pick(names)
        item = self.expression(Type("py", scope.variables[name].code), scope, 1)
        option = self.choices.below(5)
        if option <= 1:
            return [f"{name}.append({item})"]
        if option == 2:
            return [f"{name}[{self.choices.pick(('0', '-1', '1'))}] = {item}"]
        if option == 3:
            return [f"if len({name}) > 1:", f"    {name}.pop()"]
        return [f"{name} = [{self.choices.pick(('q', '-q', 'q + q'))} for q in {name}[:4]]"]


def _is_list(kind: Type) -> bool:
    return kind.kind == "list"
