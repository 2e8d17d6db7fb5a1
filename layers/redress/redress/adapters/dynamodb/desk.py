"""What the desk finds beside the cases themselves: by pointers, a bounded number of reads, whatever has gathered."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.cases import loaded as loaded_case
from redress.adapters.dynamodb.lists import start_key
from redress.adapters.dynamodb.reports import loaded as loaded_report
from redress.adapters.dynamodb.table import ConditionFailed, Table
from redress.model import Case, Priority, Queue, Report, Standing, Subject, timestamp
from redress.ports import Page
from redress.ports.desk import Board, Count, Kin, Looker, Saying, Waiting
from redress.seal import digest_of

MOST_ASIDE = 1_000
MOST_LOOKERS = 50


class DynamoDeskStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def cases(self, case_ids: Iterable[str]) -> Sequence[Case]:
        named = [Subject.of(case_id) for case_id in case_ids]
        wanted = [keys.case(*each) for each in named if each]
        found = self._table.get_all(wanted)
        return [loaded_case(found[key]) for key in wanted if key in found]

    def rounds(self, subject: Subject, *, limit: int) -> Sequence[Case]:
        pk, prefix = keys.rounds(subject)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=limit, backwards=True)
        return [loaded_case(item) for item in found]

    def kin(self, of: Kin, name: str, *, limit: int) -> Sequence[str]:
        pk, prefix = keys.kin(of, name)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=limit, backwards=True)
        return [keys.last_of(item["sk"]) for item in found]

    def reports(self, report_ids: Iterable[str]) -> Sequence[Report]:
        wanted = [keys.report(report_id) for report_id in report_ids]
        found = self._table.get_all(wanted)
        return [loaded_report(found[key]) for key in wanted if key in found]

    def said_by(self, handle: str, *, limit: int) -> Sequence[Saying]:
        pk, prefix = keys.said_by(digest_of(handle))
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=limit, backwards=True)
        return [Saying(keys.last_of(item["sk"]), item["words"]) for item in found]

    def standings(self, speakers: Collection[str]) -> Mapping[str, Standing]:
        wanted = {speaker: keys.standing(digest_of(speaker)) for speaker in speakers}
        found = self._table.get_all(wanted.values())
        return {
            speaker: Standing(**{name: found.get(key, {}).get(name, 0) for name in Standing.model_fields})
            for speaker, key in wanted.items()
        }

    def look(self, case_id: str, looker: Looker) -> None:
        key = keys.looking(case_id, looker.name)
        self._table.put(key, {"until": timestamp(looker.until), "expires_at": int(looker.until.timestamp())})

    def look_away(self, case_id: str, name: str) -> None:
        self._table.delete(keys.looking(case_id, name))

    def lookers(self, case_id: str, now: datetime) -> Sequence[Looker]:
        pk, prefix = keys.looking(case_id)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=MOST_LOOKERS)
        seen = [
            Looker(name=item["sk"].removeprefix(prefix), until=datetime.fromisoformat(item["until"])) for item in found
        ]
        return [looker for looker in seen if looker.until > now]

    def set_aside(self, name: str, case_id: str, until: datetime) -> None:
        self._table.put(keys.aside(name, case_id), {"until": timestamp(until), "expires_at": int(until.timestamp())})

    def aside(self, name: str, now: datetime) -> frozenset[str]:
        pk, prefix = keys.aside(name)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=MOST_ASIDE)
        return frozenset(item["sk"].removeprefix(prefix) for item in found if item["until"] > timestamp(now))

    def board(self) -> tuple[Board | None, Count | None]:
        item = self._table.get(keys.board()) or {}
        board, under_way = item.get("document"), item.get("under_way")
        return (
            Board.model_validate_json(board) if board else None,
            Count.model_validate_json(under_way) if under_way else None,
        )

    def may_count(self, now: datetime, until: datetime) -> bool:
        given = {":until": timestamp(until), ":now": timestamp(now)}
        try:
            self._table.update(
                keys.board(),
                "SET counting_until = :until",
                given=given,
                condition="attribute_not_exists(counting_until) OR counting_until <= :now",
            )
        except ConditionFailed:
            return False
        return True

    def keep_board(self, board: Board | None, under_way: Count | None, until: datetime) -> None:
        documents = {"document": board, "under_way": under_way}
        kept = {name: value.model_dump_json() for name, value in documents.items() if value}
        self._table.put(keys.board(), {**kept, "counting_until": timestamp(until)})

    def waiting(self, after: Mapping[str, str] | None, *, limit: int) -> Page[Waiting]:
        begun, place = (after or {}).get("shard", ""), (after or {}).get("place", "")
        found: list[Waiting] = []
        for queue, number in product(Queue, range(keys.QUEUE_SHARDS)):
            bucket = keys.queue_shard(queue.value, number)
            if begun not in {"", bucket}:
                continue
            begun = ""
            if len(found) >= limit:
                return Page(found, {"shard": bucket})
            lines = list(self._lines(queue, number, place, limit - len(found)))
            found += (_waiting(queue, item) for item in lines)
            if len(found) >= limit:
                return Page(found, {"shard": bucket, "place": lines[-1]["queue_sk"]})
            place = ""
        return Page(found, None)

    def _lines(self, queue: Queue, number: int, place: str, limit: int) -> Iterator[dict[str, Any]]:
        return self._table.query(
            "queue_pk",
            keys.queue_shard(queue.value, number),
            index="queue",
            after=start_key(queue.value, number, place),
            limit=limit,
            only=("queue_sk", "due_at", "opened_at", "priority"),
        )


def _waiting(queue: Queue, item: Mapping[str, Any]) -> Waiting:
    due_at = datetime.fromisoformat(item["due_at"]) if "due_at" in item else None
    return Waiting(queue, due_at, datetime.fromisoformat(item["opened_at"]), item["priority"] == Priority.URGENT)
