"""Which cases a second opinion is asked on."""

from redress.model import Case, Status


def is_wanted(case: Case) -> bool:
    """One that waits for a moderator, that the detectors leave open, and of whose text nobody was asked yet."""
    asked_already = case.second_opinion is not None and case.second_opinion.snapshot == case.snapshot
    return (
        case.status is Status.HUMAN_REVIEW
        and case.routing is not None
        and bool(case.routing.in_doubt)
        and case.appeal is None
        and case.decision is None
        and not asked_already
    )
