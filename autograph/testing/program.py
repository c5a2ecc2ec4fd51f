"""A program as text with its arguments: can be compiled, saved as a file, read again."""

from __future__ import annotations

import ast
import hashlib
import linecache
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["PRELUDE", "Program"]

PRELUDE = """import math

import numpy as np


class Wrong(Exception):
    def __init__(self, code):
        super().__init__(f"wrong: {code}")
        self.code = code

"""


@dataclass(frozen=True)
class Program:
    """A function named ``f`` and argument sets to call it with.

    Attributes
    ----------
    source : str
        The text of a module that defines ``f``.
    arguments : tuple of str
        Each the text of a tuple of arguments.
    """

    source: str
    arguments: tuple[str, ...]

    def compile(self) -> Callable[..., Any]:
        """Execute the source under a file name of its own that `inspect` can read; return ``f``."""
        digest = hashlib.sha1(self.source.encode(), usedforsecurity=False).hexdigest()[:12]
        name = f"<program {digest}>"
        linecache.cache[name] = (len(self.source), None, self.source.splitlines(keepends=True), name)
        namespace: dict[str, Any] = {"__name__": f"program_{digest}", "__file__": name}
        exec(compile(self.source, name, "exec"), namespace)
        function: Callable[..., Any] = namespace["f"]
        return function

    def forget(self) -> None:
        """Take the source out of linecache."""
        digest = hashlib.sha1(self.source.encode(), usedforsecurity=False).hexdigest()[:12]
        linecache.cache.pop(f"<program {digest}>", None)

    def evaluate(self, number: int) -> tuple[Any, ...]:
        """Return one argument set as values."""
        values = eval(self.arguments[number], {"np": np, "math": math, "inf": math.inf, "nan": math.nan})
        assert isinstance(values, tuple)
        return values

    def __str__(self) -> str:
        """Return the text of a file that `parse` reads."""
        rows = "".join(f"    {text!r},\n" for text in self.arguments)
        return f"{self.source.rstrip()}\n\n\nARGUMENTS = [\n{rows}]\n"

    @classmethod
    def parse(cls, text: str) -> Program:
        """Read what `str` wrote.

        Parameters
        ----------
        text : str

        Returns
        -------
        Program
        """
        source, _, rows = text.rpartition("\nARGUMENTS = ")
        return cls(re.sub(r"\s+$", "\n", source), tuple(ast.literal_eval(rows.strip())))
