"""A report on an open case only raises it, or only counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from redress.model import Case, Outcome, Priority, Queue, Report, Route, Routing, Standing, Status
from redress.model.subject import unlapsed
from redress.policy import priority, route
from redress.policy.routing import LEGAL_MARK
from redress.triage.desk import Desk
from redress.triage.erasing import suspected

EVIDENCE = "evidence:"
MOST_EVIDENCE = 50
"""Pieces of evidence that a case's claims name. More than a person reads; ten thousand would burst the item."""

STANDINGS = 5
"""Reporters of a batch whose standing is looked up."""


def join(case: Case, reports: Sequence[Report], desk: Desk) -> list[Report]:
    """A report on an open case raises it or only counts: it never lowers anything, and moves no version by itself."""
    now = desk.clock()
    loud = [report for report in reports if not report.muted]
    after = case
    fresh = _fresh(case, loud)
    if fresh:
        after = _with_claims(case, fresh, desk, now)
    count = case.report_count + len(reports)
    after = suspected(pressed(after, count, loud, desk, now), count, loud, desk)
    return desk.cases.join(case, after, reports)


def _fresh(case: Case, reports: Sequence[Report]) -> frozenset[str]:
    """What these reports claim that the case has not heard. All evidence is new; a case holds only so much."""
    said: frozenset[str] = frozenset().union(*(report.claims for report in reports)) - case.claims
    evidence = sorted(claim for claim in said if claim.startswith(EVIDENCE))
    room = max(MOST_EVIDENCE - sum(claim.startswith(EVIDENCE) for claim in case.claims), 0)
    return said - set(evidence[room:])


def _with_claims(case: Case, fresh: frozenset[str], desk: Desk, now: datetime) -> Case:
    """New claims: a legal one goes to those who may weigh it, at once; others are kept for the one who decides."""
    claims = case.claims | fresh
    looked = case.routing.detectors if case.routing else {}
    routing = route(desk.policy, case.findings, claims, known=bool(case.snapshot))
    routing = routing.model_copy(update={"detectors": looked})
    after = case.model_copy(update={"claims": claims})
    facts = {"claims": ",".join(sorted(claim for claim in fresh if not claim.startswith(EVIDENCE)))}
    legal_claim = any(claim.startswith(LEGAL_MARK) for claim in fresh)
    may_move = case.status is Status.HUMAN_REVIEW or (
        legal_claim and (case.status is Status.NEEDS_INFO or _leaves_it_standing(case))
    )
    if routing.route is Route.LEGAL_REVIEW and may_move:
        return _to_legal(after, routing, facts, desk, now)
    changes: dict[str, Any] = {}
    if routing.route is Route.HUMAN_REVIEW and _raises(case, routing):
        changes = {"routing": routing, "queue": case.queue if unlapsed(case.claim, now) else routing.queue}
    return after.raised(
        routing.priority,
        now,
        due_at=now + routing.within,
        actor="triage",
        act="claimed",
        facts=facts,
        version=case.version + 1,
        **changes,
    )


def _raises(case: Case, routing: Routing) -> bool:
    """Whether the policy makes more of it than it did: more pressing, or a guideline's own queue where there was none.

    What the policy made of it is asked, not the case's priority: a crowd may have raised that already.
    """
    if case.status is not Status.HUMAN_REVIEW or case.appeal is not None or case.routing is None:
        return False
    own_queue = case.queue is Queue.GENERAL and routing.queue is not Queue.GENERAL
    return own_queue or routing.priority.rank < case.routing.priority.rank


def _leaves_it_standing(case: Case) -> bool:
    """A decision that would leave the review as it is, and is not in force yet: it was made without the legal claim."""
    kept = {Outcome.KEPT, Outcome.OUT_OF_SCOPE}
    return case.status is Status.DECIDING and case.decision is not None and case.decision.outcome in kept


def _to_legal(case: Case, routing: Routing, facts: Mapping[str, str], desk: Desk, now: datetime) -> Case:
    due = min(case.due_at or now + routing.within, now + routing.within)
    return case.moved(
        Status.LEGAL_REVIEW,
        now,
        actor="triage",
        act="raised",
        facts=facts,
        routing=routing,
        queue=Queue.LEGAL,
        priority=case.priority.at_least(routing.priority),
        due_at=due,
        move_by=due if case.token else now + timedelta(seconds=desk.policy.limits.workflow_grace_seconds),
        claim=None,
        asked="",
        asked_until=None,
        **fallen(case, desk),
    )


def fallen(case: Case, desk: Desk) -> dict[str, Any]:
    """A decision that was not carried out yet falls: the one before it, if there was one, stands again.

    Its workflow may have heard of it and ended. So none counts as on its way: the next decision begins another.
    """
    if case.status is not Status.DECIDING:
        return {}
    number = case.decisions - 1
    before = desk.cases.decision(case.case_id, number) if number else None
    return {"decision": before, "decisions": number, "begun_at": None}


def pressed(case: Case, count: int, reports: Sequence[Report], desk: Desk, now: datetime) -> Case:
    """How pressing many reports, and reporters who were right before, make it. A new case of reporters alone who were
    hardly ever right waits a step further back, by the same due time, until anybody else reports the review.
    """
    if case.is_decided or case.status in {Status.ACTING, Status.DECIDING}:
        return case
    pressing = _pressing(case, count, reports, desk)
    if pressing.rank < case.priority.rank:
        return case.raised(pressing, now, actor="triage", act="pressed")
    if pressing.rank > case.priority.rank and not case.report_count and _nothing_speaks_for(case):
        return case.noted(now, actor="triage", act="set_back", facts={"priority": pressing.value}, priority=pressing)
    return case


def _pressing(case: Case, count: int, reports: Sequence[Report], desk: Desk) -> Priority:
    """The most that any of these reporters makes of what the policy said; of a crowd the first are looked at."""
    if not reports or case.routing is None or case.appeal is not None:
        return priority(desk.policy, case.priority, count, None)
    speakers = list(dict.fromkeys(report.speaker for report in reports))
    standings = [desk.notices.standing(speaker) for speaker in speakers[:STANDINGS]]
    crowd = [Standing()] if len(speakers) > STANDINGS else []
    base = case.routing.priority
    each = [priority(desk.policy, base, count, standing) for standing in (*standings, *crowd)]
    return min(each, key=lambda one: one.rank)


def _nothing_speaks_for(case: Case) -> bool:
    """The detectors have looked and found nothing, and nothing is for the lawyers: all there is, is who says so."""
    routing = case.routing
    return routing is not None and bool(routing.detectors) and not routing.grounds and case.queue is not Queue.LEGAL
