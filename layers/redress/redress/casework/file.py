"""A case whole, as one of the staff may see it: a few bounded reads by key or index."""

from collections.abc import Iterable, Mapping

from redress.model import Answer, Case, Entry, KnownReview, Report, Review, Staff, Standing, Value
from redress.model.people import staff_only
from redress.policy import Guideline, Policy
from redress.ports import CaseStore, Clock, Page, ReportStore, ReviewStore
from redress.ports.desk import DeskStore
from redress.review.rights import may_cite
from redress.seal import digest_of

SHOWN = 50


class CaseFile(Value):
    """A case with what lies around it. `standings`: of those who reported, by `Report.speaker`."""

    case: Case
    review: Review | None
    current: KnownReview | None
    reports: tuple[Report, ...]
    more: Mapping[str, str] | None
    standings: Mapping[str, Standing]
    answers: tuple[Answer, ...]
    guidelines: tuple[Guideline, ...]
    history: tuple[Entry, ...]
    set_aside: bool
    allowed: tuple[str, ...]
    may_cite: tuple[str, ...]


class Listed(Value):
    """A page of a case's reports, with how right those who speak have been."""

    reports: tuple[Report, ...]
    more: Mapping[str, str] | None
    standings: Mapping[str, Standing]


def case_file(
    case_id: str,
    staff: Staff,
    *,
    cases: CaseStore,
    reports: ReportStore,
    reviews: ReviewStore,
    desk_store: DeskStore,
    policy: Policy,
    clock: Clock,
) -> CaseFile:
    staff_only(staff)
    case, now = cases.get(case_id), clock()
    page = _page(case_id, None, SHOWN, reports, desk_store)
    current = reviews.get(case.review_id) if case.review_id else None
    judged: Review | None = current if current is not None and current.snapshot == case.snapshot else None
    if judged is None and case.snapshot:
        judged = reviews.snapshot(case.review_id, case.snapshot)
    return CaseFile(
        case=case,
        review=judged,
        current=current,
        reports=page.reports,
        more=page.more,
        standings=page.standings,
        answers=tuple(cases.answers(case_id)),
        guidelines=tuple(_guidelines(case, page.reports, policy)),
        history=tuple(cases.entries(case_id)),
        set_aside=case_id in desk_store.aside(staff.name, now),
        allowed=case.allowed(staff, now),
        may_cite=may_cite(case, staff),
    )


def reports_of_case(
    case_id: str,
    staff: Staff,
    *,
    cursor: Mapping[str, str] | None,
    limit: int,
    reports: ReportStore,
    cases: CaseStore,
    desk_store: DeskStore,
) -> Listed:
    staff_only(staff)
    return _page(cases.get(case_id).case_id, cursor, limit, reports, desk_store)


def mail_id(key: str) -> str:
    """A mail of a case in paths: the key itself has slashes, and is nobody's to ask for."""
    return digest_of(key)[:16]


def _page(
    case_id: str, cursor: Mapping[str, str] | None, limit: int, reports: ReportStore, desk_store: DeskStore
) -> Listed:
    page: Page[Report] = reports.of_case(case_id, after=cursor, limit=limit)
    standings = desk_store.standings({report.speaker for report in page.items})
    return Listed(reports=tuple(page.items), more=page.next, standings=standings)


def _guidelines(case: Case, reports: Iterable[Report], policy: Policy) -> Iterable[Guideline]:
    """Each that somebody names here, a machine or a person, in the order of the policy."""
    named = {finding.guideline for finding in case.findings}
    named |= {report.guideline for report in reports} | case.claims
    named |= set(case.routing.grounds) if case.routing else set()
    named |= set(case.decision.grounds) if case.decision else set()
    return (guideline for guideline in policy.guidelines if guideline.id in named)
