"""Intake by mail: a row before anything is read, then reports, a question back, or a case for a person (design §2, §8).

Every exit gives the row a state. Ids are made of the object's key and the review, so that a mail that comes twice, or whose
taking in was cut off, finds its own earlier work. What the words are is `redress.mail`'s; what becomes of them is here.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from redress.errors import NotFound, NotYetVisible, StaleCase
from redress.intake import STREAM_GRACE
from redress.letters import notice_of, report_of
from redress.mail.course import course_of, words_of
from redress.mail.parts import MOST_BYTES
from redress.mail.reader import read
from redress.mail.reading import Course, Envelope, Kind, OwnAddresses, Reading
from redress.mail.urls import REVIEW_ID, ReviewUrls
from redress.model import (
    Address,
    Card,
    Case,
    Channel,
    Identity,
    MailRow,
    MailState,
    Notice,
    NoticeKind,
    Priority,
    Queue,
    Recipient,
    Report,
    Reporter,
    Route,
    Routing,
    Side,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.notices import SENDING_LEASE
from redress.policy import LEGAL_MARK, Policy
from redress.ports import CaseStore, Clock, MailStore, NoticeStore, Outbox, RawMail, RawMailStore, ReportStore
from redress.review import back_from_question, reply_received
from redress.seal import Seal, digest_of, reference, report_id

logger = logging.getLogger(__name__)

SET_UP = "AMAZON_SES_SETUP_NOTIFICATION"
TAKING_IN = timedelta(minutes=3)
"""Longer than the function may run: a row that is still `received` by then is taken in again."""

LONGEST_EXPLANATION = 5_000
MOST_MAILS_ALONE = 20
"""What one sender sends to people in a day beyond this is gathered in one case: a mail bomb is one line in a queue."""

SEEN_BY_A_PERSON = frozenset({Status.OPEN, Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.NEEDS_INFO, Status.PARKED})


@dataclass(frozen=True)
class _Desk:
    """The ports, held together while one mail is taken in."""

    raw_mail: RawMailStore
    mails: MailStore
    reports: ReportStore
    cases: CaseStore
    notices: NoticeStore
    outbox: Outbox
    seal: Seal
    policy: Policy
    urls: ReviewUrls
    own: OwnAddresses
    clock: Clock


def take_in_mail(
    key: str,
    *,
    raw_mail: RawMailStore,
    mails: MailStore,
    reports: ReportStore,
    cases: CaseStore,
    notices: NoticeStore,
    outbox: Outbox,
    seal: Seal,
    policy: Policy,
    urls: ReviewUrls,
    own: OwnAddresses,
    clock: Clock,
) -> MailRow:
    """Take in one stored mail. What AWS refuses is let through: the function is retried, and `sweep` feeds the key again."""
    desk = _Desk(raw_mail, mails, reports, cases, notices, outbox, seal, policy, urls, own, clock)
    row = mails.add(MailRow(key=key, received_at=clock(), move_by=clock() + TAKING_IN))
    if row.state is not MailState.RECEIVED:
        return row
    if key.endswith(SET_UP):
        return _ended(row, MailState.IGNORED, desk, why="the mail service's own test object")
    raw = _raw(row, desk)
    if raw is None:
        return _to_a_person(row, Reading(), desk, why="The raw mail is no longer in the bucket.")
    try:
        row = _begun(row, raw, desk)
    except StaleCase:
        return mails.get(key) or row  # another is at it; if that one dies, `sweep` takes it up
    if row.attempts > policy.limits.mail_attempts:
        return _to_a_person(row, Reading(), desk, why=f"It could not be taken in {row.attempts - 1} times.")
    return _taken_in(row, read(raw.content, Envelope(), urls, own=own), desk)


def compare(since: datetime, *, take_in: Callable[[str], MailRow], raw_mail: RawMailStore, mails: MailStore) -> int:
    """Hold the bucket against the rows: a mail that has none was never told of. Gives back how many were taken in."""
    missing = [key for key in raw_mail.keys_since(since) if mails.get(key) is None]
    for key in missing:
        take_in(key)
    return len(missing)


def name_of(key: str, seal: Seal) -> str:
    """A mail in ids and URLs: the last part of its key, where that is fit for it."""
    last = key.rpartition("/")[2]
    return last if REVIEW_ID.fullmatch(last) and len(last) <= 100 else seal.derive("mail", key).hex()


def _raw(row: MailRow, desk: _Desk) -> RawMail | None:
    try:
        return desk.raw_mail.get(row.key, up_to=MOST_BYTES + 1)
    except NotFound:
        if row.attempts == 0 and row.received_at + TAKING_IN > desk.clock():
            raise
        return None


def _begun(row: MailRow, raw: RawMail, desk: _Desk) -> MailRow:
    """Each attempt is counted before it is made: a mail that kills its reader does so a few times only."""
    begun = row.model_copy(
        update={
            "attempts": row.attempts + 1,
            "size": raw.size,
            "version_id": raw.version_id,
            "sha256": hashlib.sha256(raw.content).hexdigest(),
            "move_by": desk.clock() + TAKING_IN,
        }
    )
    desk.mails.save(row, begun)
    return begun


def _taken_in(row: MailRow, reading: Reading, desk: _Desk) -> MailRow:
    row = row.model_copy(update={"kind": reading.kind.value})
    if reading.virus:
        return _to_a_person(row, reading, desk, why="The scanner found a virus in it.", state=MailState.QUARANTINED)
    course = course_of(reading)
    if course is Course.JOINS:
        subject = _genuine(reading.reply_token, desk)
        if subject is not None:
            return _joined(row, reading, subject, desk)
        reading = reading.model_copy(update={"reply_token": ""})
        course = course_of(reading)
    match course:
        case Course.KEEP_SILENT:
            return _kept_silent(row, reading, desk)
        case Course.REPORTS:
            return _reported(row, reading, reading.review_ids_new, desk)
        case Course.ASK_BACK:
            return _asked_back(row, reading, desk)
        case Course.REDIRECT:
            return _redirected(row, reading, desk)
        case _:
            return _to_a_person(row, reading, desk, why=_why_a_person(reading))


# --------------------------------------------------------------------------------------------------------- reports


def _reported(row: MailRow, reading: Reading, review_ids: Iterable[str], desk: _Desk, *, words: str = "") -> MailRow:
    """One report for each review that is named; the acknowledgement names them all."""
    made = [_report(row, reading, review_id, words or words_of(reading), desk) for review_id in review_ids]
    for report in made:
        desk.reports.add(report)
    ids = (*row.report_ids, *(report.report_id for report in made if report.report_id not in row.report_ids))
    row = row.model_copy(update={"report_ids": ids})
    if reading.answerable and made:
        named = ", ".join(report.reference for report in made)
        _tell(
            row,
            reading,
            NoticeKind.ACKNOWLEDGEMENT,
            desk,
            report_id=made[0].report_id,
            review_id=made[0].review_id,
            reference=named,
        )
    return _ended(row, MailState.REPORTED, desk)


def _report(row: MailRow, reading: Reading, review_id: str, words: str, desk: _Desk) -> Report:
    name = report_id(desk.seal.derive("report", "mail", row.key, review_id))
    return Report(
        report_id=name,
        reference=reference(name),
        channel=Channel.MAIL,
        received_at=row.received_at,
        review_id=review_id,
        explanation=words.strip()[:LONGEST_EXPLANATION] or reading.subject or "(no words)",
        guideline=next((guideline for guideline in reading.guidelines if guideline in desk.policy.ids), ""),
        relation=reading.relation,
        reporter=Reporter(name=reading.sender_name, email=reading.sender, lang=reading.lang),
        identity=reading.identity,
        legal=reading.legal,
        evidence=bool(reading.attachments),
        mail_key=row.key,
        move_by=desk.clock() + STREAM_GRACE,
    )


# --------------------------------------------------------------------------------------------------------- answers


def _asked_back(row: MailRow, reading: Reading, desk: _Desk) -> MailRow:
    """The review or the reason is missing. Whoever was written to lately is not asked again: a person reads it."""
    review_id = next(iter(reading.review_ids_new), "")
    if _may_write(row, reading, NoticeKind.QUESTION, desk):
        _tell(row, reading, NoticeKind.QUESTION, desk, review_id=review_id)
        return _ended(row, MailState.ASKED_BACK, desk)
    return _to_a_person(
        row, reading, desk, why="The review or the reason is missing, and the sender was written to lately."
    )


def _redirected(row: MailRow, reading: Reading, desk: _Desk) -> MailRow:
    if _may_write(row, reading, NoticeKind.REDIRECTED, desk):
        _tell(row, reading, NoticeKind.REDIRECTED, desk)
        return _ended(row, MailState.REDIRECTED, desk, why=reading.elsewhere)
    return _to_a_person(row, reading, desk, why="It belongs to another team, and the sender was written to lately.")


def _may_write(row: MailRow, reading: Reading, kind: NoticeKind, desk: _Desk) -> bool:
    """At most one such letter for each sender in some days (RFC 3834), unless it is this mail's own."""
    address = desk.notices.address(digest_of(reading.sender))
    if address.dead or not reading.answerable:
        return False
    lately = desk.clock() - timedelta(days=desk.policy.limits.acknowledgement_days)
    if address.acknowledged_at is None or address.acknowledged_at < lately:
        return True
    try:
        desk.notices.get(_notice_id(row, kind, desk))
    except NotFound:
        return False
    return True


