"""Numba's contexts, with what kernels need of them: the operators and conversions of numbers.

Numba's own take in everything that it can compile first, which takes a third of a second.
"""

from __future__ import annotations

import functools
from typing import Any

from numba.core import imputils, optional, types, typing
from numba.core.registry import cpu_target
from numba.core.runtime import rtsys
from numba.core.typing import builtins, templates
from numba.cpython import builtins as comparisons
from numba.cpython import numbers, tupleobj
from numba.np.numpy_support import as_dtype

from autograph.runtime.codegen.machine_results import Results

__all__ = ["target_context", "typing_context"]

_REGISTERING = (comparisons, numbers, tupleobj, optional)
"""What makes Numba's code of operators and conversions known, as it is imported."""

_OF_NUMBERS = builtins.BinOpAdd.__module__
"""The module that says what operators of numbers give; older versions have it under another name."""

_TypingContext: Any = typing.BaseContext
_TargetContext: Any = type(cpu_target.target_context)


def _is_of_numbers(template: Any) -> bool:
    return any(base.__module__ == _OF_NUMBERS for base in template.__mro__)


class _Typing(_TypingContext):  # type: ignore[misc]
    """What Numba's operators give for numbers; it is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Any, Any] = {}
        for template in templates.builtin_registry.attributes:
            if _is_of_numbers(template):
                self.insert_attributes(template(self))
        meanings: dict[Any, Any] = {
            as_dtype(type_).type: types.NumberClass(type_) for type_ in types.number_domain | {types.boolean}
        }
        for value, type_ in templates.builtin_registry.globals:
            if not isinstance(type_, types.Function) or all(map(_is_of_numbers, type_.templates)):
                known = meanings.get(value)
                meanings[value] = type_ if known is None else known.augment(type_)
        for value, type_ in meanings.items():
            self.insert_global(value, type_)

    def resolve_function_type(self, func: Any, args: Any, kws: Any) -> Any:
        """Return the signature of a call."""
        found = self._known.get((func, args))
        if found is None:
            found = super().resolve_function_type(func, args, kws)
            if found is not None:
                self._known[func, args] = found
        return found


class _Target(_TargetContext):  # type: ignore[misc]
    """Numba's context for this processor, with other results."""

    def __init__(self) -> None:
        self.__dict__ |= cpu_target.target_context.__dict__
        self.typing_context = typing_context()
        rtsys.initialize(self)
        self.install_registry(imputils.builtin_registry)

    def cast(self, builder: Any, val: Any, fromty: Any, toty: Any) -> Any:
        """Write a conversion; arrays of another layout are the same value."""
        if isinstance(fromty, types.Array) and isinstance(toty, types.Array):
            return val
        return super().cast(builder, val, fromty, toty)

    def get_python_api(self, builder: Any) -> Any:
        """Return what writes calls of Python."""
        return Results(self, builder)


@functools.cache
def typing_context() -> Any:
    """Return the context that says what operators of kernels give."""
    return _Typing()


@functools.cache
def target_context() -> Any:
    """Return the context that kernels are compiled with."""
    return _Target()
