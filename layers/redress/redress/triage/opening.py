"""A new case: the review is examined, the policy says where it goes, and the workflow begins."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from redress.detect import examine, versions
from redress.model import (
    Case,
    Decision,
    Finding,
    KnownReview,
    Outcome,
    Priority,
    Report,
    Route,
    Routing,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.model.decision import PLATFORM
from redress.model.finding import BETWEEN_KINDS
from redress.policy import Policy, route
from redress.publishing import words_of
from redress.triage.desk import Desk
from redress.triage.elsewhere import elsewhere
from redress.triage.erasing import suspected
from redress.triage.joining import pressed

GONE = "The review is no longer there: its author or the shop has deleted it. There is nothing left to decide."

logger = logging.getLogger(__name__)


def open_case(
    subject: Subject, round_: int, reports: Sequence[Report], desk: Desk, *, before: Case | None = None
) -> list[Report]:
    now = desk.clock()
    review = desk.reviews.get(subject.id)
    same_words = before is not None and review is not None and review.snapshot == before.snapshot
    loud = [report for report in reports if not report.muted]
    case = opened(
        subject,
        round_,
        now,
        move_by=now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds),
        channel=reports[0].channel,
        claims=frozenset().union(*(report.claims for report in loud)),
        settled=before.claims | before.settled if before and same_words else frozenset(),
        attempt=1,
        begun_at=now,
        **_seen(review),
    )
    gone = review is not None and review.gone
    case, decision = closed_as_gone(case, desk, now) if gone else look(case, review, desk, now, elsewhere(loud))
    case = suspected(pressed(case, len(reports), loud, desk, now), len(loud), loud, desk)
    if not loud and not case.top_finding:
        # All of it is over its senders' daily limit: it waits behind what is not.
        case = case.model_copy(update={"priority": Priority.LOW})
    stamped = desk.cases.open(case, reports, *([decision] if decision else []))
    if stamped and case.status is Status.OUT_OF_SCOPE:
        desk.outbox.make_notices(case.case_id)
    elif stamped:
        desk.workflow.start(case)
    return stamped


def look(
    case: Case, review: KnownReview | None, desk: Desk, now: datetime, aside: frozenset[str]
) -> tuple[Case, Decision | None]:
    """Examine the review as it stands and route its case. A machine's own decision is made here, with its clauses."""
    present = review is not None and not review.gone
    findings, failed = examined(review, desk) if review is not None and present else ((), "")
    routing = route(desk.policy, findings, case.claims | aside, known=present and not failed)
    if failed:
        routing = routing.model_copy(update={"why": failed})
    elif present:
        routing = routing.model_copy(update={"detectors": dict(versions())})
    decision = _by_machine(case, routing, findings, desk.policy, now)
    return case.routed(routing, findings, now, decision=decision), decision


def examined(review: KnownReview, desk: Desk) -> tuple[tuple[Finding, ...], str]:
    """The findings, or why there are none: a detector that fails on a text costs a person's look, never the report."""
    others, pace = desk.texts.others(review), desk.texts.pace(review)
    try:
        return examine(review, desk.policy, others, pace=pace), ""
    except Exception:
        logger.exception("a detector failed", extra={"review_id": review.review_id, "snapshot": review.snapshot})
        return (), "The text could not be examined by machine; a person looks."


def _by_machine(
    case: Case, routing: Routing, findings: Sequence[Finding], policy: Policy, now: datetime
) -> Decision | None:
    outcomes = {Route.TAKEDOWN: Outcome.REMOVED, Route.REDIRECT: Outcome.OUT_OF_SCOPE}
    if routing.route not in outcomes:
        return None
    proofs = [finding for finding in findings if finding.fired and finding.guideline in routing.grounds]
    found = tuple(dict.fromkeys(kind for finding in proofs for kind in finding.kinds))
    return Decision(
        case_id=case.case_id,
        number=case.decisions + 1,
        outcome=outcomes[routing.route],
        grounds=routing.grounds,
        explanation=f"Found in the review: {BETWEEN_KINDS.join(found)}." if found else routing.why,
        automated=True,
        decided_by="policy",
        decided_at=now,
        effective_at=now,
        appeal_until=now + timedelta(days=policy.limits.appeal_window_days),
        policy_version=policy.version,
        snapshot=case.snapshot,
        found=found,
        redirect=routing.redirect,
    )


def closed_as_gone(case: Case, desk: Desk, now: datetime) -> tuple[Case, Decision]:
    decision = Decision(
        case_id=case.case_id,
        number=case.decisions + 1,
        outcome=Outcome.OUT_OF_SCOPE,
        explanation=GONE,
        automated=True,
        decided_by=PLATFORM,
        decided_at=now,
        effective_at=now,
        appeal_until=now + timedelta(days=desk.policy.limits.appeal_window_days),
        policy_version=desk.policy.version,
        snapshot=case.snapshot,
    )
    closed = case.moved(
        Status.OUT_OF_SCOPE,
        now,
        actor=PLATFORM,
        act="review_gone",
        decision=decision,
        decisions=decision.number,
        move_by=now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds),
        claim=None,
    )
    return closed, decision


def _seen(review: KnownReview | None) -> dict[str, Any]:
    if review is None:
        return {}
    return {
        "snapshot": review.snapshot,
        "card": review.card,
        "product_id": review.product_id,
        "seller_id": review.seller_id,
        "author_id": review.author_id,
        "words": words_of(review),
    }
