"""A mail that named no review, and a person who knows which one it means."""

from datetime import datetime

from redress.errors import InvalidInput, NotFound, StaleCase
from redress.intake_mail.reporting import report_on
from redress.intake_mail.room import Room
from redress.mail.parts import MOST_BYTES
from redress.mail.reader import read
from redress.mail.reading import Envelope
from redress.model import Case, Staff, Status
from redress.model.people import staff_only
from redress.ports import Workflow
from redress.review.moving import TRIES, move
from redress.review.rights import allowed, not_held_by_another

OUTCOME = "out_of_scope"


def attach_to_review(case_id: str, review_id: str, staff: Staff, *, room: Room, workflow: Workflow) -> Case:
    """Make each mail of the case a report on the review, then close the mail's own case.

    Safe to repeat: the reports have ids made of mail and review, and the case is closed last, with just the mails that
    became reports: one that comes meanwhile is made one too.
    """
    staff_only(staff)
    case, now = room.cases.get(case_id), room.clock()
    if case.subject.kind != "mail":
        raise InvalidInput.at("/review_id", "This case is about a review already.")
    if case.attached_to == review_id:
        return case
    reported: set[str] = set()

    def change(case: Case) -> tuple[Case]:
        closed = attached_by(staff, case, review_id, now)
        for key in case.replies:
            if key not in reported:
                _report(key, review_id, room)
                reported.add(key)
        return (closed,)

    saved = move(case_id, change, cases=room.cases)
    if saved.token:
        workflow.answer(saved.token, OUTCOME)
    return saved


def attached_by(staff: Staff, case: Case, review_id: str, now: datetime) -> Case:
    """The mail's case at its end, if this person may end it now."""
    not_held_by_another(case, staff, now)
    allowed(case, staff, "attach", now)
    return case.moved(
        Status.OUT_OF_SCOPE,
        now,
        actor=staff.name,
        act="attached",
        facts={"review": review_id},
        attached_to=review_id,
        claim=None,
        move_by=None,
    )


def _report(key: str, review_id: str, room: Room) -> None:
    """Whoever takes the mail in may be ending its row at this very moment: then once more."""
    for _ in range(TRIES):
        row = room.mails.get(key)
        if row is None:
            raise NotFound("A mail of this case has no row.")
        raw = room.raw_mail.get(key, up_to=MOST_BYTES + 1)
        try:
            report_on((review_id,), row, read(raw.content, Envelope(), room.urls, own=room.own), room)
        except StaleCase:
            continue
        return
    raise StaleCase("A mail of this case is being taken in. Try again.")
