"""Private names of a class (``self.__x``) get the form that Python gives them when it compiles."""

from __future__ import annotations

from typing import Any

import gast

__all__ = ["mangle"]


def mangle(tree: Any, owner: str) -> Any:
    """Return a tree from the body of class `owner` with private names written out, in place.

    Examples
    --------
    >>> import gast
    >>> print(gast.unparse(mangle(gast.parse("self.__x = __y__"), "_Point")).strip())
    self._Point__x = __y__
    """
    owner = owner.lstrip("_")
    return _Mangler(owner).visit(tree) if owner else tree


class _Mangler(gast.NodeTransformer):
    def __init__(self, owner: str) -> None:
        self._owner = owner

    def _name(self, name: Any) -> Any:
        if not isinstance(name, str) or not name.startswith("__") or name.endswith("__") or "." in name:
            return name
        return f"_{self._owner}{name}"

    def generic_visit(self, node: Any) -> Any:
        for field in ("id", "attr", "asname", "name"):
            is_imported = isinstance(node, gast.alias) and field == "name" and node.asname
            if isinstance(getattr(node, field, None), str) and not is_imported:
                setattr(node, field, self._name(getattr(node, field)))
        if isinstance(node, gast.Global | gast.Nonlocal):
            node.names = [self._name(name) for name in node.names]
        return super().generic_visit(node)

    def visit_ClassDef(self, node: gast.ClassDef) -> Any:
        """Mangle what stands outside the body of a class; the body has its own private names."""
        node.name = self._name(node.name)
        node.decorator_list = [self.visit(value) for value in node.decorator_list]
        node.bases = [self.visit(value) for value in node.bases]
        node.keywords = [self.visit(value) for value in node.keywords]
        return node
