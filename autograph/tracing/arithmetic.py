"""Python's operators on handles: what each of them stages."""

from __future__ import annotations

import operator
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.errors import TraceError
from autograph.runtime.types import ArrayType, is_python_scalar
from autograph.tracing.flags import both, either, negated
from autograph.tracing.misfits import misfit
from autograph.tracing.trace import Untraceable, emit, need_value

if TYPE_CHECKING:
    from autograph.tracing.tensor import Tensor

__all__ = ["Operators", "check_out", "is_operand", "write_result"]

Method = Callable[..., Any]


def is_operand(value: Any) -> bool:
    """Whether `value` can stand next to a handle in arithmetic."""
    return isinstance(value, Operators | np.generic | np.ndarray) or is_python_scalar(value)


def as_operand(value: Any) -> Any:
    """Return `value` as an operand of array arithmetic; NotImplemented where it is none."""
    if is_operand(value):
        return value
    if isinstance(value, int) and _counts_as_int(type(value)):
        return int(value)
    if isinstance(value, list | tuple):
        if getattr(value, "grown", None) is not None:
            return _stacked(value)
        return np.asarray(value) if not _holds_handles(value) else _stacked(value)
    if _is_range(value):
        return _stacked(value)
    return NotImplemented


def _is_range(value: Any) -> bool:
    from autograph.tracing.ranges import SymbolicRange  # noqa: PLC0415  (ranges are made of handles)

    return isinstance(value, range | SymbolicRange)


_OF_INT = tuple(
    f"__{name}__" for name in ("add", "sub", "mul", "mod", "pow", "and", "or", "xor", "eq", "lt", "index")
)


def _counts_as_int(kind: type) -> bool:
    """Whether a class of ints, such as an `IntEnum`, leaves arithmetic to `int`."""
    return all(getattr(kind, name) is getattr(int, name) for name in _OF_INT)


def _is_pythons(handle: Tensor, op: str, other: Any) -> bool:
    """Whether Python's own rules say what a number and a list or tuple give: NumPy's hold beside its own.

    Multiples of a sequence are Python's beside NumPy's scalars, too.
    """
    if not isinstance(other, list | tuple):
        return handle.type.kind == "python" and _is_range(other)
    kinds = {handle.type.kind} if not handle.carrier else set()
    kinds |= {a.what.kind for a in handle.alternatives if isinstance(a.what, ArrayType)}
    kinds |= {a.what.type.kind for a in handle.alternatives if isinstance(a.what, Operators)}
    own = {kind == "python" or (kind == "scalar" and op == "multiply") for kind in kinds}
    if len(own) > 1:
        raise Untraceable("AG101", "a number of Python or of NumPy beside a list or tuple")
    return own == {True}


def _holds_handles(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds_handles(item) for item in value)
    return isinstance(value, Operators)


def _stacked(value: Any) -> Any:
    from autograph.tracing.numpy_functions import array  # noqa: PLC0415

    return array(value)


def _binary(op: str, *, swapped: bool = False) -> Method:
    def method(self: Tensor, given: Any, *modulus: Any) -> Any:
        other = given
        if modulus:
            raise need_value(self, "by pow() with a modulus")
        if op == "add" and self.alternatives:
            made = _joined_texts(self, other, swapped=swapped)
            if made is not NotImplemented:
                return made
        if op == "multiply" and isinstance(other, str):
            return _repeated_text(other, self)
        if _is_object(self) or _is_object(other):
            return _by_python(op, *((other, self) if swapped else (self, other)))
        other = NotImplemented if _is_pythons(self, op, other) else as_operand(other)
        if other is NotImplemented:
            return _unfit(op, self, given, swapped=swapped)
        left, right = (other, self) if swapped else (self, other)
        if op == "power":
            _refuse_power(left, right)
        return _applied(op, left, right)

    return method


