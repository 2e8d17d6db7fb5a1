"""A decision in force is carried out; the workflow that waits for it is woken, or another is begun."""

from datetime import datetime, timedelta

from redress.errors import StaleCase
from redress.model import Case, Decision, Outcome, Status
from redress.model.moves import STATUS_OF_OUTCOME, WITH_A_PERSON
from redress.policy import Policy
from redress.ports import CaseStore, Clock, Outbox, Workflow
from redress.review.moving import TRIES


def conclude(
    case_id: str, *, cases: CaseStore, workflow: Workflow, outbox: Outbox, policy: Policy, clock: Clock
) -> Case:
    """The undo window has passed: what needs no act of the platform ends here; then the workflow is woken.

    Safe to repeat, and harmless when the decision was withdrawn. An execution that is gone is begun anew from it.
    """
    for _ in range(TRIES):
        case, now = cases.get(case_id), clock()
        decision = case.decision
        if decision is None or case.status is not Status.DECIDING or not decision.is_in_force(now):
            return case
        try:
            if decision.outcome in {Outcome.KEPT, Outcome.OUT_OF_SCOPE}:
                return _ended(case, decision, now, cases=cases, workflow=workflow, outbox=outbox, policy=policy)
            if case.token and workflow.answer(case.token, decision.outcome):
                return case
            if case.begun_lately(now, timedelta(seconds=policy.limits.workflow_grace_seconds)):
                return case  # its workflow will find the decision when it comes to store its token
            return begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)
        except StaleCase:
            continue
    raise StaleCase("The case changes faster than its decision can be carried out; it will be tried again.")


def _ended(
    case: Case,
    decision: Decision,
    now: datetime,
    *,
    cases: CaseStore,
    workflow: Workflow,
    outbox: Outbox,
    policy: Policy,
) -> Case:
    """What needs no act of the platform ends at once; its workflow, or else the queue, sees to the telling."""
    grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    status = STATUS_OF_OUTCOME[decision.outcome]
    ended = case.moved(status, now, actor=decision.decided_by, act="concluded", move_by=grace)
    saved = cases.save(case, ended, decision)
    if not (saved.token and workflow.answer(saved.token, decision.outcome)):
        outbox.make_notices(case.case_id)
    return saved


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
    for _ in range(TRIES):
        case, now = cases.get(case_id), clock()
        decision = case.decision
        to_be_done = case.status is Status.DECIDING and decision is not None and decision.is_in_force(now)
        if decision is not None and (case.is_decided or case.status is Status.ACTING or to_be_done):
            workflow.answer(token, decision.outcome)
            return case
        move_by = case.due_at if case.status in WITH_A_PERSON else case.move_by
        try:
            return cases.save(case, case.waits_for(token, move_by))
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to keep its token.")
