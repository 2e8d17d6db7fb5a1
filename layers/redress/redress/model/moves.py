"""Which moves are legal: the one table. A status that is not reached from here by it is not reached at all."""

from collections.abc import Mapping

from redress.model.words import Outcome, Route, Status

MOVES: Mapping[Status, frozenset[Status]] = {
    Status.OPEN: frozenset(
        {Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.ACTING, Status.OUT_OF_SCOPE, Status.PARKED},
    ),
    Status.HUMAN_REVIEW: frozenset(
        {Status.LEGAL_REVIEW, Status.NEEDS_INFO, Status.DECIDING, Status.OUT_OF_SCOPE, Status.PARKED},
    ),
    Status.LEGAL_REVIEW: frozenset(
        {Status.HUMAN_REVIEW, Status.NEEDS_INFO, Status.DECIDING, Status.OUT_OF_SCOPE, Status.PARKED},
    ),
    Status.NEEDS_INFO: frozenset({Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.OUT_OF_SCOPE, Status.PARKED}),
    Status.DECIDING: frozenset(
        {
            Status.HUMAN_REVIEW,
            Status.LEGAL_REVIEW,
            Status.ACTING,
            Status.REMOVED,
            Status.KEPT,
            Status.RESTORED,
            Status.OUT_OF_SCOPE,
            Status.PARKED,
        },
    ),
    Status.ACTING: frozenset(
        {Status.REMOVED, Status.RESTORED, Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.OUT_OF_SCOPE, Status.PARKED},
    ),
    Status.REMOVED: frozenset({Status.HUMAN_REVIEW}),
    Status.KEPT: frozenset({Status.HUMAN_REVIEW}),
    Status.RESTORED: frozenset({Status.HUMAN_REVIEW}),
    Status.OUT_OF_SCOPE: frozenset({Status.HUMAN_REVIEW}),
    Status.PARKED: frozenset(
        {Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.DECIDING, Status.ACTING, Status.OUT_OF_SCOPE},
    ),
}
DECIDED = frozenset({Status.REMOVED, Status.KEPT, Status.RESTORED, Status.OUT_OF_SCOPE})
WITH_A_PERSON = frozenset({Status.HUMAN_REVIEW, Status.LEGAL_REVIEW, Status.PARKED})
"""Where somebody of the staff must act."""

HELD = "waiting-approval"
"""The list of decisions that wait for a second person."""

STATUS_OF_ROUTE: Mapping[Route, Status] = {
    Route.HUMAN_REVIEW: Status.HUMAN_REVIEW,
    Route.LEGAL_REVIEW: Status.LEGAL_REVIEW,
    Route.TAKEDOWN: Status.ACTING,
    Route.REDIRECT: Status.OUT_OF_SCOPE,
}
STATUS_OF_OUTCOME: Mapping[Outcome, Status] = {outcome: Status(outcome.value) for outcome in Outcome}
