"""The project's own shape: packages, imports, start-up."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_CONFIG = configparser.ConfigParser()
_CONFIG.read(ROOT / "setup.cfg")
FOLDERS = dict(
    tuple(part.strip() for part in line.split("="))
    for line in _CONFIG["options"]["package_dir"].strip().splitlines()
)
PACKAGES = _CONFIG["options"]["packages"].split()
SOURCES = [
    path
    for folder in FOLDERS.values()
    for path in sorted((ROOT / folder).rglob("*.py"))
    if not any(parent.is_symlink() for parent in path.parents)
]


def _package_folders():
    for name, folder in FOLDERS.items():
        for init in (ROOT / folder).rglob("__init__.py"):
            if not any(parent.is_symlink() for parent in init.parents if parent != ROOT):
                yield ".".join([name, *init.parent.relative_to(ROOT / folder).parts])


def test_every_package_is_listed_in_setup_cfg():
    assert sorted(PACKAGES) == sorted(set(_package_folders()))


def test_no_package_is_listed_twice():
    assert len(PACKAGES) == len(set(PACKAGES))


def test_every_folder_with_code_is_a_package():
    for path in SOURCES:
        assert (path.parent / "__init__.py").exists(), f"{path.parent} has no __init__.py"


def test_no_package_lies_below_tests():
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_the_links_show_the_mapped_folders():
    for name in ("converters", "runtime"):
        link = ROOT / "autograph" / name
        if link.is_symlink():  # a clone without links has files there instead, which nothing reads
            assert link.resolve() == ROOT / name


def _imports(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _ours(path):
    return [name for name in _imports(path) if name == "autograph" or name.startswith("autograph.")]


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.parts[len(ROOT.parts)] == "runtime"], ids=lambda path: path.name
)
def test_the_runtime_imports_only_itself(path):
    for name in _ours(path):
        assert name == "autograph.runtime" or name.startswith("autograph.runtime."), name


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.parts[len(ROOT.parts)] == "converters"],
    ids=lambda path: path.name,
)
def test_converters_import_themselves_and_the_runtimes_errors(path):
    for name in _ours(path):
        assert name.startswith(("autograph.converters", "autograph.runtime.errors")), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_imports_a_second_copy(path):
    for name in _imports(path):
        assert name.split(".")[0] not in {"converters", "runtime", "examples"}, name


def test_no_module_has_a_name_that_says_nothing():
    assert not [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "common", "misc"}]


def _modules_after(code):
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("heavy", ["numba", "llvmlite", "matplotlib", "hypothesis", "rich", "scipy"])
def test_importing_the_package_imports_nothing_heavy(heavy):
    assert heavy not in _modules_after("import autograph")


def test_a_function_is_decorated_and_called_without_what_makes_graphs():
    calls = "\n".join(f"assert f({k}) == {k + 1}" for k in range(3))
    found = _modules_after(f"import autograph as ag\nf = ag.function(lambda x: x + 1)\n{calls}")
    parts = ("engine", "converters", "tracing.trace", "operators", "runtime.graph")
    assert not [name for name in found if name.startswith(tuple(f"autograph.{part}" for part in parts))]


def test_a_function_that_seldom_calls_itself_is_not_converted_for_that():
    code = "import autograph as ag\n@ag.function\ndef f(n): return n and n + f(n - 1)\nassert f(9) == 45"
    assert "autograph.converters" not in _modules_after(code)


def test_importing_the_runtime_imports_no_tracing_side():
    modules = _modules_after("import autograph.runtime.graph")
    assert "numba" not in modules
