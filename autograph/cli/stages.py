"""A function and arguments in, its text at each stage of its way to a kernel out."""

from __future__ import annotations

import inspect
import textwrap

import autograph as ag
from autograph.cli.arguments import Arguments
from autograph.cli.errors import CommandError
from autograph.cli.targets import Target

__all__ = ["STAGES", "needs_arguments", "text_at"]

STAGES = ("source", "converted", "graph", "optimized", "kernel")


def needs_arguments(stage: str) -> bool:
    """Return whether the stage's text depends on the types of the arguments."""
    return stage not in ("source", "converted")


def text_at(stage: str, target: Target, arguments: Arguments | None) -> str:
    """Return the text of `target` at `stage`.

    Raises
    ------
    CommandError
        The function has no such text: no source, or it is not one graph; the message says why.
    """
    if stage == "source":
        return _source(target)
    try:
        if stage == "converted":
            return ag.to_code(target.function).strip("\n")
        assert arguments is not None
        traced = ag.function(mode="graph", fullgraph=True)(target.function).trace(
            *arguments.positional, **arguments.named
        )
        match stage:
            case "graph":
                return str(traced.graph).strip("\n")
            case "optimized":
                return str(traced.optimized).strip("\n")
            case _:
                return traced.kernel_source.strip("\n")
    except ag.ConversionError as error:
        raise CommandError(f"{target.name} has no {stage}: {_message(error)}") from error
    except Exception as error:  # whatever the traced program, or a bug of ours, raises
        raise CommandError(f"{target.name} has no {stage}: {type(error).__name__}: {error}") from error


def _source(target: Target) -> str:
    try:
        return textwrap.dedent(inspect.getsource(target.function)).strip("\n")
    except (OSError, TypeError) as error:
        raise CommandError(f"the source of {target.name} cannot be found") from error


def _message(error: SyntaxError) -> str:
    place = f"{error.filename}:{error.lineno}: " if error.filename and error.lineno else ""
    return error.msg if place and place[:-2] in error.msg else f"{place}{error.msg}"
