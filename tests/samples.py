"""Operands and params for every op: the table that tests of ops, passes and kernels share."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Builder, Graph
from autograph.runtime.laws import addresses
from autograph.runtime.ops.keys import new_index
from autograph.runtime.types import ArrayType, type_of

Sample = tuple[tuple[Any, ...], dict[str, Any]]

DTYPES = (
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint32",
    "uint64",
    "float32",
    "float64",
    "complex64",
    "complex128",
)
SPECIAL = {
    "f": [0.0, -0.0, 1.0, -2.5, np.nan, np.inf, -np.inf, 1e30],
    "c": [0, 1j, 1 + 2j, -3.5],
    "i": [0, 1, -1, 3, 100],
    "u": [0, 1, 3, 100],
    "b": [False, True],
}

WHOLE = ("slice", False, False, None)
FROM = ("slice", True, False, None)
BETWEEN = ("slice", True, True, 2)
INT = ("int",)
TURNED = ("view", "transpose", 0, (("axes", (1, 0)),))
NEW = ("new",)


def vector(dtype: Any, size: int = 6) -> np.ndarray:
    """Return a row of numbers of that dtype, special ones first."""
    content = np.resize(np.array(SPECIAL[np.dtype(dtype).kind]), size)
    return content.astype(dtype)


def grid(dtype: Any = "float64", rows: int = 3, columns: int = 4) -> np.ndarray:
    """Return a small matrix without special numbers."""
    return (np.arange(rows * columns).reshape(rows, columns) % 7).astype(dtype)


X = grid()
ROW = vector("float64")
SQUARE = grid(columns=3) + np.eye(3)
MASK = np.array([True, False, True])
SHORT = np.array([2.0, np.nan, 0.0, -0.0, -np.inf, np.nan, 1.0, -0.0, 0.0])
LONG = np.tile(SHORT, 4)
KEYS = np.array([3, -8, 11, 2**62, 0, 5, 19, 35])
HALVES = np.array([0.0, 2.5, 0.5, np.inf, -1, 1e300, 0.25, 4])
LIVE = np.array([True, False, True, True, True, True, True, False])
DEAD = np.arange(8) % 4 == 0
INDEX = new_index([KEYS], 8, 8)
INDEX[INDEX == 2] = -1
INDEX_OF_PAIRS = new_index([KEYS, HALVES], 8, 8)
RNG = np.random.default_rng(0)
DRAWS = {"kind": "Generator", "types": (type_of(1.5),), "name": "draw"}
ARRAY_DRAWS = {"kind": "Generator", "dtype": np.dtype(float), "shape": (None, 2), "name": "draw"}
COMPLEX = grid("complex128") * (1 + 2j)


def _uniform(low: float, high: float, *sizes: int) -> Any:
    return RNG.uniform(low, high, sizes)


def _function(x: Any) -> Any:
    return x * 2


SAMPLES: dict[str, list[Sample]] = {
    "where": [((X > 2, X, 0.5), {}), ((True, 1, 2.0), {}), ((MASK, grid("int8", 3, 3), 3), {})],
    "select_scalar": [((True, 1, 2), {}), ((np.False_, 1.5, 2.5), {})],
    "cast": [((X,), {"dtype": np.dtype("int32")}), ((np.float64(2.5),), {"dtype": np.dtype("f4")})],
    "to_numpy": [((3,), {"dtype": np.dtype("float32")}), ((np.int8(3),), {"dtype": np.dtype("int64")})],
    "to_python": [
        ((np.float64(2.5),), {"type": int}),
        ((np.int32(2),), {"type": float}),
        ((np.array(3.0),), {"type": bool}),
        ((2,), {"type": complex}),
    ],
    "to_array": [((np.float32(1.5),), {}), ((X,), {})],
    "item": [((np.array(2.5),), {})],
    "logical_not_py": [((True,), {}), ((np.False_,), {})],
    "round_py": [((2.5,), {"ndigits": None}), ((2.345,), {"ndigits": 2}), ((25,), {"ndigits": -1})],
    "complex_of": [
        ((1.5, -0.0), {}),
        ((np.inf, np.nan), {}),
        ((np.float32(0.1), 3), {}),
        ((True, 2**62 + 1), {}),
    ],
    "py_min2": [((1.0, np.nan), {}), ((np.nan, 1.0), {}), ((2, 1), {})],
    "py_max2": [((1.0, np.nan), {}), ((np.nan, 1.0), {}), ((2, 1), {})],
    "bit_length": [((37,), {})],
    "bit_count": [((37,), {}), ((np.int32(37),), {})],
    "size": [((X,), {"axis": 0}), ((X,), {"axis": 1})],
    "transpose": [((X,), {"axes": (1, 0)}), ((X,), {"axes": (0, 1)})],
    "reshape": [((X, 2, 6), {}), ((X, 12), {"shape": (12,)}), ((np.array(1.0), 1, 1), {})],
    "ravel": [((X,), {}), ((ROW,), {}), ((np.array(1.0),), {})],
    "broadcast_to": [((ROW, 2, 6), {}), ((1.5, 3), {"shape": (3,)})],
    "expand": [((ROW,), {"axes": (0,)}), ((np.float64(1),), {"axes": (0, 1)})],
    "squeeze": [((X[:1],), {"axes": (0,)}), ((X[:1, :1],), {"axes": (0, 1)})],
    "flip": [((X,), {"axes": (0,)}), ((X,), {"axes": (0, 1)})],
    "copy": [((X,), {}), ((1.5,), {})],
    "real": [((X,), {}), ((COMPLEX,), {}), ((1j,), {}), ((np.complex64(1j),), {}), ((True,), {})],
    "imag": [((X,), {}), ((COMPLEX,), {}), ((1j,), {}), ((np.float32(1),), {})],
    "diagonal": [((X,), {"offset": 0}), ((X,), {"offset": -1}), ((X[None],), {"offset": 1, "axes": (1, 2)})],
    "concatenate": [((X, X), {"axis": 0}), ((X, grid("int8", 3, 2)), {"axis": 1})],
    "stack": [((X, X), {"axis": 0}), ((1.5, np.float32(2)), {"axis": 0}), ((ROW, ROW), {"axis": 1})],
    "repeat": [((X, 2), {"axis": 1}), ((X, 2), {}), ((ROW, np.arange(6)), {"axis": 0})],
    "tile": [((ROW, 2), {}), ((ROW, 2, 3), {})],
    "roll": [((X, 1), {"axis": 1}), ((X, -2), {})],
    "tril": [((X,), {}), ((ROW,), {"k": 1})],
    "triu": [((X,), {"k": -1})],
    "reserve": [
        ((ROW, 2), {"axis": 0}),
        ((ROW, 5 * ROW.size), {"axis": 0}),
        ((np.zeros(0), 0), {"axis": 0}),
        ((np.ones((2, 3)), 3), {"axis": 1}),
        ((np.ones((0, 3)), 0), {"axis": 0}),
    ],
    "relocate": [
        ((ROW, 0, 2, ROW.size, 0), {}),
        ((ROW, 1, 2, 9, 3), {}),
        ((np.zeros(0), 0, 0, 8, 4), {}),
        ((np.ones((3, 2)), 1, 2, 9, 3), {}),
    ],
    "find_key": [
        *(((INDEX, KEYS, key), {}) for key in (3, -8, 11, 7, True, np.int8(3))),
        ((INDEX_OF_PAIRS, KEYS, HALVES, 11, 0.5), {}),
        ((INDEX_OF_PAIRS, KEYS, HALVES, 3, -0.0), {}),
        ((INDEX_OF_PAIRS, KEYS, HALVES, 3, np.float32(1)), {}),
    ],
    "find_keys": [
        ((INDEX, KEYS, np.array([3, 7, -8, 0, 2**62])), {}),
        ((INDEX, KEYS, np.array([], np.int8)), {}),
        ((INDEX_OF_PAIRS, KEYS, HALVES, np.array([3, 11, 11]), np.array([-0.0, 0.5, 0.25])), {}),
    ],
    "index_of": [((KEYS,), {}), ((KEYS[:7],), {}), ((KEYS[:0],), {}), ((KEYS, HALVES), {})],
    "set_order": [
        ((KEYS, KEYS), {"width": 1, "expression": 0}),
        ((KEYS[2:5], KEYS, KEYS[2:5]), {"width": 1, "expression": ("intersection", 0, 1)}),
        ((KEYS, HALVES, KEYS, HALVES), {"width": 2, "expression": ("copy", 0)}),
    ],
    "last_live": [((LIVE, 8), {}), ((LIVE, 2), {}), ((~LIVE, 1), {}), ((LIVE, 0), {})],
    "column_room": [((KEYS, LIVE, 5, 7), {}), ((KEYS, LIVE, 6, 8), {}), ((HALVES, DEAD, 2, 8), {})],
    "live_room": [((LIVE, 5, 7), {}), ((LIVE, 6, 8), {}), ((DEAD, 2, 8), {})],
    "index_room": [
        ((INDEX, LIVE, 5, 7, KEYS), {}),
        ((INDEX, LIVE, 6, 8, KEYS), {}),
        ((INDEX_OF_PAIRS, DEAD, 2, 8, KEYS, HALVES), {}),
    ],
    "list_place": [((key, 3), {"message": "list index out of range"}) for key in (0, 2, -1, -3)],
    "get_item": [
        ((X, 1), {"index": (INT, WHOLE)}),
        ((X, 1, 2), {"index": (INT, INT)}),
        ((ROW, -1), {"index": (INT,)}),
        ((X, 1), {"index": (WHOLE, FROM)}),
        ((X, 0, 3), {"index": (NEW, WHOLE, BETWEEN)}),
        ((X,), {"index": (("slice", False, False, -1), WHOLE)}),
        ((X, 2), {"index": (("slice", False, False, "data"), WHOLE)}),
        ((X, np.array([2, 0])), {"index": (("array",), WHOLE)}),
        ((X, MASK), {"index": (("mask", 1), WHOLE)}),
        ((X, X > 2), {"index": (("mask", 2),)}),
        ((X, np.array([[2, 0]]), np.array([[1], [0]])), {"index": (("array",), ("array",))}),
        (
            (grid(rows=2, columns=12).reshape(2, 3, 4), 1, np.array([2, 0])),
            {"index": (INT, WHOLE, ("array",))},
        ),
        ((np.array(2.5),), {"index": ()}),
        ((X, 1, 2), {"index": (INT, INT), "splits": (1,)}),
        ((X, 1, 9), {"index": (INT, INT), "splits": (1,)}),
    ],
    "set_item": [
        ((X, 7.0, 1), {"index": (INT, WHOLE)}),
        ((X, 7, 1, 2), {"index": (INT, INT)}),
        ((X, np.arange(4.0), 1), {"index": (FROM, WHOLE)}),
        ((X, 0.5, X > 2), {"index": (("mask", 2),)}),
        ((X, np.float32(2), np.array([2, 0])), {"index": (("array",), WHOLE)}),
        ((grid("int8"), 2.75, 0, 0), {"index": (INT, INT)}),
        ((np.array(2.5), 1), {"index": ()}),
        ((X, 7.5, 1, 2), {"index": (INT, FROM), "splits": (1,)}),
        ((X, 7.5, 1, 9), {"index": (INT, INT), "splits": (1,)}),
        ((X, 7.5, 1, 0, 1), {"index": (INT, INT), "through": ((FROM, WHOLE),)}),
        ((X, 7.5, 1, 5, 1), {"index": (INT, INT), "through": ((FROM, WHOLE),)}),
        (
            (X, 7.5, 12, 9),
            {"index": (INT,), "through": (TURNED, ("view", "reshape", 1, ()))},
        ),
        ((X, 7.5, 0), {"index": (INT,), "through": (TURNED, ("view", "diagonal", 0, (("offset", 1),)))}),
    ],
    "put_view": [
        ((X, np.ones((4, 3))), {"view": "transpose", "axes": (1, 0)}),
        ((X, 2.0), {"view": "flip", "axes": (1,)}),
        ((X, np.arange(12.0), 12), {"view": "reshape"}),
        ((X, np.arange(3.0)), {"view": "diagonal", "offset": 0}),
        ((COMPLEX, X), {"view": "imag"}),
    ],
    "take": [((X, np.array([3, 1])), {"axis": 1}), ((X, 2), {}), ((X, np.array([[0], [1]])), {"axis": 0})],
    "matmul": [
        ((X, X.T.copy()), {}),
        ((ROW[:4], ROW[:4]), {}),
        ((X, ROW[:4]), {}),
        ((np.arange(3), X), {}),
        ((np.ones((2, 3, 4)), np.ones((4, 2))), {}),
    ],
    "dot": [((X, X.T.copy()), {}), ((ROW, ROW), {}), ((X, ROW[:4]), {}), ((2.0, X), {}), ((2, 3), {})],
    "outer": [((ROW, np.arange(3)), {})],
    "vdot": [((ROW, ROW), {}), ((COMPLEX[0], COMPLEX[1]), {})],
    "inner": [((ROW, ROW), {}), ((np.arange(3), np.arange(3)), {})],
    "full": [
        ((2, 3, 1.5), {"dtype": np.dtype("float64")}),
        ((4, 1), {"dtype": np.dtype("bool"), "shape": (4,)}),
        ((7,), {"dtype": np.dtype("int8")}),
    ],
    "empty": [((2, 3), {"dtype": np.dtype("float32")})],
    "arange": [((0, 5, 1), {"dtype": np.dtype("int64")}), ((0.0, 1.0, 0.25), {"dtype": np.dtype("float64")})],
    "eye": [((3, 4), {"k": 1, "dtype": np.dtype("float64")})],
    "sort": [((X,), {"axis": 1}), ((ROW,), {"axis": 0}), ((SHORT,), {"axis": 0, "kind": "stable"})],
    "argsort": [
        ((X,), {"axis": 1}),
        *(((row,), {"axis": 0, "kind": "stable"}) for row in (ROW, SHORT, LONG)),
    ],
    "searchsorted": [
        ((np.arange(5), 2), {}),
        ((np.arange(5.0), ROW), {"side": "right"}),
        *(((np.sort(SHORT), value), {"side": side}) for value in (0.0, np.nan) for side in ("left", "right")),
    ],
    "nonzero": [((X,), {}), ((MASK,), {})],
    "unique": [((X,), {}), ((ROW,), {})],
    "diff": [((X,), {"axis": 1}), ((ROW,), {"n": 2, "axis": 0}), ((MASK,), {"axis": 0})],
    "bincount": [
        ((np.array([0, 2, 2]),), {}),
        ((np.array([0, 2, 2]), np.array([1.0, 2, 3])), {"minlength": 5}),
    ],
    "interp": [((0.5, np.arange(3.0), np.arange(3.0)), {}), ((ROW, np.arange(3.0), np.arange(3)), {})],
    "graph_print": [((1.5, X), {"parts": (("x = ", (0, "", ".2f")), ((1, "r", ""),)), "sep": ", "})],
    "assume": [((True,), {"reason": "never"})],
    "raise_if": [((False, 1), {"exception": ValueError})],
    "host_call": [
        ((X,), {"function": _function, "types": (type_of(X),), "name": "double"}),
        ((2,), {"function": _function, "types": (type_of(2),), "pure": True}),
    ],
    "host_effect": [((X,), {"function": _function, "types": (type_of(X),), "name": "double"})],
    "draw": [
        ((*addresses(RNG), 1.5, 1.5), {"law": "uniform", "function": RNG.uniform, **DRAWS}),
        ((*addresses(RNG), 1.5, 0.5), {"law": "uniform", "function": RNG.uniform, **DRAWS}),
        ((*addresses(RNG), np.float32(2), 0), {"law": "normal", "function": RNG.normal, **DRAWS}),
    ],
    "draw_array": [
        ((*addresses(RNG), 1.5, 1.5, 3, 2), {"law": "uniform", "function": _uniform, **ARRAY_DRAWS}),
        ((*addresses(RNG), 1.5, 1.5, 0, 2), {"law": "uniform", "function": _uniform, **ARRAY_DRAWS}),
        ((*addresses(RNG), 1.5, 0.5, 3, 2), {"law": "uniform", "function": _uniform, **ARRAY_DRAWS}),
        ((*addresses(RNG), 1.5, 1.5, 3, -2), {"law": "uniform", "function": _uniform, **ARRAY_DRAWS}),
    ],
    "check_out": [
        ((X, X, 2), {"ufunc": "add"}),
        ((X, X, np.arange(4)), {"ufunc": "add"}),
        ((X, SQUARE[:, :1], X), {"ufunc": "multiply"}),
        ((X[0], X), {"ufunc": "sqrt"}),
        ((X, X[:, :2], 1), {"ufunc": "add"}),
    ],
    "host_view": [((X,), {"function": np.transpose, "types": (type_of(X.T.copy()),), "name": "transpose"})],
}
"""By op name: operands and params. Ufuncs, operators, reductions and `math` have generated samples."""


def _pairs(arity: int) -> list[tuple[str, ...]]:
    if arity == 1:
        return [(dtype,) for dtype in DTYPES]
    return list(
        itertools.product(
            ("bool", "int8", "int64", "uint8", "uint64", "float32", "float64", "complex128"), repeat=arity
        )
    )


def elementwise_samples(arity: int) -> list[Sample]:
    """Return operands of every dtype and kind for an elementwise op."""
    found: list[Sample] = [
        ((vector(a), *(vector(b)[::-1].copy() for b in rest)), {}) for a, *rest in _pairs(arity)
    ]
    scalars = [
        2,
        2.5,
        True,
        1j,
        np.int8(2),
        np.float32(2.5),
        np.float64(2.5),
        np.complex128(2),
        np.bool_(True),
        np.array(2.5),
        np.array(2),
        ROW,
        X[:1, :1],
    ]
    found += [(chosen, {}) for chosen in itertools.product(scalars, repeat=arity)]
    return found


def reduction_samples() -> list[Sample]:
    """Return operands and params for a reduction."""
    found: list[Sample] = [((grid(dtype),), {}) for dtype in DTYPES]
    found += [
        ((X,), {"axis": (0,)}),
        ((X,), {"axis": (1,), "keepdims": True}),
        ((X,), {"keepdims": True}),
        ((np.float64(2),), {}),
        ((2,), {}),
        ((np.array(2.0),), {}),
    ]
    return found


def one_node_graph(op: ops.Op, inputs: tuple[Any, ...], params: dict[str, Any]) -> Graph:
    """Return a graph of this one node; array sizes are known."""
    builder = Builder()
    values = [builder.input(plain(type_of(content))) for content in inputs]
    return builder.build(builder.apply(op, values, params))


def plain(type_: ArrayType) -> ArrayType:
    """Return the type without a layout of its own."""
    return type_.with_(layout="C")
