"""Text of the program being traced: literal pieces and data still to be formatted."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograph import digits
from autograph.late import Late
from autograph.runtime.ops.templates import CODES, Template, format_template, formatted
from autograph.runtime.types import ArrayType, symbol
from autograph.tracing.called import called
from autograph.tracing.flags import negated
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import Untraceable, current, emit

__all__ = [
    "FEW", "Text", "character", "filled", "handles_in", "joined", "of_code_points", "pieces_in",
    "template_of", "worded",
]  # fmt: skip

_spelling: Any = Late("autograph.tracing.spelling")  # which is made of texts
_alternatives: Any = Late("autograph.tracing.alternatives")  # which is made of lists, that hold texts

_METHODS = (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip "
    "strip swapcase title upper zfill"
)
"""The methods that give a text for any text, if their arguments are right."""
_QUESTIONS = (
    "count endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric "
    "isprintable isspace istitle isupper rfind rindex startswith"
)
"""The methods that tell a number or a truth of a text."""
FEW = 16
"""A character is compared with so many others one by one."""


class Text:
    """A string some of whose parts are data; it can be joined, printed, returned and raised.

    Attributes
    ----------
    parts : tuple
        Strings, and what stands in a template (``autograph.runtime.ops.templates``) with handles for
        the operands' numbers, and Text for templates.
    variants : tuple of (Tensor, Text)
        Where data chose among texts: each with what tells that it is the one.
    """

    def __init__(self, parts: tuple[Any, ...], variants: tuple[tuple[Any, Text], ...] = ()) -> None:
        self.parts = parts
        self.variants = variants
        self._laid_out: tuple[Any, Any] | None = None  # the code points, and the block that knows them

    @classmethod
    def chosen(cls, variants: tuple[tuple[Any, Text], ...]) -> Text:
        """Return the text that is the one of these whose tag is true."""
        return cls(tuple((tag, "?", text) for tag, text in variants), variants)

    def __add__(self, other: Any) -> Any:
        other = worded(other)
        return Text(pieces_in(self) + _parts(other)) if isinstance(other, str | Text) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return Text(_parts(other) + pieces_in(self)) if isinstance(other, str) else NotImplemented

    def __mul__(self, count: Any) -> Any:
        return Text(pieces_in(self) * count) if isinstance(count, int) else repeated(self, count)

    __rmul__ = __mul__

    def join(self, items: Any) -> Text:
        """Return the texts, separated by this one."""
        return joined(self, [worded(item) for item in items])

    def __eq__(self, other: object) -> Any:
        return self._compared("eq", other)

    def __ne__(self, other: object) -> Any:
        return self._compared("ne", other)

    def __lt__(self, other: Any) -> Any:
        return self._compared("lt", other)

    def __le__(self, other: Any) -> Any:
        return self._compared("le", other)

    def __gt__(self, other: Any) -> Any:
        return self._compared("gt", other)

    def __ge__(self, other: Any) -> Any:
        return self._compared("ge", other)

    def __hash__(self) -> int:
        raise Untraceable("AG101", "text made of data is a key")

    def _compared(self, name: str, other: Any) -> Any:
        other = worded(other)
        if not isinstance(other, str | Text):
            return NotImplemented
        function = getattr(operator, name)
        one, two = character(self), character(other)
        if one is not None and two is not None:
            return emit("to_python", function(one, two), type=bool)
        if name in ("eq", "ne"):
            if isinstance(other, str) and self.variants:
                same = _spelling.is_variant(self, other)
                return same if name == "eq" else negated(same)
            codes = [_known_codes(text) for text in (self, other)]
            if all(item is not None for item in codes):
                same = _traced(digits.equal, *codes)
                return same if name == "eq" else negated(same)
        return _asked(function, self, other, result=bool)

    def contains(self, other: Any) -> Any:
        """Return whether a text is in this one."""
        return is_in(other, self)

    def length(self) -> Any:
        """Return the number of characters."""
        held = _known_codes(self)
        return _asked(len, self, result=int) if held is None else size_of(held, 0)

    def number(self, kind: type, *base: Any) -> Any:
        """Return ``kind(self)``, or ``kind(self, base)``."""
        whole = kind is int and not base
        code = character(self) if whole else None
        if code is None:
            codes = _known_codes(self) if whole else None
            if codes is not None:
                return _traced(digits.number_of, codes)
            return _asked(kind, self, *base, result=kind, name=kind.__name__)
        emit("assume", (code >= ord("0")) & (code <= ord("9")), reason="a character that is no digit")
        return emit("to_python", code, type=int) - ord("0")

    def code_point(self) -> Any:
        """Return ``ord(self)``."""
        code = character(self)
        return _asked(ord, self, result=int) if code is None else emit("to_python", code, type=int)

    def characters(self) -> Callable[[Any], Text]:
        """Return what gives the characters by their places, which must be right."""
        codes = self.codes()
        return lambda place: of_code_points(codes[place])

    def codes(self) -> Tensor:
        """Return the code points as an array."""
        held = _known_codes(self)
        if held is None:
            held = _asked(_code_points, self, result=ArrayType(CODES, (symbol(),)), name="ord")
            self.note_codes(held)
        found: Tensor = held
        return found

    def noted_codes(self) -> Any:
        """Return the code points if they were found before and are known here, else None."""
        trace = current()
        assert trace is not None
        if self._laid_out is None or all(one is not self._laid_out[0] for one in trace.region.around()):
            return None
        return self._laid_out[1]

    def note_codes(self, codes: Any) -> Any:
        """Keep the code points for who asks again; returns them."""
        trace = current()
        assert trace is not None
        self._laid_out = (trace.region, codes)
        return codes

    def __getitem__(self, place: Any) -> Text:
        part: Text | None = _spelling.part_of(self, place)
        if part is not None:
            return part
        codes = self.codes()
        if not isinstance(place, slice):
            place = emit("list_place", place, size_of(codes, 0), message="string index out of range")
        return of_code_points(codes[place])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _QUESTIONS.split():
            return self._question(name)
        if name not in _METHODS.split():
            raise Untraceable("AG101", f"str.{name}() of text made of data")

        def method(*arguments: Any) -> Text:
            first, rest = arguments[:1], arguments[1:]
            by_data = bool(first) and _is_int(first[0])
            if not all(isinstance(item, str | int) for item in (rest if by_data else arguments)):
                raise Untraceable("AG101", f"str.{name}() of text made of data, with other data")
            getattr("", name)(*([0] if by_data else first), *rest)  # raises what it raises for every text
            if by_data:
                return Text(((self, (name, *rest), Text(((first[0], "", ""),))),))
            return Text(((self, (name, *arguments), ""),))

        return method

    def _question(self, name: str) -> Callable[..., Any]:
        def method(*arguments: Any) -> Any:
            texts = [worded(item) for item in arguments]
            if not all(isinstance(item, str | int | Text) or _is_int(item) for item in texts):
                raise Untraceable("AG101", f"str.{name}() of text made of data, with other data")
            sample = ["" if isinstance(item, Text) else 0 if _is_int(item) else item for item in texts]
            known = getattr("".join(map(str, sample)), name)(*sample)  # raises what it raises for every text
            codes = _known_codes(self) if name == "count" else None
            if codes is not None and len(texts) == 1 and character(texts[0]) is not None:
                return emit("to_python", np.count_nonzero(codes == character(texts[0])), type=int)
            return _asked(getattr(str, name), self, *texts, result=type(known), name=name)

        return method


def _refuse(self: Text, *others: Any) -> Any:
    raise Untraceable("AG101", "text made of data is needed")


_REFUSED = "bool complex contains float format index int iter len mod repr str"
for _name in _REFUSED.split():
    setattr(Text, f"__{_name}__", _refuse)


def _parts(value: Any) -> tuple[Any, ...]:
    return pieces_in(value) if isinstance(value, Text) else (value,)


def pieces_in(text: Text) -> tuple[Any, ...]:
    """Return the parts of a text as those of one that holds it: what data chooses among stays together."""
    return ((text, "", ""),) if text.variants else text.parts


def joined(separator: Any, items: list[Any]) -> Text:
    """Return strings and texts as one, separated by a string or text."""
    parts: tuple[Any, ...] = ()
    for place, item in enumerate(items):
        if not isinstance(item, str | Text):
            raise Untraceable("AG101", "what is no text is joined")
        parts += (_parts(separator) if place else ()) + _parts(item)
    return Text(parts)


def worded(value: Any) -> Any:
    """Return a handle that can be nothing but a string as the text that it is, anything else as it is."""
    if not isinstance(value, Tensor) or not value.alternatives:
        return value
    chosen = [a for a in value.alternatives if a.tag is not True]
    known = [a.what for a in value.alternatives if a.tag is True]  # nothing, where it has no number
    if not known or not chosen or isinstance(known[0], str) or not all(type(a.what) is str for a in chosen):
        return value
    return Text.chosen(tuple((a.tag, Text((a.what,))) for a in chosen))


def handles_in(text: Text) -> Iterator[Tensor]:
    """Yield the handles in a text."""
    for part in text.parts:
        for item in () if isinstance(part, str) else (part[0], part[2]):
            if isinstance(item, Text):
                yield from handles_in(item)
            elif isinstance(item, Tensor):
                yield item


# -- what a text says ----------------------------------------------------------------------------------------


def _asked(function: Callable[..., Any], *items: Any, result: Any, name: str = "") -> Any:
    """Stage a question about texts, and ints after them, which Python answers; of few texts it is known."""
    known = _spelling.answered(function, items) if result in (bool, int) else None
    if known is not None:
        return known
    handles: list[Any] = []
    texts = [_parts(item) for item in items if isinstance(item, str | Text)]
    templates = [template_of(_of_one_type(parts), handles) for parts in texts]
    numbers = [item for item in items if not isinstance(item, str | Text)]  # which come after the texts

    def stage(*given: Any) -> Any:
        own = [filled(template, given) for template in templates]
        data = [item for item in given[: len(handles)] if isinstance(item, Tensor)]
        ask: Any = functools.partial(_answer, function, own, len(data))
        ask.__qualname__ = f"str.{name or function.__name__}"
        ask.keeps = False  # no operand outlives the call
        return called(ask, *data, *given[len(handles) :], results=(result,))

    return _alternatives.apart(stage, *handles, *numbers)


def _of_one_type(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return parts in which each handle has one type: one that may have others stands there once for each."""
    found: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
            continue
        what, conversion, detail = map(_text_of_one_type, part)
        if not isinstance(what, Tensor) or not what.alternatives:
            found.append((what, conversion, detail))
            continue
        for tag, one in _alternatives.each_alone(what):
            known = not isinstance(one, Tensor) and isinstance(detail, str)
            shown = formatted(one, conversion, detail) if known else (one, conversion, detail)
            found.append((tag, "?", Text((shown,))))
    return tuple(found)


