"""Takedown and restoring: what the platform is told, in the order of its sequence, once."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from redress.errors import StaleCase
from redress.model import (
    Action,
    ActionKind,
    Bar,
    Case,
    Decision,
    Event,
    Finding,
    KnownReview,
    Outcome,
    PlatformEvent,
    RemovedText,
    Status,
)
from redress.policy import Policy, route
from redress.ports import CaseStore, Clock, Platform, ReviewStore, Workflow
from redress.publishing import words_of
from redress.seal import Seal

KINDS = {Outcome.REMOVED: ActionKind.TAKE_DOWN, Outcome.RESTORED: ActionKind.RESTORE}
EVENTS = {
    ActionKind.TAKE_DOWN: (Event.TAKEN_DOWN, Event.BARRED),
    ActionKind.RESTORE: (Event.RESTORED, Event.BAR_LIFTED),
}
TRIES = 5

Examine = Callable[[KnownReview], Sequence[Finding]]
"""What the detectors say of a review: needed only where one was edited under our hands."""


def take_down(
    case_id: str,
    *,
    cases: CaseStore,
    reviews: ReviewStore,
    platform: Platform,
    workflow: Workflow,
    examine: Examine,
    seal: Seal,
    policy: Policy,
    clock: Clock,
) -> Case:
    """Take the review down, or restore it, as the case's decision says; each step looks for its own earlier work first.

    PlatformUnreachable is raised for the workflow to try again. A review that was edited since it was judged is not
    touched: its case goes back to a person with the new text. Once the action is planned the platform may have heard
    of it, answered or not: from then on it alone can say whether the words are still those.
    """
    for _ in range(TRIES):
        case = cases.get(case_id)
        decision = case.decision
        if decision is None or decision.outcome not in KINDS or not _is_to_be_done(case, decision, clock):
            return case
        review = reviews.get(case.review_id)
        try:
            if _mine(case, decision, cases) is None and _edited(review, decision):
                return _back_to_a_person(
                    case, review, examine, cases=cases, workflow=workflow, policy=policy, clock=clock
                )
            case, action = _planned(case, decision, cases=cases, policy=policy, clock=clock)
            if action is None:
                return _ended(case, decision, None, cases=cases, reviews=reviews, policy=policy, clock=clock)
            if _overtaken(action, cases):
                answer = "superseded"
            else:
                answer = _tell(case, decision, action, review, platform=platform, seal=seal, clock=clock)
            if answer == "edited":
                _falls(action, cases)
                return _back_to_a_person(
                    case, review, examine, cases=cases, workflow=workflow, policy=policy, clock=clock
                )
            superseded = answer == "superseded"
            return _ended(
                case, decision, action, cases=cases, reviews=reviews, policy=policy, clock=clock, superseded=superseded
            )
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to be acted on.")


def _is_to_be_done(case: Case, decision: Decision, clock: Clock) -> bool:
    """A workflow that was woken by a decision which fell meanwhile may find another one, not in force yet."""
    return case.status is Status.ACTING or (case.status is Status.DECIDING and decision.is_in_force(clock()))


def _edited(review: KnownReview | None, decision: Decision) -> bool:
    if review is None or review.gone:
        return False
    return decision.outcome is Outcome.REMOVED and review.snapshot != decision.snapshot


def _planned(
    case: Case, decision: Decision, *, cases: CaseStore, policy: Policy, clock: Clock
) -> tuple[Case, Action | None]:
    """The action for this decision, saved with the case before the platform hears of it. None: nothing to do."""
    mine = _mine(case, decision, cases)
    if mine is not None:
        return case, mine
    kind = KINDS[decision.outcome]
    stands = next((action for action in cases.actions(case.review_id) if action.done and not action.superseded), None)
    if stands is not None and stands.kind is kind and stands.case_id == case.case_id:
        return case, None  # an appeal was heard and changed nothing: the platform has done it already
    now = clock()
    action = Action(
        case_id=case.case_id,
        review_id=case.review_id,
        sequence=cases.next_sequence(case.review_id),
        kind=kind,
        decision=decision.number,
        planned_at=now,
    )
    # Past the workflow's own retries of a day: then sweep looks whether it is still alive.
    look_again = now + timedelta(hours=policy.limits.action_retry_hours + 1)
    facts = {"sequence": str(action.sequence)}
    if case.status is Status.DECIDING:
        acting = case.moved(
            Status.ACTING, now, actor="take_down", act=kind, facts=facts, move_by=look_again, sequence=action.sequence
        )
    else:
        acting = case.noted(now, actor="take_down", act=kind, facts=facts, move_by=look_again, sequence=action.sequence)
    return cases.save(case, acting, action), action


def _mine(case: Case, decision: Decision, cases: CaseStore) -> Action | None:
    standing = [action for action in cases.actions(case.review_id) if not action.fallen]
    wanted = (case.case_id, decision.number)
    return next((action for action in standing if (action.case_id, action.decision) == wanted), None)


def _falls(action: Action, cases: CaseStore) -> None:
    """Planned for words that are no longer there: it neither stands nor overtakes anything."""
    cases.action_done(action.model_copy(update={"fallen": True}))


def _overtaken(action: Action, cases: CaseStore) -> bool:
    """A later action on the same review is planned: this one must not come after it."""
    later = [other for other in cases.actions(action.review_id) if other.sequence > action.sequence]
    return any(not other.fallen for other in later)


def _tell(
    case: Case,
    decision: Decision,
    action: Action,
    review: KnownReview | None,
    *,
    platform: Platform,
    seal: Seal,
    clock: Clock,
) -> str:
    first, second = EVENTS[action.kind]
    answer = platform.tell(_event(first, case, decision, action, review, seal=seal, clock=clock))
    if answer == "taken" and review is not None and review.author_id and review.product_id:
        platform.tell(_event(second, case, decision, action, review, seal=seal, clock=clock))
    return answer


def _event(
    kind: Event, case: Case, decision: Decision, action: Action, review: KnownReview | None, *, seal: Seal, clock: Clock
) -> PlatformEvent:
    return PlatformEvent(
        # The platform remembers its answer by this id: another action, after a refused one, is no repeat of it.
        event_id=f"evt_{seal.derive('event', kind, case.case_id, str(decision.number), str(action.sequence)).hex()}",
        type=kind,
        subject=f"reviews/{case.review_id}",
        time=clock(),
        data={
            "review_id": case.review_id,
            "case_id": case.case_id,
            "grounds": list(decision.grounds),
            "explanation": decision.explanation,
            "automated": decision.automated,
            "sequence": action.sequence,
            "snapshot": decision.snapshot,
            "author_id": review.author_id if review else "",
            "product_id": review.product_id if review else "",
        },
    )


def _ended(
    case: Case,
    decision: Decision,
    action: Action | None,
    *,
    cases: CaseStore,
    reviews: ReviewStore,
    policy: Policy,
    clock: Clock,
    superseded: bool = False,
) -> Case:
    """The platform has done it: the case ends, the bar is held or lifted, and the words are remembered or forgotten."""
    now = clock()
    status = Status(decision.outcome.value)
    grace = now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    act = "superseded" if superseded else status.value
    ended = case.moved(status, now, actor="take_down", act=act, move_by=grace)
    held = _held(case, decision, cases, reviews) if not superseded else ()
    if action is not None:
        cases.action_done(action.model_copy(update={"done": True, "superseded": superseded}))
    if decision.outcome is Outcome.REMOVED:
        return cases.save(case, ended, decision, *held)
    return cases.save(case, ended, decision, dropped=held)


def _held(case: Case, decision: Decision, cases: CaseStore, reviews: ReviewStore) -> tuple[Bar | RemovedText, ...]:
    """The bar and the words that a removal holds; of the words that were removed, whatever the review says by now."""
    restores = decision.outcome is Outcome.RESTORED and case.appeal is not None
    removal = cases.decision(case.case_id, case.appeal.decision) if restores and case.appeal else decision
    judged = reviews.snapshot(case.review_id, removal.snapshot) if removal.snapshot else None
    review = judged or reviews.get(case.review_id)
    if review is None or not review.product_id:
        return ()
    bar = Bar(
        author_id=review.author_id,
        product_id=review.product_id,
        case_id=case.case_id,
        grounds=decision.grounds,
        since=decision.decided_at,
    )
    text = RemovedText(
        product_id=review.product_id,
        digest=words_of(review),
        case_id=case.case_id,
        review_id=case.review_id,
        snapshot=review.snapshot,
    )
    return (*((bar,) if review.author_id else ()), *((text,) if text.digest else ()))


def _back_to_a_person(
    case: Case,
    review: KnownReview | None,
    examine: Examine,
    *,
    cases: CaseStore,
    workflow: Workflow,
    policy: Policy,
    clock: Clock,
) -> Case:
    """Edited since it was judged: what was decided was decided of other words. A person looks at these."""
    from redress.detect import versions  # as heavy as `examine`, and as seldom needed

    now = clock()
    shown = review or KnownReview(review_id=case.review_id)
    findings = examine(shown)
    routing = route(policy, findings, case.claims, known=review is not None)
    number = case.decisions - 1
    back = case.edited(
        shown,
        findings,
        routing.model_copy(update={"detectors": dict(versions())}),
        now,
        actor="take_down",
        words=words_of(shown),
        decision=cases.decision(case.case_id, number) if number else None,
        decisions=number,
        attempt=case.attempt + 1,
        begun_at=now,
        token="",
        move_by=now + timedelta(seconds=policy.limits.workflow_grace_seconds),
    )
    saved = cases.save(case, back)
    workflow.start(saved)
    return saved
