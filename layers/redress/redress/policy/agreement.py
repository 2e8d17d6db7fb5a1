"""How often people agreed with what a detector said: the only measure that is made of real cases."""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Any, Literal, NamedTuple

from redress.model import COURT_ORDER, Case, Decision, Heard, Outcome
from redress.policy.guideline import Policy

Part = Literal["guideline", "detector", "version"]
PARTS: tuple[Part, ...] = ("guideline", "detector", "version")

_JUDGED = (Outcome.REMOVED, Outcome.KEPT, Outcome.RESTORED)
_EXAMPLES = 5
_Z = 1.96


class Judgement(NamedTuple):
    """What a person decided of a text, and what the detectors had said of it by then.

    `overturned` where another decision on the same case, on appeal, said otherwise later.
    """

    case_id: str
    decision: Decision
    heard: Sequence[Heard]
    overturned: bool


class Spoken(NamedTuple):
    """Who said what: the unit that is measured. A part that is not asked for is `*`."""

    guideline: str
    detector: str
    version: str


class Doubted(NamedTuple):
    """A finding that people did not follow."""

    case_id: str
    score: float
    outcome: Outcome


class Tally:
    """`upheld`: removed on that guideline; `otherwise`: removed on another; `overruled`: kept."""

    def __init__(self) -> None:
        self.upheld = 0
        self.otherwise = 0
        self.overruled: list[Doubted] = []

    @property
    def judged(self) -> int:
        return self.upheld + self.otherwise + len(self.overruled)

    @property
    def precision(self) -> float:
        return self.upheld / self.judged if self.judged else 0.0

    @property
    def at_least(self) -> float:
        """The lower end of what so few cases can say (Wilson, 95 %): one case upheld is no 100 %."""
        if not self.judged:
            return 0.0
        share, count = self.precision, self.judged
        middle = share + _Z**2 / (2 * count)
        spread = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
        return max(0.0, (middle - spread) / (1 + _Z**2 / count))

    @property
    def examples(self) -> list[Doubted]:
        """The surest mistakes first."""
        return sorted(self.overruled, key=lambda each: -each.score)[:_EXAMPLES]


class Unseen:
    """Removed by people on a guideline of which no detector had spoken loud enough."""

    def __init__(self) -> None:
        self.case_ids: list[str] = []
        self.hints: list[float] = []

    @property
    def count(self) -> int:
        return len(self.case_ids)


class Agreement(NamedTuple):
    decided: int
    tallies: dict[Spoken, Tally]
    unseen: dict[str, Unseen]
    overturned: int
    """Decisions of people that an appeal overturned: they are not counted, those that took their place are."""
    alone: int
    """Decisions that a machine made by itself: nobody judged them, so they count for no detector."""
    alone_overturned: int


def judgements(case: Case, decisions: Sequence[Decision]) -> Iterator[Judgement]:
    """The decisions on a case that were carried out, oldest first. A case out of scope was not judged."""
    done = [each for each in decisions if each.outcome in _JUDGED and (case.is_decided or each.number < case.decisions)]
    for place, decision in enumerate(done):
        later = done[place + 1 :]
        heard = decision.heard or _heard_then(case, decision)
        yield Judgement(case.case_id, decision, heard, any(_differs(decision, each) for each in later))


def agreement(judged: Iterable[Judgement], *, by: Sequence[Part] = PARTS) -> Agreement:
    tallies: dict[Spoken, Tally] = {}
    unseen: dict[str, Unseen] = {}
    decided = overturned = alone = alone_overturned = 0
    for judgement in judged:
        if judgement.decision.automated:
            alone += 1
            alone_overturned += judgement.overturned
        elif judgement.overturned:
            overturned += 1
        else:
            decided += 1
            _count(judgement, by, tallies)
            _miss(judgement, unseen)
    return Agreement(
        decided, dict(sorted(tallies.items())), dict(sorted(unseen.items())), overturned, alone, alone_overturned
    )


def example(judgement: Judgement, policy: Policy) -> dict[str, Any]:
    """A decision as something to learn from: hashes instead of words, and no name."""
    decision = judgement.decision
    return {
        "case_id": judgement.case_id,
        "decision": decision.number,
        "decided_at": decision.decided_at.isoformat(),
        "snapshot": decision.snapshot,
        "outcome": decision.outcome.value,
        "grounds": [
            {"guideline": ground, "version": policy.by_id[ground].version if ground in policy.by_id else None}
            for ground in decision.grounds
        ],
        "automated": decision.automated,
        "overturned": judgement.overturned,
        "policy_version": decision.policy_version,
        "findings": [heard.model_dump() for heard in judgement.heard],
    }


def _heard_then(case: Case, decision: Decision) -> tuple[Heard, ...]:
    """A machine's decision rests on what stands on the case, as long as that is of the same text."""
    return tuple(finding.heard for finding in case.findings) if decision.snapshot == case.snapshot else ()


def _differs(decision: Decision, later: Decision) -> bool:
    return (decision.outcome is Outcome.REMOVED) is not (later.outcome is Outcome.REMOVED)


def _count(judgement: Judgement, by: Sequence[Part], tallies: dict[Spoken, Tally]) -> None:
    decision = judgement.decision
    loudest: dict[Spoken, Heard] = {}
    for heard in judgement.heard:
        if heard.fired:
            spoken = Spoken(*(getattr(heard, part) if part in by else "*" for part in Spoken._fields))
            loudest[spoken] = max(heard, loudest.get(spoken, heard), key=lambda each: each.score)
    for spoken, heard in loudest.items():
        tally = tallies.setdefault(spoken, Tally())
        if decision.outcome is not Outcome.REMOVED:
            tally.overruled.append(Doubted(judgement.case_id, heard.score, decision.outcome))
        elif heard.guideline in decision.grounds:
            tally.upheld += 1
        else:
            tally.otherwise += 1


def _miss(judgement: Judgement, unseen: dict[str, Unseen]) -> None:
    """What a court ordered no detector could have seen."""
    if judgement.decision.outcome is not Outcome.REMOVED:
        return
    fired = {heard.guideline for heard in judgement.heard if heard.fired}
    for ground in sorted(set(judgement.decision.grounds) - fired - {COURT_ORDER}):
        missed = unseen.setdefault(ground, Unseen())
        missed.case_ids.append(judgement.case_id)
        hints = [heard.score for heard in judgement.heard if heard.guideline == ground]
        missed.hints += [max(hints)] if hints else []
