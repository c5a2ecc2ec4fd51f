"""Calls in converted code: builtins and NumPy staged, user functions converted and looked into."""

from __future__ import annotations

import abc
import dataclasses
import enum
import functools
import inspect
import operator
import types
import weakref
from typing import Any

import numpy as np

from autograph import slicing, streams
from autograph.converters.base import Form
from autograph.converters.conversion import Converted, convert
from autograph.converters.origin import is_library
from autograph.decorated import Decorated, as_written, is_refused
from autograph.operators.algorithms import traced
from autograph.operators.builtins import BUILTINS
from autograph.operators.fields import getattr_
from autograph.operators.formatting import join_texts, str_format, translated
from autograph.operators.generators import replayed_generator, staged_generator
from autograph.operators.handlers import MANAGERS
from autograph.operators.numpy_calls import lifted, staged_numpy, staged_numpy_class, staged_vectorized
from autograph.operators.printing import graph_print
from autograph.operators.records import tuple_method
from autograph.operators.recursion import call_again, is_again
from autograph.operators.remembering import Cached, cache, lru_cache, remembering
from autograph.operators.replay import replaying
from autograph.operators.searching import in_tuple
from autograph.operators.variables import writable
from autograph.runtime.errors import ConversionError
from autograph.settings import with_settings
from autograph.tracing.alternatives import apart
from autograph.tracing.attempts import guarded
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList, TracedSet, is_mutable, register, watch_cells
from autograph.tracing.function_state import with_defaults
from autograph.tracing.identities import identity_of
from autograph.tracing.keyed import handle_in, is_keyed
from autograph.tracing.misfits import answered, is_raised_here, misfit
from autograph.tracing.numpy_functions import holds_handle
from autograph.tracing.own_classes import as_traced, class_meant, class_of
from autograph.tracing.plain import is_plain_class, is_plain_object
from autograph.tracing.pooled import in_pool
from autograph.tracing.pools import enter
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, current, is_converted, register_code, shared_variables

__all__ = [
    "conversion_of",
    "converted",
    "decorator",
    "register_conversion",
    "traced_call",
]

MAX_DEPTH = 60
"""Calls looked into within calls; deeper means a recursion that data ends."""

_cache: weakref.WeakKeyDictionary[types.FunctionType, dict[tuple[Form, bool], Converted]] = (
    weakref.WeakKeyDictionary()
)
_CONTAINERS = (
    TracedList,
    TracedDict,
    TracedSet,
    list,
    dict,
    set,
    tuple,
    str,
    bytes,
    frozenset,
    int,
    float,
    complex,
)


def conversion_of(
    function: types.FunctionType, form: Form = "function", *, thorough: bool = False
) -> Converted:
    """Return the converted form of a function, made once.

    Raises
    ------
    ConversionError
        If it has none.
    """
    from autograph import operators  # noqa: PLC0415  (the operators call each other through converted code)

    found = _cache.get(function, {}).get((form, thorough))
    if found is None:
        shared = shared_variables(function.__code__)
        found = convert(function, operators, form, thorough=thorough, shared=shared)
        register_code(found.function.__code__, found.bare_lambdas, shared)
        _cache.setdefault(function, {})[form, thorough] = found
    return found


def register_conversion(function: types.FunctionType, found: Converted) -> None:
    """Take `found` for the converted form of a function from now on."""
    _cache.setdefault(function, {})["function", False] = found


def converted(function: Any) -> Any:
    """Return what converted code calls in the place of `function`."""
    trace = current()
    if trace is None:
        if replaying():
            return _replayed(function)
        return function
    if trace.flight is None:
        return _staged(function)
    if _is_quiet(function):
        return answered(function, _staged(function))
    before, trace.direct = trace.direct, True
    try:
        found = guarded(_staged(function), trace.flight)
    finally:
        trace.direct = before
    return answered(function, found) if _is_of_c(function) else found


