"""Questions to a reporter: the answer, or the time that has passed, brings the case back to a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from redress.errors import StaleCase
from redress.model import Case, Queue, Status
from redress.policy import Policy
from redress.ports import CaseStore, Clock, ReportStore

STATUS_OF_QUEUE: Mapping[Queue | None, Status] = {Queue.LEGAL: Status.LEGAL_REVIEW, Queue.PARKED: Status.PARKED}
"""Where a case is that comes back to a queue; all others are human review."""


def reply_received(
    report_id: str, *, mail_key: str, reports: ReportStore, cases: CaseStore, clock: Clock, policy: Policy
) -> Case | None:
    """A reporter has answered our question: the case goes back to a person, with the mail. None: no case yet."""
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
    status = STATUS_OF_QUEUE.get(case.queue, Status.HUMAN_REVIEW)
    look, told = next_look(case, now, policy), {"asked": "", "asked_until": None}
    return case.moved(status, now, actor=actor, act=act, facts=facts, move_by=look, **told, **changes)


def next_look(case: Case, now: datetime, policy: Policy) -> datetime:
    """When `sweep` looks at a case that waits for a person: when it is due, or soon when no workflow waits with it."""
    if not case.token:
        return now + timedelta(seconds=policy.limits.workflow_grace_seconds)
    return max(case.due_at or now, now + timedelta(minutes=1))
