"""The pages say what is so."""

import linecache
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import autograph as ag
from autograph.cli import main
from autograph.reasons import REASONS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def _blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def _execute(text, name, namespace):
    """Run a program that lies in no file, its source known to the decorator all the same."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ag.ConversionWarning)
        exec(compile(text, name, "exec"), namespace)


def _limitations():
    text = (DOCS / "limitations.md").read_text(encoding="utf-8")
    parts = re.split(r"^### (AG\d{3})$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_code_has_a_section_with_a_way_out(code):
    assert "**Way out:**" in _limitations()[code]


def test_no_section_is_about_a_code_that_does_not_exist():
    assert set(_limitations()) == set(REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_reasons_section_says_what_its_message_says(code):
    said = " ".join(_limitations()[code].split())
    assert REASONS[code].summary.lower() in said.lower()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_every_page_is_in_the_table_of_contents():
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert page.relative_to(DOCS).as_posix() in contents, page


def test_every_environment_variable_is_described():
    folders = ("autograph", "converters", "runtime")
    code = "".join(
        path.read_text(encoding="utf-8") for name in folders for path in (ROOT / name).rglob("*.py")
    )
    page = (DOCS / "reference" / "environment.md").read_text(encoding="utf-8")
    assert set(re.findall(r"AUTOGRAPH_[A-Z_]+", code)) == set(re.findall(r"AUTOGRAPH_[A-Z_]+", page))


def test_every_command_is_described(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, flags=re.MULTILINE)
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert len(commands) >= 5
    for command in commands:
        assert f"`autograph {command} " in page


APART = ("limitations.md", "CONTRIBUTING.md")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name not in APART], ids=lambda page: page.name
)
def test_the_programs_of_a_page_run_in_their_order(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace = {"__name__": "page", "np": np, "ag": ag}
    for number, text in enumerate(_blocks(page.read_text(encoding="utf-8"), "python")):
        _execute(text, f"<{page.name}, program {number}>", namespace)


def test_the_worked_examples_for_contributors_run():
    text = "\n".join(_blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "python"))
    subprocess.run([sys.executable, "-c", text], check=True)  # apart, for it adds an op


UNTOLD = pytest.mark.xfail(
    strict=True, reason="the loop is laid out in rounds, and the reason of that is told"
)


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=UNTOLD) if code == "AG103" else code for code in REASONS]
)
def test_the_example_of_a_limitation_runs_as_python_for_that_reason(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["program"])  # an example changes it
    for number, text in enumerate(_blocks(_limitations()[code], "python")):
        namespace = {"np": np, "ag": ag}
        _execute(text, f"<{code}, program {number}>", namespace)
        functions = [value for value in namespace.values() if isinstance(value, ag.Function)]
        codes = {fallback.code for function in functions for fallback in function.explain().fallbacks}
        assert code in codes, text


COMMANDS = sorted(
    {
        line.split("#")[0].strip()
        for page in PAGES
        for block in _blocks(page.read_text(encoding="utf-8"), "sh")
        for line in block.splitlines()
        if line.startswith("autograph ") and "clear" not in line
    }
)


@pytest.mark.filterwarnings("ignore::autograph.ConversionWarning")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_pages_succeeds(line, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(line)[1:]) == 0
