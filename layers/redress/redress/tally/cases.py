"""What becomes of cases: how they move, how they end, and whether the machine and people were of one mind."""

from collections import Counter
from collections.abc import Collection, Iterable

from redress.model import DECIDED, Appeal, Case, Decision, Finding, Heard, Outcome
from redress.model.finding import guidelines_claimed
from redress.ports.tally import Amounts, Counted
from redress.tally.hours import NAMES, bucket


def moved(before: Case | None, after: Case) -> list[Counted]:
    name = f"case:{after.case_id}:{after.entries}"
    if before is not None and before.status is after.status:
        other = after.appeal.other if after.appeal and before.appeal and not before.appeal.other else None
        return [Counted(name, f"{other.at:%Y-%m-%d}", _pleaded(other))] if other else []
    amounts: dict[str, dict[str, int]] = {"cases": {after.status.value: 1}}
    if before is None:
        amounts["cases"] |= {"opened": 1, f"route.{after.routing.route if after.routing else 'none'}": 1}
    if after.appeal and (before is None or before.appeal != after.appeal):
        amounts |= _pleaded(after.appeal)
    if after.status in DECIDED and after.decision is not None:
        amounts = _merged(amounts, _decided(after, after.decision))
    return [Counted(name, f"{after.moved_at:%Y-%m-%d}", amounts)]


def _pleaded(plea: Appeal) -> dict[str, dict[str, int]]:
    return {"appeals": {"all": 1, f"{plea.side}.all": 1}}


def overdue(before: Case | None, after: Case) -> list[Counted]:
    if not after.overdue or (before is not None and before.overdue):
        return []
    name = f"overdue:{after.case_id}:{after.entries}"
    return [Counted(name, f"{after.due_at or after.moved_at:%Y-%m-%d}", {"cases": {"overdue": 1}})]


def at_issue(case: Case, of: Decision | Appeal) -> str:
    """The clause a decision is counted under: what it rests on, else what the policy found, else what was claimed."""
    found = case.routing.grounds if case.routing else ()
    return next(iter((*of.grounds, *found, *guidelines_claimed(case.claims))), "none")


def _decided(after: Case, decision: Decision) -> Amounts:
    contested = after.appeal if after.appeal and after.appeal.decision < decision.number else None
    began = contested.at if contested else after.opened_at
    hours = (after.moved_at - began).total_seconds() / 3600
    how = {
        "all": 1,
        decision.outcome.value: 1,
        _who(decision): 1,
        NAMES[bucket(hours)]: 1,
    }
    if after.due_at is not None:
        how["within" if after.moved_at <= after.due_at else "late"] = 1
    plain = dict.fromkeys(("decisions", *_parts(after, decision)), how)
    return _merged(plain, _heard_again(after, decision, contested) if contested else _of_one_mind(after, decision))


def _parts(case: Case, of: Decision | Appeal) -> tuple[str, ...]:
    """By its clause, by the queue it was decided in, by the door its first report came by: each an item of its own."""
    return f"guideline:{at_issue(case, of)}", f"queue:{case.queue or 'none'}", f"channel:{case.channel or 'none'}"


def _who(decision: Decision) -> str:
    return "found_gone" if decision.found_it_gone else "automated" if decision.automated else "by_person"


def _heard_again(after: Case, decision: Decision, contested: Appeal) -> Amounts:
    """An appeal is decided: does what was contested stand?"""
    upheld = decision.outcome is Outcome.REMOVED
    changed = decision.outcome is Outcome.RESTORED or (upheld and not contested.is_of_a_removal)
    ends = ("decided", "overturned") if changed else ("decided",)
    by_machine = contested.decided_by not in contested.deciders
    sides = [f"{plea.side}." for plea in contested.pleas]
    whose = Counter(["", *sides, *(["automated."] if by_machine else [])]) + Counter([""] * (len(sides) - 1))
    turned = after.routing if changed and by_machine else None
    return {
        "appeals": {f"{who}{end}": times for who, times in whose.items() for end in ends},
        **{part: {f"appeals.{end}": len(sides) for end in ends} for part in _parts(after, contested)},
        **(_each_detector(after.findings, turned.grounds, "reversed") if turned else {}),
    }


def _of_one_mind(after: Case, decision: Decision) -> Amounts:
    """A first decision: by machine on whose findings, or by a person who followed the findings or did not."""
    if decision.automated:
        return _each_detector(after.findings, decision.grounds, "automated")
    proposed = {each.guideline for each in decision.heard if each.fired}
    if not proposed or decision.outcome not in {Outcome.REMOVED, Outcome.KEPT}:
        return {}
    if decision.outcome is Outcome.KEPT:
        return {"decisions": {"proposed": 1, "overruled": 1}, **_each_detector(decision.heard, proposed, "overruled")}
    others = proposed.difference(decision.grounds)
    return {
        "decisions": {"proposed": 1},
        **_merged(
            _each_detector(decision.heard, decision.grounds, "followed"),
            _each_detector(decision.heard, others, "other_grounds"),
        ),
    }


def _each_detector(findings: Iterable[Finding | Heard], guidelines: Collection[str], how: str) -> Amounts:
    """What became of each detector's findings on these guidelines: a guideline counts once for each detector."""
    seen = {
        (each.detector, each.version, each.guideline)
        for each in findings
        if each.fired and each.guideline in guidelines
    }
    amounts: dict[str, Counter[str]] = {}
    for detector, version, _ in seen:
        amounts.setdefault(f"detector:{detector}", Counter())[f"{version}/{how}"] += 1
    return amounts


def _merged(*all_amounts: Amounts) -> dict[str, dict[str, int]]:
    merged: dict[str, Counter[str]] = {}
    for amounts in all_amounts:
        for group, named in amounts.items():
            merged.setdefault(group, Counter()).update(named)
    return {group: dict(named) for group, named in merged.items()}
