"""How Python calls compiled code: arguments are looked at and taken apart by the machine code itself.

Numba's own wrapper makes an owner for each array it is given and calls of Python's for each number; and who
calls it has to have looked at the arguments, in Python, which takes longer than most kernels run.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import callwrapper, cgutils, types
from numba.np import numpy_support

from autograph.runtime.codegen.expected import AXES, FLAGS, MOST_ARRAYS, WANTED, WRITTEN
from autograph.runtime.codegen.machine import BOOL, DOUBLE, WORD, at_offset
from autograph.runtime.codegen.machine_arrays import array_value
from autograph.runtime.records import record

__all__ = ["HEAD", "Facts", "write_entry"]

_INT = ir.IntType(32)
_HALF = 0xFFFF
HEAD = object.__basicsize__
"""Where the fields of objects begin."""
_TYPE = HEAD - 8
_DATA, _RANK, _SIZES, _STRIDES, _DTYPE, _FLAGS = (HEAD + place for place in (0, 8, 16, 24, 40, 48))
"""Where the fields of NumPy's arrays are: https://numpy.org/doc/stable/reference/c-api/types-and-structures.html"""
_ITEMS = HEAD + 8
"""Where a list has the address of its items."""
_CONTENT = bytes.__basicsize__ - 1


@record(frozen=True)
class Facts:
    """What is known of a kernel's inputs beside Numba's types; constants follow these as arguments.

    Attributes
    ----------
    python : tuple of type or None
        The types of those that are numbers of Python's, None for the others.
    written : frozenset of int
        Which are written.
    """

    python: tuple[type | None, ...]
    written: frozenset[int]


def write_entry(target: Any, library: Any, description: Any, environment: Any, facts: Facts) -> None:
    """Add the function that Python calls to the code of a kernel.

    It takes the fault buffer's address, what is expected of the arguments (see `expected`), and these.
    If they are others it puts 0 into the buffer's first word and returns None. If the address is 0 it does no
    more than look, and returns True where they are as expected.

    Parameters
    ----------
    target, library, description, environment
        Numba's, of the compiled function.
    facts : Facts
    """
    module = target.create_module("entry")
    kind = target.call_conv.get_function_type(description.restype, description.argtypes)
    callee = ir.Function(module, kind, description.llvm_func_name)
    _Entry(target, module, callee, description, environment, facts).build()
    library.add_ir_module(module)


