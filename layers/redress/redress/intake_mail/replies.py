"""Mail that answers a letter of ours, known by the signed token in its address; and mail that is never answered."""

from typing import NamedTuple

from redress.errors import NotFound
from redress.intake_mail.persons_case import MOST_MAILS_OF_A_CASE, SEEN_BY_A_PERSON, give_to_a_person
from redress.intake_mail.reporting import report_all
from redress.intake_mail.room import Room
from redress.letters import notice_of, report_of
from redress.mail.course import course_of, words_of
from redress.mail.parts import MOST_BYTES
from redress.mail.reader import read
from redress.mail.reading import Course, Envelope, Kind, Reading
from redress.model import MailRow, MailState, Notice, NoticeKind, Status
from redress.review import back_from_question, reply_received
from redress.seal import digest_of
from redress.sending import address_opened, mark_dead


def genuine(token: str, room: Room) -> str | None:
    """What a plus-address names, when we signed it."""
    if not token:
        return None
    try:
        return room.seal.subject_of("reply", token)
    except NotFound:
        return None


def keep_silent(row: MailRow, reading: Reading, room: Room) -> MailRow:
    """Stored, never answered. What became of a letter of ours is linked with it, by the token it went out with; a
    lasting failure marks whom we wrote to as dead.
    """
    named = genuine(reading.reply_token, room) if reading.kind is Kind.DSN else None
    about = _letter(named, room) if named is not None else None
    if about is None:
        return room.ended(row, MailState.KEPT_SILENT)
    if any(bounce.hard for bounce in reading.bounces) and about.email:
        mark_dead(digest_of(about.email), notices=room.notices)
    row = row.model_copy(update={"report_ids": about.report_ids, "case_id": about.case_id})
    return room.ended(row, MailState.KEPT_SILENT, why="It tells of the delivery of a letter of ours.")


class _About(NamedTuple):
    """What a letter of ours was about, and to whom it went."""

    email: str
    report_ids: tuple[str, ...]
    case_id: str


def _letter(named: str, room: Room) -> _About | None:
    notice_id = notice_of(named)
    try:
        if notice_id is None:
            report = room.reports.get(report_of(named))
            return _About(report.reporter.email, (report.report_id,), report.case_id)
        notice = room.notices.get(notice_id)
    except NotFound:
        return None
    return _About(notice.recipient.email, (notice.report_id,) if notice.report_id else (), notice.case_id)


def join(row: MailRow, reading: Reading, named: str, room: Room) -> MailRow:
    """To the report, the mail's case or the question that the token names; further reviews become reports as well.

    Whoever answers by the token has read our letter: the mailbox is theirs, and may be written to from now on.
    """
    about = _letter(named, room)
    if about is not None and about.email:
        address_opened(digest_of(about.email), notices=room.notices, outbox=room.outbox)
    notice_id = notice_of(named)
    if notice_id is not None:
        return _answered(row, reading, room.notices.get(notice_id), room)
    report = room.reports.get(report_of(named))
    case = reply_received(
        report.report_id,
        mail_key=row.key,
        reports=room.reports,
        cases=room.cases,
        clock=room.clock,
        policy=room.policy,
    )
    if case is None:
        return row  # the report is still on its way to its case: `sweep` feeds this mail again
    row = row.model_copy(update={"report_ids": (report.report_id,), "case_id": case.case_id})
    further = tuple(review_id for review_id in reading.review_ids_said if review_id != report.review_id)
    if further:
        return report_all(row, reading.model_copy(update={"review_ids_new": further}), room)
    if case.status in SEEN_BY_A_PERSON:
        return room.ended(row, MailState.JOINED)
    why = f"An answer to {report.reference}, whose case is {case.status}."
    return give_to_a_person(row, reading, room, why=why)


def _answered(row: MailRow, reading: Reading, notice: Notice, room: Room) -> MailRow:
    """An answer to a letter about a mail: what was missing then may be there now."""
    if notice.case_id:
        return _to_mail_case(row, reading, notice.case_id, room)
    if notice.kind is not NoticeKind.QUESTION:
        return give_to_a_person(row, reading, room, why="An answer to a letter of ours that asked for none.")
    whole = _with_the_earlier(reading, notice, room)
    if course_of(whole) is Course.REPORTS:
        return report_all(row, whole, room)
    why = "The answer to our question still leaves the review or the reason open."
    return give_to_a_person(row, whole, room, why=why)


def _with_the_earlier(reading: Reading, notice: Notice, room: Room) -> Reading:
    """The answer and the mail it completes, read as one."""
    try:
        raw = room.raw_mail.get(notice.mail_key, up_to=MOST_BYTES + 1)
    except NotFound:
        return reading.model_copy(update={"reply_token": ""})
    earlier = read(raw.content, Envelope(), room.urls, own=room.own)
    return reading.model_copy(
        update={
            "reply_token": "",
            "review_ids": tuple(dict.fromkeys((*reading.review_ids, *earlier.review_ids))),
            "review_ids_new": reading.review_ids_said or earlier.review_ids_new or reading.review_ids_new,
            "guidelines": reading.guidelines or earlier.guidelines,
            "legal": reading.legal or earlier.legal,
            "attachments": (*reading.attachments, *earlier.attachments),
            "text_new": f"{reading.text_new}\n\n{words_of(earlier)}".strip(),
        }
    )


def _to_mail_case(row: MailRow, reading: Reading, case_id: str, room: Room) -> MailRow:
    case, now = room.cases.get(case_id), room.clock()
    row = row.model_copy(update={"case_id": case_id})
    if row.key in case.replies:
        return room.ended(row, MailState.JOINED)
    if case.status not in SEEN_BY_A_PERSON:
        return give_to_a_person(row, reading, room, why=f"An answer on a mail whose case is {case.status}.")
    replies = (*case.replies, row.key)[-MOST_MAILS_OF_A_CASE:]
    facts = {"mail": row.key}
    if case.status is Status.NEEDS_INFO:
        after = back_from_question(
            case, now, room.policy, actor="reporter", act="replied", facts=facts, replies=replies
        )
    else:
        after = case.noted(now, actor="reporter", act="replied", facts=facts, replies=replies)
    room.cases.save(case, after)
    return room.ended(row, MailState.JOINED)
