"""The shapes in which the desk sees cases: addresses masked, spans kept, no more than one may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from redress.model import (
    Appeal,
    Card,
    Case,
    CaseLine,
    Channel,
    Decision,
    Entry,
    Finding,
    Identity,
    LegalClaim,
    LegalKind,
    Priority,
    Queue,
    Relation,
    Report,
    Review,
    Route,
    Status,
    Value,
)
from redress.model.subject import Note
from redress.queries import CaseFile, QueueState


class ReviewLine(Card):
    """A review in a list."""

    id: str


class CaseItem(Value):
    """A case in a list."""

    case_id: str
    review: ReviewLine | None
    status: Status
    queue: Queue | None
    priority: Priority
    due_at: datetime | None
    report_count: int
    top_finding: str | None
    claimed_by: str | None
    opened_at: datetime


class Items(Value):
    """A page of a list; `next` is the cursor of the next one, absent at the end."""

    next: str | None = None

    @model_serializer(mode="wrap")
    def _absent_at_the_end(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = dump(self)
        return said if self.next else {name: value for name, value in said.items() if name != "next"}


class CaseItems(Items):
    """A page of cases."""

    items: tuple[CaseItem, ...]


class MaskedReporter(Value):
    """A reporter, with enough left to tell two apart."""

    name: str
    email: str


class ReportItem(Value):
    """A report as the desk sees it."""

    report_id: str
    reference: str
    received_at: datetime
    channel: Channel
    relation: Relation
    identity: Identity
    guideline: str | None
    legal: LegalKind | None
    legal_claim: LegalClaim | None
    explanation: str
    reporter: MaskedReporter


class ReportItems(Items):
    """A page of a case's reports, newest first."""

    items: tuple[ReportItem, ...]


class JudgedReview(Value):
    """The review as it was judged: the text that spans point into. Its author's address is not the desk's to see."""

    id: str
    review_id: str
    snapshot: str
    product_id: str
    product_title: str
    author_id: str
    seller_id: str
    rating: int | None
    title: str
    text: str
    photos: tuple[str, ...]
    verified_purchase: bool
    posted_at: datetime | None
    url: str
    household_id: str
    author_lang: str


class AttachmentView(Value):
    name: str
    type: str
    size: int
    sha256: str


class MailView(Value):
    """A mail of a case: its sender masked, its attachments named and never opened."""

    key: str
    received_at: datetime
    kind: str
    sender: str
    identity: Identity
    legal: LegalKind | None
    subject: str
    text: str
    review_ids: tuple[str, ...]
    attachments: tuple[AttachmentView, ...]
    defects: tuple[str, ...]


class CaseView(Value):
    """A case, whole."""

    case_id: str
    review_id: str | None
    mail_key: str | None
    round: int
    status: Status
    queue: Queue | None
    priority: Priority
    route: Route | None
    why: str
    grounds: tuple[str, ...]
    due_at: datetime | None
    opened_at: datetime
    overdue: bool
    version: int
    claimed_by: str | None
    claimed_until: datetime | None
    review: JudgedReview | None
    edited_since: bool
    gone: bool
    findings: tuple[Finding, ...]
    report_count: int
    reports: tuple[ReportItem, ...]
    reports_next: str | None
    decision: Decision | None
    appeal: Appeal | None
    asked: str | None
    notes: tuple[Note, ...]
    replies: tuple[str, ...]
    mails: tuple[MailView, ...]
    parked_why: str | None
    history: tuple[Entry, ...]
    allowed: tuple[str, ...]


class Moved(Value):
    """What a move answers: where the case is now, and from when a decision can no longer be withdrawn."""

    case_id: str
    status: Status
    queue: Queue | None
    version: int
    effective_at: datetime | None


class Claimed(Value):
    """A lease on a case."""

    claimed_by: str
    until: datetime


class QueueStates(Value):
    """Every queue in one line."""

    items: tuple[QueueState, ...]


def case_item(line: CaseLine, now: datetime) -> CaseItem:
    holds = line.claim if line.claim is not None and line.claim.until > now else None
    return CaseItem(
        case_id=line.case_id,
        review=ReviewLine(id=line.review_id, **line.card.model_dump()) if line.review_id else None,
        status=line.status,
        queue=line.queue,
        priority=line.priority,
        due_at=line.due_at,
        report_count=line.report_count,
        top_finding=line.top_finding or None,
        claimed_by=holds.by if holds else None,
        opened_at=line.opened_at,
    )


def case_view(file: CaseFile, now: datetime, reports_next: str | None, mails: Sequence[Value] = ()) -> CaseView:
    case, current = file.case, file.current
    holds = case.claim if case.claim is not None and case.claim.until > now else None
    return CaseView(
        case_id=case.case_id,
        review_id=case.review_id or None,
        mail_key=case.subject.id if case.subject.kind == "mail" else None,
        round=case.round,
        status=case.status,
        queue=case.queue,
        priority=case.priority,
        route=case.routing.route if case.routing else None,
        why=case.routing.why if case.routing else "",
        grounds=case.routing.grounds if case.routing else (),
        due_at=case.due_at,
        opened_at=case.opened_at,
        overdue=case.overdue,
        version=case.version,
        claimed_by=holds.by if holds else None,
        claimed_until=holds.until if holds else None,
        review=_review(file.review),
        edited_since=current is not None and not current.gone and current.snapshot != case.snapshot,
        gone=current is not None and current.gone,
        findings=case.findings,
        report_count=case.report_count,
        reports=tuple(report_item(report) for report in file.reports),
        reports_next=reports_next,
        decision=case.decision,
        appeal=case.appeal,
        asked=case.asked or None,
        notes=case.notes,
        replies=case.replies,
        mails=tuple(_mail(mail) for mail in mails),
        parked_why=case.parked_why or None,
        history=file.history,
        allowed=file.allowed,
    )


def moved(case: Case) -> Moved:
    effective = case.decision.effective_at if case.decision and case.status is Status.DECIDING else None
    return Moved(
        case_id=case.case_id, status=case.status, queue=case.queue, version=case.version, effective_at=effective
    )


def report_item(of: Report) -> ReportItem:
    return ReportItem(
        report_id=of.report_id,
        reference=of.reference,
        received_at=of.received_at,
        channel=of.channel,
        relation=of.relation,
        identity=of.identity,
        guideline=of.guideline or None,
        legal=of.legal,
        legal_claim=of.legal_claim,
        explanation=of.explanation,
        reporter=MaskedReporter(name=masked(of.reporter.name), email=masked_address(of.reporter.email)),
    )


def masked(name: str) -> str:
    """Enough to tell two people apart, not enough to know them."""
    return " ".join(part[0] + "…" for part in name.split()[:3])


def masked_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}….{top}" if local else ""


def _mail(mail: Value) -> MailView:
    return MailView.model_validate({**(shown := mail.model_dump()), "sender": masked_address(shown["sender"])})


def _review(review: Review | None) -> JudgedReview | None:
    named = {name: getattr(review, name) for name in JudgedReview.model_fields if name != "id"} if review else {}
    return JudgedReview(id=review.review_id, **named) if review else None
