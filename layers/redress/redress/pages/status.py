"""The status page: what happened, when, what comes next; and the answer to a question of ours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from redress.errors import AlreadyAnswered, InvalidInput, NotFound, QuestionClosed, Refused, StaleCase
from redress.intake import PUBLIC, ReportView, report_view
from redress.model import Answer, Case, PublicStatus, Report, Side
from redress.model.subject import answers_plea
from redress.model.words import is_blank
from redress.notices import question_of
from redress.pages.answers import Statement, statement
from redress.pages.desk import PublicDesk, ShownReview, public_review
from redress.pages.form import KEPT
from redress.pages.law import claim_lines
from redress.pages.several import arrived, reports_of
from redress.pages.wording import chosen
from redress.policy import Policy
from redress.policy.wording import Clause, clause
from redress.review import Said, answer_question
from redress.telemetry import logger
from redress.web import validated


class Step(NamedTuple):
    """Something that happened, happens now, or comes next. A step to come has the day by which."""

    name: str
    state: Literal["done", "now", "next"]
    at: datetime | None = None


class StatusPage(NamedTuple):
    """A report as its reporter sees it."""

    token: str
    view: ReportView
    report: Report
    review: ShownReview
    claim: tuple[tuple[str, str], ...]
    reason: Clause | None
    statement: Statement | None
    steps: tuple[Step, ...]
    answers: tuple[Answer, ...]
    answer_by: datetime | None
    question: int
    question_until: datetime | None
    heard_again: bool
    heard: bool
    may_appeal: bool
    words: str = ""
    mistake: str = ""
    status: int = 200

    @property
    def template(self) -> str:
        return "status.html"

    @property
    def report_ids(self) -> str:
        return self.report.report_id


class Line(NamedTuple):
    """One of several reports, in one line."""

    reference: str
    review: ShownReview
    state: str
    status_url: str


class StatusesPage(NamedTuple):
    """The reports of one form."""

    lines: tuple[Line, ...]
    report_ids: str
    status: int = 200

    @property
    def template(self) -> str:
        return "statuses.html"


class Replied(NamedTuple):
    """What came of an answer: nothing to show again, or the page with why not."""

    lang: str
    again: StatusPage | None = None


def seen_by(token: str, lang: str, *, desk: PublicDesk) -> StatusPage | StatusesPage:
    """By the token alone, which is the reporter's: of one report, or of those that one form made."""
    try:
        return status_for(token, lang, desk=desk)
    except NotFound:
        return _statuses_for(token, desk)


def status_for(token: str, lang: str, *, desk: PublicDesk) -> StatusPage:
    """Consistent reads for what matters, like the API's."""
    report = desk.reports.get(desk.seal.subject_of("status", token))
    case = desk.cases.get(report.case_id) if report.case_id else None
    view = report_view(report, case, seal=desk.seal)
    named = desk.policy.by_id.get(report.guideline)
    decided = case.decision if case and case.is_decided else None
    answers = tuple(reversed(desk.cases.answers(case.case_id, report.report_id))) if case else ()
    answer_by = _answer_by(report, case, desk)
    open_until = decided.appeal_until if decided else None
    may_appeal = open_until is not None and desk.clock() < open_until
    return StatusPage(
        token=token,
        view=view,
        report=report,
        review=public_review(report.review_id, desk=desk),
        claim=tuple(claim_lines(report.legal_claim, lang)) if report.legal_claim else (),
        reason=clause(named, lang) if named else None,
        statement=statement(view.decision, decided, desk.policy, lang) if view.decision and decided else None,
        steps=tuple(_steps(report, case, answers, answer_by, open_until if may_appeal else None)),
        answers=answers,
        answer_by=answer_by,
        question=question_of(case) if case and view.question else 0,
        question_until=_question_until(case, desk.policy) if case and view.question else None,
        heard=bool(case and decided and answers_plea(decided, case.appeal, Side.REPORTER, report.report_id)),
        heard_again=bool(case and case.appeal and not case.is_decided),
        may_appeal=may_appeal,
    )


