"""The kernels' disk cache: used by the next process, and never in the way of one."""

from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograph.runtime import cache, ops
from autograph.runtime.codegen.building import key_of
from autograph.runtime.codegen.generate import generate
from autograph.runtime.graph import Builder, Graph
from autograph.runtime.types import ArrayType, symbol

HERE = Path(__file__).parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("AUTOGRAPH_CACHE_DIR", str(tmp_path / "kernels"))
    monkeypatch.delenv("AUTOGRAPH_CACHE", raising=False)
    cache._said.clear()
    return tmp_path / "kernels"


def run_program(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program below in a new process."""
    file = folder.parent / "program.py"
    file.write_text(textwrap.dedent(PROGRAM))
    return subprocess.run(
        [sys.executable, str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(HERE), **os.environ},
    )


def twice(name: str = "add", dtype: str = "f8") -> Graph:
    builder = Builder()
    x = builder.input(ArrayType(np.dtype(dtype), (symbol(),)), "x")
    return builder.build(builder.apply(ops.get(name), (x, x)))


PROGRAM = """
    import sys
    import numpy as np
    import autograph as ag
    from autograph.runtime import ops
    from autograph.runtime.graph import Builder, Function
    from autograph.runtime.kernel import compile_graph
    from autograph.runtime.types import type_of

    table = np.array([3.0, 1.0, 2.0])

    def factorial():
        integer = type_of(0)
        function = Function("factorial", (integer,), (integer,))
        body, then, orelse = Builder("factorial"), Builder("then"), Builder("orelse")
        n = orelse.input(integer, "n")
        (less,) = orelse.apply(ops.get("subtract"), (n, orelse.constant(1)))
        (before,) = orelse.apply(ops.get("call"), (less,), {"function": function})
        regions = {
            "then": then.build([then.input(integer, "n")]),
            "orelse": orelse.build(orelse.apply(ops.get("multiply"), (n, before))),
        }
        n = body.input(integer, "n")
        (small,) = body.apply(ops.get("less"), (n, body.constant(2)))
        function.graph = body.build(body.apply(ops.get("cond"), (small, n), regions))
        builder = Builder()
        return compile_graph(builder.build(builder.apply(
            ops.get("call"), (builder.input(integer, "n"),), {"function": function}
        )))

    @ag.function(mode="graph", fullgraph=True)
    def run(x, n):
        total = 0.0
        for i in range(n):
            total += np.sin(x[i]) * table[i % 3] ** 1.5
            if total > 1e9:
                raise ValueError("large")
        print(f"total {total:.6f}")
        return np.sort(x)[::-1], (x @ x) % 2.0, total, np.percentile(x, 30)

    print(run(np.arange(5.0), 5), factorial()(12))
    try:
        run(np.arange(5.0), 6)
    except IndexError as error:
        print(error)
    print("compiled" if "autograph.runtime.codegen.compiling" in sys.modules else "found")
"""


def test_the_next_process_finds_the_kernels_and_they_give_the_same(folder: Path) -> None:
    first, second = run_program(folder), run_program(folder)
    assert first.returncode == 0, first.stderr
    assert first.stdout.endswith("compiled\n")
    assert second.stdout == first.stdout.replace("compiled\n", "found\n"), second.stderr
    assert "index 5 is out of bounds" in second.stdout
    assert len(cache.entries()) >= 1


def damage_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def damage_byte(content: bytes) -> bytes:
    return content[:-200] + bytes([content[-200] ^ 1]) + content[-199:]


DAMAGES = {
    "half": damage_half,
    "a byte": damage_byte,
    "empty": lambda _: b"",
    "foreign": lambda _: b"text\n" * 99,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_said_once_and_replaced(
    how: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.write("one", b"x" * 1000)
    (path,) = cache.entries()
    path.write_bytes(DAMAGES[how](path.read_bytes()))
    with caplog.at_level(logging.DEBUG, "autograph.cache"):
        assert cache.read("one") is None
        assert cache.read("one") is None
    assert [record.levelname for record in caplog.records] == ["DEBUG"]
    cache.write("one", b"y")
    assert cache.read("one") == b"y"


def test_a_program_runs_past_damaged_kernels_and_mends_them(folder: Path) -> None:
    first = run_program(folder)
    for path in cache.entries():
        path.write_bytes(damage_byte(path.read_bytes()))
    assert run_program(folder).stdout == first.stdout
    assert run_program(folder).stdout.endswith("found\n")


def test_a_folder_that_cannot_be_made_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AUTOGRAPH_CACHE_DIR", str(tmp_path / "file" / "kernels"))
    cache._said.clear()
    with caplog.at_level(logging.DEBUG, "autograph.cache"):
        for _ in range(2):
            cache.write("one", b"x")
            assert cache.read("one") is None
    assert {record.levelname for record in caplog.records} == {"DEBUG"}
    assert len(caplog.records) == len(set(caplog.messages))


@pytest.mark.parametrize("step", ["replace", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk_leaves_nothing_behind(
    step: str, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os if step == "replace" else Path, step, fail)
        cache.write("one", b"x")
    assert cache.entries() == []
    assert cache.read("one") is None


def test_a_read_only_cache_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("one", b"x")

    def fail(*_: Any, **__: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", fail)
    assert cache.read("one") == b"x"


WRITER = """
    import random, sys
    from autograph.runtime import cache

    print("begun", flush=True)
    while True:
        key = str(random.randrange(5))
        cache.write(key, key.encode() * 200_000)
        found = cache.read(key)
        if found is not None and found != key.encode() * 200_000:
            sys.exit("mixed up")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills processes as POSIX does")
def test_processes_that_write_at_once_and_are_killed_leave_whole_entries(folder: Path) -> None:
    for _ in range(3):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(WRITER)], stdout=subprocess.PIPE, cwd=HERE
            )
            for _ in range(3)
        ]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"begun\n"
        time.sleep(0.2)
        for writer in writers:
            assert writer.poll() is None
            writer.kill()
            writer.communicate()
    keys = [path.stem for path in cache.entries() if path.suffix == ".kernel"]
    assert keys
    for key in keys:
        assert cache.read(key) == key.encode() * 200_000


