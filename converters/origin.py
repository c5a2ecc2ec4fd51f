"""A file name in, whether installed code lies there out."""

from __future__ import annotations

import functools
import os
import sys
import types

__all__ = ["file_of", "is_library", "own_folders"]


@functools.cache
def _libraries() -> tuple[str, ...]:
    import site  # noqa: PLC0415  (some milliseconds that few programs need)
    import sysconfig  # noqa: PLC0415  (the same)

    names = ("stdlib", "platstdlib", "purelib", "platlib")
    own = (os.path.join(folder, "") for folder in own_folders())
    return (*{sysconfig.get_path(name) for name in names}, *site.getsitepackages(), *own, "<frozen")


def own_folders() -> list[str]:
    """Return the folders of this project: not always installed where others are."""
    packages = ("autograph", "autograph.converters", "autograph.runtime")
    return [folder for name in packages for folder in sys.modules[name].__path__]


def file_of(module: types.ModuleType | None) -> str:
    """Return the file of a module; one without a file is Python's, or made by hand: the user's."""
    file = getattr(module, "__file__", None)
    if file or module is None:
        return file or "<frozen"
    return "" if module.__name__ == "__main__" or module.__spec__ is None else "<frozen"


def is_library(file: str) -> bool:
    """Say whether a file belongs to Python or to an installed package."""
    return file.startswith(_libraries())