def _text_of_one_type(item: Any) -> Any:
    return Text(_of_one_type(item.parts)) if isinstance(item, Text) else item


def _answer(function: Callable[..., Any], templates: Sequence[Template], shown: int, *values: Any) -> Any:
    """Return what a function gives for texts, in which the first values are shown, and the other values."""
    return function(*(format_template(template, values) for template in templates), *values[shown:])


def _code_points(text: str) -> Any:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), CODES)


def of_code_points(codes: Any) -> Text:
    """Return the text of one code point, or of an array of them."""
    return Text(((codes, "c", ""),))


def _codes_in(text: Text) -> Any:
    """Return the code points, or the only one, that a text is made of; None if it is made of other data."""
    parts = text.parts
    plain = len(parts) == 1 and not isinstance(parts[0], str) and parts[0][1] == "c"
    return parts[0][0] if plain else None


_BASES = {"": (10, ""), "#b": (2, "0b"), "#o": (8, "0o"), "#x": (16, "0x")}
"""The specifications by which an int is written digit by digit."""


def _known_codes(text: Any) -> Any:
    """Return the code points of a text that a graph can tell itself; None for any other text."""
    if isinstance(text, str):
        return emit("copy", _code_points(text))
    held = _codes_in(text)
    if held is not None:
        return held if held.type.ndim else held.reshape(1)
    found = text.noted_codes()
    if found is not None or len(text.parts) != 1 or isinstance(text.parts[0], str):
        return found
    number, conversion, spec = text.parts[0]
    known = _is_int(number) and isinstance(spec, str) and spec in _BASES
    if not known or conversion not in (("", "s") if spec == "" else ("",)):
        return None
    base, mark = _BASES[spec]
    whole = emit("to_python", number, type=int) if number.type.kind == "scalar" else number
    return text.note_codes(_traced(digits.written, whole, base, _code_points(mark)))


