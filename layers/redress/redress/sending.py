"""The sending of notices: by mail where we have an address, else through the platform; safe to repeat."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from redress.errors import NotFound, StaleCase, Undeliverable
from redress.intake import author_token, reporter_token
from redress.letters import Rendered, Told, render, reply_subject
from redress.mail.urls import ReviewUrls
from redress.model import (
    Decision,
    Event,
    MailRow,
    MailState,
    Notice,
    NoticeKind,
    NoticeState,
    Outcome,
    PlatformEvent,
    Side,
    Status,
)
from redress.model.subject import answers_plea
from redress.notices import SENDING_LEASE, question_of
from redress.policy import Policy
from redress.ports import CaseStore, Clock, Letter, MailStore, NoticeStore, Outbox, Platform, Post
from redress.seal import Seal, digest_of, reference

NEXT_DAY = timedelta(hours=24)
ANSWERS = frozenset({NoticeKind.ACKNOWLEDGEMENT, NoticeKind.REDIRECTED})
ENDED = frozenset(
    {
        NoticeState.SENT,
        NoticeState.PASSED_ON,
        NoticeState.UNDELIVERABLE,
        NoticeState.HELD,
        NoticeState.OVERTAKEN,
    }
)


def send_notice(
    notice_id: str,
    *,
    notices: NoticeStore,
    cases: CaseStore,
    mails: MailStore,
    post: Post,
    platform: Callable[[], Platform],
    seal: Seal,
    policy: Policy,
    urls: ReviewUrls,
    public_url: str,
    abuse_address: str,
    clock: Clock,
) -> int:
    """Send one notice, if it still waits and may be sent; gives back how many went out.

    A second messenger for the same notice finds it taken. One that died between sending and noting it is followed,
    after its lease, by another: a mail may then come twice, it is never missing.
    """
    now, notice = clock(), notices.get(notice_id)
    if notice.state not in ENDED and _asks_in_vain(notice, cases):
        _move(notice, NoticeState.OVERTAKEN, notices)
        return 0
    taken = _taken(notice, notices=notices, policy=policy, now=now)
    if taken is None:
        return 0
    told = _told(taken, cases=cases, mails=mails, seal=seal, urls=urls, public_url=public_url)
    rendered = render(taken, policy=policy, told=told)
    if not taken.recipient.email:
        platform().tell(_event(taken, rendered, told, now))
        _move(taken, NoticeState.PASSED_ON, notices)
        return 1
    try:
        message_id = post.send(_letter(taken, rendered, seal, abuse_address))
    except Undeliverable:
        _move(taken, NoticeState.UNDELIVERABLE, notices)
        return 0
    _move(taken, NoticeState.SENT, notices, message_id=message_id)
    return 1


def _asks_in_vain(notice: Notice, cases: CaseStore) -> bool:
    """A question that waited, for its turn or a mailbox to be opened, while it was answered elsewhere or ran out."""
    if notice.kind is not NoticeKind.QUESTION or not notice.case_id:
        return False
    case = cases.get(notice.case_id)
    return case.status is not Status.NEEDS_INFO or question_of(case) != notice.decision


def _taken(notice: Notice, *, notices: NoticeStore, policy: Policy, now: datetime) -> Notice | None:
    """The notice, taken for sending; None when it is not to be sent now. Each try has twice the time of the last."""
    leased = notice.state is NoticeState.SENDING and notice.move_by is not None and notice.move_by > now
    if notice.state in ENDED or leased:
        return None
    if notice.attempts >= policy.limits.mail_attempts:
        _move(notice, NoticeState.UNDELIVERABLE, notices)
        return None
    try:
        if notice.recipient.email and not _may_be_mailed(notice, notices, policy, now):
            return None
        move_by = now + SENDING_LEASE * 2**notice.attempts
        changes = {"state": NoticeState.SENDING, "attempts": notice.attempts + 1, "move_by": move_by}
        taken = notice.model_copy(update=changes)
        notices.save(notice, taken)
    except StaleCase:
        return None  # another messenger has it
    return taken


def address_opened(digest: str, *, notices: NoticeStore, outbox: Outbox) -> None:
    """The owner of a mailbox has opened our link: from now on it may be written to, and what was held back goes out."""
    for _ in range(10):  # letters on their way to it write it too
        address = notices.address(digest)
        try:
            if not address.opened:
                notices.save_address(address, address.model_copy(update={"opened": True}))
        except StaleCase:
            continue
        break
    for held in notices.held_for(digest):
        try:
            _move(held, NoticeState.QUEUED, notices)
        except StaleCase:
            continue
        outbox.send_notice(held.notice_id)


def bounced(detail: Mapping[str, Any], *, notices: NoticeStore) -> str:
    """What the mail service says of a letter of ours: a hard bounce or a complaint ends all mail to the address."""
    tags = detail.get("mail", {}).get("tags", {})
    notice_id = str((tags.get("notice_id") or [""])[0])
    hard = detail.get("bounce", {}).get("bounceType") == "Permanent"
    if not notice_id or not (hard or "complaint" in detail):
        return "kept"
    try:
        notice = notices.get(notice_id)
    except NotFound:
        return "unknown"
    mark_dead(digest_of(notice.recipient.email), notices=notices)
    if notice.state is not NoticeState.UNDELIVERABLE:
        _move(notice, NoticeState.UNDELIVERABLE, notices)
    return "dead"


def mark_dead(digest: str, *, notices: NoticeStore) -> None:
    """Nothing is sent to this address any more."""
    for _ in range(3):
        address = notices.address(digest)
        if address.dead:
            return
        try:
            notices.save_address(address, address.model_copy(update={"dead": True}))
        except StaleCase:
            continue
        return
    raise StaleCase("The address changed too often to be marked.")


def _may_be_mailed(notice: Notice, notices: NoticeStore, policy: Policy, now: datetime) -> bool:
    """Nobody can use us to fill another's mailbox: one mail to an address that never answered, and few a day to any."""
    digest, limits, today = digest_of(notice.recipient.email), policy.limits, f"{now:%Y-%m-%d}"
    address = notices.address(digest)
    if address.dead:
        _move(notice, NoticeState.UNDELIVERABLE, notices)
        return False
    if notice.attempts or address.counted == notice.notice_id:
        return True  # this letter was counted when it was first taken: whatever cut that off, it is still the same one
    known = notice.recipient.verified or address.opened
    if not known and address.mails >= limits.mails_to_an_unverified_address:
        held = notice.model_copy(update={"state": NoticeState.HELD, "move_by": None})
        notices.save(notice, held, address=address)  # or it is opened just now, and nobody would let this one go
        return False
    so_far = address.mails_today if address.day == today else 0
    if so_far >= limits.mails_to_an_address_a_day:
        notices.save(notice, notice.model_copy(update={"move_by": now + NEXT_DAY}))
        return False
    mails = {"mails": address.mails + 1, "day": today, "mails_today": so_far + 1, "counted": notice.notice_id}
    notices.save_address(address, address.model_copy(update=mails))
    return True


