"""Everything that can be refused or fail, in one tree.

Use cases raise these; `web` turns each into its problem+json; adapters translate what they call into them.

    RedressError
    ├── Refused                     the caller must change something; never an alarm
    │   ├── InvalidInput            422  names each bad field by a JSON pointer
    │   ├── MalformedRequest        400  not JSON, not UTF-8, a cursor made up
    │   ├── TooLarge                413
    │   ├── KeyReused               422  an Idempotency-Key with other words
    │   ├── Unauthenticated         401
    │   ├── NotAllowed              403  the role may not
    │   ├── NotFound                404  unknown, or not yours: the same answer
    │   ├── Conflict                409
    │   │   ├── IllegalMove              the table of moves says no
    │   │   ├── StaleCase                somebody else moved it first
    │   │   ├── CaseHeld                 another moderator holds it
    │   │   ├── NotDecided               there is nothing to appeal yet
    │   │   ├── AlreadyAppealed          once for each decision and side
    │   │   └── AlreadyAnswered          once for each question and report
    │   ├── AppealClosed            410  the six months are over
    │   └── QuestionClosed          410  a person has decided without the answer, or asked something else
    └── Failed                      ours to repeat; after that a person's
        ├── PlatformUnreachable          the webhook did not take it
        ├── PostUnreachable              the mail service did not take the letter, this time
        ├── NotYetVisible                what an answer speaks of is still on its way
        ├── Undeliverable                the mail service refuses the letter for good
        ├── NoOpinion                    the language model gave no second opinion; nobody waits for it
        └── Contention                   too many writers at once
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple


class FieldError(NamedTuple):
    """One bad field: where (RFC 6901 pointer into the body, or `query/limit`, `header/...`) and what is wrong."""

    pointer: str
    detail: str


class RedressError(Exception):
    """The root: everything this package raises on purpose."""


class Refused(RedressError):
    """The caller must change something. `kind` names the problem type, `status` its HTTP status."""

    status: ClassVar[int] = 400
    kind: ClassVar[str] = "refused"
    title: ClassVar[str] = "The request was refused"

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)


class MalformedRequest(Refused):
    kind = "malformed-request"
    title = "The request cannot be read"


class InvalidInput(Refused):
    status = 422
    kind = "invalid-input"
    title = "Some fields are not valid"

    @classmethod
    def at(cls, pointer: str, detail: str) -> "InvalidInput":
        return cls(detail, errors=[FieldError(pointer, detail)])


class TooLarge(Refused):
    status = 413
    kind = "too-large"
    title = "The body is too large"


class KeyReused(Refused):
    status = 422
    kind = "idempotency-key-reused"
    title = "This Idempotency-Key was used with another body"


class Unauthenticated(Refused):
    status = 401
    kind = "unauthenticated"
    title = "Sign in first"


class NotAllowed(Refused):
    status = 403
    kind = "not-allowed"
    title = "Your role may not do this"


class NotFound(Refused):
    status = 404
    kind = "not-found"
    title = "Nothing is here"


class Conflict(Refused):
    status = 409
    kind = "conflict"
    title = "It has moved in the meantime"


class IllegalMove(Conflict):
    kind = "illegal-move"
    title = "The case cannot move this way"


class StaleCase(Conflict):
    kind = "stale-case"
    title = "The case has changed since you read it"


class CaseHeld(Conflict):
    kind = "case-held"
    title = "Another moderator holds this case"


class NotDecided(Conflict):
    kind = "not-decided"
    title = "There is no decision to appeal"


class AlreadyAppealed(Conflict):
    kind = "already-appealed"
    title = "This decision was appealed already"


class AlreadyAnswered(Conflict):
    kind = "already-answered"
    title = "This question was answered already"


class AppealClosed(Refused):
    status = 410
    kind = "appeal-closed"
    title = "The time for an appeal is over"


class QuestionClosed(Refused):
    status = 410
    kind = "question-closed"
    title = "This question is not open any more"


class Failed(RedressError):
    """Something outside did not work. Whoever calls repeats; what repeats in vain ends in a queue a person sees."""


class PlatformUnreachable(Failed):
    """The platform did not take an event. It is sent again with back-off for a day."""


class PostUnreachable(Failed):
    """The mail service did not take a letter. It is tried again, each time after twice as long."""


class NotYetVisible(Failed):
    """What is spoken of is still on its way through the stream. It comes."""


class Undeliverable(Failed):
    """The mail service refuses this letter, and would refuse it again."""


class NoOpinion(Failed):
    """No second opinion: `outcome` says what became of the question."""

    def __init__(self, outcome: Literal["unreachable", "refused", "unusable"], detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


class Contention(Failed):
    """A write lost against others more often than is reasonable. The record comes back by itself."""
