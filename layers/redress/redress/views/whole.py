"""A case whole, as the desk sees it: addresses masked, spans kept, no more than one may see."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from redress.casework import CaseFile, mail_id
from redress.model import (
    Appeal,
    Channel,
    Decision,
    Entry,
    Finding,
    Identity,
    LegalClaim,
    LegalKind,
    Note,
    Priority,
    Queue,
    Relation,
    Report,
    Review,
    Route,
    SecondOpinion,
    Standing,
    Status,
    Value,
)
from redress.model.subject import unlapsed
from redress.policy import Guideline
from redress.seal import digest_of
from redress.views.lists import Items


class MaskedReporter(Value):
    """A reporter, with enough left to tell two apart."""

    name: str
    email: str


class StandingView(Value):
    """How right a reporter has been: bears on how pressing a case is, never on its outcome. No share below five."""

    reports: int
    decided: int
    upheld: int
    share: float | None


class GuidelineView(Value):
    """A guideline as the desk reads it beside what was found."""

    id: str
    title: str
    explanation: str
    not_a_violation: str
    contested: bool
    second_person: bool


class Answered(Value):
    """What a reporter answered to our question, on the status page."""

    report_id: str
    at: datetime
    words: str


class ReportItem(Value):
    """A report as the desk sees it. `speaker` is one reporter's, who reads `lang`; `mail` names the mail it came by."""

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
    lang: str
    speaker: str
    standing: StandingView
    muted: bool
    mail: str | None


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


class HeldView(Value):
    """A file in an archive, by the archive's own word."""

    name: str
    size: int


class AttachmentView(Value):
    """`holds` is what an archive lists, `remarks` what to know before touching it (programs, encrypted, …)."""

    name: str
    type: str
    size: int
    sha256: str
    holds: tuple[HeldView, ...]
    remarks: tuple[str, ...]


class MailView(Value):
    """A mail of a case: its sender masked, its attachments named and never opened."""

    id: str
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
    """A case, whole. `may_cite`: grounds beside the guidelines; `restores`: to keep it is to restore it."""

    case_id: str
    review_id: str | None
    mail_key: str | None
    round: int
    status: Status
    queue: Queue | None
    priority: Priority
    route: Route | None
    why: str
    policy_version: str
    detectors: dict[str, str]
    second_opinion: SecondOpinion | None
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
    mail_ids: tuple[str, ...]
    answers: tuple[Answered, ...]
    guidelines: tuple[GuidelineView, ...]
    skipped_by_me: bool
    parked_why: str | None
    history: tuple[Entry, ...]
    allowed: tuple[str, ...]
    may_cite: tuple[str, ...]
    restores: bool


def case_view(file: CaseFile, now: datetime, reports_next: str | None, mails: Sequence[Value] = ()) -> CaseView:
    case, current = file.case, file.current
    holds = unlapsed(case.claim, now)
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
        policy_version=case.routing.policy_version if case.routing else "",
        detectors=case.routing.detectors if case.routing else {},
        second_opinion=case.second_opinion,
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
        reports=report_items(file.reports, file.standings),
        reports_next=reports_next,
        decision=case.decision,
        appeal=case.appeal,
        asked=case.asked or None,
        notes=case.notes,
        replies=case.replies,
        mails=tuple(mail_view(mail) for mail in mails),
        mail_ids=tuple(mail_id(key) for key in reversed(case.replies)),
        answers=tuple(Answered(report_id=each.report_id, at=each.at, words=each.words) for each in file.answers),
        guidelines=tuple(_clause(guideline) for guideline in file.guidelines),
        skipped_by_me=file.set_aside,
        parked_why=case.parked_why or None,
        history=file.history,
        allowed=file.allowed,
        may_cite=file.may_cite,
        restores=case.outcome_of("keep") == "restored",
    )


def report_items(reports: Iterable[Report], standings: Mapping[str, Standing]) -> tuple[ReportItem, ...]:
    return tuple(_report_item(report, standings.get(report.speaker, Standing())) for report in reports)


def _report_item(of: Report, standing: Standing) -> ReportItem:
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
        lang=of.reporter.lang,
        speaker=digest_of(of.speaker)[:8],
        standing=StandingView(
            reports=standing.reports,
            decided=standing.decided,
            upheld=standing.upheld,
            share=round(standing.share_upheld, 3) if standing.share_upheld is not None else None,
        ),
        muted=of.muted,
        mail=of.report_id if of.mail_key else None,
    )


def _clause(of: Guideline) -> GuidelineView:
    return GuidelineView.model_validate({name: getattr(of, name) for name in GuidelineView.model_fields})


def masked(name: str) -> str:
    """Enough to tell two people apart, not enough to know them."""
    return " ".join(part[0] + "…" for part in name.split()[:3])


def masked_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}….{top}" if local else ""


def mail_view(mail: Value) -> MailView:
    shown = mail.model_dump()
    return MailView.model_validate({**shown, "id": mail_id(shown["key"]), "sender": masked_address(shown["sender"])})


def _review(review: Review | None) -> JudgedReview | None:
    if review is None:
        return None
    named = {name: getattr(review, name) for name in JudgedReview.model_fields if name != "id"}
    return JudgedReview(id=review.review_id, **named)
