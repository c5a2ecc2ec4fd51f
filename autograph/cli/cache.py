"""`autograph cache`: where the compiled kernels lie, how many there are, and away with them."""

from __future__ import annotations

import argparse

from autograph.cli.errors import CommandError
from autograph.runtime import cache

__all__ = ["run_cache"]


def run_cache(options: argparse.Namespace) -> int:
    """Print the state of the cache or where it lies, or empty it."""
    folder = cache.folder()
    if folder is None:
        raise CommandError("there is no cache: AUTOGRAPH_CACHE=0 turns it off")
    if options.action == "path":
        print(folder)
        return 0
    files = cache.entries()
    if options.action == "info":
        print(f"folder  {folder}")
        print(f"files   {len(files)}")
        print(f"size    {_readable(sum(file.stat().st_size for file in files))}")
        print(f"limit   {_readable(cache.limit())}")
        return 0
    try:
        size = cache.clear()
    except OSError as error:
        raise CommandError(f"{folder} cannot be emptied: {error}") from error
    print(f"removed {len(files)} files, {_readable(size)}, from {folder}")
    return 0


def _readable(size: int) -> str:
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} B"
