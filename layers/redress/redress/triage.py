"""Triage: stamp reports with their case, look at the review, ask the policy where it goes (design §2)."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from redress.detect import examine
from redress.errors import Contention, StaleCase
from redress.model import (
    Case,
    Decision,
    Finding,
    KnownReview,
    Outcome,
    Priority,
    Queue,
    Report,
    Route,
    Routing,
    Status,
    Subject,
)
from redress.model.case import opened
from redress.notices import tell_at_once
from redress.policy import Policy, priority, route
from redress.ports import CaseStore, Clock, NoticeStore, Outbox, ReportStore, ReviewStore, Workflow
from redress.seal import Seal, digest_of

logger = logging.getLogger(__name__)

AT_ONCE = 90
TRIES = 5


@dataclass(frozen=True)
class Desk:
    """The ports that triage works with, held together because each of its steps needs most of them."""

    reports: ReportStore
    cases: CaseStore
    reviews: ReviewStore
    notices: NoticeStore
    outbox: Outbox
    workflow: Workflow
    seal: Seal
    policy: Policy
    clock: Clock


def triage_reports(reports: Iterable[Report], *, desk: Desk) -> int:
    """Give each unstamped report its case; gives back how many it stamped. Whatever was done before is left as it is."""
    unstamped = [report for report in reports if not report.case_id]
    by_review: dict[str, list[Report]] = {}
    for report in _without_floods(unstamped, desk):
        by_review.setdefault(report.review_id, []).append(report)
    return sum(_triage_review(review_id, together, desk) for review_id, together in by_review.items())


def _triage_review(review_id: str, reports: Sequence[Report], desk: Desk) -> int:
    desk.reports.point_at(reports)
    stamped = 0
    for some in _chunks(reports, AT_ONCE):
        for _ in range(TRIES):
            try:
                stamped += _give_case(Subject.review(review_id), some, desk)
                break
            except StaleCase:
                continue  # somebody moved the case between our read and our write: look again
        else:
            raise Contention(f"The case of a review changed {TRIES} times while {len(some)} reports waited for it.")
    return stamped


def _give_case(subject: Subject, reports: Sequence[Report], desk: Desk) -> int:
    latest = desk.cases.latest(subject)
    if latest is None:
        return _open(subject, 1, reports, desk)
    if not latest.is_decided:
        return _join(latest, reports, desk)
    review = desk.reviews.get(subject.id)
    anew = [report for report in reports if _opens_a_round(report, latest, review)]
    answered = [report for report in reports if report not in anew]
    stamped = 0
    if answered:
        late = desk.reports.stamp_answered(answered, latest)
        tell_at_once([report for report in late if not report.muted], latest, desk=desk)
        stamped += len(late)
    return stamped + (_open(subject, latest.round + 1, anew, desk) if anew else 0)


def _opens_a_round(report: Report, decided: Case, review: KnownReview | None) -> bool:
    """After `removed` nothing does but an edit; else a new guideline, new evidence or a legal claim (design §2, joining)."""
    if report.muted:
        return False
    if review is not None and not review.gone and review.snapshot != decided.snapshot:
        return True
    if decided.status is Status.REMOVED or (review is not None and review.gone):
        return False
    return not report.claims <= decided.claims


def _open(subject: Subject, round_: int, reports: Sequence[Report], desk: Desk) -> int:
    now = desk.clock()
    review = desk.reviews.get(subject.id)
    loud = [report for report in reports if not report.muted]
    case = opened(
        subject,
        round_,
        now,
        move_by=now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds),
        claims=frozenset().union(*(report.claims for report in loud)),
        attempt=1,
        begun_at=now,
        **_seen(review),
    )
    case, decision = look(case, review, desk.policy, now)
    case = _pressed(case, len(reports), loud, desk, now)
    stamped = desk.cases.open(case, reports, *([decision] if decision else []))
    if stamped and case.status is Status.OUT_OF_SCOPE:
        desk.outbox.make_notices(case.case_id)
    elif stamped:
        desk.workflow.start(case)
    return len(stamped)


def look(case: Case, review: KnownReview | None, policy: Policy, now: datetime) -> tuple[Case, Decision | None]:
    """Examine the review as it stands and route its case. A machine's own decision is made here, with its clauses."""
    present = review is not None and not review.gone
    findings, failed = _examined(review, policy) if review is not None and present else ((), "")
    routing = route(policy, findings, case.claims, known=present and not failed)
    if failed:
        routing = routing.model_copy(update={"why": failed})
    decision = _by_machine(case, routing, findings, policy, now)
    return case.routed(routing, findings, now, decision=decision), decision


