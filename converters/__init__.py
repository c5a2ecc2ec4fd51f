"""Python's syntax tree in, one in which every construct is a call of an operator out."""

from __future__ import annotations

from autograph.converters.conversion import PIPELINE, Converted, convert, convert_beside

__all__ = ["PIPELINE", "Converted", "convert", "convert_beside"]
