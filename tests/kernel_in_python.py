"""Runs kernel source as plain Python, every access checked: thousands can be tried."""

from __future__ import annotations

import ast
import ctypes
import functools
import math
import operator
import warnings
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numba.core.runtime import _nrt_python

from autograph.runtime.codegen.dialect import PAIR_BLOCK, SLOTS, translate
from autograph.runtime.codegen.generate import generate
from autograph.runtime.codegen.leaving import Frame
from autograph.runtime.codegen.libraries import _library
from autograph.runtime.graph import Graph
from autograph.runtime.ops.keys import mixed

LIMIT = 2**63


def _runtime(name: str, owner: int) -> Any:
    """Call a function of Numba's runtime on what owns memory."""
    return ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(_nrt_python.c_helpers[name])(owner)


class Division(ast.NodeTransformer):
    """A kernel divides as NumPy does, by zero too."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        return ast.Call(ast.Name("quotient", ast.Load()), [node.left, node.right], [])


def in_pieces(part: Any) -> Any:
    """Return what runs a part of a kernel: its last rounds first."""

    def run(rounds: int, each: int, *operands: Any) -> None:
        half = rounds // 2
        part(half, rounds, *operands)
        part(0, half, *operands)

    return run


class PythonKernel:
    """What `Kernel` is, run by Python's interpreter."""

    def __init__(self, graph: Graph, *, general: bool = False) -> None:
        self.program = generate(graph, general=general)
        self.graph = graph
        tree, names, parts = translate(self.program.source)
        tree = ast.fix_missing_locations(Division().visit(tree))
        self.results: list[Any] = []
        self.space = {name: self.meaning(name) for name in names}
        self.space = {name: value for name, value in self.space.items() if value is not None}
        self.space["quotient"] = like_numpy(np.true_divide)
        exec(compile(tree, "<kernel>", "exec"), self.space)
        self.space |= {name: in_pieces(self.space[name]) for name in parts}
        self.effects = 0

    def __call__(self, *inputs: Any) -> tuple[Any, ...]:
        self.frame = Frame(self.program, 256, {})
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            given = [np.asarray(x) if isinstance(x, np.ndarray) else x for x in inputs]
            result = self.space[self.program.name](None, *given, *self.program.constants)
        if result is None:
            failure = self.frame.failure()
            if failure is None:
                return PythonKernel(self.graph, general=True)(*inputs)
            raise failure
        return tuple(
            value
            if isinstance(value, np.ndarray) and output.type.kind == "array"
            else output.type.dtype.type(value)
            if output.type.kind == "scalar"
            else {"i": int, "f": float, "b": bool, "c": complex}[output.type.dtype.kind](value)
            for value, output in zip(result, self.graph.outputs, strict=True)
        )

    def meaning(self, name: str) -> Any:
        head, _, number = name.rpartition("__")
        if number.isdigit() and head in NUMBERED:
            return NUMBERED[head](int(number))
        if hasattr(self, f"do_{name}"):
            return getattr(self, f"do_{name}")
        if name.startswith("fetch_"):
            return functools.partial(self.do_fetch, int(name[6:-1]))
        if name.startswith("truncate_"):
            dtype = np.dtype(name[9:])
            return lambda value: np.array([value]).astype(dtype)[0]
        if name.startswith("np_") and name not in ("np_dot", "np_matmul"):
            return self.loop(name)
        if name.startswith("c_"):
            return lambda *xs: libm(name[2:], *xs)
        if hasattr(np, name) and name in TYPES:
            return convert(np.dtype(name.rstrip("_") if name == "bool_" else name))
        return NAMES.get(name)

    # ---- memory

    def do_load(self, array: np.ndarray, *index: Any) -> Any:
        array = array.reshape(-1) if len(index) == 1 else array  # ``array.flat[i]``
        return array[checked(array, index)]

    def do_store(self, array: np.ndarray, *rest: Any) -> None:
        *index, value = rest
        array = array.reshape(-1) if len(index) == 1 else array
        array[checked(array, index)] = value

    def do_empty(self, *rest: Any) -> np.ndarray:
        *shape, dtype = rest
        return empty(tuple(map(operator.index, shape)), dtype)

    def do_strided(self, array: np.ndarray, start: int, *rest: int) -> np.ndarray:
        rank = len(rest) // 2
        shape, strides = rest[:rank], rest[rank:]
        if 0 in shape:
            return np.empty(shape, array.dtype)
        low = start + sum(min(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True))
        high = start + sum(max(0, (n - 1) * s) for n, s in zip(shape, strides, strict=True))
        lowest = sum(min(0, (n - 1) * s) for n, s in zip(array.shape, array.strides, strict=True))
        highest = sum(max(0, (n - 1) * s) for n, s in zip(array.shape, array.strides, strict=True))
        assert lowest <= low, "a view leaves its base"
        assert high <= highest, "a view leaves its base"
        whole = np.lib.stride_tricks.as_strided(array, (1,) * array.ndim, (0,) * array.ndim)
        address = whole.__array_interface__["data"][0] + int(start)
        holder = type(
            "Holder",
            (),
            {
                "__array_interface__": {
                    "data": (address, False),
                    "shape": tuple(map(int, shape)),
                    "strides": tuple(map(int, strides)),
                    "typestr": array.dtype.str,
                    "version": 3,
                },
                "base": array,
            },
        )()
        return np.asarray(holder)

    def do_reshaped(self, array: np.ndarray, *shape: int) -> np.ndarray:
        assert array.flags.c_contiguous
        return array.reshape(shape)

    # ---- leaving

    def do_tell(self, fault: Any, bits: int, *results: Any) -> None:
        """Python arithmetic here notes no errors."""

    def do_stop(self, fault: Any, site: int, *operands: Any) -> None:
        words = [site]
        for value in operands:
            words += bits(value)
        self.frame.words[: len(words)] = words

    def do_host(self, fault: Any, site: int, *operands: Any) -> bool:
        words = [site]
        for value in operands:
            if isinstance(value, np.ndarray):
                words += [value.ctypes.data, *value.shape, *value.strides]
            else:
                words += bits(value)
        self.frame.words[: len(words)] = words
        return bool(self.frame.call())

    def do_fetch(self, rank: int, fault: Any, slot: int, dtype: Any) -> Any:
        owner, *shape = map(int, self.frame.words[slot : slot + 1 + rank])
        made = np.empty(shape, dtype.dtype)
        ctypes.memmove(made.ctypes.data, _runtime("MemInfo_data", owner), made.nbytes)
        _runtime("MemInfo_release", owner)
        return made

    def do_fetch_scalar(self, fault: Any, slot: int, dtype: Any) -> Any:
        words = self.frame.words[slot : slot + 2]
        kind = dtype.dtype.kind
        if kind == "c":
            return dtype.dtype.type(complex(*words.view(np.float64)))
        return dtype.dtype.type(words.view(np.float64)[0] if kind == "f" else words[0])

    def loop(self, name: str) -> Any:
        if name.startswith("np_fold_row_"):
            fold = getattr(np, name.removeprefix("np_fold_row_"))
            return lambda start, array, *index: fold(
                start, fold.reduce(array[tuple(map(operator.index, index))])
            )
        if name.startswith("np_fold_"):
            fold = getattr(np, name.removeprefix("np_fold_"))
            return lambda start, array, count=None: fold(start, fold.reduce(np.ravel(array, "K")[:count]))
        if name == "np_add_reduce_row":
            return lambda array, *index: np.add.reduce(array[tuple(map(operator.index, index))])
        if name.startswith("np_add_reduce"):
            return added
        function = getattr(np, name[3:].rpartition("_")[0])
        dtypes = name[3:].rpartition("_")[2].replace("T", "?")

        def call(*operands: Any) -> Any:
            with np.errstate(all="ignore"):
                signature = dtypes[: function.nin] + "->" + dtypes[function.nin :]
                if len(operands) > len(dtypes):
                    *given, count = operands
                    parts = [x[:count] if isinstance(x, np.ndarray) else x for x in given]
                    function(*parts[:-1], out=parts[-1], signature=signature)
                    return None
                if len(operands) == len(dtypes):
                    function(*operands[:-1], out=operands[-1], signature=signature)
                    return None
                return function(*operands, signature=signature)

        return call


