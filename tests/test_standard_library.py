"""Converting the functions of a pure-Python module changes no outcome of CPython's own tests of it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = [
    ("statistics", "test_statistics"),
    ("fractions", "test_fractions"),
    ("textwrap", "test_textwrap"),
    ("difflib", "test_difflib"),
    ("colorsys", "test_colorsys"),
    ("graphlib", "test_graphlib"),
    ("json.decoder,json.encoder,json.scanner", "test_json"),
    ("csv", "test_csv"),
    ("calendar", "test_calendar"),
    ("copy", "test_copy"),
    ("string", "test_string"),
    ("shlex", "test_shlex"),
    ("argparse", "test_argparse"),
    ("configparser", "test_configparser"),
]
LANGUAGE = [
    "test_grammar", "test_scope", "test_generators", "test_listcomps", "test_patma", "test_with",
    "test_unpack_ex", "test_augassign", "test_named_expressions", "test_raise", "test_extcall", "test_super",
    "test_except_star",
]  # fmt: skip
# These look at which lines a trace function sees.
INTROSPECTIVE = ("TestTracing",)

has_tests = importlib.util.find_spec("test.test_grammar") is not None
pytestmark = pytest.mark.skipif(not has_tests, reason="this Python came without its tests")


def run(*words: str) -> None:
    program = Path(__file__).with_name("standard_library.py")
    done = subprocess.run(
        [sys.executable, str(program), *words], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


@pytest.mark.parametrize(("modules", "tests"), MODULES, ids=[row[1] for row in MODULES])
def test_a_module_passes_its_tests_converted(modules: str, tests: str) -> None:
    run(modules, tests)


@pytest.mark.parametrize("tests", LANGUAGE)
def test_a_test_of_the_language_passes_converted(tests: str) -> None:
    run(f"test.{tests}", tests, *INTROSPECTIVE)
