"""Prints a graph as a Python program, one node a line, and runs such a program again."""

from __future__ import annotations

import builtins
import keyword
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.types import ArrayType, Symbol, python_type, symbol

__all__ = ["load", "named_objects", "parse_type", "print_graph", "type_text"]

_COMMENT_COLUMN = 56
_LARGEST_INLINE = 16
_LAYOUTS: dict[str, Literal["C", "F", "A"]] = {"C": "C", "F": "F", "A": "A"}
_LETTERS = {"b": "bool", "i": "i", "u": "u", "f": "f", "c": "c"}
_SIZES = ("n", "m", "k", "p", "q")


# ------------------------------------------------------------------ names


class _Names:
    """Gives each object a name of its own, the wanted one where that is free."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self.names: dict[Any, str] = {}
        self.used: set[str] = set(reserved)

    def of(self, key: Any, wanted: str) -> str:
        """Return the name of `key`, choosing one at the first request."""
        if key not in self.names:
            self.names[key] = self.fresh(wanted)
        return self.names[key]

    def fresh(self, wanted: str) -> str:
        """Return an unused identifier like `wanted`."""
        base = re.sub(r"\W", "_", wanted) or "v"
        base = f"_{base}" if base[0].isdigit() else base
        name, number = base, 0
        while name in self.used or keyword.iskeyword(name):
            number += 1
            name = f"{base}_{number}" if base[-1].isdigit() else f"{base}{number}"
        self.used.add(name)
        return name


class _SizeNames:
    """Names symbols by order of appearance: n, m, k, p, q, n1, m1, ..."""

    def __init__(self) -> None:
        self.names: dict[Symbol, str] = {}

    def of(self, size: int | Symbol | None) -> str:
        """Return a size as it is printed."""
        if not isinstance(size, Symbol):
            return str(size)
        if size not in self.names:
            turn, place = divmod(len(self.names), len(_SIZES))
            self.names[size] = _SIZES[place] + (str(turn) if turn else "")
        return self.names[size]


def _reserved() -> frozenset[str]:
    return frozenset({op.name for op in ops.all_ops()} | set(_VALUES) | set(dir(builtins)) | {"update"})


# ------------------------------------------------------------------ types


def _dtype_text(dtype: np.dtype[Any]) -> str:
    letter = _LETTERS[dtype.kind]
    return letter if letter == "bool" else f"{letter}{dtype.itemsize * 8}"


def type_text(type_: ArrayType, sizes: _SizeNames | None = None) -> str:
    """Return a type as it is printed.

    Python scalars are ``int``, ``float``, ``bool``, ``complex``; NumPy scalars ``f64``; arrays ``f64[n, 3]``.

    Examples
    --------
    >>> type_text(ArrayType(np.dtype("f4"), (3, 4)))
    'f32[3, 4]'
    """
    if type_.kind == "python":
        return python_type(type_.dtype).__name__
    text = _dtype_text(type_.dtype)
    if type_.kind == "scalar":
        return text
    naming = sizes if sizes is not None else _SizeNames()
    layout = "" if type_.layout == "C" else f" {type_.layout}"
    return f"{text}[{', '.join(map(naming.of, type_.shape))}]{layout}"


def parse_type(text: str) -> ArrayType:
    """Return the type that a printed type means; named sizes become fresh symbols.

    Examples
    --------
    >>> parse_type("f32[3, 4]").shape
    (3, 4)
    """
    found = re.fullmatch(r"([a-z]+)(\d*)(\[(.*)\](?: ([CFA]))?)?", text)
    if found is None:
        raise ValueError(f"not a type: {text!r}")
    letter, bits, array, sizes, layout = found.groups()
    if not array and not bits and letter in ("int", "float", "complex"):
        return ArrayType(np.dtype(getattr(builtins, letter)), (), "python")
    dtype = np.dtype(f"{letter}{int(bits) // 8}" if bits else letter)
    if not array:
        return ArrayType(dtype, (), "scalar")
    named: dict[str, Symbol] = {}
    parts = [part.strip() for part in sizes.split(",")] if sizes else []
    shape = tuple(int(part) if part.isdigit() else named.setdefault(part, symbol()) for part in parts)
    return ArrayType(dtype, shape, "array", _LAYOUTS[layout or "C"])


# ------------------------------------------------------------------ values


def _number_text(value: Any) -> str:
    """Return Python source for an int, float, bool or complex."""
    if isinstance(value, complex):
        return f"complex({_number_text(value.real)}, {_number_text(value.imag)})"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def _content_text(content: Any) -> str | None:
    """Return Python source for a constant, None where only a name will do."""
    if type(content) in (int, float, bool, complex):
        return _number_text(content)
    name = content.dtype.name if isinstance(content, np.generic | np.ndarray) else ""
    if isinstance(content, np.generic) and name in _DTYPES:
        return f"{_value_name(name)}({_scalar_text(content)})"
    if isinstance(content, np.ndarray) and content.size <= _LARGEST_INLINE and name in _DTYPES:
        if 0 in content.shape:
            return f'array([], "{name}").reshape({content.shape})'
        return f'array({_nested_text(content.tolist())}, "{name}")'
    return None


def _scalar_text(content: Any) -> str:
    """Return the shortest text that gives this NumPy scalar again."""
    if content.dtype.kind == "c":
        return f"complex({_scalar_text(content.real)}, {_scalar_text(content.imag)})"
    if content.dtype.kind == "f" and np.isfinite(content):
        return str(content)
    return _number_text(content.item())


def _nested_text(content: Any) -> str:
    if isinstance(content, list):
        return f"[{', '.join(map(_nested_text, content))}]"
    return _number_text(content)


# ------------------------------------------------------------------ graphs


class _Program:
    """What the whole printed program shares: sizes, functions, and objects that have no source text."""

    def __init__(self) -> None:
        self.sizes = _SizeNames()
        self.reserved = _reserved()
        self.globals = _Names(self.reserved)
        self.objects: dict[str, Any] = {}
        self.functions: list[Function] = []

    def name_object(self, thing: Any, wanted: str) -> str:
        """Return the global name of an object that the program takes as given."""
        key = id(thing)
        name = self.globals.of(key, wanted)
        self.objects[name] = thing
        return name

    def name_function(self, function: Function) -> str:
        """Return the name of a called function; it will be printed, too."""
        if function not in self.functions:
            self.functions.append(function)
        return self.globals.of(function, function.name)


class _Scope:
    """Prints one graph: the outermost, a region, or a called function's body."""

    def __init__(self, program: _Program, graph: Graph, depth: int) -> None:
        self.program = program
        self.graph = graph
        self.indent = "    " * depth
        self.depth = depth
        taken = set(program.globals.used) | {name for node in graph.nodes for name in node.regions}
        self.names = _Names(frozenset(taken))
        self.lines: list[str] = []

    def name(self, value: Value) -> str:
        """Return the value's name."""
        return self.names.of(value, value.hint or "v")

    def type(self, value: Value) -> str:
        """Return the text of the value's type."""
        return type_text(value.type, self.program.sizes)

    def add(self, text: str, comment: str = "", depth: int = 1) -> None:
        """Append a line with a comment at the side."""
        line = self.indent + "    " * depth + text
        self.lines.append(f"{line:<{_COMMENT_COLUMN}}  # {comment}".rstrip() if comment else line)

    def print(self, name: str) -> list[str]:
        """Return the lines of the graph as a function of that name."""
        inputs = ", ".join(f'{self.name(value)}: "{self.type(value)}"' for value in self.graph.inputs)
        self.add(f"def {name}({inputs}):", depth=0)
        self.add_constants()
        for node in self.graph.nodes:
            self.add_node(node)
        if self.graph.updates:
            pairs = [
                f"{self.name(self.graph.inputs[place])}, {self.name(value)}"
                for place, value in self.graph.updates
            ]
            self.add(f"update({', '.join(pairs)})")
        outputs = ", ".join(map(self.name, self.graph.outputs))
        self.add(f"return {outputs or '()'}")
        return self.lines

    def add_constants(self) -> None:
        """Print the constants that are used."""
        used = {value for node in self.graph.nodes for value in node.inputs} | set(self.graph.results)
        for value, content in self.graph.constants.items():
            if value in used:
                wanted = f"given_{value.hint or 'array'}"
                text = _content_text(content) or self.program.name_object(content, wanted)
                self.add(f"{self.names.of(value, value.hint or 'c')} = {text}", self.type(value))

    def add_node(self, node: Node) -> None:
        """Print the node's regions and its line."""
        for name, region in sorted(node.regions.items()):
            self.lines += _Scope(self.program, region, self.depth + 1).print(name)
        operands = [*map(self.name, node.inputs)]
        operands += [f"{key}={self.param(key, value, node)}" for key, value in sorted(node.params.items())]
        call = f"{node.op.name}({', '.join(operands)})"
        targets = ", ".join(map(self.name, node.outputs))
        types = ", ".join(map(self.type, node.outputs))
        comment = f"{types:<12}  {_place(node)}".strip()
        self.add(f"{targets} = {call}" if targets else call, comment)

    def param(self, key: str, value: Any, node: Node) -> str:
        """Return Python source for a param."""
        if isinstance(value, Graph):
            return key
        if isinstance(value, Function):
            return self.program.name_function(value)
        if isinstance(value, tuple | list):
            inner = ", ".join(self.param(key, item, node) for item in value)
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        return self.simple_param(key, value, node)

    def simple_param(self, key: str, value: Any, node: Node) -> str:
        """Return Python source for a param that holds nothing else."""
        if value is None or isinstance(value, str):
            return repr(value)
        if isinstance(value, Symbol):
            return repr(self.program.sizes.of(value))
        if isinstance(value, np.dtype):
            return repr(value.name)
        if isinstance(value, ArrayType):
            return repr(type_text(value, self.program.sizes))
        if isinstance(value, type) and value.__module__ == "builtins":
            return value.__name__
        wanted = node.params.get("name") or getattr(value, "__name__", key)
        return _content_text(value) or self.program.name_object(value, f"given_{wanted}")


