"""Comparisons, in a row too, `in` and `is`, on plain values and on data."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, ItemsView, KeysView, ValuesView
from typing import Any

import numpy as np

from autograph.operators.own_methods import converted_now, method_of
from autograph.operators.truth import and_, given, if_exp, is_data, not_, or_, truth
from autograph.runtime.types import ArrayType, python_type
from autograph.tracebacks import strip
from autograph.tracing import dict_methods, list_searching
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.boxes import holds_box
from autograph.tracing.choice import Choice, settled
from autograph.tracing.containers import contents, is_elsewhere
from autograph.tracing.flags import negated
from autograph.tracing.keyed import KeyedContainer, handle_in, is_keyed
from autograph.tracing.pooled import in_pool
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.storage import identity_of, targets, way_of
from autograph.tracing.tensor import Tensor, root_of
from autograph.tracing.text import Text, is_in, worded
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_dict import DictView
from autograph.tracing.traced_list import TracedList, is_in_heap
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["compare", "equal", "evaluated", "in_", "is_", "is_not", "is_or_equal", "not_in"]


def compare(first: Any, *links: tuple[str, Callable[[], Any]]) -> Any:
    """Return ``first op0 links[0]() op1 links[1]() ...``; each operand is evaluated at most once."""
    try:
        return _compare(first, *links)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _compare(first: Any, *links: tuple[str, Callable[[], Any]]) -> Any:
    (symbol, operand), *rest = links
    second = operand()
    result = _compared(symbol, first, second)
    if not rest:
        return result
    return and_(result, lambda: compare(second, *rest))


def evaluated(value: Any) -> Callable[[], Any]:
    """Return what gives an operand that was evaluated before."""
    return lambda: value


def in_(item: Any, container: Any) -> Any:
    """Return ``item in container``."""
    try:
        return _in(item, container)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _in(item: Any, container: Any) -> Any:
    container = settled(container)
    if current() is None:
        return item in container
    own = method_of(container, "__contains__")
    return _is_in(item, container) if own is None else truth(converted_now(own)(container, item))


def _is_in(item: Any, container: Any) -> Any:
    container = container.held if isinstance(container, TracedTuple) else container
    if isinstance(container, DictView) and container.part == "items" and container.keyed is not None:
        return _is_item(item, container.owner)
    container = _looked_into(container)
    if isinstance(container, KeyedContainer) and (is_keyed(container) or handle_in(item) is not None):
        return dict_methods.contains(container, item)
    if not (_has_handle((item,)) or _has_handle(container)):
        return item in container
    if isinstance(item, Choice):
        return apart(lambda one: _is_in(one, container), item)
    if chosen_lists(container):
        return apart(lambda one: _is_in(item, one), container)
    if isinstance(container, TracedList) and container.in_arrays:
        return _is_in_arrays(item, container)
    return _is_in_data(item, container)


def _is_in_arrays(item: Any, items: TracedList) -> Any:
    """Return whether an item is in a list whose length is data."""
    if list_searching.is_compared_one_by_one(items, item):
        from autograph.operators.searching import found_at  # noqa: PLC0415  (it is made of truths)

        return found_at(items, item) >= 0
    return emit("to_python", np.any(list_searching.equal_to(items, item)), type=bool)


def _is_in_data(item: Any, container: Any) -> Any:
    """Return whether an item is in an array, a range, or a container of known length that holds data."""
    if isinstance(container, Text) or (isinstance(container, str) and isinstance(worded(item), Text)):
        return is_in(item, container)
    if isinstance(container, Tensor):
        return _is_in_handle(item, container)
    if isinstance(container, range | SymbolicRange):
        return _in_range(item, container)
    is_array = isinstance(item, Tensor) and item.type.kind == "array" and not item.alternatives
    if is_array and isinstance(container, set | frozenset | dict | KeysView):
        raise TypeError("unhashable type: 'numpy.ndarray'")
    if isinstance(container, list | tuple | set | frozenset | dict | KeysView | ValuesView | ItemsView):
        found: Any = False
        for member in container:
            found = or_(found, functools.partial(_is_member, item, member))
        return found
    raise Untraceable("AG101", f"data is looked for in a {type(container).__name__}")


def _is_in_handle(item: Any, container: Tensor) -> Any:
    if any(isinstance(a.what, str) for a in container.alternatives):
        return apart(lambda text: _is_in(item, text), container)
    if container.type.kind != "array":
        raise TypeError("argument of type 'float' is not iterable")
    return emit("to_python", np.any(container == item), type=bool)


def _is_item(item: Any, owner: Any) -> Any:
    if not isinstance(item, tuple) or len(item) != 2:
        return False
    key, value = item
    return and_(
        dict_methods.contains(owner, key), lambda: _is_member(value, dict_methods.get_item(owner, key))
    )


def _looked_into(container: Any) -> Any:
    """Return what stands for a view of a dict where something is looked for."""
    if not isinstance(container, DictView):
        return container
    if container.keyed is None or container.part == "keys":
        return container.owner if container.part == "keys" else container.known()
    return dict_methods.as_list(container)


def _in_range(item: Any, container: Any) -> Any:
    kind = item.type.dtype.kind if isinstance(item, Tensor) else "i" if isinstance(item, int) else "O"
    if kind not in "iub":
        raise Untraceable("AG101", "data is looked for in a range")
    inside = if_exp(
        operator.gt(container.step, 0),
        lambda: truth(and_(container.start <= item, lambda: item < container.stop)),
        lambda: truth(and_(container.stop < item, lambda: item <= container.start)),
    )
    return truth(and_(inside, lambda: (item - container.start) % container.step == 0))


def _is_member(item: Any, member: Any) -> Any:
    return truth(is_or_equal(item, member))


def is_or_equal(one: Any, two: Any) -> Any:
    """Return what a container compares by: identity or equality."""
    if one is two:
        return True
    both = isinstance(one, Tensor) and isinstance(two, Tensor)
    if both and one.key == two.key and one.type.kind == "array":
        return True
    return equal(one, two)


def equal(one: Any, two: Any) -> Any:
    """Return ``one == two``, for handles that may be None too, and for tuples of them."""
    if isinstance(one, tuple) and isinstance(two, tuple):
        return _compared("==", one, two)
    for value, other in ((one, two), (two, one)):
        plain = isinstance(value, Tensor) and value.type.kind != "array"
        if plain and value.alternatives and not isinstance(other, Tensor):
            for alternative in value.alternatives:
                if (
                    not isinstance(alternative.what, ArrayType)
                    and type(alternative.what) is type(other)
                    and alternative.what == other
                ):
                    return alternative.tag
    return one == two


def _has_handle(container: Any) -> bool:
    if is_data(container):
        return True
    return isinstance(container, list | tuple | dict) and any(
        isinstance(item, Tensor | Text)
        or in_pool(item) is not None
        or (isinstance(item, tuple) and _has_handle(item))
        for item in container
    )


def not_in(item: Any, container: Any) -> Any:
    """Return ``item not in container``."""
    return not_(in_(item, container))


def is_(one: Any, two: Any) -> Any:
    """Return ``one is two``."""
    for choice, other in ((one, two), (two, one)):
        if isinstance(choice, Choice) and one is not two:
            return apart(is_, one, two) if _may_be_value(other) else choice.is_object(other)
    if not isinstance(one, Tensor) and not isinstance(two, Tensor):
        if (first := in_pool(one)) is not None and (second := in_pool(two)) is not None:
            return first.pool is second.pool and operator.eq(first.number, second.number)
        if is_in_heap(one) and is_in_heap(two):
            return one.home.owner is two.home.owner and operator.eq(one.home.place, two.home.place)
        lists = one is not two and isinstance(one, TracedList) and isinstance(two, TracedList)
        if lists and (is_elsewhere(contents(one)) or is_elsewhere(contents(two))):
            raise Untraceable("AG105", "the identity of a list in another")
        return one is two or _is_tuple(one, two)
    if not isinstance(one, Tensor):
        return _is_object(two, one)
    return _is_handle(one, two) if isinstance(two, Tensor) else _is_object(one, two)


def _is_tuple(one: Any, two: Any) -> bool:
    """Return False for two objects, unless they are tuples: branches and rounds make others of these.

    Raises
    ------
    Untraceable
        If they may be the same tuple.
    """
    alike = isinstance(one, tuple) and type(one) is type(two) and 0 < len(one) == len(two)
    if alike and current() is not None:
        raise Untraceable("AG101", "the identity of a tuple")
    return False


def _may_be_value(other: Any) -> bool:
    """Whether an object may be the container, or another value, of a choice."""
    return not isinstance(other, str | bytes | type | None) and other is not UNDEFINED


def _is_handle(one: Tensor, two: Tensor) -> Any:
    """Return ``one is two`` for data."""
    if one.key == two.key:
        return True
    if holds_box(one, two):
        return apart(is_, one, two)
    if one.type.kind == "array" and two.type.kind == "array":
        return _is_array(one, two)
    if "array" in (one.type.kind, two.type.kind) and not (one.alternatives or two.alternatives):
        return False
    raise Untraceable("AG101", "the identity of a number")


def _is_array(one: Tensor, two: Tensor) -> Any:
    """Return ``one is two`` for two arrays, each of which may be one of several."""
    result: Any = False
    ones, twos = ([target for target, _ in targets(item)] for item in (one, two))
    if any(root_of(first).key in root_of(second).aliases for first in ones for second in twos):
        raise Untraceable("AG104", "the identity of an array")
    if any(
        way_of(first) == way_of(second) and first.key != second.key and (first.merged or second.merged)
        for first in ones
        for second in twos
    ):
        raise Untraceable("AG104", "the identity of a view")
    for target in (*ones, *twos):
        both = and_(identity_of(one, target), functools.partial(identity_of, two, target))
        result = or_(result, given(both))
    return result


def _is_object(one: Tensor, two: Any) -> Any:
    """Return ``one is two`` for data and an object that is none."""
    for alternative in one.alternatives:
        if alternative.what is two:
            return alternative.tag
    if not isinstance(two, bool | int | float | complex):
        return False
    if holds_box(one) or one.alternatives:
        return apart(is_, one, two)
    if one.type.kind != "python" or python_type(one.type.dtype) is not type(two):
        return False
    if isinstance(two, bool):
        return one if two else negated(one)
    raise Untraceable("AG101", "the identity of a number")


def is_not(one: Any, two: Any) -> Any:
    """Return ``one is not two``."""
    return not_(is_(one, two))


def _compared(symbol: str, one: Any, two: Any) -> Any:
    from autograph.operators import ordering  # noqa: PLC0415  (orders are made of truths)

    tuples = symbol in _ORDERS and all(getattr(type(x), "__eq__", None) is tuple.__eq__ for x in (one, two))
    if tuples and (ordering.holds_data(one) or ordering.holds_data(two)):
        return ordering.compared(symbol, one, two)
    return _COMPARISONS[symbol](one, two)


_ORDERS = ("<", "<=", ">", ">=", "==", "!=")
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "in": in_,
    "not in": not_in,
    "is": is_,
    "is not": is_not,
}
