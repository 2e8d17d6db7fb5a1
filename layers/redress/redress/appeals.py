"""Appeals: a decision read by its token, and contested once by each side, before another person (DSA Art. 20)."""

from datetime import timedelta
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from redress.errors import AlreadyAppealed, AppealClosed, NotDecided, NotFound, StaleCase
from redress.intake import DecisionView, decision_view, in_words
from redress.model import COURT_ORDER, Appeal, Case, Decision, Priority, Queue, Review, Role, Side, Status, Value
from redress.model.audit import hash_of
from redress.model.moves import WITH_A_PERSON
from redress.policy import Policy
from redress.ports import CaseStore, Clock, ReviewStore, Workflow
from redress.seal import Seal

TRIES = 5
LOOKED_AT_AGAIN = "This decision is being looked at again; a new one will follow, which can be appealed."
REPLACED = "Another decision has taken the place of this one. Appeal that one."


class Plea(Value):
    """The body of `POST /v1/decisions/{token}/appeals`."""

    explanation: Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(in_words)]


class Named(NamedTuple):
    """What a decision token names."""

    case_id: str
    number: int
    side: Side
    report_id: str


class Hearing(NamedTuple):
    """A decision with what one side may see around it. `plea`: what this side said against it, while that waits."""

    view: DecisionView
    side: Side
    report_id: str
    review: Review | None
    case: Case
    decision: Decision
    may_appeal: bool
    plea: Appeal | None


def named_by(token: str, seal: Seal) -> Named:
    case_id, number, side, report_id = seal.subject_of("decision", token).rsplit("~", 3)
    return Named(case_id, int(number), Side(side), report_id)


def read_decision(token: str, *, cases: CaseStore, reviews: ReviewStore, seal: Seal, clock: Clock) -> Hearing:
    """The decision that the token names, as its side may see it: the author's review, never a reporter's words."""
    named = named_by(token, seal)
    case = cases.get(named.case_id)
    decision = _decision(case, named, cases)
    review = (
        reviews.snapshot(case.review_id, decision.snapshot) if decision.snapshot and named.side is Side.AUTHOR else None
    )
    waiting = _waiting(case, named)
    return Hearing(
        decision_view(decision, token),
        named.side,
        named.report_id,
        review,
        case,
        decision,
        may_appeal=_may_be_contested(case, named) and decision.appeal_until > clock(),
        plea=waiting.plea_of(named.side) if waiting else None,
    )


def appeal(
    token: str, plea: Plea, *, cases: CaseStore, workflow: Workflow, seal: Seal, policy: Policy, clock: Clock
) -> Case:
    """Open the case again for another person. Once for each decision and side, for six months.

    What the other side says while a plea waits is heard with it, by the same person.
    """
    named = named_by(token, seal)
    for _ in range(TRIES):
        case, now = cases.get(named.case_id), clock()
        decision = _decision(case, named, cases)
        if decision.appeal_until <= now:
            raise AppealClosed(f"This decision could be appealed until {decision.appeal_until:%Y-%m-%d}.")
        waiting = _waiting(case, named)
        if waiting and waiting.plea_of(named.side):
            raise AlreadyAppealed("This decision was appealed already.")
        if not _may_be_contested(case, named):
            raise NotDecided(REPLACED if case.is_decided else LOOKED_AT_AGAIN)
        contested = Appeal(
            side=named.side,
            decision=named.number,
            outcome=decision.outcome,
            grounds=decision.grounds,
            decided_by=decision.decided_by,
            deciders=_deciders(case, decision),
            at=now,
            explanation=plea.explanation,
            report_id=named.report_id,
        )
        if waiting:
            try:
                return cases.save(case, _heard_with(waiting, contested, case), contested)
            except StaleCase:
                continue
        guideline = policy.by_id.get(decision.grounds[0]) if decision.grounds else None
        grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
        opened = case.moved(
            Status.HUMAN_REVIEW,
            now,
            actor=named.side,
            act="appealed",
            facts=_said(contested),
            queue=Queue.APPEALS,
            priority=Priority.HIGH,
            due_at=now + (guideline.within if guideline else policy.unclaimed.within),
            appeal=contested,
            claim=None,
            reserved_for=Role.LEGAL if COURT_ORDER in decision.grounds else None,
            token="",
            attempt=case.attempt + 1,
            begun_at=now,
            move_by=grace,
            overdue=False,
        )
        try:
            saved = cases.save(case, opened, contested)
        except StaleCase:
            continue
        workflow.start(saved)
        return saved
    raise StaleCase("The case changed too often to take in an appeal.")


def _waiting(case: Case, named: Named) -> Appeal | None:
    """The appeal against this decision that is to be heard."""
    return case.appeal if case.appeal and case.appeal.decision == named.number else None


def _may_be_contested(case: Case, named: Named) -> bool:
    """Where it stands; and, by the other side, as long as nobody has decided about the appeal against it."""
    if case.decisions != named.number:
        return False
    waiting = _waiting(case, named)
    return case.is_decided or (
        waiting is not None and waiting.plea_of(named.side) is None and case.status in WITH_A_PERSON
    )


def _heard_with(waiting: Appeal, contested: Appeal, case: Case) -> Case:
    both, at = waiting.model_copy(update={"other": contested}), contested.at
    facts, version = _said(contested), case.version + 1
    return case.noted(at, actor=contested.side, act="appealed", facts=facts, appeal=both, version=version)


def _said(contested: Appeal) -> dict[str, str]:
    return {"decision": str(contested.decision), "words": hash_of(contested.explanation)}


def _deciders(case: Case, decision: Decision) -> frozenset[str]:
    """All who decided or seconded on this case: the same people do not hear the appeal."""
    before = case.appeal.deciders if case.appeal else frozenset()
    return before | {name for name in (decision.decided_by, decision.approved_by) if name and not decision.automated}


def _decision(case: Case, named: Named, cases: CaseStore) -> Decision:
    current = case.decision
    if current is not None and current.number == named.number:
        if not case.is_decided and case.appeal is None:
            raise NotDecided("There is no decision yet.")
        return current
    try:
        return cases.decision(named.case_id, named.number)
    except NotFound as missing:
        raise NotDecided("There is no decision yet.") from missing
