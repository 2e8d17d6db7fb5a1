"""Who speaks: reporters with their reports and standing, and the staff with their roles."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from redress.errors import NotAllowed
from redress.model.legal import LegalClaim
from redress.model.words import Channel, Identity, LegalKind, Relation, Value


class Role(StrEnum):
    MODERATOR = "moderator"
    LEGAL = "legal"
    ADMIN = "admin"
    PLATFORM = "platform"


class Staff(Value):
    """Somebody signed in, as the verified token says."""

    name: str
    roles: frozenset[Role]

    def is_any(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


def staff_only(staff: Staff) -> None:
    """The gateway is not the only door: whoever is not of the staff is refused once more where it is done."""
    if not staff.is_any(Role.MODERATOR, Role.LEGAL, Role.ADMIN):
        raise NotAllowed("Only moderators, legal and admins may do this.")


class Reporter(Value):
    name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=320)
    vouched: bool = False
    account: str = Field(default="", max_length=200)
    lang: str = Field(default="", max_length=35)


class PublicStatus(StrEnum):
    """What a reporter sees of where a report is."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    NEEDS_INFO = "needs_info"
    DECIDED = "decided"
    OUT_OF_SCOPE = "out_of_scope"


class Report(Value):
    """What one reporter told us, once. Its words never change; triage stamps it once with its case and round, and with
    the review's product and seller as far as they are known.
    """

    report_id: str
    reference: str
    channel: Channel
    received_at: datetime
    review_id: str
    explanation: Annotated[str, Field(min_length=1, max_length=5_000)]
    guideline: str = ""
    relation: Relation = Relation.OTHER
    reporter: Reporter
    identity: Identity = Identity.UNVERIFIED
    legal: LegalKind | None = None
    legal_claim: LegalClaim | None = None
    evidence: bool = False
    mail_key: str = ""
    fingerprint: str = ""
    move_by: datetime | None = None
    case_id: str = ""
    round: int = 0
    answered_by: int = 0
    muted: bool = False
    product_id: str = ""
    seller_id: str = ""

    @property
    def claims(self) -> frozenset[str]:
        """What this report claims: the guideline it names, the legal ground, and whether it brings evidence."""
        named = {self.guideline} if self.guideline else set()
        legal = {f"legal:{self.legal}"} if self.legal else set()
        return frozenset(named | legal | ({f"evidence:{self.report_id}"} if self.evidence else set()))

    @property
    def speaker(self) -> str:
        """Who speaks, as far as we know: anybody may write another's address, so that speaks for itself alone."""
        return speaker_of(self.reporter.account, self.reporter.email, verified=self.is_verified)

    @property
    def handles(self) -> tuple[str, ...]:
        """By what a search finds its speaker: the account and the address, each as far as it is known and proven."""
        address = self.reporter.email
        named = speaker_of("", address, verified=self.has_proven_address) if address else self.speaker
        return tuple(dict.fromkeys((self.speaker, named)))

    @property
    def wording(self) -> str:
        """The same for the same words, however they are spaced and in whatever case."""
        return hashlib.sha256(" ".join(self.explanation.casefold().split()).encode()).hexdigest()[:32]

    @property
    def has_proven_address(self) -> bool:
        """Whether somebody vouches for the address itself; one that was typed beside a report link is anybody's."""
        return self.identity is Identity.DMARC or (self.identity is Identity.ACCOUNT and self.reporter.vouched)

    @property
    def is_verified(self) -> bool:
        """Whether the platform or the sender's own domain vouches for who speaks."""
        return self.identity in {Identity.ACCOUNT, Identity.DMARC}


class Answer(Value):
    """What a reporter said to a question of ours on the status page: once for each question, named by its second."""

    case_id: str
    report_id: str
    question: int
    at: datetime
    words: Annotated[str, Field(min_length=1, max_length=5_000)]


def speaker_of(account: str, email: str, *, verified: bool) -> str:
    """The one thing that names somebody: the platform's account, else a proven address, else one that was given."""
    if account:
        return f"account:{account}"
    return f"mail:{email.lower()}" if verified else f"given:{email.lower()}"


class Band(StrEnum):
    """How right a reporter has been, roughly: in thirds of what they were answered."""

    NEW = "new"
    SELDOM = "seldom"
    MIXED = "mixed"
    MOSTLY = "mostly"


class Standing(Value):
    """How right a reporter has been: bears on priority, never on the outcome."""

    reports: int = 0
    upheld: int = 0
    decided: int = 0

    @property
    def share_upheld(self) -> float | None:
        """None until there is enough to speak of (the last hundred, shown as low, medium, high)."""
        return self.upheld / self.decided if self.decided >= 5 else None

    @property
    def band(self) -> Band:
        if self.share_upheld is None:
            return Band.NEW
        thirds = 3 * self.share_upheld
        return Band.SELDOM if thirds < 1 else Band.MIXED if thirds < 2 else Band.MOSTLY


class Address(Value):
    """What we know of a mail address: whether its owner opened our link, whether it bounces, what it was sent.

    `counted` is the notice that was counted last: one whose sending was cut off is not counted against itself.
    `inbox` is the mail's case that takes in what comes from there until `inbox_until`.
    """

    digest: str
    opened: bool = False
    dead: bool = False
    mails: int = 0
    day: str = ""
    mails_today: int = 0
    counted: str = ""
    acknowledged_at: datetime | None = None
    turn_of: str = ""
    inbox: str = ""
    inbox_until: datetime | None = None
    revision: int = 0
