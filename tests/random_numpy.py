"""Random straight-line NumPy programs over random dtypes, ranks and memory layouts, by seed."""

from __future__ import annotations

import linecache
import random
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import random_calls

from autograph.testing import duplicate

__all__ = ["arguments", "program"]

DTYPES = ("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "f8", "f8", "c8", "c16")
UNARY = (
    "abs sqrt square sign floor ceil rint trunc exp expm1 log1p sin cos tanh arctan isnan isfinite negative "
    "positive reciprocal conj real imag cbrt exp2 signbit logical_not degrees nan_to_num angle round"
).split()
BINARY = (
    "add subtract multiply true_divide floor_divide remainder maximum minimum fmax fmin hypot arctan2 "
    "copysign logaddexp equal less greater_equal logical_and logical_xor bitwise_and bitwise_or left_shift "
    "gcd power fmod heaviside nextafter float_power"
).split()
OPERATORS = ("+", "-", "*", "/", "//", "%", "<", "<=", "==", "!=", "&", "|", "^", ">", "**")
REDUCTIONS = "sum prod mean var std min max any all argmin argmax ptp median count_nonzero".split()
RUNNING = "cumsum cumprod sort argsort diff nancumsum".split()
SHAPES = (
    "{v}.T", "{v}.ravel()", "{v}.reshape(-1)", "{v}.flatten()", "{v}.copy()", "{v}[::-1]", "{v}[..., ::2]",
    "{v}[1:]",
    "{v}[:-1]", "{v}[None]", "{v}[..., None]", "{v}[0]", "{v}[-1]", "{v}[..., 0]", "{v}[{v} > {s}]",
    "{v}[[0, -1]]",
    "{v}[np.argsort({v}, axis=0)]", "np.flip({v})", "np.roll({v}, {i})", "np.roll({v}, {i}, axis=0)",
    "np.squeeze({v})",
    "np.expand_dims({v}, -1)", "np.swapaxes({v}, 0, -1)", "np.moveaxis({v}, 0, -1)", "np.rot90({v})",
    "np.tril({v})",
    "np.triu({v}, 1)", "np.diagonal({v})", "np.diag({v})", "np.repeat({v}, 2, axis=0)", "np.tile({v}, 2)",
    "np.broadcast_to({v}, (2, *{v}.shape))", "np.atleast_2d({v})", "np.pad({v}, 1)",
    "np.array_split({v}, 2)[1]",
    "{v}.transpose()", "{v}.squeeze()", "{v}.swapaxes(0, -1)", "np.reshape({v}, {v}.shape[::-1])",
    "{v}.reshape(-1, order='F')", "{v}.ravel('F')", "np.ravel({v}, 'K')", "{v}.real", "{v}.imag",
    "{v}.conj()",
    "{v}.reshape({v}.shape[0], -1)", "np.fliplr({v})", "np.trim_zeros({v})", "{v}[{v}.shape[0] // 2:]",
)  # fmt: skip
FUNCTIONS = (
    "np.where({v} > {s}, {v}, {w})", "np.where({v} > {s}, {v}, {s})", "np.clip({v}, {s}, {t})",
    "np.outer({v}, {w})",
    "np.concatenate([{v}, {w}])", "np.stack([{v}, {w}])", "np.hstack([{v}, {w}])", "np.vstack([{v}, {w}])",
    "{v} @ {w}",
    "np.dot({v}, {w})", "np.inner({v}, {w})", "np.vdot({v}, {w})", "np.array([{v}, {w}])",
    "np.searchsorted({v}, {w})",
    "np.unique({v})", "np.nonzero({v})[0]", "np.flatnonzero({v})", "np.argwhere({v})", "np.isin({v}, {w})",
    "np.interp({v}, np.arange(3.0), np.array([1.0, 3.0, 2.0]))", "np.convolve({v}, {w})", "np.gradient({v})",
    "np.trapezoid({v})", "np.percentile({v}, 30)", "np.histogram({v}, 4)[0]", "np.zeros_like({v})",
    "np.ones_like({v})",
    "np.full_like({v}, {s})", "np.full({v}.shape, {s})", "np.arange(len({v}))",
    "np.linspace({s}, {t}, len({v}))",
    "np.linalg.norm({v})", "np.maximum.reduce({v})", "np.add.outer({v}, {w})", "np.multiply.accumulate({v})",
    "np.take({v}, [0, -1], axis=0)", "np.bincount({v})", "np.cross({v}, {w})", "np.kron({v}, {w})",
    "np.allclose({v}, {w})",
    "np.array_equal({v}, {w})", "np.select([{v} > {s}, {v} < {t}], [{v}, {w}], {s})", "np.sum({v} * {w})",
    "np.divmod({v}, {w})[1]", "np.modf({v})[0]", "np.frexp({v})[1]", "np.fft.fft({v})", "np.nansum({v})",
    "np.nanmax({v})",
    "np.einsum('i,i', {v}, {w})", "np.einsum('ij->j', {v})", "np.tensordot({v}, {w}, 1)", "np.cov({v})",
    "np.average({v})",
    "np.float32({s}) * {v}", "{v} * np.int8(3)", "{v} + np.float64({s})", "{s} - {v}", "{s} / {v}",
    "{v} ** 2", "{v} ** 0.5",
    "{v} * {s}", "{v} // 2", "{v} % 3", "{v} << 1", "~{v}", "-{v}", "abs({v})", "{v} / 2",
    "np.digitize({v}, [0.0, 1.0, 2.0])",
    "np.copy({v})", "np.asarray({v})", "np.ascontiguousarray({v})", "np.asfortranarray({v})",
    "np.count_nonzero({v}, axis=0)",
    "np.result_type({v}, {w}) == {v}.dtype", "{v}.dtype.itemsize", "{v}.size", "{v}.ndim", "len({v})",
    "{v}.nbytes",
)  # fmt: skip
SCALARS = (
    "float({v}.sum())", "int({v}.size)", "{v}.item(0)", "{v}.max()", "{v}.mean()", "bool({v}.any())",
    "{v}[0]", "{v}.flat[0]",
    "float({v}[-1])", "complex({v}.sum())", "{v}.sum().item()", "max({v}[0], {v}[-1])",
    "round(float({v}.mean()), 1)",
)  # fmt: skip
STORES = (
    "{v}[0] = {s}", "{v}[-1] = {w}[0]", "{v}[...] = {s}", "{v}[:] = {w}", "{v}[1:] = {v}[:-1]",
    "{v}[::-1] = {v}",
    "{v} += {s}", "{v} *= 2", "{v} -= {w}", "{v} /= 2", "{v} //= 2", "{v} **= 2", "{v} &= {w}",
    "{v}[{v} > {s}] = {t}",
    "{v}[[0, 0]] += {s}", "np.add({v}, {w}, out={v})", "np.multiply({v}, {s}, out={v})",
    "np.add.at({v}, [0, 0], {s})",
    "{v}.sort()", "{v}.fill({s})", "np.copyto({v}, {w})", "np.put({v}, [0, 1], [{s}, {t}])",
    "np.putmask({v}, {v} > {s}, {t})",
    "np.fill_diagonal({v}, {s})", "{v}.T[0] = {s}", "{v}.real = {s}", "{v}.imag = {s}",
    "{v}[..., 0] = {w}[..., 0]",
    "{v}.flat[0] = {s}", "{v}.ravel()[0] = {s}", "{v}.reshape(-1)[0] = {s}", "np.maximum({v}, {w}, {v})",
    "{v}[1:][0] = {s}",
    "{v}.partition(1)", "np.negative({v}, {v})", "{v}.put([0], {s})", "{v}[{v} == {w}] += 1",
    "{v}[:1] *= {w}[:1]",
    "np.clip({v}, {s}, {t}, out={v})", "{v}[0], {v}[-1] = {v}[-1], {v}[0]",
)  # fmt: skip


def arguments(seed: int) -> tuple[Any, ...]:
    """Return two arrays, an int and a float."""
    dice = random.Random(seed)
    rank = dice.choice((0, 1, 1, 1, 2, 2, 3))
    shape = tuple(dice.choice((1, 2, 3, 3, 4)) if dice.random() < 0.97 else 0 for _ in range(rank))
    other = shape if dice.random() < 0.7 else tuple(1 if dice.random() < 0.3 else size for size in shape[-2:])
    return _array(dice, shape), _array(dice, other), dice.randint(-2, 3), dice.choice((-1.5, 0.0, 0.5, 2.0))


def _array(dice: random.Random, shape: tuple[int, ...]) -> Any:
    dtype = np.dtype(dice.choice(DTYPES))
    generator = np.random.default_rng(dice.randrange(10**6))
    made: Any = generator.integers(0 if dtype.kind in "u?" else -4, 5, shape) / (
        1 if dtype.kind in "iu?" else 2
    )
    if dtype.kind == "c":
        made = made + 1j * generator.integers(-2, 3, shape)
    made = np.asarray(made).astype(dtype)
    if dtype.kind == "f" and made.size and dice.random() < 0.2:
        made.flat[dice.randrange(made.size)] = dice.choice((np.nan, np.inf, -0.0))
    return _laid_out(dice, made)


def _laid_out(dice: random.Random, made: Any) -> Any:
    if made.ndim == 0:
        return made if dice.random() < 0.6 else made[()]
    kind = dice.choice("CCCCFSNR")
    if kind == "F":
        return np.asfortranarray(made)
    if kind == "S":
        wide = np.zeros((*made.shape[:-1], 2 * made.shape[-1] + 1), made.dtype)
        wide[..., 1::2] = made
        return wide[..., 1::2]
    if kind == "N":
        return made[::-1].copy()[::-1]
    if kind == "R":
        made.flags.writeable = False
    return made


def program(seed: int, size: int = 6, calls: float = 0.0) -> tuple[str, tuple[Any, ...]]:
    """Return the source of a function of four arguments that runs through, and the arguments.

    `calls` is the part of its lines that call a function with keyword arguments.
    """
    dice = random.Random(seed)
    args = arguments(seed)
    space = {"np": np, **dict(zip("abnx", duplicate(args), strict=True))}
    names, lines = ["a", "b"], []
    while len(lines) < size:
        target = f"v{len(lines)}"
        line = _call(dice, names, target) if dice.random() < calls else _line(dice, names, target)
        fails = not _runs(line, space)
        if fails and dice.random() < 0.998:
            continue
        lines.append(line)
        if fails:
            break
        if line.startswith(f"v{len(lines) - 1} = "):
            names.append(f"v{len(lines) - 1}")
    body = "".join(f"    {part}\n" for line in lines for part in line.split("\n"))
    return f"def f(a, b, n, x):\n{body}    return {', '.join(names)}\n", args


def _line(dice: random.Random, names: list[str], target: str) -> str:
    """Return a statement: an expression's value kept, a store, or a loop or branch of stores."""
    kind = dice.random()
    if kind < 0.85 or len(names) < 3:
        return _simple(dice, names, target)
    inner = [_changing(dice, names) for _ in range(2)]
    if kind < 0.92:
        return f"for k in range({dice.choice(('2', 'n', '3', 'len(a)'))}):\n    {inner[0]}"
    test = dice.choice(("n > 0", "x < 1", "b.size > a.size", "a.ravel()[0] > x", "b.sum() > n"))
    return f"if {test}:\n    {inner[0]}\nelse:\n    {dice.choice((inner[1], 'pass'))}"


def _changing(dice: random.Random, names: list[str]) -> str:
    """Return a store, or a variable bound again."""
    if dice.random() < 0.6:
        return dice.choice(STORES).format(v=dice.choice(names), w=dice.choice(names), s="x", t="n")
    return _simple(dice, names, dice.choice(names[2:]))


def _operands(dice: random.Random, names: list[str]) -> dict[str, str]:
    return {
        "v": dice.choice(names),
        "w": dice.choice(names),
        "s": dice.choice(("n", "x", "1", "0.5", "-1", "2", "True", "np.float32(1.5)")),
        "t": dice.choice(("n", "x", "2", "3.5")),
        "i": dice.choice(("1", "-1", "n", "2")),
    }


def _call(dice: random.Random, names: list[str], target: str) -> str:
    return f"{target} = {random_calls.call(dice).format(**_operands(dice, names))}"


def _simple(dice: random.Random, names: list[str], target: str) -> str:
    fill = _operands(dice, names)
    kind = dice.choice("uubbborsffffmmmmk")
    axis = dice.choice(("", "axis=0", "axis=-1", "axis=(0, 1)", "axis=0, keepdims=True", "keepdims=True"))
    text = {
        "u": f"np.{dice.choice(UNARY)}({{v}})",
        "b": f"np.{dice.choice(BINARY)}({{v}}, {dice.choice(('{w}', '{s}'))})",
        "o": f"{{v}} {dice.choice(OPERATORS)} {dice.choice(('{w}', '{w}', '{s}'))}",
        "r": f"np.{dice.choice(REDUCTIONS)}({{v}}{', ' + axis if axis else ''})",
        "s": dice.choice(SHAPES),
        "f": dice.choice(FUNCTIONS + SHAPES),
        "m": dice.choice(STORES),
        "k": dice.choice(
            (*SCALARS, *(f"np.{name}({{v}})" for name in RUNNING), f"{{v}}.astype('{dice.choice(DTYPES)}')")
        ),
    }[kind].format(**fill)
    return text if kind == "m" else f"{target} = {text}"


def _runs(line: str, space: dict[str, Any]) -> bool:
    """Run a line; says whether it did, and gave something that graphs hold."""
    trial = dict(space)
    target, equals, _ = line.partition(" = ")
    if not equals or not target.isidentifier():
        trial = duplicate({name: value for name, value in space.items() if name != "np"})
        trial["np"] = np
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            exec(line, trial)
        except Exception:
            return False
    space.update(trial)
    held = {np.dtype(name) for name in DTYPES}
    return all(value.dtype in held for value in trial.values() if isinstance(value, np.ndarray | np.generic))


def function_of(source: str, name: str) -> Callable[..., Any]:
    """Return the function of that source, which tools find under the file name."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space: dict[str, Any] = {"np": np, "__name__": "random_numpy"}
    exec(compile(source, name, "exec"), space)
    found: Callable[..., Any] = space["f"]
    return found
