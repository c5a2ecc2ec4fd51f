"""Kernels put into memory without LLVM: they do what LLVM's do, and what is not known is left to it."""

from __future__ import annotations

import dataclasses
import os
import pickle
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from autograph.runtime import ops
from autograph.runtime.codegen.compiling import compile_program
from autograph.runtime.codegen.generate import generate
from autograph.runtime.codegen.images import image_of, with_image
from autograph.runtime.codegen.leaving import Frame
from autograph.runtime.codegen.machine_code import MachineCode, link, packed, unpacked
from autograph.runtime.codegen.placing import can_place
from autograph.runtime.codegen.program import Program
from autograph.runtime.graph import Builder
from autograph.runtime.types import ArrayType, symbol

HERE = Path(__file__).parent.parent.parent
elf = pytest.mark.skipif(not can_place(), reason="images are for Linux")


def program() -> Program:
    builder = Builder()
    x = builder.input(ArrayType(np.dtype("f8"), (symbol(),)), "x")
    (y,) = builder.apply(ops.get("sin"), (x,))
    (z,) = builder.apply(ops.get("add"), (y, x))
    return generate(builder.build([z]))


@pytest.fixture(scope="module")
def compiled() -> MachineCode:
    return compile_program(program(), "of_this_test")


def run(machine_code: MachineCode, key: str, x: np.ndarray) -> np.ndarray:
    frame = Frame(program(), 64, {})
    result: np.ndarray = link(key, machine_code)(frame.address, bytes(8), x)[0]
    return result


@elf
def test_an_image_does_what_the_object_file_does(compiled: MachineCode) -> None:
    image = with_image(compiled)
    assert image.image is not None
    assert image.code == b""
    x = np.linspace(-3.0, 3.0, 101)
    np.testing.assert_array_equal(run(compiled, "by LLVM", x), run(image, "as an image", x))


@elf
def test_an_image_is_the_same_after_it_was_packed(compiled: MachineCode) -> None:
    image = with_image(compiled)
    again = unpacked(packed(image))
    assert again == image
    found = run(again, "unpacked", np.ones(3))
    assert found.dtype is np.dtype("f8")  # NumPy's own: callers compare by identity


def test_arrays_outlive_all_that_knows_their_kernel(compiled: MachineCode) -> None:
    made = [run(with_image(compiled), "many", np.ones(40_000)) for _ in range(3)]
    assert [float(each[0]) for each in made] == [float(np.sin(1.0) + 1.0)] * 3


@elf
@pytest.mark.parametrize(
    "change",
    [
        lambda code: b"",
        lambda code: b"\xcf\xfa\xed\xfe" + code[4:],
        lambda code: code[:18] + struct.pack("<H", 183) + code[20:],
    ],
    ids=["nothing", "another format", "another processor"],
)
def test_an_object_file_of_another_kind_has_no_image(compiled: MachineCode, change) -> None:
    assert image_of(change(compiled.code), compiled.entry, compiled.environment) is None


@elf
def test_an_object_file_without_the_function_has_no_image(compiled: MachineCode) -> None:
    assert image_of(compiled.code, "another", compiled.environment) is None


@elf
def test_an_address_of_another_kind_has_no_image(compiled: MachineCode) -> None:
    whole = struct.pack("<I", 1)
    (first,) = struct.unpack_from("<Q", compiled.code, 40)
    (count,) = struct.unpack_from("<H", compiled.code, 60)
    code = bytearray(compiled.code)
    for place in range(count):
        row = struct.unpack_from("<IIQQQQIIQQ", code, first + 64 * place)
        if row[1] == 4:
            assert code[row[4] + 8 : row[4] + 12] in (whole, struct.pack("<I", 24))
            code[row[4] + 8 : row[4] + 12] = struct.pack("<I", 2)
    assert image_of(bytes(code), compiled.entry, compiled.environment) is None


@elf
def test_what_the_process_lacks_is_found_out_before_anything_runs(compiled: MachineCode) -> None:
    image = with_image(compiled).image
    assert image is not None
    lacking = dataclasses.replace(image, outer=(*image.outer, (0, "no_such_symbol", 0)))
    with pytest.raises(LookupError):
        link("lacking", dataclasses.replace(compiled, code=b"", image=lacking))
    needs = dataclasses.replace(compiled, needed=("no_such_symbol",))
    assert with_image(needs).image is None
    with pytest.raises(LookupError):
        link("needs", needs)


PROGRAM = """
    import pickle, sys
    import numpy as np
    from autograph.runtime.codegen.machine_code import link, unpacked

    kernel = link("kept", unpacked(pickle.load(open(sys.argv[1], "rb"))))
    words = np.zeros(64, np.int64)
    made = kernel(words.ctypes.data, bytes(8), np.ones(3))[0]
    assert not {"numba", "llvmlite"} & sys.modules.keys()
    import numba
    assert numba.njit(lambda x: x + 1)(np.ones(3)).tolist() == [2.0] * 3
    from numba import _dynfunc
    assert numba._dynfunc is _dynfunc is sys.modules["numba._dynfunc"]
    print(made.tolist(), kernel(words.ctypes.data, bytes(8), made)[0].tolist())
"""


@elf
def test_a_process_runs_an_image_without_numba_and_imports_that_later(
    compiled: MachineCode, tmp_path: Path
) -> None:

    (tmp_path / "kernel").write_bytes(pickle.dumps(packed(with_image(compiled))))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path / "kernel")],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
    )
    once = float(np.sin(1.0) + 1.0)
    twice = float(np.sin(np.array([once]))[0] + once)
    assert (done.stderr, done.stdout) == ("", f"{[once] * 3} {[twice] * 3}\n")


RECURSIVE = """
    import numpy as np
    import autograph as ag

    def halved(x):
        return x.copy() if len(x) < 2 else halved(x[: len(x) // 2]) + 1.0

    def counted(n, known):
        if n not in known:
            known[n] = n if n < 2 else counted(n - 1, known) + counted(n - 2, known)
        return known[n]

    lengths = ag.function(lambda n: counted(n, {}), mode="graph", backend="kernel")
    print(ag.function(halved, mode="graph", backend="kernel")(np.zeros(8)), lengths(10))
"""


def test_functions_that_a_kernel_calls_find_what_they_need(tmp_path: Path) -> None:
    """LLVM ends the process where it does not, so this one is another process."""
    program = tmp_path / "recursive.py"
    program.write_text(textwrap.dedent(RECURSIVE))
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, str(program)],
            capture_output=True,
            text=True,
            check=False,
            cwd=HERE,
            env={**os.environ, "AUTOGRAPH_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(HERE)},
        )
        assert (done.stdout, done.returncode) == ("[3.] 55\n", 0), done.stderr
