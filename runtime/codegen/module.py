"""What the functions of one kernel share: names, places where it stops, constants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograph.runtime.codegen.alike import Alike
from autograph.runtime.codegen.program import Site
from autograph.runtime.codegen.text import RESERVED, usable_name

if TYPE_CHECKING:
    from autograph.runtime.codegen.emitter import Emitter
    from autograph.runtime.graph import Function, Node

__all__ = ["Module"]


class Module:
    """What the functions of one kernel share: names, sites, constants."""

    def __init__(
        self,
        host: Callable[[Emitter, Node], None],
        host_text: Callable[..., str],
        alike: Alike,
        status: int,
        *,
        parallel: bool,
    ) -> None:
        self.host = host
        self.host_text = host_text
        self.taken: set[str] = set(RESERVED)
        self.sites: list[Site] = []
        self.constants: dict[int, tuple[str, Any]] = {}
        self.functions: dict[Function, str] = {}
        self.pending: list[Function] = []
        self.callbacks = False
        self.takes_results = False
        self.free: dict[str, list[str]] = {}
        self.indices: set[str] = set()
        self.alike = alike
        self.status = status
        self.parallel = parallel
        self.distinct: set[str] = set()

    def function(self, function: Function) -> str:
        """Return the name of the kernel function that a graph's function becomes."""
        if function not in self.functions:
            self.functions[function] = self.name(function.name, "function")
            self.pending.append(function)
        return self.functions[function]

    def name(self, hint: str, default: str = "t") -> str:
        """Return a name that nothing else has."""
        base = usable_name(hint, default)
        name, number = base, 0
        while name in self.taken:
            number += 1
            name = f"{base}_{number}"
        self.taken.add(name)
        return name

    def site(self, site: Site) -> int:
        """Return the number of a new site."""
        self.sites.append(site)
        return len(self.sites)

    def constant(self, content: Any, hint: str) -> str:
        """Return the name of the hidden argument that holds a constant array."""
        found = self.constants.get(id(content))
        if found is None:
            found = self.constants[id(content)] = self.name(hint, "table"), content
        return found[0]
