"""What stands for ``io.StringIO`` in a trace; traced, never run as it is."""

from __future__ import annotations

import io
from typing import Any

__all__ = ["TextBuffer"]


class TextBuffer:
    """Text in memory that is written from its beginning to its end.

    Attributes
    ----------
    text : str
    closed : bool
    """

    stands_for = io.StringIO

    def __init__(self) -> None:
        self.text = ""
        self.closed = False

    def __enter__(self) -> Any:
        """Return the buffer itself."""
        self._require_open()
        return self

    def __exit__(self, *error: object) -> None:
        """Close it."""
        self.closed = True

    def _require_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, text: Any) -> int:
        """Add text at the end."""
        self._require_open()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        self.text += text
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Add texts at the end."""
        for line in lines:
            self.write(line)

    def getvalue(self) -> str:
        """Return the text."""
        self._require_open()
        return self.text

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Close it."""
        self.closed = True
