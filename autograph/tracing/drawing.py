"""A generator's method and its arguments in, a draw that kernels make themselves out, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.laws import LAWS, NO_DEFAULT, Law, holds
from autograph.runtime.types import type_of
from autograph.tracing.storage import is_lost
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import current, emit

if TYPE_CHECKING:
    from autograph.tracing.randomness import TracedGenerator

__all__ = ["drawn_by_kernel"]

_EXACT = 2**53


def drawn_by_kernel(
    generator: TracedGenerator, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], function: Any
) -> Any:
    """Stage the draw of one number; None where a call of the method must do it.

    Parameters
    ----------
    generator : TracedGenerator
    name : str
        Of its method.
    args, kwargs
    function : callable
        Calls the method as the graph runs.
    """
    kind = generator.kind
    found = _bound(kind, name, args, dict(kwargs))
    if found is None or not holds(kind, found[0]):
        return None
    law, values, options = found
    trace = current()
    assert trace is not None
    sources = generator.sources()
    if sources is None or any(is_lost(trace.region, source) for source in sources):
        return None
    sample = getattr(generator.like(), name)(*LAWS[kind][law].example, **options)

    def draw(*given: Any) -> Any:
        return function(*given, **options)

    params = {"function": draw, "types": (type_of(sample),), "name": name}
    return emit("draw", *sources, *values, kind=kind, law=law, **params)


def _bound(
    kind: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[str, list[Any], dict[str, Any]] | None:
    """Return the law, the values of its parameters, and what else the method is called with."""
    options = {}
    if kwargs.get("size", 0) is None:
        del kwargs["size"]
    if isinstance(kwargs.get("endpoint"), bool) and name == "integers":
        options["endpoint"] = kwargs.pop("endpoint")
        name += "_closed" * options["endpoint"]
    law = LAWS.get(kind, {}).get(name)
    if law is None or len(args) > len(law.parameters) or not kwargs.keys() <= law.parameters.keys():
        return None
    given = {**dict(zip(law.parameters, args, strict=False)), **kwargs}
    if len(given) < len(args) + len(kwargs):
        return None
    if law.of_ints and given.get("high") is None:
        given = {"low": 0, "high": given.get("low")}
    values = [given.get(parameter, default) for parameter, default in law.parameters.items()]
    return (name, values, options) if all(_is_number(value, law) for value in values) else None


def _is_number(value: Any, law: Law) -> bool:
    """Whether a value can be a parameter of a law: a scalar that is converted exactly, or as NumPy does."""
    kinds = "i" if law.of_ints else "fi"
    if isinstance(value, Tensor):
        return value.type.is_scalar and not value.alternatives and value.type.dtype.kind in kinds
    if value is NO_DEFAULT or isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < _EXACT
    return isinstance(value, float | np.floating | np.integer) and np.dtype(type(value)).kind in kinds
