"""From one mail to one report for each review that it names, and their acknowledgement."""

from collections.abc import Sequence

from redress.intake import STREAM_GRACE
from redress.intake_mail.letters_back import has_room_for, tell
from redress.intake_mail.persons_case import give_to_a_person, with_a_case
from redress.intake_mail.room import Room
from redress.mail.course import words_of
from redress.mail.reading import Reading
from redress.mail.urls import MOST_URLS
from redress.model import Channel, MailRow, MailState, NoticeKind, Report, Reporter
from redress.seal import reference, report_id

LONGEST_EXPLANATION = 5_000
MOST_UNKNOWN = 50
"""Reviews of one mail that nobody has told us of and that each become a case: a person looks at a list of more."""


def report_all(row: MailRow, reading: Reading, room: Room) -> MailRow:
    """A report for each review; what is too much for that stays with the mail, in a case of its own."""
    known, why = reading.review_ids_new, ""
    if "too_many_reviews" in reading.defects:
        why = f"It names more than {MOST_URLS} reviews; what is beyond them is reported by nobody yet."
    if len(known) > MOST_UNKNOWN:
        told_of = tuple(review_id for review_id in known if room.reviews.get(review_id) is not None)
        unknown = len(known) - len(told_of)
        if unknown > MOST_UNKNOWN:
            known, why = told_of, f"It names {unknown} reviews that nobody has told us of. {why}".strip()
    if not known:
        return give_to_a_person(row, reading, room, why=why)
    if why:
        row = with_a_case(row, reading, room, why=why)
    return report_on(known, row, reading, room, why=why)


def report_on(review_ids: Sequence[str], row: MailRow, reading: Reading, room: Room, *, why: str = "") -> MailRow:
    """Safe to repeat: each report has an id made of the mail and the review, and so has the acknowledgement."""
    made = [_report(row, reading, review_id, room) for review_id in review_ids]
    for report in made:
        room.reports.add(report)
    known = (*row.report_ids, *(report.report_id for report in made))
    row = row.model_copy(update={"report_ids": tuple(dict.fromkeys(known))})
    if not (reading.answerable and made):
        return room.ended(row, MailState.REPORTED, why=why)
    if not has_room_for(row, reading, NoticeKind.ACKNOWLEDGEMENT, room):
        return room.ended(row.model_copy(update={"unanswered": True}), MailState.REPORTED, why=why)
    named = ", ".join(report.reference for report in made)
    about = made[0].model_copy(update={"reference": named})
    return tell(row, reading, NoticeKind.ACKNOWLEDGEMENT, room, state=MailState.REPORTED, about=about, why=why)


def _report(row: MailRow, reading: Reading, review_id: str, room: Room) -> Report:
    name = report_id(room.seal.derive("report", "mail", row.key, review_id))
    return Report(
        report_id=name,
        reference=reference(name),
        channel=Channel.MAIL,
        received_at=row.received_at,
        review_id=review_id,
        explanation=words_of(reading).strip()[:LONGEST_EXPLANATION] or reading.subject or "(no words)",
        guideline=next((guideline for guideline in reading.guidelines if guideline in room.policy.ids), ""),
        relation=reading.relation,
        reporter=Reporter(name=reading.sender_name, email=reading.sender, lang=reading.lang),
        identity=reading.vouched,
        legal=reading.legal,
        evidence=bool(reading.attachments),
        mail_key=row.key,
        move_by=room.clock() + STREAM_GRACE,
    )
