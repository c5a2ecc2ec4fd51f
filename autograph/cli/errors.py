"""The two ways in which a command fails, each one line on stderr and an exit code."""

from __future__ import annotations

__all__ = ["CommandError", "UsageError"]


class CommandError(Exception):
    """The command was understood but cannot do what it was asked for; exit code 1."""

    code = 1


class UsageError(CommandError):
    """The command line or a file it names is wrong; exit code 2."""

    code = 2
