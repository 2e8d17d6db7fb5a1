"""What another policy would make of cases that are stored: before it is put in force, not after."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from redress.model import Case, Finding, Outcome, Route, Routing
from redress.policy.guideline import SECOND_OPINION, Policy
from redress.policy.routing import route

_EXAMPLES = 5


class Difference(NamedTuple):
    """A case that would go another way, and what people had decided on it, if they had."""

    case_id: str
    before: Routing
    after: Routing
    outcome: Outcome | None
    findings: tuple[Finding, ...]

    @property
    def strongest(self) -> Finding | None:
        """What the difference turns on: the loudest finding on a ground of either way."""
        grounds = {*self.before.grounds, *self.after.grounds}
        loud = [finding for finding in self.findings if finding.guideline in grounds]
        return max(loud, key=lambda finding: finding.score, default=None)

    @property
    def kind(self) -> str:
        if self.before.route is not self.after.route:
            return f"{self.before.route} -> {self.after.route}"
        if self.before.queue is not self.after.queue:
            return f"{self.before.route}: queue {self.before.queue} -> {self.after.queue}"
        if self.before.priority is not self.after.priority:
            return f"{self.before.route}: priority {self.before.priority} -> {self.after.priority}"
        if self.before.within != self.after.within:
            return f"{self.before.route}: another time limit"
        return f"{self.before.route}: other grounds"


class Shift:
    """All cases that would go the same other way; those kept for examples are the ones that people contradict first."""

    def __init__(self) -> None:
        self.differences: list[Difference] = []

    @property
    def outcomes(self) -> Counter[Outcome | None]:
        return Counter(each.outcome for each in self.differences)

    @property
    def removes_what_people_kept(self) -> int:
        """A machine would have removed what a person looked at and left: the figure to read first."""
        kept = {Outcome.KEPT, Outcome.RESTORED}
        return sum(each.after.route is Route.TAKEDOWN and each.outcome in kept for each in self.differences)

    @property
    def examples(self) -> list[Difference]:
        return sorted(self.differences, key=lambda each: (each.outcome is None, each.outcome == "removed"))[:_EXAMPLES]


class Replay(NamedTuple):
    """Both policies on the same stored scores and claims, so that nothing but the policy makes the difference."""

    seen: int
    by_another: int
    """Cases that were routed, at their time, by neither of the two."""
    before: Counter[str]
    after: Counter[str]
    asked: tuple[int, int]
    """Cases on which a language model might be asked, before and after."""
    changes: dict[str, Shift]

    @property
    def changed(self) -> int:
        return sum(len(change.differences) for change in self.changes.values())

    @property
    def automated(self) -> tuple[float, float]:
        """The share that a machine decides alone, before and after."""
        return _share_alone(self.before), _share_alone(self.after)


def replay(new: Policy, cases: Iterable[Case], *, in_force: Policy) -> Replay:
    """Only cases that were routed count; the detectors aren't run again, their stored scores are judged anew."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    changes: dict[str, Shift] = {}
    by_another = asked_before = asked_after = 0
    for case in cases:
        if case.routing is None or case.subject.kind != "review":
            continue
        old_way, new_way = routed_anew(in_force, case), routed_anew(new, case)
        by_another += case.routing.policy_version not in {in_force.version, new.version}
        before[str(old_way.route)] += 1
        after[str(new_way.route)] += 1
        asked_before += _in_doubt(in_force, case)
        asked_after += _in_doubt(new, case)
        if _weighs(old_way) != _weighs(new_way):
            difference = Difference(case.case_id, old_way, new_way, _decided_by_people(case), case.findings)
            changes.setdefault(difference.kind, Shift()).differences.append(difference)
    most_first = dict(sorted(changes.items(), key=lambda each: -len(each[1].differences)))
    return Replay(before.total(), by_another, before, after, (asked_before, asked_after), most_first)


def routed_anew(policy: Policy, case: Case) -> Routing:
    return route(policy, tuple(_refired(policy, case.findings)), case.claims, known=bool(case.snapshot))


def _in_doubt(policy: Policy, case: Case) -> bool:
    """As it was before a language model had been asked, if it was."""
    unasked = tuple(finding for finding in case.findings if finding.detector != SECOND_OPINION)
    return bool(routed_anew(policy, case.model_copy(update={"findings": unasked})).in_doubt)


def _refired(policy: Policy, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        bar = policy.threshold(finding.guideline, finding.detector)
        yield finding.model_copy(update={"fired": bar is not None and finding.score >= bar})


def _decided_by_people(case: Case) -> Outcome | None:
    decision = case.decision
    return decision.outcome if case.is_decided and decision is not None and not decision.automated else None


def _share_alone(routes: Counter[str]) -> float:
    alone = routes[Route.TAKEDOWN] + routes[Route.REDIRECT]
    return alone / routes.total() if routes else 0.0


def _weighs(routing: Routing) -> tuple[object, ...]:
    """What somebody would notice; the wording of the reason is not part of it."""
    return routing.route, routing.queue, routing.priority, routing.within, frozenset(routing.grounds)
