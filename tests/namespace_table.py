"""Writes `docs/numpy.md`: what becomes of each name of NumPy's in a graph."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from namespace import Entry, entries

import autograph as ag
from autograph.testing import duplicate, find_mismatch

PAGE = Path(__file__).resolve().parents[1] / "docs" / "numpy.md"

_HEAD = """# NumPy's functions

What becomes of each function, method and attribute of NumPy {version} in a decorated function, found by
calling it with sample arguments. All give NumPy's own answer. `python tests/namespace_table.py` writes
this page.

- **op**: an operation of the graph, a part of the kernel
- **call**: the kernel calls NumPy's own function
- **Python**: the function that holds the call runs as Python
"""

_SECTIONS = {
    "numpy": "The main namespace",
    "numpy.linalg": "`numpy.linalg`",
    "numpy.fft": "`numpy.fft`",
    "ufunc": "Methods of ufuncs",
    "ndarray": "Methods and attributes of arrays",
}

_LABELS: dict[frozenset[str], str] = {
    frozenset(["op"]): "op",
    frozenset(["op", "call"]): "op or call, as the arguments decide",
    frozenset(["call"]): "call",
    frozenset(["op", "Python"]): "op; Python for some arguments",
    frozenset(["op", "call", "Python"]): "op or call; Python for some arguments",
    frozenset(["call", "Python"]): "call; Python for some arguments",
    frozenset(["Python"]): "Python",
    frozenset(): "not called here",
}


def outcomes(entry: Entry) -> set[str]:
    """Call an entry's program with all samples; returns what became of them: "op", "call", "Python".

    Raises
    ------
    AssertionError
        If a sample gives another answer.
    """
    label = entry.section, entry.name
    if label not in _KNOWN:
        _KNOWN[label] = _outcomes(entry)
    return _KNOWN[label]


_KNOWN: dict[tuple[str, str], set[str]] = {}
"""What was found already, by section and name."""


def _outcomes(entry: Entry) -> set[str]:
    found = set()
    for args, kwargs in entry.samples:
        prepared: dict[str, Any] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mismatch = find_mismatch(
                entry.program, args, kwargs, stages=("interpreter",), repeat=1, prepared=prepared
            )
        if mismatch is not None:
            raise mismatch
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found.add(_kind(prepared["interpreter"].explain(*duplicate(args), **duplicate(kwargs))))
    return found


def _kind(explanation: ag.Explanation) -> str:
    if not explanation.captured:
        return "Python"
    return "call" if explanation.host_calls else "op"


def page() -> str:
    """Return the page's text."""
    parts = [_HEAD.format(version=".".join(np.__version__.split(".")[:2]))]
    known = [(entry, outcomes(entry)) for entry in entries()]
    for section, title in _SECTIONS.items():
        rows: dict[str, list[str]] = {label: [] for label in _LABELS.values()}
        for entry, found in known:
            if entry.section == section:
                rows[_LABELS[frozenset(found)]].append(f"`{entry.name}`")
        parts.append(f"\n## {title}\n\n| what | names |\n|---|---|\n")
        parts += [f"| {label} | {' '.join(names)} |\n" for label, names in rows.items() if names]
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(f"{PAGE}\n")
    PAGE.write_text(page(), encoding="utf-8")
