"""Sizes that a kernel takes for equal: how they are compared, however they were computed."""

from __future__ import annotations

import pytest

from autograph.runtime.codegen.alike import Alike, Assumed


@pytest.mark.parametrize("step", ["max(0, {} - 1)", "{0} + {0}"])
def test_sizes_at_the_end_of_long_chains_are_compared(step: str) -> None:
    alike = Alike(Assumed.nothing())
    for place, name in enumerate(("n", "m")):
        alike.name((place, 0), name)
        for k in range(1500):
            alike.note(f"{name}_{k}", step.format(f"{name}_{k - 1}" if k else name))
    assert alike.ask("n_1499", "max(0, n_1498 - 1)" if "max" in step else "n_1498 + n_1498")
    assert alike.wanted.equal == {}
    assert alike.ask("n_1499", "m_1499") == ("max" in step)
    assert alike.wanted.equal == ({(1, 0): ((0, 0), 0)} if "max" in step else {})