def decorator(function: Any) -> Any:
    """Return what converted code decorates a function with: functions of libraries do it as they are."""
    if isinstance(function, types.FunctionType) and not is_library(function.__code__.co_filename):
        return converted(function)
    return function


def _is_quiet(function: Any) -> bool:
    """Whether a function of Python or NumPy changes nothing but by steps of the graph, and calls nobody."""
    if any(function is each for each in _QUIET):
        return True
    return isinstance(function, types.BuiltinFunctionType) and function.__module__ in ("math", "cmath")


def _is_of_c(function: Any) -> bool:
    """Whether a function or a class of numbers is written in C and changes nothing that it belongs to."""
    if isinstance(function, types.BuiltinFunctionType):
        return isinstance(function.__self__, types.ModuleType | str | bytes | int | float | complex)
    return isinstance(function, np.ufunc) or (isinstance(function, type) and issubclass(function, np.generic))


_QUIET = (int, float, bool, complex, range, abs, len, round, divmod, pow)


def _replayed(function: Any) -> Any:
    target = as_written(function)
    if isinstance(target, types.FunctionType) and not is_converted(target.__code__):
        steps = replayed_generator(target)
        if steps is not None:
            return steps
        try:
            return conversion_of(target).function
        except ConversionError:
            return function
    if isinstance(target, types.MethodType):
        return types.MethodType(_replayed(target.__func__), target.__self__)
    return function


def _staged(function: Any) -> Any:
    if isinstance(function, Tensor):
        return _chosen_function(function)
    if isinstance(function, type):
        return _staged_class(function)
    if isinstance(function, types.FunctionType):
        return BUILTINS.get(function) or _CACHES.get(function) or _staged_function(function)
    if function is print:
        return graph_print
    return _staged_object(function) if is_plain_object(function) else _staged_callable(function)


def _staged_callable(function: Any) -> Any:
    """Return what stands for what can be called, is no function or class, and has a class written in C."""
    builtin = _builtin(function)
    if builtin is not None:
        return builtin
    if isinstance(function, functools.partial):
        return functools.partial(_staged(function.func), *function.args, **function.keywords)
    numpys = staged_numpy(function)
    if numpys is not None:
        return numpys
    if isinstance(function, types.MethodType):
        own, bound = tuple_method(function), function.__self__
        if isinstance(bound, type):  # an object that the trace made has a class that stands for its own
            bound = class_meant(bound)
        return functools.partial(_staged(function.__func__), bound) if own is None else own
    if isinstance(function, _SLOTS) and function.__objclass__ is object and function.__name__ in _OF_ALL:
        return function if function.__name__ == "__init__" else functools.partial(_assign_attribute, function)
    if isinstance(function, types.BuiltinFunctionType | types.MethodWrapperType):
        return _staged_builtin(function)
    return _staged_object(function)


_SLOTS = types.WrapperDescriptorType, types.MethodWrapperType
_OF_ALL = "__init__", "__setattr__", "__delattr__"
"""Methods that every object has from `object`, and that call nobody."""


def _assign_attribute(function: Any, *args: Any) -> None:
    """Call ``object.__setattr__`` or ``object.__delattr__``, bound or not, for what may be changed."""
    if isinstance(function, types.MethodWrapperType):
        writable(function.__self__)
    elif args:
        args = (writable(args[0]), *args[1:])
    function(*args)


_CACHES: dict[Any, Any] = {functools.cache: cache, functools.lru_cache: lru_cache}


def _builtin(function: Any) -> Any:
    """Return what stands for a builtin, None for any other object."""
    try:
        return BUILTINS.get(function)
    except TypeError:
        return None


