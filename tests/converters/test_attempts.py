"""The form of a `try` for graphs does, statement by statement, what the `try` does."""

from __future__ import annotations

import pytest
from attempt_operators import OPERATORS
from random_differences import differences


def tries(source: str) -> bool:
    """Whether a program has a `try`, and no manager: what that sees stays in Python."""
    return "try:" in source and "with manage" not in source


def message(error: BaseException, _: str) -> str:
    """Describe an exception without its lines, which a graph notes by itself."""
    return f"raises {type(error).__name__}({error})"


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_the_form_for_graphs_does_the_same(first: int) -> None:
    assert differences(range(first, first + 100), OPERATORS, tries, message) == []


if __name__ == "__main__":
    import sys

    print(differences(range(*map(int, sys.argv[1:])), OPERATORS, tries, message))
