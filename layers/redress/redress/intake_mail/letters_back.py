"""What we write back to a mail, and to whom: never to automatic mail, never to an address that nobody vouches for."""

from datetime import datetime, timedelta

from redress.errors import NotFound, StaleCase
from redress.intake_mail.persons_case import correspondent_of, give_to_a_person
from redress.intake_mail.room import Room
from redress.mail.reading import Reading
from redress.model import MailRow, MailState, Notice, NoticeKind, Report
from redress.notices import SENDING_LEASE
from redress.seal import digest_of

LONGEST_MESSAGE_ID = 250
TURNS = 10
ENOUGH = "As many letters back as may have gone out."


def ask_back(row: MailRow, reading: Reading, room: Room) -> MailRow:
    """The review or the reason is missing. Whoever was written to lately is not asked again: a person reads it."""
    if not _may_write(row, reading, NoticeKind.QUESTION, room):
        why = "The review or the reason is missing, and the sender was written to lately."
        return give_to_a_person(row, reading, room, why=why)
    if not has_room_for(row, reading, NoticeKind.QUESTION, room):
        return _left_to_a_person(row, reading, room)
    about = next(iter(reading.review_ids_new), "")
    return tell(row, reading, NoticeKind.QUESTION, room, state=MailState.ASKED_BACK, review_id=about)


def redirect(row: MailRow, reading: Reading, room: Room) -> MailRow:
    if not _may_write(row, reading, NoticeKind.REDIRECTED, room):
        why = "It belongs to another team, and the sender was written to lately."
        return give_to_a_person(row, reading, room, why=why)
    if not has_room_for(row, reading, NoticeKind.REDIRECTED, room):
        return _left_to_a_person(row, reading, room)
    return tell(row, reading, NoticeKind.REDIRECTED, room, state=MailState.REDIRECTED, why=reading.elsewhere)


def has_room_for(row: MailRow, reading: Reading, kind: NoticeKind, room: Room) -> bool:
    """Whether a letter may still go out: so many a day to one address, so many an hour to all. It is counted here.

    One that was made before, by this very mail, is through already.
    """
    if _made_before(row, kind, room):
        return True
    now, limits = room.clock(), room.policy.limits
    theirs = room.mails.count(f"letters:{digest_of(reading.sender)}", f"{now:%Y-%m-%d}")
    if theirs > limits.mails_to_an_address_a_day:
        return False
    return room.mails.count("letters", f"{now:%Y-%m-%dT%H}") <= limits.letters_back_an_hour


def _left_to_a_person(row: MailRow, reading: Reading, room: Room) -> MailRow:
    return give_to_a_person(row.model_copy(update={"unanswered": True}), reading, room, why=ENOUGH)


def tell(
    row: MailRow,
    reading: Reading,
    kind: NoticeKind,
    room: Room,
    *,
    state: MailState,
    why: str = "",
    about: Report | None = None,
    review_id: str = "",
) -> MailRow:
    """The notice first, then that this address was written to, then the mail's end, then the queue.

    Whoever sends the letter reads from the row what it says; a repeat does what is left, and `sweep` the last of it.
    """
    digest, now = digest_of(reading.sender), room.clock()
    if room.notices.address(digest).dead:
        return room.ended(row, state, why=why)
    notice = Notice(
        notice_id=_notice_id(row, kind, room),
        kind=kind,
        recipient=correspondent_of(reading),
        made_at=now,
        report_id=about.report_id if about else "",
        review_id=about.review_id if about else review_id,
        reference=about.reference if about else "",
        legal=about.legal if about else None,
        mail_key=row.key,
        in_reply_to=_message_id(reading.message_id),
        move_by=now + SENDING_LEASE,
    )
    room.notices.add([notice])
    _remember(digest, now, room)
    ended = room.ended(row, state, why=why)
    room.outbox.send_notice(notice.notice_id)
    return ended


def _may_write(row: MailRow, reading: Reading, kind: NoticeKind, room: Room) -> bool:
    """At most one such letter for each sender in some days (RFC 3834).

    Of a hundred mails that come at once one takes the turn, and has it still when it is taken in again.
    """
    now = room.clock()
    lately = now - timedelta(days=room.policy.limits.acknowledgement_days)
    for _ in range(TURNS):
        address = room.notices.address(digest_of(reading.sender))
        if address.dead or not reading.answerable:
            return False
        if address.turn_of == row.key:
            return True
        if address.acknowledged_at is not None and address.acknowledged_at >= lately:
            return _made_before(row, kind, room)
        try:
            taken = address.model_copy(update={"acknowledged_at": now, "turn_of": row.key})
            room.notices.save_address(address, taken)
        except StaleCase:
            continue
        return True
    return False


def _made_before(row: MailRow, kind: NoticeKind, room: Room) -> bool:
    try:
        room.notices.get(_notice_id(row, kind, room))
    except NotFound:
        return False
    return True


def _notice_id(row: MailRow, kind: NoticeKind, room: Room) -> str:
    return room.seal.derive("notice", kind, "mail", row.key).hex()


def _message_id(written: str) -> str:
    """Fit to be named in a header of ours, or nothing."""
    fit = written.isascii() and written.isprintable() and " " not in written and len(written) <= LONGEST_MESSAGE_ID
    whole = written[:1] == "<" and written[-1:] == ">" and written.count("<") == written.count(">") == 1
    return written if fit and whole else ""


def _remember(digest: str, now: datetime, room: Room) -> None:
    for _ in range(3):
        address = room.notices.address(digest)
        try:
            return room.notices.save_address(address, address.model_copy(update={"acknowledged_at": now}))
        except StaleCase:
            continue
    raise StaleCase("The address was written by others too often.")
