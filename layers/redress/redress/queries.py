"""What the desk reads: lists, a case whole. Each a few bounded reads by key or index."""

from collections.abc import Iterable, Iterator, Mapping
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
from redress.model.subject import unlapsed
from redress.ports import CaseStore, Clock, Page

QUIET_DAYS = 31
"""Days in a row on which no case was decided: a list of decided ones looks no further back."""
DAYS_A_PAGE = 62
"""Days that one page of it looks through."""
ENDED = "decided-"


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
        holds = unlapsed(line.claim, now)
        return (
            (self.queue is None or line.queue is self.queue)
            and (self.status is None or line.status is self.status)
            and (self.priority is None or line.priority is self.priority)
            and (not self.guideline or self.guideline in line.guidelines)
            and (not self.lang or line.card.lang == self.lang)
            and (not self.overdue or (line.due_at is not None and line.due_at < now))
            and (not self.mine or (holds is not None and holds.by == staff.name))
        )


def list_cases(
    staff: Staff, wanted: Filter, *, cursor: Mapping[str, str] | None, limit: int, cases: CaseStore, clock: Clock
) -> Page[CaseLine]:
    """One page, most pressing first; decided ones newest first, day by day back from today."""
    staff_only(staff)
    now = clock()
    place = dict(cursor or {})
    began, quiet = place.pop("bucket", ""), int(place.pop("quiet", "0"))
    found: list[CaseLine] = []
    for number, bucket in enumerate(_from(began, wanted, now.date())):
        if len(found) >= limit or number == DAYS_A_PAGE:
            return Page(found, {"bucket": bucket, "quiet": str(quiet)})
        decided, looked = bucket.startswith(ENDED), _Looked(wanted, staff, now)
        page = cases.in_bucket(
            bucket,
            after=place,
            limit=limit - len(found),
            newest_first=decided,
            begins=f"{wanted.priority.rank}#" if wanted.priority and not decided else "",
            fits=None if wanted.names_a_place else looked.fits,
        )
        found += page.items
        if page.next is not None:
            return Page(found, {**page.next, "bucket": bucket})
        place, quiet = {}, 0 if looked.at_any else quiet + 1
        if decided and quiet == QUIET_DAYS:
            break
    return Page(found, None)


class _Looked:
    """What fits, and whether there was anything to look at: a day that only has what does not fit is no quiet one."""

    def __init__(self, wanted: Filter, staff: Staff, now: datetime) -> None:
        self._wanted, self._staff, self._now = wanted, staff, now
        self.at_any = False

    def fits(self, line: CaseLine) -> bool:
        self.at_any = True
        return self._wanted.fits(line, self._staff, self._now)


def _from(began: str, wanted: Filter, today: date) -> Iterable[str]:
    """Where a list goes on: at the bucket in its cursor, for decided cases a day, whatever day it is by now."""
    if wanted.status in DECIDED and not wanted.held:
        return _days(date.fromisoformat(began.removeprefix(ENDED)) if began.startswith(ENDED) else today)
    buckets = list(_buckets(wanted))
    return buckets[buckets.index(began) if began in buckets else 0 :]


def _days(last: date) -> Iterator[str]:
    for back in range((last - date.min).days + 1):
        yield f"{ENDED}{last - timedelta(days=back):%Y-%m-%d}"


def _buckets(wanted: Filter) -> Iterator[str]:
    if wanted.held:
        yield HELD
        return
    if wanted.status is not None and wanted.status not in WITH_A_PERSON:
        yield from (HELD,) if wanted.status is Status.DECIDING else ()
        yield f"waiting-{wanted.status}"
        return
    if wanted.queue is not None:
        yield wanted.queue.value
        return
    yield from (queue.value for queue in Queue)
