"""A scope and a type in, the text of a random expression of exactly that type out."""

# A grammar: each method is one rule, with one alternative a branch.
# ruff: noqa: C901, PLR0912

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograph.testing.choices import Choices
from autograph.testing.scope import BOOL, DTYPES, FLOAT, INT, Scope, Type, array, scalar

__all__ = ["Expressions"]

_INTS = ("0", "1", "2", "3", "-1", "5", "7", "-2", "-7", "10", "100")
_FLOATS = ("0.0", "1.0", "0.5", "2.0", "-1.5", "3.25", "-0.0", "1e-3", "0.1", "10.0", "-2.75", "1e300")
_COMPARE = ("<", ">", "<=", ">=", "==", "!=")
_SMALL = {"i1", "u1", "i2"}


class Expressions:
    """Writes expressions.

    Parameters
    ----------
    choices : Choices
    language : bool
        Also use what lies beyond the core: comprehensions, `sum` over lists, walrus and others.
    """

    def __init__(self, choices: Choices, *, language: bool = False) -> None:
        self.choices = choices
        self.language = language

    def make(self, kind: Type, scope: Scope, depth: int = 2) -> str:
        """Return the text of an expression of this type."""
        if kind.kind == "py":
            makers = {"int": self._int, "float": self._float, "bool": self._bool}
            return makers[kind.code](scope, depth)
        if kind.kind == "np":
            return self._scalar(kind.code, scope, depth)
        if kind.kind == "list":
            return "[" + ", ".join(self.make(Type("py", kind.code), scope, 1) for _ in range(2)) + "]"
        return self._array(kind, scope, depth)

    def condition(self, scope: Scope, depth: int = 2) -> str:
        """Return something whose truth may be asked: mostly a bool of Python or NumPy, else a number."""
        option = self.choices.weighted(
            [(8, "bool"), (3, "element"), (2, "chain"), (1, "number"), (1, "np"), (1, "any")]
        )
        if option == "element" and scope.arrays(1):
            name = self.choices.pick(scope.arrays(1))
            kind = scope.variables[name]
            other = self.make(FLOAT if kind.letter == "f" else INT, scope, 0)
            return f"{self.element(name, scope)} {self.choices.pick(_COMPARE)} {other}"
        if option == "chain":
            return self._chain(scope, depth)
        if option == "number":
            return self.make(self.choices.pick((INT, FLOAT)), scope, 1)
        if option == "np":
            return self.make(scalar("b1"), scope, depth - 1)
        if option == "any" and scope.arrays():
            name = self.choices.pick(scope.arrays())
            test = self.choices.pick(("any", "all"))
            return f"({name} {self.choices.pick(_COMPARE)} {self.choices.pick(('0', '1', '2'))}).{test}()"
        return self._bool(scope, depth)

    def index(self, dim: str, scope: Scope, size: str) -> str:
        """Return an index into an axis: mostly inside, sometimes not."""
        fitting = [n for n in scope.fixed if scope.variables.get(n) == INT and n.endswith("_" + dim)]
        option = self.choices.below(20)
        if fitting and option < 12:
            return self.choices.pick(fitting)
        if option < 14:
            return self.choices.pick(("0", "-1"))
        if option < 19 or not scope.loops:
            return f"({self._int(scope, 1)}) % {size}"
        return self._int(scope, 1)

    def element(self, name: str, scope: Scope) -> str:
        """Return an element of an array variable, by as many ints as it has axes."""
        return f"{name}[{self.indices(name, scope)}]"

    def indices(self, name: str, scope: Scope) -> str:
        """Return the text of a full integer index into an array variable."""
        dims = scope.variables[name].dims
        sizes = [f"len({name})", f"{name}.shape[1]"]
        return ", ".join(self.index(dim, scope, sizes[axis]) for axis, dim in enumerate(dims))

    def _call(self, kind: Type, scope: Scope) -> str | None:
        """Return a call of a local function with this result, if there is one that may be called here."""
        names = [
            name
            for name, (_, result, rounds) in scope.functions.items()
            if result == kind and rounds * scope.rounds <= 300
        ]
        if not names:
            return None
        name = self.choices.pick(names)
        wanted = scope.functions[name][0]
        arguments = []
        for parameter in wanted:
            if parameter.kind == "array" and not scope.of(parameter):
                return None
            arguments.append(
                self.make(parameter, scope, 1) if parameter.kind != "array" else scope.of(parameter)[0]
            )
        return f"{name}({', '.join(arguments)})"

    def _leaf(self, kind: Type, literals: tuple[str, ...], scope: Scope) -> str:
        names = scope.of(kind)
        if names and self.choices.chance(70):
            return self.choices.pick(names[::-1])
        return self.choices.pick(literals)

    def _common(self, kind: Type, scope: Scope, depth: int) -> str:
        """Return a form that every scalar type has: ternary, call, walrus."""
        option = self.choices.below(4)
        if option == 1 and (call := self._call(kind, scope)):
            return call
        if option == 2 and kind != BOOL:
            word = self.choices.pick(("and", "or"))
            return f"({self.make(kind, scope, depth - 1)} {word} {self.make(kind, scope, depth - 1)})"
        then, other = self.make(kind, scope, depth - 1), self.make(kind, scope, depth - 1)
        return f"({then} if {self.condition(scope, depth - 1)} else {other})"

    def _int(self, scope: Scope, depth: int) -> str:
        if depth <= 0:
            return self._leaf(INT, _INTS, scope)
        sub: Callable[[], str] = lambda: self._int(scope, depth - 1)  # noqa: E731
        choices = self.choices
        option = choices.weighted(
            [(6, "leaf"), (8, "operator"), (3, "divide"), (2, "unary"), (3, "common"), (2, "size"),
             (2, "min"), (1, "bits"), (2, "from"), (1, "round"), (1, "power"), (1, "bool"),
             (2 * self.language, "beyond")]
        )  # fmt: skip
        if option == "operator":
            return f"({sub()} {choices.pick('+-*')} {sub()})"
        if option == "divide":
            bottom = choices.pick(("3", "2", "-2", "7", "-3")) if choices.chance(85) else sub()
            return f"({sub()} {choices.pick(('//', '%'))} {bottom})"
        if option == "unary":
            return choices.pick(("abs({})", "(-{})", "(~{})")).format(sub())
        if option == "common":
            return self._common(INT, scope, depth)
        if option == "size" and scope.arrays():
            name = choices.pick(scope.arrays())
            return choices.pick((f"len({name})", f"{name}.size", f"{name}.shape[0]", f"{name}.ndim"))
        if option == "min":
            return f"{choices.pick(('min', 'max'))}({sub()}, {sub()})"
        if option == "bits":
            return f"({sub()} {choices.pick(('&', '|', '^', '>>', '<<'))} {choices.pick(('1', '3', '2'))})"
        if option == "from":
            return self._int_from(scope, depth)
        if option == "round":
            return f"round({self._bounded(scope, depth - 1)})"
        if option == "power":
            return f"({sub()} % 7) ** {choices.pick(('2', '3', '0'))}"
        if option == "bool":
            return f"int({self._bool(scope, depth - 1)})"
        if option == "beyond":
            return self._int_beyond(scope, depth)
        return self._leaf(INT, _INTS, scope)

    def _int_from(self, scope: Scope, depth: int) -> str:
        """Return an int made of a float or of an element."""
        names = scope.names(lambda t: t.kind == "array" and t.letter in "iub")
        if names and self.choices.chance(60):
            return f"int({self.element(self.choices.pick(names), scope)})"
        makers = ("int({})", "math.floor({})", "math.ceil({})", "int(np.floor({}))")
        return self.choices.pick(makers).format(self._bounded(scope, depth - 1))

    def _int_beyond(self, scope: Scope, depth: int) -> str:
        lists = scope.of(Type("list", "int"))
        option = self.choices.below(4)
        if lists and option < 2:
            name = self.choices.pick(lists)
            return self.choices.pick((f"len({name})", f"sum({name})", f"{name}[-1]", f"{name}[0]"))
        if option == 2:
            return (
                f"sum([q * q % 5 for q in range({self.choices.pick('345')}) if q != {self._int(scope, 0)}])"
            )
        bottom = self.choices.pick(("3", "-4"))
        return f"divmod({self._int(scope, depth - 1)}, {bottom})[{self.choices.below(2)}]"

    def _bounded(self, scope: Scope, depth: int) -> str:
        """Return a float that an int can be made of (but nan)."""
        return f"min(max({self._float(scope, depth)}, -50.0), 50.0)"

    def _float(self, scope: Scope, depth: int) -> str:
        if depth <= 0:
            return self._leaf(FLOAT, _FLOATS, scope)
        sub: Callable[[], str] = lambda: self._float(scope, depth - 1)  # noqa: E731
        choices = self.choices
        option = choices.weighted(
            [(6, "leaf"), (9, "operator"), (3, "mixed"), (3, "divide"), (2, "unary"), (3, "common"),
             (3, "math"), (2, "min"), (3, "from"), (1, "power"), (1, "round"), (1, "modulo"),
             (self.language, "list")]
        )  # fmt: skip
        if option == "operator":
            return f"({sub()} {choices.pick('+-*')} {sub()})"
        if option == "mixed":
            return f"({sub()} {choices.pick('+-*')} {self._int_small(scope, depth - 1)})"
        if option == "divide":
            bottom = choices.pick(("2", "3.0", "-4", "0.7")) if choices.chance(80) else sub()
            return f"({choices.pick((sub(), self._int_small(scope, depth - 1)))} / {bottom})"
        if option == "unary":
            return choices.pick(("abs({})", "(-{})")).format(sub())
        if option == "common":
            return self._common(FLOAT, scope, depth)
        if option == "math":
            return choices.pick(
                ("math.sqrt(abs({}))", "math.sin({})", "math.tanh({})", "math.atan2({}, 2.0)",
                 "math.fabs({})", "math.sqrt({})", "math.log(abs({}) + 1.0)", "math.hypot({}, 3.0)",
                 "math.copysign(2.0, {})")
            ).format(sub() if choices.chance(50) else self._bounded(scope, depth - 1))  # fmt: skip
        if option == "min":
            return f"{choices.pick(('min', 'max'))}({sub()}, {sub()})"
        if option == "from":
            return f"float({self._scalar(choices.pick(('f8', 'f8', 'i8', 'f4')), scope, depth - 1)})"
        if option == "power":
            return f"({self._bounded(scope, depth - 1)}) ** {choices.pick(('2', '3', '2.0'))}"
        if option == "round":
            return f"round({sub()}, {choices.pick('213')})"
        if option == "modulo":
            bottom = choices.pick(("2.5", "-1.5", "3"))
            return f"({self._bounded(scope, depth - 1)} {choices.pick(('%', '//'))} {bottom})"
        if option == "list" and scope.of(Type("list", "float")):
            name = choices.pick(scope.of(Type("list", "float")))
            return choices.pick(("sum({}, 0.0)", "max({})", "{}[-1]", "min({})")).format(name)
        return self._leaf(FLOAT, _FLOATS, scope)

    def _int_small(self, scope: Scope, depth: int) -> str:
        """Return an int that a float can hold whatever the loops did to it."""
        return self.choices.pick(_INTS) if depth <= 0 else f"({self._int(scope, depth)} % 100)"

    def _chain(self, scope: Scope, depth: int) -> str:
        kind = self.choices.pick((INT, FLOAT))
        parts = [self.make(kind, scope, min(depth - 1, 1)) for _ in range(3)]
        first, second = self.choices.pick(("<", "<=", ">")), self.choices.pick(("<", "<=", "!="))
        return f"{parts[0]} {first} {parts[1]} {second} {parts[2]}"

    def _bool(self, scope: Scope, depth: int) -> str:
        names = scope.of(BOOL)
        if names and self.choices.chance(20):
            return self.choices.pick(names)
        if depth <= 0:
            return f"{self._leaf(INT, _INTS, scope)} {self.choices.pick(_COMPARE)} {self.choices.pick(_INTS)}"
        option = self.choices.weighted(
            [(6, "compare"), (3, "logic"), (1, "not"), (2, "chain"), (1, "in"), (1, "of")]
        )
        if option == "logic":
            word = self.choices.pick(("and", "or"))
            return f"({self._bool(scope, depth - 1)} {word} {self._bool(scope, depth - 1)})"
        if option == "not":
            return f"(not {self._bool(scope, depth - 1)})"
        if option == "chain":
            return f"({self._chain(scope, depth)})"
        if option == "in":
            return f"({self._int(scope, depth - 1)} {self.choices.pick(('in', 'not in'))} (1, 2, -3))"
        if option == "of":
            return f"bool({self.make(self.choices.pick((INT, FLOAT, scalar('f8'))), scope, depth - 1)})"
        kind = self.choices.pick((INT, FLOAT, INT, FLOAT))
        other = self.choices.pick((INT, FLOAT)) if self.choices.chance(20) else kind
        compare = self.choices.pick(_COMPARE)
        return f"({self.make(kind, scope, depth - 1)} {compare} {self.make(other, scope, depth - 1)})"

    def _scalar(self, code: str, scope: Scope, depth: int) -> str:
        """Return a NumPy scalar of a dtype."""
        choices = self.choices
        arrays = scope.names(lambda t: t.kind == "array" and t.code == code)
        names = scope.of(scalar(code))
        if arrays and choices.chance(40):
            return self.element(choices.pick(arrays), scope)
        if names and choices.chance(60):
            return choices.pick(names)
        if depth <= 0:
            return self._constant(code)
        if code == "b1":
            return self._scalar_bool(scope, depth)
        sub: Callable[[], str] = lambda: self._scalar(code, scope, depth - 1)  # noqa: E731
        option = choices.weighted(
            [(4, "operator"), (2, "weak"), (2, "reduce"), (2, "function"), (1, "cast"), (1, "common")]
        )
        if option == "operator":
            return f"({sub()} {choices.pick('+-*')} {sub()})"
        if option == "weak":
            return f"({sub()} {choices.pick('+*-')} {choices.pick(('1', '2', '3'))})"
        if option == "reduce" and (found := self._reduction(code, scope)):
            return found
        if option == "function":
            if code[0] == "f":
                function = choices.pick(
                    ("np.sqrt(np.abs({}))", "np.sin({})", "np.abs({})", "np.floor({})", "np.tanh({})")
                )
                return function.format(sub())
            return choices.pick(("np.maximum({}, {})", "np.minimum({}, {})")).format(sub(), sub())
        if option == "cast":
            source = self._bounded(scope, 1) if code[0] == "f" else f"({self._int(scope, depth - 1)}) % 50"
            return f"{DTYPES[code]}({source})"
        if option == "common":
            return self._common(scalar(code), scope, depth)
        return self._constant(code)

    def _constant(self, code: str) -> str:
        value = self.choices.pick(
            ("1", "0", "2", "3") if code[0] in "iub" else ("1.5", "0.0", "-0.25", "3.0")
        )
        return f"{DTYPES[code]}({value if code != 'b1' else self.choices.pick(('False', 'True'))})"

    def _scalar_bool(self, scope: Scope, depth: int) -> str:
        option = self.choices.below(4)
        if option == 0:
            other = self.choices.pick(("f8", "i8", "f4"))
            compare = self.choices.pick(_COMPARE)
            return f"({self._scalar(other, scope, depth - 1)} {compare} {self._scalar(other, scope, 0)})"
        if option == 1 and scope.arrays():
            name = self.choices.pick(scope.arrays())
            return f"np.{self.choices.pick(('any', 'all'))}({name} {self.choices.pick(_COMPARE)} 1)"
        if option == 2:
            test = self.choices.pick(("isnan", "isfinite", "signbit"))
            return f"np.{test}({self._scalar('f8', scope, depth - 1)})"
        return (
            f"np.logical_{self.choices.pick(('and', 'or'))}({self._bool(scope, 1)}, {self._bool(scope, 1)})"
        )

    def _reduction(self, code: str, scope: Scope) -> str | None:
        """Return a reduction of an array to a scalar of this dtype."""
        same = scope.names(lambda t: t.kind == "array" and t.code == code)
        wide = scope.names(lambda t: t.kind == "array" and _sum_code(t.code) == code)
        forms = [f"{n}.{m}()" for n in same for m in ("max", "min")] + [f"{n}.sum()" for n in wide]
        if code == "i8":
            forms += [f"np.arg{m}({n})" for n in scope.arrays(1) for m in ("max", "min")]
        if code == "f8":
            forms += [
                f"{n}.mean()" for n in scope.names(lambda t: t.kind == "array" and t.code in ("f8", "i8"))
            ]
            vectors = scope.names(lambda t: t.kind == "array" and t.code == "f8" and len(t.dims) == 1)
            forms += [
                f"({n} @ {m})" for n in vectors for m in vectors if scope.variables[n] == scope.variables[m]
            ]
        return self.choices.pick(forms) if forms else None

    def _array(self, kind: Type, scope: Scope, depth: int) -> str:
        """Return an array of a dtype and shape."""
        choices = self.choices
        names = scope.of(kind)
        if names and (depth <= 0 or choices.chance(35)):
            return choices.pick(names)
        if depth <= 0:
            return self._fresh(kind, scope)
        if kind.code == "b1":
            return self._mask(kind, scope, depth)
        sub: Callable[[], str] = lambda: self._array(kind, scope, depth - 1)  # noqa: E731
        option = choices.weighted(
            [(5, "operator"), (4, "weak"), (2, "scalar"), (2, "where"), (3, "function"), (2, "view"),
             (2, "fresh"), (1, "mixed"), (1, "row")]
        )  # fmt: skip
        if option == "operator":
            return f"({sub()} {choices.pick('+-*')} {sub()})"
        if option == "weak":
            operators = "+-*/" if kind.letter == "f" else "+-*"
            return f"({sub()} {choices.pick(operators)} {choices.pick(('2', '1', '3'))})"
        if option == "scalar":
            return f"({sub()} {choices.pick('+-*')} {self._scalar(kind.code, scope, 1)})"
        if option == "where":
            mask = self._mask(Type("array", "b1", kind.dims), scope, 1)
            return f"np.where({mask}, {sub()}, {sub()})"
        if option == "function":
            return self._function(kind, scope, depth)
        if option == "view":
            return self._view(kind, scope) or sub()
        if option == "mixed":
            return self._mixed(kind, scope) or sub()
        if option == "row" and len(kind.dims) == 2:
            row = Type("array", kind.code, kind.dims[1:])
            return f"({sub()} {choices.pick('+*')} {self._array(row, scope, 0)})"
        return self._fresh(kind, scope)

    def _function(self, kind: Type, scope: Scope, depth: int) -> str:
        sub: Callable[[], str] = lambda: self._array(kind, scope, depth - 1)  # noqa: E731
        forms = [
            "np.abs({})",
            "np.maximum({}, {})",
            "np.minimum({}, {})",
            "(-{})",
            "{}.copy()",
            "np.clip({}, 1, 5)",
        ]
        if kind.letter == "f":
            forms += [
                "np.sqrt(np.abs({}))",
                "np.sin({})",
                "np.floor({})",
                "np.exp(-np.abs({}))",
                "np.tanh({})",
            ]
        if len(kind.dims) == 1:
            forms += ["np.sort({})", "np.roll({}, 1)"] + (
                ["np.cumsum({})"] if kind.code in ("f8", "i8") else []
            )
        form = self.choices.pick(forms)
        parts = [sub() for _ in range(form.count("{}"))]
        if any(part.startswith("-") for part in parts):
            parts = [f"({part})" for part in parts]
        return form.format(*parts)

    def _mask(self, kind: Type, scope: Scope, depth: int) -> str:
        other = self.choices.pick(("f8", "i8", "f4"))
        fitting = scope.names(lambda t: t.kind == "array" and t.dims == kind.dims and t.code != "b1")
        left = (
            self.choices.pick(fitting) if fitting else self._array(Type("array", other, kind.dims), scope, 1)
        )
        option = self.choices.below(4)
        if option == 1 and depth > 1:
            one, two = self._mask(kind, scope, depth - 1), self._mask(kind, scope, depth - 1)
            return f"({one} {self.choices.pick('&|^')} {two})"
        if option == 2 and depth > 1:
            return f"(~{self._mask(kind, scope, depth - 1)})"
        return f"({left} {self.choices.pick(_COMPARE)} {self.choices.pick(('1', '0', '2'))})"

    def _fresh(self, kind: Type, scope: Scope) -> str:
        """Return a new array of the shape."""
        alike = scope.names(lambda t: t.kind == "array" and t.dims == kind.dims)
        dtype = DTYPES[kind.code]
        if alike and self.choices.chance(50):
            maker = self.choices.pick(("zeros_like", "ones_like"))
            return f"np.{maker}({self.choices.pick(alike)}, dtype={dtype})"
        sizes = [scope.size_of(dim) or "3" for dim in kind.dims]
        shape = sizes[0] if len(sizes) == 1 else f"({', '.join(sizes)})"
        if len(sizes) == 1 and self.choices.chance(20):
            return f"np.arange({shape}).astype({dtype})"
        if self.choices.chance(30):
            value = {"b": "True", "f": "0.5"}.get(kind.letter, "2")
            return f"np.full({shape}, {value}, dtype={dtype})"
        return f"np.{self.choices.pick(('zeros', 'ones'))}({shape}, dtype={dtype})"

    def _view(self, kind: Type, scope: Scope) -> str | None:
        """Return a view of, or a reduction along an axis of, an array in sight."""
        forms: list[str] = []
        for name, other in scope.variables.items():
            if other.kind != "array" or other.code != kind.code:
                continue
            if other.dims == kind.dims:
                forms += [f"{name}[::-1]", f"{name}[:]"]
            if other.dims == kind.dims[::-1] and len(kind.dims) == 2:
                forms.append(f"{name}.T")
            if len(other.dims) == 2 and len(kind.dims) == 1:
                if other.dims[1:] == kind.dims:
                    forms += [
                        f"{name}[{self.index(other.dims[0], scope, f'len({name})')}]",
                        f"{name}.max(axis=0)",
                    ]
                if other.dims[:1] == kind.dims:
                    forms += [
                        f"{name}[:, {self.index(other.dims[1], scope, f'{name}.shape[1]')}]",
                        f"{name}.min(axis=1)",
                    ]
            if kind.dims == (f"{other.dims[0]}-1",):
                forms += [f"{name}[1:]", f"{name}[:-1]"]
        return self.choices.pick(forms) if forms else None

    def _mixed(self, kind: Type, scope: Scope) -> str | None:
        """Return an operation of two dtypes whose result has this one, or a conversion."""
        fitting = scope.names(lambda t: t.kind == "array" and t.dims == kind.dims and t.code != kind.code)
        if not fitting:
            return None
        name = self.choices.pick(fitting)
        other = scope.variables[name]
        if np.result_type(other.code, kind.code) == np.dtype(kind.code) and scope.of(kind):
            return f"({name} {self.choices.pick('+*')} {self.choices.pick(scope.of(kind))})"
        return f"{name}.astype({DTYPES[kind.code]})"


def _sum_code(code: str) -> str:
    return {"b": "i8", "i": "i8", "u": "u8"}.get(code[0], code)


def random_array(choices: Choices) -> Type:
    """Return a random type of array."""
    code = choices.weighted(
        [(10, "f8"), (5, "i8"), (3, "f4"), (2, "u1"), (2, "b1"), (1, "i1"), (1, "i4"), (1, "u4"), (1, "i2")]
    )
    dims = choices.weighted([(6, ("n",)), (3, ("r", "c")), (1, ("m",)), (1, ("c",))])
    return array(code, *dims)
