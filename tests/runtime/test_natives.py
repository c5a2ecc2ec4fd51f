"""What Python is given of machine code stays as long as Python may look at it."""

from __future__ import annotations

import gc
import importlib.util
import weakref
from typing import Any


def test_what_python_keeps_of_a_kernel_outlives_the_modules() -> None:
    """As at the end of a process: functions in reference cycles are freed after all modules are empty."""
    spec = importlib.util.find_spec("autograph.runtime.codegen.natives")
    assert spec is not None
    assert spec.loader is not None
    natives: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(natives)
    made: list[Any] = []
    method = natives._Method

    def noted(*fields: Any) -> Any:
        one = method(*fields)
        made.append(weakref.ref(one))
        return one

    natives._Method = noted
    entry = natives.make_entry(1, 0, ())
    vars(natives).clear()
    gc.collect()
    assert made[0]() is not None
    del entry
