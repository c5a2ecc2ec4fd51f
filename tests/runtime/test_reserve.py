"""Memory of freed arrays that is kept for the next ones: no more of it than there is room for."""

import ctypes
import sys
import threading

import numpy as np
import pytest

import autograph as ag
from autograph.runtime.codegen import libraries

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is kept on Linux only")


def changes(x):
    larger = np.concatenate((x, x + 1.0))
    return larger[1:] - larger[:-1], larger


def kept():
    """Return the sizes of the blocks that are kept, and for how many bytes more there is room."""
    usable = ctypes.CDLL(None).malloc_usable_size
    usable.argtypes, usable.restype = [ctypes.c_void_p], ctypes.c_size_t
    *blocks, room = libraries._kept
    return [usable(block) for block in blocks if block], room


def test_what_is_kept_and_what_there_is_room_for_is_always_as_much():
    graph = ag.function(changes, mode="graph", fullgraph=True)
    blocks, room = kept()
    all_of_it = sum(blocks) + room

    def work(seed):
        for size in np.random.default_rng(seed).integers(1_000, 500_000, 20):
            x = np.arange(float(size))
            for found, expected in zip(graph(x), changes(x), strict=True):
                np.testing.assert_array_equal(found, expected)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    blocks, room = kept()
    assert 0 < len(blocks) <= libraries.KEPT
    assert sum(blocks) + room == all_of_it


def test_the_environment_says_how_much_is_kept(monkeypatch):
    for said, room in (("0", 0), ("4096", 4096), ("1" + "0" * 40, 2**62)):
        monkeypatch.setenv("AUTOGRAPH_KEPT_MEMORY", said)
        assert libraries._room() == room
    for said in ("", "much"):
        monkeypatch.setenv("AUTOGRAPH_KEPT_MEMORY", said)
        assert 0 < libraries._room() <= 2**28


def test_memory_that_there_is_no_room_for_is_given_back():
    graph = ag.function(changes, mode="graph", fullgraph=True)
    x = np.arange(100_000.0)
    graph(x)
    before, room = kept()
    libraries._kept[libraries.KEPT] = 0
    try:
        graph(np.arange(300_000.0))
        assert sorted(kept()[0]) == sorted(before)
    finally:
        libraries._kept[libraries.KEPT] = room
