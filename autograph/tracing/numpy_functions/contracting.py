"""Sums of products along named axes: `einsum`, `tensordot` and their relatives."""

from __future__ import annotations

import contextlib
import math
import operator
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autograph.runtime.records import record
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of, as_handle, cast
from autograph.tracing.numpy_functions.dispatch import NotStaged, assume_equal, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.raised_errors import ignoring_errors
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__: list[str] = []

_UNEQUAL = "sizes of axes that are summed together differ"


@record(frozen=True)
class _Named:
    """An array, each of whose axes has a name of its own.

    Attributes
    ----------
    array : Tensor
    names : str
        A letter for each axis.
    from_zero : bool
        Whether it is of sums that began with zero, which are no zeros with a sign.
    """

    array: Any
    names: str
    from_zero: bool = False

    def along(self, names: str) -> Any:
        """Return the array with axes in the order of `names`; those that it does not have are 1."""
        order = [self.names.index(name) for name in names if name in self.names]
        moved = np.transpose(self.array, order) if order != sorted(order) else self.array
        if len(order) == len(names):
            return moved
        return moved[tuple(slice(None) if name in self.names else None for name in names)]

    def summed(self, kept: str) -> _Named:
        """Return the sums along all axes but those in `kept`."""
        axes = tuple(axis for axis, name in enumerate(self.names) if name not in kept)
        if not axes:
            return self
        names = "".join(name for name in self.names if name in kept)
        return _Named(np.sum(self.array, axis=axes, dtype=dtype_of(self.array)), names)


@implements(np.einsum)
def _einsum(subscripts: Any, *operands: Any, optimize: Any = False, **rest: Any) -> Any:
    terms, wanted = _terms(subscripts, len(operands))
    arrays = [as_handle(operand) for operand in operands]
    alone = len(arrays) == 1 and len(set(terms[0])) == len(wanted)
    is_sum = len(wanted) < len(set("".join(terms)))
    by_path = optimize is not False and not (wanted and is_sum)  # NumPy goes another way then
    if rest or by_path or alone or not isinstance(optimize, bool | str):
        raise NotStaged
    if any(len(term) != ndim_of(array) for term, array in zip(terms, arrays, strict=True)):
        raise NotStaged
    named = [_without_repeats(array, term) for array, term in zip(_alike(arrays), terms, strict=True)]
    _require_equal_sizes(named)
    with ignoring_errors() if is_sum else contextlib.nullcontext():  # of which its sums do not tell
        return _contracted(named, wanted)


def _terms(subscripts: Any, count: int) -> tuple[list[str], str]:
    """Return the names of the operands' axes, and those of the result's."""
    if not isinstance(subscripts, str):
        raise NotStaged
    given, arrow, wanted = subscripts.replace(" ", "").partition("->")
    terms = given.split(",")
    names = "".join(terms)
    if not arrow:
        wanted = "".join(sorted(name for name in set(names) if names.count(name) == 1))
    fits = set(wanted) <= set(names) and len(set(wanted)) == len(wanted) and len(terms) == count
    if not fits or not (names.isalpha() and names.isascii()):
        raise NotStaged
    return terms, wanted


def _alike(arrays: list[Any]) -> list[Any]:
    """Return arrays in the dtype that they have together, in which NumPy multiplies and adds."""
    dtype = np.result_type(*map(dtype_of, arrays))
    if dtype.kind not in "iufc" or not any(isinstance(array, Tensor) for array in arrays):
        raise NotStaged
    return [array if dtype_of(array) == dtype else cast(array, dtype) for array in arrays]


def _without_repeats(array: Any, names: str) -> _Named:
    """Return the diagonals where a name stands twice."""
    for one, name in enumerate(names):
        two = names.find(name, one + 1)
        if two > 0:
            _require_equal(array.shape[one], array.shape[two])
            left = names[:one] + names[one + 1 : two] + names[two + 1 :]
            return _without_repeats(np.diagonal(array, axis1=one, axis2=two), left + name)
    return _Named(array, names)


def _require_equal_sizes(named: list[_Named]) -> None:
    """Stake the run on axes of one name having one size: of some that are 1 NumPy makes more."""
    sizes: dict[str, Any] = {}
    for item in named:
        for name, size in zip(item.names, item.array.shape, strict=True):
            _require_equal(sizes.setdefault(name, size), size)


def _require_equal(one: Any, two: Any) -> None:
    if isinstance(one, int) and isinstance(two, int) and one != two:
        raise NotStaged
    if any(
        type(number) is int and number == 1 and _is_not_one(size) for number, size in ((one, two), (two, one))
    ):
        raise NotStaged
    assume_equal(one, two, _UNEQUAL)


def _is_not_one(size: Any) -> bool:
    """Whether data is known to be another size than 1."""
    symbol = size.size_symbol if isinstance(size, Tensor) else None
    return symbol is not None and not symbol.may_be_one


def _contracted(named: list[_Named], wanted: str, times: Any = np.matmul) -> Any:
    """Return the sum of the products of arrays, pair after pair; of matrices those that `times` gives."""
    while len(named) > 1:
        one, two = _best_pair(named, wanted)
        rest = [item for item in named if item is not one and item is not two]
        kept = wanted + "".join(item.names for item in rest)
        one, two = one.summed(kept + two.names), two.summed(kept + one.names)
        named = [*rest, _product(one, two, kept, wanted, times)]
    result = named[0].summed(wanted)
    array = result.array if result.names == wanted else emit("copy", result.along(wanted))
    return array if result.from_zero or dtype_of(array).kind not in "fc" else array + 0.0


