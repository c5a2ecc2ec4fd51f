"""A file name in, whether installed code lies there out."""

from __future__ import annotations

import functools

__all__ = ["is_library"]


@functools.cache
def _libraries() -> tuple[str, ...]:
    import site  # noqa: PLC0415  (some milliseconds that few programs need)
    import sysconfig  # noqa: PLC0415  (the same)

    names = ("stdlib", "platstdlib", "purelib", "platlib")
    return (*{sysconfig.get_path(name) for name in names}, *site.getsitepackages(), "<frozen")


def is_library(file: str) -> bool:
    """Say whether a file belongs to Python or to an installed package."""
    return file.startswith(_libraries())