def _is_int(number: Any) -> bool:
    """Whether what a text shows is an int of Python or NumPy, whose text is its digits."""
    plain = isinstance(number, Tensor) and number.type.is_scalar and not number.alternatives
    return plain and number.type.dtype.kind == "i"


def _traced(algorithm: Callable[..., Any], *args: Any) -> Any:
    from autograph.operators.algorithms import traced  # noqa: PLC0415  (operators are made of texts)

    return traced(algorithm)(*args)


def character(text: Any) -> Any:
    """Return the code point of what is a single character; None for any other text."""
    if isinstance(text, str):
        return ord(text) if len(text) == 1 else None
    held = _codes_in(text)
    return held if held is not None and not held.type.ndim else None


def is_in(part: Any, text: Any) -> Any:
    """Return ``part in text``, one of which is made of data.

    Raises
    ------
    TypeError
        If the part is no text.
    """
    part = worded(part)
    if not isinstance(part, str | Text):
        raise TypeError("'in <string>' requires string as left operand")
    code = character(part)
    codes = _known_codes(text) if isinstance(part, str) and code is not None else None
    if codes is not None:
        return emit("to_python", np.any(codes == code), type=bool)
    if code is None or not isinstance(text, str) or not 0 < len(text) <= FEW:
        return _asked(operator.contains, text, part, result=bool)
    found = code == ord(text[0])
    for one in text[1:]:
        found = found | (code == ord(one))
    return emit("to_python", found, type=bool)


