"""Human review: taking, deciding and handing on cases. A decision is saved first and wakes the workflow second."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from redress.errors import CaseHeld, IllegalMove, InvalidInput, NotAllowed, StaleCase
from redress.model import Case, Claim, Decision, Outcome, Priority, Queue, Role, Staff, Status, Value
from redress.model.audit import hash_of
from redress.model.case import STATUS_OF_OUTCOME, Note
from redress.model.review import ReviewId
from redress.policy import Policy
from redress.ports import CaseStore, Clock, DecisionTimer, Outbox, ReportStore, Workflow


class Wish(Value):
    """The body of `POST /v1/cases/{case_id}/decision`."""

    outcome: Literal["remove", "keep", "escalate", "needs_info", "out_of_scope"]
    grounds: Annotated[tuple[Annotated[str, Field(max_length=64)], ...], Field(max_length=20)] = ()
    explanation: Annotated[str, Field(min_length=1, max_length=5_000)]
    version: int


class Words(Value):
    """The body of `POST /v1/cases/{case_id}/notes`."""

    text: Annotated[str, Field(min_length=1, max_length=5_000)]


class Reason(Value):
    """The body of `POST /v1/cases/{case_id}/skip`."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Target(Value):
    """The body of `POST /v1/cases/{case_id}/attach`."""

    review_id: ReviewId


def claim_case(case_id: str, staff: Staff, *, cases: CaseStore, policy: Policy, clock: Clock) -> Claim:
    """Take a case for some minutes, or keep it for some more. CaseHeld while somebody else holds it."""
    case, now = cases.get(case_id), clock()
    _not_held_by_another(case, staff, now)
    _allowed(case, staff, "claim", now)
    claim = Claim(by=staff.name, until=now + timedelta(minutes=policy.limits.lease_minutes))
    try:
        cases.save(case, case.claimed(claim))
    except StaleCase as raced:
        latest = cases.get(case_id)
        if latest.held_by_another(staff.name, now):
            raise CaseHeld("Another moderator was faster.") from raced
        raise
    return claim


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
) -> Case:
    """Save the decision; once it may no longer be withdrawn, carry it out. Refused when the case is not as it was read."""
    case, now = cases.get(case_id), clock()
    _not_held_by_another(case, staff, now)
    if wish.version != case.version:
        raise StaleCase(f"The case has changed since you read it: it is at version {case.version} now. Read it again.")
    _allowed(case, staff, wish.outcome, now)
    if wish.outcome == "escalate":
        return cases.save(case, _escalated(case, wish, staff, policy, now))
    if wish.outcome == "needs_info":
        asked = _asked(case, wish, staff, policy, now)
        saved = cases.save(case, asked)
        outbox.make_notices(case_id)
        return saved
    decision = _decision(case, wish, staff, policy, now, undo)
    move_by = decision.effective_at + timedelta(seconds=policy.limits.workflow_grace_seconds)
    deciding = case.deciding(decision, now, move_by=move_by, facts=_facts(wish))
    saved = cases.save(case, deciding)
    if decision.held:
        return saved
    if undo:
        timer.conclude_after(case_id, undo)
        return saved
    return conclude(case_id, cases=cases, workflow=workflow, outbox=outbox, policy=policy, clock=clock)


def conclude(
    case_id: str, *, cases: CaseStore, workflow: Workflow, outbox: Outbox, policy: Policy, clock: Clock
) -> Case:
    """The undo window has passed: what needs no act of the platform ends here; then the workflow is woken.

    Safe to repeat, and harmless when the decision was withdrawn. An execution that is gone is begun anew, from the decision.
    """
    case, now = cases.get(case_id), clock()
    decision = case.decision
    if (
        decision is None
        or case.status is not Status.DECIDING
        or decision.effective_at > now
        or (decision.held and not decision.approved_by)
    ):
        return case
    if decision.outcome in {Outcome.KEPT, Outcome.OUT_OF_SCOPE}:
        status = STATUS_OF_OUTCOME[decision.outcome]
        grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
        ended = case.moved(status, now, actor=decision.decided_by, act="concluded", told=-1, move_by=grace)
        case = cases.save(case, ended, decision)
        if not (case.token and workflow.answer(case.token, decision.outcome)):
            outbox.make_notices(case_id)
        return case
    if case.token:
        return (
            case
            if workflow.answer(case.token, decision.outcome)
            else begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)
        )
    if case.begun_lately(now, timedelta(seconds=policy.limits.workflow_grace_seconds)):
        return case  # its workflow will find the decision when it comes to store its token
    return begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)


