"""Intake by API and form: one conditional write for each report, and an answer. The stream does the rest."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated
from uuid import uuid4

from pydantic import AfterValidator, Field

from redress.errors import InvalidInput, KeyReused, NotFound
from redress.link import Link, expired, signed_link
from redress.mail.urls import ReviewUrls
from redress.model import (
    Case,
    Channel,
    Decision,
    Declared,
    Identity,
    LegalClaim,
    PublicStatus,
    Relation,
    Report,
    Reporter,
    Status,
    Value,
)
from redress.model.review import ReviewId
from redress.model.words import is_blank
from redress.policy import Policy
from redress.ports import Added, CaseStore, Clock, ReportStore
from redress.seal import Seal, reference, report_id

STREAM_GRACE = timedelta(minutes=2)
"""A report that triage has not stamped by then is fed to it again by `sweep`."""

EMAIL = r"^[^@\s<>(),;:\\\"\[\]\x00-\x20\x7f]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}$"


def in_words(text: str) -> str:
    if is_blank(text):
        raise ValueError("Say in a few words what is wrong.")
    return text


class Sender(Value):
    """Who reports, where the report link does not say it."""

    name: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254, pattern=EMAIL)] | None = None


class Submission(Value):
    """The body of `POST /v1/reports` (DSA Art. 16(2): where, why, who, in good faith)."""

    review_url: Annotated[str, Field(max_length=2_000)] | None = None
    review_id: ReviewId | None = None
    guideline: Annotated[str, Field(max_length=64)] | None = None
    explanation: Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(in_words)]
    relation: Relation = Relation.OTHER
    reporter: Sender | None = None
    legal: LegalClaim | None = None
    good_faith: Declared
    link_token: Annotated[str, Field(min_length=1, max_length=4_096)] | None = None

    @property
    def fingerprint(self) -> str:
        """The words as they were sent, whatever their order; the link token may be a newer one for the same words."""
        said = self.model_dump(mode="json", exclude={"link_token"}, exclude_none=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def submit_report(
    submission: Submission,
    *,
    key: str | None = None,
    channel: Channel = Channel.API,
    lang: str = "",
    voucher: Link | None = None,
    reports: ReportStore,
    seal: Seal,
    link_keys: Callable[[], Mapping[str, bytes]],
    urls: ReviewUrls,
    policy: Policy,
    clock: Clock,
) -> Added:
    """Store one report, once. The same key with the same words finds the first; with other words it is refused.

    `lang` is the language the form was read in, by the link's own or by choice: the answer comes in it. `voucher` is a
    link that the form has read already: it says who speaks, also of other reviews than the one it stood under.
    A link that has expired still finds what was reported by it.
    """
    now = clock()
    link = signed_link(submission.link_token, link_keys()) if submission.link_token else None
    review_id = review_of(submission, link, urls)
    if submission.guideline is not None:
        policy.guideline(submission.guideline)
    reporter, identity = _speaker(submission, voucher or link, lang)
    report = Report(
        report_id="",
        reference="",
        channel=channel,
        received_at=now,
        review_id=review_id,
        guideline=submission.guideline or "",
        explanation=submission.explanation,
        relation=submission.relation,
        reporter=reporter,
        identity=identity,
        legal=submission.legal.kind if submission.legal else None,
        legal_claim=submission.legal,
        fingerprint=submission.fingerprint,
        move_by=now + STREAM_GRACE,
    )
    name = report_id(seal.derive("report", report.speaker, key if key is not None else uuid4().hex))
    if link is not None and link.has_expired(now):
        added = _found(name, reports, otherwise=expired(link, now))
    else:
        added = reports.add(report.model_copy(update={"report_id": name, "reference": reference(name)}))
    if added.replayed and added.report.fingerprint != report.fingerprint:
        detail = "This Idempotency-Key came with another body before. Use a new key for a new report."
        raise KeyReused(detail, errors=InvalidInput.at("header/Idempotency-Key", "was used with another body").errors)
    return added


def _found(name: str, reports: ReportStore, *, otherwise: InvalidInput) -> Added:
    try:
        return Added(reports.get(name), replayed=True)
    except NotFound:
        raise otherwise from None


def review_of(submission: Submission, link: Link | None, urls: ReviewUrls) -> str:
    """The one review that id, URL and report link name; they must agree."""
    named: dict[str, str] = {}
    if submission.review_id:
        named["/review_id"] = submission.review_id
    if submission.review_url is not None:
        found = urls.review_id_of(submission.review_url)
        if found is None:
            raise InvalidInput.at(
                "/review_url", "This is not the URL of a review of this shop. Copy it from the review's page."
            )
        named["/review_url"] = found
    if link:
        named["/link_token"] = link.review_id
    if not named:
        raise InvalidInput.at("/review_url", "Say which review: give review_url or review_id.")
    first = next(iter(named.values()))
    for pointer, review_id in named.items():
        if review_id != first:
            raise InvalidInput.at(pointer, "This names another review than the rest of the report.")
    return first


def _speaker(submission: Submission, link: Link | None, lang: str) -> tuple[Reporter, Identity]:
    sender = submission.reporter or Sender()
    if link is None:
        if not sender.email:
            raise InvalidInput.at(
                "/reporter/email", "Give an e-mail address, so that we can tell you what was decided."
            )
        return Reporter(name=sender.name, email=sender.email, lang=lang), Identity.UNVERIFIED
    reporter = Reporter(
        name=link.name or sender.name,
        email=link.email or sender.email or "",
        vouched=bool(link.email),
        account=link.sub,
        lang=lang or link.lang,
    )
    return reporter, Identity.ACCOUNT


class Receipt(Value):
    """The answer to a report: what the reporter keeps."""

    report_id: str
    reference: str
    status: PublicStatus
    received_at: datetime
    status_url: str
    status_token: str


def receipt(report: Report, *, seal: Seal) -> Receipt:
    """The same for the first answer and each replay."""
    token = seal.sign("status", report.report_id)
    return Receipt(
        report_id=report.report_id,
        reference=report.reference,
        status=PublicStatus.RECEIVED,
        received_at=report.received_at,
        status_url=f"/status/{token}",
        status_token=token,
    )


class DecisionView(Value):
    """A decision as one side may see it."""

    outcome: str
    grounds: tuple[str, ...]
    explanation: str
    automated: bool
    decided_at: datetime
    appeal_until: datetime
    token: str


class ReportView(Value):
    """A report as its reporter may see it."""

    report_id: str
    reference: str
    review_id: str
    guideline: str | None
    status: PublicStatus
    received_at: datetime
    question: str | None = None
    decision: DecisionView | None = None


PUBLIC: Mapping[Status, PublicStatus] = {
    Status.OPEN: PublicStatus.RECEIVED,
    Status.NEEDS_INFO: PublicStatus.NEEDS_INFO,
    Status.REMOVED: PublicStatus.DECIDED,
    Status.KEPT: PublicStatus.DECIDED,
    Status.RESTORED: PublicStatus.DECIDED,
    Status.OUT_OF_SCOPE: PublicStatus.OUT_OF_SCOPE,
}


def report_for(
    token: str, *, report_id: str | None = None, reports: ReportStore, cases: CaseStore, seal: Seal
) -> ReportView:
    """A reporter's own report, by the status token alone. Two consistent reads; NotFound tells nothing more."""
    named = seal.subject_of("status", token)
    if report_id is not None and report_id != named:
        raise NotFound("Nothing is here, or the link is not complete.")
    report = reports.get(named)
    case = cases.get(report.case_id) if report.case_id else None
    return report_view(report, case, seal=seal)


def report_view(report: Report, case: Case | None, *, seal: Seal) -> ReportView:
    status = PUBLIC.get(case.status, PublicStatus.IN_REVIEW) if case else PublicStatus.RECEIVED
    return ReportView(
        report_id=report.report_id,
        reference=report.reference,
        review_id=report.review_id,
        guideline=report.guideline or None,
        status=status,
        received_at=report.received_at,
        question=case.asked if case and status is PublicStatus.NEEDS_INFO else None,
        decision=decision_view(case.decision, reporter_token(case.decision, report.report_id, seal))
        if case and case.is_decided and case.decision
        else None,
    )


def decision_view(decision: Decision, token: str) -> DecisionView:
    return DecisionView(
        outcome=decision.outcome,
        grounds=decision.grounds,
        explanation=decision.explanation,
        automated=decision.automated,
        decided_at=decision.decided_at,
        appeal_until=decision.appeal_until,
        token=token,
    )


def reporter_token(decision: Decision, report_id_: str, seal: Seal) -> str:
    return seal.sign("decision", f"{decision.case_id}~{decision.number}~reporter~{report_id_}")


def author_token(decision: Decision, seal: Seal) -> str:
    return seal.sign("decision", f"{decision.case_id}~{decision.number}~author~")
