"""Variances and standard deviations as NumPy computes them: the mean, then that of squared distances."""

from __future__ import annotations

import numbers

from autograph.runtime.codegen.emitter import Emitter, Rule
from autograph.runtime.codegen.folding import Plan, bind, cast_elements, is_natural, plan_of
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.sums import order_of, sum_floats
from autograph.runtime.codegen.text import DType, atom, typed
from autograph.runtime.codegen.values import Array
from autograph.runtime.graph import Node
from autograph.runtime.types import ArrayType

__all__ = ["deviation"]


def deviation(*, root: bool) -> Rule:
    """Return the kernel fact of ``np.var``, or of ``np.std``."""

    def rule(emit: Emitter, node: Node) -> None:
        out, value = node.outputs[0].type, node.inputs[0]
        ddof = node.params.get("ddof", 0)
        plain = is_natural(node, ("axis", "keepdims", "ddof")) and type(ddof) in (int, float)
        if not plain or out.dtype.kind != "f" or value.type.dtype.kind not in "biuf" or value.type.ndim == 0:
            host(emit, node)
            return
        emit.stored(value)
        order = order_of(emit, value, emit.array(value))
        plan = plan_of(node)
        if order not in ("C", "line") or (not plan.kept and not out.is_scalar):
            host(emit, node)
            return
        _Deviation(emit, node, plan, order, root=root).write(ddof)

    return rule


class _Deviation:
    """Writes one variance."""

    def __init__(self, emit: Emitter, node: Node, plan: Plan, order: str, *, root: bool) -> None:
        self.emit, self.node, self.plan, self.order, self.root = emit, node, plan, order, root
        self.dtype = node.outputs[0].type.dtype
        self.source = cast_elements(emit, node.inputs[0], self.dtype, plan)
        self.count = emit.simple(plan.count(self.source.dims), "", "n")

    def write(self, ddof: numbers.Real) -> None:
        """Write it; NumPy is asked where there are too few elements, of which it warns."""
        emit, result = self.emit, self.node.outputs[0]
        free = f"{self.count} - {ddof}" if ddof else self.count
        if self.plan.kept:
            emit.stop(f"{free} <= 0", reason="there are too few elements for a deviation")
            bind(emit, self.node, self._squares(), lambda text: self._finished(text, free))
            return
        name = emit.name(result.hint, "deviation")
        with emit.block(f"if {free} > 0:"):
            found = self._squares()
            assert isinstance(found, str)
            emit.line(f"{name} = {self._finished(found, free)}")
        with emit.block("else:"):
            host(emit, self.node)
            emit.line(f"{name} = {emit.env[result]}")
        emit.env[result] = name

    def _squares(self) -> str | Array:
        """Write the sums of the squared distances to the mean."""
        source, dtype = self.source, self.dtype
        mean = self._mean()

        def at(index: tuple[str, ...]) -> str:
            middle = mean if isinstance(mean, str) else mean.at(self.plan.place(index))
            return f"square({typed(f'{atom(source.at(index))} - {middle}', dtype)})"

        squares = Array(source.dims, at, source.roots, None, source.cost + 2)
        return self._sum(squares, "C")

    def _mean(self) -> str | Array:
        total = self._sum(self.source, self.order)
        if isinstance(total, str):
            return self.emit.assign(self._divided(total, self.count), "", "mean")
        means = Array(total.dims, lambda index: self._divided(total.at(index), self.count), total.roots)
        return self.emit.materialise(means, ArrayType(self.dtype, tuple(0 for _ in means.dims)))

    def _sum(self, source: Array, order: str) -> str | Array:
        found = sum_floats(self.emit, self.node, source, self.dtype, order)
        assert found is not None
        return found

    def _divided(self, text: str, count: str) -> str:
        return typed(f"{atom(text)} / {_as_float(count, self.dtype)}", self.dtype)

    def _finished(self, text: str, count: str) -> str:
        found = self._divided(text, count)
        return f"sqrt({found})" if self.root else found


def _as_float(count: str, dtype: DType) -> str:
    exact = f"float64({count})"
    return exact if dtype.name == "float64" else f"{dtype.name}({exact})"
