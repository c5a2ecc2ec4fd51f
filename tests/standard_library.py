"""A program: run CPython's tests of a module whose functions are converted; those that fail, also as written.

``python tests/standard_library.py MODULE[,MODULE...] TEST_MODULE [NAME_OF_A_TEST_OR_CLASS_TO_LEAVE_OUT ...]``
"""

from __future__ import annotations

import contextlib
import importlib
import io
import multiprocessing
import re
import sys
import types
import unittest
import warnings
from collections.abc import Callable
from typing import Any

from autograph.conversion import converted_form


def convert_module(module: types.ModuleType) -> int:
    """Put the converted form of each function and method of a module in its place; return how many."""
    count = 0

    def changed(value: object) -> Any:
        nonlocal count
        if isinstance(value, types.FunctionType):
            if value.__module__ != module.__name__:
                return value
            with contextlib.suppress(SyntaxError):
                value = converted_form(value)
                count += 1
            return value
        if isinstance(value, staticmethod | classmethod):
            return type(value)(changed(value.__func__))
        if type(value) is property:
            return property(changed(value.fget), changed(value.fset), changed(value.fdel), value.__doc__)
        return value

    classes = [v for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__]
    for owner in (module, *classes):
        for name, value in list(vars(owner).items()):
            new = changed(value)
            if new is not value:
                with contextlib.suppress(AttributeError, TypeError):
                    setattr(owner, name, new)
    return count


def run(name: str, left_out: set[str]) -> tuple[int, int, dict[str, str]]:
    """Run a test module; return how many tests there are, how many ran, and what failed."""
    result = unittest.TestResult()
    suite = unittest.defaultTestLoader.loadTestsFromName(f"test.{name}")
    silent: Callable[[], io.StringIO] = io.StringIO
    count = suite.countTestCases()
    with contextlib.redirect_stdout(silent()), contextlib.redirect_stderr(silent()):
        suite.run(result)
    failed = {str(test): text for test, text in (*result.errors, *result.failures)}
    return count, result.testsRun, {test: text for test, text in failed.items() if not words(test) & left_out}


def words(test: str) -> set[str]:
    """Return the names in what unittest calls a test: ``method (package.module.Class.method)``."""
    return set(re.findall(r"\w+", test.splitlines()[0]))


def main(modules: str, tests: str, *left_out: str) -> int:
    """Print what fails converted and does not as written."""
    warnings.simplefilter("ignore")
    count = sum(convert_module(importlib.import_module(name)) for name in modules.split(","))
    expected, ran, new = run(tests, set(left_out))
    if new or ran != expected:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            _, expected, before = pool.apply(run, (tests, set(left_out)))
        new = {test: text for test, text in new.items() if test not in before}
    print(f"{tests}: {ran} tests of {expected}, {count} functions were converted, {len(new)} new failures")
    for test, text in list(new.items())[:5]:
        print(f"\n{test}\n{text}")
    return 1 if new or ran != expected or not count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
