"""What is known of a recursive function: what its calls hand on, read, change and give back."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable
from typing import Any

from autograph.operators.handed import (
    given_spec,
    handed,
    handed_state,
    reached,
    same_identities,
    with_arrays_themselves,
)
from autograph.runtime.graph import Function
from autograph.runtime.records import record
from autograph.tracing.containers import contents, is_elsewhere
from autograph.tracing.key_joins import join_data
from autograph.tracing.sharing import items_of, replaced
from autograph.tracing.spec import Same, abstract
from autograph.tracing.storage import arrays_in
from autograph.tracing.surroundings import Surroundings, containers_in, surroundings
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable

__all__ = ["Again", "Recursion", "State", "arrays_of", "inside"]


@record(eq=False)
class State:
    """A container from outside that a recursive function changes: an operand of its calls, and a result.

    Attributes
    ----------
    container : object
    spec : Spec
        What it holds before and after a call.
    by_content : bool
        Whether lists and arrays in it may become others, so that what they hold is handed on, too.
    """

    container: Any
    spec: Any = None
    by_content: bool = False

    def spec_of(self, held: Any) -> Any:
        """Return what the container holds at a call."""
        held = held if self.by_content else replaced(with_arrays_themselves(held), Same)
        return handed_state(abstract(held))

    def holds(self, spec: Any) -> bool:
        """Whether what it is known to hold has the lists and arrays of a spec by their identities."""
        return self.by_content or same_identities(self.spec, spec)


@record(eq=False)
class Recursion:
    """One recursive function for arguments of certain types.

    Attributes
    ----------
    target : function
        Converted.
    given : tuple
        The arguments of its first call.
    layout : (int, tuple of str)
        How many arguments are by position, and the names of the others.
    spec : Sequence
        What its arguments are.
    more : Spec or None
        What they are at another call, where that is to be held, too.
    by_value : set of int
        The arguments whose containers are others at every call, and handed on by what they hold.
    guess : callable
        From the arguments of a call to what stands for its result where that is not known.
    result : Spec or None
        What it returns; None while only the paths without recursion have told.
    outside : tuple of Tensor
        What it reads beside its arguments: further operands.
    places : int
        How many operands there are before those.
    written, lent : tuple of int
        The places among the operands of the arrays that it writes, and that it puts into lists.
    state : dict of int to State
        The containers from outside that it changes, by identity.
    changed : dict of tuple to Spec
        What those of the containers handed on by value hold afterwards that it changes, by their places.
    kept : set of tuple
        The places of those that it returns, or keeps: nobody else may have them.
    links : list of (int, int)
        Which two of the arrays that it leaves may be one.
    given_away : list of int
        Which of them are in lists.
    same : dict of (int, int) to bool
        Which of the arrays that it returns, by number, may be which operand; True: each call's is.
    before : Snapshot
        The watched objects, and what they held when it was first called.
    world : Surroundings or None
        What it could reach then.
    errors : tuple of (str, str)
        What the program has set for floating-point errors round its calls.
    function : runtime.graph.Function
    """

    target: types.FunctionType
    given: tuple[Any, ...]
    layout: tuple[int, tuple[str, ...]]
    spec: Any
    by_value: set[int]
    more: Any = None
    guess: Any = None
    result: Any = None
    outside: tuple[Tensor, ...] = ()
    places: int = 0
    written: tuple[int, ...] = ()
    lent: tuple[int, ...] = ()
    state: dict[int, State] = dataclasses.field(default_factory=dict)
    changed: dict[tuple[int, ...], Any] = dataclasses.field(default_factory=dict)
    kept: set[tuple[int, ...]] = dataclasses.field(default_factory=set)
    links: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    given_away: list[int] = dataclasses.field(default_factory=list)
    same: dict[tuple[int, int], bool] = dataclasses.field(default_factory=dict)
    before: Any = None
    world: Surroundings | None = None
    errors: tuple[tuple[str, str], ...] = ()
    function: Function | None = None

    @property
    def is_known(self) -> bool:
        """Whether its body is traced."""
        return self.function is not None and self.function.graph is not None

    @property
    def left(self) -> list[Any]:
        """What it leaves: its result, and what the containers hold that it changes."""
        return [self.result, *(state.spec for state in self.state.values()), *self.changed.values()]

    def around(self) -> Surroundings:
        """Return what the function can reach when it is first called."""
        return surroundings([self.target, *reached(self.given, self.by_value)], self.state)

    def learned(self) -> tuple[Any, ...]:
        """Return what the next attempt at its body relies on."""
        specs = [(key, one.spec, one.by_content) for key, one in self.state.items()]
        learned = (self.result, self.written, self.lent, specs, dict(self.changed), set(self.kept))
        return (*learned, list(self.links), list(self.given_away), len(self.outside), dict(self.same))

    @property
    def unsure(self) -> list[tuple[int, int]]:
        """Which of the arrays that it returns are some operand or not, as its calls say."""
        return [pair for pair, sure in self.same.items() if not sure]

    def note_same(self, found: dict[tuple[int, int], Any]) -> None:
        """Note which of the arrays returned may be operands, and go on noting those noted before."""
        pairs = {**self.same, **found}
        self.same = {pair: self.same.get(pair, True) and found.get(pair) is True for pair in pairs}

    def carry(self, keys: Iterable[int]) -> None:
        """Hand on containers from outside, which it changes.

        Raises
        ------
        Untraceable
            If one of them lies in another.
        """
        for key in keys:
            container, held = self.before[key]
            if is_elsewhere(held) or is_elsewhere(contents(container)):
                raise Untraceable("AG105", "a list in another is changed by a recursive function")
            made = State(container)
            made.spec = made.spec_of(held)
            self.state[key] = made

    def grow(self, state: State) -> bool:
        """Let what a container holds now be what it may hold at a call; returns whether that is news."""
        spec = state.spec_of(contents(state.container))
        if not state.holds(spec):
            self.open(state)
            return True
        before, state.spec = state.spec, handed_state(join_data(state.spec, spec))
        return bool(state.spec != before)

    def open(self, state: State) -> None:
        """Hand on what the lists and arrays in a container hold, too."""
        state.by_content, state.spec = True, None
        for inner in inside(self.before[id(state.container)][1]):
            self.state.pop(id(inner), None)

    def restart(self) -> None:
        """Set back all that was watched to what it was at the first call, and take it as it was."""
        self.before.restore()
        if self.more is not None:
            self.spec = handed(join_data(given_spec(self.given, self.by_value), self.more))
            self.more = None
        for state in self.state.values():
            if state.spec is None:
                state.spec = state.spec_of(contents(state.container))
        self.world = self.around()


def inside(held: Any) -> list[Any]:
    """Return the containers in what one holds."""
    return containers_in(tuple(items_of(held))) if isinstance(held, tuple | dict) else []


class Again(BaseException):
    """An attempt at a body has taught more of what it is: the next one begins."""

    def __init__(self, one: Recursion) -> None:
        super().__init__(one)
        self.one = one


def arrays_of(ends: Iterable[Any]) -> list[Any]:
    """Return the items of all containers, and what is no container."""
    return [item for end in ends for item in arrays_in(end)]