def _examined(review: KnownReview, policy: Policy) -> tuple[tuple[Finding, ...], str]:
    """The findings, or why there are none: a detector that fails on a text costs a person's look, never the report."""
    try:
        return examine(review, policy), ""
    except Exception:
        logger.exception("a detector failed", extra={"review_id": review.review_id, "snapshot": review.snapshot})
        return (), "The text could not be examined by machine; a person looks."


def _by_machine(
    case: Case, routing: Routing, findings: Sequence[Finding], policy: Policy, now: datetime
) -> Decision | None:
    outcomes = {Route.TAKEDOWN: Outcome.REMOVED, Route.REDIRECT: Outcome.OUT_OF_SCOPE}
    if routing.route not in outcomes:
        return None
    reasons = [finding.reason for finding in findings if finding.fired and finding.guideline in routing.grounds]
    clauses = [policy.guideline(ground).explanation for ground in routing.grounds]
    return Decision(
        case_id=case.case_id,
        number=case.decisions + 1,
        outcome=outcomes[routing.route],
        grounds=routing.grounds,
        explanation=" ".join(dict.fromkeys([*clauses, *reasons])) or routing.why,
        automated=True,
        decided_by="policy",
        decided_at=now,
        effective_at=now,
        appeal_until=now + timedelta(days=policy.limits.appeal_window_days),
        policy_version=policy.version,
        snapshot=case.snapshot,
    )


def _join(case: Case, reports: Sequence[Report], desk: Desk) -> int:
    """A report on an open case raises it or only counts: it never lowers anything, and moves no version by itself."""
    now = desk.clock()
    loud = [report for report in reports if not report.muted]
    after = case
    fresh = frozenset().union(*(report.claims for report in loud)) - case.claims
    if fresh:
        after = _with_claims(case, fresh, desk.policy, now)
    after = _pressed(after, case.report_count + len(reports), loud, desk, now)
    return len(desk.cases.join(case, after, reports))


def _with_claims(case: Case, fresh: frozenset[str], policy: Policy, now: datetime) -> Case:
    """New claims: a legal one goes to those who may weigh it, at once; others are kept for the one who decides."""
    claims = case.claims | fresh
    routing = route(policy, case.findings, claims, known=bool(case.snapshot))
    after = case.model_copy(update={"claims": claims})
    facts = {"claims": ",".join(sorted(claim for claim in fresh if not claim.startswith("evidence:")))}
    if routing.route is Route.LEGAL_REVIEW and case.status is Status.HUMAN_REVIEW:
        raised = after.priority.at_least(routing.priority)
        due = min(case.due_at or now + routing.within, now + routing.within)
        return after.moved(
            Status.LEGAL_REVIEW,
            now,
            actor="triage",
            act="raised",
            facts=facts,
            routing=routing,
            queue=Queue.LEGAL,
            priority=raised,
            due_at=due,
            claim=None,
        )
    return after.raised(
        routing.priority,
        now,
        due_at=now + routing.within,
        actor="triage",
        act="claimed",
        facts=facts,
        version=case.version + 1,
    )


