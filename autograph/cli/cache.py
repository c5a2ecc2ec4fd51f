"""`autograph cache`: where the compiled kernels lie, how many there are, and away with them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import platformdirs

from autograph.cli.errors import CommandError

__all__ = ["cache_folder", "run_cache"]


def run_cache(options: argparse.Namespace) -> int:
    """Print the state of the cache, or empty it."""
    folder = cache_folder()
    files = _files(folder)
    size = sum(file.stat().st_size for file in files)
    if options.action == "info":
        print(f"folder  {folder}")
        print(f"files   {len(files)}")
        print(f"size    {_readable(size)}")
        return 0
    try:
        for file in files:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be emptied: {error}") from error
    print(f"removed {len(files)} files, {_readable(size)}, from {folder}")
    return 0


def cache_folder() -> Path:
    """Return the folder of the kernel cache, which need not exist."""
    named = os.environ.get("AUTOGRAPH_CACHE_DIR")
    return Path(named) if named else Path(platformdirs.user_cache_dir("autograph", appauthor=False))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _readable(size: int) -> str:
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} B"