def _tell(row: MailRow, reading: Reading, kind: NoticeKind, desk: _Desk, **about: str) -> None:
    """The notice first, then that this address was written to, then the queue: cut off anywhere, a repeat does the rest."""
    address, now = desk.notices.address(digest_of(reading.sender)), desk.clock()
    if address.dead:
        return
    notice = Notice(
        notice_id=_notice_id(row, kind, desk),
        kind=kind,
        recipient=_recipient(reading),
        made_at=now,
        mail_key=row.key,
        in_reply_to=_message_id(reading.message_id),
        move_by=now + SENDING_LEASE,
        **about,
    )
    desk.notices.add([notice])
    _remember(address, desk, acknowledged_at=now)
    desk.outbox.send_notice(notice.notice_id)


def _notice_id(row: MailRow, kind: NoticeKind, desk: _Desk) -> str:
    return desk.seal.derive("notice", kind, "mail", row.key).hex()


def _recipient(reading: Reading) -> Recipient:
    return Recipient(
        side=Side.REPORTER,
        email=reading.sender,
        name=reading.sender_name,
        lang=reading.lang,
        verified=reading.identity is Identity.DMARC,
    )


def _message_id(written: str) -> str:
    """Fit to be named in a header of ours, or nothing."""
    plain = written.strip()
    fit = plain.startswith("<") and plain.endswith(">") and plain.isascii() and plain.isprintable()
    return plain if fit and " " not in plain and plain.count("<") == 1 and len(plain) <= 250 else ""


