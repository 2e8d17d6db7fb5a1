"""A decision is made, taken back, or seconded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from redress.errors import IllegalMove, InvalidInput, StaleCase
from redress.model import COURT_ORDER, Case, Claim, Decision, Note, Outcome, Priority, Queue, Role, Staff, Status
from redress.model.audit import hash_of
from redress.model.people import staff_only
from redress.policy import Policy
from redress.ports import CaseStore, Clock, DecisionTimer, Outbox, Workflow
from redress.review.carrying_out import conclude
from redress.review.holding import beside
from redress.review.moving import move
from redress.review.questions import STATUS_OF_QUEUE, next_look
from redress.review.rights import allowed, not_held_by_another, order_may_be_cited, theirs_to_move
from redress.review.wishes import Wish


def decide(
    case_id: str,
    wish: Wish,
    staff: Staff,
    *,
    undo: timedelta,
    cases: CaseStore,
    workflow: Workflow,
    timer: DecisionTimer,
    outbox: Outbox,
    policy: Policy,
    clock: Clock,
    together: str = "",
) -> Case:
    """Save the decision; once it may no longer be withdrawn, carry it out. Refused when the case is not as was read.

    `together`: the case that it was decided together with, for the log.
    """
    now = clock()

    def change(case: Case) -> tuple[Case, *tuple[Decision, ...]]:
        theirs_to_move(case, staff)
        not_held_by_another(case, staff, now)
        if wish.version != case.version:
            raise StaleCase(f"The case has changed since you read it: it is at version {case.version} now. Read it.")
        allowed(case, staff, wish.outcome, now)
        if wish.outcome == "escalate":
            return (_escalated(case, wish, staff, now),)
        if wish.outcome == "needs_info":
            return (_asked(case, wish, staff, policy, now),)
        decision = _decision(case, wish, staff, policy, now=now, undo=undo)
        move_by = decision.effective_at + timedelta(seconds=policy.limits.workflow_grace_seconds)
        return case.deciding(decision, now, move_by=move_by, facts=_facts(wish, together)), decision

    saved = move(case_id, change, cases=cases)
    if wish.outcome == "needs_info":
        outbox.make_notices(case_id)
    if saved.status is not Status.DECIDING or (saved.decision and saved.decision.held):
        return saved
    if undo:
        timer.conclude_after(case_id, undo)
        return saved
    return conclude(case_id, cases=cases, workflow=workflow, outbox=outbox, policy=policy, clock=clock)


def withdraw(case_id: str, staff: Staff, *, cases: CaseStore, policy: Policy, clock: Clock) -> Case:
    """Take back one's own before it takes effect. A decision: the case is where it was, in the same hands; an approval:
    the decision waits for a second person again.
    """
    staff_only(staff)
    now = clock()
    lease = Claim(by=staff.name, until=now + timedelta(minutes=policy.limits.lease_minutes))

    def change(case: Case) -> tuple[Case]:
        decision = case.decision
        if case.status is not Status.DECIDING or decision is None:
            raise IllegalMove("There is no decision that could still be withdrawn.")
        allowed(case, staff, "withdraw", now)
        if decision.is_in_force(now):
            raise IllegalMove("The decision has taken effect; it can only be appealed now.")
        if decision.approved_by == staff.name:
            return (_unapproved(case, decision, staff, now, policy),)
        before = _before(case, cases)
        return (_taken_back(case, before, now, policy, actor=staff.name, act="withdrawn", claim=lease),)

    return move(case_id, change, cases=cases)


def _unapproved(case: Case, decision: Decision, staff: Staff, now: datetime, policy: Policy) -> Case:
    again = decision.model_copy(update={"approved_by": ""})
    look = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    version = case.version + 1
    return case.noted(now, actor=staff.name, act="unapproved", decision=again, version=version, move_by=look)


def decline(case_id: str, reason: str, staff: Staff, *, cases: CaseStore, policy: Policy, clock: Clock) -> Case:
    """The second person says no: the case is where it was, in nobody's hands, with the reason beside it."""
    staff_only(staff)
    now = clock()

    def change(case: Case) -> tuple[Case]:
        _awaited(case)
        allowed(case, staff, "decline", now)
        notes = beside(case, Note(by=staff.name, at=now, text=reason, kind="decline")) or case.notes
        facts, before = {"words": hash_of(reason)}, _before(case, cases)
        back = _taken_back(case, before, now, policy, actor=staff.name, act="declined", facts=facts, notes=notes)
        return (back,)

    return move(case_id, change, cases=cases)


def _awaited(case: Case) -> Decision:
    """The decision that waits for a second person."""
    if case.status is not Status.DECIDING or case.decision is None or not case.decision.awaits_second_person:
        raise IllegalMove("There is no decision here that waits for a second person.")
    return case.decision