def begin_again(case: Case, *, cases: CaseStore, workflow: Workflow, policy: Policy, clock: Clock) -> Case:
    """A new attempt of the workflow, under a name that was never used: the number is raised before the start."""
    now = clock()
    grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    facts = {"attempt": str(case.attempt + 1)}
    after = case.noted(
        now,
        actor="redress",
        act="begun_again",
        facts=facts,
        attempt=case.attempt + 1,
        begun_at=now,
        token="",
        move_by=grace,
    )
    saved = cases.save(case, after)
    workflow.start(saved)
    return saved


def open_review(case_id: str, token: str, *, cases: CaseStore, workflow: Workflow, clock: Clock) -> Case:
    """The workflow waits for a person: keep its token, unless the case is decided already; then answer it at once."""
    for _ in range(5):
        case, now = cases.get(case_id), clock()
        decision = case.decision
        effective = (
            decision is not None and decision.effective_at <= now and not (decision.held and not decision.approved_by)
        )
        if decision is not None and (
            case.is_decided or case.status is Status.ACTING or (case.status is Status.DECIDING and effective)
        ):
            workflow.answer(token, decision.outcome)
            return case
        move_by = case.move_by if case.status is Status.DECIDING else case.due_at
        try:
            return cases.save(case, case.waits_for(token, move_by))
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to keep its token.")


def withdraw(case_id: str, staff: Staff, *, cases: CaseStore, policy: Policy, clock: Clock) -> Case:
    """Take a decision back before it takes effect: the case is where it was, in the same hands."""
    case, now = cases.get(case_id), clock()
    decision = case.decision
    if case.status is not Status.DECIDING or decision is None:
        raise IllegalMove("There is no decision that could still be withdrawn.")
    _allowed(case, staff, "withdraw", now)
    if decision.effective_at <= now and not decision.held:
        raise IllegalMove("The decision has taken effect; it can only be appealed now.")
    before = cases.decision(case_id, decision.number - 1) if decision.number > 1 else None
    lease = Claim(by=staff.name, until=now + timedelta(minutes=policy.limits.lease_minutes))
    status = Status.LEGAL_REVIEW if case.queue is Queue.LEGAL else Status.HUMAN_REVIEW
    back = case.moved(
        status,
        now,
        actor=staff.name,
        act="withdrawn",
        decision=before,
        decisions=decision.number - 1,
        claim=lease,
        move_by=_next_look(case, now, policy),
    )
    return cases.save(case, back)


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
    case, now = cases.get(case_id), clock()
    if (
        case.status is not Status.DECIDING
        or case.decision is None
        or not case.decision.held
        or case.decision.approved_by
    ):
        raise IllegalMove("There is no decision here that waits for a second person.")
    _allowed(case, staff, "approve", now)
    decision = case.decision.model_copy(update={"approved_by": staff.name, "effective_at": now + undo})
    grace = decision.effective_at + timedelta(seconds=policy.limits.workflow_grace_seconds)
    approved = case.noted(
        now, actor=staff.name, act="approved", decision=decision, version=case.version + 1, move_by=grace
    )
    saved = cases.save(case, approved)
    if undo:
        timer.conclude_after(case_id, undo)
        return saved
    return conclude(case_id, cases=cases, workflow=workflow, outbox=outbox, policy=policy, clock=clock)


def add_note(case_id: str, text: str, staff: Staff, *, cases: CaseStore, clock: Clock) -> Case:
    """A note for colleagues: kept beside the log, which holds only its hash."""
    case = cases.get(case_id)
    _staff_only(staff)
    now = clock()
    note = Note(by=staff.name, at=now, text=text)
    noted = case.noted(
        now, actor=staff.name, act="note", facts={"words": hash_of(text)}, notes=(*case.notes, note)[-50:]
    )
    return cases.save(case, noted)