def _applied(op: str, *operands: Any) -> Any:
    """Return what an operator of Python's gives, which the types of the operands may not have."""
    try:
        return emit(op, *operands)
    except TraceError:
        if any(isinstance(item, Operators) and item.alternatives for item in operands):  # type: ignore[attr-defined]
            raise
        raise misfit(_PYTHONS[op], *operands) from None


_PYTHONS: dict[str, Callable[..., Any]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "true_divide": operator.truediv,
    "floor_divide": operator.floordiv, "remainder": operator.mod, "power": operator.pow,
    "bitwise_and": operator.and_, "bitwise_or": operator.or_, "bitwise_xor": operator.xor,
    "left_shift": operator.lshift, "right_shift": operator.rshift,
    "less": operator.lt, "less_equal": operator.le, "greater": operator.gt, "greater_equal": operator.ge,
    "equal": operator.eq, "not_equal": operator.ne, "invert": operator.invert,
}  # fmt: skip
"""Python's operators, by the names of the ops that stand for them."""


def _product(left: Any, right: Any) -> Any:
    """Return the product of matrices, which numbers have none of."""
    if any(isinstance(item, Operators) and item.type.kind != "array" for item in (left, right)):
        raise misfit(operator.matmul, left, right)
    return np.matmul(left, right)


def _unfit(op: str, handle: Tensor, other: Any, *, swapped: bool = False) -> Any:
    """Raise what Python raises for a number beside what it has no operators with."""
    if handle.alternatives or handle.type.kind == "array" or type(other) not in _WITHOUT:
        return NotImplemented
    raise misfit(_PYTHONS[op], *((other, handle) if swapped else (handle, other)))


_WITHOUT = (str, bytes, type(None), type, types.FunctionType, types.BuiltinFunctionType)
"""Types of objects that leave their operators with numbers to these."""


def _by_python(op: str, *operands: Any) -> Any:
    """Return what Python's operator gives for each of the objects that an operand may be."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

    return apart(_PYTHONS[op], *operands)


def _joined_texts(one: Tensor, other: Any, *, swapped: bool) -> Any:
    """Return the sum of two strings, one of which data chose; NotImplemented if they are none."""
    from autograph.tracing.text import worded  # noqa: PLC0415  (text is made of handles)

    text = worded(one)
    if text is one:
        return NotImplemented
    return text.__radd__(worded(other)) if swapped else text + worded(other)


def _repeated_text(text: str, count: Tensor) -> Any:
    from autograph.tracing.text import repeated  # noqa: PLC0415  (text is made of handles)

    return repeated(text, count)


def _refuse_power(base: Any, exponent: Any) -> None:
    """Refuse ``flags ** 2``: its dtype depends on the exponent's value, as NumPy takes short cuts."""
    kind = base.type if isinstance(base, Operators) else base
    weak = exponent.type.kind == "python" if isinstance(exponent, Operators) else is_python_scalar(exponent)
    if weak and not is_python_scalar(base) and kind.dtype.kind == "b" and len(kind.shape):
        raise Untraceable("AG101", "an array of bools is raised to a power")


def _in_place(op: str) -> Method:
    def method(self: Tensor, other: Any) -> Any:
        if any(isinstance(a.what, Operators) for a in self.alternatives):
            return _apart_in_place(op, self, other)
        if any(isinstance(a.what, list | set | dict) for a in self.alternatives):
            return _chosen_in_place(op, self, other)
        if self.type.kind != "array":
            return NotImplemented
        operand = as_operand(other)
        if operand is NotImplemented:
            return _by_each(op, self, other)
        check_out(self, op, self, operand)
        result = emit(op, self, operand)
        if result.alternatives:  # its dtype depends on which kind of number the operand is
            return _by_each_type(op, self, operand)
        write_result(self, result)
        return self

    return method


def _by_each_type(op: str, target: Tensor, other: Any) -> Tensor:
    """Change an array by what is a number of one type or another."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

    def change(one: Any) -> None:
        _IN_PLACE[op](target, one)

    apart(change, other)
    return target


def _apart_in_place(op: str, target: Tensor, other: Any) -> Any:
    """Change a 0-d array, or make another number, whichever it is."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

    return apart(lambda one: _IN_PLACE[op](one, other), target)


