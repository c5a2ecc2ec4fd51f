"""Programs that compile with Numba themselves, before or after a kernel is."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys

import numba
import numpy as np

import autograph as ag


def spectrum(x):
    total = 0j
    for k in range(len(x)):
        total = total * x[k] + 1j
    return total, x * 2j, len(x) // 3


@numba.njit
def theirs(x):
    names = {1: "one", 2: "two"}
    z = x[1] * 2j * (1 + 2j)
    return z, abs(x[0]), names[2], len(x)


def ours():
    x = np.arange(4.0)
    found, expected = ag.function(spectrum, mode="graph", fullgraph=True)(x), spectrum(x)
    assert found[0] == expected[0] and (found[1] == expected[1]).all() and found[2] == expected[2]


def numbas():
    x = np.arange(4.0)
    found, expected = theirs(x), theirs.py_func(x)
    assert np.allclose(found[:2], expected[:2]) and found[2:] == expected[2:]


for step in sys.argv[1:]:
    globals()[step]()
"""


@pytest.mark.parametrize("order", [("ours", "numbas", "ours"), ("numbas", "ours", "numbas")])
def test_kernels_and_numbas_functions_are_compiled_in_one_process(order, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRAPH_CACHE_DIR", str(tmp_path / "cache"))
    program = tmp_path / "both.py"
    program.write_text(PROGRAM, encoding="utf-8")
    subprocess.run([sys.executable, str(program), *order], check=True, timeout=300)
