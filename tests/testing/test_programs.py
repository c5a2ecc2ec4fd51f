"""The generator of programs is deterministic, its programs end and vary; the shrinker makes them small."""

from __future__ import annotations

import ast
from collections import Counter

from autograph.testing import Program, program
from autograph.testing.outcome import Situation, observe
from autograph.testing.shrink import shrink

WANTED = {
    ast.If, ast.For, ast.While, ast.Break, ast.Continue, ast.Return, ast.Assert, ast.Raise, ast.AugAssign,
    ast.Lambda, ast.IfExp, ast.BoolOp, ast.Compare, ast.JoinedStr, ast.FunctionDef, ast.Slice, ast.Tuple,
    ast.Try, ast.With, ast.NamedExpr, ast.ListComp,
}  # fmt: skip


def test_a_number_names_one_program() -> None:
    assert str(program(5)) == str(program(5))
    assert str(program(5)) != str(program(6))


def test_a_program_survives_its_file() -> None:
    item = program(11)
    again = Program.parse(str(item))
    assert again.arguments == item.arguments
    assert ast.dump(ast.parse(again.source)) == ast.dump(ast.parse(item.source))


def test_programs_end_and_mostly_succeed() -> None:
    outcomes: Counter[str] = Counter()
    nodes: Counter[type] = Counter()
    for seed in range(400):
        item = program(seed)
        nodes.update({type(node) for node in ast.walk(ast.parse(item.source))})
        function = item.compile()
        for number in range(len(item.arguments)):
            outcome = observe(Situation(function, item.evaluate(number), {}), lambda f: f)
            outcomes[type(outcome.exception).__name__] += 1
        item.forget()
    total = sum(outcomes.values())
    assert 0.6 * total < outcomes["NoneType"] < 0.95 * total, outcomes
    assert len(outcomes) > 6
    assert {node.__name__ for node in WANTED if nodes[node] < 8} == set()
    assert outcomes["SyntaxError"] == outcomes["NameError"] == outcomes["AttributeError"] == 0


def test_a_failing_program_shrinks_to_what_fails() -> None:
    item = next(p for p in map(program, range(100)) if "while" in p.source and len(p.source) > 1500)

    def fails(candidate: Program) -> bool:
        try:
            tree = ast.parse(candidate.source)
            compile(tree, "candidate", "exec")
        except SyntaxError:
            return False
        return any(isinstance(node, ast.While) for node in ast.walk(tree))

    small = shrink(item, fails, seconds=20)
    assert fails(small)
    assert len(small.source.splitlines()) <= 6, small.source
    assert len(small.arguments) == 1
