"""`autograph show`: a function at one stage of its way, or at two side by side."""

from __future__ import annotations

import argparse

from autograph.cli.arguments import find_arguments
from autograph.cli.errors import CommandError, UsageError
from autograph.cli.output import print_code, print_side_by_side
from autograph.cli.stages import STAGES, needs_arguments, text_at
from autograph.cli.targets import Target, find_one, find_targets

__all__ = ["run_show"]


def run_show(options: argparse.Namespace) -> int:
    """Print the target at `options.stage`, beside another with `options.diff`."""
    other = _other(options)
    targets = [find_one(options.target)] if needs_arguments(options.stage) else find_targets(options.target)
    for number, target in enumerate(targets):
        if number:
            print("\n")
        try:
            _show(target, options, other)
        except UsageError:
            raise
        except CommandError as error:
            if len(targets) == 1:
                raise
            print_code(f"# {error}\n{text_at('source', target, None)}")
    return 0


def _other(options: argparse.Namespace) -> str | None:
    """Return the stage to stand on the left, None if there is none."""
    if options.against:
        return str(options.against)
    if not options.diff:
        return None
    place = STAGES.index(options.stage)
    if place == 0:
        raise UsageError("--diff needs a later stage than source: add --stage converted")
    return STAGES[place - 1]


def _show(target: Target, options: argparse.Namespace, other: str | None) -> None:
    arguments = None
    if any(needs_arguments(stage) for stage in (options.stage, other) if stage):
        arguments = find_arguments(target, options.args, options.example)
    text = text_at(options.stage, target, arguments)
    if other is None:
        print_code(text)
    else:
        print_side_by_side((other, options.stage), text_at(other, target, arguments), text)
