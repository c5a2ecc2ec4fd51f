"""The statement that takes something apart in, into how many names out."""

from __future__ import annotations

import dis
import sys

__all__ = ["wanted_items"]

_UNPACK, _EXTENDED = dis.opmap["UNPACK_SEQUENCE"], dis.opmap["EXTENDED_ARG"]


def wanted_items() -> int | None:
    """Return into how many names the caller's caller takes apart what it iterates; None if it does not."""
    frame = sys._getframe(2)
    code, place = frame.f_code.co_code, frame.f_lasti
    if place < 0 or code[place] != _UNPACK or (place > 1 and code[place - 2] == _EXTENDED):
        return None
    return code[place + 1]
