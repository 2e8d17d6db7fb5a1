"""Questions to a reporter: the answer, or the time that has passed, brings the case back to a person.

An answer comes by mail, and is kept as that mail; or from the status page, and is an item of its own.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from redress.errors import AlreadyAnswered, NotFound, QuestionClosed, StaleCase
from redress.intake import in_words
from redress.model import Answer, Case, Queue, Status, Value
from redress.model.audit import hash_of
from redress.model.moves import WITH_A_PERSON
from redress.notices import question_of
from redress.policy import Policy
from redress.ports import CaseStore, Clock, ReportStore

STATUS_OF_QUEUE: Mapping[Queue | None, Status] = {Queue.LEGAL: Status.LEGAL_REVIEW, Queue.PARKED: Status.PARKED}
"""Where a case is that comes back to a queue; all others are human review."""


TRIES = 5


class Said(Value):
    """An answer as it is sent: to which question (`question_of`), and the words."""

    question: Annotated[int, Field(ge=0, lt=10**12)]
    words: Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(in_words)]


def answer_question(
    report_id: str, said: Said, *, reports: ReportStore, cases: CaseStore, clock: Clock, policy: Policy
) -> Answer:
    """Keep a reporter's answer, once, and bring the case back to a person.

    Sent again it is the same answer; other words are refused. While a person still looks it is kept however late it
    is; once they have decided it is refused, and nothing of it is kept.
    """
    report = reports.get(report_id)
    if not report.case_id:
        raise NotFound("There is no question to this report.")
    for _ in range(TRIES):
        case, now = cases.get(report.case_id), clock()
        standing = next(
            (each for each in cases.answers(case.case_id, report_id) if each.question == said.question), None
        )
        if standing is not None:
            if standing.words != said.words:
                raise AlreadyAnswered("You have answered this question already.")
            return standing
        answer = Answer(case_id=case.case_id, report_id=report_id, question=said.question, at=now, words=said.words)
        facts = {"report": report_id, "words": hash_of(said.words)}
        if case.status is Status.NEEDS_INFO and question_of(case) == said.question:
            back = back_from_question(case, now, policy, actor="reporter", act="answered", facts=facts)
        elif case.status in WITH_A_PERSON and _was_asked(case, said.question, cases):
            back = case.noted(now, actor="reporter", act="answered_late", facts=facts)
        else:
            raise QuestionClosed("This question is not open any more: a person has decided, or asked something else.")
        try:
            cases.save(case, back, answer)
        except StaleCase:
            continue
        return answer
    raise StaleCase("The case changed too often to take in an answer.")


def _was_asked(case: Case, question: int, cases: CaseStore) -> bool:
    """By the log, which is read for late answers alone: nobody may keep what was never asked for."""
    entries = cases.entries(case.case_id)
    return any(entry.act == "asked" and int(entry.at.timestamp()) == question for entry in entries)


def reply_received(
    report_id: str, *, mail_key: str, reports: ReportStore, cases: CaseStore, clock: Clock, policy: Policy
) -> Case | None:
    """A reporter has answered our question: the case goes back to a person, with the mail. None: no case yet."""
    report = reports.get(report_id)
    if not report.case_id:
        return None
    for _ in range(TRIES):
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
