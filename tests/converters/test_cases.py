"""Each case file: a function before, ``# becomes``, the function after, and calls that must agree.

The folder's name is the construct. ``*_noop.py`` has no ``# becomes``: the converter must not touch it.
``pytest --update-golden`` writes what comes after.
"""

from __future__ import annotations

import ast
import builtins
import linecache
from pathlib import Path
from typing import Any

import gast
import plain_operators
import pytest
from control_outcomes import load, outcome

from autograph.converters.analysis.names import identifiers
from autograph.converters.analysis.scopes import Scopes
from autograph.converters.base import Context, natives
from autograph.converters.conversion import convert
from autograph.converters.pipeline import PIPELINE
from autograph.converters.writing import write

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.py"))
CONVERTERS = {
    "assert_": ["Assertions"],
    "attempts": ["Returns", "Breaks", "Continues", "Attempts"],
    "boolean": ["BooleanOperators"],
    "break_": ["Breaks", "Flags"],
    "calls": ["Prints", "Calls"],
    "compare": ["Comparisons"],
    "comprehension": ["Comprehensions"],
    "condition": ["Breaks", "Conditions", "Flags"],
    "continue_": ["Continues", "Flags"],
    "displays": ["Displays", "Comparisons"],
    "finals": ["Finals", "Returns", "Breaks", "Continues"],
    "for_": ["Unassigned", "Fors"],
    "fstring": ["FormattedStrings"],
    "generator": ["Generators"],
    "hidden": ["Stores", "Attributes"],
    "if_": ["Unassigned", "Branches"],
    "loads": ["Loads"],
    "match_": ["Matches"],
    "outer": ["OuterVariables"],
    "percent": ["Percents"],
    "print_": ["Prints"],
    "raise_": ["Raises"],
    "recursion": ["Recursions"],
    "return_": ["Returns", "Flags"],
    "stores": ["Stores"],
    "subscript": ["Subscripts"],
    "ternary": ["ConditionalExpressions"],
    "unassigned": ["Unassigned", "Branches"],
    "try_": ["Returns", "Breaks", "Continues", "Flags", "Unassigned", "Tries"],
    "unfolding": ["Unfoldings"],
    "unsupported": ["Markers"],
    "while_": ["Unassigned", "Whiles"],
    "with_": ["Withs"],
    "whole": [kind.__name__ for kind in PIPELINE],
}


def converted(text: str, construct: str) -> str:
    """Run the converters of one construct over a function."""
    namespace: dict[str, Any] = dict(vars(builtins))
    exec(compile(text, "<case>", "exec"), namespace)
    module = gast.parse(text)
    tree = module.body[-1]
    context = Context(
        taken=identifiers(tree),
        outside=namespace,
        bound={node: scope.bound for node, scope in Scopes(module).of.items()},
        natives=natives(tree),
    )
    for kind in PIPELINE:
        if kind.__name__ in CONVERTERS[construct]:
            module = kind(context).convert(module)
    return write(gast.Module([module.body[-1]], []))


def parts(path: Path) -> tuple[str, str, list[str]]:
    before, _, after = path.read_text().partition("# becomes\n")
    runs = [line.removeprefix("# run:").strip() for line in before.splitlines() if line.startswith("# run:")]
    return before, after, runs


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_becomes_what_its_file_says(path: Path, request: pytest.FixtureRequest) -> None:
    before, after, _ = parts(path)
    result = converted(before, path.parent.name)
    if path.stem.endswith("_noop"):
        assert ast.dump(ast.parse(result).body[-1]) == ast.dump(ast.parse(before).body[-1])
    elif request.config.getoption("--update-golden"):
        path.write_text(f"{before.rstrip()}\n\n\n# becomes\n{result}")
    else:
        assert result == after


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_behaves_as_before(path: Path) -> None:
    before, _, runs = parts(path)
    assert runs, "a case file needs a '# run:' line"
    function = load(before, str(path))
    after = convert(function, plain_operators).function
    for call in [call for run in runs for call in ast.parse(f"({run},)", mode="eval").body.elts]:
        arguments = f"({''.join(ast.unparse(argument) + ',' for argument in call.args)})"
        wanted = outcome(function, function.__globals__, eval(arguments))
        assert outcome(after, function.__globals__, eval(arguments)) == wanted, ast.unparse(call)
    linecache.cache.pop(str(path), None)
