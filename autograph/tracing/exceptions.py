"""An exception of the program in, what makes it again out; the numbers in it can be handed on."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, NamedTuple

from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text, worded
from autograph.tracing.trace import emit

__all__ = ["NO_DATA", "Packed", "has_known_state", "made_again", "packed"]

NO_DATA: tuple[Any, ...] = (0, 0, 0.0, 0.0)
"""What is handed on for an exception without data: two ints, two floats."""
_INTS, _FLOATS = (0, 1), (2, 3)

_KNOWN = (str, int, float, complex, bool, bytes, type(None), type)

Make = Callable[[tuple[Any, ...]], Any]


class Packed(NamedTuple):
    """An exception apart from its data.

    Attributes
    ----------
    make : callable
        From the data to the exception.
    said : str
        What it says beside the data: the same for the same `make`.
    data : tuple
        As `NO_DATA`.
    """

    make: Callable[[tuple[Any, ...]], BaseException]
    said: str
    data: tuple[Any, ...]


def made_again(kind: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    """Return an exception with those arguments; what its class does in Python is not done."""
    made = kind.__new__(kind, *args)
    builtin: Any = next(owner for owner in kind.__mro__ if owner.__module__ == "builtins")
    builtin.__init__(made, *args)
    made.args = args
    return made


def has_known_state(error: BaseException) -> bool:
    """Whether a new exception with its arguments has in slots what an exception has.

    Raises
    ------
    TypeError
        If none can be made.
    """
    held = _in_slots(error)
    again = made_again(type(error), error.args)
    return all(getattr(again, name, None) is item for name, item in held.items())


def _in_slots(error: BaseException) -> dict[str, Any]:
    names = [
        name
        for owner in type(error).__mro__
        for name, member in vars(owner).items()
        if isinstance(member, types.MemberDescriptorType) and owner is not BaseException
    ]
    return {name: item for name in names if (item := getattr(error, name, None)) is not None}


class _Unknown(Exception):
    """An exception holds what cannot be handed on."""


def packed(error: BaseException) -> Packed | None:
    """Return an exception apart from its data; None if it holds what cannot be handed on."""
    content = _Content()
    try:
        args = [content.pack(item) for item in error.args]
        state = [(name, content.pack(item)) for name, item in vars(error).items()]
        is_fixed = not content.handles and all(type(item) in _KNOWN for item in _in_slots(error).values())
        if not is_fixed and not has_known_state(error):
            return None
    except (TypeError, _Unknown):
        return None
    kind = type(error)
    if not content.handles:
        return Packed(lambda data: error, "".join(content.said), NO_DATA)

    def make(data: tuple[Any, ...]) -> BaseException:
        made = made_again(kind, tuple(one(data) for one in args))
        for name, one in state:
            setattr(made, name, one(data))
        return made

    return Packed(make, "".join(content.said), tuple(content.data))


class _Content:
    """What one exception holds."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.handles: dict[int, Make] = {}
        self.data: list[Any] = list(NO_DATA)
        self.free = {"i": list(_INTS), "f": list(_FLOATS)}

    def pack(self, item: Any) -> Make:
        """Return what makes an item of the data."""
        item = worded(item)
        if isinstance(item, Tensor):
            return self._number(item)
        if isinstance(item, Text) and not item.variants:
            return self._text(item)
        if type(item) is tuple:
            self.said.append("(")
            parts = [self.pack(part) for part in item]
            self.said.append(")")
            return lambda data: tuple(part(data) for part in parts)
        if type(item) not in _KNOWN:
            raise _Unknown
        self.said.append(f"{type(item).__name__} {item!r},")
        return lambda data: item

    def _text(self, text: Text) -> Make:
        parts: list[tuple[Make, Any]] = []
        for part in text.parts:
            if isinstance(part, str):
                self.said.append(f"{part!r},")
                parts.append((lambda data, part=part: part, None))  # type: ignore[misc]
                continue
            value, *form = part
            if not isinstance(value, Tensor) or not all(isinstance(one, str) for one in form):
                raise _Unknown
            self.said.append(f"{form!r}")
            parts.append((self._number(value), tuple(form)))
        return lambda data: Text(
            tuple(make(data) if form is None else (make(data), *form) for make, form in parts)
        )

    def _number(self, item: Tensor) -> Make:
        if item.key in self.handles:
            self.said.append(f"<{list(self.handles).index(item.key)}>")
            return self.handles[item.key]
        type_ = item.type
        sort = {"b": "i"}.get(type_.dtype.kind, type_.dtype.kind)
        if item.alternatives or not type_.is_scalar or not self.free.get(sort):
            raise _Unknown
        place = self.free[sort].pop(0)
        self.data[place] = (
            item if (type_.kind, type_.dtype.kind) in (("python", "i"), ("python", "f")) else _plain(item)
        )
        self.said.append(f"{type_.kind} {type_.dtype} {place},")

        def make(data: tuple[Any, ...]) -> Any:
            value = data[place]
            if type_.kind == "python":
                return value if type_.dtype.kind != "b" else emit("not_equal", value, 0)
            return emit("to_numpy", value, dtype=type_.dtype)

        self.handles[item.key] = make
        return make


def _plain(item: Tensor) -> Any:
    return emit("to_python", item, type=float if item.type.dtype.kind == "f" else int)
