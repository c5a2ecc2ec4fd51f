"""The dicts of the program being traced: ordinary ones until data is a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.tracing.keyed import Keyed, KeyedContainer, KnownItems, handle_in, is_keyed
from autograph.tracing.nothing import Absorbing
from autograph.tracing.staged_errors import tried
from autograph.tracing.tensor import Tensor
from autograph.tracing.traced_list import TracedList
from autograph.tracing.watching import register

__all__ = [
    "DictContents",
    "DictView",
    "FixedContents",
    "PooledDict",
    "TracedDict",
    "copied",
    "is_chosen",
    "is_keys",
    "on_its_own",
]

_MISSING = object()


class DictContents(dict[Any, Any]):
    """What a dict whose keys are known holds."""


class FixedContents(DictContents):
    """What an object holds, or a dict of Python's own, by names that are no data."""


def _methods() -> Any:
    from autograph.tracing import dict_methods  # noqa: PLC0415  (the methods make dicts)

    return dict_methods


def _equality() -> Any:
    from autograph.tracing import dict_equality  # noqa: PLC0415  (it is made of dicts)

    return dict_equality


def _set_methods() -> Any:
    from autograph.tracing import set_methods  # noqa: PLC0415  (sets know of dicts)

    return set_methods


def is_chosen(key: Any) -> bool:
    """Whether data chooses a key among objects that are no numbers, such as strings."""
    return isinstance(key, Tensor) and any(a.tag is True for a in key.alternatives)


