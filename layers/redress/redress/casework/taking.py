"""The next case for whoever asks: the most pressing one that is theirs to decide and in nobody's hands."""

import heapq
from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from redress.errors import CaseHeld, IllegalMove, NotAllowed, NotFound, StaleCase
from redress.model import Case, CaseLine, Queue, Role, Staff, Value
from redress.model.people import staff_only
from redress.policy import Policy
from redress.ports import CaseStore, Clock
from redress.ports.desk import DeskStore
from redress.review import claim_case, skip

AT_ONCE = 20
TRIES = 50
SKIPPED_FOR = timedelta(days=30)
NOT_MINE_FOR = timedelta(days=1)
WHO = {Queue.LEGAL: (Role.LEGAL, Role.ADMIN), Queue.PARKED: (Role.ADMIN,)}
"""Queues that are not everybody's. What else is not mine the case alone knows, and says when it is claimed."""


class Passing(Value):
    """The body of `POST /v1/queues/{queue}/next`: cases that are not wanted just now."""

    but: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(default=(), max_length=50, alias="except")]


def next_case(
    queue: str,
    passing: Collection[str],
    staff: Staff,
    *,
    cases: CaseStore,
    desk_store: DeskStore,
    policy: Policy,
    clock: Clock,
) -> str | None:
    """Take the next case of a queue, or of `any`; None when there is none for this person.

    Lists lag a moment behind. So each is claimed on what the case itself says, and of two who want the same one gets
    it and the other goes on to the next.
    """
    staff_only(staff)
    now, queues = clock(), _queues(queue, staff)
    aside = desk_store.aside(staff.name, now).union(passing)

    def fits(line: CaseLine) -> bool:
        held = line.claim is not None and line.claim.until > now and line.claim.by != staff.name
        return not held and line.case_id not in aside

    pressing = heapq.merge(*(_lines(each, fits, cases) for each in queues), key=_pressing)
    for tried, line in enumerate(pressing):
        if tried == TRIES:
            raise StaleCase("Many take cases from this queue just now. Ask again.")
        try:
            claim_case(line.case_id, staff, cases=cases, policy=policy, clock=clock)
        except NotAllowed:
            desk_store.set_aside(staff.name, line.case_id, now + NOT_MINE_FOR)
        except (CaseHeld, IllegalMove, NotFound, StaleCase):
            pass  # somebody was faster, and the list does not know yet
        else:
            return line.case_id
    return None


def skip_case(
    case_id: str, reason: str, staff: Staff, *, cases: CaseStore, desk_store: DeskStore, clock: Clock
) -> Case:
    """Hand a case back, and not be offered it again for a month."""
    case = skip(case_id, reason, staff, cases=cases, clock=clock)
    desk_store.set_aside(staff.name, case_id, clock() + SKIPPED_FOR)
    return case


def _queues(name: str, staff: Staff) -> list[Queue]:
    mine = [queue for queue in Queue if staff.is_any(*WHO.get(queue, tuple(Role)))]
    if name == "any":
        return mine
    if name not in set(Queue):
        raise NotFound("There is no such queue.")
    if name not in mine:
        raise NotAllowed("Your role may not take cases from this queue.")
    return [Queue(name)]


def _lines(queue: Queue, fits: Callable[[CaseLine], bool], cases: CaseStore) -> Iterator[CaseLine]:
    position = None
    while True:
        page = cases.in_bucket(queue.value, after=position, limit=AT_ONCE, fits=fits)
        yield from page.items
        if page.next is None:
            return
        position = page.next


def _pressing(line: CaseLine) -> tuple[int, str]:
    return line.priority.rank, (line.due_at or line.opened_at).isoformat()
