"""Ops on handles whose type depends on the path: done once where types do not matter, else type by type."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.errors import TraceError
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, python_type, type_of
from autograph.tracing.boxes import holds_box, unboxed
from autograph.tracing.choice import Choice
from autograph.tracing.flags import both, either, negated
from autograph.tracing.tensor import Alternative, Tensor, bare, box_of, clone, settle
from autograph.tracing.trace import Untraceable, current, emit, forgo
from autograph.tracing.traced_list import TracedList

__all__ = [
    "apart", "chosen_lists", "each_alone", "emit_with", "is_float", "restored", "unless_it_raises", "without",
]  # fmt: skip

MAX_CASES = 8
"""More combinations of types than this are not told apart: the main one is staked on."""

_BY_TYPE = {
    "true_divide", "floor_divide", "remainder", "power", "left_shift", "right_shift", "invert", "item",
    "to_array", "round_py", "bit_length", "bit_count", "select_scalar", "py_min2", "py_max2",
}  # fmt: skip
"""Elementwise ops whose value or error depends on whose scalar an operand is, not on its number alone."""

_SIGNED = {"multiply", "negative"}
"""Elementwise ops that give floats a negative zero, which no int has."""

_UNSPLIT = {"host_call", "assume"}
"""Ops whose params hold for one combination of operand types only."""


@record(frozen=True)
class Case:
    """One combination of the types that the operands can have.

    Attributes
    ----------
    types : tuple of ArrayType
        One per operand.
    tags : tuple of (Tensor, bool)
        What the tags are in that case.
    result : tuple of ArrayType or None
        What the op gives; None where it refuses the operands.
    real : bool
        False where an operand would be of a type that only carries it in the graph.
    """

    types: tuple[ArrayType, ...]
    tags: tuple[tuple[Tensor, bool], ...]
    result: tuple[ArrayType, ...] | None
    real: bool = True


def emit_with(name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> Any:
    """Emit a node some of whose operands have alternatives."""
    if holds_box(*operands):
        if _is_same_in_boxes(name, operands, params):
            return emit(name, *map(unboxed, operands), **params)
        return apart(lambda *given: emit(name, *given, **params), *operands)
    operands = tuple(item if _numbers_only(item) else _settle_objects(item) for item in operands)
    if name in ("set_item", "get_item", "put_view") and _harmless(name, operands):
        return emit(name, *map(bare, operands), **params)
    cases = list(_cases(name, operands, params))
    unreal = not cases[0].real
    cases = [case for case in cases if case.real]
    if name in _UNSPLIT or len(cases) > MAX_CASES or any(case.result is None for case in cases):
        return emit(name, *(settle(item) for item in operands), **params)
    if not unreal and ops.get(name).elementwise and name not in _BY_TYPE and _same_numbers(name, cases):
        return _at_once(name, operands, params, cases)
    if not _joinable(cases):
        return emit(name, *(settle(item) for item in operands), **params)
    return apart(lambda *given: emit(name, *given, **params), *operands)


def apart(call: Callable[..., Any], *operands: Any) -> Any:
    """Return ``call(*operands)``, staged once for each type that the operands can have.

    A call that refuses a type with an exception is not staged for it: the kernel's run is staked
    on that type's not occurring.
    """
    from autograph.operators.truth import choose  # noqa: PLC0415  (choosing is made of ops)
    from autograph.tracing.spec import UNDEFINED  # noqa: PLC0415  (specs are made of handles)

    owner, alternative = _first_alternative(operands)
    if alternative is None:
        return call(*operands)
    tag, what = alternative.tag, alternative.what
    if what is UNDEFINED and tag is not True:
        emit("assume", emit("logical_not_py", tag), reason="an unbound variable")
        return apart(call, *(without(item, tag) for item in operands))
    if tag is True:
        return apart(
            call, *(restored(item, what, tag) if _is_same(item, owner) else item for item in operands)
        )
    rest = tuple(without(item, tag) for item in operands)
    return choose(
        tag,
        lambda: unless_it_raises(lambda: apart(call, *(restored(item, what, tag) for item in operands))),
        lambda: unless_it_raises(lambda: apart(call, *rest)),
    )


def each_alone(value: Any) -> list[tuple[Any, Any]]:
    """Return what a handle can be, each handle of one type or object with what tells that it is that."""
    from autograph.tracing.spec import UNDEFINED  # noqa: PLC0415  (specs are made of handles)

    found: list[tuple[Any, Any]] = []
    rest: Any = True
    while isinstance(value, Tensor) and value.alternatives:
        alternative = _first_of(value)
        tag, what = alternative.tag, alternative.what
        if tag is True:
            value = restored(value, what, tag)
        elif what is UNDEFINED:
            emit("assume", emit("logical_not_py", tag), reason="an unbound variable")
            value = without(value, tag)
        else:
            found.append((both(rest, tag), _where(tag, value, what)))
            rest, value = both(rest, negated(tag)), without(value, tag)
    return [*found, (rest, value)]


def _where(tag: Any, value: Tensor, what: Any) -> Any:
    """Return `value` as a `what`; where `tag` is false, that is another number, which every type can hold."""
    if not isinstance(what, ArrayType):
        return what
    known = clone(emit("select_scalar", tag, clone(value, ()), value.type.dtype.type(0)), value.alternatives)
    return restored(known, what, tag)


def is_float(value: Any) -> Any:
    """Return whether a value is one of Python's floats, be that known or data."""

    def known(item: Any) -> bool:
        if isinstance(item, Tensor):
            return item.type.kind == "python" and item.type.dtype.kind == "f"
        return type(item) is float

    return apart(known, value)