def _place(node: Node) -> str:
    """Return the user's line, without the folders: the same text on every machine."""
    if node.where is None:
        return ""
    name = node.where.file.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{node.where.line}"


def _print(graph: Graph) -> tuple[list[str], _Program]:
    program = _Program()
    name = program.globals.fresh(graph.name)
    lines = _Scope(program, graph, 0).print(name)
    functions: list[str] = []
    done = 0
    while done < len(program.functions):
        function = program.functions[done]
        done += 1
        if function.graph is not None:
            functions += [*_Scope(program, function.graph, 0).print(program.name_function(function)), "", ""]
    return functions + lines, program


def print_graph(graph: Graph) -> str:
    """Return `graph` as a Python program: called functions first, the graph itself last.

    The text depends on the graph alone: values are named by the user's names or in order.

    Examples
    --------
    >>> from autograph.runtime.graph import Builder
    >>> b = Builder("double")
    >>> x = b.input(ArrayType(np.dtype("f8"), (3,)), "x")
    >>> graph = b.build(b.apply(ops.get("add"), (x, x), hints=["y"]))
    >>> print(print_graph(graph))
    def double(x: "f64[3]"):
        y = add(x, x)                                         # f64[3]
        return y
    """
    return "\n".join(_print(graph)[0])


def named_objects(graph: Graph) -> dict[str, Any]:
    """Return the objects that the printed program names but does not define: large arrays, functions."""
    return dict(_print(graph)[1].objects)


