"""What counting needs from outside: facts go in, a day's counts come out."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol


class Ranked(NamedTuple):
    """One of very many, of which only the first few of a day are asked for: a product, a seller."""

    kind: Literal["product", "seller"]
    name: str


Amounts = Mapping[str, Mapping[str, int]]
"""Counts by their group and name. What is mostly counted together shares a group: it is one write."""


class Counted(NamedTuple):
    """A fact to be counted once: what it moves on its day, among the ranked, and in the standing of who spoke."""

    fact: str
    day: str
    amounts: Amounts
    speaker: str = ""
    standing: Mapping[str, int] = {}
    ranked: Mapping[Ranked, int] = {}


class DayCounts(NamedTuple):
    """What was counted on a day, and the first of each kind of the ranked, by their names.

    `short_of`: for each kind, what one that is not among the first may have at the most.
    """

    amounts: Amounts
    leaders: Mapping[str, Mapping[str, int]]
    short_of: Mapping[str, int]


class Counters(Protocol):
    def count(self, facts: Sequence[Counted]) -> int:
        """Count each fact once, however often it comes; gives back how many were new."""
        ...

    def read(self, day: str) -> DayCounts:
        """All that was counted on a day: as many items as there are groups, however busy it was."""
        ...

    def spend(self, what: str, day: str, *, limit: int) -> bool:
        """Take one of the day's `limit`; False when they are spent."""
        ...
