"""The kernels' disk cache: bytes in and out by key; where the disk fails, the caller goes on without it."""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import time
from pathlib import Path

__all__ = ["LIMIT", "clear", "entries", "folder", "limit", "read", "write"]

LIMIT = 256 * 1024 * 1024
"""How many bytes the cache may hold, unless ``AUTOGRAPH_CACHE_LIMIT`` says another number."""

_SUFFIX = ".kernel"
_UNFINISHED = ".unfinished"
_MAGIC = b"autograph kernel 1\n"
_DIGEST = hashlib.sha256().digest_size
_ABANDONED = 3600.0
_FULL = 0.8
_LOOK = 1 / 64
"""The share of the limit that a process writes before it looks again at all there is."""

_said: set[str] = set()
_unseen: dict[Path, float] = {}
"""By folder the bytes that this process has written since it looked."""


def folder() -> Path | None:
    """Return the cache's folder, which need not exist; None where ``AUTOGRAPH_CACHE=0`` turns it off."""
    if os.environ.get("AUTOGRAPH_CACHE") == "0":
        return None
    named = os.environ.get("AUTOGRAPH_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_dir  # noqa: PLC0415  (milliseconds of a first call)

    return Path(user_cache_dir("autograph", appauthor=False))


def entries() -> list[Path]:
    """Return the files of the cache, those that a killed process has left unfinished among them."""
    place = folder()
    if place is None:
        return []
    try:
        return sorted(path for path in place.iterdir() if path.suffix in (_SUFFIX, _UNFINISHED))
    except OSError:
        return []


def clear() -> int:
    """Remove all entries and return how many bytes they held; OSError where one cannot be removed."""
    size = 0
    for path in entries():
        with contextlib.suppress(FileNotFoundError):
            size += path.stat().st_size
            path.unlink()
    return size


def read(key: str) -> bytes | None:
    """Return what was written under `key`; None if there is nothing, or nothing whole."""
    place = folder()
    if place is None:
        return None
    path = place / f"{key}{_SUFFIX}"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        _tell(f"{path} cannot be read: {error}")
        return None
    head = len(_MAGIC) + _DIGEST
    payload = content[head:]
    if not content.startswith(_MAGIC) or hashlib.sha256(payload).digest() != content[len(_MAGIC) : head]:
        _tell(f"{path} is damaged, or no kernel")
        return None
    with contextlib.suppress(OSError):  # a read-only cache keeps no times of use
        os.utime(path)
    return payload


def write(key: str, payload: bytes) -> None:
    """Write an entry; other processes see all of it or nothing."""
    place = folder()
    if place is None:
        return
    from tempfile import mkstemp  # noqa: PLC0415  (milliseconds of a first call that only reads)

    unfinished = None
    try:
        place.mkdir(parents=True, exist_ok=True)
        descriptor, unfinished = mkstemp(_UNFINISHED, dir=place)
        with open(descriptor, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(payload).digest() + payload)
        os.replace(unfinished, place / f"{key}{_SUFFIX}")
        unseen = _unseen.get(place, math.inf) + len(payload)
        if unseen > _LOOK * limit():
            unseen = 0.0
            _trim(place, f"{key}{_SUFFIX}")
        _unseen[place] = unseen
    except OSError as error:
        _tell(f"a kernel cannot be kept in {place}: {error}")
        if unfinished is not None:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)


def limit() -> int:
    """Return how many bytes the cache may hold."""
    named = os.environ.get("AUTOGRAPH_CACHE_LIMIT", "")
    return int(named) if named.isdigit() else LIMIT


def _trim(place: Path, newest: str) -> None:
    """Remove what was not used for longest, until the rest fits well, and what was never finished."""
    found = []
    with os.scandir(place) as files:
        for file in files:
            with contextlib.suppress(OSError):
                if file.name.endswith(_SUFFIX):
                    facts = file.stat()
                    found.append((facts.st_mtime, facts.st_size, file.name))
                elif file.name.endswith(_UNFINISHED) and file.stat().st_mtime < time.time() - _ABANDONED:
                    os.unlink(file)
    total = sum(size for _, size, _ in found)
    if total <= limit():
        return
    for _, size, name in sorted(found):
        if total <= _FULL * limit():
            break
        if name == newest:
            continue
        with contextlib.suppress(OSError):
            os.unlink(place / name)
            total -= size


def _tell(message: str) -> None:
    """Say something once in a process."""
    if message not in _said:
        from logging import getLogger  # noqa: PLC0415  (milliseconds of a first call)

        _said.add(message)
        getLogger("autograph.cache").debug("%s", message)
