"""A traced and compiled graph in, what the next process needs to run it without making it again out."""

from __future__ import annotations

import functools
import io
import marshal
import operator
import pickle
import types
from typing import Any

import numpy as np

from autograph.calling import CallPath
from autograph.concrete import ConcreteFunction
from autograph.converters.origin import is_library
from autograph.kept import Variant, key_of, read, write
from autograph.options import Options
from autograph.runtime import ops
from autograph.runtime.codegen.building import key_of as key_of_kernel
from autograph.runtime.graph import unchanging
from autograph.runtime.ops.base import Op
from autograph.signature import Fixed
from autograph.survey import Space, Survey, Unknown
from autograph.tracing.readings import Reading

__all__ = ["keep"]


def keep(
    concrete: ConcreteFunction,
    path: CallPath,
    options: Options,
    args: tuple[Any, ...],
    static: Fixed,
) -> bool:
    """Keep a graph for calls like this one; return whether all that it depends on can be told.

    Parameters
    ----------
    concrete : ConcreteFunction
        Compiled.
    path : CallPath
        Its own.
    options : Options
    args : tuple
        A call that it was made for.
    static : frozenset of int or str
        The places of arguments that are taken by value.
    """
    if concrete.randomness is not None:
        return False
    try:
        survey = Survey(concrete.function)
        key = key_of(survey, options, args, static)
        if key is None:
            return False
        made = _variant(concrete, path, survey)
        others = [each for each in read(key) if each.kernel != made.kernel or each.facts != made.facts]
        write(key, [made, *others], _dumped)
    except (Unknown, pickle.PicklingError, AttributeError, TypeError):  # what pickle says of what it cannot
        return False
    return True


def _variant(concrete: ConcreteFunction, path: CallPath, survey: Survey) -> Variant:
    kernel = concrete.runner
    program: Any = kernel.program  # type: ignore[attr-defined]
    if any(each not in survey.functions for each in concrete.followed):
        raise Unknown("a function that no name leads to")
    read_now = {id(variable.original) for variable, _ in concrete.outside}
    if any(id(array) not in read_now for array in survey.arrays):
        raise Unknown("an array")
    spaces = {id(space): where for where, space in survey.spaces()}
    bindings = [(_space(_owner(get), spaces), name) for get, name, _ in concrete.bindings]
    outside = [_outside(variable.get, spaces) for variable, _ in concrete.outside]
    own = {f"{letter}{place}" for letter in "bw" for place in range(len(bindings))}
    own |= {f"get{place}" for place in range(len(outside))}
    return Variant(
        key_of_kernel(program),
        marshal.dumps(path.code),
        {name: value for name, value in path.facts.items() if name not in own},
        kernel.facts,  # type: ignore[attr-defined]
        kernel.size,  # type: ignore[attr-defined]
        program.status,
        bindings,
        outside,
        _dumped((concrete.graph, program.sites, kernel.flags, program.parallel)),  # type: ignore[attr-defined]
    )


def _owner(get: Any) -> Any:
    """Return the namespace or the cell that a binding looks into."""
    return get.__self__ if isinstance(get, types.BuiltinMethodType) else get.args[0]


def _space(owner: Any, spaces: dict[int, Space]) -> Space:
    found = spaces.get(id(owner))
    if found is None:
        raise Unknown("a namespace that no name leads to")
    return found


def _outside(get: Any, spaces: dict[int, Space]) -> tuple[Space, str, tuple[str, ...]]:
    if not isinstance(get, Reading):
        raise Unknown("a variable that the function assigns")
    return _space(get.holder, spaces), get.name, get.attributes


# ------------------------------------------------------------------ pickles


def _dumped(value: Any) -> bytes:
    file = io.BytesIO()
    _Writer(file).dump(value)
    return file.getvalue()


_BUILTINS = (
    complex,
    functools.partial,
    operator.itemgetter,
    type,
    BaseException,
    slice,
    range,
    set,
    frozenset,
    type(Ellipsis),
    type(NotImplemented),
)

_OWN = ("autograph.runtime.", "autograph.tracing.frames", "autograph.tracing.spec")
"""The modules of this project whose objects hold no more than what they are made of."""


class _Writer(pickle.Pickler):
    """Pickles graphs: what is of the program, or has a state that others may change, is refused."""

    def persistent_id(self, obj: Any) -> Any:
        """Write NumPy's dtypes by name."""
        return obj.str if isinstance(obj, np.dtype) and obj.isbuiltin == 1 else None

    def reducer_override(self, obj: Any) -> Any:
        """Write ops by name; let pass what is known to be the same in every process."""
        if isinstance(obj, Op):
            return ops.get, (obj.name,)
        if type(obj) is types.MappingProxyType:
            return unchanging, (dict(obj),)
        if not _is_known(obj):
            raise pickle.PicklingError(f"{type(obj)} is not kept")
        return NotImplemented


def _is_known(obj: Any) -> bool:
    if isinstance(obj, types.FunctionType):
        return obj.__module__.startswith("autograph.") or is_library(obj.__code__.co_filename)
    if isinstance(obj, types.BuiltinFunctionType):
        return isinstance(obj.__self__, types.ModuleType)
    kind = obj if isinstance(obj, type) else type(obj)
    if kind.__module__ in ("builtins", "functools", "operator"):
        return isinstance(obj, _BUILTINS)
    module = kind.__module__
    return module.startswith(_OWN) or (
        module.partition(".")[0] == "numpy" and not module.startswith("numpy.random")
    )
