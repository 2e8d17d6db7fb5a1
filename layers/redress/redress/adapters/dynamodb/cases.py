"""Cases: a document under an optimistic lock, a count that joins alone move, a log that only grows."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.lists import merged, page_of
from redress.adapters.dynamodb.pointers import pointing
from redress.adapters.dynamodb.reports import stamped, stamping
from redress.adapters.dynamodb.table import Cancelled, Table, Write, decode, delete, put, setting, update
from redress.errors import AlreadyAppealed, NotFound, StaleCase
from redress.model import (
    DECIDED,
    Action,
    Anchor,
    Answer,
    Appeal,
    Bar,
    Case,
    CaseLine,
    Decision,
    Entry,
    RemovedText,
    Report,
    Subject,
    Value,
)
from redress.ports import Fact, Page

T = TypeVar("T", bound=Value)

AT_ONCE = 90
"""Reports stamped in one transaction: 100 writes are allowed, the case, its log and its decision take the rest."""

MOST_ANSWERS, LOOKED_THROUGH = 50, 500
"""Answers of a case that are shown, more than one who decides would read, and those of which they are the newest."""

NOTED_ON = "noted-{:%Y-%m-%d}"

BESIDE = {"report_count", "revision"}
INDEXED = ("queue_pk", "queue_sk", "overdue_pk", "overdue_sk", "claim", "due_at", "queue", "top_finding", "guidelines")


def loaded(item: Mapping[str, Any]) -> Case:
    beside = {name: item[name] for name in BESIDE}
    return Case.model_validate({**json.loads(item["document"]), **beside})


class DynamoCaseStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, case_id: str) -> Case:
        named = Subject.of(case_id)
        item = self._table.get(keys.case(*named)) if named else None
        if item is None:
            raise NotFound("There is no such case.")
        return loaded(item)

    def latest(self, subject: Subject) -> Case | None:
        pk, prefix = keys.rounds(subject)
        newest = self._table.query("pk", pk, begins=("sk", prefix), limit=1, backwards=True)
        return next((loaded(item) for item in newest), None)

    def open(self, case: Case, reports: Sequence[Report], *facts: Fact) -> list[Report]:
        pending = list(reports)
        while pending:
            opened = case.model_copy(update={"report_count": len(pending)})
            first = [
                put(_key(case), _attributes(opened), condition="attribute_not_exists(pk)"),
                *_log(case),
                *_facts(case, facts),
                *pointing(None, case),
            ]
            try:
                self._table.transact([*first, *(stamping(report, case) for report in pending)])
            except Cancelled as refused:
                pending = _without_stamped(pending, refused, after=len(first))
            else:
                break
        return stamped(pending, case)

    def join(self, before: Case, after: Case, reports: Sequence[Report]) -> list[Report]:
        pending = list(reports)
        while pending:
            first = [
                self._counting(before, len(pending)) if after is before else _saving(before, after, more=len(pending)),
                *_log(after),
            ]
            try:
                self._table.transact([*first, *(stamping(report, after) for report in pending)])
            except Cancelled as refused:
                pending = _without_stamped(pending, refused, after=len(first))
            else:
                break
        return stamped(pending, after)

    def save(self, before: Case, after: Case, *facts: Fact, dropped: Collection[Bar | RemovedText] = ()) -> Case:
        writes = [
            _saving(before, after),
            *_log(after),
            *_facts(after, facts),
            *(delete(keys.of_fact(after, item)) for item in dropped),
            *pointing(before, after),
        ]
        appeals = {place for place, write in enumerate(writes) if _is_appeal(write)}
        try:
            self._table.transact(writes)
        except Cancelled as refused:
            if refused.failed & appeals:
                raise AlreadyAppealed("This decision was appealed already; the appeal is being heard.") from refused
            raise StaleCase("The case has changed since you read it: read it again.") from refused
        return after.model_copy(update={"revision": before.revision + 1, "news": ()})

    def add(self, case: Case) -> Case:
        try:
            self._table.transact(
                [
                    put(_key(case), _attributes(case), condition="attribute_not_exists(pk)"),
                    *_log(case),
                    *pointing(None, case),
                ]
            )
        except Cancelled:
            return self.get(case.case_id)
        return case.model_copy(update={"news": ()})

    def decision(self, case_id: str, number: int) -> Decision:
        named = Subject.of(case_id)
        item = self._table.get(keys.decision(*named, number)) if named else None
        if item is None:
            raise NotFound("There is no such decision.")
        return Decision.model_validate_json(item["document"])

    def entries(self, case_id: str) -> Iterable[Entry]:
        named = Subject.of(case_id)
        if named is None:
            return
        pk, prefix = keys.entries(*named)
        for item in self._table.query("pk", pk, begins=("sk", prefix)):
            yield Entry.model_validate_json(item["document"])

    def anchors(self, case_ids: Sequence[str]) -> Sequence[Anchor]:
        named = (Subject.of(case_id) for case_id in case_ids)
        items = self._table.get_all((keys.case(*each) for each in named if each), consistent=False)
        return [
            Anchor(case_id=case.case_id, entries=case.entries, hash=case.head) for case in map(loaded, items.values())
        ]

    def noted_on(self, day: date) -> Collection[str]:
        buckets = (keys.queue_shard(NOTED_ON.format(day), number) for number in range(keys.QUEUE_SHARDS))
        found = (self._table.query("queue_pk", bucket, index="queue", only=("queue_sk",)) for bucket in buckets)
        return {item["queue_sk"] for lines in found for item in lines}

    def answers(self, case_id: str, report_id: str = "") -> Sequence[Answer]:
        named = Subject.of(case_id)
        if named is None:
            return []
        pk, prefix = keys.answers(*named, report_id)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=LOOKED_THROUGH)
        answers = [Answer.model_validate_json(item["document"]) for item in found]
        return sorted(answers, key=lambda answer: answer.at, reverse=True)[:MOST_ANSWERS]

    def actions(self, review_id: str) -> Sequence[Action]:
        pk, prefix = keys.actions(review_id)
        found = self._table.query("pk", pk, begins=("sk", prefix), limit=20, backwards=True)
        return [Action.model_validate_json(item["document"]) for item in found]

    def action_done(self, action: Action) -> None:
        self._table.put(keys.action(action.review_id, action.sequence), {"document": action.model_dump_json()})

    def next_sequence(self, review_id: str) -> int:
        return max((action.sequence for action in self.actions(review_id)), default=0) + 1

    def in_bucket(
        self,
        bucket: str,
        *,
        after: Mapping[str, str] | None = None,
        limit: int = 50,
        newest_first: bool = False,
        begins: str = "",
        fits: Callable[[CaseLine], bool] | None = None,
    ) -> Page[CaseLine]:
        lines = merged(self._table, bucket, after or {}, begins, newest_first=newest_first, page=limit)
        return page_of(lines, after or {}, limit, fits)

    def _counting(self, case: Case, more: int) -> Write:
        decided = {f":{status}": status.value for status in sorted(DECIDED)}
        return update(
            _key(case),
            "ADD report_count :more",
            given={":more": more, **decided},
            names={"#status": "status"},
            condition=f"attribute_exists(pk) AND NOT #status IN ({', '.join(decided)})",
        )


def _key(case: Case) -> Key:
    return keys.case(case.subject, case.round)


def _attributes(case: Case) -> dict[str, str | int | bool]:
    """The document, the numbers beside it, and what the lists show."""
    shown = {
        "case_id": case.case_id,
        "review_id": case.review_id,
        "status": case.status.value,
        "queue": case.queue.value if case.queue else "",
        "priority": case.priority.value,
        "due_at": case.due_at.isoformat() if case.due_at else "",
        "top_finding": case.top_finding,
        "guidelines": " ".join(case.guidelines),
        "opened_at": case.opened_at.isoformat(),
        "card": case.card.model_dump_json(),
        "claim": case.claim.model_dump_json() if case.claim else "",
    }
    return {
        "document": case.model_dump_json(exclude=BESIDE, exclude_defaults=True),
        "report_count": case.report_count,
        "revision": case.revision,
        **{name: value for name, value in shown.items() if value},
        **keys.queue(case),
        **keys.overdue(_key(case), case.move_by),
    }


def _saving(before: Case, after: Case, *, more: int = 0) -> Write:
    values = _attributes(after.model_copy(update={"revision": before.revision + 1}))
    del values["report_count"]
    changes, names, given = setting(values, removed=[name for name in INDEXED if name not in values])
    if more:
        changes, given = f"{changes} ADD report_count :more", {**given, ":more": more}
    return update(
        _key(after), changes, names=names, given={**given, ":read": before.revision}, condition="#revision = :read"
    )


def _log(case: Case) -> list[Write]:
    """The case's new log entries. One that is there already means that somebody else moved the case first."""
    return [
        put(
            keys.entry(case, entry),
            {"document": entry.model_dump_json(), **_noted(case, entry)},
            condition="attribute_not_exists(pk)",
        )
        for entry in case.news
    ]