def _remember(address: Address, desk: _Desk, **known: datetime | bool) -> None:
    try:
        desk.notices.save_address(address, address.model_copy(update=known))
    except StaleCase:
        latest = desk.notices.address(address.digest)
        desk.notices.save_address(latest, latest.model_copy(update=known))


# ------------------------------------------------------------------------------------------- automatic mail, replies


def _kept_silent(row: MailRow, reading: Reading, desk: _Desk) -> MailRow:
    """Stored and never answered. A lasting failure that comes back to a signed address marks whom we wrote to as dead."""
    subject = _genuine(reading.reply_token, desk) if reading.kind is Kind.DSN else None
    if subject is not None and any(bounce.hard for bounce in reading.bounces):
        email = _written_to(subject, desk)
        if email:
            _remember(desk.notices.address(digest_of(email)), desk, dead=True)
    return _ended(row, MailState.KEPT_SILENT, desk)


def _written_to(subject: str, desk: _Desk) -> str:
    notice_id = notice_of(subject)
    try:
        return (
            desk.notices.get(notice_id).recipient.email
            if notice_id
            else desk.reports.get(report_of(subject)).reporter.email
        )
    except NotFound:
        return ""


def _genuine(token: str, desk: _Desk) -> str | None:
    """What a plus-address names, when we signed it."""
    if not token:
        return None
    try:
        return desk.seal.subject_of("reply", token)
    except NotFound:
        return None