# ------------------------------------------------------------------ running the text again

_DTYPES = [np.dtype(code).name for code in "?bhilBHILefdFD"]


def _value_name(dtype: str) -> str:
    """Return the name that makes a NumPy scalar: Python's own `bool` keeps its name."""
    return "bool_" if dtype == "bool" else dtype


_VALUES: dict[str, Any] = {_value_name(name): np.dtype(name).type for name in _DTYPES} | {"array": np.array}


def _as_region(function: Callable[..., Any]) -> Callable[..., tuple[Any, ...]]:
    """Return a printed function in the form control ops want: always giving a tuple."""

    def region(*values: Any) -> tuple[Any, ...]:
        result = function(*values)
        return result if isinstance(result, tuple) else (result,)

    return region


def _callable_op(op: ops.Op) -> Callable[..., Any]:
    """Return what the op's name means in a printed program."""

    def run(*values: Any, **params: Any) -> Any:
        for name, param in params.items():
            if name in ("then", "orelse", "test", "body") or (name == "function" and op.name == "call"):
                params[name] = _as_region(param) if param is not None else None
            elif name == "types":
                params[name] = tuple(map(parse_type, param))
        result = op.numpy(*values, **params)
        if isinstance(result, tuple):
            return result[0] if len(result) == 1 else result
        return result.copy() if (op.views or op.hands_on) and isinstance(result, np.ndarray) else result

    return run


def _share(a: Any, b: Any) -> bool:
    return isinstance(a, np.ndarray) and np.may_share_memory(a, b)


class _Updates:
    """What ``update(array, value, ...)`` means: when the program ends, the array holds the value."""

    def __init__(self) -> None:
        self.pending: list[tuple[Any, Any]] = []

    def __call__(self, *items: Any) -> None:
        self.pending = list(zip(items[::2], items[1::2], strict=True))

    def finish(self, outputs: tuple[Any, ...]) -> tuple[Any, ...]:
        """Write the values, and return the outputs as they were before."""
        todo = [(target, value.copy()) for target, value in self.pending if value is not target]
        targets = [target for target, _ in todo]
        outputs = tuple(
            value.copy() if any(_share(value, target) for target in targets) else value for value in outputs
        )
        for target, value in todo:
            target[...] = value
        return outputs


def load(text: str, objects: Mapping[str, Any] | None = None) -> Callable[..., tuple[Any, ...]]:
    """Return the function that a printed graph is, run by NumPy.

    Parameters
    ----------
    text : str
        What `print_graph` gave.
    objects : mapping, optional
        What `named_objects` gave.
    """
    names = {op.name: _callable_op(op) for op in ops.all_ops()}
    updates = _Updates()
    namespace: dict[str, Any] = {**names, **_VALUES, "update": updates, **(objects or {})}
    exec(compile(text, "<graph>", "exec"), namespace)
    last = re.findall(r"^def (\w+)\(", text, re.MULTILINE)[-1]
    program = _as_region(namespace[last])
    return lambda *inputs: updates.finish(program(*inputs))
