"""Decorated functions in other processes."""

from __future__ import annotations

import pickle
import sys
import types

import autograph as ag


def doubled(x, *, more=1):
    return 2 * x + more


def _in_a_main_program(monkeypatch):
    """Return a decorated function that lies in the main program."""
    written = types.FunctionType(doubled.__code__, {"__name__": "__main__"}, "doubled")
    written.__module__, written.__kwdefaults__ = "__main__", {"more": 1}
    main = types.ModuleType("__main__")
    main.doubled = ag.function(written, mode="graph", backend="interpreter", static_argnames=("more",))
    monkeypatch.setitem(sys.modules, "__main__", main)
    return main.doubled


def test_a_function_of_the_main_program_pickles_by_its_name(monkeypatch):
    function = _in_a_main_program(monkeypatch)
    assert pickle.loads(pickle.dumps(function)) is function
    assert pickle.loads(pickle.dumps(function.detached)) is function.detached


def test_a_process_without_the_main_program_gets_the_function_itself(monkeypatch):
    """Who pickles functions by what they are made of (cloudpickle does) hands on a plain one."""
    function = _in_a_main_program(monkeypatch)
    again, (kind, plain, options) = function.__reduce__()
    assert type(plain) is types.FunctionType
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    taken_along = again(kind, plain, options)
    assert taken_along(3.0) == 7.0
    assert taken_along(3.0, more=2) == 8.0
    assert taken_along.__qualname__ == "doubled"
    assert taken_along.options == function.options
    assert taken_along is not function
