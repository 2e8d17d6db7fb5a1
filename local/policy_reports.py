"""What `redress policy replay` and `redress policy agreement` print: for the eye, and as data."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redress.policy import Policy
    from redress.policy.agreement import Agreement, Tally
    from redress.policy.replay import Difference, Replay, Shift

MOST_IDS = 5


def replay_as_text(found: "Replay", new: "Policy", in_force: "Policy", days: int) -> str:
    return "\n".join(_replayed(found, new, in_force, days))


def _replayed(found: "Replay", new: "Policy", in_force: "Policy", days: int) -> Iterator[str]:
    yield f"{found.seen} routed cases: all that wait, and those decided in the last {days} days"
    if not found.seen:
        return
    if found.by_another:
        yield f"({found.by_another} of them were routed by another policy than these two; both are applied anew)"
    old_name, new_name = ("in force", "new") if new.version == in_force.version else (in_force.version, new.version)
    rows: list[tuple[str, ...]] = [
        (name, str(found.before[name]), str(found.after[name]), _moved(found.after[name] - found.before[name]))
        for name in sorted(found.before | found.after)
    ]
    old_share, new_share = found.automated
    rows.append(("decided by machine", f"{old_share:.1%}", f"{new_share:.1%}", _points(new_share - old_share)))
    rows.append(("a model may be asked", *map(str, found.asked), _moved(found.asked[1] - found.asked[0])))
    yield ""
    yield from _table(("", old_name, new_name, "change"), rows)
    yield ""
    yield f"{found.changed or 'No'} case{'' if found.changed == 1 else 's'} would go another way"
    for kind, change in found.changes.items():
        yield ""
        yield f"{len(change.differences)} x {kind}{_said_of(change)}"
        for each in change.examples:
            yield f"    {each.case_id}{f' ({each.outcome})' if each.outcome else ''}{_turns_on(each)}: {each.after.why}"
        if len(change.differences) > len(change.examples):
            yield f"    and {len(change.differences) - len(change.examples)} more"


def _turns_on(of: "Difference") -> str:
    finding = of.strongest
    return f" [{finding.guideline} {finding.score:.2f} by {finding.detector}]" if finding else ""


def _said_of(change: "Shift") -> str:
    known = {outcome: count for outcome, count in change.outcomes.items() if outcome is not None}
    if not known:
        return ""
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(known.items()))
    wrong = change.removes_what_people_kept
    warning = f". A MACHINE WOULD REMOVE {wrong} THAT PEOPLE KEPT" if wrong else ""
    return f"; people decided {said}{warning}"


def replay_as_data(found: "Replay", new: "Policy", in_force: "Policy") -> str:
    return _json(
        {
            "in_force": in_force.version,
            "new": new.version,
            "seen": found.seen,
            "routed_by_another": found.by_another,
            "routes": {
                name: {"before": found.before[name], "after": found.after[name]}
                for name in sorted(found.before | found.after)
            },
            "automated_share": dict(zip(("before", "after"), found.automated, strict=True)),
            "may_be_asked": dict(zip(("before", "after"), found.asked, strict=True)),
            "changed": found.changed,
            "changes": [
                {
                    "kind": kind,
                    "count": len(change.differences),
                    "decided": {str(key): count for key, count in _decided(change).items()},
                    "removes_what_people_kept": change.removes_what_people_kept,
                    "cases": [_difference(each) for each in change.differences],
                }
                for kind, change in found.changes.items()
            ],
        }
    )


def _decided(change: "Shift") -> Counter[Any]:
    return Counter({outcome: count for outcome, count in change.outcomes.items() if outcome is not None})


def _difference(of: "Difference") -> dict[str, Any]:
    routings = {"before": of.before, "after": of.after}
    wanted = {"route", "queue", "priority", "within", "grounds", "why"}
    shown = {name: routing.model_dump(mode="json", include=wanted) for name, routing in routings.items()}
    return {"case_id": of.case_id, "outcome": of.outcome, **shown}


def agreement_as_text(found: "Agreement", days: int) -> str:
    return "\n".join(_agreed(found, days))


def _agreed(found: "Agreement", days: int) -> Iterator[str]:
    yield f"{found.decided} decisions by people that stand, of the last {days} days"
    if found.overturned:
        yield f"{found.overturned} more of theirs were overturned on appeal, and are not counted"
    if found.alone:
        yield f"{found.alone} by a machine alone, {found.alone_overturned} of them overturned on appeal; not counted"
    if found.tallies:
        yield ""
        yield from _table(
            ("guideline", "detector", "version", "right", "at least", "of", "upheld", "other ground", "overruled"),
            [(*spoken, *_figures(tally)) for spoken, tally in found.tallies.items()],
            words=3,
        )
        yield ""
        yield "right: removed on that guideline; at least: what so few cases can promise (95 %)"
    overruled = [(spoken, tally) for spoken, tally in found.tallies.items() if tally.overruled]
    if overruled:
        yield ""
        yield "Overruled, the surest first:"
        for spoken, tally in overruled:
            cases = ", ".join(f"{each.case_id} ({each.score:.2f})" for each in tally.examples)
            yield f"    {' '.join(part for part in spoken if part != '*')}: {cases}{_more(tally)}"
    if found.unseen:
        yield ""
        yield "Removed by people, and no detector had fired:"
        for ground, missed in found.unseen.items():
            hints = f"; hints of {', '.join(f'{hint:.2f}' for hint in sorted(missed.hints))}" if missed.hints else ""
            ids = ", ".join(missed.case_ids[:MOST_IDS])
            more = f" and {missed.count - MOST_IDS} more" if missed.count > MOST_IDS else ""
            yield f"    {ground}: {missed.count} ({ids}{more}){hints}"


def _figures(tally: "Tally") -> tuple[str, ...]:
    shares = (f"{tally.precision:.0%}", f"{tally.at_least:.0%}")
    return (*shares, *map(str, (tally.judged, tally.upheld, tally.otherwise, len(tally.overruled))))


def _more(tally: "Tally") -> str:
    rest = len(tally.overruled) - len(tally.examples)
    return f" and {rest} more" if rest else ""


def agreement_as_data(found: "Agreement") -> str:
    return _json(
        {
            "decided": found.decided,
            "overturned": found.overturned,
            "by_machine_alone": found.alone,
            "by_machine_alone_overturned": found.alone_overturned,
            "spoken": [
                {
                    **spoken._asdict(),
                    "judged": tally.judged,
                    "upheld": tally.upheld,
                    "other_ground": tally.otherwise,
                    "overruled": [each._asdict() for each in tally.overruled],
                    "precision": round(tally.precision, 4),
                    "precision_at_least": round(tally.at_least, 4),
                }
                for spoken, tally in found.tallies.items()
            ],
            "unseen": [
                {"guideline": ground, "count": missed.count, "cases": missed.case_ids, "hints": sorted(missed.hints)}
                for ground, missed in found.unseen.items()
            ],
        }
    )


def _moved(by: int) -> str:
    return f"{by:+d}" if by else ""


def _points(by: float) -> str:
    return f"{by * 100:+.1f} points" if by else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> Iterator[str]:
    """Words to the left, figures to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        cells = (
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
