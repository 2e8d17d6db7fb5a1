"""Notices: who is told of what, once each; and their sending, at the post's own rate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from redress.errors import StaleCase
from redress.model import (
    Case,
    Notice,
    NoticeKind,
    Outcome,
    Recipient,
    Report,
    Review,
    Side,
    Status,
)
from redress.model.people import speaker_of
from redress.ports import CaseStore, Clock, NoticeStore, Outbox, ReportStore, ReviewStore
from redress.seal import Seal

PAGE = 100
SENDING_LEASE = timedelta(minutes=5)
INDEX_GRACE = timedelta(seconds=5)
MOST_PASSES = 12
AUTHOR = Side.AUTHOR.value


class Making(Protocol):
    """What making notices needs, wherever it happens."""

    @property
    def notices(self) -> NoticeStore: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def seal(self) -> Seal: ...
    @property
    def clock(self) -> Clock: ...


def tell_at_once(reports: Sequence[Report], case: Case, *, desk: Making) -> None:
    """Late reports on a decided case are answered by its decision, each speaker once."""
    if case.decision is None or not reports:
        return
    now = desk.clock()
    made = to_reporters(reports, case, case.decision.number, NoticeKind.DECISION, seal=desk.seal, now=now)
    new = desk.notices.add(_weighed(made, desk.notices))
    desk.outbox.send_notices([notice.notice_id for notice in new])


def to_reporters(
    reports: Iterable[Report], case: Case, number: int, kind: NoticeKind, *, seal: Seal, now: datetime
) -> list[Notice]:
    """One for each report, but for those of whom neither an address nor an account is known: mails without a sender."""
    reached = (report for report in reports if report.reporter.email or report.reporter.account)
    return [to_reporter(report, case, number, kind, seal=seal, now=now) for report in reached]


def to_reporter(report: Report, case: Case, number: int, kind: NoticeKind, *, seal: Seal, now: datetime) -> Notice:
    recipient = Recipient(
        side=Side.REPORTER,
        email=report.reporter.email,
        account=report.reporter.account,
        name=report.reporter.name,
        lang=report.reporter.lang,
        verified=report.has_proven_address,
    )
    return Notice(
        notice_id=_id(seal, kind, case.case_id, number, report.speaker),
        kind=kind,
        recipient=recipient,
        made_at=now,
        case_id=case.case_id,
        review_id=case.review_id,
        sequence=case.sequence,
        report_id=report.report_id,
        reference=report.reference,
        decision=number,
        outcome=case.decision.outcome if case.decision and kind is NoticeKind.DECISION else None,
        relation=report.relation,
        mail_key=report.mail_key,
        move_by=now + SENDING_LEASE,
    )


def to_author(review: Review, case: Case, number: int, *, seal: Seal, now: datetime) -> Notice:
    """Never a reporter's name, relation or words: made from the review and the decision alone."""
    recipient = Recipient(
        side=Side.AUTHOR, email=review.author_email, account=review.author_id, lang=review.author_lang, verified=True
    )
    return Notice(
        notice_id=_id(seal, NoticeKind.DECISION, case.case_id, number, f"author:{review.author_id}"),
        kind=NoticeKind.DECISION,
        recipient=recipient,
        made_at=now,
        case_id=case.case_id,
        review_id=case.review_id,
        sequence=case.sequence,
        decision=number,
        outcome=case.decision.outcome if case.decision else None,
        move_by=now + SENDING_LEASE,
    )


def make_notices(
    case_id: str,
    cursor: Mapping[str, str] | None = None,
    *,
    cases: CaseStore,
    reports: ReportStore,
    reviews: ReviewStore,
    notices: NoticeStore,
    outbox: Outbox,
    seal: Seal,
    clock: Clock,
) -> int:
    """One page of the notices that a case owes; the queue asks for the next. Gives back how many were new.

    The list of a case's reports lags a moment behind their stamps, the count on the case does not: while fewer were
    seen than were counted, it is read again, so that nobody falls between.
    """
    case = cases.get(case_id)
    cursor = dict(cursor or {})
    number = case.decisions if case.status is not Status.NEEDS_INFO else question_of(case)
    owed = case.is_decided or case.status is Status.NEEDS_INFO
    if not owed or (case.decision is None and case.is_decided) or cursor.get("for", str(number)) != str(number):
        return 0
    now = clock()
    alone = _appellants(case, cases)
    made = [] if cursor else _to_the_author(case, alone, reviews=reviews, seal=seal, now=now)
    if alone is not None:
        seen, position = case.report_count, None
        heard = [reports.get(report_id) for report_id in sorted(alone - {AUTHOR})]
        made += to_reporters(heard, case, number, NoticeKind.DECISION, seal=seal, now=now)
    else:
        places = {name: value for name, value in cursor.items() if name.isdigit()}
        page = reports.of_case(case_id, after=places, limit=PAGE)
        kind = NoticeKind.QUESTION if case.status is Status.NEEDS_INFO else NoticeKind.DECISION
        told = [report for report in page.items if not report.muted]
        made += to_reporters(told, case, number, kind, seal=seal, now=now)
        counted = [report for report in page.items if not report.answered_by]  # late ones are in no case's count
        seen, position = int(cursor.get("seen", "0")) + len(counted), page.next
    made += _to_correspondent(case, number, seal=seal, now=now) if not cursor else []
    new = notices.add(_weighed(made, notices))
    outbox.send_notices([notice.notice_id for notice in new])
    _go_on(case, number, cursor, seen, position, cases=cases, outbox=outbox, now=now)
    return len(new)


