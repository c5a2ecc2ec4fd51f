"""A record does what a dataclass does."""

import dataclasses
from typing import Any

import pytest

from autograph.runtime.records import record


def _pair(decorate: Any) -> Any:
    @decorate(frozen=True)
    class Pair:
        one: int
        two: list[int] = dataclasses.field(default_factory=list)
        three: str = "x"
        four: Any = dataclasses.field(default=None, compare=False)

        def __post_init__(self) -> None:
            assert self.three

    return Pair


PAIRS = [_pair(record), _pair(dataclasses.dataclass)]


def test_values_defaults_and_text_are_those_of_a_dataclass():
    ours, theirs = PAIRS
    for args in [(1,), (1, [2]), (1, [2], "y", object())]:
        assert dataclasses.astuple(ours(*args))[:3] == dataclasses.astuple(theirs(*args))[:3]
        if len(args) < 4:
            assert repr(ours(*args)).split("Pair")[1] == repr(theirs(*args)).split("Pair")[1]
    assert ours(1).two is not ours(1).two
    assert ours.__match_args__ == theirs.__match_args__


@pytest.mark.parametrize("kind", PAIRS)
def test_records_are_equal_by_their_fields_and_frozen(kind):
    assert kind(1, [2], four=3) == kind(1, [2], four=4)
    assert kind(1) != kind(2)
    assert kind(1) != (1, [], "x", None)
    assert dataclasses.replace(kind(1), one=2) == kind(2)
    assert hash(kind(1, ())) == hash(kind(1, (), four=9))
    with pytest.raises(dataclasses.FrozenInstanceError):
        kind(1).one = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del kind(1).one
    with pytest.raises(AssertionError):
        kind(1, three="")
    with pytest.raises(TypeError):
        kind()


@pytest.mark.parametrize("decorate", [record, dataclasses.dataclass])
def test_records_without_equality_are_equal_to_themselves_alone(decorate):
    @decorate(eq=False)
    class Node:
        value: int

    node = Node(1)
    assert node == node  # noqa: PLR0124  (that is the question)
    assert node != Node(1)
    node.value = 3
    assert {node: 1}[node] == 1


@pytest.mark.parametrize("decorate", [record, dataclasses.dataclass])
def test_records_that_may_change_have_no_hash(decorate):
    @decorate
    class Cell:
        value: int = 0

    assert Cell(1) == Cell(1)
    with pytest.raises(TypeError):
        hash(Cell())


def test_a_record_in_itself_has_a_text():
    @record
    class Loop:
        inner: Any = None

    loop = Loop()
    loop.inner = loop
    assert repr(loop).endswith("(inner=...)")
