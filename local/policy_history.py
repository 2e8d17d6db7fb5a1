"""redress policy replay, redress policy agreement: what stored cases say of a policy."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local.errors import CannotStart
from local.options import add_state, wiring_of

if TYPE_CHECKING:
    from redress.model import Case
    from redress.policy import Policy
    from redress.policy.agreement import Judgement
    from redress.ports import CaseStore


def register(parts: Any) -> None:
    replay = parts.add_parser(
        "replay",
        help="show what another policy would make of the stored cases",
        description="Read the cases that wait or were decided, judge their stored findings and claims by the policy in "
        "force and by another one, and say what would go another way. Changes nothing; no detector is run again.",
    )
    replay.add_argument("--policy", type=Path, required=True, metavar="NEW", help="the policy to try")
    replay.add_argument(
        "--in-force", type=Path, metavar="FILE", help="the policy to hold it against (default: the packaged one)"
    )
    _add_where(replay)
    replay.set_defaults(run=run_replay)
    agreed = parts.add_parser(
        "agreement",
        help="show how often people agreed with what each detector said",
        description="For each guideline, detector and version: how many of its findings people upheld, removed for "
        "another reason, or overruled; and what people removed of which no detector had spoken.",
    )
    agreed.add_argument(
        "--by",
        choices=("guideline", "detector", "version"),
        action="append",
        help="add up by this part alone; may be given again (default: all)",
    )
    agreed.add_argument("--out", type=Path, metavar="FILE", help="also write each decision as an example, JSON lines")
    _add_where(agreed)
    agreed.set_defaults(run=run_agreement)


def run_replay(chosen: argparse.Namespace) -> None:
    from local.policy_reports import replay_as_data, replay_as_text
    from redress.policy.replay import replay

    new, in_force = _read(chosen.policy), _read(chosen.in_force)
    found = replay(new, stored(chosen), in_force=in_force)
    print(replay_as_data(found, new, in_force) if chosen.json else replay_as_text(found, new, in_force, chosen.days))


def run_agreement(chosen: argparse.Namespace) -> None:
    from local.policy_reports import agreement_as_data, agreement_as_text
    from redress.policy.agreement import PARTS, agreement, example

    judged = list(judged_of(chosen))
    found = agreement(judged, by=chosen.by or PARTS)
    print(agreement_as_data(found) if chosen.json else agreement_as_text(found, chosen.days))
    if chosen.out:
        policy = _read(None)
        examples = [example(each, policy) for each in judged if not each.decision.automated]
        try:
            chosen.out.write_text("".join(json.dumps(each) + "\n" for each in examples), encoding="utf-8")
        except OSError as refused:
            raise CannotStart(f"{chosen.out} cannot be written: {refused.strerror}.") from refused
        print(f"{len(examples)} examples written to {chosen.out}", file=sys.stderr)


def judged_of(chosen: argparse.Namespace) -> Iterator["Judgement"]:
    """Each decision on each stored case, an appealed one and the one that came of it."""
    from redress.errors import NotFound
    from redress.policy.agreement import judgements

    cases = wiring_of(chosen).cases
    for case in _all(chosen, cases):
        decisions = []
        for number in range(1, case.decisions + 1):
            try:
                decisions.append(cases.decision(case.case_id, number))
            except NotFound:
                print(f"{case.case_id}: decision {number} is not stored, and is left out", file=sys.stderr)
        yield from judgements(case, decisions)


def stored(chosen: argparse.Namespace) -> Iterator["Case"]:
    yield from _all(chosen, wiring_of(chosen).cases)


def _all(chosen: argparse.Namespace, cases: "CaseStore") -> Iterator["Case"]:
    """By the lists the desk reads, day by day; never a scan of the table. The lists lag: a case may have gone since."""
    from redress.audit import case_ids
    from redress.errors import NotFound

    for case_id in dict.fromkeys(case_ids(today=datetime.now(UTC).date(), days=chosen.days, cases=cases)):
        try:
            case = cases.get(case_id)
        except NotFound:
            continue
        yield case


def _read(path: Path | None) -> "Policy":
    from redress.errors import InvalidInput
    from redress.policy import load_policy

    try:
        return load_policy(path)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid


def _days(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) <= 3_660:
        raise argparse.ArgumentTypeError(f"{value} is not a number of days")
    return int(value)


def _add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=_days, default=90, help="how far back decided cases are looked at (default: 90)")
    parser.add_argument("--json", action="store_true", help="as one JSON object, for other programs")
    parser.add_argument("--table", help="a table in AWS, by your own credentials, instead of the local stack's")
    add_state(parser)