def _noted(case: Case, entry: Entry) -> dict[str, str]:
    """What lists an entry by its own day, where the case stands among those decided on an earlier one."""
    if not case.is_decided or entry.at.date() == case.moved_at.date():
        return {}
    number = keys.shard(case.case_id, keys.QUEUE_SHARDS)
    return {"queue_pk": keys.queue_shard(NOTED_ON.format(entry.at), number), "queue_sk": case.case_id}


def _facts(case: Case, facts: Sequence[Fact]) -> list[Write]:
    return [
        put(keys.of_fact(case, item), {"document": item.model_dump_json()}, condition=_condition(item))
        for item in facts
    ]


def _condition(item: Fact) -> str:
    """A decision, a bar, removed words may be written again; an appeal, an action, an answer are the first or none."""
    return "attribute_not_exists(pk)" if isinstance(item, Appeal | Action | Answer) else ""


def _is_appeal(write: Write) -> bool:
    return "Put" in write and keys.is_appeal(decode(write["Put"]["Item"])["sk"])


def _without_stamped(reports: list[Report], refused: Cancelled, *, after: int) -> list[Report]:
    if any(place < after for place in refused.failed):
        raise StaleCase("The case has changed since it was read.") from refused
    return [report for place, report in enumerate(reports, start=after) if place not in refused.failed]
