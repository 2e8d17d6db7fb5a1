"""What lies around a case: its subject, who holds it, who contests it, what is noted beside it, its line in a list."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from redress.model.decision import Decision
from redress.model.review import Card
from redress.model.words import Outcome, Priority, Queue, Side, Status, Value

LONGEST_NAME = 128
"""Of a review, and of a mail in a case id: a longer one is no key of the table."""


class Subject(Value):
    """What a case is about: a review, or a mail thread that names none yet."""

    kind: str = Field(pattern="^(review|mail)$")
    id: str

    @classmethod
    def review(cls, review_id: str) -> "Subject":
        return cls(kind="review", id=review_id)

    @classmethod
    def mail(cls, key: str) -> "Subject":
        return cls(kind="mail", id=key)

    def case_id(self, round: int) -> str:  # noqa: A002 - the field's word
        return f"{self.kind[0]}-{self.id}-{round}"

    @classmethod
    def of(cls, case_id: str) -> tuple["Subject", int] | None:
        """The subject and round that a case id names, each by one id only; None when it is no case id."""
        kind, _, rest = case_id.partition("-")
        name, _, round_ = rest.rpartition("-")
        kinds = {"r": "review", "m": "mail"}
        fits = 0 < len(name) <= LONGEST_NAME and round_.isascii() and round_.isdigit() and len(round_) <= 6
        if kind not in kinds or not fits or (round_[0] == "0" and round_ != "0"):
            return None
        return cls(kind=kinds[kind], id=name), int(round_)


class Claim(Value):
    """A moderator's lease on a case: it lapses, so that nothing is held for ever."""

    by: str
    until: datetime


def unlapsed(claim: Claim | None, now: datetime) -> Claim | None:
    """The claim, unless it has lapsed."""
    return claim if claim is not None and claim.until > now else None


class Appeal(Value):
    """A decision contested. Heard by another person than any who decided on the case before (DSA Art. 20(6)).

    `outcome` and `grounds` are the contested decision's. `other` is the other side's plea against it, made while this
    one was waiting.
    """

    side: Side
    decision: int
    outcome: Outcome | None = None
    grounds: tuple[str, ...] = ()
    decided_by: str
    deciders: frozenset[str] = frozenset()
    at: datetime
    explanation: str
    report_id: str = ""
    other: "Appeal | None" = None

    @property
    def pleas(self) -> "tuple[Appeal, ...]":
        """All that was said against the decision, by side once."""
        return (self, self.other) if self.other else (self,)

    def plea_of(self, side: Side) -> "Appeal | None":
        return next((plea for plea in self.pleas if plea.side is side), None)

    @property
    def is_of_a_removal(self) -> bool:
        """Then the review is down, and to keep it is to restore it."""
        return self.outcome is Outcome.REMOVED if self.outcome else self.side is Side.AUTHOR


def answers_plea(decision: Decision, contested: Appeal | None, side: Side, report_id: str) -> bool:
    """Whether a person answers in it what this very side said; who did not appeal only hears of it."""
    if contested is None or contested.decision != decision.number - 1 or decision.automated:
        return False
    plea = contested.plea_of(side)
    return plea is not None and plea.report_id == report_id


class Note(Value):
    """What one of the staff wrote for the others: never shown to a reporter or an author.

    `kind` says what it is the reason for, and `about` what was done that to: a report's reference, a mail.
    """

    by: str
    at: datetime
    text: str
    kind: Literal["note", "skip", "decline", "unmask", "mail"] = "note"
    about: str = ""


class CaseLine(Value):
    """A case as a list shows it: what lies in the index, so that a page of a queue is one read for each shard."""

    case_id: str
    review_id: str
    status: Status
    queue: Queue | None
    priority: Priority
    due_at: datetime | None
    report_count: int
    top_finding: str
    guidelines: tuple[str, ...]
    claim: Claim | None
    opened_at: datetime
    card: Card