def question_of(case: Case) -> int:
    """What names an open question: the second it was asked in. The version rises while it waits, by others' claims."""
    return int(case.moved_at.timestamp())


def _go_on(
    case: Case,
    number: int,
    cursor: Mapping[str, str],
    seen: int,
    position: Mapping[str, str] | None,
    *,
    cases: CaseStore,
    outbox: Outbox,
    now: datetime,
) -> None:
    """On to the next page; from the start again while fewer were seen than counted; at the end the case is told.

    Where even the last pass saw too few, the case stays as it is: `sweep` has all its notices made anew.
    """
    passes = int(cursor.get("passes", "0"))
    common = {"for": str(number), "passes": str(passes)}
    if position is not None:
        outbox.make_notices(case.case_id, {**position, **common, "seen": str(seen)})
    elif seen < case.report_count and passes < MOST_PASSES:
        outbox.make_notices(case.case_id, {"for": str(number), "passes": str(passes + 1)}, delay=INDEX_GRACE)
    elif case.is_decided and seen >= case.report_count and case.told != number:
        told = case.noted(now, actor="notify", act="told", facts={"reports": str(seen)}, told=number, move_by=None)
        try:
            cases.save(case, told)
        except StaleCase:
            return  # it moved on (an appeal): its next end tells again


def _appellants(case: Case, cases: CaseStore) -> frozenset[str] | None:
    """Whom an appeal that changed nothing is told alone: report ids and `AUTHOR`; None means all."""
    if case.appeal is None or case.decision is None or case.status is Status.NEEDS_INFO:
        return None
    if case.told < case.appeal.decision:
        return None  # it was contested before everybody had heard of it
    before = cases.decision(case.case_id, case.appeal.decision)
    unchanged = before.outcome is case.decision.outcome
    return frozenset(plea.report_id or AUTHOR for plea in case.appeal.pleas) if unchanged else None


def _to_the_author(
    case: Case, alone: frozenset[str] | None, *, reviews: ReviewStore, seal: Seal, now: datetime
) -> list[Notice]:
    """Authors hear of a restriction, of its end, and of their own appeal (DSA Art. 17, 20); of nothing else."""
    appealed = case.appeal is not None and case.appeal.plea_of(Side.AUTHOR) is not None
    restricted = case.decision is not None and case.decision.outcome in {Outcome.REMOVED, Outcome.RESTORED}
    only_reporter = not appealed and alone is not None
    if not case.review_id or not case.is_decided or only_reporter or not (appealed or restricted):
        return []
    review = reviews.get(case.review_id)
    told = review is not None and bool(review.author_email or review.author_id)
    return [to_author(review, case, case.decisions, seal=seal, now=now)] if review is not None and told else []


def _to_correspondent(case: Case, number: int, *, seal: Seal, now: datetime) -> list[Notice]:
    """A mail thread has no reports: whoever wrote it is told."""
    if case.correspondent is None:
        return []
    kind = NoticeKind.QUESTION if case.status is Status.NEEDS_INFO else NoticeKind.DECISION
    name = _id(seal, kind, case.case_id, number, f"mail:{case.correspondent.email}")
    mail_key = case.replies[0] if case.replies else ""
    return [
        Notice(
            notice_id=name,
            kind=kind,
            recipient=case.correspondent,
            made_at=now,
            case_id=case.case_id,
            decision=number,
            outcome=case.decision.outcome if case.decision and kind is NoticeKind.DECISION else None,
            mail_key=mail_key,
            move_by=now + SENDING_LEASE,
        )
    ]


def _weighed(made: Iterable[Notice], notices: NoticeStore) -> list[Notice]:
    """Each once; an answer with how right its reporter had been until then, for the dashboards to count by."""
    return [_with_standing(notice, notices) for notice in {notice.notice_id: notice for notice in made}.values()]


def _with_standing(notice: Notice, notices: NoticeStore) -> Notice:
    to = notice.recipient
    if notice.kind is not NoticeKind.DECISION or to.side is not Side.REPORTER:
        return notice
    standing = notices.standing(speaker_of(to.account, to.email, verified=to.verified))
    return notice.model_copy(update={"standing": standing.band})


def _id(seal: Seal, kind: NoticeKind, case_id: str, number: int, speaker: str) -> str:
    return seal.derive("notice", kind, case_id, str(number), speaker).hex()
