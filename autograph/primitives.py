"""Control flow as functions: staged on data, plain Python on ordinary values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.operators.calls import converted
from autograph.operators.control import for_stmt, while_stmt
from autograph.operators.iteration import range_
from autograph.operators.truth import if_exp

__all__ = ["cond", "fori_loop", "scan", "while_loop"]


def cond(pred: Any, true_fun: Callable[..., Any], false_fun: Callable[..., Any], *operands: Any) -> Any:
    """Return ``true_fun(*operands) if pred else false_fun(*operands)``.

    Examples
    --------
    >>> cond(3 > 2, lambda x: x + 1, lambda x: x - 1, 10)
    11
    """
    return if_exp(pred, lambda: converted(true_fun)(*operands), lambda: converted(false_fun)(*operands))


def while_loop(cond_fun: Callable[[Any], Any], body_fun: Callable[[Any], Any], init_val: Any) -> Any:
    """Return the value after ``while cond_fun(val): val = body_fun(val)``.

    Examples
    --------
    >>> while_loop(lambda v: v < 100, lambda v: v * 2, 3)
    192
    """
    value = init_val
    for loop in while_stmt(("value",)):
        if loop.staged:
            (value,) = loop.enter(value)
        if not loop.test(converted(cond_fun)(value)):
            break
        value = converted(body_fun)(value)
        if loop.staged:
            (value,) = loop.leave(value)
    return value


def fori_loop(lower: Any, upper: Any, body_fun: Callable[[Any, Any], Any], init_val: Any) -> Any:
    """Return the value after ``for i in range(lower, upper): val = body_fun(i, val)``.

    Examples
    --------
    >>> fori_loop(0, 5, lambda i, total: total + i, 0)
    10
    """
    value = init_val
    for i in (loop := for_stmt(range_(lower, upper), ("value",))):
        if loop.staged:
            (value,) = loop.enter(value)
        value = converted(body_fun)(i, value)
        if loop.staged:
            (value,) = loop.leave(value)
    return value


def scan(function: Callable[[Any, Any], tuple[Any, Any]], init: Any, xs: Any) -> tuple[Any, Any]:
    """Return the last carry and the stacked results of ``carry, y = function(carry, x)`` over rows of `xs`.

    Parameters
    ----------
    function : callable
        From the carry and one row of `xs` to the next carry and one result.
    init : object
        The first carry.
    xs : ndarray, shape (n, ...)

    Examples
    --------
    >>> import numpy as np
    >>> scan(lambda total, x: (total + x, total), 0.0, np.arange(4.0))
    (np.float64(6.0), array([0., 0., 1., 3.]))
    """
    carry, rows = init, []
    staged = converted(function)
    for row in xs:
        carry, result = staged(carry, row)
        rows.append(result)
    return carry, converted(np.array)(rows)
