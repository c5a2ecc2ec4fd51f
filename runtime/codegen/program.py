"""What code generation gives: kernel source, and all that running it needs."""

from __future__ import annotations

from typing import Any

from autograph.runtime.errors import CAUGHT, Location
from autograph.runtime.graph import Function, Graph, Node
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType

__all__ = ["Program", "Site", "Subprogram"]


@record(frozen=True)
class Site:
    """A place where a kernel stops or calls back.

    Attributes
    ----------
    node : Node or None
        Stopping here, the node is run again on operands of the same scalars and sizes: what it
        raises is what the program raises. A callback runs the node on the operands themselves.
    reason : str
        Where it is not empty, stopping here is a Deoptimize for that reason.
    where : Location or None
    exception : BaseException or None
        Where it is not None, stopping here raises it.
    general : bool
        Stopping here, which is before anything has happened, another kernel is to run, which
        takes no sizes for equal.
    """

    node: Node | None = None
    reason: str = ""
    where: Location | None = None
    exception: BaseException | None = None
    general: bool = False

    def __post_init__(self) -> None:
        """Leave to Python what the program may catch."""
        if self.where is not None and self.where.caught and not self.reason:
            object.__setattr__(self, "reason", CAUGHT)


@record(frozen=True)
class Subprogram:
    """A function of a kernel module beside the kernel: a graph that is called by name."""

    name: str
    function: Function
    input_types: tuple[ArrayType, ...]
    output_types: tuple[ArrayType, ...]


@record(frozen=True)
class Program:
    """A kernel before compilation.

    Attributes
    ----------
    graph : Graph
    source : str
        Python source of all its functions; the last one, called `name`, is the kernel.
    name : str
    sites : tuple of Site
        Number ``i`` in the source is ``sites[i - 1]``.
    constants : tuple of ndarray
        Passed after the graph's inputs.
    subprograms : tuple of Subprogram
    callbacks : bool
        Whether the kernel calls Python.
    status : int
        The bits of the floating-point errors that the kernel tells Python of.
    parallel : bool
        Whether several threads may run its loops.
    takes_results : bool
        Whether it goes on with what Python gave, which may be other than was assumed.
    distinct : frozenset of str
        The parts that write into memory which they are given once only.
    """

    graph: Graph
    source: str
    name: str
    sites: tuple[Site, ...]
    constants: tuple[Any, ...]
    subprograms: tuple[Subprogram, ...]
    callbacks: bool
    status: int = 0
    parallel: bool = True
    takes_results: bool = False
    distinct: frozenset[str] = frozenset()
