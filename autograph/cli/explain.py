"""`autograph explain`: what of a function is captured, and what is not."""

from __future__ import annotations

import argparse

import autograph as ag
from autograph.cli.arguments import find_arguments
from autograph.cli.output import console
from autograph.cli.targets import find_one

__all__ = ["run_explain"]


def run_explain(options: argparse.Namespace) -> int:
    """Print the explanation of the target for its arguments."""
    target = find_one(options.target)
    arguments = find_arguments(target, options.args, options.example)
    explanation = ag.function(target.function).explain(*arguments.positional, **arguments.named)
    console().print(str(explanation), markup=False)
    return 0
