"""``choice`` of a generator: an index that is drawn, and the item there."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.laws import sample_of, trial
from autograph.tracing.drawing import Draw, is_number, sizes_given, staged
from autograph.tracing.flags import both
from autograph.tracing.numpy_functions import array
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import emit

if TYPE_CHECKING:
    from autograph.tracing.randomness import TracedGenerator

__all__ = ["choice"]

_CLOSE = 1e-9
"""How far from 1 the sum of the weights may be; NumPy allows more."""


def choice(generator: TracedGenerator, args: tuple[Any, ...], kwargs: dict[str, Any], function: Any) -> Any:
    """Stage the choice of one item or of several, each time of all; None where the method must choose.

    Parameters
    ----------
    generator : TracedGenerator
    args, kwargs
    function : callable
        Calls the method as the graph runs.
    """
    given: dict[str, Any] = {**dict(zip(("a", "size", "replace", "p"), args, strict=False)), **kwargs}
    if given.pop("replace", True) is not True or not given.keys() <= {"a", "size", "p"}:
        return None
    items: Any = given.get("a")
    weights, sizes = given.get("p"), sizes_given(given.get("size"))
    counted = is_number(items, "i")
    if sizes == () or not (counted or _is_row(items)):
        return None
    if not counted and np.ndim(items) > 1 and generator.kind != "Generator":
        return None  # older generators choose from rows of items alone
    items = items if counted or isinstance(items, Tensor) else array(items)
    count = items if counted else size_of(items, 0)
    if weights is not None:
        place = _weighted(generator, count, weights, sizes)
    else:

        def choose(of: Any, **size: Any) -> Any:
            return function(0 if counted and isinstance(of, np.ndarray) else of, **size)

        place = staged(generator, Draw("choice", [0, count], sizes, {}), "choice", choose)
    if place is None or counted:
        return place
    chosen = items[place]
    return emit("copy", chosen) if isinstance(chosen, Tensor) and chosen.through is not None else chosen


def _is_row(items: Any) -> bool:
    """Whether something is an array, or a list or tuple of numbers."""
    if isinstance(items, list | tuple):
        return bool(items) and all(is_number(item, "fi") for item in items)
    if isinstance(items, Tensor):
        return items.type.ndim > 0
    return isinstance(items, np.ndarray) and items.ndim > 0 and items.dtype.kind in "bifc"


# -- with weights ------------------------------------------------------------------------------------------


def _weighted(generator: TracedGenerator, count: Any, weights: Any, sizes: tuple[Any, ...] | None) -> Any:
    """Return a place, each as likely as its weight; the run is staked on these being probabilities."""
    if not (_is_row(weights) and _searches(generator.kind)):
        return None
    weights = array(weights) if not isinstance(weights, Tensor) else weights
    if weights.type.ndim != 1 or weights.type.dtype != np.float64:
        return None
    total: Any = np.sum(weights)
    least: Any = np.all(weights >= 0)
    length: Any = size_of(weights, 0) == count
    good = both(emit("to_python", least, type=bool), emit("to_python", np.abs(total - 1) < _CLOSE, type=bool))
    emit("assume", both(good, length), reason="weights that are no probabilities")
    number = getattr(generator, _uniform(generator.kind))(sizes)
    place: Any = np.searchsorted(_steps(weights), number, side="right")
    if sizes is None and isinstance(sample_of(generator.kind, "choice"), int):
        return emit("to_python", place, type=int)
    return place


def _uniform(kind: str) -> str:
    return "random" if kind == "Generator" else "random_sample"


def _steps(weights: Any) -> Any:
    steps = np.cumsum(weights)
    return steps / steps[-1]


_SAMPLE = [0.3, 0.05, 0.4, 0.25]


def _chosen(generator: Any, size: int | None = None) -> Any:
    return generator.choice(len(_SAMPLE), size, p=_SAMPLE)


@functools.cache
def _searches(kind: str) -> bool:
    """Whether the method looks a uniform number up among the sums of the weights, as here."""
    one, two = trial(kind), trial(kind)
    numbers = getattr(two, _uniform(kind))(40)
    places = np.searchsorted(_steps(np.array(_SAMPLE)), numbers, side="right").tolist()
    return bool(places == [*(int(_chosen(one)) for _ in range(20)), *_chosen(one, 20).tolist()])