def reply(token: str, said: Mapping[str, str], *, accepted: str, desk: PublicDesk) -> Replied:
    """Answer our question: done, or the page again with what was typed and why not."""
    lang, words = chosen(said.get("lang", ""), accepted), said.get("words", "").replace("\r\n", "\n")
    question = said.get("question", "")
    report_id = desk.seal.subject_of("status", token)
    try:
        answer = {"question": question if question.isdecimal() else 0, "words": words}
        answer_question(
            report_id,
            validated(Said, answer),
            reports=desk.reports,
            cases=desk.cases,
            clock=desk.clock,
            policy=desk.policy,
        )
    except (InvalidInput, AlreadyAnswered, QuestionClosed, StaleCase) as refused:
        page = status_for(token, lang, desk=desk)
        mistake = _mistake(refused, words, page)
        return Replied(lang, page._replace(words=words[:KEPT], mistake=mistake, status=refused.status))
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - said in the log; what was typed must not be lost with it
        logger.exception("AnswerNotStored")
        page = status_for(token, lang, desk=desk)
        if any(kept.words == words for kept in page.answers):
            return Replied(lang)  # it was stored before something failed
        return Replied(lang, page._replace(words=words[:KEPT], mistake="not_stored", status=503))
    return Replied(lang)


def _mistake(refused: Exception, words: str, page: StatusPage) -> str:
    match refused:
        case InvalidInput():
            return "answer_missing" if is_blank(words) else "answer"
        case AlreadyAnswered():
            return "answered_before"
        case QuestionClosed():
            return "question_moved" if page.view.question else "question_closed"
        case _:
            return "busy"


def _statuses_for(token: str, desk: PublicDesk) -> StatusesPage:
    lines = []
    for report in reports_of(token, desk):
        case = desk.cases.get(report.case_id) if report.case_id else None
        status = PUBLIC.get(case.status, PublicStatus.IN_REVIEW) if case else PublicStatus.RECEIVED
        decided = case is not None and case.decision is not None and status is PublicStatus.DECIDED
        state = f"decided_{case.decision.outcome}" if case and case.decision and decided else status.value
        here = arrived(report, desk.seal)
        lines.append(Line(here.reference, public_review(report.review_id, desk=desk), state, here.status_url))
    return StatusesPage(tuple(lines), ",".join(line.reference for line in lines))


def _steps(
    report: Report,
    case: Case | None,
    answers: Sequence[Answer],
    answer_by: datetime | None,
    open_until: datetime | None,
) -> Iterator[Step]:
    """In the order of time. What others did is told only where it moved this report too."""
    yield Step("received", "done", report.received_at)
    if case is None:
        yield Step("looked_at", "now")
        yield Step("decided", "next", answer_by)
        return
    seen = max(case.opened_at, report.received_at)
    asked = case.status.value == PublicStatus.NEEDS_INFO
    heard = case.appeal if case.appeal and not case.is_decided else None
    yield Step("looked_at", "done" if case.is_decided or asked or heard or answers else "now", seen)
    for answer in answers:
        yield Step("asked", "done", datetime.fromtimestamp(answer.question, UTC))
        yield Step("answered", "done", answer.at)
    if asked:
        yield Step("asked", "now", case.moved_at)
    elif heard:
        if case.decision is not None and case.decision.number == heard.decision:
            yield Step("decided", "done", case.decision.decided_at)
        yield Step("contested", "done", heard.at)
        yield Step("heard", "now")
    elif answers and not case.is_decided:
        yield Step("looked_at", "now")
    if not case.is_decided:
        yield Step("decided", "next", None if asked else answer_by)
    elif case.decision is not None:
        yield Step("decided", "done", case.decision.decided_at)
    if open_until is not None:
        yield Step("appeal", "next", open_until)


def _answer_by(report: Report, case: Case | None, desk: PublicDesk) -> datetime | None:
    """Until when we mean to answer: the case's own time, else the policy's. Not said once it has passed."""
    named = desk.policy.by_id.get(report.guideline)
    within = named.within if named else desk.policy.unclaimed.within
    if report.legal is not None:
        within = desk.policy.legal[report.legal].within
    due = (case.due_at if case else None) or report.received_at + within
    return due if due > desk.clock() and not (case and case.is_decided) else None


def _question_until(case: Case, policy: Policy) -> datetime:
    return case.moved_at + timedelta(days=policy.limits.needs_info_days)
