"""A generator's method and its arguments in, a draw that kernels make themselves out, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.laws import LAWS, NO_DEFAULT, Law, holds, sample_of
from autograph.runtime.records import record
from autograph.runtime.types import type_of
from autograph.tracing.numpy_functions.creation import known
from autograph.tracing.storage import is_lost
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import current, emit

if TYPE_CHECKING:
    from autograph.tracing.randomness import TracedGenerator

__all__ = ["Draw", "drawn_by_kernel", "is_number", "sizes_given", "staged"]

_EXACT = 2**53
_OF_SIZES = ("rand", "randn")
"""The methods whose arguments are all sizes."""


@record(frozen=True)
class Draw:
    """A call of a generator's method as a law: of one number, or of an array if there are sizes."""

    law: str
    parameters: list[Any]
    sizes: tuple[Any, ...] | None
    options: dict[str, Any]


def drawn_by_kernel(
    generator: TracedGenerator, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], function: Any
) -> Any:
    """Stage the draw of a number, or of an array of such; None where a call of the method must do it.

    Parameters
    ----------
    generator : TracedGenerator
    name : str
        Of its method.
    args, kwargs
    function : callable
        Calls the method as the graph runs.
    """
    draw = _bound(generator.kind, name, args, dict(kwargs))
    return None if draw is None else staged(generator, draw, name, function)


def staged(generator: TracedGenerator, draw: Draw, name: str, function: Any) -> Any:
    """Stage a draw; None where no law gives the method's numbers, or nothing says where the generator is."""
    trace = current()
    assert trace is not None
    sources = generator.sources() if holds(generator.kind, draw.law) else None
    if sources is None or any(is_lost(trace.region, source) for source in sources):
        return None
    law = LAWS[generator.kind][draw.law]
    sample = sample_of(generator.kind, draw.law)
    operands, params = (*sources, *draw.parameters), {"kind": generator.kind, "law": draw.law, "name": name}

    def one(*given: Any) -> Any:
        return function(*law.arguments(*given), **draw.options)

    def many(*given: Any) -> Any:
        count = len(draw.parameters)
        if name in _OF_SIZES:
            return function(*given)
        return function(*law.arguments(*given[:count]), size=given[count:], **draw.options)

    if draw.sizes is None:
        return emit("draw", *operands, function=one, types=(type_of(sample),), **params)
    dtype, shape = np.dtype(type(sample)), known(draw.sizes)
    return emit("draw_array", *operands, *draw.sizes, function=many, dtype=dtype, shape=shape, **params)


def _bound(kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Draw | None:
    """Return what a call draws; None where that is no number, and no array, of a law."""
    options: dict[str, Any] = {}
    if isinstance(kwargs.get("endpoint"), bool) and name == "integers":
        options["endpoint"] = kwargs.pop("endpoint")
    label = name + "_closed" * options.get("endpoint", False)
    law = LAWS.get(kind, {}).get(label)
    if law is None:
        return None
    if name in _OF_SIZES:
        kwargs, args = ({**kwargs, "size": args} if args else kwargs), ()
    elif len(args) == len(law.parameters) + 1 and "size" not in kwargs:
        args, kwargs = args[:-1], {**kwargs, "size": args[-1]}
    sizes = sizes_given(kwargs.pop("size", None))
    values = _values(law, args, kwargs)
    return None if values is None or sizes == () else Draw(label, values, sizes, options)


def _values(law: Law, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any] | None:
    """Return the law's parameters; None where they are others, or no numbers that it takes."""
    given = {**dict(zip(law.parameters, args, strict=False)), **kwargs}
    if len(args) > len(law.parameters) or len(given) < len(args) + len(kwargs):
        return None
    if not given.keys() <= law.parameters.keys():
        return None
    if law.of_ints and given.get("high") is None:
        given = {"low": 0, "high": given.get("low")}
    values = [given.get(parameter, default) for parameter, default in law.parameters.items()]
    return values if all(is_number(value, "i" if law.of_ints else "fi") for value in values) else None


def sizes_given(size: Any) -> tuple[Any, ...] | None:
    """Return the sizes of an array; () where they are something else, None for a single number."""
    if size is None:
        return None
    sizes = tuple(size) if isinstance(size, tuple | list) else (size,)
    return sizes if all(is_number(item, "i") for item in sizes) else ()


def is_number(value: Any, kinds: str) -> bool:
    """Whether a value is a scalar of one of these kinds, which is converted exactly or as NumPy does."""
    if isinstance(value, Tensor):
        return value.type.is_scalar and not value.alternatives and value.type.dtype.kind in kinds
    if value is NO_DEFAULT or isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < _EXACT
    return isinstance(value, float | np.floating | np.integer) and np.dtype(type(value)).kind in kinds