def _staged_object(function: Any) -> Any:
    """Return what stands for an object that is called by its class's ``__call__``, or wraps a function."""
    if isinstance(function, Decorated):
        return _staged(function.original)
    if isinstance(function, Cached):
        return remembering(function, _staged)
    if type(function) is np.vectorize:
        return staged_vectorized(function)
    calls = (vars(owner)["__call__"] for owner in type(function).__mro__ if "__call__" in vars(owner))
    call = as_written(next(calls, None))
    if isinstance(call, types.FunctionType):
        return functools.partial(_staged_function(call), function)
    wrapped = getattr(function, "__wrapped__", None)
    if wrapped is not None and callable(wrapped):
        return _staged(wrapped)
    if isinstance(function, operator.methodcaller):
        return functools.partial(_call_method, function)
    if type(function).__module__ == "operator":  # itemgetter, attrgetter
        return function
    raise Untraceable("AG201", f"`{_name(function)}`")


def _call_method(caller: Any, owner: Any) -> Any:
    """Call what ``operator.methodcaller(name, ...)`` calls."""
    made, given = caller.__reduce__()
    first, keywords = (made.args, made.keywords) if isinstance(made, functools.partial) else ((), {})
    values: list[Any] = [*first, *given]
    return converted(getattr_(owner, values[0]))(*values[1:], **keywords)


def _chosen_function(chosen: Tensor) -> Any:
    """Return what calls the one of several functions that data chooses."""
    if not any(callable(alternative.what) for alternative in chosen.alternatives):
        raise misfit(lambda number: number(), chosen)

    def call(*args: Any, **kwargs: Any) -> Any:
        return apart(lambda function: one(function)(*args, **kwargs), chosen)

    def one(function: Any) -> Any:
        if not callable(function):
            raise TypeError(f"'{type(function).__name__}' object is not callable")
        return converted(function)

    return call


def _name(function: Any) -> str:
    return str(getattr(function, "__qualname__", None) or type(function).__qualname__)


_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def _staged_function(function: types.FunctionType) -> Any:
    trace = current()
    assert trace is not None
    trace.bindings.follow(inspect.unwrap(function))
    if is_refused(function):
        raise Untraceable("AG201", f"`{function.__qualname__}` is marked do_not_convert")
    if function.__code__.co_flags & _ASYNC:  # what it gave would be left without having been awaited
        raise Untraceable("AG201", f"`{function.__qualname__}`, a coroutine")
    module = function.__module__ or ""
    if module.startswith(("autograph.tracing", "autograph.operators")):
        return function
    steps = staged_generator(function)
    if steps is not None:
        return steps
    if is_converted(function.__code__):
        return functools.partial(traced_call, function)
    numpys = staged_numpy(function)
    if numpys is not None:
        return numpys
    try:
        form: Form = "guarded" if trace.direct else "function"
        target = conversion_of(with_settings(function), form, thorough=trace.is_thorough).function
    except ConversionError as problem:
        raise Untraceable("AG201", f"`{function.__qualname__}`: {problem.msg}") from None
    return functools.partial(traced_call, with_defaults(target, function))


def traced_call(target: types.FunctionType, *args: Any, **kwargs: Any) -> Any:
    """Call a converted function while tracing."""
    trace = current()
    assert trace is not None
    if is_again(trace, target):
        return call_again(target, args, kwargs)
    if len(trace.calls) > MAX_DEPTH:
        raise Untraceable("AG206", f"`{target.__qualname__}`")
    watch_cells(target)
    trace.spend(20)
    trace.calls.append(target)
    trace.entered.append((target, trace.region))
    direct, trace.direct = trace.direct, False
    try:
        return target(*args, **kwargs)
    except TypeError as error:
        if is_raised_here(error):  # the arguments are none of the function's
            trace.own_error = error
        raise
    finally:
        trace.direct = direct
        trace.entered.pop()
        trace.calls.pop()


_INDICES = traced(slicing.indices)


