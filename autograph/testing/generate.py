"""Choices in, a whole random program with its arguments out."""

from __future__ import annotations

from autograph.testing.choices import Choices, Seeded
from autograph.testing.expressions import random_array
from autograph.testing.idioms import Idioms
from autograph.testing.program import PRELUDE, Program
from autograph.testing.scope import DTYPES, FLOAT, INT, Scope, Type, array, scalar

__all__ = ["generate", "program"]

_SPECIAL = ("nan", "inf", "-inf", "-0.0", "1e300")
_RANGES = {"u": (0, 9), "i": (-5, 9), "b": (0, 1), "f": (-40, 40)}


def program(seed: int, size: int = 10, *, language: bool | None = None) -> Program:
    """Return the program with this number.

    Parameters
    ----------
    seed : int
    size : int
        About how many statements the body has at its top level.
    language : bool, optional
        Use lists, `try` and other things beyond the core; by default every fourth program does.

    Returns
    -------
    Program

    Examples
    --------
    >>> program(7).source == program(7).source
    True
    """
    return generate(Seeded(seed), size, language=seed % 4 == 3 if language is None else language)


def generate(choices: Choices, size: int = 10, *, language: bool = False) -> Program:
    """Return a random program.

    Parameters
    ----------
    choices : Choices
    size : int
        About how many statements the body has at its top level.
    language : bool
        Use lists, `try` and other things beyond the core.

    Returns
    -------
    Program
    """
    writer = Idioms(choices, language=language)
    scope = Scope()
    text = PRELUDE
    if choices.chance(30):
        text += f"\nLEVEL = {choices.pick(('3', '0.5', '-2'))}\n"
    for _ in range(choices.weighted([(5, 0), (3, 1), (1, 2)])):
        text += "\n" + "\n".join(_helper(writer, scope)) + "\n"
    parameters = _parameters(choices)
    if "LEVEL" in text:
        scope.variables["LEVEL"] = FLOAT if "LEVEL = 0.5" in text else INT
        scope.fixed.add("LEVEL")
    scope.variables.update(parameters)
    body = writer.block(scope, choices.between(max(size // 2, 1), size))
    body.append(writer.conclude(scope))
    header = f"def f({', '.join(parameters)}):"
    text += "\n".join(["", header, *("    " + line for line in body)]) + "\n"
    return Program(text, _argument_sets(choices, parameters))


def _helper(writer: Idioms, scope: Scope) -> list[str]:
    """Return a function of the module that ``f`` may call."""
    choices = writer.choices
    name = writer.fresh("h")
    result = choices.pick((FLOAT, INT, scalar("f8")))
    wanted = [choices.pick((INT, FLOAT)) for _ in range(choices.between(1, 2))]
    if choices.chance(30) or result.kind == "np":
        wanted.append(array("f8", "n"))
    inner = Scope(tame=True, depth=1)
    names = {writer.fresh("t"): kind for kind in wanted}
    inner.variables.update(names)
    writer.result = result
    body = writer.block(inner, choices.between(1, 4))
    body.append(f"return {writer.expression(result, inner, 1)}")
    writer.result = None
    scope.functions[name] = (tuple(wanted), result, 10)
    return ["", f"def {name}({', '.join(names)}):", *("    " + line for line in body)]


def _parameters(choices: Choices) -> dict[str, Type]:
    """Return the parameters of ``f`` with their types."""
    parameters: dict[str, Type] = {}
    for position in range(choices.between(1, 3)):
        kind = random_array(choices)
        parameters[f"{'abc'[position]}"] = kind
    for position in range(choices.between(0, 3)):
        kind = choices.weighted(
            [(4, INT), (4, FLOAT), (1, Type("py", "bool")), (1, scalar("f8")), (1, scalar("f4"))]
        )
        parameters["nxy"[position]] = kind
    return parameters


def _argument_sets(choices: Choices, parameters: dict[str, Type]) -> tuple[str, ...]:
    """Return several argument sets: of some sizes, with special values, aliases and odd layouts."""
    sets = []
    for number in range(3):
        most = choices.pick((4, 3, 6, 1, 5))
        sizes = {
            "n": most,
            "m": choices.between(1, 5),
            "r": choices.between(1, 4),
            "c": choices.between(1, 4),
        }
        if number and choices.chance(8):
            sizes["n"] = 0
        special = number == 2 and choices.chance(60)
        parts: list[str] = []
        made: dict[Type, str] = {}
        for kind in parameters.values():
            text = _value(choices, kind, sizes, special=special)
            if kind.kind == "array" and number == 2:
                text = _odd(choices, kind, text, made)
                made.setdefault(kind, f"made[{len(parts)}]")
            parts.append(text)
        sets.append(_tuple(parts))
    return tuple(sets)


def _tuple(parts: list[str]) -> str:
    """Return the text of a tuple whose parts may name earlier ones."""
    if any("made[" in part for part in parts):
        steps = "".join(f", made.append({part})" for part in parts)
        return f"(lambda made: (0{steps}, tuple(made))[-1])([])"
    return f"({', '.join(parts)},)"


def _odd(choices: Choices, kind: Type, text: str, made: dict[Type, str]) -> str:
    """Return an array that is laid out unusually, or an alias or a view of an earlier argument."""
    option = choices.below(12)
    if option == 1 and kind in made:
        return made[kind]
    if option == 2 and kind in made:
        return f"{made[kind]}[::-1]"
    if option == 3:
        return f"np.asfortranarray({text})"
    if option == 4:
        return f"np.repeat({text}, 2, axis=-1)[..., ::2]"
    if option == 5:
        return f"{text}[::-1]"
    if option == 6:
        return f"np.broadcast_to({text}, {text}.shape)"
    return text


def _value(choices: Choices, kind: Type, sizes: dict[str, int], *, special: bool) -> str:
    if kind.kind == "array":
        count = 1
        for dim in kind.dims:
            count *= sizes[dim]
        low, high = _RANGES[kind.letter]
        numbers = [choices.between(low, high) for _ in range(count)]
        if kind.letter == "f":
            odd = _SPECIAL[: 5 if kind.code == "f8" else 4]
            items = [choices.pick(odd) if special and choices.chance(20) else repr(v / 8) for v in numbers]
        else:
            items = [repr(bool(v)) if kind.letter == "b" else repr(v) for v in numbers]
        shape = "" if len(kind.dims) == 1 else f".reshape({', '.join(str(sizes[d]) for d in kind.dims)})"
        return f"np.array([{', '.join(items)}], {DTYPES[kind.code]}){shape}"
    if kind.code == "bool":
        return choices.pick(("False", "True"))
    if kind.letter == "i":
        return choices.pick(("3", "0", "1", "-2", "7", "12", "2**40" if special else "5", "-1"))
    text = choices.pick(
        ("1.5", "0.0", "-2.25", "0.1", "7.0", choices.pick(_SPECIAL[:4]) if special else "3.0")
    )
    return text if kind.kind == "py" else f"{DTYPES[kind.code]}({text})"
