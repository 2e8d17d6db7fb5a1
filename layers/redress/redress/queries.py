"""What the desk reads: queues, lists, a case whole. Each a few bounded reads by key or index."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from redress.errors import NotAllowed
from redress.model import (
    DECIDED,
    Case,
    CaseLine,
    Entry,
    KnownReview,
    Priority,
    Queue,
    Report,
    Review,
    Role,
    Staff,
    Status,
    Value,
)
from redress.ports import CaseStore, Clock, Page, ReportStore, ReviewStore

MOST_DAYS = 31
READ_AT_MOST = 2_000
"""Index lines that one page of a filtered list may look through before it hands over to its cursor."""
COUNTED_AT_MOST = 5_000


class Filter(Value):
    """What a list of cases is narrowed to."""

    queue: Queue | None = None
    status: Status | None = None
    priority: Priority | None = None
    guideline: str = ""


def list_cases(
    staff: Staff, wanted: Filter, *, cursor: Mapping[str, str] | None, limit: int, cases: CaseStore, clock: Clock
) -> Page[CaseLine]:
    """One page, most pressing first; decided ones newest first, day by day back from today."""
    _staff_only(staff)
    buckets = list(_buckets(wanted, clock().date()))
    began = (cursor or {}).get("bucket", "")
    position: Mapping[str, str] | None = {name: place for name, place in (cursor or {}).items() if name != "bucket"}
    start = buckets.index(began) if began in buckets else 0
    found: list[CaseLine] = []
    seen = 0
    for number, bucket in enumerate(buckets[start:], start=start):
        while True:
            newest_first = bucket.startswith("decided-")
            page = cases.in_bucket(bucket, after=position, limit=limit - len(found), newest_first=newest_first)
            seen += len(page.items)
            found += [line for line in page.items if _fits(line, wanted)]
            position = page.next
            if position is None:
                break
            if len(found) >= limit or seen >= READ_AT_MOST:
                return Page(found, {**position, "bucket": bucket})
        if len(found) >= limit and number + 1 < len(buckets):
            return Page(found, {"bucket": buckets[number + 1]})
    return Page(found, None)


def _buckets(wanted: Filter, today: date) -> Iterator[str]:
    if wanted.status in DECIDED:
        yield from (f"decided-{today - timedelta(days=back):%Y-%m-%d}" for back in range(MOST_DAYS))
        return
    person = {Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.PARKED}
    if wanted.status is not None and wanted.status not in person:
        yield f"waiting-{wanted.status}"
        return
    if wanted.queue is not None:
        yield wanted.queue.value
        return
    yield from (queue.value for queue in Queue)


def _fits(line: CaseLine, wanted: Filter) -> bool:
    return (
        (wanted.queue is None or line.queue is wanted.queue)
        and (wanted.status is None or line.status is wanted.status)
        and (wanted.priority is None or line.priority is wanted.priority)
        and (not wanted.guideline or line.top_finding == wanted.guideline)
    )


class CaseFile(Value):
    """A case, whole, as one of the staff may see it."""

    case: Case
    review: Review | None
    current: KnownReview | None
    reports: tuple[Report, ...]
    more: Mapping[str, str] | None
    history: tuple[Entry, ...]
    allowed: tuple[str, ...]


def case_file(
    case_id: str, staff: Staff, *, cases: CaseStore, reports: ReportStore, reviews: ReviewStore, clock: Clock
) -> CaseFile:
    _staff_only(staff)
    case = cases.get(case_id)
    page = reports.of_case(case_id, limit=50)
    current = reviews.get(case.review_id) if case.review_id else None
    judged: Review | None = current if current is not None and current.snapshot == case.snapshot else None
    if judged is None and case.snapshot:
        judged = reviews.snapshot(case.review_id, case.snapshot)
    return CaseFile(
        case=case,
        review=judged,
        current=current,
        reports=tuple(page.items),
        more=page.next,
        history=tuple(cases.entries(case_id)),
        allowed=case.allowed(staff, clock()),
    )


def reports_of_case(
    case_id: str, staff: Staff, *, cursor: Mapping[str, str] | None, limit: int, reports: ReportStore, cases: CaseStore
) -> Page[Report]:
    _staff_only(staff)
    return reports.of_case(cases.get(case_id).case_id, after=cursor, limit=limit)


class QueueState(Value):
    """A queue in one line. `at_least` says that the length is a lower bound: the queue is longer than is counted."""

    queue: Queue
    length: int
    at_least: bool
    oldest: datetime | None
    overdue: int
    next_due: datetime | None


def queues(staff: Staff, *, cases: CaseStore, clock: Clock) -> Sequence[QueueState]:
    """Each queue's length, oldest, overdue and next due, off the index: at most five thousand lines a queue."""
    _staff_only(staff)
    return [_state(queue, cases, clock()) for queue in Queue]


def _state(queue: Queue, cases: CaseStore, now: datetime) -> QueueState:
    lines: list[CaseLine] = []
    position: Mapping[str, str] | None = None
    while True:
        page = cases.in_bucket(queue.value, after=position, limit=1_000)
        lines += page.items
        position = page.next
        if position is None or len(lines) >= COUNTED_AT_MOST:
            break
    dues = [line.due_at for line in lines if line.due_at]
    return QueueState(
        queue=queue,
        length=len(lines),
        at_least=position is not None,
        oldest=min((line.opened_at for line in lines), default=None),
        overdue=sum(due < now for due in dues),
        next_due=min((due for due in dues if due >= now), default=None),
    )


def _staff_only(staff: Staff) -> None:
    if not staff.is_any(Role.MODERATOR, Role.LEGAL, Role.ADMIN):
        raise NotAllowed("Only moderators, legal and admins may read this.")
