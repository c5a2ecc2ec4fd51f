"""f-strings become an operator that formats when the graph runs."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, constant, quote_expression

__all__ = ["FormattedStrings"]


class FormattedStrings(Converter):
    """Replaces f-strings.

    ::

        f"mean {x:.2f}"           ag__.fstring('mean ', (x, '', '.2f'))
        f"{a()}{b()!r}"           ag__.fstring(ag__.formatted(a(), '', ''), ag__.formatted(b(), 'r', ''))

    Python formats each value before it evaluates the next one: so does ``formatted``, where the
    evaluation of a later one might tell.
    """

    moves_names = False

    removes = (gast.JoinedStr, gast.FormattedValue)

    def visit_JoinedStr(self, node: gast.JoinedStr) -> Any:
        """Convert one f-string."""
        values = [value for value in node.values if isinstance(value, gast.FormattedValue)]
        at_once = not all(_is_quiet(value) for value in values[1:])
        # Python 3.12.1 puts an empty text at the end of a nested specification.
        shown = [value for value in node.values if not (isinstance(value, gast.Constant) and not value.value)]
        pieces = [self._piece(value, at_once, node) for value in shown]
        return quote_expression("ag__.fstring(PIECES)", node, PIECES=pieces)

    def _piece(self, node: Any, at_once: bool, at: gast.AST) -> Any:
        if not isinstance(node, gast.FormattedValue):
            return node
        spec = gast.copy_location(constant(""), node)
        if node.format_spec is not None:
            spec = self._spec(node.format_spec)
        conversion = gast.copy_location(constant("" if node.conversion < 0 else chr(node.conversion)), node)
        template = "ag__.formatted(VALUE, KIND, SPEC)" if at_once else "(VALUE, KIND, SPEC)"
        return quote_expression(template, node, VALUE=self.visit(node.value), KIND=conversion, SPEC=spec)

    def _spec(self, node: gast.JoinedStr) -> Any:
        if all(isinstance(value, gast.Constant) for value in node.values):
            text = "".join(value.value for value in node.values)
            return gast.copy_location(constant(text), node)
        return self.visit_JoinedStr(node)


def _is_quiet(node: gast.FormattedValue) -> bool:
    """Say whether evaluating a piece does nothing that the formatting of another could tell."""
    return isinstance(node.value, gast.Name | gast.Constant) and (
        node.format_spec is None or all(isinstance(value, gast.Constant) for value in node.format_spec.values)
    )