def skip(case_id: str, reason: str, staff: Staff, *, cases: CaseStore, clock: Clock) -> Case:
    """Hand a case back, in one step: the lease ends and the reason is kept."""
    case, now = cases.get(case_id), clock()
    _not_held_by_another(case, staff, now)
    _allowed(case, staff, "skip", now)
    return cases.save(
        case, case.noted(now, actor=staff.name, act="skipped", facts={"words": hash_of(reason)}, claim=None)
    )


def reply_received(
    report_id: str, *, mail_key: str, reports: ReportStore, cases: CaseStore, clock: Clock, policy: Policy
) -> Case | None:
    """A reporter has answered our question: the case goes back to a person, with the mail. None when it has no case yet."""
    report = reports.get(report_id)
    if not report.case_id:
        return None
    for _ in range(5):
        case, now = cases.get(report.case_id), clock()
        facts = {"report": report_id, "mail": mail_key}
        if mail_key in case.replies:
            return case
        replies = (*case.replies, mail_key)[-50:]
        if case.status is Status.NEEDS_INFO:
            back = back_from_question(case, now, policy, actor="reporter", act="replied", facts=facts, replies=replies)
        else:
            back = case.noted(now, actor="reporter", act="replied", facts=facts, replies=replies)
        try:
            return cases.save(case, back)
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to take in a reply.")


def back_from_question(
    case: Case,
    now: datetime,
    policy: Policy,
    *,
    actor: str,
    act: str,
    facts: Mapping[str, str] | None = None,
    **changes: Any,
) -> Case:
    status = Status.LEGAL_REVIEW if case.queue is Queue.LEGAL else Status.HUMAN_REVIEW
    return case.moved(
        status, now, actor=actor, act=act, facts=facts, asked="", move_by=_next_look(case, now, policy), **changes
    )


def _escalated(case: Case, wish: Wish, staff: Staff, policy: Policy, now: datetime) -> Case:
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
    until = now + timedelta(days=policy.limits.needs_info_days)
    facts = {"words": hash_of(wish.explanation)}
    return case.moved(
        Status.NEEDS_INFO,
        now,
        actor=staff.name,
        act="asked",
        facts=facts,
        asked=wish.explanation,
        claim=None,
        move_by=until,
    )


def _decision(case: Case, wish: Wish, staff: Staff, policy: Policy, now: datetime, undo: timedelta) -> Decision:
    outcome = case.outcome_of(wish.outcome)
    grounds = tuple(dict.fromkeys(wish.grounds))
    guidelines = [policy.guideline(ground, pointer=f"/grounds/{place}") for place, ground in enumerate(grounds)]
    if outcome is Outcome.REMOVED and not grounds:
        raise InvalidInput.at("/grounds", "A removal names at least one guideline of the policy.")
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
    )


def _facts(wish: Wish) -> dict[str, str]:
    return {"outcome": wish.outcome, "grounds": ",".join(wish.grounds), "words": hash_of(wish.explanation)}


def _next_look(case: Case, now: datetime, policy: Policy) -> datetime:
    """When `sweep` looks at a case that waits for a person: when it is due, or soon when no workflow waits with it."""
    if not case.token:
        return now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    return max(case.due_at or now, now + timedelta(minutes=1))


def _not_held_by_another(case: Case, staff: Staff, now: datetime) -> None:
    _staff_only(staff)
    if case.held_by_another(staff.name, now) and case.claim:
        raise CaseHeld(f"{case.claim.by} holds this case until {case.claim.until:%H:%M} UTC.")


def _allowed(case: Case, staff: Staff, move: str, now: datetime) -> None:
    if move in case.allowed(staff, now):
        return
    if not case.may_be_moved_by(staff):
        raise NotAllowed("Your role may not move this case, or you decided what is appealed here.")
    raise IllegalMove(f"A case that is {case.status} cannot be moved by '{move}'.")


def _staff_only(staff: Staff) -> None:
    if not staff.is_any(Role.MODERATOR, Role.LEGAL, Role.ADMIN):
        raise NotAllowed("Only moderators, legal and admins may do this.")
