"""A mail that a person must read becomes a case of its own, with the raw mail as its subject."""

from datetime import timedelta

from redress.errors import StaleCase
from redress.intake_mail.bursts import inbox_of
from redress.intake_mail.room import Room
from redress.mail.course import words_of
from redress.mail.reading import Kind, Reading
from redress.model import (
    Card,
    Case,
    Channel,
    Identity,
    MailRow,
    MailState,
    Priority,
    Queue,
    Recipient,
    Route,
    Routing,
    Side,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.model.moves import WITH_A_PERSON
from redress.policy import LEGAL_MARK, Policy

MOST_MAILS_OF_A_CASE = 50
SEEN_BY_A_PERSON = WITH_A_PERSON | {Status.NEEDS_INFO}


def give_to_a_person(
    row: MailRow, reading: Reading, room: Room, *, why: str, state: MailState = MailState.WITH_A_PERSON
) -> MailRow:
    row = with_a_case(row, reading, room, why=why, quarantined=state is MailState.QUARANTINED)
    return room.ended(row, state, why=why)


def with_a_case(row: MailRow, reading: Reading, room: Room, *, why: str, quarantined: bool = False) -> MailRow:
    """The mail in a case of its own, or in its burst's; the row is still to be ended."""
    case = room.cases.add(_case(row, reading, why, room, quarantined=quarantined))
    _gather(case, row, room)
    return row.model_copy(update={"case_id": case.case_id})


def _gather(case: Case, row: MailRow, room: Room) -> None:
    """A case that was there before takes the mail in, the first of them by name: all are the sender's, all are kept.

    Of a flood many come at once: whoever loses a turn loses it to another mail, and so the case is soon full. Where it
    is ending, StaleCase: nobody would see what came too late. The row stays as it is; the repeat opens the next round.
    """
    for _ in range(MOST_MAILS_OF_A_CASE):
        if row.key in case.replies:
            return
        if case.status not in SEEN_BY_A_PERSON:
            break
        if len(case.replies) >= MOST_MAILS_OF_A_CASE:
            return
        facts, replies = {"mail": row.key}, (*case.replies, row.key)
        try:
            room.cases.save(case, case.noted(room.clock(), actor="reporter", act="wrote", facts=facts, replies=replies))
        except StaleCase:
            case = room.cases.get(case.case_id)
        else:
            return
    raise StaleCase("The case is ending, or changes too often to take this mail in.")


def _case(row: MailRow, reading: Reading, why: str, room: Room, *, quarantined: bool) -> Case:
    now = room.clock()
    apart = "virus" if quarantined else f"{reading.kind}:{reading.legal}" if reading.legal else ""
    subject = Subject.mail(inbox_of(row, reading, room, apart=apart))
    latest = room.cases.latest(subject)
    round_ = 1 if latest is None else latest.round + latest.is_decided
    known: dict[str, object] = {"replies": (row.key,), "priority": Priority.LOW if reading.spam else Priority.NORMAL}
    if not quarantined:
        known["card"] = Card(title=reading.subject[:120], excerpt=words_of(reading)[:200])
    if reading.answerable:
        known["correspondent"] = correspondent_of(reading)
    claims = frozenset({f"{LEGAL_MARK}{reading.legal}"}) if reading.legal else frozenset[str]()
    soon = now + timedelta(seconds=room.policy.limits.workflow_grace_seconds)
    case = opened(subject, round_, now, move_by=soon, channel=Channel.MAIL, claims=claims, **known)
    return case.routed(_routing(reading, why, room.policy), (), now)


def correspondent_of(reading: Reading) -> Recipient:
    return Recipient(
        side=Side.REPORTER,
        email=reading.sender,
        name=reading.sender_name,
        lang=reading.lang,
        verified=reading.identity is Identity.DMARC,
    )


def _routing(reading: Reading, why: str, policy: Policy) -> Routing:
    """Legal mail goes to people who may weigh it, even where a filter took it for spam: such letters often are."""
    if reading.legal and reading.kind is Kind.HUMAN:
        care = policy.legal[reading.legal]
        sender = "verified by DMARC" if reading.identity is Identity.DMARC else "unverified"
        return Routing(
            route=Route.LEGAL_REVIEW,
            queue=Queue.LEGAL,
            priority=care.priority,
            within=care.within,
            why=f"{why} It makes a legal claim ({reading.legal}); its sender is {sender}.",
            policy_version=policy.version,
        )
    return Routing(
        route=Route.HUMAN_REVIEW,
        queue=Queue.MAIL,
        priority=Priority.LOW if reading.spam else policy.unclaimed.priority,
        within=policy.unclaimed.within,
        why=why,
        policy_version=policy.version,
    )


def why_a_person(reading: Reading) -> str:
    """In words for whoever takes the case; the first that holds."""
    defects = f" ({', '.join(reading.defects)})" if reading.defects else ""
    reasons = (
        (reading.spam, "The filter takes it for spam."),
        (reading.ambiguous, "It names more than one sender."),
        (reading.kind is Kind.AUTO_REPLY, "A machine wrote it of its own accord, and it names a review."),
        ("xarf_unsound" in reading.defects, "It holds a XARF report that is not whole."),
        (reading.kind is not Kind.HUMAN, f"It is a mail of the kind {reading.kind}{defects}."),
        (not reading.sender, "It names no sender."),
        (bool(reading.references) and not reading.review_ids, "It names a reference of ours, which proves nothing."),
        (reading.legal is not None, "It makes a legal claim and names no review."),
        (not reading.answerable, "The review or the reason is missing, and nobody vouches for the sender's address."),
    )
    return next((why for holds, why in reasons if holds), "It could not be understood.")
