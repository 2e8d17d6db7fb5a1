"""Who else has a case open, and where it is by now: asked every few seconds, so it costs a write and two reads.

It is written beside the case, never on it: looking changes no version, wakes no reader of the stream, and is forgotten.
"""

from datetime import datetime, timedelta

from redress.model import Case, Decision, Outcome, Priority, Queue, Staff, Status, Value
from redress.model.people import staff_only
from redress.ports import CaseStore, Clock
from redress.ports.desk import DeskStore, Looker

A_WHILE = timedelta(seconds=25)
"""How long somebody counts as looking without a sign of life: two and a half of the desk's signs."""


class Made(Value):
    """A decision as another person who looks should see it at once."""

    outcome: Outcome
    decided_by: str
    decided_at: datetime
    effective_at: datetime | None
    held: bool
    approved_by: str


class Sight(Value):
    """A case in a glance, and who else looks at it."""

    others: tuple[Looker, ...]
    version: int
    status: Status
    queue: Queue | None
    priority: Priority
    due_at: datetime | None
    report_count: int
    claimed_by: str | None
    claimed_until: datetime | None
    decision: Made | None


def look(case_id: str, staff: Staff, *, cases: CaseStore, desk_store: DeskStore, clock: Clock) -> Sight:
    """Say that I look, and see who else does and what became of the case meanwhile."""
    staff_only(staff)
    case, now = cases.get(case_id), clock()
    desk_store.look(case_id, Looker(name=staff.name, until=now + A_WHILE))
    others = [looker for looker in desk_store.lookers(case_id, now) if looker.name != staff.name]
    return _sight(case, others, now)


def look_away(case_id: str, staff: Staff, *, cases: CaseStore, desk_store: DeskStore) -> None:
    staff_only(staff)
    desk_store.look_away(cases.get(case_id).case_id, staff.name)


def _sight(case: Case, others: list[Looker], now: datetime) -> Sight:
    holds = case.claim if case.claim is not None and case.claim.until > now else None
    return Sight(
        others=tuple(others),
        version=case.version,
        status=case.status,
        queue=case.queue,
        priority=case.priority,
        due_at=case.due_at,
        report_count=case.report_count,
        claimed_by=holds.by if holds else None,
        claimed_until=holds.until if holds else None,
        decision=_made(case.decision) if case.decision else None,
    )


def _made(decision: Decision) -> Made:
    said = {name: getattr(decision, name) for name in Made.model_fields}
    return Made(**{**said, "effective_at": decision.takes_effect_at})