def repeated(text: Any, count: Any) -> Text:
    """Return a string or text so many times, a number that is data.

    Raises
    ------
    TypeError
        If that is no int.
    """
    scalar = isinstance(count, Tensor) and count.type.is_scalar and not count.alternatives
    if not scalar:
        raise Untraceable("AG101", "text is repeated as often as an object says")
    if count.type.dtype.kind not in ("bi" if count.type.kind == "python" else "iu"):
        raise TypeError(f"can't multiply sequence by non-int of type '{count.type.dtype.name}'")
    return Text(((count, "*", text),))


# -- templates -----------------------------------------------------------------------------------------------


def template_of(pieces: tuple[Any, ...], handles: list[Any]) -> Template:
    """Return pieces with numbers for the handles, which are added to the list."""

    def numbered(item: Any) -> Any:
        if isinstance(item, Text):
            return template_of(item.parts, handles)
        if isinstance(item, str):
            return item
        handles.append(item)
        return len(handles) - 1

    return tuple(
        piece if isinstance(piece, str) else (numbered(piece[0]), piece[1], numbered(piece[2]))
        for piece in pieces
    )


def filled(template: Template, given: Sequence[Any]) -> Template:
    """Return a template with the text of what turned out to be no data, and the rest numbered anew."""

    def anew(item: Any) -> Any:
        if isinstance(item, tuple):
            return filled(item, given)
        if isinstance(item, str) or not isinstance(given[item], Tensor):
            return item
        return sum(isinstance(other, Tensor) for other in given[:item])

    made: list[Any] = []
    for piece in template:
        if isinstance(piece, str):
            made.append(piece)
            continue
        what, conversion, detail = anew(piece[0]), piece[1], anew(piece[2])
        if isinstance(what, tuple) or isinstance(given[piece[0]], Tensor):
            made.append((what, conversion, detail))
        elif isinstance(detail, str) or all(isinstance(part, str) for part in detail):
            made.append(formatted(given[what], conversion, "".join(detail)))
        elif conversion == "?":
            made.extend(detail if given[what] else ())
        else:
            raise Untraceable("AG101", "an object is formatted as data says")
    return tuple(made)