def _pressed(case: Case, count: int, reports: Sequence[Report], desk: Desk, now: datetime) -> Case:
    """How pressing many reports, and reporters who were right before, make it."""
    if case.is_decided or case.status in {Status.ACTING, Status.DECIDING}:
        return case
    base: Priority = case.priority
    pressing = priority(desk.policy, base, count, None)
    for report in reports[:5]:
        pressing = pressing.at_least(priority(desk.policy, base, count, desk.notices.standing(report.speaker)))
    if pressing is base:
        return case
    return case.raised(pressing, now, actor="triage", act="pressed")


def triage_edit(review_id: str, *, desk: Desk) -> None:
    """The platform told us of an edit, or that the review is gone: its open case is looked at again, or closed."""
    for _ in range(TRIES):
        case = desk.cases.latest(Subject.review(review_id))
        review = desk.reviews.get(review_id)
        if case is None or review is None or case.is_decided or case.status is Status.ACTING:
            return  # the takedown finds the edit by its snapshot; the next report on a decided case opens a round
        try:
            if review.gone:
                close_gone(case, desk=desk)
            elif review.snapshot != case.snapshot:
                _look_again(case, review, desk)
        except StaleCase:
            continue
        return
    raise Contention("The case of an edited review changed too often.")


def _look_again(case: Case, review: KnownReview, desk: Desk) -> None:
    now = desk.clock()
    findings, failed = _examined(review, desk.policy)
    routing = route(desk.policy, findings, case.claims, known=not failed)
    fallen: dict[str, Any] = {}
    if case.status is Status.DECIDING:
        number = case.decisions - 1
        fallen = {"decision": desk.cases.decision(case.case_id, number) if number else None, "decisions": number}
    desk.cases.save(case, case.edited(review, findings, routing, now, actor="triage", **fallen))


def close_gone(case: Case, *, desk: Desk) -> None:
    """There is nothing left to judge: the case ends, reporters are told, the workflow is let go."""
    now = desk.clock()
    decision = Decision(
        case_id=case.case_id,
        number=case.decisions + 1,
        outcome=Outcome.OUT_OF_SCOPE,
        explanation="The review is no longer there: its author or the shop has deleted it. There is nothing left to decide.",
        automated=True,
        decided_by="platform",
        decided_at=now,
        effective_at=now,
        appeal_until=now + timedelta(days=desk.policy.limits.appeal_window_days),
        policy_version=desk.policy.version,
        snapshot=case.snapshot,
    )
    grace = now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds)
    closed = case.moved(
        Status.OUT_OF_SCOPE,
        now,
        actor="platform",
        act="review_gone",
        decision=decision,
        decisions=decision.number,
        told=-1,
        move_by=grace,
        claim=None,
    )
    desk.cases.save(case, closed, decision)
    if not (case.token and desk.workflow.answer(case.token, decision.outcome)):
        desk.outbox.make_notices(case.case_id)


def _seen(review: KnownReview | None) -> dict[str, Any]:
    if review is None:
        return {}
    return {
        "snapshot": review.snapshot,
        "card": review.card,
        "product_id": review.product_id,
        "author_id": review.author_id,
    }


def _without_floods(reports: Sequence[Report], desk: Desk) -> Iterator[Report]:
    """What one speaker sends beyond the day's limit joins its case, moves nothing and is sent nothing (design §5)."""
    limit = desk.policy.limits.reports_per_reporter_a_day
    by_speaker: dict[str, list[Report]] = {}
    for report in reports:
        by_speaker.setdefault(report.speaker, []).append(report)
    today = f"{desk.clock():%Y-%m-%d}"
    for speaker, theirs in by_speaker.items():
        count = desk.reports.count_today(digest_of(speaker), today, len(theirs))
        over = min(max(count - limit, 0), len(theirs))
        quiet = len(theirs) - over
        yield from theirs[:quiet]
        yield from (report.model_copy(update={"muted": True}) for report in theirs[quiet:])


def _chunks(reports: Sequence[Report], size: int) -> Iterator[Sequence[Report]]:
    return (reports[start : start + size] for start in range(0, len(reports), size))
