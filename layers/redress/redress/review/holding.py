"""Taking a case and handing it back, and what is written beside it."""

from datetime import timedelta

from redress.errors import InvalidInput
from redress.model import Case, Claim, Role, Staff
from redress.model.audit import hash_of
from redress.model.people import staff_only
from redress.model.subject import Note
from redress.policy import Policy
from redress.ports import CaseStore, Clock
from redress.review.moving import move
from redress.review.rights import allowed, not_held_by_another

MOST_NOTES = 150_000
"""Bytes as they are stored, where one control character is six: an item of the table holds 400 KB, and the case must
have room to be decided."""


def beside(case: Case, note: Note) -> tuple[Note, ...] | None:
    """The case's notes with this one, or None where there is no room for it."""
    notes = (*case.notes, note)
    size = sum(len(note.model_dump_json(exclude_defaults=True).encode()) for note in notes)
    return notes if size <= MOST_NOTES else None


def claim_case(case_id: str, staff: Staff, *, cases: CaseStore, policy: Policy, clock: Clock) -> Claim:
    """Take a case for some minutes, or keep it for some more. CaseHeld while somebody else holds it."""
    now = clock()
    claim = Claim(by=staff.name, until=now + timedelta(minutes=policy.limits.lease_minutes))

    def change(case: Case) -> tuple[Case]:
        not_held_by_another(case, staff, now)
        allowed(case, staff, "claim", now)
        return (case.claimed(claim),)

    move(case_id, change, cases=cases)
    return claim


def release(case_id: str, staff: Staff, *, cases: CaseStore, clock: Clock) -> Case:
    """Put a case down that one holds, or that nobody holds. An admin may take it out of another's hands."""
    now = clock()

    def change(case: Case) -> tuple[Case]:
        if not staff.is_any(Role.ADMIN):
            not_held_by_another(case, staff, now)
        return (case.model_copy(update={"claim": None}),)

    staff_only(staff)
    return move(case_id, change, cases=cases)


def skip(case_id: str, reason: str, staff: Staff, *, cases: CaseStore, clock: Clock) -> Case:
    """Hand a case back, in one step: the lease ends and the reason is kept."""
    now = clock()

    def change(case: Case) -> tuple[Case]:
        not_held_by_another(case, staff, now)
        allowed(case, staff, "skip", now)
        notes = beside(case, Note(by=staff.name, at=now, text=reason, kind="skip"))
        facts = {"words": hash_of(reason)}
        return (case.noted(now, actor=staff.name, act="skipped", facts=facts, claim=None, notes=notes or case.notes),)

    return move(case_id, change, cases=cases)


def add_note(case_id: str, text: str, staff: Staff, *, cases: CaseStore, clock: Clock) -> Case:
    """A note for colleagues: kept beside the log, which holds only its hash."""
    staff_only(staff)
    now = clock()

    def change(case: Case) -> tuple[Case]:
        notes = beside(case, Note(by=staff.name, at=now, text=text))
        if notes is None:
            raise InvalidInput.at("/text", "This case holds as many notes as it can. Make this one shorter, or none.")
        return (case.noted(now, actor=staff.name, act="note", facts={"words": hash_of(text)}, notes=notes),)

    return move(case_id, change, cases=cases)