def unless_it_raises(call: Callable[[], Any]) -> Any:
    """Return what a call staged for one of several cases gives; a run is staked on another if it raises."""
    trace = current()
    assert trace is not None
    region = trace.region
    try:
        return call()
    except Exception as error:  # whatever it is, the run without a graph raises it
        trace.region = region
        forgo(f"a value of another type ({type(error).__name__})")
        return None


def _is_same(item: Any, owner: Any) -> bool:
    """Whether two operands are one handle, so that what one of them is the other is, too."""
    return item is owner or (isinstance(item, Tensor) and isinstance(owner, Tensor) and item.key == owner.key)


def _first_alternative(operands: tuple[Any, ...]) -> tuple[Any, Alternative | None]:
    """Return the first operand that may be something else, and what; its tag is True where it surely is."""
    for item in operands:
        if isinstance(item, Choice):
            return item, item.alternatives[0]
        if isinstance(item, Tensor) and item.alternatives:
            return item, _first_of(item)
    return None, None


def _first_of(item: Tensor) -> Alternative:
    real = [a for a in item.alternatives if a.tag is not True]
    if item.carrier and len(real) == 1:
        return dataclasses.replace(real[0], tag=True)
    if len(real) == len(item.alternatives):
        return real[0]
    if len(real) == 1:
        return dataclasses.replace(real[0], tag=True) if _certain(item, real[0]) else real[0]
    return real[0] if real else item.alternatives[0]


def _certain(item: Tensor, only: Alternative) -> bool:
    """Whether a handle that holds no number can be nothing but `only`."""
    return all(a is only or a.tag is True for a in item.alternatives)


def restored(item: Any, what: Any, tag: Any) -> Any:
    """Return what an operand is in the case that `tag` is true, where handles with that tag are `what`."""
    if not isinstance(item, Tensor | Choice) or not item.alternatives:
        return item
    mine = next((a for a in item.alternatives if _same_tag(a, what, tag)), None)
    if mine is None:
        return item
    if not isinstance(mine.what, ArrayType) or isinstance(item, Choice):
        return mine.what
    plain: Any = clone(item, ())
    if plain.type.dtype.kind == "c" and mine.what.dtype.kind != "c":
        plain = emit("real", plain)
    if mine.what.kind == "scalar":
        return emit("to_numpy", plain, dtype=mine.what.dtype)
    return emit("to_python", plain, type=python_type(mine.what.dtype))


def _same_tag(alternative: Alternative, what: Any, tag: Any) -> bool:
    if tag is True or alternative.tag is True:
        return alternative.what is what
    return bool(alternative.tag.key == tag.key)