def _told(notice: Notice, *, cases: CaseStore, mails: MailStore, seal: Seal, urls: ReviewUrls, public_url: str) -> Told:
    """What this letter may name: of the case only what its side may see."""
    case = cases.get(notice.case_id) if notice.case_id else None
    decided = notice.kind is NoticeKind.DECISION and case is not None
    decision = cases.decision(notice.case_id, notice.decision) if decided else None
    asks = case is not None and notice.kind is NoticeKind.QUESTION
    row = mails.get(notice.mail_key) if notice.mail_key and notice.kind in ANSWERS else None
    return Told(
        decision=decision,
        card=case.card if case else None,
        review_url=urls.url_of(notice.review_id) if notice.review_id else "",
        statuses=_statuses(notice, row, seal, public_url),
        decision_link=_decision_link(notice, decision, seal, public_url),
        asked=case.asked if case and asks else "",
        until=case.asked_until if case and asks else None,
        redirect=row.why if row and row.state is MailState.REDIRECTED else "",
        heard=bool(case and decision and answers_plea(decision, case.appeal, notice.recipient.side, notice.report_id)),
        barred=bool(decision and decision.outcome is Outcome.REMOVED and case and case.author_id and case.product_id),
    )


def _proof(notice: Notice, seal: Seal) -> str:
    """Shows, when the link is opened, that the mailbox is its owner's."""
    return f"?v={seal.sign('address', digest_of(notice.recipient.email))}" if notice.recipient.email else ""


def _statuses(notice: Notice, row: MailRow | None, seal: Seal, public_url: str) -> tuple[tuple[str, str], ...]:
    report_ids = row.report_ids if row else (notice.report_id,) if notice.report_id else ()
    proof = _proof(notice, seal)
    return tuple((reference(name), f"{public_url}/status/{seal.sign('status', name)}{proof}") for name in report_ids)


def _decision_link(notice: Notice, decision: Decision | None, seal: Seal, public_url: str) -> str:
    if decision is None or not notice.review_id:
        return ""
    author = notice.recipient.side is Side.AUTHOR
    token = author_token(decision, seal) if author else reporter_token(decision, notice.report_id, seal)
    return f"{public_url}/decision/{token}{_proof(notice, seal)}"


def _letter(notice: Notice, rendered: Rendered, seal: Seal, abuse_address: str) -> Letter:
    local, _, domain = abuse_address.partition("@")
    answerable = notice.recipient.side is Side.REPORTER
    token = seal.sign("reply", reply_subject(notice)) if answerable else ""
    return Letter(
        to=notice.recipient.email,
        subject=rendered.subject,
        text=rendered.text,
        reply_to=f"{local}+{token}@{domain}" if token else abuse_address,
        notice_id=notice.notice_id,
        in_reply_to=notice.in_reply_to,
        auto_reply=notice.kind in ANSWERS or bool(notice.in_reply_to),
    )


def _event(notice: Notice, rendered: Rendered, told: Told, now: datetime) -> PlatformEvent:
    """For those whose address only the platform knows: it passes the message on."""
    return PlatformEvent(
        event_id=f"evt_{notice.notice_id}",
        type=Event.NOTICE_ISSUED,
        subject=f"reviews/{notice.review_id}",
        time=now,
        data={
            "review_id": notice.review_id,
            "case_id": notice.case_id,
            "grounds": list(told.decision.grounds) if told.decision else [],
            "sequence": notice.sequence,
            "snapshot": told.decision.snapshot if told.decision else "",
            "recipient": {"side": notice.recipient.side, "account": notice.recipient.account},
            "subject": rendered.subject,
            "text": rendered.text,
            "link": told.decision_link or (told.statuses[0][1] if told.statuses else ""),
        },
    )


def _move(notice: Notice, state: NoticeState, notices: NoticeStore, **changes: Any) -> None:
    """To another state; all but the queue are ends that need no look at the clock."""
    move_by = notice.made_at if state is NoticeState.QUEUED else None
    notices.save(notice, notice.model_copy(update={"state": state, "move_by": move_by, **changes}))