def _staged_builtin(function: Any) -> Any:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, types.ModuleType):
        if owner.__name__ in ("math", "cmath", "operator", "_operator"):
            return function
        if owner.__name__ == "builtins" and function in _PURE:
            return function
        if function in (id, setattr):
            return _identity if function is id else _setattr
        raise Untraceable("AG201", f"`{owner.__name__}.{function.__name__}`")
    if isinstance(owner, np.number | np.bool_):
        return lambda *args, **kwargs: lifted(function(*args, **kwargs))
    if isinstance(owner, slice):
        return functools.partial(_INDICES, owner)
    if isinstance(owner, _CONTAINERS):
        is_search = isinstance(owner, tuple) and function.__name__ in ("index", "count")
        return functools.partial(_search if is_search else _method, function, owner)
    if owner is object and function.__name__ == "__new__":
        return _new_object
    own_type = isinstance(owner, type) and owner in (dict, str, int, float, bytes)
    if own_type or isinstance(owner, np.generic) or (isinstance(owner, BaseException) and is_mutable(owner)):
        return function
    raise Untraceable("AG201", f"`{_name(function)}`")


def _setattr(target: Any, name: str, value: Any) -> None:
    setattr(writable(target), name, value)


def _identity(value: Any) -> int:
    """Stand for ``id``, which tells objects in arrays from nothing."""
    if in_pool(value) is not None or isinstance(value, Choice | Tensor):
        raise Untraceable("AG101", "the identity of data")
    return identity_of(value)


_PURE = {ord, chr, bin, hex, oct, issubclass}


def _search(function: Any, owner: Any, *args: Any) -> Any:
    """Call ``index`` or ``count`` of a tuple."""
    if len(args) == 1 and holds_handle((owner, args)):
        return in_tuple(function.__name__, owner, *args)
    return _method(function, owner, *args)


_OF_TEXT: dict[str, Any] = {"format": str_format, "join": join_texts, "translate": translated}
"""Methods of a text that look into what they are given, by name."""


def _method(function: Any, owner: Any, *args: Any, **kwargs: Any) -> Any:
    if any(map(is_keyed, (owner, *args))):
        raise Untraceable("AG105", f"`{function.__name__}` of a dict or set of data")
    if isinstance(owner, dict) and args and handle_in(args[0]) is not None:
        raise Untraceable("AG101", "data is a key")
    if (
        isinstance(owner, list)
        and function.__name__ in ("index", "remove", "count", "sort")
        and holds_handle(owner)
    ):
        raise Untraceable("AG101", f"`{function.__name__}` on a list of data")
    if isinstance(owner, set) and holds_handle(args):
        raise Untraceable("AG101", "data in a set")
    if isinstance(owner, str) and function.__name__ in _OF_TEXT:
        return _OF_TEXT[function.__name__](owner, *args, **kwargs)
    if isinstance(owner, str) and any(isinstance(item, Tensor | Text) for item in args):
        return getattr(Text((owner,)), function.__name__)(*args, **kwargs)
    if isinstance(owner, list | dict | set) and type(owner) in (list, dict, set):
        raise Untraceable("AG203", f"a {type(owner).__name__} from outside")
    result = function(*args, **kwargs)
    if result is NotImplemented and holds_handle(args):
        raise Untraceable("AG101", f"`{function.__name__}` of a number from outside")
    return result


def _staged_class(cls: type) -> Any:
    if cls in BUILTINS:
        return BUILTINS[cls]
    if cls in MANAGERS:
        return cls
    numpys = staged_numpy_class(cls)
    if numpys is not None:
        return numpys
    if issubclass(cls, BaseException):
        is_written = [isinstance(as_written(one), types.FunctionType) for one in (cls.__init__, cls.__new__)]
        return functools.partial(_construct_exception, cls) if is_written == [True, False] else cls
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        return cls
    if cls in (slice, object, bytes, functools.partial) or cls.__module__ == "operator":
        return cls
    return functools.partial(_member_of if issubclass(cls, enum.Enum) else _construct, cls)


def _member_of(cls: Any, *args: Any, **kwargs: Any) -> Any:
    """Return a member of an enumeration by its value, which may be data."""
    if not holds_handle(args):
        return cls(*args, **kwargs)
    own = cls._missing_.__func__ is enum.Enum._missing_.__func__  # type: ignore[attr-defined]
    if not own or issubclass(cls, enum.Flag) or len(args) != 1 or kwargs:
        raise Untraceable("AG201", f"`{cls.__qualname__}`")
    return _by_value(cls, *args)