def empty(shape: tuple[int, ...], dtype: Any) -> np.ndarray:
    found = np.empty(shape, dtype.dtype)
    found.reshape(-1).view(np.uint8)[:] = 0xC3 if found.ndim else 0
    return found


def checked(array: np.ndarray, index: Sequence[Any]) -> tuple[int, ...]:
    assert isinstance(array, np.ndarray), type(array)
    if not index and array.ndim == 0:
        return ()
    assert len(index) == array.ndim, (index, array.shape)
    for place, size in zip(index, array.shape, strict=True):
        assert 0 <= place < size, f"index {index} outside {array.shape}"
    return tuple(map(operator.index, index))


def bits(value: Any) -> list[int]:
    if isinstance(value, complex | np.complexfloating):
        return bits(float(value.real)) + bits(float(value.imag))
    if isinstance(value, float | np.floating):
        return [int(np.float64(value).view(np.int64))]
    value = int(value)
    return [value - 2**64 if value >= LIMIT else value]


def convert(dtype: np.dtype) -> Any:
    def make(value: Any) -> Any:
        if dtype.kind in "iu":
            number = int(value) & ((1 << (8 * dtype.itemsize)) - 1)
            return np.array([number], f"u{dtype.itemsize}").view(dtype)[0]
        with np.errstate(all="ignore"):
            return dtype.type(value)

    make.dtype = dtype
    return make


