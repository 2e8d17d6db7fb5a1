"""The platform told us of an edit, or that a review is gone: its open case is looked at again, or closed."""

from redress.detect import versions
from redress.errors import Contention, StaleCase
from redress.model import Case, KnownReview, Status, Subject
from redress.policy import route
from redress.publishing import words_of
from redress.triage.desk import TRIES, Desk
from redress.triage.joining import fallen
from redress.triage.opening import closed_as_gone, examined


def triage_edit(review_id: str, *, desk: Desk) -> None:
    """The platform told us of an edit, or that the review is gone: its open case is looked at again, or closed."""
    for _ in range(TRIES):
        case = desk.cases.latest(Subject.review(review_id))
        review = desk.reviews.get(review_id)
        if case is None or review is None or case.is_decided or case.status is Status.ACTING:
            return  # the takedown finds the edit by its snapshot; the next report on a decided case opens a round
        try:
            if review.gone:
                close_gone(case, desk=desk)
            elif review.snapshot != case.snapshot:
                _look_again(case, review, desk)
        except StaleCase:
            continue
        return
    raise Contention("The case of an edited review changed too often.")


def _look_again(case: Case, review: KnownReview, desk: Desk) -> None:
    now = desk.clock()
    findings, failed = examined(review, desk)
    routing = route(desk.policy, findings, case.claims, known=not failed)
    routing = routing.model_copy(update={"detectors": {} if failed else dict(versions())})
    seen = {"words": words_of(review), **fallen(case, desk)}
    desk.cases.save(case, case.edited(review, findings, routing, now, actor="triage", **seen))


def close_gone(case: Case, *, desk: Desk) -> None:
    """There is nothing left to judge: the case ends, reporters are told, the workflow is let go."""
    closed, decision = closed_as_gone(case, desk, desk.clock())
    desk.cases.save(case, closed, decision)
    if not (case.token and desk.workflow.answer(case.token, decision.outcome)):
        desk.outbox.make_notices(case.case_id)
