"""What the statements of a kernel read and write."""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence
from typing import NamedTuple

from autograph.runtime.codegen.text import RESERVED

__all__ = ["Access", "Uses", "uses_of_line"]

_ACTING = frozenset(
    [
        "clear_status",
        "empty",
        "fetch_scalar",
        "host",
        "pairs_begin",
        "pairs_joined",
        "pairs_next",
        "reshaped",
        "scratch",
        "sort_row_0",
        "sort_row_2",
        "argsort_row_0",
        "argsort_row_2",
        "share",
        "stop",
        "tell",
    ]
)


def _is_pure(name: str) -> bool:
    """Whether a kernel function gives the same for the same operands, and does nothing else."""
    return (name in RESERVED and name not in _ACTING) or name.startswith(("np_", "c_", "truncate_"))


class Access(NamedTuple):
    """An element that is read or written.

    Attributes
    ----------
    name : str
        The array's variable.
    at : tuple of str
        Its index.
    stores : bool
    """

    name: str
    at: tuple[str, ...]
    stores: bool


class Uses(NamedTuple):
    """What statements read and write.

    Attributes
    ----------
    plain : bool
        Whether they do nothing else that counts: they are assignments, loops and branches, of pure functions.
    leaves : bool
        Whether they may end the loop that they are in.
    branches : bool
        Whether there are branches or loops.
    operations : int
        How many operators, calls and accesses there are.
    accesses : tuple of Access
        In the order of the text; an assignment's target comes after what it reads.
    read, assigned, indices, calls, handed : frozenset of str
        The variables that are read, other than for an element; assigned; the indices of loops; the functions;
        what is handed to those that give no result.
    """

    plain: bool = True
    leaves: bool = False
    branches: bool = False
    operations: int = 0
    accesses: tuple[Access, ...] = ()
    read: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()
    indices: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Whether they are plain and what follows them runs next."""
        return self.plain and not self.leaves

    @property
    def names(self) -> frozenset[str]:
        """All variables."""
        return self.read | self.assigned | self.elements

    @property
    def elements(self) -> frozenset[str]:
        """The arrays of which elements are read or written."""
        return frozenset(access.name for access in self.accesses)

    @property
    def written(self) -> frozenset[str]:
        """The arrays of which elements are written."""
        return frozenset(access.name for access in self.accesses if access.stores)

    @classmethod
    def together(cls, several: Sequence[Uses]) -> Uses:
        """Return what several statements read and write, one after the other."""
        if len(several) == 1:
            return several[0]
        return cls(
            all(one.plain for one in several),
            any(one.leaves for one in several),
            any(one.branches for one in several),
            sum(one.operations for one in several),
            tuple(access for one in several for access in one.accesses),
            frozenset().union(*(one.read for one in several)),
            frozenset().union(*(one.assigned for one in several)),
            frozenset().union(*(one.indices for one in several)),
            frozenset().union(*(one.calls for one in several)),
            frozenset().union(*(one.handed for one in several)),
        )

    def around(self, body: Uses, header: str) -> Uses:
        """Return what a block with this header reads and writes."""
        made = Uses.together([self, body])
        return made._replace(
            branches=True, leaves=made.leaves and header.startswith(("if ", "else", "elif "))
        )


@functools.lru_cache(maxsize=8192)
def uses_of_line(line: str) -> Uses:
    """Return what one line reads and writes, the header of a block too."""
    if not line or line.startswith(("#", "else")):
        return Uses()
    found = _Reader()
    line = line.partition("  #")[0].removeprefix("el" if line.startswith("elif ") else "")
    found.visit(ast.parse(f"{line} pass" if line.endswith(":") else line).body[0])
    return Uses(
        found.plain,
        found.leaves,
        False,
        found.operations,
        tuple(found.accesses),
        *map(frozenset, (found.read, found.assigned, found.indices, found.calls, found.handed)),
    )


class _Reader(ast.NodeVisitor):
    """Reads one statement."""

    def __init__(self) -> None:
        self.plain = True
        self.leaves = False
        self.operations = 0
        self.accesses: list[Access] = []
        self.read: set[str] = set()
        self.assigned: set[str] = set()
        self.indices: set[str] = set()
        self.calls: set[str] = set()
        self.handed: set[str] = set()

    def generic_visit(self, node: ast.AST) -> None:
        """Note what is not among the plain statements."""
        if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass | ast.If | ast.While):
            self.plain = False
        super().generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        """Note the end of a loop."""
        self.leaves = True

    def visit_Expr(self, node: ast.Expr) -> None:
        """Note what a function may write."""
        self.handed.update(name.id for name in ast.walk(node) if isinstance(name, ast.Name))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Note the value before the target."""
        self.visit(node.value)
        self.visit(node.targets[0])

    def visit_For(self, node: ast.For) -> None:
        """Note the index of a loop, and its bounds."""
        assert isinstance(node.target, ast.Name)
        assert isinstance(node.iter, ast.Call)
        self.indices.add(node.target.id)
        self.visit(node.target)
        for bound in node.iter.args:
            self.visit(bound)

    def visit_Call(self, node: ast.Call) -> None:
        """Note the function."""
        assert isinstance(node.func, ast.Name)
        self.operations += 1
        self.calls.add(node.func.id)
        self.plain = self.plain and _is_pure(node.func.id)
        for argument in node.args:
            self.visit(argument)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Count an operation."""
        self.operations += 1
        super().generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Count an operation."""
        self.operations += 1
        self.visit(node.left)
        self.visit(node.right)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Note an element."""
        array = node.value
        if isinstance(array, ast.Attribute) and array.attr == "flat":
            array = array.value
        if not isinstance(array, ast.Name):
            super().generic_visit(node)
            return
        self.operations += 1
        index = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for place in index:
            self.visit(place)
        stores = isinstance(node.ctx, ast.Store)
        self.accesses.append(Access(array.id, tuple(map(ast.unparse, index)), stores))

    def visit_Name(self, node: ast.Name) -> None:
        """Note a variable."""
        (self.assigned if isinstance(node.ctx, ast.Store) else self.read).add(node.id)
