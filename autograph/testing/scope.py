"""The types of generated programs and the variables in sight at one place of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["BOOL", "DTYPES", "FLOAT", "INT", "Scope", "Type", "array", "scalar"]


@dataclass(frozen=True)
class Type:
    """The type of an expression.

    Attributes
    ----------
    kind : str
        ``"py"`` (Python scalar), ``"np"`` (NumPy scalar), ``"array"`` or ``"list"``.
    code : str
        ``"int"``, ``"float"``, ``"bool"``, or a dtype's code such as ``"f8"``.
    dims : tuple of str
        Names of an array's sizes: arrays with the same names have the same shape.
    """

    kind: str
    code: str
    dims: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The kind of number: ``"i"``, ``"u"``, ``"f"`` or ``"b"``."""
        return self.code[0]


INT = Type("py", "int")
FLOAT = Type("py", "float")
BOOL = Type("py", "bool")

DTYPES = {
    "f8": "np.float64",
    "i8": "np.int64",
    "f4": "np.float32",
    "i4": "np.int32",
    "u1": "np.uint8",
    "i1": "np.int8",
    "b1": "np.bool_",
    "u4": "np.uint32",
    "i2": "np.int16",
}


def scalar(code: str) -> Type:
    """Return the type of a NumPy scalar of a dtype."""
    return Type("np", code)


def array(code: str, *dims: str) -> Type:
    """Return the type of an array of a dtype with sizes of these names."""
    return Type("array", code, dims)


@dataclass
class Scope:
    """What may be read and written at a place of the program.

    Attributes
    ----------
    variables : dict
        Names that are surely bound there, with their types.
    uncertain : dict
        Names that are bound on some paths only.
    fixed : set
        Names that must not be assigned, or the program might not end.
    functions : dict
        Local and global functions: parameter types, result type, rounds one call may take.
    rounds : int
        How often this place may run.
    loops : int
        How many loops stand around this place in this function.
    """

    variables: dict[str, Type] = field(default_factory=dict)
    uncertain: dict[str, Type] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    functions: dict[str, tuple[tuple[Type, ...], Type, int]] = field(default_factory=dict)
    rounds: int = 1
    loops: int = 0
    tame: bool = False
    depth: int = 0

    def branch(self) -> Scope:
        """Return a scope for a block inside: what it defines is not surely bound after it."""
        return Scope(
            dict(self.variables), dict(self.uncertain), set(self.fixed), dict(self.functions),
            self.rounds, self.loops, self.tame, self.depth + 1,
        )  # fmt: skip

    def names(self, test: Callable[[Type], bool]) -> list[str]:
        """Return the surely bound names whose type passes the test."""
        return [name for name, kind in self.variables.items() if test(kind)]

    def of(self, kind: Type) -> list[str]:
        """Return the surely bound names of exactly this type."""
        return [name for name, other in self.variables.items() if other == kind]

    def arrays(self, ndim: int | None = None) -> list[str]:
        """Return the names of arrays, of some rank."""
        return self.names(lambda t: t.kind == "array" and ndim in (None, len(t.dims)))

    def size_of(self, dim: str) -> str | None:
        """Return an expression for the size with this name, None when no array in sight has it."""
        for name, kind in self.variables.items():
            if kind.kind == "array" and dim in kind.dims:
                axis = kind.dims.index(dim)
                return f"len({name})" if axis == 0 else f"{name}.shape[{axis}]"
        return None
