"""The shapes in which the desk sees cases in lists, and what its moves answer."""

from datetime import datetime
from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from redress.model import Case, CaseLine, Priority, Queue, Status, Value
from redress.model.subject import unlapsed


class ReviewLine(Value):
    """A review in a list."""

    id: str
    url: str
    title: str
    rating: int | None
    excerpt: str


class CaseItem(Value):
    """A case in a list."""

    case_id: str
    review: ReviewLine | None
    status: Status
    queue: Queue | None
    priority: Priority
    due_at: datetime | None
    report_count: int
    top_finding: str | None
    claimed_by: str | None
    opened_at: datetime


class Items(Value):
    """A page of a list; `next` is the cursor of the next one, absent at the end."""

    next: str | None = None

    @model_serializer(mode="wrap")
    def _absent_at_the_end(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = dump(self)
        return said if self.next else {name: value for name, value in said.items() if name != "next"}


class CaseItems(Items):
    """A page of cases."""

    items: tuple[CaseItem, ...]


class Moved(Value):
    """What a move answers: where the case is now, and from when a decision can no longer be withdrawn.

    `held`: it waits for a second person, and takes effect at no time that anybody knows yet.
    """

    case_id: str
    status: Status
    queue: Queue | None
    version: int
    effective_at: datetime | None
    held: bool


class Claimed(Value):
    """A lease on a case."""

    claimed_by: str
    until: datetime


def case_item(line: CaseLine, now: datetime) -> CaseItem:
    return CaseItem(**of_line(line, now))


def of_line(line: CaseLine, now: datetime) -> dict[str, Any]:
    """The fields of a case in a list, whatever else the list shows beside them."""
    holds = unlapsed(line.claim, now)
    card = line.card
    return {
        "case_id": line.case_id,
        "review": ReviewLine(
            id=line.review_id, url=card.url, title=card.title, rating=card.rating, excerpt=card.excerpt
        )
        if line.review_id
        else None,
        "status": line.status,
        "queue": line.queue,
        "priority": line.priority,
        "due_at": line.due_at,
        "report_count": line.report_count,
        "top_finding": line.top_finding or None,
        "claimed_by": holds.by if holds else None,
        "opened_at": line.opened_at,
    }


def moved(case: Case) -> Moved:
    made = case.decision if case.status is Status.DECIDING else None
    return Moved(
        case_id=case.case_id,
        status=case.status,
        queue=case.queue,
        version=case.version,
        effective_at=made.takes_effect_at if made else None,
        held=made is not None and made.awaits_second_person,
    )
