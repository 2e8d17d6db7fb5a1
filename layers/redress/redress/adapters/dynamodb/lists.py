"""Lists of cases: one index, spread over shards that are read side by side and put in one order."""

import heapq
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import Table, encode
from redress.model import CaseLine, Subject
from redress.ports import Page

READ_FURTHER = 250
"""Lines of each shard that a list goes on with, where its first page was not enough: few may fit."""

READ_AT_MOST = 1_000
"""Lines that one page of a narrowed list looks through before it hands over to its cursor."""


def line_of(item: Mapping[str, Any]) -> CaseLine:
    """A case as the index shows it."""
    return CaseLine.model_validate(
        {
            **{name: item.get(name) for name in CaseLine.model_fields},
            "review_id": item.get("review_id", ""),
            "top_finding": item.get("top_finding", ""),
            "guidelines": item.get("guidelines", "").split(),
            "claim": json.loads(item["claim"]) if "claim" in item else None,
            "card": json.loads(item["card"]),
        }
    )


def page_of(
    lines: Iterator[dict[str, Any]], after: Mapping[str, str], limit: int, fits: Callable[[CaseLine], bool] | None
) -> Page[CaseLine]:
    """The first of the lines that fit, and each shard's place when there are more."""
    places, found = dict(after), list[CaseLine]()
    for read, item in enumerate(lines):
        if len(found) == limit or read == READ_AT_MOST:
            return Page(found, places)
        places[item["queue_pk"].rpartition("#")[2]] = item["queue_sk"]
        line = line_of(item)
        if fits is None or fits(line):
            found.append(line)
    return Page(found, None)


def merged(
    table: Table, bucket: str, after: Mapping[str, str], begins: str, *, newest_first: bool, page: int
) -> Iterator[dict[str, Any]]:
    """The lines of all shards in one order, each shard read on as it is used up: a list's page reads little more."""
    shards = [
        table.query(
            "queue_pk",
            keys.queue_shard(bucket, number),
            index="queue",
            begins=("queue_sk", begins) if begins else None,
            after=start_key(bucket, number, place if (place := after.get(str(number), "")).startswith(begins) else ""),
            page=page // keys.QUEUE_SHARDS + 10,
            further=READ_FURTHER,
            backwards=newest_first,
        )
        for number in range(keys.QUEUE_SHARDS)
    ]
    return heapq.merge(*shards, key=lambda item: item["queue_sk"], reverse=newest_first)


def start_key(bucket: str, shard: int, place: str) -> dict[str, Any] | None:
    """DynamoDB's own start key, made again from the place alone: a cursor need not carry the table's keys."""
    named = Subject.of(place.rpartition("#")[2])
    if named is None:
        return None
    return encode({"queue_pk": keys.queue_shard(bucket, shard), "queue_sk": place, **keys.case(*named)._asdict()})
