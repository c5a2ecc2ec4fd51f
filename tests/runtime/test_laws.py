"""What kernels draw is what NumPy's methods draw: its C functions, called beside the methods."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any

import numpy as np
import pytest

from autograph.runtime.laws import LAWS, addresses, holds, lock_of

NAMES = [(kind, name) for kind, laws in LAWS.items() for name in laws]


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_a_law_gives_the_methods_numbers(kind: str, name: str) -> None:
    assert holds(kind, name)


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_a_law_that_does_not_is_found_out(kind: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    law = LAWS[kind][name]
    monkeypatch.setitem(LAWS[kind], name, dataclasses.replace(law, text=f"1 + {law.text}"))
    assert not holds.__wrapped__(kind, name)


@pytest.mark.parametrize("kind", LAWS)
def test_a_generator_whose_lock_cannot_be_taken_twice_draws_by_its_methods(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograph.runtime.laws.lock_of", lambda generator: threading.Lock())
    assert not holds.__wrapped__(kind, "random")


def test_the_lock_is_that_of_the_methods() -> None:
    generator: Any = np.random.default_rng(0)
    drawn: list[float] = []
    thread = threading.Thread(target=lambda: drawn.append(generator.random()))
    with lock_of(generator):
        thread.start()
        thread.join(0.05)
        assert not drawn
    thread.join()
    assert drawn


def test_the_number_a_random_state_keeps_is_found() -> None:
    generator = np.random.RandomState(1)
    assert addresses(generator)[1]
    assert not addresses(np.random.default_rng(1))[1]