def _chosen_in_place(op: str, target: Tensor, other: Any) -> Tensor:
    """Change the list, set or dict that data has chosen; it is the same one afterwards."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)
    from autograph.tracing.spec import UNDEFINED  # noqa: PLC0415  (specs are made of handles)

    chosen = [a.what for a in target.alternatives if a.tag is not True or a.what is not UNDEFINED]
    if not all(isinstance(what, list | set | dict) for what in chosen) or not _is_object(target):
        raise Untraceable("AG105", "what may be a list is changed in place")

    def change(one: Any) -> None:
        _IN_PLACE[op](one, other)

    apart(change, target)
    return target


def _by_each(op: str, target: Tensor, other: Any) -> Any:
    """Change an array by each of the values that an operand may be; NotImplemented if it is none."""
    from autograph.tracing.choice import Choice, each, is_several, settled  # noqa: PLC0415  (made of handles)

    if not isinstance(other, Choice):
        return NotImplemented
    if is_several(other):
        each(other, lambda one: _IN_PLACE[op](target, one))
        return target
    return _IN_PLACE[op](target, settled(other))


_IN_PLACE: dict[str, Method] = {
    "add": operator.iadd,
    "subtract": operator.isub,
    "multiply": operator.imul,
    "true_divide": operator.itruediv,
    "floor_divide": operator.ifloordiv,
    "remainder": operator.imod,
    "power": operator.ipow,
    "bitwise_and": operator.iand,
    "bitwise_or": operator.ior,
    "bitwise_xor": operator.ixor,
    "left_shift": operator.ilshift,
    "right_shift": operator.irshift,
}


def _arithmetic(op: str) -> tuple[Method, Method, Method]:
    """Return the methods for ``x + y``, ``y + x`` and ``x += y``."""
    return _binary(op), _binary(op, swapped=True), _in_place(op)


def check_out(target: Tensor, ufunc: str, *operands: Any) -> None:
    """Stage NumPy's check that a ufunc's result fits the array it is written into, unless it surely does."""
    sizes = target.type.shape
    shapes = [np.shape(item) if not isinstance(item, Operators) else item.type.shape for item in operands]
    pairs = [pair for shape in shapes for pair in zip(reversed(shape), reversed(sizes), strict=False)]
    if any(len(shape) > len(sizes) for shape in shapes) or any(one not in (1, two) for one, two in pairs):
        emit("check_out", target, *operands, ufunc=ufunc)


def write_result(target: Tensor, result: Any) -> None:
    """Write a ufunc's result into an array, under NumPy's rules for ``out=``.

    Raises
    ------
    TypeError
        If the result's dtype cannot be cast to the array's under the rule ``same_kind``.
    """
    if not np.can_cast(result.type.dtype, target.type.dtype, "same_kind"):
        raise TypeError(f"Cannot cast ufunc output from {result.type.dtype!r} to {target.type.dtype!r}")
    target[...] = result


def _is_object(value: Any) -> bool:
    """Whether a handle stands for no number, but for one of several objects."""
    return any(a.tag is True for a in getattr(value, "alternatives", ()))


def _compare_objects(op: str, handle: Tensor, other: Any) -> Any:
    """Return how data that may be an object compares with an object, such as a string or a text."""
    from autograph.tracing.text import Text  # noqa: PLC0415  (text is made of handles)

    if handle.type.kind == "array":
        return _by_python(op, handle, other)
    objects = [a for a in handle.alternatives if not isinstance(a.what, ArrayType) and a.tag is not True]
    numpys = handle.type.kind == "scalar" and not _is_object(handle)
    if isinstance(other, str) and (numpys or op not in ("equal", "not_equal")):
        return _by_python(op, handle, other)
    if op not in ("equal", "not_equal") or isinstance(other, list | dict | set):
        raise Untraceable("AG101", "data that may be an object is compared")
    same: Any = False
    for alternative in objects:
        if isinstance(other, Text) and type(alternative.what) is str:
            same = either(same, both(alternative.tag, alternative.what == other))
        elif type(alternative.what) is type(other) and alternative.what == other:
            same = either(same, alternative.tag)
    return same if op == "equal" else negated(same)


def _unequal_elements(op: str, array: Tensor, other: Any) -> Any:
    """Return how the elements of an array compare with what none of them is equal to."""
    if op not in ("equal", "not_equal"):
        raise Untraceable("AG101", f"the order of an array and a {type(other).__name__}")
    unequal = op == "not_equal"
    return np.full_like(array, unequal, dtype=bool) if array.type.ndim else np.bool_(unequal)


def _compare(op: str) -> Method:
    def method(self: Tensor, given: Any) -> Any:
        other = NotImplemented if _is_pythons(self, op, given) else as_operand(given)
        if other is NotImplemented:
            if isinstance(given, str) and self.type.kind == "scalar" and not self.alternatives:
                return np.bool_(op == "not_equal") if op in ("equal", "not_equal") else NotImplemented
            if self.alternatives and not self.carrier:
                return _compare_objects(op, self, given)
            if self.type.kind == "array" and (given is None or isinstance(given, str)):
                return _unequal_elements(op, self, given)
            if self.type.kind == "array":
                raise Untraceable("AG101", "an array is compared with an object")
            return NotImplemented if op in ("equal", "not_equal") else _unfit(op, self, given)
        if _is_object(self) or _is_object(other):
            return _by_python(op, self, other)
        return _applied(op, self, other)

    return method


_ONE_DIMENSION = (
    "inplace matrix multiplication requires the first operand to have at least one and the second at least"
    " two dimensions."
)


class Operators:
    """A handle as Python's operators know it."""

    __slots__ = ()

    type: ArrayType

    __add__, __radd__, __iadd__ = _arithmetic("add")
    __sub__, __rsub__, __isub__ = _arithmetic("subtract")
    __mul__, __rmul__, __imul__ = _arithmetic("multiply")
    __truediv__, __rtruediv__, __itruediv__ = _arithmetic("true_divide")
    __floordiv__, __rfloordiv__, __ifloordiv__ = _arithmetic("floor_divide")
    __mod__, __rmod__, __imod__ = _arithmetic("remainder")
    __pow__, __rpow__, __ipow__ = _arithmetic("power")
    __and__, __rand__, __iand__ = _arithmetic("bitwise_and")
    __or__, __ror__, __ior__ = _arithmetic("bitwise_or")
    __xor__, __rxor__, __ixor__ = _arithmetic("bitwise_xor")
    __lshift__, __rlshift__, __ilshift__ = _arithmetic("left_shift")
    __rshift__, __rrshift__, __irshift__ = _arithmetic("right_shift")
    __eq__ = _compare("equal")
    __ne__ = _compare("not_equal")
    __lt__ = _compare("less")
    __le__ = _compare("less_equal")
    __gt__ = _compare("greater")
    __ge__ = _compare("greater_equal")
    __hash__ = None  # type: ignore[assignment]

    def __abs__(self) -> Any:
        return emit("absolute", self)

    def __neg__(self) -> Any:
        return emit("negative", self)

    def __pos__(self) -> Any:
        return emit("positive", self)

    def __invert__(self) -> Any:
        return _applied("invert", self)

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __rdivmod__(self, other: Any) -> Any:
        return other // self, other % self

    def __matmul__(self: Any, other: Any) -> Any:
        return _product(self, other)

    def __rmatmul__(self: Any, other: Any) -> Any:
        return _product(other, self)

    def __imatmul__(self: Any, other: Any) -> Any:
        operand = as_operand(other)
        sizes = operand.type.shape if isinstance(operand, Operators) else np.shape(operand)
        if not self.type.shape or not sizes:
            raise misfit(operator.imatmul, self, other)
        if len(sizes) == 1:
            raise ValueError(_ONE_DIMENSION)
        return np.matmul(self, other, out=self)
