"""Reports find their case: each once, whatever comes twice or in crowds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from redress.errors import Contention, StaleCase
from redress.model import Case, Report, Subject
from redress.notices import tell_at_once
from redress.triage.desk import TRIES, Desk
from redress.triage.joining import join
from redress.triage.opening import open_case
from redress.triage.rounds import opens_a_round

AT_ONCE = 90


def triage_reports(reports: Iterable[Report], *, desk: Desk) -> Mapping[str, Sequence[str]]:
    """Give each unstamped report its case; gives back the ids of those it stamped, by their case.

    What was done before is left.
    """
    unstamped = [report for report in reports if not report.case_id]
    by_review: dict[str, list[Report]] = {}
    for report in _without_floods(unstamped, desk):
        by_review.setdefault(report.review_id, []).append(report)
    return by_case(
        report for review_id, together in by_review.items() for report in _triage_review(review_id, together, desk)
    )


def by_case(stamped: Iterable[Report]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for report in stamped:
        found.setdefault(report.case_id, []).append(report.report_id)
    return found


def _triage_review(review_id: str, reports: Sequence[Report], desk: Desk) -> list[Report]:
    desk.reports.point_at(reports)
    return some_at_once(reports, lambda some: _give_case(Subject.review(review_id), some, desk))


def some_at_once(reports: Sequence[Report], give_case: Callable[[Sequence[Report]], list[Report]]) -> list[Report]:
    """Give reports on one review their case, so many at once as a transaction takes; gives back those stamped."""
    stamped: list[Report] = []
    for some in _chunks(reports, AT_ONCE):
        for _ in range(TRIES):
            try:
                stamped += give_case(some)
                break
            except StaleCase:
                continue  # somebody moved the case between our read and our write: look again
        else:
            raise Contention(f"The case of a review changed {TRIES} times while {len(some)} reports waited for it.")
    return stamped


def _give_case(subject: Subject, reports: Sequence[Report], desk: Desk) -> list[Report]:
    latest = desk.cases.latest(subject)
    if latest is None:
        return open_case(subject, 1, reports, desk)
    if not latest.is_decided:
        return join(latest, reports, desk)
    review = desk.reviews.get(subject.id)
    anew = [report for report in reports if opens_a_round(report, latest, review)]
    answered = [report for report in reports if report not in anew]
    late = desk.reports.stamp_answered(answered, latest) if answered else []
    tell_at_once(_to_be_told(answered, late, latest, desk), latest, desk=desk)
    return late + (open_case(subject, latest.round + 1, anew, desk, before=latest) if anew else [])


def _to_be_told(answered: Sequence[Report], late: Sequence[Report], latest: Case, desk: Desk) -> list[Report]:
    """Those stamped now, and those that were stamped with this decision before somebody was cut off."""
    new = {report.report_id for report in late}
    number = latest.decision.number if latest.decision else 0
    here = [report if report.report_id in new else desk.reports.get(report.report_id) for report in answered]
    return [
        report
        for report in here
        if not report.muted
        and (report.report_id in new or (report.case_id, report.answered_by) == (latest.case_id, number))
    ]


def _without_floods(reports: Sequence[Report], desk: Desk) -> Iterator[Report]:
    """What one speaker sends beyond the day's limit joins its case, moves nothing and is sent nothing.

    Counted by what is found of theirs: what comes again, or fails and comes again, is there once, and is no flood.
    """
    limit = desk.policy.limits.reports_per_reporter_a_day
    today = f"{desk.clock():%Y-%m-%d}"
    by_speaker = _by_speaker(reports)
    these = {speaker: {report.report_id for report in theirs} for speaker, theirs in by_speaker.items()}
    before = desk.reports.said_on(today, these, most=limit)
    for speaker, theirs in by_speaker.items():
        room = limit - before[speaker]
        yield from theirs[:room]
        yield from (report.model_copy(update={"muted": True}) for report in theirs[room:])


def _by_speaker(reports: Sequence[Report]) -> dict[str, list[Report]]:
    by_speaker: dict[str, list[Report]] = {}
    for report in reports:
        by_speaker.setdefault(report.speaker, []).append(report)
    return by_speaker


def _chunks(reports: Sequence[Report], size: int) -> Iterator[Sequence[Report]]:
    return (reports[start : start + size] for start in range(0, len(reports), size))