def libm(name: str, *values: Any) -> Any:
    single = all(isinstance(value, np.float32) for value in values)
    function, kind = getattr(_library(), name + "f" * single), ctypes.c_float if single else ctypes.c_double
    function.restype, function.argtypes = kind, [kind] * len(values)
    return np.float32(function(*values)) if single else function(*values)


def choose(test: Any, a: Any, b: Any) -> Any:
    return a if test else b


def shift_overflows(number: int, count: int) -> bool:
    return not -LIMIT <= int(number) << int(count) < LIMIT if 0 <= count < 200 else bool(number)


def slice_bound(index: int, size: int) -> int:
    return slice(index, None).indices(size)[0]


def slice_bound_back(index: int, size: int) -> int:
    return slice(index, None, -1).indices(size)[0]


def mask_bits(mask: np.ndarray, start: int, left: int) -> int:
    assert mask.flags.c_contiguous
    return sum(int(true) << place for place, true in enumerate(mask.ravel()[start : start + min(left, 64)]))


def overflow(function: Any) -> Any:
    return lambda a, b: not -LIMIT <= function(int(a), int(b)) < LIMIT


def compare(a: Any, b: Any) -> int:
    first, second = (x.item() if isinstance(x, np.generic) else x for x in (a, b))
    return -1 if first < second else int(first > second) if first == second or first > second else -1


def exactly(function: Any) -> Any:
    return lambda a, b: function(*(x.item() if isinstance(x, np.generic) else x for x in (a, b)))


def descend(state: Any, left: int) -> int:
    while left > PAIR_BLOCK:
        half = left // 16 * 8
        state.waiting.append([left - half, None])
        left = half
    return left


class Pairs:
    """The state of a sum in pairs, by the id of its array."""

    known: ClassVar[dict[int, Pairs]] = {}

    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.total: Any = None


def pairs_begin(array: np.ndarray, left: int) -> int:
    state = Pairs.known[id(array)] = Pairs()
    return descend(state, left)


def pairs_next(array: np.ndarray, total: Any) -> int:
    state = Pairs.known[id(array)]
    while state.waiting and state.waiting[-1][0] == 0:
        total = state.waiting.pop()[1] + total
    if not state.waiting:
        state.total = total
        return -1
    left, state.waiting[-1][1] = state.waiting[-1][0], total
    state.waiting[-1][0] = 0
    return descend(state, left)


def sorting(function: Any, kind: str) -> Any:
    def call(*given: Any) -> bool:
        *arrays, first, count = given
        source, target = (each.reshape(-1)[first : first + count] for each in (arrays[0], arrays[-1]))
        target[:] = function(source, kind=kind)
        return False

    return call


def added(array: np.ndarray, *elements: int) -> Any:
    first, count = (0, *elements)[-2:] if elements else (0, array.size)
    return np.add.reduce(np.ravel(array, "K")[first : first + count])


def pairs_pieces(size: int) -> int:
    return 1 << min(6, max(0, int(size).bit_length() - 11))


def piece(size: int, pieces: int, number: int) -> tuple[int, int]:
    begin = 0
    while pieces > 1:
        pieces //= 2
        half = size // 16 * 8
        begin, size = (begin + half, size - half) if number & pieces else (begin, half)
    return begin, size