class _Entry(callwrapper.PyCallWrapper):  # type: ignore[misc]
    """Writes one entry."""

    def __init__(self, context: Any, module: Any, func: Any, fndesc: Any, env: Any, facts: Facts) -> None:  # noqa: PLR0913, PLR0917  (what Numba hands to a wrapper)
        super().__init__(context, module, func, fndesc, env, None, release_gil=True)
        self.kinds = fndesc.argtypes[1:]
        self.facts = facts

    def build(self) -> None:
        """Write it."""
        pyobj = self.context.get_argument_type(types.pyobject)
        form = ir.FunctionType(pyobj, [pyobj, pyobj.as_pointer(), WORD])
        function = ir.Function(self.module, form, name=self.fndesc.llvm_cpython_wrapper_name)
        self.builder = builder = ir.IRBuilder(function.append_basic_block("entry"))
        self.api = self.context.get_python_api(builder)
        self.manager = self.get_env(self.api, builder)
        _, given, count = function.args
        with builder.if_then(builder.icmp_signed("!=", count, WORD(2 + len(self.kinds))), likely=False):
            self.api.err_set_string("PyExc_TypeError", "a kernel is called with another number of arguments")
            builder.ret(self.api.get_null_object())
        address, words, *self.objects = (
            builder.load(builder.gep(given, [WORD(place)])) for place in range(2 + len(self.kinds))
        )
        self.address = self.api.long_as_longlong(address)
        self._check(at_offset(builder, words, _CONTENT, WORD))
        self._run()

    # ------------------------------------------------------------------ fields of objects

    def _field(self, thing: Any, offset: int, kind: Any = WORD) -> Any:
        return self.builder.load(at_offset(self.builder, thing, offset, kind))

    def _constant(self, value: Any) -> Any:
        """Return an object that the code refers to, as a word."""
        place = self.manager.add_const(value)
        items = self._field(self.manager.env_body.consts, _ITEMS, WORD.as_pointer())
        return self.builder.load(self.builder.gep(items, [WORD(place)]))

    def _extents(self, thing: Any, kind: Any) -> tuple[list[Any], list[Any]]:
        places = (self._field(thing, offset, WORD.as_pointer()) for offset in (_SIZES, _STRIDES))
        sizes, strides = (
            [self.builder.load(self.builder.gep(place, [WORD(axis)])) for axis in range(kind.ndim)]
            for place in places
        )
        return sizes, strides

    # ------------------------------------------------------------------ looking

    def _check(self, words: Any) -> None:
        builder = self.builder
        self.miss = builder.append_basic_block("miss")
        python = self.facts.python
        self.words = [builder.load(builder.gep(words, [WORD(place)])) for place in range(len(python))]
        for place, (kind, number) in enumerate(zip(self.kinds, python, strict=False)):
            if isinstance(kind, types.Array):
                with self._if_expected(place):
                    self._check_array(place, kind)
            elif number is not None:
                with self._if_expected(place):
                    self._need(self._is_of(self.objects[place], number))
        self._check_pairs()
        with builder.if_then(builder.icmp_signed("==", self.address, WORD(0)), likely=False):
            self._return(True)
        with builder.goto_block(self.miss):
            with builder.if_then(builder.icmp_signed("!=", self.address, WORD(0))):
                builder.store(WORD(0), builder.inttoptr(self.address, WORD.as_pointer()))
            self._return(None)

    def _return(self, value: object) -> None:
        found = self.builder.inttoptr(self._constant(value), self.api.pyobj)
        self.api.incref(found)
        self.builder.ret(found)

    def _if_expected(self, *places: int) -> Any:
        builder = self.builder
        checked = [builder.icmp_signed("!=", self.words[place], WORD(0)) for place in places]
        return builder.if_then(builder.and_(checked[0], checked[-1]))

    def _need(self, fact: Any) -> None:
        """Leave unless a fact holds."""
        follow = self.builder.append_basic_block()
        self.builder.cbranch(fact, follow, self.miss)
        self.builder.position_at_end(follow)

    def _is_of(self, thing: Any, kind: type) -> Any:
        return self.builder.icmp_unsigned("==", self._field(thing, _TYPE), self._constant(kind))

    def _part(self, word: Any, bit: int) -> Any:
        return self.builder.and_(self.builder.lshr(word, WORD(bit)), WORD(_HALF))

    def _check_array(self, place: int, kind: Any) -> None:
        builder, thing, word = self.builder, self.objects[place], self.words[place]
        self._need(self._is_of(thing, np.ndarray))
        dtype = self._constant(numpy_support.as_dtype(kind.dtype))
        self._need(builder.icmp_unsigned("==", self._field(thing, _DTYPE), dtype))
        self._need(builder.icmp_signed("==", self._field(thing, _RANK, _INT), _INT(kind.ndim)))
        flags = builder.zext(self._field(thing, _FLAGS, _INT), WORD)
        found = builder.and_(flags, self._part(word, FLAGS))
        self._need(builder.icmp_unsigned("==", found, self._part(word, WANTED)))
        ones = WORD(0)
        for axis, size in enumerate(self._extents(thing, kind)[0]):
            one = builder.zext(builder.icmp_signed("==", size, WORD(1)), WORD)
            ones = builder.or_(ones, builder.shl(one, WORD(axis)))
        self._need(builder.icmp_unsigned("==", ones, self._part(word, AXES)))

    def _check_pairs(self) -> None:
        """Write that arrays are not the same, and that what is written shares no memory with another."""
        inputs = self.kinds[: len(self.facts.python)]
        arrays = [place for place, kind in enumerate(inputs) if isinstance(kind, types.Array)]
        if len(arrays) > MOST_ARRAYS:  # none of which a call path leaves to be looked at
            return
        for number, one in enumerate(arrays):
            for other in arrays[number + 1 :]:
                with self._if_expected(one, other):
                    same = self.builder.icmp_unsigned("==", self.objects[one], self.objects[other])
                    self._need(self.builder.not_(same))
                    if not self.facts.written.isdisjoint((one, other)):
                        self._need_apart(one, other)

    def _need_apart(self, one: int, other: int) -> None:
        builder = self.builder
        either = builder.or_(self.words[one], self.words[other])
        with builder.if_then(builder.trunc(builder.lshr(either, WORD(WRITTEN)), BOOL)):
            first, second = self._bounds(one), self._bounds(other)
            before = builder.icmp_unsigned("<=", first[1], second[0])
            after = builder.icmp_unsigned("<=", second[1], first[0])
            empty = builder.or_(first[2], second[2])
            self._need(builder.or_(empty, builder.or_(before, after)))

    def _bounds(self, place: int) -> tuple[Any, Any, Any]:
        """Return where the memory of an array begins and ends, and whether it has no elements."""
        builder, thing, kind = self.builder, self.objects[place], self.kinds[place]
        low = self._field(thing, _DATA)
        high = builder.add(low, WORD(self.context.get_abi_sizeof(self.context.get_data_type(kind.dtype))))
        nothing = BOOL(0)
        for size, stride in zip(*self._extents(thing, kind), strict=True):
            reach = builder.mul(builder.sub(size, WORD(1)), stride)
            backward = builder.icmp_signed("<", reach, WORD(0))
            low = builder.add(low, builder.select(backward, reach, WORD(0)))
            high = builder.add(high, builder.select(backward, WORD(0), reach))
            nothing = builder.or_(nothing, builder.icmp_signed("==", size, WORD(0)))
        return low, high, nothing

    # ------------------------------------------------------------------ running

    def _run(self) -> None:
        builder, api, context = self.builder, self.api, self.context
        given = [self._native(place, kind) for place, kind in enumerate(self.kinds)]
        thread = api.save_thread()
        status, result = context.call_conv.call_function(
            builder,
            self.func,
            self.fndesc.restype,
            self.fndesc.argtypes,
            [self.address, *given],
            attrs=("noinline",),  # as Numba has it: what is inlined may be optimised in another way
        )
        api.restore_thread(thread)
        with builder.if_then(status.is_ok, likely=True):
            with builder.if_then(status.is_none):
                api.return_none()
            builder.ret(api.from_native_return(self._simplified_return_type(), result, self.manager))
        context.call_conv.raise_error(builder, api, status)
        builder.ret(api.get_null_object())

    def _native(self, place: int, kind: Any) -> Any:
        builder, thing = self.builder, self.objects[place]
        if isinstance(kind, types.Array):
            return self._array(thing, kind)
        if self.facts.python[place] is float:
            return self._field(thing, HEAD, DOUBLE)
        native = self.api.to_native_value(kind, thing)
        with cgutils.if_unlikely(builder, native.is_error):
            builder.ret(self.api.get_null_object())
        return native.value

    def _array(self, thing: Any, kind: Any) -> Any:
        """Return an array whose memory the caller's object owns, as long as the call lasts."""
        context, builder = self.context, self.builder
        itemsize = WORD(context.get_abi_sizeof(context.get_data_type(kind.dtype)))
        data = self._field(thing, _DATA, ir.IntType(8).as_pointer())
        sizes, strides = self._extents(thing, kind)
        return array_value(
            context, builder, kind, data=data, shape=sizes, strides=strides, itemsize=itemsize, parent=thing
        )
