"""A function in, everything that one call of it did out."""

from __future__ import annotations

import contextlib
import linecache
import traceback
import types
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["TooLong", "describe", "load", "outcome"]


class TooLong(Exception):
    """A program ran longer than a test should."""


class Log:
    """What a program did, in order."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self.ticks = 0

    def log(self, number: int, value: Any = None) -> Any:
        self.entries.append(f"{number}: {show(value)}")
        if len(self.entries) > 300:
            raise TooLong
        return value

    def tick(self) -> None:
        self.ticks += 1
        if self.ticks > 60:
            raise TooLong

    @contextlib.contextmanager
    def manage(self, value: Any) -> Iterator[Any]:
        self.entries.append(f"enter {show(value)}")
        try:
            yield value
        except ValueError as error:
            self.entries.append(f"suppress {error!r}")
        finally:
            self.entries.append("exit")
            if value == 3:
                raise KeyError("exit")


def show(value: Any) -> str:
    if isinstance(value, types.FunctionType):
        return value.__qualname__
    if isinstance(value, int) and abs(value) > 10**30:
        return "big"
    return f"{type(value).__name__} {value!r}"[:200]


def load(source: str, name: str) -> types.FunctionType:
    """Compile a text that defines ``f``, its source to be found by linecache."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"__name__": "case"}
    exec(compile(source, name, "exec"), namespace)
    function: types.FunctionType = namespace["f"]
    return function


def outcome(
    function: Callable[..., Any],
    namespace: dict[str, Any],
    arguments: tuple[Any, ...],
    told: Callable[[BaseException, str], str] | None = None,
) -> list[str]:
    """Call a function of a namespace; return its log, and its result or what is `told` of its exception."""
    log = Log()
    namespace.update(log=log.log, tick=log.tick, manage=log.manage)
    name = function.__code__.co_filename
    try:
        end = f"returns {show(function(*arguments))}"
    except TooLong:
        end = "too long"
    except Exception as error:
        end = (told or describe)(error, name)
    return [*log.entries, end]


def describe(error: BaseException, name: str) -> str:
    """Return the type, message, lines and context of an exception."""
    lines = [
        f"{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == name and frame.name != "<lambda>"
    ]
    end = f"raises {type(error).__name__}({error}) at {', '.join(lines)}"
    return end + (f" from {describe(error.__context__, name)}" if error.__context__ is not None else "")
