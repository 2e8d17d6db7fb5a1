"""How often people agreed with what a detector said: the only measure that is made of real cases."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from redress.model import Case, Outcome

_EXAMPLES = 5


class Spoken(NamedTuple):
    """Who said what: the unit that is measured."""

    guideline: str
    detector: str
    version: str


class Tally:
    """`upheld`: removed on that guideline; `otherwise`: removed on another; `overruled`: kept."""

    def __init__(self) -> None:
        self.upheld = 0
        self.otherwise = 0
        self.overruled: list[str] = []

    @property
    def judged(self) -> int:
        return self.upheld + self.otherwise + len(self.overruled)

    @property
    def precision(self) -> float:
        return self.upheld / self.judged if self.judged else 0.0

    @property
    def examples(self) -> list[str]:
        return self.overruled[:_EXAMPLES]


class Agreement(NamedTuple):
    decided: int
    tallies: dict[Spoken, Tally]
    unseen: dict[str, int]
    """Removed by people on a guideline of which no detector had spoken."""


def agreement(cases: Iterable[Case]) -> Agreement:
    tallies: dict[Spoken, Tally] = {}
    unseen: dict[str, int] = {}
    decided = 0
    for case in decided_by_people(cases):
        decision = case.decision
        if decision is None:
            continue
        decided += 1
        fired = {Spoken(each.guideline, each.detector, each.version) for each in case.findings if each.fired}
        for spoken in fired:
            tally = tallies.setdefault(spoken, Tally())
            if decision.outcome is not Outcome.REMOVED:
                tally.overruled.append(case.case_id)
            elif spoken.guideline in decision.grounds:
                tally.upheld += 1
            else:
                tally.otherwise += 1
        if decision.outcome is Outcome.REMOVED:
            for ground in set(decision.grounds) - {spoken.guideline for spoken in fired}:
                unseen[ground] = unseen.get(ground, 0) + 1
    return Agreement(decided, dict(sorted(tallies.items())), dict(sorted(unseen.items())))


def decided_by_people(cases: Iterable[Case]) -> Iterator[Case]:
    """A machine that agrees with itself proves nothing; a case out of scope was not judged."""
    for case in cases:
        decision = case.decision
        if case.subject.kind == "review" and decision and not decision.automated and decision.outcome in _JUDGED:
            yield case


def example(case: Case) -> dict[str, Any]:
    """A decision as something to learn from: hashes instead of words."""
    decision = case.decision
    return {
        "snapshot": case.snapshot,
        "outcome": decision.outcome if decision else None,
        "grounds": list(decision.grounds) if decision else [],
        "policy_version": decision.policy_version if decision else "",
        "findings": [
            {
                "guideline": finding.guideline,
                "score": finding.score,
                "fired": finding.fired,
                "detector": finding.detector,
                "version": finding.version,
            }
            for finding in case.findings
        ],
    }


_JUDGED = (Outcome.REMOVED, Outcome.KEPT, Outcome.RESTORED)
