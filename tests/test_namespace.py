"""NumPy's whole namespace gives in a graph what it gives without: values, types, sharing, changes."""

from __future__ import annotations

import namespace_table
import numpy as np
import pytest
from namespace import Entry, entries

ENTRIES = [pytest.param(entry, id=f"{entry.section}.{entry.name}") for entry in entries()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_name_of_numpy_does_the_same(entry: Entry) -> None:
    """All sample calls, as written and by the interpreter."""
    namespace_table.outcomes(entry)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_name_of_numpy_has_samples_or_a_reason(entry: Entry) -> None:
    assert entry.samples or entry.reason != "no sample"


def test_the_page_shows_what_becomes_of_each_name() -> None:
    """``python tests/namespace_table.py`` writes it anew."""
    text = namespace_table.PAGE.read_text(encoding="utf-8")
    if f"NumPy {np.lib.NumpyVersion(np.__version__).version.rpartition('.')[0]}" not in text:
        pytest.skip("the page is of another NumPy")
    assert text == namespace_table.page()
