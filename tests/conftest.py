"""Fixtures for all tests: `golden` compares text with a file, `same` compares stages of one function."""

from __future__ import annotations

import difflib
import gc
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Kernels of tests go into a cache of their own, shared by the processes of one run.
os.environ.setdefault("AUTOGRAPH_CACHE_DIR", str(Path(tempfile.gettempdir()) / "autograph-tests"))

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden`` and ``--kernels``."""
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")
    parser.addoption("--kernels", action="store_true", help="run every differential test through kernels too")


def pytest_configure(config: pytest.Config) -> None:
    """Register the Hypothesis profiles and choose one by HYPOTHESIS_PROFILE, ``ci`` by default."""
    try:
        from hypothesis import HealthCheck, settings
    except ImportError:
        return
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    common: dict[str, Any] = {"deadline": None, "suppress_health_check": slow}
    settings.register_profile("ci", derandomize=True, database=None, max_examples=50, **common)
    settings.register_profile("dev", max_examples=50, **common)
    settings.register_profile("long", max_examples=5000, **common)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what lives as long as the tests: it takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that compares text with the file ``golden/NAME`` beside the test.

    ``golden("dither.graph", str(graph))`` fails with a diff when they differ; with
    ``--update-golden`` it writes the file.
    """
    folder = Path(str(request.path)).parent / "golden"
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = folder / name
        text = text.rstrip() + "\n"
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            return
        if not path.exists():
            pytest.fail(f"{path} is missing: run with --update-golden")
        wanted = path.read_text()
        if wanted != text:
            lines = difflib.unified_diff(wanted.splitlines(), text.splitlines(), "golden", "now", lineterm="")
            pytest.fail(f"{path} differs (--update-golden accepts):\n" + "\n".join(lines), pytrace=False)

    return compare


@pytest.fixture
def same(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Return `autograph.testing.assert_same`, with the kernel as a stage where ``--kernels`` is given."""
    from autograph.testing import assert_same

    def run(function: Callable[..., Any], *args: Any, **options: Any) -> None:
        if request.config.getoption("--kernels"):
            options["stages"] = ("converted", "interpreter", "kernel")
        assert_same(function, *args, **options)

    return run
