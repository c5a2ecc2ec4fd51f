"""The source of a function is found wherever it was written, and the right one of several."""

from __future__ import annotations

import doctest
import functools
import importlib
import inspect
import linecache
import subprocess
import sys
import types
from collections.abc import Callable
from typing import Any

import plain_operators
import pytest

from autograph.converters.conversion import convert
from autograph.converters.source import definition
from autograph.runtime.errors import ConversionError


def converted(function: Any) -> Any:
    return convert(function, plain_operators).function


def define(text: str, filename: str, name: str = "f") -> Any:
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": "elsewhere"}
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


def test_several_lambdas_on_a_line_are_told_apart() -> None:
    first, second = (lambda x: x + 1 if x else 0), (lambda x: x * 2 if x else 0)
    assert [converted(first)(3), converted(second)(3)] == [4, 6]


def test_nested_lambdas_are_told_apart() -> None:
    outer = lambda x: lambda x: x or 5  # noqa: E731
    assert converted(outer)(1)(0) == 5
    assert converted(outer(1))(0) == 5


def test_equal_lambdas_on_a_line_are_interchangeable() -> None:
    pair = [lambda x: not x, lambda x: not x]
    assert [converted(function)(0) for function in pair] == [True, True]


def test_lambdas_are_told_apart_without_columns() -> None:
    text = "f = (lambda x: x + 1, lambda x: x - 1, lambda x: (x - 1))\n"
    for function, result in zip(define(text, "<columns>"), (4, 2, 2), strict=True):
        code = function.__code__
        bare = code.replace(co_linetable=b"\xe8" * (len(code.co_code) // 2))  # lines, no columns
        function.__code__ = bare
        assert converted(function)(3) == result


def test_a_lambda_over_several_lines() -> None:
    function = functools.partial(
        lambda x, y=(
            1
        ): x
        if x else
        y
    ).func  # fmt: skip
    assert converted(function)(0) == 1


def test_decorators_are_not_run_again() -> None:
    calls = []

    def count(label: str) -> Callable[[Any], Any]:
        calls.append(label)

        def decorate(function: Any) -> Any:
            @functools.wraps(function)
            def wrapper(*arguments: Any) -> Any:
                return function(*arguments)

            return wrapper

        return decorate

    @count(
        "one",
    )
    @count("two")
    def function(x: int) -> int:
        return x if x else -1

    assert calls == ["one", "two"]
    assert converted(inspect.unwrap(function))(0) == -1
    assert calls == ["one", "two"]


class Account:
    """Holds a private name, `super`, static and class methods."""

    def __init__(self, amount: int) -> None:
        self.__amount = amount

    def __secret(self, __factor: int) -> int:
        return self.__amount * __factor if __factor else 0

    def value(self) -> int:
        return self.__secret(2) if self.__amount else self.__secret(0)

    class __Inner:
        def get(self) -> Any:
            return [self.__class__.__name__ for _ in range(1)]


class Savings(Account):
    def value(self) -> int:
        if self._Account__amount > 100:  # type: ignore[attr-defined]
            return super().value() + 1
        return [super(Savings, self).value(), __class__][0]  # type: ignore[name-defined]  # noqa: UP008


def test_private_names_and_super_in_methods() -> None:
    Account.__init__ = converted(Account.__init__)  # type: ignore[method-assign]
    account, savings = Account(5), Savings(500)
    assert converted(Account.value)(account) == 10
    assert converted(Account._Account__secret)(account, 3) == 15  # type: ignore[attr-defined]
    assert converted(Savings.value)(savings) == 1001
    assert converted(Savings.value)(Savings(1)) == 2
    assert Account._Account__Inner().get() == ["__Inner"]  # type: ignore[attr-defined]


def test_tabs_spaces_continuations_and_other_alphabets() -> None:
    text = "if 1:\n\tdef f(größe, \\\n  名=2):\n\t\tif größe \\\n   > 名:\n\t\t\treturn 'ä'\n\t\treturn 名\n"
    function = define(text, "<alphabets>")
    assert [converted(function)(3), converted(function)(1)] == ["ä", 2]


def test_code_run_by_exec_with_linecache() -> None:
    assert converted(define("def f(x):\n    return x and 1\n", "<cell 1>"))(2) == 1


def test_a_doctest() -> None:
    """Doctests have their source in linecache while they run.

    >>> def f(x):
    ...     return 1 if x else 2
    >>> converted(f)(0)
    2
    """
    failed, ran = doctest.run_docstring_examples, None
    runner = doctest.DocTestRunner(verbose=False)
    test = doctest.DocTestFinder().find(test_a_doctest, "doc", globs={"converted": converted})[0]
    failed, ran = runner.run(test)
    assert (failed, ran) == (0, 2)


def test_no_source_is_said_so() -> None:
    namespace: dict[str, Any] = {}
    exec(compile("def f(x):\n    return x\n", "<nowhere>", "exec"), namespace)
    with pytest.raises(ConversionError, match="cannot be found") as error:
        converted(namespace["f"])
    assert error.value.reason == "AG001"  # type: ignore[attr-defined]


def test_a_text_that_was_executed_is_not_taken_for_the_program_of_python_c() -> None:
    # Python 3.13 keeps what stood after `-c` under the name that `exec` gives to every text.
    program = "namespace = {}; exec('def f(x): return -x', namespace); import autograph as ag; "
    program += "g = ag.function(namespace['f'], mode='graph'); print(g(1), g.explain().fallbacks[0].code)"
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "-1 AG001\n"


def test_a_changed_source_is_noticed() -> None:
    function = define("def f(x):\n    return x\n", "<changing>")
    text = "# new\ndef f(x):\n    return x\n"
    linecache.cache["<changing>"] = (len(text), None, text.splitlines(keepends=True), "<changing>")
    with pytest.raises(ConversionError, match="not what was compiled"):
        converted(function)


@pytest.mark.parametrize("body", ["return x + 1", "return x - 1, y", "return -x", "return x + 1.0"])
def test_a_function_that_was_edited_since_it_was_compiled_is_noticed(body: str) -> None:
    function = define("def f(x):\n    return x - 1\n", "<edited>")
    text = f"def f(x):\n    {body}\n"
    linecache.cache["<edited>"] = (len(text), None, text.splitlines(keepends=True), "<edited>")
    with pytest.raises(ConversionError, match="not what was compiled"):
        converted(function)


def test_a_module_that_is_loaded_anew_is_converted_anew(tmp_path, monkeypatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    file = tmp_path / "loaded_anew.py"
    file.write_text("def f(x):\n    return x + 1\n")
    module = importlib.import_module("loaded_anew")
    assert converted(module.f)(1) == 2
    file.write_text("def f(x):\n    return 10 * x + 10\n")
    importlib.reload(module)
    assert converted(module.f)(1) == 20


def generate() -> Any:
    yield 1


def look() -> Any:
    return locals()


@pytest.mark.parametrize(("function", "reason"), [(generate, "AG002"), (look, "AG202")])
def test_what_is_not_converted_is_refused(function: Any, reason: str) -> None:
    with pytest.raises(ConversionError) as error:
        converted(function)
    assert error.value.reason == reason  # type: ignore[attr-defined]
    assert error.value.filename == __file__
    assert error.value.lineno == function.__code__.co_firstlineno
    assert "def " in (error.value.text or "")


def test_everything_but_the_code_is_taken_over() -> None:
    offset = 3

    def function(a: int, /, b: float = 2.0, *c: int, d: int = 4, **e: int) -> float:
        """Documented."""
        return (a or b) + offset + len(c) + d

    function.label = "mine"  # type: ignore[attr-defined]
    after = converted(function)
    for name in ("__name__", "__qualname__", "__doc__", "__module__", "__defaults__", "__kwdefaults__",
                 "__annotations__", "__dict__", "__globals__"):  # fmt: skip
        assert getattr(after, name) == getattr(function, name)
    assert inspect.signature(after) == inspect.signature(function)
    assert after.__code__.co_filename == function.__code__.co_filename
    assert after.__code__.co_firstlineno == function.__code__.co_firstlineno
    assert after(0, 1.0, 5, d=1) == function(0, 1.0, 5, d=1)
    offset = 4
    assert after(1) == function(1) == 9.0


def test_names_of_what_is_defined_inside_are_kept() -> None:
    def function() -> list[str]:
        def inner() -> None: ...

        class Local:
            def method(self) -> None: ...

        return [inner.__qualname__, Local.__qualname__, Local.method.__qualname__, (lambda: 0).__qualname__]

    assert converted(function)() == function()


def test_a_traceback_shows_the_line() -> None:
    def function(x: int) -> float:
        if x:
            for i in range(3):
                y = 1 / (i - 1)
        return y

    with pytest.raises(ZeroDivisionError) as error:
        converted(function)(1)
    line = error.traceback[-1]
    assert str(line.statement).strip() == "y = 1 / (i - 1)"
    assert line.path.name == "test_source.py"


def test_only_lines_that_run_are_traced() -> None:
    def function(x: int) -> int:
        for i in range(x):
            if i > 5:
                return 7
            if i > 90:
                break
        else:
            x += 1
        return x

    def lines(call: Any) -> set[int]:
        seen = set()

        def trace(frame: types.FrameType, event: str, _: object) -> Any:
            if frame.f_code.co_name != "function":
                return None
            if event == "line":
                seen.add(frame.f_lineno - frame.f_code.co_firstlineno)
            return trace

        old = sys.gettrace()
        sys.settrace(trace)
        try:
            call()
        finally:
            sys.settrace(old)
        return seen

    after = converted(function)
    for argument in (0, 1, 9):
        assert lines(lambda: after(argument)) - {0} == lines(lambda: function(argument)), argument  # noqa: B023


def test_a_recursive_function_calls_its_global_self() -> None:
    text = "def f(n):\n    if n < 2:\n        return 1\n    return n * f(n - 1)\n"
    assert converted(define(text, "<recursive>"))(5) == 120


def test_the_definition_of_a_method_knows_its_classes() -> None:
    assert definition(Account.value).classes == ("Account",)


def test_recursion_goes_as_deep_as_before() -> None:
    text = "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n"
    function = define(text, "<deep recursion>")
    function.__globals__["f"] = converted(function)
    assert function(700) == 700