def chosen_lists(value: Any) -> list[Any]:
    """Return the lists, of the program's own, one of which a handle is; empty if it may be anything else."""
    if not isinstance(value, Tensor) or all(a.tag is not True for a in value.alternatives):
        return []
    from autograph.tracing.spec import UNDEFINED  # noqa: PLC0415  (specs are made of handles)

    lists = [a.what for a in value.alternatives if a.what is not UNDEFINED]
    return lists if all(isinstance(one, TracedList) for one in lists) else []


def without(item: Any, tag: Tensor) -> Any:
    """Return an operand where `tag` is false, without what it is where that is true."""
    if isinstance(item, Choice):
        return item.without(tag)
    if not isinstance(item, Tensor) or not item.alternatives:
        return item
    rest = tuple(a for a in item.alternatives if a.tag is True or a.tag.key != tag.key)
    return clone(item, rest)


def _is_same_in_boxes(name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> bool:
    """Whether an op gives the same for a 0-d array as for the number in it, or takes numbers only."""
    boxes = [box_of(item) for item in operands]
    boxed = [
        box.what.type if box is not None else item.type if isinstance(item, Tensor) else type_of(item)
        for item, box in zip(operands, boxes, strict=True)
    ]
    plain = [
        type_ if box is None else type_.with_(kind="scalar") for type_, box in zip(boxed, boxes, strict=True)
    ]
    results = _infer(name, tuple(boxed), params)
    if name in ("set_item", "put_view"):
        return boxes[0] is None and np.can_cast(plain[1].dtype, boxed[0].dtype, "same_kind")
    return results is None or (ops.get(name).elementwise and results == _infer(name, tuple(plain), params))


def _numbers_only(item: Any) -> bool:
    return not isinstance(item, Tensor) or all(isinstance(a.what, ArrayType) for a in item.alternatives)


def _settle_objects(item: Tensor) -> Tensor:
    made: Tensor = settle(
        item, keep=tuple(a.what for a in item.alternatives if isinstance(a.what, ArrayType))
    )
    return made


def _harmless(name: str, operands: tuple[Any, ...]) -> bool:
    """Whether an index or an element means the same whichever of its types it has."""
    array, *rest = operands
    if isinstance(array, Tensor) and array.alternatives:
        return False
    value = rest.pop(0) if name != "get_item" else None
    if isinstance(value, Tensor) and value.alternatives:
        kinds = {value.type.dtype.kind, *(a.what.dtype.kind for a in value.alternatives)}
        wide = array.type.dtype.itemsize >= 8 and array.type.dtype.kind in "ifc"
        if not wide or not (kinds <= {"i"} or array.type.dtype.kind in "fc"):
            return False
    return all(_is_index(item) for item in rest)


def _is_index(item: Any) -> bool:
    if not isinstance(item, Tensor) or not item.alternatives:
        return True
    types = [item.type, *(a.what for a in item.alternatives)]
    return all(type_.dtype.kind in "iu" for type_ in types)


def _cases(name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> Iterator[Case]:
    """Return the combinations of types, the main one first."""
    tags: list[Tensor] = []
    for item in operands:
        if isinstance(item, Tensor):
            for alternative in item.alternatives:
                if all(alternative.tag.key != tag.key for tag in tags):
                    tags.append(alternative.tag)
    for number in range(min(2 ** len(tags), 2**MAX_CASES)):
        true = {tag.key for place, tag in enumerate(tags) if number >> place & 1}
        types = [_type_in(item, true) for item in operands]
        if any(type_ is None for type_ in types):
            continue
        known = tuple(type_ for type_ in types if type_ is not None)
        given = tuple((tag, tag.key in true) for tag in tags)
        real = not any(
            isinstance(item, Tensor)
            and item.carrier
            and not any(a.tag.key in true for a in item.alternatives)
            for item in operands
        )
        yield Case(known, given, _infer(name, known, params), real)


def _type_in(item: Any, true: set[int]) -> ArrayType | None:
    """Return an operand's type where just these tags are true; None if that cannot be."""
    if not isinstance(item, Tensor):
        return type_of(item)
    chosen = [a.what for a in item.alternatives if a.tag.key in true]
    if len(chosen) > 1:
        return None
    return chosen[0] if chosen else item.type


def _infer(name: str, types: tuple[ArrayType, ...], params: dict[str, Any]) -> tuple[ArrayType, ...] | None:
    try:
        return ops.get(name).infer(*types, **params)
    except (TraceError, TypeError):
        return None


def _joinable(cases: list[Case]) -> bool:
    """Whether one handle can hold what any of the cases gives."""
    from autograph.tracing.joins import join  # noqa: PLC0415  (specs are made of handles)
    from autograph.tracing.spec import Number, Spec  # noqa: PLC0415  (the same)

    for results in zip(*(case.result or () for case in cases), strict=True):
        specs: list[Spec] = [Number(type_) for type_ in results]
        try:
            functools.reduce(join, specs)
        except Untraceable:
            return False
    return True


def _same_numbers(name: str, cases: list[Case]) -> bool:
    """Whether computing with the main types gives the number of every case."""
    main = cases[0]
    assert main.result is not None
    if len(main.result) != 1:
        return False
    for case in cases[1:]:
        assert case.result is not None
        if not all(_same_number(*pair) for pair in zip(main.types, case.types, strict=True)):
            return False
        (made,), (wanted,) = main.result, case.result
        if made != wanted and not (_restorable(wanted, made) and not _wraps(made, wanted)):
            return False
    return True


def _same_number(main: ArrayType, other: ArrayType) -> bool:
    """Whether arithmetic on numbers of type `other` is that of type `main` on the same numbers."""
    if main == other:
        return True
    if not (main.is_scalar and other.is_scalar):
        return False
    if main.dtype == other.dtype:
        return (main.dtype.itemsize == 8 and main.dtype.kind in "if") or main.dtype.kind in "bc"
    if other.dtype.kind == "b":
        return other.kind == "python" and main.dtype.kind in "if" and main.dtype.itemsize == 8
    return main.dtype == np.float64 and other.dtype == np.int64


def _wraps(made: ArrayType, wanted: ArrayType) -> bool:
    """Whether one of two integer types wraps round where the other one grows."""
    return made.dtype.kind == "i" == wanted.dtype.kind and made.kind != wanted.kind


def _restorable(other: ArrayType, main: ArrayType) -> bool:
    """Whether a value of type `other` can be told from the same number held as `main`."""
    if not (other.is_scalar and main.is_scalar):
        return False
    short = other.dtype.kind == "u" or other.dtype.itemsize < 8
    if other.dtype != main.dtype and other.dtype.kind != "b" and short:
        return False  # It would wrap round, or be rounded, where the wider one is not.
    order = "bif c"
    ranks = [order.find("i" if t.dtype.kind == "u" else t.dtype.kind) for t in (other, main)]
    return ranks[0] <= ranks[1] and other.dtype.itemsize <= main.dtype.itemsize


def _at_once(name: str, operands: tuple[Any, ...], params: dict[str, Any], cases: list[Case]) -> Any:
    """Emit the op once, on the main types, and keep what tells the results' types apart."""
    assert cases[0].result is not None
    (main,) = cases[0].result
    made = emit(name, *map(bare, operands), **params)
    found: list[tuple[ArrayType, Any]] = []
    for case in cases[1:]:
        assert case.result is not None
        (result,) = case.result
        if result == main:
            continue
        held: Any = True
        for tag, value in case.tags:
            held = both(held, tag if value else negated(tag))
        place = next((place for place, (type_, _) in enumerate(found) if type_ == result), None)
        if place is None:
            found.append((result, held))
        else:
            found[place] = (result, either(found[place][1], held))
    for type_, tag in found:
        if type_.dtype.kind in "iu" and main.dtype.kind in "fc":
            _assume_exact(made, tag)
            if name in _SIGNED:
                made = emit("select_scalar", tag, emit("add", made, 0.0), made)
    return clone(made, tuple(Alternative(type_, tag) for type_, tag in found))


def _assume_exact(made: Tensor, tag: Any) -> None:
    """Stake the run on an int that is held as a float being one that a float can hold."""
    exact = emit("to_python", emit("less", emit("absolute", made), float(2**53)), type=bool)
    emit("assume", either(exact, negated(tag)), reason="an int beyond 2**53 among floats")