def _joined(row: MailRow, reading: Reading, subject: str, desk: _Desk) -> MailRow:
    """An answer to a letter of ours: to a question on a mail, or to a report and its case."""
    notice_id = notice_of(subject)
    if notice_id is not None:
        return _answered(row, reading, desk.notices.get(notice_id), desk)
    report = desk.reports.get(report_of(subject))
    case = reply_received(
        report.report_id, mail_key=row.key, reports=desk.reports, cases=desk.cases, clock=desk.clock, policy=desk.policy
    )
    if case is None:
        raise NotYetVisible("An answer came before its report had a case.")
    row = row.model_copy(update={"report_ids": (report.report_id,), "case_id": case.case_id})
    further = [review_id for review_id in reading.review_ids_new if review_id != report.review_id]
    if further and set(further) <= set(_named_anew(reading)):
        return _reported(row, reading, further, desk)
    if case.status in SEEN_BY_A_PERSON:
        return _ended(row, MailState.JOINED, desk)
    return _to_a_person(row, reading, desk, why=f"An answer to {report.reference}, whose case is {case.status}.")


def _named_anew(reading: Reading) -> tuple[str, ...]:
    return reading.review_ids_new if reading.text_new else ()


def _answered(row: MailRow, reading: Reading, notice: Notice, desk: _Desk) -> MailRow:
    """An answer to a letter about a mail: what was missing then may be there now."""
    if notice.case_id:
        return _to_mail_case(row, reading, notice.case_id, desk)
    if notice.kind is not NoticeKind.QUESTION:
        return _to_a_person(row, reading, desk, why="An answer to a letter of ours that asked for none.")
    earlier = read(
        desk.raw_mail.get(notice.mail_key, up_to=MOST_BYTES + 1).content, Envelope(), desk.urls, own=desk.own
    )
    whole = reading.model_copy(
        update={
            "reply_token": "",
            "review_ids_new": _named_anew(reading) or reading.review_ids_new or earlier.review_ids_new,
            "review_ids": tuple(dict.fromkeys((*reading.review_ids, *earlier.review_ids))),
            "guidelines": reading.guidelines or earlier.guidelines,
            "legal": reading.legal or earlier.legal,
            "text_new": f"{reading.text_new}\n\n{words_of(earlier)}".strip(),
        }
    )
    if course_of(whole) is Course.REPORTS:
        return _reported(row, whole, whole.review_ids_new, desk)
    return _to_a_person(row, whole, desk, why="The answer to our question still leaves the review or the reason open.")


def _to_mail_case(row: MailRow, reading: Reading, case_id: str, desk: _Desk) -> MailRow:
    case, now = desk.cases.get(case_id), desk.clock()
    row = row.model_copy(update={"case_id": case_id})
    if row.key in case.replies:
        return _ended(row, MailState.JOINED, desk)
    if case.is_decided:
        return _to_a_person(row, reading, desk, why=f"An answer on a mail whose case is {case.status}.")
    replies = (*case.replies, row.key)[-50:]
    facts = {"mail": row.key}
    if case.status is Status.NEEDS_INFO:
        after = back_from_question(
            case, now, desk.policy, actor="reporter", act="replied", facts=facts, replies=replies
        )
    else:
        after = case.noted(now, actor="reporter", act="replied", facts=facts, replies=replies)
    desk.cases.save(case, after)
    return _ended(row, MailState.JOINED, desk)


