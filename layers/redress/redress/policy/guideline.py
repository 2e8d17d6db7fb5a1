"""What the policy is made of: frozen values, read from one file and never changed by code."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, model_validator

from redress.errors import InvalidInput
from redress.model import LegalKind, Priority, Queue, Route, Value
from redress.policy.dsa import Filing

GuidelineId = Annotated[str, Field(pattern=r"^[a-z]+\.[a-z]+(_[a-z]+)*$", max_length=64)]
Text = Annotated[str, Field(min_length=10, max_length=600)]
Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(ge=1)]

SECOND_OPINION = "second_opinion"
"""The detector that is a language model: asked by the workflow about what the others leave open, or never."""


class Limits(Value):
    """The numbers the rules of the house depend on. What each means is said beside it in the file."""

    appeal_window_days: Count
    needs_info_days: Count
    lease_minutes: Count
    reports_per_reporter_a_day: Count
    mails_to_an_unverified_address: Count
    mails_to_an_address_a_day: Count
    acknowledgement_days: Count
    letters_back_an_hour: Count
    priority_by_reports: dict[Count, Priority]
    standing_high_share: Share
    standing_low_share: Share
    standing_low_spares: tuple[Priority, ...]
    workflow_grace_seconds: Count
    action_retry_hours: Count
    overdue_again_hours: Count
    mail_attempts: Count
    second_opinions_a_day: Count


class Care(Value):
    """Who looks, how soon."""

    queue: Queue = Queue.LEGAL
    priority: Priority
    within_hours: Count

    @property
    def within(self) -> timedelta:
        return timedelta(hours=self.within_hours)


class Redirect(Value):
    """Another way out: what is no case for us, in words for the reporter."""

    title: Text
    explanation: Text


class Doubt(Value):
    """Between which scores the detectors leave it open whether a guideline is broken."""

    at_least: Share = Field(alias="from")
    below: Share = Field(alias="to")

    @model_validator(mode="after")
    def _leaves_something_open(self) -> Self:
        if self.at_least >= self.below:
            raise ValueError("from must lie below to")
        return self

    def leaves_open(self, score: float) -> bool:
        return self.at_least <= score < self.below


class Guideline(Value):
    """One clause of the policy. `title`, `explanation` and `not_a_violation` are read by reporters and authors."""

    id: GuidelineId
    version: Count
    title: Annotated[str, Field(min_length=3, max_length=80)]
    explanation: Text
    not_a_violation: Annotated[str, Field(max_length=600)] = ""
    detectors: dict[str, Share]
    second_opinion: Doubt | None = None
    route: Route
    takedown_at: Share | None = None
    queue: Queue
    priority: Priority
    within_hours: Count
    machine_may_decide: bool
    contested: bool
    second_person: bool
    dsa: Filing

    @property
    def within(self) -> timedelta:
        return timedelta(hours=self.within_hours)

    @model_validator(mode="after")
    def _a_machine_decides_only_what_is_uncontested_and_clear(self) -> Self:
        if self.route not in {Route.HUMAN_REVIEW, Route.LEGAL_REVIEW, Route.TAKEDOWN}:
            raise ValueError("route must be human_review, legal_review or takedown")
        if (self.route is Route.TAKEDOWN) != self.machine_may_decide:
            raise ValueError("route is takedown exactly where machine_may_decide is true")
        if self.machine_may_decide and self.contested:
            raise ValueError("a contested guideline is never decided by a machine")
        if self.machine_may_decide != (self.takedown_at is not None):
            raise ValueError("takedown_at is given exactly where machine_may_decide is true")
        if self.takedown_at is not None and any(self.takedown_at < fires for fires in self.detectors.values()):
            raise ValueError("takedown_at lies below a threshold at which a detector only fires")
        if (self.route is Route.LEGAL_REVIEW) != (self.queue is Queue.LEGAL):
            raise ValueError("route is legal_review exactly where the queue is legal")
        if (self.second_opinion is not None) != (SECOND_OPINION in self.detectors):
            raise ValueError("second_opinion is given exactly where it stands among the detectors")
        return self


class Policy(Value):
    """The whole file: what a review may not do, who decides about it, and by when."""

    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,32}$")]
    limits: Limits
    product_paths: tuple[Annotated[str, Field(pattern=r"^/\S*$")], ...] = ()
    learnt: frozenset[str] = frozenset()
    unclaimed: Care
    unknown_review: Care
    legal: dict[LegalKind, Care]
    redirects: dict[str, Redirect]
    guidelines: tuple[Guideline, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_legal_claim_has_its_care(self) -> Self:
        missing = [kind.value for kind in LegalKind if kind not in self.legal]
        if missing:
            raise ValueError(f"legal says nothing of {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _no_machine_acts_on_a_second_opinion(self) -> Self:
        asked = any(guideline.second_opinion for guideline in self.guidelines)
        if asked and SECOND_OPINION not in self.learnt:
            raise ValueError(f"learnt must name {SECOND_OPINION}: no machine may act on it")
        return self

    @cached_property
    def by_id(self) -> Mapping[str, Guideline]:
        return MappingProxyType({guideline.id: guideline for guideline in self.guidelines})

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.by_id)

    def guideline(self, guideline_id: str, *, pointer: str = "/guideline") -> Guideline:
        """Refused with the place of the bad field, so that whoever calls may hand the error on as it is."""
        found = self.by_id.get(guideline_id)
        if found is None:
            raise InvalidInput.at(pointer, "This is no guideline of the policy.")
        return found

    def threshold(self, guideline_id: str, detector: str) -> float | None:
        """The score at which this detector fires for this guideline; None where it only gives a hint."""
        found = self.by_id.get(guideline_id)
        return found.detectors.get(detector) if found else None