def test_what_was_used_longest_ago_goes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRAPH_CACHE_LIMIT", "50000")
    for number in range(4):
        cache.write(str(number), b"x" * 10_000)
        os.utime(folder / f"{number}.kernel", (number, number))
    assert cache.read("0") is not None
    for number in (4, 5):
        cache.write(str(number), b"x" * 10_000)
    left = {path.stem for path in cache.entries()}
    assert {"0", "4", "5"} <= left
    assert "1" not in left
    assert sum(path.stat().st_size for path in cache.entries()) <= 50_000


def test_what_a_killed_process_left_goes_after_a_while(folder: Path) -> None:
    folder.mkdir()
    for name, age in (("old", 10_000), ("new", 10)):
        (folder / f"{name}.unfinished").write_bytes(b"")
        os.utime(folder / f"{name}.unfinished", (time.time() - age,) * 2)
    cache.write("one", b"x")
    assert {path.name for path in cache.entries()} == {"one.kernel", "new.unfinished"}


def test_nothing_but_the_caches_own_files_is_removed(folder: Path) -> None:
    cache.write("one", b"x" * 100)
    (folder / "letter.txt").write_text("keep")
    assert cache.clear() > 100
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_the_cache_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRAPH_CACHE", "0")
    cache.write("one", b"x")
    assert cache.read("one") is None
    assert not folder.exists()


def test_a_key_tells_ops_types_and_layouts_apart_and_forgets_lines() -> None:
    keys = [key_of(generate(graph)) for graph in (twice(), twice("multiply"), twice(dtype="f4"))]
    assert len(set(keys)) == 3
    assert key_of(generate(twice())) == keys[0]
