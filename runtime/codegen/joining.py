"""Loops over the same sizes become one, and what only its rounds need becomes a variable.

Before::

    t = empty(n, float64)
    for i in range(n):
        t[i] = a0[i] * 2.0
    for i in range(n):
        a1[i] = t[i] + t[i] * t[i]

After::

    for i in range(n):
        t = float64(a0[i] * 2.0)
        a1[i] = t + t * t

Loop fusion with array contraction: Allen and Kennedy, Optimizing Compilers for Modern Architectures, 2001,
sections 5.3 and 8.4. No round touches what another one writes, so that their order does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from autograph.runtime.codegen.blocks import Block, Item, Nest, nest_of, uses_of, words_of
from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.module import Module
from autograph.runtime.codegen.text import WORD
from autograph.runtime.codegen.uses import Uses

__all__ = ["Joining", "is_note", "is_quiet"]

_ALLOCATION = re.compile(r"(\w+) = empty\((.*), (\w+)\)\Z")
_ASSIGNMENT = re.compile(r"(\w+) = ")
_MOST = 16
"""Of how many arrays a loop reads or writes elements: more streams than that are slower together."""

_SLOW = frozenset(["pow", "hypot", "floor_divide", "remainder"])


def is_note(item: Item) -> bool:
    """Whether a line is a comment."""
    return isinstance(item, str) and item.startswith("#")


def is_quiet(item: Item) -> bool:
    """Whether a line does nothing but assign a variable, from what other lines have computed."""
    if isinstance(item, Block) or not _ASSIGNMENT.match(item):
        return False
    return uses_of(item).plain


def _is_check(item: Item) -> bool:
    """Whether a block stops the kernel or does nothing."""
    return isinstance(item, Block) and item.header.startswith("if ") and _stops(item.body)


def _stops(body: Sequence[Item]) -> bool:
    return len(body) == 1 and isinstance(body[0], str) and body[0].startswith("return stop(")


class Joining:
    """Joins the loops of one kernel function.

    Parameters
    ----------
    memory : Memory
    alike : callable
        Whether two sizes are equal.
    module : Module
        Knows the indices of loops that nothing reads after them, and which errors Python is told of.
    items : sequence of Item
        The function.

    Attributes
    ----------
    counts : Counter of str
        How often each word occurs in the function as it has become.
    joined : set of Block
        The loops that were made.
    deep : set of Block
        Those that have a loop in them which works on one element after the other.
    """

    def __init__(
        self, memory: Memory, alike: Callable[[str, str], bool], module: Module, items: Sequence[Item]
    ) -> None:
        self.memory = memory
        self.alike = alike
        self.indices = module.indices
        self.tells = bool(module.status)
        self.counts = words_of(items)
        self.own = {found[0] for found in map(_allocation, _all_lines(items)) if found}
        self.joined: set[Block] = set()
        self.deep: set[Block] = set()

    # ------------------------------------------------------------------ loops that become one

    def join(self, items: Iterable[Item], *, anyhow: bool = False) -> list[Item]:
        """Return a block's lines with loops joined, `anyhow` also where that alone makes them no faster."""
        done: list[Item] = []
        for item in items:
            if not self._joins_last(done, item, anyhow=anyhow):
                done.append(item)
        return done

    def _joins_last(self, done: list[Item], item: Item, *, anyhow: bool) -> bool:
        """Join loops with the last ones before them, and move what stands between before both."""
        place = next(
            (
                k
                for k in range(len(done) - 1, -1, -1)
                if isinstance(done[k], Block) and not _is_check(done[k])
            ),
            None,
        )
        if place is None or not isinstance(item, Block):
            return False
        deep = not self.deep.isdisjoint((item, done[place]))
        ranks = [len(one.sizes) for one in map(nest_of, (done[place], item)) if one is not None]
        if len(ranks) < 2 or not (deep or ranks[0] == ranks[1]):
            return False
        first, nest = (nest_of(one, min(ranks)) for one in (done[place], item))
        assert first is not None
        assert nest is not None
        between = done[place + 1 :]
        if not self._is_movable(between, done[place]):
            return False
        if not {*nest.indices, *first.indices} <= self.indices and nest.indices != first.indices:
            return False
        second = _renamed(nest, first.indices)
        if second is None or not (anyhow or deep or self._pays(first, second, [done[place], item])):
            return False
        uses = [uses_of(*first.body), uses_of(*second.body)]
        if not all(one.is_closed for one in uses) or not self._keeps_order(first, second):
            return False
        if not all(map(self.alike, first.sizes, nest.sizes)):
            return False
        made = first._replace(body=(*first.body, *second.body)).block()
        self.replaced([done[place], item], [made])
        done[place:] = between
        if not self._joins_last(done, made, anyhow=anyhow):
            done.append(made)
        return True

    def _is_movable(self, between: Sequence[Item], loops: Item) -> bool:
        """Whether these lines may stand before loops that they stand behind."""
        uses = uses_of(loops)
        for item in between:
            if is_note(item):
                continue
            if _is_check(item):
                if not self._is_forgotten(uses):
                    return False
            elif not is_quiet(item) and _allocation(item) is None:
                return False
            found = uses_of(item)
            if found.assigned & uses.names or found.names & (uses.assigned | uses.written):
                return False
            if self.memory.overlap(uses.written, found.names - found.assigned):
                return False
        return True

    def _is_forgotten(self, uses: Uses) -> bool:
        """Whether nobody can know, once the kernel has stopped, that loops have run."""
        if self.tells and uses.operations > len(uses.accesses):
            return False
        return uses.written <= self.own and not self.memory.overlap(
            uses.written, self.memory.names - self.own
        )

    def _keeps_order(self, first: Nest, second: Nest) -> bool:
        """Whether each round of the second loops needs what the same round of the first did, no other."""
        uses = [uses_of(*first.body), uses_of(*second.body)]
        assigned = [one.assigned - self.indices for one in uses]
        if assigned[0] & uses[1].names or assigned[1] & uses[0].names:
            return False
        return self.memory.apart(uses, first.indices)

    def _pays(self, first: Nest, second: Nest, blocks: Sequence[Item]) -> bool:
        """Whether one loop is faster than two: where both touch an array, and vectors remain vectors."""
        uses = [uses_of(*first.body), uses_of(*second.body)]
        for one, block in zip(uses, blocks, strict=True):
            words = words_of([block])
            if any(
                words[name] < self.counts[name] for name in one.assigned
            ):  # a sum, one number after another
                return False
        arrays = [{access.name for access in one.accesses} for one in uses]
        if not arrays[0] & arrays[1] or len(arrays[0] | arrays[1]) > _MOST:
            return False
        return not any(one.branches or one.calls & _SLOW for one in uses)

    # ------------------------------------------------------------------ arrays that become variables

    def contract(self, items: Sequence[Item]) -> list[Item]:
        """Return a block's lines, with variables for the arrays that single rounds of one loop need alone."""
        places = {found[0]: place for place, item in enumerate(items) if (found := _allocation(item))}
        made: list[Item | None] = list(items)
        for place, item in enumerate(items):
            if not isinstance(item, Block):
                continue
            for name in [name for name in places if 0 < item.words[name] == self.counts[name] - 1]:
                loops, allocation = made[place], items[places[name]]
                assert loops is not None
                nest, found = nest_of(loops), _allocation(allocation)
                if nest is None or found is None or not self._is_variable(name, nest):
                    continue
                changed = nest._replace(body=_as_variable(name, nest, found[1])).block()
                self.replaced([loops, allocation], [changed])
                made[place], made[places[name]] = changed, None
        return [item for item in made if item is not None]

    def replaced(self, old: Sequence[Item], new: Sequence[Block]) -> None:
        """Note that loops have taken the place of others."""
        self.counts.subtract(words_of(old))
        self.counts.update(words_of(new))
        self.joined.update(new)
        if not self.deep.isdisjoint(old):
            self.deep.update(new)

    @staticmethod
    def _is_variable(name: str, nest: Nest) -> bool:
        """Whether each round first writes, then reads one element of an array, its own."""
        first = next((item for item in nest.body if words_of([item])[name]), None)
        if not isinstance(first, str) or not first.startswith(f"{name}["):
            return False
        uses = uses_of(*nest.body)
        accesses = [access for access in uses.accesses if access.name == name]
        whole = name in uses.read
        reads_first = any(access.name == name and not access.stores for access in uses_of(first).accesses)
        index = accesses[0].at
        own = [place for place in index if place in nest.indices]
        return (
            not whole
            and not reads_first
            and len({access.at for access in accesses}) == 1
            and own == list(nest.indices)
            and all(place in nest.indices or place == "0" for place in index)
        )


