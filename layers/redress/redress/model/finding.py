"""What a detector says of a text, and what the policy makes of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from redress.model.legal import COURT_ORDER, ORDER_CLAIMED
from redress.model.words import Priority, Queue, Route, Value

MOST_NAMED = 30
"""Guidelines that a line of a list carries: more than a policy has, and few enough for an index."""


BETWEEN_KINDS = "; "
"""A reason names each kind of evidence once, with this between them."""


class Finding(Value):
    """A guideline, how sure, where and why. Without a span or a reason it is worth nothing to a moderator.

    `spans` are half-open [start, end) offsets in code points into the review's field named by `field`.
    """

    guideline: str
    score: float = Field(ge=0, le=1)
    fired: bool
    spans: tuple[tuple[int, int], ...] = Field(default=(), max_length=50)
    field: Literal["text", "title"] = "text"
    detector: str
    version: str
    reason: str = Field(max_length=500)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of evidence that the reason names, as the detectors call them."""
        return tuple((self.reason[:1].lower() + self.reason[1:]).split(BETWEEN_KINDS))

    @property
    def heard(self) -> "Heard":
        return Heard.model_validate({name: getattr(self, name) for name in Heard.model_fields})


class Heard(Value):
    """A finding without words and places: what a person had been told when they decided, kept with the decision."""

    guideline: str
    detector: str
    version: str
    score: float
    fired: bool


def named_in(findings: Iterable[Finding], claims: Iterable[str], grounds: Iterable[str]) -> tuple[str, ...]:
    """The grounds that a case is about, each once: found, claimed, decided on. What its lists are narrowed by."""
    found = (finding.guideline for finding in findings if finding.fired)
    claimed = guidelines_claimed(COURT_ORDER if claim == ORDER_CLAIMED else claim for claim in claims)
    return tuple(dict.fromkeys((*found, *claimed, *grounds)))[:MOST_NAMED]


def guidelines_claimed(claims: Iterable[str]) -> list[str]:
    """Those of a case's claims that are grounds; a mark with a colon is evidence, or a legal claim."""
    return sorted(claim for claim in claims if ":" not in claim)


class Routing(Value):
    """Where a case goes, by when, on which grounds, and why: stored with the case so that it can be asked later."""

    route: Route
    queue: Queue | None = None
    priority: Priority = Priority.NORMAL
    within: timedelta = timedelta(days=3)
    grounds: tuple[str, ...] = ()
    why: str = ""
    redirect: str = ""
    """Where it is sent on to, by the policy's name for it."""
    policy_version: str = ""
    in_doubt: tuple[str, ...] = ()
    """Guidelines that the detectors leave open, and a language model may be asked about."""
    detectors: dict[str, str] = Field(default_factory=dict)
    """Who looked at the text, each by its version; empty where nobody could."""


class SecondOpinion(Value):
    """That a language model was asked about a case, once for each of its texts, and what became of it.

    `asked` until the answer is kept; of a function that died meanwhile it says so for ever.
    """

    snapshot: str
    by: str
    at: datetime
    outcome: Literal[
        "asked", "given", "over_budget", "unreachable", "refused", "unusable", "too_late", "not_wanted"
    ] = "asked"
    tokens: int = 0
