"""What the desk reads: lists, a case whole. Each a few bounded reads by key or index."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from redress.model import (
    DECIDED,
    CaseLine,
    Priority,
    Queue,
    Staff,
    Status,
    Value,
)
from redress.model.moves import HELD, WITH_A_PERSON
from redress.model.people import staff_only
from redress.ports import CaseStore, Clock, Page

MOST_DAYS = 31


class Filter(Value):
    """What a list of cases is narrowed to. `guideline`: found, named by a report, or decided on; `lang`: of the
    review's author, as the platform told; `held`: decisions that wait for a second person; `mine`: what I hold now.
    """

    queue: Queue | None = None
    status: Status | None = None
    priority: Priority | None = None
    guideline: Annotated[str, Field(max_length=64)] = ""
    lang: Annotated[str, Field(pattern="^[a-z]{0,8}$")] = ""
    overdue: bool = False
    mine: bool = False
    held: bool = False

    @property
    def names_a_place(self) -> bool:
        """Whether all that fit lie side by side, so that no line need be looked at."""
        inside = self.guideline or self.lang or self.overdue or self.mine or self.status in DECIDED | WITH_A_PERSON
        return not inside and not (self.queue and (self.held or self.status))

    def fits(self, line: CaseLine, staff: Staff, now: datetime) -> bool:
        holds = line.claim.by if line.claim is not None and line.claim.until > now else ""
        return (
            (self.queue is None or line.queue is self.queue)
            and (self.status is None or line.status is self.status)
            and (self.priority is None or line.priority is self.priority)
            and (not self.guideline or self.guideline in line.guidelines)
            and (not self.lang or line.card.lang == self.lang)
            and (not self.overdue or (line.due_at is not None and line.due_at < now))
            and (not self.mine or holds == staff.name)
        )


def list_cases(
    staff: Staff, wanted: Filter, *, cursor: Mapping[str, str] | None, limit: int, cases: CaseStore, clock: Clock
) -> Page[CaseLine]:
    """One page, most pressing first; decided ones newest first, day by day back from today."""
    staff_only(staff)
    now = clock()
    buckets = list(_buckets(wanted, now.date()))
    began = (cursor or {}).get("bucket", "")
    position: Mapping[str, str] | None = {name: place for name, place in (cursor or {}).items() if name != "bucket"}
    start = buckets.index(began) if began in buckets else 0
    found: list[CaseLine] = []
    for bucket in buckets[start:]:
        if len(found) >= limit:
            return Page(found, {"bucket": bucket})
        decided = bucket.startswith("decided-")
        page = cases.in_bucket(
            bucket,
            after=position,
            limit=limit - len(found),
            newest_first=decided,
            begins=f"{wanted.priority.rank}#" if wanted.priority and not decided else "",
            fits=None if wanted.names_a_place else lambda line: wanted.fits(line, staff, now),
        )
        found += page.items
        position = None
        if page.next is not None:
            return Page(found, {**page.next, "bucket": bucket})
    return Page(found, None)


def _buckets(wanted: Filter, today: date) -> Iterator[str]:
    if wanted.held:
        yield HELD
        return
    if wanted.status in DECIDED:
        yield from (f"decided-{today - timedelta(days=back):%Y-%m-%d}" for back in range(MOST_DAYS))
        return
    if wanted.status is not None and wanted.status not in WITH_A_PERSON:
        yield from (HELD,) if wanted.status is Status.DECIDING else ()
        yield f"waiting-{wanted.status}"
        return
    if wanted.queue is not None:
        yield wanted.queue.value
        return
    yield from (queue.value for queue in Queue)
