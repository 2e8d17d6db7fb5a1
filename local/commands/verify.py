"""redress verify"""

import argparse
from datetime import UTC, datetime, timedelta

from local.errors import CannotStart
from local.options import Subparsers, add_state, wiring_of


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "verify",
        help="check that no entry of the audit log was changed, dropped or added",
        description="Follow each case's log from its first entry to the head that lies on the case, and to the anchors "
        "that are kept under lock for each day. Prints the cases whose log is broken and the first broken entry; "
        "the exit code is 1 when there is any.",
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="case ids (default: all that wait or were decided)")
    parser.add_argument("--days", type=int, default=400, help="how far back decided cases are looked at (default: 400)")
    parser.add_argument("--table", help="a table in AWS, by your own credentials, instead of the local stack's")
    parser.add_argument(
        "--anchors", metavar="BUCKET", help="with --table: the bucket of the anchors (output AuditBucketName)"
    )
    add_state(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from redress.audit import anchors_since, case_ids, verify
    from redress.errors import NotFound

    wired = wiring_of(chosen, AUDIT_BUCKET=chosen.anchors or "")
    cases, today = wired.cases, datetime.now(UTC).date()
    locked = bool(chosen.anchors or not chosen.table)
    kept = list(anchors_since(today - timedelta(days=chosen.days), anchors=wired.anchors)) if locked else []
    wanted = chosen.cases or case_ids(today=today, days=chosen.days, cases=cases)
    checked = broken = 0
    try:
        for case_id, found in verify(wanted, cases=cases, kept=kept):
            checked += 1
            if found:
                broken += 1
                print(f"{case_id}: entry {found.seq} is not what was written")
    except NotFound as unknown:
        raise CannotStart(f"{unknown} `redress verify` takes case ids such as r-R1-1.") from unknown
    print(f"{checked} cases checked, {broken} broken; held against {len(kept)} anchors")
    return 1 if broken else 0
