"""Copies of arguments keep what arrays have to do with each other."""

from __future__ import annotations

import numpy as np
import pytest

from autograph.testing.copying import arrays_in, duplicate

X = np.arange(24.0).reshape(4, 6)
RO = np.arange(3.0)
RO.flags.writeable = False
TREE = {
    "whole": X, "rows": [X[1:], X[:2]], "turned": X.T, "back": X[::-1, ::-2], "alone": np.asfortranarray(X),
    "empty": np.zeros((0, 3)), "scalar": np.array(2.0), "fixed": RO, "spread": np.broadcast_to(RO, (2, 3)),
    "bytes": np.frombuffer(b"12345678", np.uint8), "odd": np.arange(9, dtype=np.uint8)[1:].view(np.float64),
}  # fmt: skip


def test_layout_contents_and_flags_stay() -> None:
    for one, two in zip(arrays_in(TREE), arrays_in(duplicate(TREE)), strict=True):
        assert one is not two
        np.testing.assert_array_equal(one, two)
        assert (one.strides, one.dtype) == (two.strides, two.dtype)
        assert one.flags.writeable == two.flags.writeable
        assert one.flags.aligned == two.flags.aligned


def test_nothing_is_shared_with_the_original() -> None:
    for one in arrays_in(TREE):
        for two in arrays_in(duplicate(TREE)):
            assert not np.may_share_memory(one, two)


def test_what_shared_memory_shares_memory() -> None:
    ones, twos = arrays_in(TREE), arrays_in(duplicate(TREE))
    for i in range(len(ones)):
        for j in range(i):
            assert np.shares_memory(ones[i], ones[j]) == np.shares_memory(twos[i], twos[j]), (i, j)


def test_a_write_through_a_view_of_the_copy_shows_in_the_copied_base() -> None:
    base, view = duplicate((X, X[2]))
    view[0] = -1
    assert base[2, 0] == -1
    assert X[2, 0] == 12


def test_the_same_object_twice_stays_the_same_object() -> None:
    one, two, items = duplicate((X, X, [[1], X]))
    assert one is two is items[1]


class Holder:
    """Holds an array in an attribute and one in a slot of its base."""

    def __init__(self, array: object) -> None:
        self.array = array


def test_arrays_in_objects_are_found() -> None:
    holder, array = duplicate((Holder(X), X))
    assert holder.array is array


@pytest.mark.parametrize("value", [1, 1.5, None, "text", (1, 2), np.float64(3), len, np.sin, Holder])
def test_atoms_are_left_alone(value: object) -> None:
    assert duplicate(value) == value
