"""What was decided, and what the platform is told to do about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from redress.model.finding import Heard
from redress.model.words import Outcome, Value

PLATFORM = "platform"
"""Who decides where the platform says that the review is gone."""


class Decision(Value):
    """The answer to a case. Kept whole for ever: an appeal makes another one, it never edits this one."""

    case_id: str
    number: int = Field(ge=1)
    outcome: Outcome
    grounds: tuple[str, ...] = ()
    explanation: str
    automated: bool
    decided_by: str
    decided_at: datetime
    effective_at: datetime
    appeal_until: datetime
    policy_version: str
    snapshot: str = ""
    held: bool = False
    approved_by: str = ""
    heard: tuple[Heard, ...] = ()
    found: tuple[str, ...] = ()
    """What a machine decided on, as its detectors name it: its explanation, to be said in other languages."""
    redirect: str = ""
    """Which of the policy's redirects it sends to; older decisions do not say."""

    @property
    def found_it_gone(self) -> bool:
        """Nobody judged anything: there was no review any more."""
        return self.automated and self.decided_by == PLATFORM

    @property
    def sends_elsewhere(self) -> bool:
        """Nobody judged anything: what was reported belongs to another team."""
        return self.automated and self.outcome is Outcome.OUT_OF_SCOPE and not self.found_it_gone

    @property
    def awaits_second_person(self) -> bool:
        return self.held and not self.approved_by

    @property
    def takes_effect_at(self) -> datetime | None:
        """Nobody knows while a second person is waited for: it counts from when they approve."""
        return None if self.awaits_second_person else self.effective_at

    def is_in_force(self, now: datetime) -> bool:
        """Past its undo window and, where the policy asks for a second person, approved: now it is carried out."""
        return self.effective_at <= now and not self.awaits_second_person


class ActionKind(StrEnum):
    TAKE_DOWN = "take_down"
    RESTORE = "restore"


class Event(StrEnum):
    """The CloudEvents types the platform hears."""

    TAKEN_DOWN = "redress.review.taken_down"
    RESTORED = "redress.review.restored"
    BARRED = "redress.author.barred_from_product"
    BAR_LIFTED = "redress.author.bar_lifted"
    NOTICE_ISSUED = "redress.notice.issued"


class Action(Value):
    """What the platform is told to do, once: its `sequence` orders it among all actions on the same review.

    `fallen`: planned for words that were edited meanwhile. A decision that fell leaves its number to the next one.
    """

    case_id: str
    review_id: str
    sequence: int = Field(ge=1)
    kind: ActionKind
    decision: int
    planned_at: datetime
    done: bool = False
    superseded: bool = False
    fallen: bool = False


class Bar(Value):
    """An author may not post on this product again (G-16). Held by the case that grounds it."""

    author_id: str
    product_id: str
    case_id: str
    grounds: tuple[str, ...]
    since: datetime


class RemovedText(Value):
    """Words that were removed from a product and may not come back (G-15): a hash, and whose snapshot has them."""

    product_id: str
    digest: str
    case_id: str
    review_id: str = ""
    snapshot: str = ""


class PlatformEvent(Value):
    """One event to the platform: CloudEvents attributes plus our data. The id is the idempotency id."""

    event_id: str
    type: Event
    subject: str
    time: datetime
    data: dict[str, Any]