def _all_lines(items: Sequence[Item]) -> list[str]:
    lines: list[str] = []
    for item in items:
        lines.extend(_all_lines(item.body) if isinstance(item, Block) else [item])
    return lines


def _allocation(item: Item) -> tuple[str, str] | None:
    """Return the array that a line allocates, and its dtype's name; None for any other line."""
    found = _ALLOCATION.match(item) if isinstance(item, str) else None
    return (found[1], found[3]) if found else None


def _renamed(nest: Nest, indices: Sequence[str]) -> Nest | None:
    """Return loops with other indices; None where these mean something else inside."""
    if nest.indices == tuple(indices):
        return nest
    inside = words_of(nest.body).keys()
    if inside & (set(indices) - set(nest.indices)):
        return None
    names = dict(zip(nest.indices, indices, strict=True))
    return nest._replace(indices=tuple(indices), body=tuple(_substituted(item, names) for item in nest.body))


def _substituted(item: Item, names: dict[str, str]) -> Item:
    def text(line: str) -> str:
        return WORD.sub(lambda found: names.get(found[0], found[0]), line)

    if isinstance(item, Block):
        return Block(text(item.header), (_substituted(inner, names) for inner in item.body))
    return text(item)


def _as_variable(name: str, nest: Nest, dtype: str) -> tuple[Item, ...]:
    """Return a body in which a variable stands for the element of an array."""
    element = re.compile(rf"\b{name}\[[^\[\]]*\]")
    store = re.compile(rf"\b{name} = (.*)\Z")

    def text(line: str) -> str:
        line = element.sub(name, line)
        return store.sub(lambda found: f"{name} = {dtype}({found[1]})", line)

    def item(one: Item) -> Item:
        return Block(text(one.header), map(item, one.body)) if isinstance(one, Block) else text(one)

    return tuple(map(item, nest.body))
