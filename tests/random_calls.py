"""Random calls of NumPy's functions with random keyword arguments, as text with places for the operands.

``{v}`` and ``{w}`` are arrays, ``{s}`` and ``{t}`` numbers, ``{i}`` an int.
"""

from __future__ import annotations

import random

__all__ = ["call"]

_AXIS = "axis=0", "axis=-1", "axis=1", "axis=None", "axis=(0, 1)", "axis=(0, -1)", "axis=()", "axis=-2"
_ONE = "axis=0", "axis=-1", "axis=1", "axis=None"
_KEEP = "keepdims=True", "keepdims=False"
_TYPE = (
    "dtype=np.float32",
    "dtype='i8'",
    "dtype=complex",
    "dtype=bool",
    "dtype=float",
    "dtype=np.uint8",
    "dtype='f2'",
)
_WHERE = "where={v} > {s}", "where=[True]", "where=False", "where=np.isfinite({v})"
_INITIAL = "initial={s}", "initial={t}"
_OUT = "out=np.ones_like({v})", "out=np.zeros_like({w})", "out={w}", "out={v}"
_CAST = "casting='same_kind'", "casting='unsafe'", "casting='no'", "casting='equiv'"
_WEIGHTS = ("weights={w}",)
_ORDER = "order='C'", "order='F'", "order='A'", "order='K'"

_REDUCTION = _AXIS, _KEEP, _OUT
_NAN = _AXIS, _KEEP
# Where nothing is written stands what was there: a place to write to must be given.
_MASKED = tuple(f"{out}, {where}" for out in _OUT for where in _WHERE)
_UFUNC = _TYPE, _CAST, _OUT + _MASKED, _ORDER
_RUNNING = _ONE, _TYPE, _OUT

KEYWORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    # reductions, as functions, methods and methods of ufuncs
    **{f"np.{name}({{v}}": (*_REDUCTION, _TYPE, _INITIAL, _WHERE) for name in ("sum", "prod")},
    **{f"{{v}}.{name}(": (*_REDUCTION, _TYPE, _INITIAL, _WHERE) for name in ("sum", "prod")},
    **{f"np.{name}({{v}}": (*_REDUCTION, _INITIAL, _WHERE) for name in ("max", "min")},
    **{f"{{v}}.{name}(": (*_REDUCTION, _INITIAL, _WHERE) for name in ("max", "min")},
    **{f"np.{name}({{v}}": (*_REDUCTION, _WHERE) for name in ("any", "all")},
    **{f"{{v}}.{name}(": (*_REDUCTION, _WHERE) for name in ("any", "all")},
    **{f"np.{name}({{v}}": (*_REDUCTION, _TYPE, _WHERE) for name in ("mean",)},
    **{
        f"np.{name}({{v}}": (*_REDUCTION, _TYPE, _WHERE, ("ddof=1", "ddof=0.5", "correction=1"))
        for name in ("std", "var", "nanstd", "nanvar")
    },
    **{f"{{v}}.{name}(": (*_REDUCTION, _TYPE, ("ddof=1",)) for name in ("std", "var", "mean")},
    **{f"np.{name}({{v}}": (_ONE, _KEEP, _OUT) for name in ("argmax", "argmin", "nanargmax", "nanargmin")},
    **{f"np.{name}({{v}}": (*_NAN, _OUT) for name in ("nansum", "nanprod", "nanmean", "nanmedian", "ptp")},
    **{f"np.{name}({{v}}": (*_NAN, _INITIAL, _WHERE) for name in ("nanmax", "nanmin")},
    "np.median({v}": (*_NAN, ("overwrite_input=False",)),
    "np.count_nonzero({v}": _NAN,
    **{
        f"np.{name}.reduce({{v}}": (*_REDUCTION, _TYPE, _INITIAL, _WHERE)
        for name in "add multiply maximum minimum logical_and logical_or bitwise_xor subtract fmax".split()
    },
    **{
        f"np.{name}.accumulate({{v}}": _RUNNING
        for name in "add multiply maximum subtract logical_or divide".split()
    },
    **{f"np.{name}.reduceat({{v}}, [0, 1]": (_ONE, _TYPE) for name in ("add", "maximum", "multiply")},
    **{f"np.{name}.outer({{v}}, {{w}}": (_TYPE, _CAST) for name in ("add", "maximum", "less", "power")},
    "np.percentile({v}, [25, 50]": (_AXIS, _KEEP, ("method='lower'", "method='nearest'", "method='hazen'")),
    "np.quantile({v}, 0.3": (_AXIS, _KEEP, ("method='higher'", "method='midpoint'", "method='weibull'")),
    "np.nanpercentile({v}, 40": (_AXIS, _KEEP),
    "np.average({v}": (
        _ONE, _KEEP, ("returned=True",), ("weights={w}", "weights={v}", "weights=np.arange({v}.shape[0])"),
    ),
    # elementwise
    **{
        f"np.{name}({{v}}, {{w}}": _UFUNC
        for name in "add subtract multiply divide maximum power floor_divide arctan2 logical_or".split()
    },
    **{f"np.{name}({{v}}, {{s}}": _UFUNC for name in ("add", "multiply", "minimum", "remainder")},
    # NumPy itself crashes at comparisons with an int out of range and `where`.
    **{f"np.{name}({{v}}, {{s}}": (_CAST, _OUT, _ORDER) for name in ("less", "equal", "greater_equal")},
    **{f"np.{name}({{v}}": _UFUNC for name in "sqrt negative absolute exp isnan conj square".split()},
    "np.clip({v}, {s}, {t}": (_TYPE, _OUT, _CAST),
    "np.clip({v}": (("min={s}", "a_min={s}"), ("max={t}",), _OUT),
    "{v}.clip({s}": (("max={t}",), _OUT),
    "np.round({v}": (("decimals=1", "decimals={i}", "decimals=-1"), _OUT),
    "np.nan_to_num({v}": (("copy=False", "copy=True"), ("nan={s}",), ("posinf={t}",), ("neginf=0",)),
    "np.isclose({v}, {w}": (("rtol=0.1",), ("atol=0.5",), ("equal_nan=True",)),
    "np.allclose({v}, {w}": (("rtol=0.1",), ("atol=0.5",), ("equal_nan=True",)),
    "np.array_equal({v}, {w}": (("equal_nan=True",),),
    "np.unwrap({v}": (_ONE, ("period=4",), ("discont=2",)),
    "np.heaviside({v}, {s}": (_TYPE, _OUT),
    # running
    **{f"np.{name}({{v}}": _RUNNING for name in ("cumsum", "cumprod", "nancumsum", "nancumprod")},
    **{f"{{v}}.{name}(": _RUNNING for name in ("cumsum", "cumprod")},
    "np.cumulative_sum({v}": (_ONE, _TYPE, ("include_initial=True",)),
    "np.diff({v}": (("n=2", "n=1", "n=0"), _ONE, ("prepend={s}", "prepend=0"), ("append={t}",)),
    "np.gradient({v}": (_AXIS, ("edge_order=1", "edge_order=2")),
    "np.gradient({v}, {t}": (_ONE, ("edge_order=2",)),
    "np.trapezoid({v}": (("dx={t}", "x=np.arange(len({v}))"), _ONE),
    "np.ediff1d({v}": (("to_begin={i}",), ("to_end={i}",)),
    # making
    "np.zeros({v}.shape": (_TYPE, _ORDER),
    "np.full({v}.shape, {s}": (_TYPE, _ORDER),
    "np.zeros_like({v}": (_TYPE, _ORDER, ("shape=(2, 3)", "shape={w}.shape", "shape=4")),
    "np.full_like({v}, {s}": (_TYPE, _ORDER, ("shape=(2, 3)",)),
    "np.arange({i}": (("stop=7",), ("step=2", "step=0.5"), _TYPE),
    "np.arange({s}, {t} + 4": (("step=2", "step=0.5"), _TYPE),
    "np.linspace({s}, {t}": (("num=5", "num=len({v})"), ("endpoint=False",), ("retstep=True",), _TYPE),
    "np.linspace({v}, {w}": (("num=3",), ("axis=-1", "axis=0"), ("endpoint=False",)),
    "np.logspace({s}, {t}": (("num=4",), ("base=2.0",), ("endpoint=False",), _TYPE),
    "np.geomspace(1, {t}": (("num=4",), ("endpoint=False",)),
    "np.eye({v}.shape[0]": (("M=3",), ("k=1", "k=-1", "k={i}"), _TYPE, _ORDER),
    "np.tri(3": (("M=4",), ("k=1", "k={i}"), _TYPE),
    "np.vander({v}": (("N=3", "N=2"), ("increasing=True",)),
    "np.array({v}": (_TYPE, _ORDER, ("ndmin=3", "ndmin=1"), ("copy=True", "copy=None"), ("subok=True",)),
    "np.array([{v}, {w}]": (_TYPE, _ORDER, ("ndmin=3",)),
    "np.asarray({v}": (_TYPE, _ORDER, ("copy=True", "copy=None")),
    "{v}.astype('f4'": (_ORDER, _CAST, ("copy=False",)),
    "{v}.astype('i2'": (_ORDER, _CAST, ("copy=False",)),
    "{v}.copy(": (_ORDER,),
    "np.meshgrid({v}, {w}": (("indexing='ij'", "indexing='xy'"), ("sparse=True",), ("copy=False",)),
    "np.indices({v}.shape": (_TYPE, ("sparse=True",)),
    # moving
    "np.reshape({v}, -1": (_ORDER, ("copy=True",)),
    "np.ravel({v}": (_ORDER,),
    "{v}.flatten(": (_ORDER,),
    "np.roll({v}, {i}": (_AXIS,),
    "np.roll({v}, (1, 2)": (("axis=(0, 1)", "axis=(0, 0)", "axis=(1, 0)"),),
    "np.rot90({v}": (("k=2", "k=3", "k=-1", "k={i}"), ("axes=(1, 0)", "axes=(0, -1)")),
    "np.flip({v}": (_AXIS,),
    "np.squeeze({v}": (_AXIS,),
    "np.expand_dims({v}": (("axis=0", "axis=-1", "axis=(0, 2)", "axis=(-1, 0)"),),
    "np.moveaxis({v}, 0": (("destination=-1", "destination=1"),),
    "np.repeat({v}, 2": (_ONE,),
    "np.repeat({v}, {i}": (_ONE,),
    "np.tile({v}": (("reps=2", "reps=(2, 1)", "reps=(1, 2, 1)", "reps={i}"),),
    "np.concatenate(({v}, {w})": (_ONE, _TYPE, _CAST),
    "np.stack(({v}, {w})": (("axis=0", "axis=1", "axis=-1"), _TYPE, _CAST),
    "np.append({v}, {w}": (_ONE,),
    "np.append({v}, {s}": (),
    "np.insert({v}, 1, {s}": (_ONE,),
    "np.insert({v}, [0, 1], {w}": (_ONE,),
    "np.delete({v}, 0": (_ONE,),
    "np.delete({v}, [0, -1]": (_ONE,),
    "np.delete({v}, slice(None, None, 2)": (_ONE,),
    "np.split({v}, [1]": (("axis=0", "axis=-1"),),
    "np.array_split({v}, 3": (("axis=0", "axis=-1"),),
    "np.resize({v}, (3, 2)": (),
    "np.trim_zeros({v}": (("trim='f'", "trim='b'"),),
    "np.pad({v}, 1": (
        (
            "mode='edge'", "mode='reflect'", "mode='symmetric'", "mode='wrap'", "mode='mean'",
            "mode='maximum'", "mode='linear_ramp'",
        ),
    ),
    "np.pad({v}, (1, 2)": (
        ("mode='edge'", "mode='reflect'", "constant_values={s}", "constant_values=({s}, {t})"),
    ),
    "np.pad({v}, ((0, 1), (2, 0))": (("mode='wrap'", "mode='symmetric'", "constant_values={s}"),),
    "np.tril({v}": (("k=1", "k=-1", "k={i}"),),
    "np.triu({v}": (("k=1", "k=-1", "k={i}"),),
    "np.diag({v}": (("k=1", "k=-1", "k={i}"),),
    "np.diagonal({v}": (("offset=1", "offset=-1"), ("axis1=1",), ("axis2=0",)),
    "np.trace({v}": (("offset=1", "offset=-1"), _TYPE),
    "np.diagflat({v}": (("k=1",),),
    # products
    "np.dot({v}, {w}": (_OUT,),
    "np.matmul({v}, {w}": (_TYPE, _CAST),
    "np.matmul({v}, {v}.T": (),
    "np.matmul({v}[None], {w}[..., None]": (),
    "np.vecdot({v}, {w}": (),
    "np.tensordot({v}, {w}": (("axes=1", "axes=0", "axes=2", "axes=([0], [0])", "axes=(0, -1)"),),
    "np.einsum('ij,jk', {v}, {w}": (("optimize=True",),),
    "np.einsum('ij,ij->i', {v}, {w}": (_TYPE,),
    "np.einsum('...i,...i', {v}, {w}": (),
    "np.einsum('i...->...', {v}": (),
    "np.einsum('ii', {v}": (),
    "np.einsum('i,j->ij', {v}, {w}": (_ORDER,),
    "np.einsum({v}, [0, 1], [1, 0]": (),
    "np.inner({v}, {w}": (),
    "np.cross({v}, {w}": (_ONE,),
    "np.linalg.norm({v}": (("ord=1", "ord=2", "ord=np.inf", "ord='fro'", "ord=0", "ord=3"), _AXIS, _KEEP),
    "np.linalg.matrix_power({v}, {i}": (),
    "np.linalg.multi_dot([{v}, {w}, {v}]": (),
    # searching
    "np.sort({v}": (_ONE, ("kind='stable'", "kind='heapsort'", "stable=True")),
    "np.argsort({v}": (_ONE, ("kind='stable'", "stable=True")),
    "np.partition({v}, 1": (_ONE,),
    "np.unique({v}": (
        _ONE, ("equal_nan=False",), ("return_index=True",), ("return_inverse=True",), ("return_counts=True",),
    ),
    "np.searchsorted(np.sort({v}, axis=None), {w}": (("side='right'", "side='left'"),),
    "np.searchsorted({v}, {s}": (("side='right'",), ("sorter=np.argsort({v})",)),
    "np.lexsort(({v}, {w})": (_ONE,),
    "np.isin({v}, {w}": (("invert=True",), ("assume_unique=False",), ("kind='sort'",)),
    "np.intersect1d({v}, {w}": (("return_indices=True",),),
    "np.union1d({v}, {w}": (),
    "np.setdiff1d({v}, {w}": (("assume_unique=True",),),
    "np.setxor1d({v}, {w}": (),
    "np.take({v}, [0, -1, 0]": (_ONE, ("mode='wrap'", "mode='clip'")),
    "np.take({v}, {i}": (_ONE, ("mode='wrap'", "mode='clip'")),
    "np.take_along_axis({v}, np.argsort({v}, axis=0)": (("axis=0", "axis=-1"),),
    "np.compress([True, False], {v}": (_ONE,),
    "np.extract({v} > {s}, {v}": (),
    "np.choose([0, 1, 0], [{v}, {w}]": (("mode='wrap'", "mode='clip'"),),
    "np.select([{v} > {s}, {v} < {t}], [{v}, {w}]": (("default={s}", "default=-1"),),
    "np.piecewise({v}, [{v} > {s}], [{t}, {i}]": (),
    "np.digitize({v}, [0.0, 1.0, 2.0]": (("right=True",),),
    "np.histogram({v}": (("bins=3", "bins=[0, 1, 3]"), ("range=(0, 4)",), ("density=True",), _WEIGHTS),
    "np.bincount({v}": (("minlength=6",), ("weights={w}",)),
    "np.interp({v}, [0.0, 1.0, 3.0], [1.0, 3.0, 2.0]": (("left={s}",), ("right={t}",), ("period=3",)),
    "np.convolve({v}, {w}": (("mode='same'", "mode='valid'", "mode='full'"),),
    "np.correlate({v}, {w}": (("mode='same'", "mode='valid'", "mode='full'"),),
    "np.cov({v}": (("rowvar=False",), ("bias=True",), ("ddof=0",)),
    "np.corrcoef({v}": (("rowvar=False",),),
    "np.unravel_index({i}, (3, 4)": (_ORDER[:2],),
    "np.ravel_multi_index((1, {i}), (3, 4)": (("mode='wrap'", "mode='clip'"), _ORDER[:2]),
    "np.argwhere({v} > {s}": (),
    "np.apply_along_axis(np.sum, 0, {v}": (),
    "np.apply_along_axis(lambda r: r[::-1] * {s}, -1, {v}": (),
    "np.apply_over_axes(np.sum, {v}, [0]": (),
    "np.polyval([1, {s}, 2], {v}": (),
    "np.polyfit(np.arange(len({v})), {v}, 1": (),
    "np.polymul({v}, {w}": (),
    "np.packbits({v} > {s}": (_ONE, ("bitorder='little'",)),
    "np.fft.fft({v}": (("n=4", "n=3"), ("axis=0", "axis=-1"), ("norm='ortho'",)),
    "np.fft.rfft({v}": (("n=4", "n=3"), ("axis=0", "axis=-1"), ("norm='forward'",)),
    "np.fft.ifft({v}": (("n=5",), ("axis=0",)),
    "np.fft.fftshift({v}": (("axes=0", "axes=(0, 1)"),),
    "np.fft.fft2({v}": (("s=(3, 4)",),),
}  # fmt: skip


def call(dice: random.Random) -> str:
    """Return a call with some of its keyword arguments."""
    head, groups = dice.choice(tuple(KEYWORDS.items()))
    chosen = [dice.choice(group) for group in groups if dice.random() < 1.5 / max(len(groups), 2)]
    dice.shuffle(chosen)
    return f"{', '.join((head, *chosen))})".replace("(, ", "(")
