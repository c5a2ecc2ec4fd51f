"""An object file in; its bytes as they lie in memory, and where addresses go, out.

LLVM writes for the processor of this machine; what it writes for x86-64 on ELF systems refers to all that
lies elsewhere by whole addresses. So a kernel can be put into memory without LLVM, whose import takes longer
than most first calls. What is of another form is left to LLVM.
"""

from __future__ import annotations

import dataclasses
import struct
from typing import NamedTuple

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine_code import MachineCode
from autograph.runtime.codegen.placing import PAGE, Image, can_place

__all__ = ["image_of", "with_image"]

_ELF64 = b"\x7fELF\x02\x01\x01"
_X86_64 = 62
_BYTES, _ADDRESSES, _NOTHING = 1, 4, 8
_WRITE, _ALLOCATE = 1, 2
_UNDEFINED, _RESERVED = 0, 0xFF00
_WHOLE_ADDRESS = 1


class _Section(NamedTuple):
    kind: int
    flags: int
    offset: int
    size: int
    info: int
    align: int


class _Symbol(NamedTuple):
    name: str
    section: int
    value: int


class _Foreign(Exception):
    """The object file has something that is not known here."""


def with_image(machine_code: MachineCode) -> MachineCode:
    """Return machine code as an image, in the place of the object file, if that can be put into memory."""
    if not can_place() or any(libraries.address_of(symbol) is None for symbol in machine_code.needed):
        return machine_code
    image = image_of(machine_code.code, machine_code.entry, machine_code.environment)
    return machine_code if image is None else dataclasses.replace(machine_code, code=b"", image=image)


def image_of(code: bytes, entry: str, environment: str) -> Image | None:
    """Return an object file as it lies in memory; None if LLVM has to put it there."""
    machine = struct.unpack_from("<H", code, 18)[0] if code.startswith(_ELF64) else 0
    if machine != _X86_64:
        return None
    try:
        return _image(code, entry, environment)
    except _Foreign:
        return None


def _image(code: bytes, entry: str, environment: str) -> Image:
    sections = _sections(code)
    kept = {
        number: section
        for number, section in enumerate(sections)
        if section.kind in (_BYTES, _NOTHING) and section.flags & _ALLOCATE
    }
    fixed = {number: section for number, section in kept.items() if not section.flags & _WRITE}
    changing = {number: section for number, section in kept.items() if section.flags & _WRITE}
    if any(section.kind != _NOTHING for section in changing.values()):
        raise _Foreign
    places, length = _laid_out(fixed, 0)
    start = _rounded(length, PAGE)
    more, end = _laid_out(changing, start)
    places |= more
    image = bytearray(length)
    for number, section in fixed.items():
        image[places[number] : places[number] + section.size] = _content(code, section)
    symbols = _symbols(code, sections)
    inner, outer = _addresses(code, sections, symbols, places)
    known = {
        symbol.name: places[symbol.section] + symbol.value for symbol in symbols if symbol.section in places
    }
    if entry not in known:
        raise _Foreign
    return Image(bytes(image), end - start, known[entry], known.get(environment, -1), inner, outer)


def _rounded(size: int, align: int) -> int:
    return -(-size // align) * align


def _laid_out(sections: dict[int, _Section], start: int) -> tuple[dict[int, int], int]:
    """Return where each section lies, and where they end."""
    places = {}
    for number, section in sections.items():
        places[number] = _rounded(start, max(section.align, 1))
        start = places[number] + section.size
    return places, start


def _content(code: bytes, section: _Section) -> bytes:
    return code[section.offset : section.offset + section.size]


def _sections(code: bytes) -> list[_Section]:
    (first,) = struct.unpack_from("<Q", code, 40)
    (count,) = struct.unpack_from("<H", code, 60)
    found = []
    for place in range(count):
        row = struct.unpack_from("<IIQQQQIIQQ", code, first + 64 * place)
        found.append(_Section(row[1], row[2], row[4], row[5], row[7], row[8]))
        if row[1] == _ADDRESSES:
            found[-1] = found[-1]._replace(info=row[7])
    return found


def _symbols(code: bytes, sections: list[_Section]) -> list[_Symbol]:
    (first,) = struct.unpack_from("<Q", code, 40)
    for place, section in enumerate(sections):
        if section.kind == 2:
            names = sections[struct.unpack_from("<I", code, first + 64 * place + 40)[0]]
            text = _content(code, names)
            return [_symbol(row, text) for row in struct.iter_unpack("<IBBHQQ", _content(code, section))]
    raise _Foreign


def _symbol(row: tuple[int, ...], text: bytes) -> _Symbol:
    name, section = text[row[0] : text.index(b"\0", row[0])].decode(), row[3]
    return _Symbol(name, section, row[4])


def _addresses(
    code: bytes, sections: list[_Section], symbols: list[_Symbol], places: dict[int, int]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, str, int], ...]]:
    """Return the places for addresses in the image, and those for addresses of what the process has."""
    inner, outer = [], []
    for section in sections:
        if section.kind != _ADDRESSES or section.info not in places:
            continue
        start = places[section.info]
        for offset, about, added in struct.iter_unpack("<QQq", _content(code, section)):
            symbol = symbols[about >> 32]
            if about & 0xFFFFFFFF != _WHOLE_ADDRESS or symbol.section >= _RESERVED:
                raise _Foreign
            if symbol.section == _UNDEFINED:
                outer.append((start + offset, symbol.name, added))
            elif symbol.section in places:
                inner.append((start + offset, places[symbol.section] + symbol.value + added))
            else:
                raise _Foreign
    return tuple(inner), tuple(outer)
