"""What another policy would have made of cases that are stored: before it is put in force, not after."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from redress.model import Case, Finding, Routing
from redress.policy.guideline import Policy
from redress.policy.routing import route

_EXAMPLES = 5


class Difference(NamedTuple):
    """A case that would have gone another way."""

    case_id: str
    before: Routing
    after: Routing

    @property
    def kind(self) -> str:
        if self.before.route is not self.after.route:
            return f"{self.before.route} -> {self.after.route}"
        if self.before.queue is not self.after.queue:
            return f"{self.before.route}: queue {self.before.queue} -> {self.after.queue}"
        if self.before.priority is not self.after.priority:
            return f"{self.before.route}: priority {self.before.priority} -> {self.after.priority}"
        return f"{self.before.route}: other grounds or another time"


class Replay(NamedTuple):
    seen: int
    before: Counter[str]
    after: Counter[str]
    changes: Counter[str]
    examples: dict[str, list[Difference]]


def replay(policy: Policy, cases: Iterable[Case]) -> Replay:
    """Only cases that were routed count; the detectors aren't run again, their stored scores are judged anew."""
    found = Replay(0, Counter(), Counter(), Counter(), {})
    for case in cases:
        if case.routing is None or case.subject.kind != "review":
            continue
        after = routed_anew(policy, case)
        found.before[str(case.routing.route)] += 1
        found.after[str(after.route)] += 1
        if _weighs(case.routing) != _weighs(after):
            difference = Difference(case.case_id, case.routing, after)
            found.changes[difference.kind] += 1
            kept = found.examples.setdefault(difference.kind, [])
            if len(kept) < _EXAMPLES:
                kept.append(difference)
    return found._replace(seen=found.before.total())


def routed_anew(policy: Policy, case: Case) -> Routing:
    return route(policy, tuple(_refired(policy, case.findings)), case.claims, known=bool(case.snapshot))


def _refired(policy: Policy, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        bar = policy.threshold(finding.guideline, finding.detector)
        yield finding.model_copy(update={"fired": bar is not None and finding.score >= bar})


def _weighs(routing: Routing) -> tuple[object, ...]:
    """What somebody would notice; the wording of the reason is not part of it."""
    return routing.route, routing.queue, routing.priority, routing.within, frozenset(routing.grounds)
