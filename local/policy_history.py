"""redress policy replay, redress policy agreement: what stored cases say of a policy."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local.errors import CannotStart
from local.options import add_state, state_of, whereabouts

if TYPE_CHECKING:
    from redress.model import Case


def register(parts: Any) -> None:
    replay = parts.add_parser(
        "replay",
        help="show what another policy would have made of the stored cases",
        description="Read the cases that wait or were decided, judge their stored findings and claims by another "
        "policy, and say what would have gone another way. Changes nothing.",
    )
    replay.add_argument("--policy", type=Path, required=True, metavar="NEW", help="the policy to try")
    _add_where(replay)
    replay.set_defaults(run=run_replay)
    agreed = parts.add_parser(
        "agreement",
        help="show how often people agreed with what each detector said",
        description="For each guideline, detector and version: how many of its findings people upheld, removed for "
        "another reason, or overruled; and what people removed of which no detector had spoken.",
    )
    agreed.add_argument("--out", type=Path, metavar="FILE", help="also write each decision as an example, JSON lines")
    _add_where(agreed)
    agreed.set_defaults(run=run_agreement)


def run_replay(chosen: argparse.Namespace) -> None:
    from redress.errors import InvalidInput
    from redress.policy import load_policy
    from redress.policy.replay import replay

    try:
        policy = load_policy(chosen.policy)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid
    found = replay(policy, stored(chosen))
    print(f"{found.seen} routed cases, judged again by policy {policy.version}")
    for route in sorted(found.before | found.after):
        print(f"  {route:14}{found.before[route]:>6} -> {found.after[route]}")
    print(f"{found.changes.total()} would have gone another way")
    for kind, count in found.changes.most_common():
        print(f"\n{count} x {kind}")
        for change in found.examples[kind]:
            print(f"  {change.case_id}: {change.after.why}")


def run_agreement(chosen: argparse.Namespace) -> None:
    from redress.policy.agreement import agreement, decided_by_people, example

    cases = list(decided_by_people(stored(chosen)))
    found = agreement(cases)
    print(f"{found.decided} cases decided by people")
    for spoken, tally in found.tallies.items():
        who = f"{spoken.guideline} by {spoken.detector} {spoken.version}"
        parts = f"{tally.upheld} upheld, {tally.otherwise} removed for another reason, {len(tally.overruled)} overruled"
        print(f"  {who:52}{tally.precision:>5.0%} of {tally.judged}: {parts} {' '.join(tally.examples)}".rstrip())
    for ground, count in found.unseen.items():
        print(f"  {ground}: {count} removed of which no detector had spoken")
    if chosen.out:
        chosen.out.write_text("".join(json.dumps(example(case)) + "\n" for case in cases), encoding="utf-8")
        print(f"{len(cases)} examples written to {chosen.out}", file=sys.stderr)


def stored(chosen: argparse.Namespace) -> Iterator["Case"]:
    """By the lists the desk reads, day by day; never a scan of the table."""
    from local.cloud import cases_in
    from redress.audit import case_ids
    from redress.wiring import Wiring

    if chosen.table:
        cases = Wiring({"TABLE_NAME": chosen.table}).cases
    else:
        state = state_of(chosen)
        cases = cases_in(whereabouts(state)["engine_url"], (state.recall("stack") or {})["outputs"]["TableName"])
    for case_id in dict.fromkeys(case_ids(today=datetime.now(UTC).date(), days=chosen.days, cases=cases)):
        yield cases.get(case_id)


def _add_where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=90, help="how far back decided cases are looked at (default: 90)")
    parser.add_argument("--table", help="a table in AWS, by your own credentials, instead of the local stack's")
    add_state(parser)