def _best_pair(named: list[_Named], wanted: str) -> tuple[_Named, _Named]:
    """Return the two arrays whose product has the fewest axes."""
    best: tuple[int, _Named, _Named] | None = None
    for place, one in enumerate(named):
        for two in named[place + 1 :]:
            others = wanted + "".join(item.names for item in named if item is not one and item is not two)
            axes = len({name for name in one.names + two.names if name in others})
            if best is None or axes < best[0]:
                best = axes, one, two
    assert best is not None
    return best[1:]


def _product(one: _Named, two: _Named, kept: str, wanted: str, times: Any) -> _Named:
    """Return the product of two arrays, summed along the axes that are not in `kept`."""
    summed = "".join(name for name in one.names if name not in kept)
    shared = "".join(name for name in one.names if name in two.names and name in kept)
    rows = "".join(name for name in one.names if name not in two.names)
    columns = "".join(name for name in two.names if name not in one.names)
    inexact = dtype_of(one.array).kind in "fc"
    if inexact and summed and not shared and (rows or columns or len(summed) == 1):
        return _matrix_product(one, two, (rows, columns, summed), times)
    if inexact and summed and rows and columns:
        return _matrix_products(one, two, (shared, rows, columns, summed))
    names = shared + rows + columns
    names = wanted if sorted(names) == sorted(wanted) else names
    product = np.multiply(one.along(names + summed), two.along(names + summed))
    return _Named(product, names + summed).summed(names)


def _matrix_product(one: _Named, two: _Named, parts: tuple[str, str, str], times: Any) -> _Named:
    """Return the product of two arrays along the axes that both have, as matrices."""
    rows, columns, summed = parts
    product = times(_merged(one, rows, summed), _merged(two, summed, columns))
    return _split(product, rows + columns, (one, two))


def _matrix_products(one: _Named, two: _Named, parts: tuple[str, str, str, str]) -> _Named:
    """Return such products of the matrices at each place along axes that both keep."""
    shared, rows, columns, summed = parts
    product = np.matmul(_merged(one, *shared, rows, summed), _merged(two, *shared, summed, columns))
    return _split(product, shared + rows + columns, (one, two))


def _split(product: Any, names: str, factors: tuple[_Named, _Named]) -> _Named:
    """Return a product of matrices with the axes that its factors had."""
    sizes = {name: size for item in factors for name, size in zip(item.names, item.array.shape, strict=True)}
    if ndim_of(product) < len(names):
        product = np.reshape(product, tuple(sizes[name] for name in names))
    return _Named(product, names, from_zero=True)


def _merged(item: _Named, *parts: str) -> Any:
    """Return an array with one axis for each of some groups of its axes that are not empty."""
    groups = [part for part in parts if part]
    array = item.along("".join(groups))
    if all(len(group) == 1 for group in groups):
        return array
    sizes = iter(array.shape)
    return np.reshape(array, tuple(math.prod(next(sizes) for _ in group) for group in groups))


# -- its relatives ----------------------------------------------------------------------------------


def _names(count: int, start: int = 0) -> str:
    return "".join(chr(ord("a") + start + number) for number in range(count))


def _pair(a: Any, b: Any, summed: tuple[tuple[int, ...], tuple[int, ...]]) -> Any:
    """Return the sum of products along pairs of axes of two arrays."""
    one, two = _alike([a, b])
    first = _names(ndim_of(one))
    second = list(_names(ndim_of(two), len(first)))
    for left, right in zip(*summed, strict=True):
        _require_equal(one.shape[left], two.shape[right])
        second[right] = first[left]
    names = "".join(second)
    wanted = "".join(name for name in first + names if (name in first) != (name in names))
    return _contracted([_Named(one, first), _Named(two, names)], wanted, np.dot)


@implements(np.tensordot, np.linalg.tensordot)
def _tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    a, b = as_handle(a), as_handle(b)
    ndims = ndim_of(a), ndim_of(b)
    if sum(ndims) > 26:
        raise NotStaged
    if isinstance(axes, int):
        if not 0 <= axes <= min(ndims):
            raise NotStaged
        pairs = tuple(range(ndims[0] - axes, ndims[0])), tuple(range(axes))
    else:
        one, two = axes
        pairs = normalize_axis_tuple(one, ndims[0]), normalize_axis_tuple(two, ndims[1])
        if len(pairs[0]) != len(pairs[1]):
            raise NotStaged
    return as_array_of(_pair(a, b, pairs))


@implements(np.inner)
def _inner(a: Any, b: Any) -> Any:
    a, b = as_array(a), as_array(b)
    if not ndim_of(a) or not ndim_of(b) or ndim_of(a) + ndim_of(b) > 26:
        raise NotStaged
    return _pair(a, b, ((ndim_of(a) - 1,), (ndim_of(b) - 1,)))


@implements(np.vdot)
def _vdot(a: Any, b: Any) -> Any:
    a, b = in_row(as_handle(a)), in_row(as_handle(b))
    product = _pair(np.conj(a) if dtype_of(a).kind == "c" else a, b, ((0,), (0,)))
    return product + 0.0 if product.type.dtype.kind in "fc" else product  # `dot` keeps the sign of one zero


@implements(np.kron)
def _kron(a: Any, b: Any) -> Any:
    a, b = as_handle(a), as_handle(b)
    ndim = max(ndim_of(a), ndim_of(b))
    if not ndim_of(a) or not ndim_of(b):
        raise NotStaged
    a, b = (item[(None,) * (ndim - ndim_of(item))] if ndim_of(item) < ndim else item for item in (a, b))
    product = np.multiply(a[(slice(None), None) * ndim], b[(None, slice(None)) * ndim])
    return np.reshape(product, tuple(map(operator.mul, a.shape, b.shape)))
