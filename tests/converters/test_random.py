"""Random programs do the same before and after their conversion: every step, in order, and the end."""

from __future__ import annotations

import plain_operators
import pytest
from random_differences import differences


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_programs_behave_as_before(first: int) -> None:
    assert differences(range(first, first + 50), plain_operators) == []


if __name__ == "__main__":
    import sys

    print(differences(range(*map(int, sys.argv[1:])), plain_operators))