# --------------------------------------------------------------------------------------------------------- a person


def _to_a_person(
    row: MailRow, reading: Reading, desk: _Desk, *, why: str, state: MailState = MailState.WITH_A_PERSON
) -> MailRow:
    """A case of its own, with the raw mail as its subject."""
    case = desk.cases.add(_case(row, reading, why, desk, quarantined=state is MailState.QUARANTINED))
    return _ended(row.model_copy(update={"case_id": case.case_id}), state, desk, why=why)


def _case(row: MailRow, reading: Reading, why: str, desk: _Desk, *, quarantined: bool) -> Case:
    now = desk.clock()
    known: dict[str, object] = {"replies": (row.key,)}
    if not quarantined:
        known["card"] = Card(title=reading.subject[:120], excerpt=words_of(reading)[:200])
    if reading.answerable:
        known["correspondent"] = _recipient(reading)
    claims = frozenset({f"{LEGAL_MARK}{reading.legal}"}) if reading.legal else frozenset[str]()
    soon = now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds)
    case = opened(_thread(row, reading, desk), 1, now, move_by=soon, claims=claims, reports=0, **known)
    return case.routed(_routing(reading, why, desk.policy), (), now)


def _thread(row: MailRow, reading: Reading, desk: _Desk) -> Subject:
    """Each mail is a case of its own, until one sender sends more than people can read: then the day's rest is one."""
    if reading.sender:
        day = f"{row.received_at:%Y-%m-%d}"
        sent = desk.reports.count_today(f"inbox:{digest_of(reading.sender)}", day, 1)
        if sent > MOST_MAILS_ALONE:
            return Subject.mail("flood-" + desk.seal.derive("flood", reading.sender.lower(), day).hex())
    return Subject.mail(name_of(row.key, desk.seal))


def _routing(reading: Reading, why: str, policy: Policy) -> Routing:
    """Legal mail goes to people who may weigh it, even where a filter took it for spam: such letters often are."""
    if reading.legal and reading.kind is Kind.HUMAN:
        care = policy.legal[reading.legal]
        why = f"{why} It makes a legal claim: {reading.legal}; the sender is {reading.identity}."
        return Routing(
            route=Route.LEGAL_REVIEW,
            queue=Queue.LEGAL,
            priority=care.priority,
            within=care.within,
            why=why,
            policy_version=policy.version,
        )
    priority = Priority.LOW if reading.spam else policy.unclaimed.priority
    return Routing(
        route=Route.HUMAN_REVIEW,
        queue=Queue.MAIL,
        priority=priority,
        within=policy.unclaimed.within,
        why=why,
        policy_version=policy.version,
    )


def _why_a_person(reading: Reading) -> str:
    if reading.spam:
        return "The filter takes it for spam."
    if reading.ambiguous:
        return "It names more than one sender."
    if reading.kind is not Kind.HUMAN:
        return f"A mail of the kind {reading.kind}" + (f": {', '.join(reading.defects)}." if reading.defects else ".")
    if reading.references and not reading.review_ids:
        return f"It names {reading.references[0]} and no review."
    if not reading.sender:
        return "It names no sender."
    if reading.legal:
        return "It names no review."
    if not reading.answerable:
        return "The review or the reason is missing, and the sender cannot be asked: nobody vouches for the address."
    return "It could not be understood."


def _ended(row: MailRow, state: MailState, desk: _Desk, *, why: str = "") -> MailRow:
    before = desk.mails.get(row.key) or row
    after = row.model_copy(update={"state": state, "why": why, "move_by": None})
    desk.mails.save(before, after)
    return after
