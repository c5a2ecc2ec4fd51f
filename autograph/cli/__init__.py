"""The command `autograph`: arguments in, text on the terminal and an exit code out."""

from autograph.cli.parser import main

__all__ = ["main"]
