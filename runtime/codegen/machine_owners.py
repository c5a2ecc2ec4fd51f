"""Who owns arrays in a function of kernel source: each variable that holds one, until it is given up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.machine_arrays import Fields

__all__ = ["Owners", "is_counted"]

_INFO = types.MemInfoPointer(types.voidptr)
"""What Numba's runtime counts the owners of."""


def is_counted(context: Any, type_: Any) -> bool:
    """Whether values of a type own memory."""
    counted: bool = context.data_model_manager[type_].contains_nrt_meminfo()
    return counted


class Owners:
    """The variables of a function that own memory.

    Parameters
    ----------
    context, builder : Any
        Numba's target context; llvmlite's builder, in the function's first block.
    variables : mapping of str to Any
        Their types.
    """

    def __init__(self, context: Any, builder: Any, variables: Mapping[str, Any]) -> None:
        self._context = context
        self._builder = builder
        self._types = {name: type_ for name, type_ in variables.items() if is_counted(context, type_)}
        self._places = {
            name: cgutils.alloca_once(builder, self._kind(type_), name=f"{name}.owner", zfill=True)
            for name, type_ in self._types.items()
        }

    @property
    def names(self) -> frozenset[str]:
        """The variables."""
        return frozenset(self._types)

    def _kind(self, type_: Any) -> Any:
        return self._context.get_value_type(_INFO if isinstance(type_, types.Array) else type_)

    def keep(self, name: str, value: Any) -> None:
        """Write that a variable owns a value, which has been counted, and no longer what it had before."""
        place, type_ = self._places[name], self._types[name]
        before = self._builder.load(place)
        owned = value
        if isinstance(type_, types.Array):
            owned = Fields(self._context, self._builder, type_, value).meminfo
        self._builder.store(owned, place)
        self._forget(type_, before)

    def give_up(self, names: Iterable[str]) -> None:
        """Write that variables own nothing."""
        for name in sorted(names):
            place = self._places[name]
            before = self._builder.load(place)
            self._builder.store(ir.Constant(before.type, None), place)
            self._forget(self._types[name], before)

    def _forget(self, type_: Any, held: Any) -> None:
        self._context.nrt.decref(self._builder, _INFO if isinstance(type_, types.Array) else type_, held)
