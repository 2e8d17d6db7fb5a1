"""redress policy"""

import argparse
from pathlib import Path

from local import policy_history
from local.errors import CannotStart
from local.options import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "policy",
        help="check a policy file, show what it says, try it on stored cases",
        description="The policy says what a review may not do, who decides about it and by when. docs/policy-guide.md "
        "explains the file.",
    )
    parts = parser.add_subparsers(metavar="WHAT", required=True)
    check = parts.add_parser(
        "check",
        help="say what is wrong with a policy file",
        description="Read a policy file and name the line and field of each mistake. Changes nothing. Ends with 1 when "
        "something is wrong.",
    )
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=run_check)
    show = parts.add_parser("show", help="list the guidelines of the policy and where each sends a case")
    show.add_argument("file", type=Path, metavar="FILE", nargs="?", help="the packaged policy when absent")
    show.set_defaults(run=run_show)
    policy_history.register(parts)


def run_check(chosen: argparse.Namespace) -> None:
    from redress.detect import DETECTORS, LEARNT
    from redress.errors import InvalidInput
    from redress.policy import load_policy

    try:
        policy = load_policy(chosen.file)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid
    strangers = sorted(
        f"{guideline.id}: there is no detector named {name}"
        for guideline in policy.guidelines
        for name in guideline.detectors
        if name not in DETECTORS
    )
    strangers += sorted(
        f"learnt: {name} is {'missing' if name in LEARNT else 'no learnt detector'}"
        for name in policy.learnt ^ set(LEARNT)
    )
    if strangers:
        raise CannotStart(f"{chosen.file} is not a valid policy:\n  " + "\n  ".join(strangers))
    by_machine = [guideline.id for guideline in policy.guidelines if guideline.machine_may_decide]
    print(f"{chosen.file} is valid: version {policy.version}, {len(policy.guidelines)} guidelines.")
    print(f"A machine may decide alone on: {', '.join(by_machine) or 'none'}.")


def run_show(chosen: argparse.Namespace) -> None:
    from redress.errors import InvalidInput
    from redress.policy import load_policy

    try:
        policy = load_policy(chosen.file)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid
    print(f"policy {policy.version}")
    for each in policy.guidelines:
        alone = f"machine from {each.takedown_at}" if each.machine_may_decide else "a person"
        fires = ", ".join(f"{name} {threshold}" for name, threshold in each.detectors.items()) or "reports only"
        print(f"{each.id:32}{each.queue.value:14}{each.priority.value:8}{each.within_hours:>4} h  {alone:20}{fires}")
