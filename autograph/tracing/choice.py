"""A tuple, list, dict or object of the program, or something else where data says so."""

from __future__ import annotations

import enum
import functools
import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograph.tracing.flags import either, negated
from autograph.tracing.tensor import Alternative, Member, Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.unpacking import wanted_items

__all__ = ["OWN_NAMES", "Choice", "changed", "content_of", "each", "is_several", "settled", "values_of"]


def _binary(function: Callable[[Any, Any], Any], *, swapped: bool = False) -> Callable[[Any, Any], Any]:
    def method(self: Choice, other: Any) -> Any:
        if is_several(self):
            return each(self, lambda one: function(other, one) if swapped else function(one, other))
        mine = self.settle()
        return function(settled(other), mine) if swapped else function(mine, settled(other))

    return method


def _in_place(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def method(self: Choice, other: Any) -> Any:
        if is_several(self):
            return each(self, lambda one: function(one, other))
        return function(self.settle(), settled(other))

    return method


def _arithmetic(
    function: Callable[[Any, Any], Any], changing: Callable[[Any, Any], Any]
) -> tuple[Any, Any, Any]:
    """Return the methods for ``choice + x``, ``x + choice`` and ``choice += x``."""
    return _binary(function), _binary(function, swapped=True), _in_place(changing)


class Choice:
    """What a variable is that holds a container on some paths only.

    Python that looks into it takes it for the container: the kernel's run is staked on that. Where it is one
    of several values that were made on their paths, what is done with it is staged for each of these.

    An attribute that is none of a choice's own is the container's.

    Parameters
    ----------
    content : object
        The container.
    alternatives : tuple of Alternative
        The objects that it may be instead, and, as `Member`, the values.
    """

    __slots__ = ("_content", "alternatives")

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, content: Any, alternatives: tuple[Alternative, ...]) -> None:
        object.__setattr__(self, "_content", content)
        object.__setattr__(self, "alternatives", alternatives)

    def settle(self) -> Any:
        """Return the container, staking the run on its being one."""
        for alternative in self.alternatives:
            emit("assume", emit("logical_not_py", alternative.tag), reason="no container here")
        return self._content

    def without(self, tag: Any) -> Any:
        """Return what it is where `tag` is false."""
        rest = tuple(a for a in self.alternatives if a.tag.key != tag.key)
        return Choice(self._content, rest) if rest else self._content

    def is_object(self, what: Any) -> Any:
        """Return whether it is `what`, an object that is no container: a bool of the program."""
        return next((a.tag for a in self.alternatives if a.what is what), False)

    def __repr__(self) -> str:
        raise Untraceable("AG101", "the text of what data chooses")

    def __iter__(self) -> Iterator[Any]:
        count = wanted_items()
        if count is None or not is_several(self):
            return iter(self.settle())
        return iter(_taken_apart(self, count))

    def __len__(self) -> int:
        return len(self.settle())

    def __getitem__(self, key: Any) -> Any:
        if is_several(self):
            return each(self, lambda one: one[key])
        return self.settle()[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        if is_several(self):
            each(self, lambda one: operator.setitem(one, key, value))
        else:
            self.settle()[key] = value

    def __contains__(self, item: Any) -> bool:
        return item in self.settle()

    def __getattr__(self, name: str) -> Any:
        return _attribute(self, name) if is_several(self) else getattr(self.settle(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if is_several(self):
            each(self, lambda one: setattr(one, name, value))
        else:
            setattr(self.settle(), name, value)

    __add__, __radd__, __iadd__ = _arithmetic(operator.add, operator.iadd)
    __sub__, __rsub__, __isub__ = _arithmetic(operator.sub, operator.isub)
    __mul__, __rmul__, __imul__ = _arithmetic(operator.mul, operator.imul)
    __truediv__, __rtruediv__, __itruediv__ = _arithmetic(operator.truediv, operator.itruediv)
    __floordiv__, __rfloordiv__, __ifloordiv__ = _arithmetic(operator.floordiv, operator.ifloordiv)
    __mod__, __rmod__, __imod__ = _arithmetic(operator.mod, operator.imod)
    __pow__, __rpow__, __ipow__ = _arithmetic(operator.pow, operator.ipow)
    __matmul__, __rmatmul__, __imatmul__ = _arithmetic(operator.matmul, operator.imatmul)
    __and__, __rand__, __iand__ = _arithmetic(operator.and_, operator.iand)
    __or__, __ror__, __ior__ = _arithmetic(operator.or_, operator.ior)
    __xor__, __rxor__, __ixor__ = _arithmetic(operator.xor, operator.ixor)
    __lshift__, __rlshift__, __ilshift__ = _arithmetic(operator.lshift, operator.ilshift)
    __rshift__, __rrshift__, __irshift__ = _arithmetic(operator.rshift, operator.irshift)
    __lt__, __gt__ = _binary(operator.lt), _binary(operator.gt)
    __le__, __ge__ = _binary(operator.le), _binary(operator.ge)

    def __neg__(self) -> Any:
        return each(self, operator.neg)

    def __pos__(self) -> Any:
        return each(self, operator.pos)

    def __abs__(self) -> Any:
        return each(self, abs)

    def __invert__(self) -> Any:
        return each(self, operator.invert)

    def __eq__(self, other: object) -> Any:
        values = values_of(self)
        texts = any(isinstance(value, Text) for value in values)
        single = other is None or isinstance(other, enum.Enum) or (isinstance(other, str) and not texts)
        if single and not any(map(_is_array, values)):  # those are compared element by element
            return self._equals(other)
        if is_several(self):
            from autograph.operators.comparison import compare  # noqa: PLC0415  (truth is made of choices)

            return each(self, lambda one: compare(one, ("==", lambda: other)))
        return self.settle() == settled(other)

    def __ne__(self, other: object) -> Any:
        return negated(self == other)

    def _equals(self, other: Any) -> Any:
        """Return whether it is an object that equals another, which no value does."""
        found: Any = False
        for alternative in self.alternatives:
            if type(alternative.what) is type(other) and alternative.what == other:
                found = either(found, alternative.tag)
        return found


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) or (isinstance(value, Tensor) and value.type.kind == "array")


def values_of(choice: Choice) -> list[Any]:
    """Return the values that a choice may be, the container first."""
    return [content_of(choice), *(a.what for a in choice.alternatives if isinstance(a, Member))]


def each(choice: Choice, function: Callable[[Any], Any]) -> Any:
    """Return `function` of what a choice is, staged once for each thing that it may be."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these are made of choices)

    return apart(function, choice)


def changed(choice: Choice, change: Callable[[Any], Any]) -> Choice:
    """Return a choice with `change` made of each value; the same one if that changes none."""
    content = change(content_of(choice))
    made = tuple(Member(change(a.what), a.tag) if isinstance(a, Member) else a for a in choice.alternatives)
    pairs = zip(made, choice.alternatives, strict=True)
    same = content is content_of(choice) and all(new.what is old.what for new, old in pairs)
    return choice if same else Choice(content, made)


def _taken_apart(choice: Choice, count: int) -> Any:
    """Return so many items of a choice, staking the run on its having them."""
    fitting = []
    for alternative in choice.alternatives:
        if _has_items(alternative.what, count):
            fitting.append(alternative)
        else:
            emit("assume", emit("logical_not_py", alternative.tag), reason="another number of items")
    content = content_of(choice)
    if fitting and not _has_items(content, count):
        emit("assume", functools.reduce(either, [a.tag for a in fitting]), reason="another number of items")
        content = fitting.pop(0).what
    if not fitting:
        return content
    rest = Choice(content, tuple(fitting))
    return [rest[place] for place in range(count)]


def _has_items(value: Any, count: int) -> bool:
    """Whether a value is a tuple or list of that length."""
    return isinstance(value, tuple | list) and not getattr(value, "in_arrays", False) and len(value) == count


def _attribute(choice: Choice, name: str) -> Any:
    """Return an attribute of one of several values: a method is looked up when it is called."""
    from autograph.operators.calls import converted  # noqa: PLC0415  (calls are made of choices)

    if not any(_is_method(value, name) for value in values_of(choice)):
        return each(choice, lambda one: getattr(one, name))

    def call(*args: Any, **kwargs: Any) -> Any:
        return each(choice, lambda one: converted(getattr(one, name))(*args, **kwargs))

    return call


def _is_method(value: Any, name: str) -> bool:
    kind = np.ndarray if isinstance(value, Tensor) else type(value)
    return callable(getattr(kind, name, None))


def content_of(value: Any) -> Any:
    """Return the container of a variable that holds one on some paths only, anything else as it is."""
    return value._content if isinstance(value, Choice) else value


def is_several(value: Any) -> bool:
    """Whether a variable may be one of several values that were made on their paths."""
    return isinstance(value, Choice) and any(isinstance(a, Member) for a in value.alternatives)


OWN_NAMES = frozenset(["settle", "without", "is_object", *Choice.__slots__])
"""The attributes that a choice does not look up in its container."""


def settled(value: Any) -> Any:
    """Return a choice as its container, anything else as it is."""
    return value.settle() if isinstance(value, Choice) else value
