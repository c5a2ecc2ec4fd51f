"""What converted code calls: each operator runs plain Python on plain values and stages data."""

from __future__ import annotations

from autograph.operators.attempts import (
    again,
    catches,
    caught,
    failed,
    finished,
    finishing,
    handled,
    handling,
    is_kind,
    kinds,
    passed,
    raised,
    statement,
    trial,
    tried,
)
from autograph.operators.builtins import class_
from autograph.operators.calls import converted, decorator
from autograph.operators.comparison import compare, evaluated, in_, is_, is_not, not_in
from autograph.operators.comprehensions import items, unfolds
from autograph.operators.control import for_stmt, if_stmt, tests_last, while_stmt
from autograph.operators.fields import owner
from autograph.operators.formatting import formatted, fstring, percent
from autograph.operators.generators import driven, returned, suspended
from autograph.operators.handlers import attempt, attempted, context, escaped, leaving, refuse
from autograph.operators.matching import bound, match_class, match_mapping, match_sequence
from autograph.operators.outer import global_variables, nonlocal_variables
from autograph.operators.printing import graph_print, graph_raise, printed, staging, stream
from autograph.operators.resumed import begun, item_of, present
from autograph.operators.subscripts import subscripted
from autograph.operators.summing import added, summed
from autograph.operators.truth import and_, and_test, if_exp, not_, or_, or_test, truth
from autograph.operators.variables import (
    UNDEFINED,
    iterate,
    joined_dict,
    joined_list,
    joined_tuple,
    load,
    new_dict,
    new_list,
    new_set,
    read,
    read_free,
    spread,
    spread_dict,
    unsupported,
    writable,
)
from autograph.streams import STOP
from autograph.tracing.threads import busy, threads

slice_ = slice
"""Python's own, whatever the program calls `slice`."""

__all__ = [
    "STOP",
    "UNDEFINED",
    "added",
    "again",
    "and_",
    "and_test",
    "attempt",
    "attempted",
    "begun",
    "bound",
    "busy",
    "catches",
    "caught",
    "class_",
    "compare",
    "context",
    "converted",
    "decorator",
    "driven",
    "escaped",
    "evaluated",
    "failed",
    "finished",
    "finishing",
    "for_stmt",
    "formatted",
    "fstring",
    "global_variables",
    "graph_print",
    "graph_raise",
    "handled",
    "handling",
    "if_exp",
    "if_stmt",
    "in_",
    "is_",
    "is_kind",
    "is_not",
    "item_of",
    "items",
    "iterate",
    "joined_dict",
    "joined_list",
    "joined_tuple",
    "kinds",
    "leaving",
    "load",
    "match_class",
    "match_mapping",
    "match_sequence",
    "new_dict",
    "new_list",
    "new_set",
    "nonlocal_variables",
    "not_",
    "not_in",
    "or_",
    "or_test",
    "owner",
    "passed",
    "percent",
    "present",
    "raised",
    "read",
    "read_free",
    "returned",
    "printed",
    "refuse",
    "slice_",
    "spread",
    "spread_dict",
    "staging",
    "statement",
    "stream",
    "subscripted",
    "summed",
    "suspended",
    "tests_last",
    "threads",
    "trial",
    "tried",
    "truth",
    "unfolds",
    "unsupported",
    "while_stmt",
    "writable",
]