def _before(case: Case, cases: CaseStore) -> Decision | None:
    """The decision that stands again when the last one is taken back."""
    return cases.decision(case.case_id, case.decisions - 1) if case.decisions > 1 else None


def _taken_back(
    case: Case,
    before: Decision | None,
    now: datetime,
    policy: Policy,
    *,
    actor: str,
    act: str,
    facts: Mapping[str, str] | None = None,
    **changes: Any,
) -> Case:
    back: dict[str, Any] = {"decision": before, "decisions": case.decisions - 1, "claim": None, **changes}
    status, look = STATUS_OF_QUEUE.get(case.queue, Status.HUMAN_REVIEW), next_look(case, now, policy)
    return case.moved(status, now, actor=actor, act=act, facts=facts, move_by=look, **back)


def approve(
    case_id: str,
    staff: Staff,
    *,
    undo: timedelta,
    cases: CaseStore,
    timer: DecisionTimer,
    workflow: Workflow,
    outbox: Outbox,
    policy: Policy,
    clock: Clock,
) -> Case:
    """The second person whom the policy asks for: never the one who decided."""
    staff_only(staff)
    now = clock()
    grace = now + undo + timedelta(seconds=policy.limits.workflow_grace_seconds)

    def change(case: Case) -> tuple[Case]:
        waiting = _awaited(case)
        allowed(case, staff, "approve", now)
        decision = waiting.model_copy(update={"approved_by": staff.name, "effective_at": now + undo})
        version = case.version + 1
        return (case.noted(now, actor=staff.name, act="approved", decision=decision, version=version, move_by=grace),)

    saved = move(case_id, change, cases=cases)
    if undo:
        timer.conclude_after(case_id, undo)
        return saved
    return conclude(case_id, cases=cases, workflow=workflow, outbox=outbox, policy=policy, clock=clock)


def _escalated(case: Case, wish: Wish, staff: Staff, now: datetime) -> Case:
    facts = {"words": hash_of(wish.explanation)}
    pressing = case.priority.at_least(Priority.HIGH)
    if case.status is Status.HUMAN_REVIEW:
        return case.moved(
            Status.LEGAL_REVIEW,
            now,
            actor=staff.name,
            act="escalated",
            facts=facts,
            queue=Queue.LEGAL,
            priority=pressing,
            claim=None,
        )
    return case.noted(
        now,
        actor=staff.name,
        act="escalated",
        facts=facts,
        reserved_for=Role.ADMIN,
        priority=pressing,
        claim=None,
        version=case.version + 1,
    )


def _asked(case: Case, wish: Wish, staff: Staff, policy: Policy, now: datetime) -> Case:
    """`sweep` looks soon whether the question went out, and again when its time for an answer is over."""
    facts = {"words": hash_of(wish.explanation)}
    return case.moved(
        Status.NEEDS_INFO,
        now,
        actor=staff.name,
        act="asked",
        facts=facts,
        asked=wish.explanation,
        asked_until=now + timedelta(days=policy.limits.needs_info_days),
        claim=None,
        move_by=now + timedelta(seconds=policy.limits.workflow_grace_seconds),
    )


def _decision(case: Case, wish: Wish, staff: Staff, policy: Policy, *, now: datetime, undo: timedelta) -> Decision:
    outcome = case.outcome_of(wish.outcome)
    grounds = tuple(dict.fromkeys(wish.grounds))
    places = {ground: f"/grounds/{place}" for place, ground in enumerate(grounds)}
    if COURT_ORDER in places:
        order_may_be_cited(case, staff, pointer=places.pop(COURT_ORDER))
    guidelines = [policy.guideline(ground, pointer=pointer) for ground, pointer in places.items()]
    if outcome is Outcome.REMOVED and not grounds:
        raise InvalidInput.at("/grounds", "A removal names at least one guideline of the policy, or a court order.")
    held = outcome is Outcome.REMOVED and any(guideline.second_person for guideline in guidelines)
    return Decision(
        case_id=case.case_id,
        number=case.decisions + 1,
        outcome=outcome,
        grounds=grounds,
        explanation=wish.explanation,
        automated=False,
        decided_by=staff.name,
        decided_at=now,
        effective_at=now + undo,
        appeal_until=now + timedelta(days=policy.limits.appeal_window_days),
        policy_version=policy.version,
        snapshot=case.snapshot,
        held=held,
        heard=tuple(finding.heard for finding in case.findings),
    )


def _facts(wish: Wish, together: str) -> dict[str, str]:
    said = {"outcome": wish.outcome, "grounds": ",".join(wish.grounds), "words": hash_of(wish.explanation)}
    return {**said, "together": together} if together else said
