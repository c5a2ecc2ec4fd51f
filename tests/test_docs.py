"""The pages say what is so."""

import re
from pathlib import Path

import pytest

from autograph.cli import main
from autograph.reasons import REASONS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


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


def test_every_command_is_described(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, flags=re.MULTILINE)
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert len(commands) >= 5
    for command in commands:
        assert f"`autograph {command} " in page