_by_value = traced(streams.by_value)


def _construct(cls: Any, *args: Any, **kwargs: Any) -> Any:
    kind: Any = type(cls)
    make = as_written(cls.__new__)
    is_written = isinstance(make, types.FunctionType)
    is_ordinary = kind in (type, abc.ABCMeta) and (is_written or make is object.__new__)
    if not is_ordinary or not is_plain_class(cls):
        raise Untraceable("AG201", f"`{cls.__qualname__}`")
    made = _staged_function(make)(cls, *args, **kwargs) if is_written else _new_object(cls)
    if isinstance(made, Choice | Tensor):  # on some paths only there is something to initialise
        raise Untraceable("AG201", f"`{cls.__qualname__}.__new__`, which returns what data chooses")
    if not isinstance(made, cls):
        return made
    trace = current()
    assert trace is not None
    trace.bindings.instance(cls)
    initialise = as_written(cls.__init__)
    if isinstance(initialise, types.FunctionType):
        if hasattr(cls, "__dataclass_fields__") and initialise.__code__.co_filename.startswith("<"):
            if hasattr(cls, "__post_init__") and class_of(made) is type(made):
                raise Untraceable("AG201", f"`{cls.__qualname__}.__post_init__`")
            initialise(made, *args, **kwargs, **_made_by_default(cls, initialise, len(args), kwargs))
            _replace_defaults(made)
        else:
            _initialise(initialise, made, *args, **kwargs)
    elif (args or kwargs) and not is_written:
        raise TypeError(f"{cls.__name__}() takes no arguments")
    return enter(made, cls)


def _new_object(cls: Any, *args: Any, **kwargs: Any) -> Any:
    """Stand for ``object.__new__``, to which a class that says how it is made may hand no arguments."""
    if (args or kwargs) and cls.__new__ is not object.__new__:
        raise TypeError("object.__new__() takes exactly one argument (the type to instantiate)")
    return register(as_traced(object.__new__(cls)))


def _made_by_default(
    cls: Any, initialise: types.FunctionType, count: int, kwargs: dict[str, Any]
) -> dict[str, Any]:
    """Return what the factories of a dataclass make for a call: it would call them as they are written."""
    code = initialise.__code__
    given = {*code.co_varnames[1 : min(1 + count, code.co_argcount)], *kwargs}
    made = {}
    for field in dataclasses.fields(cls):
        if field.default_factory is dataclasses.MISSING or field.name in given:
            continue
        if field.init:
            made[field.name] = _staged(field.default_factory)()
        elif field.default_factory not in _EMPTY:
            raise Untraceable("AG201", f"`{cls.__qualname__}.{field.name}`")
    return made


_EMPTY = list, dict, set


def _replace_defaults(made: Any) -> None:
    """Give the fields of a dataclass that are no arguments lists or dicts that the trace watches."""
    for field in dataclasses.fields(made):
        if not field.init and field.default_factory is not dataclasses.MISSING:
            object.__setattr__(made, field.name, _staged(field.default_factory)())


def _construct_exception(cls: Any, *args: Any, **kwargs: Any) -> Any:
    """Return an exception whose class says in Python how it is made."""
    trace = current()
    assert trace is not None
    trace.bindings.instance(cls)
    made = register(cls.__new__(cls, *args, **kwargs))
    _initialise(as_written(cls.__init__), made, *args, **kwargs)
    return made


def _initialise(function: types.FunctionType, made: Any, *args: Any, **kwargs: Any) -> None:
    returned = _staged_function(function)(made, *args, **kwargs)
    if returned is not None:  # Python tells whether it is, and of what type
        raise Untraceable("AG201", f"`{function.__qualname__}`, which returns something")
