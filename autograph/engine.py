"""All that makes graphs and runs them, under one name: it is imported when a function is first traced."""

from __future__ import annotations

from autograph.callpath import call_path
from autograph.concrete import overlapping, static_now, trace_function
from autograph.conversion import convert
from autograph.operators.calls import conversion_of, converted
from autograph.operators.replay import skipping
from autograph.tracing.lifting import BEYOND_MACHINE, Flat
from autograph.tracing.trace import Decisions

__all__ = [
    "BEYOND_MACHINE",
    "Decisions",
    "Flat",
    "call_path",
    "conversion_of",
    "convert",
    "converted",
    "overlapping",
    "skipping",
    "static_now",
    "trace_function",
]
