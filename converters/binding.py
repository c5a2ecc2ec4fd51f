"""A function that calls itself by name in, the same with its name bound to itself out."""

from __future__ import annotations

import types

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.compile import build
from autograph.converters.conversion import definition_in, prepare

__all__ = ["bind_own_name"]


def bind_own_name(function: types.FunctionType) -> types.FunctionType | None:
    """Return a function that does what `function` does, but that its name always means itself in it.

    It calls itself without a detour over what a decorator made of the name.

    Returns
    -------
    function or None
        None where it does not use its name, or gives it another value.

    Raises
    ------
    ConversionError
        If there is no source, or the function is a generator or a coroutine.
    """
    name = function.__name__
    if name not in function.__code__.co_names + function.__code__.co_freevars:
        return None
    module, _, _ = prepare(function)
    tree = definition_in(module)
    if isinstance(tree, gast.Lambda):
        return None
    declared = {
        text for node in walk(tree) if isinstance(node, gast.Global | gast.Nonlocal) for text in node.names
    }
    if name in declared:
        return None
    built = build(tree, function, {name: None})
    cells = dict(zip(built.__code__.co_freevars, built.__closure__ or (), strict=True))
    if name not in cells:
        return None
    cells[name].cell_contents = built
    return built