class TracedDict(Absorbing, KeyedContainer, dict[Any, Any]):
    """A dict of the program; once data is a key, its entries are kept in arrays.

    Attributes
    ----------
    heap : TracedList or None
        What holds the lists that are its values then.
    """

    heap: TracedList | None = None

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def fresh(self) -> Any:
        """Return an empty one of Python's own."""
        return {}

    def _by_data(self, *keys: Any) -> bool:
        return self.keyed is not None or any(handle_in(key) is not None for key in keys)

    def _is_apart(self, key: Any, *, adds: bool = False) -> bool:
        return is_chosen(key) and bool(_methods().is_apart(self, key, adds=adds))

    def known_items(self) -> dict[Any, Any]:
        """Return the items whose keys are known."""
        return DictContents(zip(dict.keys(self), dict.values(self), strict=True))

    # -- single keys ---------------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> Any:
        if self._is_apart(key):
            return _methods().for_each(self.__getitem__, key)
        if self._by_data(key):
            return _methods().get_item(self, key)
        if not dict.__contains__(self, key):
            return _methods().missing(key)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        if self._is_apart(key, adds=True):
            _methods().for_each(self.__setitem__, key, value)
            return
        if self._by_data(key):
            _methods().put(self, key, value)
            return
        super().__setitem__(key, value)

    def __delitem__(self, key: Any) -> None:
        if self._is_apart(key, adds=True):
            _methods().for_each(self.__delitem__, key)
            return
        if self._by_data(key):
            _methods().pop(self, key)
            return
        tried(super().__delitem__, key)

    def __contains__(self, key: Any) -> Any:
        self.need_known("to look for one outside of `in`")
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or the default."""
        if self._is_apart(key):
            return _methods().for_each(self.get, key, default)
        return _methods().get(self, key, default) if self._by_data(key) else super().get(key, default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, which becomes the default if there is none."""
        if self._is_apart(key, adds=True):
            return _methods().for_each(self.setdefault, key, default)
        if self._by_data(key):
            return _methods().set_default(self, key, default)
        return super().setdefault(key, default)

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """Remove a key and return its value, or the default."""
        if self._by_data(key):
            return _methods().pop(self, key, *(() if default is _MISSING else (default,)))
        return tried(super().pop, key) if default is _MISSING else super().pop(key, default)

    # -- the whole dict ------------------------------------------------------------------------------

    def popitem(self) -> tuple[Any, Any]:
        """Remove and return the last item."""
        found: tuple[Any, Any] = (
            _methods().pop_last(self) if self.keyed is not None else tried(super().popitem)
        )
        return found

    def clear(self) -> None:
        """Remove all items."""
        self.keyed = None
        super().clear()

    def copy(self) -> TracedDict:
        """Return one of the same items."""
        return copied(self, type(self))

    def update(self, *others: Any, **named: Any) -> None:
        """Take over the items of another dict, or pairs."""
        _methods().update(self, *others, **named)

    def __or__(self, other: Any) -> Any:
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other: Any) -> Any:
        return TracedDict(other) | self if isinstance(other, dict) else NotImplemented

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def __len__(self) -> int:
        self.need_known("as the length of a dict")
        return super().__len__()

    def __bool__(self) -> bool:
        return len(self) > 0

    def __eq__(self, other: object) -> Any:
        if isinstance(other, dict) and (self.keyed is not None or is_keyed(other)):
            return _equality().equal(self, other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        found = self == other
        return found if found is NotImplemented else _equality().negated(found)

    __hash__ = None

    def __repr__(self) -> str:
        self.need_known("for the text of a dict")
        shown = self.fresh()
        for key, value in self.known_items().items():
            shown[key] = value
        return repr(shown)

    def __iter__(self) -> Iterator[Any]:
        self.need_known("to iterate a dict")
        return KnownItems(self, super().__iter__())

    def __reversed__(self) -> Iterator[Any]:
        self.need_known("to iterate a dict")
        return KnownItems(self, super().__reversed__())

    def keys(self) -> Any:
        """Return a view of the keys."""
        return DictView(self, "keys")

    def values(self) -> Any:
        """Return a view of the values."""
        return DictView(self, "values")

    def items(self) -> Any:
        """Return a view of the items."""
        return DictView(self, "items")


class PooledDict:
    """A dict of which data decides how many there are like it."""

    def as_dict(self) -> TracedDict:
        """Return a dict of its own with the same items."""
        raise NotImplementedError


def on_its_own(value: Any) -> Any:
    """Return a dict that is one of many as one by itself, to be read; any other value as it is."""
    return value.as_dict() if isinstance(value, PooledDict) else value


def copied(items: TracedDict, kind: type[TracedDict]) -> TracedDict:
    """Return a dict of a class with the same items."""
    made = kind(items.known_items())
    made.keyed = items.keyed
    return made


class DictView:
    """The keys, values or items of a dict of the program, as they are whenever one looks.

    Attributes
    ----------
    owner : TracedDict
    part : str
        The name of the method that gives it.
    """

    def __init__(self, owner: TracedDict, part: str) -> None:
        self.owner = owner
        self.part = part

    @property
    def keyed(self) -> Keyed | None:
        """What the dict holds, if its keys are data."""
        return self.owner.keyed

    def known(self) -> Any:
        """Return Python's own view; the keys must be known."""
        self.owner.need_known("to look into a view of a dict")
        return getattr(dict, self.part)(self.owner)

    def __len__(self) -> int:
        return len(self.owner)

    def __iter__(self) -> Iterator[Any]:
        return KnownItems(self.owner, iter(self.known()))

    def __reversed__(self) -> Iterator[Any]:
        return KnownItems(self.owner, reversed(self.known()))

    def __contains__(self, item: Any) -> bool:
        return item in self.known()

    def __repr__(self) -> str:
        return repr(self.known())

    def isdisjoint(self, other: Any) -> Any:
        """Return whether no key, or item, is in an iterable."""
        if is_keys(self):
            other = _set_methods().as_set(other)
            if is_keys(self, keyed=True) or is_keyed(other) or is_keys(other, keyed=True):
                return _set_methods().of_keys("isdisjoint", self, other)
        return self.known().isdisjoint(other)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.known(), name)


def is_keys(value: Any, *, keyed: bool = False) -> bool:
    """Whether a value is a view of a dict's keys, and, if asked for, one of keys that are data."""
    return isinstance(value, DictView) and value.part == "keys" and (value.keyed is not None or not keyed)


def _of_sets(name: str) -> Any:
    def operation(self: DictView, other: Any) -> Any:
        if is_keys(self) and (is_keys(self, keyed=True) or is_keyed(other) or is_keys(other, keyed=True)):
            return _set_methods().of_keys(name, self, other)
        if isinstance(other, DictView):
            other = other.known()
        return getattr(self.known(), name)(other)

    return operation


for _name in ("and", "or", "xor", "sub", "rand", "ror", "rxor", "rsub", "eq", "ne", "lt", "le", "gt", "ge"):
    setattr(DictView, f"__{_name}__", _of_sets(f"__{_name}__"))
