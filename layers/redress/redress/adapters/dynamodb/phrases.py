"""Small sets of reviews that share something, each bounded: what everybody says fills its set once and is left alone.

Adding and taking out are of one member each and may be repeated in any order. A full set is known by reading it, which
is cheap and spreads over replicas; it is written no more, so that a stock phrase of ten million reviews is no hot key.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Literal, NamedTuple, TypeVar

from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.table import Attributes, ConditionFailed, Table

T = TypeVar("T")
Kind = Literal["live", "removed"]

ROOM = 8
"""Reviews that one phrase leads to: of a text that was copied eight times, any eight copies show that it was."""

SIDE_BY_SIDE = 8
"""Writes that are under way at once: fewer than the client has connections."""


class Place(NamedTuple):
    """One set, how many it holds, and (in seconds of the epoch) until when."""

    key: Key
    room: int = ROOM
    until: int = 0


class Found(NamedTuple):
    live: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


class Phrases:
    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, wanted: Iterable[Key]) -> Mapping[Key, Found]:
        """Soon after a change, not at once: whoever acts on what is found looks at the review itself."""
        items = self._table.get_all(wanted, consistent=False)
        return {key: _found(item) for key, item in items.items()}

    def add(self, member: str, kind: Kind, wanted: Iterable[Place]) -> None:
        places = list(dict.fromkeys(wanted))
        there = self.read(place.key for place in places)

        def into(place: Place) -> None:
            members = getattr(there.get(place.key, Found()), kind)
            if member not in members and len(members) < place.room:
                self._added(place, kind, member)

        _side_by_side(into, places)

    def take_out(self, member: str, kind: Kind, wanted: Iterable[Key]) -> None:
        def out_of(key: Key) -> None:
            left = self._taken_out(key, kind, member)
            if not left.live and not left.removed:
                self._cleared(key)

        _side_by_side(out_of, dict.fromkeys(wanted))

    def _taken_out(self, key: Key, kind: Kind, member: str) -> Found:
        given: Attributes = {":member": frozenset({member}), ":name": member}
        try:
            item = self._table.update(
                key, "DELETE #kind :member", names={"#kind": kind}, given=given, condition="contains(#kind, :name)"
            )
        except ConditionFailed:
            return Found()  # it was never there, or was taken out before somebody was cut off
        return _found(item)

    def _cleared(self, key: Key) -> None:
        """Nobody is left in it, unless another has come meanwhile."""
        with suppress(ConditionFailed):
            self._table.delete(key, condition="attribute_not_exists(live) AND attribute_not_exists(removed)")

    def _added(self, place: Place, kind: Kind, member: str) -> None:
        given: dict[str, frozenset[str] | int] = {":member": frozenset({member}), ":room": place.room}
        changes = "ADD #kind :member"
        if place.until:
            changes, given = f"{changes} SET expires_at = :until", {**given, ":until": place.until}
        with suppress(ConditionFailed):  # filled since it was read
            self._table.update(
                place.key,
                changes,
                names={"#kind": kind},
                given=given,
                condition="attribute_not_exists(#kind) OR size(#kind) < :room",
            )


def _side_by_side(work: Callable[[T], None], subjects: Iterable[T]) -> None:
    """Each has a key of its own. A review has dozens, and the reports behind it in the stream wait for the last."""
    from concurrent.futures import ThreadPoolExecutor  # those who only read need none

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for _ in pool.map(work, subjects):
            pass


def _found(item: Mapping[str, Any]) -> Found:
    nobody: frozenset[str] = frozenset()
    return Found(item.get("live", nobody), item.get("removed", nobody))
