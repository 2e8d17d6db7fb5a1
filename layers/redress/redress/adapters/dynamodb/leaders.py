"""The first of very many: which products and sellers a day's reports were about most.

Each of them has an exact counter of its own for the day. Here only the first are kept, in few items of bounded size.
A count only ever rises, and whoever's count rises is held against the list with it: so the list is exact, in whatever
order and however often records come. Whoever was left out had less than everybody on the list, and they only rise.
"""

import json
import random
import time
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import ConditionFailed, Table
from redress.errors import Contention
from redress.ports.tally import Ranked

FIRST = 50
"""How many each shard of a day's list holds: so the day's first fifty are always among them."""
SHARDS = 4
TRIES = 8

Counts = dict[str, int]


class LeaderLists:
    def __init__(self, table: Table) -> None:
        self._table = table

    def follow(self, moved: Collection[tuple[str, Ranked]]) -> None:
        """Hold those whose counts may have risen against the lists of their day."""
        if not moved:
            return
        counters = {keys.ranked(*each, day): (day, each) for day, each in moved}
        lists: dict[tuple[str, str, int], Counts] = {}
        for counter, item in self._table.get_all(counters).items():
            day, each = counters[counter]
            lists.setdefault((day, each.kind, keys.shard(each.name, SHARDS)), {})[each.name] = item["amount"]
        for (day, kind, shard), counts in lists.items():
            self._merge(day, kind, shard, counts)

    def _merge(self, day: str, kind: str, shard: int, counts: Counts) -> None:
        key = keys.leaders(day, kind, shard)
        for attempt in range(TRIES):
            item = self._table.get(key)
            before: Counts = json.loads(item["first"]) if item else {}
            after = first_of({**before, **{name: max(count, before.get(name, 0)) for name, count in counts.items()}})
            if after == before:
                return
            values: dict[str, str | int] = {
                "first": json.dumps(after, ensure_ascii=False),
                "revision": item["revision"] + 1 if item else 1,
            }
            condition = "revision = :read" if item else "attribute_not_exists(pk)"
            try:
                self._table.put(key, values, condition=condition, given={":read": item["revision"]} if item else None)
            except ConditionFailed:
                time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - jitter, not a secret
            else:
                return
        raise Contention("The first of a day were changed by others too often.")


def first_of(counts: Mapping[str, int]) -> Counts:
    """The most first; among equals by name, so that all who count agree."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return dict(ordered[:FIRST])


def shown(items: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Counts], Mapping[str, int]]:
    """The first of each kind, and how many one that is not among them may have."""
    leaders: dict[str, Counts] = {}
    short_of: Counts = {}
    for item in items:
        kind, first = keys.kind_of(item["sk"]), json.loads(item["first"])
        leaders.setdefault(kind, {}).update(first)
        least = min(first.values()) if len(first) == FIRST else 0
        short_of[kind] = max(short_of.get(kind, 0), least)
    return leaders, short_of
