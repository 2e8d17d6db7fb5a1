"""The sweep: nothing waits unseen. What should have moved by now is fed to whoever handles it, raised, or parked."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from redress.errors import NotFound, StaleCase
from redress.model import Case, NoticeState, Priority, Queue, Report, Status
from redress.model.moves import WITH_A_PERSON
from redress.notices import SENDING_LEASE
from redress.policy import Policy
from redress.ports import CaseStore, Clock, NoticeStore, Outbox, Overdue, OverdueIndex, ReportStore, Workflow
from redress.review import back_from_question, begin_again, conclude

logger = logging.getLogger(__name__)

Triage = Callable[[Sequence[Report]], int]

MOST = 200
FAILED = "_failed"
SOON = timedelta(minutes=2)

TOLD_SOON = 500
"""Reporters who are told within that time, at the gentle pace. Sooner, pages would only follow pages."""


def sweep(
    *,
    overdue: OverdueIndex,
    handlers: Mapping[str, Callable[[str], str]],
    clock: Clock,
    until: Callable[[], bool] = lambda: False,
) -> Counter[str]:
    """Feed what has passed its time to the handler of its noun; gives back what was done. A failure stops no other."""
    done: Counter[str] = Counter()
    for item in list(overdue.passed(clock(), limit=MOST)):
        if until():
            done["left_for_next_minute"] += 1
            continue
        done[_fed(item, handlers)] += 1
    return done


def stuck(done: Mapping[str, int]) -> int:
    """How many were fed in vain: they are fed again each minute, and nothing but a person ends it."""
    return sum(count for what, count in done.items() if what.endswith(FAILED))


def _fed(item: Overdue, handlers: Mapping[str, Callable[[str], str]]) -> str:
    try:
        return handlers[item.noun](item.id)
    except (NotFound, StaleCase):
        return "moved_meanwhile"
    except Exception:
        logger.exception("still overdue", extra={"noun": item.noun, "id": item.id})
        return f"{item.noun}{FAILED}"


def tend(  # noqa: PLR0911 - a line for each place where a case can wait
    case_id: str, *, cases: CaseStore, workflow: Workflow, outbox: Outbox, policy: Policy, clock: Clock
) -> str:
    """See to a case whose time has passed; says what was done. The index lags: what has moved since is left alone."""
    case, now = cases.get(case_id), clock()
    if case.move_by is None or case.move_by > now:
        return "moved_meanwhile"
    if case.is_decided:
        return _finish_telling(case, now, cases=cases, workflow=workflow, outbox=outbox)
    if case.status is Status.DECIDING and case.decision is not None and not case.decision.awaits_second_person:
        case = conclude(case_id, cases=cases, workflow=workflow, outbox=outbox, policy=policy, clock=clock)
        if case.status is Status.DECIDING and case.token:
            # It was answered when the decision came into force and did nothing since: whoever took the answer is dead.
            begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)
            return "case_begun_again"
        _look_later(case_id, now, cases)
        return "case_concluded"
    if case.status is Status.ACTING:
        begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)
        return "case_begun_again"
    if case.status is Status.NEEDS_INFO and case.asked_until and case.asked_until > now:
        outbox.make_notices(case_id)  # those who have it already are not asked twice
        cases.save(case, case.model_copy(update={"move_by": case.asked_until}))
        return "case_asking"
    if case.status is Status.NEEDS_INFO:
        back = back_from_question(case, now, policy, actor="sweep", act="not_answered")
        cases.save(case, back)
        return "case_not_answered"
    if not case.token and case.status in WITH_A_PERSON and case.status is not Status.PARKED:
        begin_again(case, cases=cases, workflow=workflow, policy=policy, clock=clock)
        return "case_begun_again"
    return _raise_overdue(case, now, cases=cases, policy=policy)


def park_case(case_id: str, cause: str, *, cases: CaseStore, policy: Policy, clock: Clock) -> Case:
    """Something failed for good: the case goes to a queue that a person sees, with what failed."""
    for _ in range(5):
        case, now = cases.get(case_id), clock()
        if case.is_decided or case.status is Status.PARKED:
            return case
        again = now + timedelta(hours=policy.limits.overdue_again_hours)
        parked = case.moved(
            Status.PARKED,
            now,
            actor="redress",
            act="parked",
            facts={"cause": cause[:200]},
            queue=Queue.PARKED,
            priority=case.priority.at_least(Priority.HIGH),
            parked_why=cause[:500],
            token="",
            claim=None,
            move_by=again,
        )
        try:
            return cases.save(case, parked)
        except StaleCase:
            continue
    raise StaleCase("The case changed too often to be parked.")


def feed_report(
    report_id: str, *, reports: ReportStore, triage: Callable[[Sequence[Report]], int], clock: Clock
) -> str:
    """A report the stream never delivered, or that failed there, comes home this way."""
    report = reports.get(report_id)
    reports.postpone(report, clock() + SOON)
    triage([report])
    return "report_triaged"


def feed_notice(notice_id: str, *, notices: NoticeStore, outbox: Outbox, clock: Clock) -> str:
    """A notice whose message was lost, or whose messenger died, goes into the send queue again.

    It steps back in the index first: ten thousand that wait for the post do not hide what else is overdue.
    """
    notice, now = notices.get(notice_id), clock()
    if notice.move_by is None or notice.move_by > now:
        return "moved_meanwhile"
    again = {"state": NoticeState.QUEUED, "move_by": now + SENDING_LEASE}
    notices.save(notice, notice.model_copy(update=again))
    outbox.send_notice(notice_id)
    return "notice_queued"


def _raise_overdue(case: Case, now: datetime, *, cases: CaseStore, policy: Policy) -> str:
    again = now + timedelta(hours=policy.limits.overdue_again_hours)
    if case.due_at is not None and case.due_at > now:
        cases.save(case, case.model_copy(update={"move_by": case.due_at}))
        return "case_not_due"
    raised = case.raised(case.priority.raised(), now, actor="sweep", act="overdue")
    cases.save(case, raised.model_copy(update={"move_by": again, "overdue": True}))
    return "case_raised"


def _finish_telling(case: Case, now: datetime, *, cases: CaseStore, workflow: Workflow, outbox: Outbox) -> str:
    again = now + SOON * (1 + case.report_count // TOLD_SOON)
    cases.save(case, case.model_copy(update={"move_by": again, "token": ""}))
    if not (case.token and case.decision and workflow.answer(case.token, case.decision.outcome)):
        outbox.make_notices(case.case_id)
    return "case_telling"


def _look_later(case_id: str, now: datetime, cases: CaseStore) -> None:
    case = cases.get(case_id)
    if case.status is Status.DECIDING and case.move_by and case.move_by <= now:
        cases.save(case, case.model_copy(update={"move_by": now + SOON}))