def pairs_joined(sums: np.ndarray, pieces: int) -> Any:
    found = list(sums[:pieces])
    while len(found) > 1:
        found = [a + b for a, b in zip(found[::2], found[1::2], strict=True)]
    return found[0]


def pairs_total(array: np.ndarray, dtype: Any) -> Any:
    return Pairs.known.pop(id(array)).total


def like_numpy(function: np.ufunc) -> Any:
    def call(*values: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*[np.asarray(v) if not isinstance(v, np.generic) else v for v in values])

    return call


NUMBERED: dict[str, Any] = {
    "shape": lambda axis: lambda array: array.shape[axis],
    "strides": lambda axis: lambda array: array.strides[axis],
    "scratch": lambda number: lambda dtype: empty((number // SLOTS,), dtype),
    "pow_of": lambda halves: lambda x: libm("pow", x, halves / 2),
    "pow_under": lambda halves: lambda x: libm("pow", x, -halves / 2),
}
TYPES = "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128 bool_".split()
NAMES: dict[str, Any] = {
    "inf": math.inf,
    "nan": math.nan,
    "clear_status": lambda: None,
    "wrap": lambda i, n: i + n if i < 0 else i,
    "key_bits": lambda x: int(np.float64(x + 0.0).view(np.int64)),
    "mix": lambda so_far, word: mixed(int(so_far), int(word)),
    "mask_bits": mask_bits,
    "lowest_bit": lambda word: (word & -word).bit_length() - 1,
    "number_of_bits": int.bit_count,
    "other_bits": lambda word: word & (word - 1),
    "outside": lambda i, n: not 0 <= i < n,
    "slice_bound": slice_bound,
    "slice_bound_back": slice_bound_back,
    "slice_count": lambda a, b, s: len(range(int(a), int(b), int(s))),
    "step": lambda n: 0 if n == 1 else 1,
    "together": lambda a, b: b if a == 1 else a,
    "add_overflows": overflow(operator.add),
    "subtract_overflows": overflow(operator.sub),
    "multiply_overflows": overflow(operator.mul),
    "shift_overflows": shift_overflows,
    "select": choose,
    "maximum": like_numpy(np.maximum),
    "minimum": like_numpy(np.minimum),
    "first_smaller": lambda a, b: b if b < a else a,
    "first_larger": lambda a, b: b if b > a else a,
    "absolute": like_numpy(np.absolute),
    "multiply_fused": like_numpy(np.multiply),
    "square": like_numpy(np.square),
    "sqrt": like_numpy(np.sqrt),
    "floor": like_numpy(np.floor),
    "ceil": like_numpy(np.ceil),
    "trunc": like_numpy(np.trunc),
    "rint": like_numpy(np.rint),
    "copysign": like_numpy(np.copysign),
    "isnan": like_numpy(np.isnan),
    "isinf": like_numpy(np.isinf),
    "isfinite": like_numpy(np.isfinite),
    "signbit": like_numpy(np.signbit),
    "left_shift": like_numpy(np.left_shift),
    "right_shift": like_numpy(np.right_shift),
    "floor_divide": like_numpy(np.floor_divide),
    "remainder": like_numpy(np.remainder),
    "unsigned_floor_divide": operator.floordiv,
    "unsigned_remainder": operator.mod,
    "compare": compare,
    "compare_less": exactly(operator.lt),
    "compare_less_equal": exactly(operator.le),
    "compare_greater": exactly(operator.gt),
    "compare_greater_equal": exactly(operator.ge),
    "pow": lambda a, b: libm("pow", a, b),
    "hypot": lambda a, b: libm("hypot", a, b),
    "norm": math.hypot,
    "np_matmul": lambda a, b, out: np.matmul(a, b, out=out),
    "pairs_begin": pairs_begin,
    "sort_row_0": sorting(np.sort, "quicksort"),
    "sort_row_2": sorting(np.sort, "stable"),
    "argsort_row_0": sorting(np.argsort, "quicksort"),
    "argsort_row_2": sorting(np.argsort, "stable"),
    "pairs_joined": pairs_joined,
    "pairs_next": pairs_next,
    "pairs_piece_begin": lambda *given: piece(*given)[0],
    "pairs_piece_size": lambda *given: piece(*given)[1],
    "pairs_pieces": pairs_pieces,
    "pairs_total": pairs_total,
    "np_dot": np.dot,
    "value_of": lambda found: found,
}
