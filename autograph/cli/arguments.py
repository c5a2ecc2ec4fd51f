"""Argument types, or a docstring's example, in; arguments that a function can be traced with out."""

from __future__ import annotations

import ast
import contextlib
import doctest
import inspect
import io
from typing import Any, NamedTuple

import numpy as np

from autograph.cli.errors import UsageError
from autograph.cli.targets import Target

__all__ = ["Arguments", "example_arguments", "find_arguments", "parse_arguments"]

_SIZE = 8  # of each dimension written `:`; equal ones, so that products and sums of arrays fit
_NUMBERS: dict[str, Any] = {"int": 2, "float": 1.5, "bool": True, "complex": 1.5 + 0.5j, "str": "text"}


class Arguments(NamedTuple):
    """What a function is called with: by position, and by name."""

    positional: tuple[Any, ...]
    named: dict[str, Any]


def find_arguments(target: Target, types: str | None, example: bool) -> Arguments:
    """Return arguments for `target`: from `types`, else from the example in its docstring.

    Raises
    ------
    UsageError
        The types cannot be read, or there is no example.
    """
    if types is not None:
        return _fitting(target, parse_arguments(types))
    found = example_arguments(target)
    if found is not None:
        return found
    if example:
        raise UsageError(f"{target.name} has no example in its docstring that calls it")
    if target.function.__code__.co_argcount + target.function.__code__.co_kwonlyargcount == 0:
        return Arguments((), {})
    raise UsageError(
        f"the argument types of {target.name} are needed: "
        '--args "float64[:,:], int", or --example for those of its docstring'
    )


def _fitting(target: Target, arguments: Arguments) -> Arguments:
    """Return the arguments, after an object for a method, if the function takes them."""
    owner, _, name = target.name.rpartition(".")
    if owner and inspect.isfunction(inspect.getattr_static(getattr(target.module, owner, None), name, None)):
        try:
            arguments = Arguments((getattr(target.module, owner)(), *arguments.positional), arguments.named)
        except Exception as error:  # whatever the user's class raises
            raise UsageError(f"{target.name} needs an object, and {owner}() fails: {error}") from error
    try:
        inspect.signature(target.function).bind(*arguments.positional, **arguments.named)
    except TypeError as error:
        raise UsageError(f"the argument types do not fit {target.name}: {error}") from error
    return arguments


def parse_arguments(text: str) -> Arguments:
    """Return example arguments of the types that `text` lists.

    Parameters
    ----------
    text : str
        Types and literals, separated by commas; ``name=TYPE`` gives one by name.

    Raises
    ------
    UsageError
        A type is not known.

    Examples
    --------
    >>> arguments = parse_arguments("float32[:,2], int, mode='edge'")
    >>> arguments.positional[0].shape, arguments.positional[0].dtype
    ((8, 2), dtype('float32'))
    >>> arguments.positional[1], arguments.named
    (2, {'mode': 'edge'})
    """
    try:
        call = ast.parse(f"f({text}\n)", mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"--args {text!r} cannot be read: {error.args[0]}") from error
    if not isinstance(call, ast.Call) or any(keyword.arg is None for keyword in call.keywords):
        raise UsageError(f"--args {text!r} cannot be read: expected types separated by commas")
    return Arguments(
        tuple(_example(node) for node in call.args),
        {str(keyword.arg): _example(keyword.value) for keyword in call.keywords},
    )


def example_arguments(target: Target) -> Arguments | None:
    """Return the arguments of the first call in the docstring's example, None if there is none.

    The lines before that call are executed; the call itself is not.
    """
    examples = doctest.DocTestParser().get_examples(target.function.__doc__ or "")
    if not examples:
        return None
    recorder = _Recorder()
    scope: dict[str, Any] = {**vars(target.module), target.function.__name__: recorder}
    with contextlib.redirect_stdout(io.StringIO()):
        for example in examples:
            try:
                exec(compile(example.source, f"<docstring of {target.name}>", "single"), scope)
            except _Called as called:
                return called.arguments
            except Exception as error:  # whatever the user's example raises
                problem = f"{type(error).__name__}: {error}"
                raise UsageError(f"the docstring's example of {target.name} fails: {problem}") from error
    return None


class _Called(BaseException):
    def __init__(self, arguments: Arguments) -> None:
        super().__init__()
        self.arguments = arguments


class _Recorder:
    """Stands for the function in its example and tells what it was called with."""

    def __call__(self, *positional: Any, **named: Any) -> Any:
        raise _Called(Arguments(positional, named))


def _example(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() | complex() as value)):
            return -value
        case ast.Tuple(elts=items):
            return tuple(_example(item) for item in items)
        case ast.List(elts=items):
            return [_example(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {_key(key): _example(value) for key, value in zip(keys, values, strict=True)}
        case ast.Name(id=name) if name in _NUMBERS:
            return _NUMBERS[name]
        case ast.Subscript(value=base, slice=index):
            return _array(_dtype(base), index)
    return _dtype(node).type(1)


def _key(node: ast.expr | None) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    raise UsageError("a key of a dict in --args must be a literal")


def _dtype(node: ast.expr) -> np.dtype[Any]:
    text = ast.unparse(node)
    if isinstance(node, ast.Attribute):  # `np.float64`
        text = node.attr
    try:
        return np.dtype(text)
    except TypeError as error:
        raise UsageError(f"{text!r} is no type: expected one like float64[:,:], float32, int") from error


def _array(dtype: np.dtype[Any], index: ast.expr) -> np.ndarray[Any, Any]:
    sizes = tuple(_size(part) for part in (index.elts if isinstance(index, ast.Tuple) else [index]))
    count = int(np.prod(sizes))
    values = np.arange(count) % 7 + 1 if dtype != np.bool_ else np.arange(count) % 2
    return values.reshape(sizes).astype(dtype)


def _size(node: ast.expr) -> int:
    match node:
        case ast.Constant(value=int() as size) if size >= 0 and not isinstance(size, bool):
            return size
        case ast.Slice(lower=None, upper=None, step=None | ast.Constant(value=1)):
            return _SIZE
    raise UsageError(f"{ast.unparse(node)!r} is no size: expected `:` or a number")
