"""When a report on a decided case is answered with its decision, and when it opens another round."""

from redress.model import Case, KnownReview, Report, Status
from redress.triage.elsewhere import elsewhere, redirected


def opens_a_round(report: Report, decided: Case, review: KnownReview | None) -> bool:
    """After `removed` nothing does but an edit; after a redirect all that is not sent on as well.

    Else what is new does: a guideline, evidence or a legal claim.
    """
    if report.muted:
        return False
    there = review is not None and not review.gone
    if review is not None and there and (review.snapshot != decided.snapshot or ended_as_gone(decided)):
        return True
    if decided.status is Status.REMOVED or (review is not None and not there):
        return False
    if redirected(decided) and not elsewhere([report]):
        return True
    return not report.claims <= decided.claims | decided.settled


def ended_as_gone(case: Case) -> bool:
    return case.decision is not None and case.decision.found_it_gone
