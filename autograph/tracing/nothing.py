"""What an expression gives that is never evaluated."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.unpacking import wanted_items

__all__ = ["NOTHING", "Absorbing", "Nothing"]


class Nothing:
    """The result of an expression that raises, as far as the rest of the block goes.

    Whatever is done with it is nothing. It is also every variable at the end of a path that raised.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: D102
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter((self,) * (wanted_items() or 0))

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __index__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __delitem__(self, key: Any) -> None:
        pass


def _same(self: Nothing, *operands: Any) -> Any:
    return self


_OPERATORS = (
    "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift",
    "radd rsub rmul rtruediv rfloordiv rmod rpow rmatmul rand ror rxor rlshift rrshift",
    "lt le gt ge neg pos abs invert round getitem",
)
for _name in " ".join(_OPERATORS).split():
    setattr(Nothing, f"__{_name}__", _same)

NOTHING = Nothing()


class Absorbing:
    """A container of the program, to which nothing is done with the result of an expression that raises."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, method in list(vars(cls).items()):
            if isinstance(method, types.FunctionType) and _is_operation(name):
                setattr(cls, name, _absorbing(method))


def _is_operation(name: str) -> bool:
    return not name.startswith("_") or (name.endswith("__") and name != "__init__")


def _absorbing(method: types.FunctionType) -> Callable[..., Any]:
    if method.__code__.co_argcount == 1 and not method.__code__.co_flags & inspect.CO_VARARGS:
        return method

    @functools.wraps(method)
    def absorbing(self: Any, *operands: Any, **named: Any) -> Any:
        for operand in operands:
            if operand is NOTHING:
                return NOTHING
        return method(self, *operands, **named)

    return absorbing
