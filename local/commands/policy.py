"""redress policy"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from local import policy_history
from local.errors import CannotStart
from local.options import Subparsers
from local.state import ROOT

if TYPE_CHECKING:
    from redress.policy import Policy

PACKAGED = Path("layers/redress/redress/policy/guidelines.yaml")


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
    check.add_argument("file", type=Path, metavar="FILE", nargs="?", help=f"default: the packaged one, {packaged()}")
    check.set_defaults(run=run_check)
    show = parts.add_parser("show", help="list the guidelines of the policy and where each sends a case")
    show.add_argument("file", type=Path, metavar="FILE", nargs="?", help=f"default: the packaged one, {packaged()}")
    show.set_defaults(run=run_show)
    policy_history.register(parts)


def packaged() -> str:
    """The policy that is deployed, by the path one would type."""
    return os.path.relpath(ROOT / PACKAGED)


def run_check(chosen: argparse.Namespace) -> None:
    policy = read(chosen.file)
    file = chosen.file or packaged()
    wrong = [*_strangers(policy), *_unlisted(policy)]
    if wrong:
        raise CannotStart(f"{file} is not a valid policy:\n  " + "\n  ".join(wrong))
    by_machine = [guideline.id for guideline in policy.guidelines if guideline.machine_may_decide]
    in_doubt = [guideline.id for guideline in policy.guidelines if guideline.second_opinion]
    print(f"{file} is valid: version {policy.version}, {len(policy.guidelines)} guidelines.")
    print(f"A machine may decide alone on: {', '.join(by_machine) or 'none'}.")
    print(f"A language model, where one is named, may be asked about: {', '.join(in_doubt) or 'none'}.")


def run_show(chosen: argparse.Namespace) -> None:
    from redress.model import LegalKind
    from redress.policy.wording import ENGLISH, court_order

    policy = read(chosen.file)
    print(f"policy {policy.version}")
    for each in policy.guidelines:
        alone = f"machine from {each.takedown_at}" if each.machine_may_decide else "a person"
        fires = ", ".join(f"{name} {threshold}" for name, threshold in each.detectors.items()) or "reports only"
        print(f"{each.id:32}{each.queue.value:14}{each.priority.value:8}{each.within_hours:>4} h  {alone:20}{fires}")
    order, care = court_order(ENGLISH), policy.legal[LegalKind.COURT_ORDER]
    taken = f"{care.queue.value:14}{care.priority.value:8}{care.within_hours:>4} h"
    print(f"{order.id:32}{taken}  {'a person':20}where a report claims one")


def read(path: Path | None) -> "Policy":
    from redress.errors import InvalidInput
    from redress.policy import load_policy

    try:
        return load_policy(path)
    except InvalidInput as invalid:
        raise CannotStart(invalid.detail) from invalid


def _strangers(policy: "Policy") -> Iterator[str]:
    from redress.detect import DETECTORS, SIGNALS
    from redress.policy import SECOND_OPINION

    known = {*DETECTORS, SECOND_OPINION} - SIGNALS
    for guideline in policy.guidelines:
        for name in sorted(guideline.detectors.keys() - known):
            yield f"{guideline.id}: there is no detector named {name}. There are: {', '.join(sorted(known))}"


def _unlisted(policy: "Policy") -> Iterator[str]:
    """Who judges by likeness is listed as such, whoever forgets it: a machine would act on it."""
    from redress.detect import LEARNT
    from redress.policy import SECOND_OPINION

    for name in sorted({*LEARNT} - policy.learnt):
        yield f"learnt: {name} is missing. It judges by likeness, and no machine may act on that"
    for name in sorted(policy.learnt - {*LEARNT, SECOND_OPINION}):
        yield f"learnt: {name} is no learnt detector. There are: {', '.join(sorted({*LEARNT, SECOND_OPINION}))}"
