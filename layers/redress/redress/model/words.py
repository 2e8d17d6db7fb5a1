"""The closed vocabularies of the field, as they stand in tables, API and logs."""

import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Value(BaseModel):
    """A frozen value: two with the same content are the same thing. Unknown fields are refused.

    What was refused is not repeated in the error: it may be a reporter's words, and errors are logged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


def _truth(said: object) -> object:
    """1 equals True in Python; a declaration is made in so many words."""
    return said if isinstance(said, bool) else None


def is_blank(text: str) -> bool:
    """Nothing in it can be seen: spaces of any kind, control and format characters."""
    return all(unicodedata.category(letter)[0] in "CZ" for letter in text)


Declared = Annotated[Literal[True], BeforeValidator(_truth)]
"""Something that must be declared, and is: in good faith, by right."""


class Channel(StrEnum):
    """The door a report came in by."""

    FORM = "form"
    API = "api"
    MAIL = "mail"


class Relation(StrEnum):
    """How the reporter says to stand to the review: recorded, never itself an argument."""

    CUSTOMER = "customer"
    SELLER = "seller"
    BRAND = "brand"
    COMPETITOR = "competitor"
    NAMED_PERSON = "named_person"
    LAWYER = "lawyer"
    AUTHORITY = "authority"
    TRUSTED_FLAGGER = "trusted_flagger"
    OTHER = "other"


class Identity(StrEnum):
    """How sure we are who speaks: the platform vouched, aligned DMARC, a lesser mail check, or nothing."""

    ACCOUNT = "account"
    DMARC = "dmarc"
    WEAK = "weak"
    UNVERIFIED = "unverified"


class LegalKind(StrEnum):
    """The legal claims that go to people who may weigh them."""

    COURT_ORDER = "court_order"
    LAWYER_LETTER = "lawyer_letter"
    DEFAMATION = "defamation_claim"
    PRIVACY = "privacy_claim"
    COPYRIGHT = "copyright_notice"
    IDENTITY_DISCLOSURE = "identity_disclosure"


class Status(StrEnum):
    """Where a case is. Who may move it on is said in `case.MOVES` and `Case.allowed`."""

    OPEN = "open"
    HUMAN_REVIEW = "human_review"
    LEGAL_REVIEW = "legal_review"
    NEEDS_INFO = "needs_info"
    DECIDING = "deciding"
    ACTING = "acting"
    REMOVED = "removed"
    KEPT = "kept"
    RESTORED = "restored"
    OUT_OF_SCOPE = "out_of_scope"
    PARKED = "parked"


class Route(StrEnum):
    """What the policy makes of the findings."""

    DISMISS = "dismiss"
    HUMAN_REVIEW = "human_review"
    LEGAL_REVIEW = "legal_review"
    TAKEDOWN = "takedown"
    REDIRECT = "redirect"


class Queue(StrEnum):
    """Where a person takes the next case from."""

    GENERAL = "general"
    PRIVACY = "privacy"
    ABUSE = "abuse"
    PROMOTION = "promotion"
    AUTHENTICITY = "authenticity"
    APPEALS = "appeals"
    MAIL = "mail"
    LEGAL = "legal"
    PARKED = "parked"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 is taken first."""
        return {"urgent": 0, "high": 1, "normal": 2, "low": 3}[self.value]

    def at_least(self, other: "Priority") -> "Priority":
        """The more pressing of the two: a priority is only ever raised."""
        return min(self, other, key=lambda priority: priority.rank)

    def raised(self) -> "Priority":
        """One step more pressing."""
        return {self.LOW: self.NORMAL, self.NORMAL: self.HIGH}.get(self, Priority.URGENT)


class Outcome(StrEnum):
    """How a decision ends for the review."""

    REMOVED = "removed"
    KEPT = "kept"
    RESTORED = "restored"
    OUT_OF_SCOPE = "out_of_scope"


class Side(StrEnum):
    """The two who hear a decision and may contest it."""

    REPORTER = "reporter"
    AUTHOR = "author"


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with six digits, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
