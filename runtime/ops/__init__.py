"""All ops of the graph, one file a family."""

from autograph.runtime.ops import (
    casts,
    control,
    creation,
    draws,
    effects,
    elementwise,
    indexing,
    keys,
    lists,
    mathematics,
    outs,
    products,
    reductions,
    shapes,
    sorting,
)
from autograph.runtime.ops.base import Op, all_ops, define, get

__all__ = [
    "Op",
    "all_ops",
    "casts",
    "control",
    "creation",
    "define",
    "draws",
    "effects",
    "elementwise",
    "get",
    "indexing",
    "keys",
    "lists",
    "mathematics",
    "outs",
    "products",
    "reductions",
    "shapes",
    "sorting",
]
