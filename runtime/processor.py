"""What the processor is and can, without a library that would have to be imported."""

from __future__ import annotations

import functools

__all__ = ["processor"]

_TOLD = ("vendor_id", "cpu family", "model", "model name", "stepping", "flags")


@functools.cache
def processor() -> str | None:
    """Return what the processor is and can; None where the system does not say."""
    try:
        with open("/proc/cpuinfo") as file:
            text = file.read(1 << 14)
    except OSError:
        return None
    first = [line.partition(":") for line in text.partition("\n\n")[0].splitlines()]
    told = [f"{name.strip()}{value}" for name, _, value in first if name.strip() in _TOLD]
    return "\n".join(told) if len(told) == len(_TOLD) else None
