"""What an expression gives that is never evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["NOTHING", "Nothing"]


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
        return iter(())

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
