"""Stored cases by the thousand, put past the use cases: all of one author, on one product, and many reports of one
speaker on one of them. The worst that a path can meet.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.cases import _attributes, _key
from redress.adapters.dynamodb.counters import DynamoCounters
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.pointers import speaking
from redress.adapters.dynamodb.reports import _attributes as report_attributes
from redress.adapters.dynamodb.table import Table
from redress.model import Card, Priority, Queue, Status
from redress.ports.tally import Counted, Ranked
from tests.builders.nouns import START, a_case, a_finding, a_report

HOT = "HOT"
SPEAKER = "somebody@example.org"
AUTHOR, PRODUCT = "A1", "P1"
COMMON, RARE = "respect.harassment", "respect.threat"
EACH_REPORT, AT_LEAST = 10, 300
FACTS = 300
BUSY_DAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
QUEUES = tuple(Queue)
CARD = Card(
    title="Not for me", rating=2, excerpt="It takes ages to boil, and nobody cared. " * 3, url="https://shop.example/"
)


def store(table: Table, first: int, last: int) -> None:
    """All of them open; for each ten, and for the first, another that was decided today, and one report more."""
    batch: list[tuple[Key, Any]] = []
    for number in range(first, last):
        batch += _items(number)
        if len(batch) >= 500:
            table.put_all(batch)
            batch = []
    hot = a_case(HOT, status=Status.NEEDS_INFO, queue=Queue.PRIVACY, report_count=last // EACH_REPORT, card=CARD)
    table.put_all([*batch, (_key(hot), _attributes(hot))])
    DynamoCounters(table).count([_counted(number) for number in range(first, first + FACTS)])


def _counted(number: int) -> Counted:
    """Each about a product of its own: a day's first of very many are a bounded list."""
    ranked = {Ranked("product", f"P{number}"): 1}
    return Counted(f"bench:{number}", f"{BUSY_DAY:%Y-%m-%d}", {"reports": {"all": 1, "channel.api": 1}}, ranked=ranked)


def _items(number: int) -> Iterator[tuple[Key, Any]]:
    case = a_case(
        f"G{number:07d}",
        status=Status.HUMAN_REVIEW,
        queue=QUEUES[number % len(QUEUES)],
        priority=(Priority.NORMAL, Priority.HIGH)[number % 2],
        due_at=START + timedelta(minutes=number % 10_000),
        move_by=START + timedelta(days=900),
        author_id=AUTHOR,
        product_id=PRODUCT,
        findings=(a_finding(COMMON),),
        card=CARD,
    )
    yield _key(case), _attributes(case)
    if number % EACH_REPORT == 0 or number < AT_LEAST:
        decided = case.model_copy(
            update={
                "subject": case.subject.model_copy(update={"id": f"D{number:07d}"}),
                "case_id": f"r-D{number:07d}-1",
            }
        ).model_copy(update={"status": Status.KEPT, "moved_at": BUSY_DAY + timedelta(seconds=number % 3600)})
        yield _key(decided), _attributes(decided)
        yield keys.opened("author", AUTHOR, case), {}
        yield keys.opened("product", PRODUCT, case), {}
        report = a_report(HOT, by=SPEAKER, received_at=START + timedelta(seconds=number % 80_000))
        stamped = report.model_copy(update={"case_id": f"r-{HOT}-1", "round": 1, "move_by": None})
        placed = keys.case_reports(stamped.case_id, stamped)
        yield (
            keys.report(report.report_id),
            {**report_attributes(stamped), "case_id": stamped.case_id, "round": 1, **placed},
        )
        yield from speaking(stamped)
