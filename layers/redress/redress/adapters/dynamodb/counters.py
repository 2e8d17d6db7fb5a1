"""Counters that are right under repeats: an amount moves in one transaction with the marker of the fact it counts."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.leaders import LeaderLists, shown
from redress.adapters.dynamodb.table import Cancelled, ConditionFailed, Table, Write, put, update
from redress.ports.tally import Counted, DayCounts
from redress.seal import digest_of

SHARDS = 4
WRITES = 99
REMEMBERED = 14 * 24 * 3600
"""Seconds a fact's marker is kept: well past the day for which a stream may repeat a record."""


class DynamoCounters:
    """A day's counts lie in few items: one for each group of names, spread over shards by the fact."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._leaders = LeaderLists(table)

    def count(self, facts: Sequence[Counted]) -> int:
        pending = list({fact.fact: fact for fact in facts}.values())
        ranked = {(fact.day, each) for fact in pending for each in fact.ranked}
        counted = 0
        while pending:
            batch = _fitting(pending)
            pending = pending[len(batch) :]
            counted += self._counted(batch)
        self._leaders.follow(ranked)  # also after a repeat: the first try may have ended before this
        return counted

    def read(self, day: str) -> DayCounts:
        amounts: dict[str, Counter[str]] = {}
        leaders = []
        for item in self._table.query("pk", keys.counters(day)):
            if keys.is_leaders(item["sk"]):
                leaders.append(item)
                continue
            group = amounts.setdefault(item["sk"].rpartition("#")[0], Counter())
            group.update({name: amount for name, amount in item.items() if name not in Key._fields})
        return DayCounts(amounts, *shown(leaders))

    def spend(self, what: str, day: str, *, limit: int) -> bool:
        given = {":one": 1, ":limit": limit, ":until": int(time.time()) + REMEMBERED}
        try:
            self._table.update(
                keys.budget(what, day),
                "ADD spent :one SET expires_at = :until",
                given=given,
                condition="attribute_not_exists(spent) OR spent < :limit",
            )
        except ConditionFailed:
            return False
        return True

    def _counted(self, batch: Sequence[Counted]) -> int:
        new = list(batch)
        while new:
            try:
                self._table.transact([*(_marker(fact) for fact in new), *_amounts(new)])
            except Cancelled as refused:
                new = [fact for place, fact in enumerate(new) if place not in refused.failed]
            else:
                break
        return len(new)


def _fitting(facts: Sequence[Counted]) -> list[Counted]:
    """As many facts as one transaction holds: a marker each, and one write for each item they touch."""
    touched: set[Key] = set()
    for number, fact in enumerate(facts):
        touched |= _moves(fact).keys()
        if number and number + 1 + len(touched) > WRITES:
            return list(facts[:number])
    return list(facts)


def _moves(fact: Counted) -> dict[Key, Mapping[str, int]]:
    """Which items a fact moves and by what. A day's groups are spread over shards: a busy day has no hot key."""
    shard = keys.shard(fact.fact, SHARDS)
    moves: dict[Key, Mapping[str, int]] = {
        Key(keys.counters(fact.day), f"{group}#{shard}"): amounts for group, amounts in fact.amounts.items()
    }
    moves |= {keys.ranked(*each, fact.day): {"amount": amount} for each, amount in fact.ranked.items()}
    if fact.speaker and fact.standing:
        moves[keys.standing(digest_of(fact.speaker))] = fact.standing
    return moves


def _marker(fact: Counted) -> Write:
    return put(
        keys.fact(fact.fact), {"expires_at": int(time.time()) + REMEMBERED}, condition="attribute_not_exists(pk)"
    )


def _amounts(facts: Sequence[Counted]) -> list[Write]:
    sums: dict[Key, Counter[str]] = {}
    for fact in facts:
        for key, named in _moves(fact).items():
            sums.setdefault(key, Counter()).update(named)
    passing = {keys.ranked(*each, fact.day) for fact in facts for each in fact.ranked}
    return [_adding(key, named, passing=key in passing) for key, named in sums.items()]


def _adding(key: Key, named: Mapping[str, int], *, passing: bool) -> Write:
    """One of very many is not kept for ever: when its day is over only the first are asked for."""
    numbered = list(enumerate(named.items()))
    adding = "ADD " + ", ".join(f"#{number} :{number}" for number, _ in numbered)
    expiry = {":until": int(time.time()) + REMEMBERED} if passing else {}
    return update(
        key,
        f"{adding} SET expires_at = :until" if passing else adding,
        names={f"#{number}": name for number, (name, _) in numbered},
        given={**{f":{number}": amount for number, (_, amount) in numbered}, **expiry},
    )
