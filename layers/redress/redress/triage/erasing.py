"""Who reports: people whose reports are nearly always rejected may want reviews erased. A hint, not against a review.

It fires nothing and moves nothing: what a review says is judged by its words. It tells the one who decides to look at
who asks, and it stands on how earlier reports of the same people ended, nothing else.
"""

from collections.abc import Iterable, Sequence

from redress.model import Case, Finding, Report, Standing
from redress.triage.desk import Desk

AT_FIRST, TOGETHER, AGAIN_EACH, UNTIL = 5, 25, 10, 200
"""Reporters looked at when a case opens, and when it has grown by ten reports; past so many, nobody looks again."""

ALONE, COMPANY = 10, 3
"""Decided reports of one reporter, or reporters of a group, from which a habit is told."""


def suspected(case: Case, count: int, reports: Sequence[Report], desk: Desk) -> Case:
    """The case with what its reporters' standing shows, where there is something to show that it does not say yet."""
    looked_at = _whom(case, count, reports, desk)
    standings = [desk.notices.standing(speaker) for speaker in dict.fromkeys(report.speaker for report in looked_at)]
    hint = _hint(standings, desk.policy.limits.standing_low_share)
    if hint is None or hint in case.findings:
        return case
    others = (finding for finding in case.findings if finding.detector != hint.detector)
    return case.model_copy(update={"findings": (*others, hint)})


def _whom(case: Case, count: int, reports: Sequence[Report], desk: Desk) -> Sequence[Report]:
    if count == len(reports):
        return reports[:AT_FIRST]
    if count > UNTIL or count // AGAIN_EACH == (count - len(reports)) // AGAIN_EACH:
        return ()
    return [*reports[:TOGETHER], *desk.reports.of_case(case.case_id, limit=TOGETHER).items][:TOGETHER]


def _hint(standings: Iterable[Standing], low: float) -> Finding | None:
    known = [standing for standing in standings if standing.share_upheld is not None]
    poor = [standing for standing in known if (standing.share_upheld or 0.0) <= low]
    decided, upheld = sum(each.decided for each in poor), sum(each.upheld for each in poor)
    if len(known) == 1 and len(poor) == 1 and decided >= ALONE:
        who, score = "a reporter", 0.4
    elif len(poor) >= COMPANY and len(poor) * 2 > len(known):
        who, score = f"{len(poor)} of the reporters", 0.6
    else:
        return None
    return Finding(
        guideline="respect.erasure",
        score=score,
        fired=False,
        detector="erasing",
        version="1",
        reason=f"The reports of {who} were nearly always rejected: {upheld} of {decided} upheld. "
        "This says nothing against the review.",
    )
