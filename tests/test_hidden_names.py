"""Names that stand-ins have for themselves: the converter's list is theirs."""

import numpy as np

from autograph.converters.hidden import HIDDEN
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList, TracedSet
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text
from autograph.tracing.traced_set import TracedFrozen

STAND_INS = {
    Tensor: np.ndarray,
    TracedList: list,
    TracedDict: dict,
    TracedSet: set,
    TracedFrozen: frozenset,
    Text: str,
    Choice: object,
}


def test_the_names_that_only_stand_ins_have_are_known_to_the_converter():
    own = {name for kind, stood_for in STAND_INS.items() for name in set(dir(kind)) - set(dir(stood_for))}
    assert {name for name in own if not name.startswith("_")} <= HIDDEN | {"stands_for"}
    for kind in STAND_INS:
        own |= set(getattr(kind, "__annotations__", ()))
    assert own >= HIDDEN
