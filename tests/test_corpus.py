"""Random programs keep their meaning: 2,000 through the interpreter, 200 through kernels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from autograph.testing import Program, program, programs
from autograph.testing.corpus import check

INTERPRETED, COMPILED, CHUNK = 2000, 200, 50


def run(seeds: range, stages: tuple[str, ...], size: int) -> None:
    """Check programs by number; fail with the numbers and reports of those that differ."""
    failures = {}
    for seed in seeds:
        verdict = check(program(seed, size), stages, repeat=1)
        if verdict.status != "same":
            failures[seed] = verdict
    shown = "\n\n".join(f"{seed}: {v.status}\n{v.reason}" for seed, v in list(failures.items())[:5])
    command = f"python -m autograph.testing --seed {seeds.start} --programs {len(seeds)} --size {size}"
    assert not failures, f"{len(failures)} of {len(seeds)} programs differ; minimise with\n{command}\n{shown}"


@pytest.mark.parametrize("first", range(0, INTERPRETED, CHUNK))
def test_random_programs_do_the_same_interpreted(first: int) -> None:
    run(range(first, first + CHUNK), ("converted", "interpreter"), 5)


@pytest.mark.parametrize("first", range(0, COMPILED, CHUNK // 5))
def test_random_programs_do_the_same_compiled(first: int) -> None:
    run(range(first, first + CHUNK // 5), ("kernel",), 4)


@settings(max_examples=30)
@given(programs())
def test_a_drawn_program_does_the_same_interpreted(item: Program) -> None:
    verdict = check(item, repeat=1)
    assert verdict.status == "same", f"{item}\n{verdict.reason}"
