"""The ops of hash tables together: a table of them holds what a dict holds, in no more room than it needs."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.ops.keys import key_hash, mixed

FIND, COLUMN, LIVE, INDEX = (
    ops.get(name).numpy for name in ("find_key", "column_room", "live_room", "index_room")
)


class Table:
    """A dict of pairs of numbers, kept as a graph keeps it."""

    def __init__(self, dtype: str) -> None:
        self.keys = [np.zeros(8, dtype), np.zeros(8, np.int64)]
        self.values = np.zeros(8, np.int64)
        self.live = np.zeros(8, bool)
        self.index = np.zeros(16, np.int64)
        self.count = self.used = 0

    def find(self, key: tuple[Any, int]) -> tuple[int, int]:
        return FIND(self.index, *self.keys, self.keys[0].dtype.type(key[0]), key[1])

    def put(self, key: tuple[Any, int], value: int) -> None:
        counts = self.live, self.count, self.used
        self.keys = [COLUMN(column, *counts) for column in self.keys]
        self.values = COLUMN(self.values, *counts)
        self.index = INDEX(self.index, *counts, *self.keys)
        self.used = self.count if self.used >= len(self.live) else self.used
        self.live = LIVE(*counts)
        slot, place = self.find(key)
        if place < 0:
            place = self.used
            self.count += 1
            self.used += 1
        for column, part in zip(self.keys, key, strict=True):
            column[place] = part
        self.values[place], self.live[place], self.index[slot] = value, True, place + 1

    def remove(self, key: tuple[Any, int]) -> None:
        slot, place = self.find(key)
        self.index[slot], self.live[place] = -1, False
        self.count -= 1

    def items(self) -> list[Any]:
        places = np.flatnonzero(self.live[: self.used])
        keys = zip(*(column[places].tolist() for column in self.keys), strict=True)
        return list(zip(keys, self.values[places].tolist(), strict=True))


@pytest.mark.parametrize("dtype", ["int64", "float64", "int8", "bool"])
@pytest.mark.parametrize("seed", range(5))
def test_a_table_holds_what_a_dict_holds_in_its_order(dtype: str, seed: int) -> None:
    rng = random.Random(seed)
    table, expected = Table(dtype), {}
    numbers = (
        [0.5, -0.25, 1e300, 3.0, 0.0] if dtype == "float64" else [0, 1] if dtype == "bool" else range(-8, 9)
    )
    for value in range(600):
        key = (rng.choice(numbers), rng.choice([7, -7, 2**40, value % 64]))
        assert (table.find(key)[1] >= 0) == (key in expected)
        if key in expected and rng.random() < 0.6:
            table.remove(key)
            del expected[key]
        else:
            table.put(key, value)
            expected[key] = value
    assert table.items() == list(expected.items())


def test_keys_that_come_and_go_take_no_more_room() -> None:
    table = Table("int64")
    for value in range(1000):
        table.put((value * 4096, 0), value)
        if value >= 5:
            table.remove(((value - 5) * 4096, 0))
    assert table.count == 5
    assert len(table.live) <= 16


def test_equal_keys_have_one_hash() -> None:
    assert key_hash([0.0]) == key_hash([-0.0])
    assert key_hash([True]) == key_hash([1]) == key_hash([np.int8(1)])
    assert key_hash([1.0]) == key_hash([1])
    assert key_hash([-(2.0**62), 2]) == key_hash([-(2**62), 2.0])
    assert key_hash([1, 2]) != key_hash([2, 1])
    assert key_hash([0.5]) != key_hash([0.25])
    assert -(2**63) <= mixed(2**63 - 1, -(2**63)) < 2**63
