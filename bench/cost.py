"""What a report costs: all that each path asks AWS for, counted from a run, by one dated file of prices.

A whole stack runs on the local engine, with a meter between its functions and it. What is counted, and how, stands in
docs/cost.md.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.metered import MeteredLaptop
from bench.prices import MILLION, Bill, Spent, of_a_million, prices, sum_of
from bench.rows import Row, at_most, row
from bench.walks import REPORTERS, Walked, Walker

FLOOR = "one HTTP call, one invocation, one write"
DOLLARS = "$ a million"
DETAIL = Path(__file__).with_name("results-cost.json")
"""What stands behind the rows: how many of each thing, and which function asked for it."""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="redress-bench-", ignore_cleanup_errors=True) as folder:
        laptop = MeteredLaptop(Path(folder), undo_seconds=1)
        try:
            laptop.start()
            laptop.name_functions()
            walked = Walker(laptop).all()
        finally:
            laptop.close()
    paths = paths_of(walked)
    bills = {name: of_a_million(spent) for name, spent in paths.items()}
    DETAIL.write_text(json.dumps(_detail(walked, paths, bills), indent=1) + "\n", encoding="utf-8")
    floor = bills.pop("the floor")
    yield row("the floor", floor.total, DOLLARS, against=FLOOR)
    for name, bill in bills.items():
        goal = at_most(4) if name == "joined an open case" else None
        yield row(name, bill.total, DOLLARS, against=f"the floor; {bill.dominant()}", base=floor.total, goal=goal)
    for name in ("automatic takedown", "human review, kept", "human review, removed"):
        dollars = MILLION * paths[name]["transition"] * prices()["transition"]
        yield row(f"orchestration: {name}", dollars, DOLLARS, goal=at_most(150))
    for name, bill in bills.items():
        if bill.mails:
            yield row(f"mails: {name}", bill.mails, DOLLARS)


def paths_of(walked: Walked) -> dict[str, Spent]:
    """The ways that people ask about, each a sum of what was walked."""
    opened, one = walked.opened.spent, walked.kept.spent
    return {
        "the floor": sum_of(walked.floor.spent, {"http_call": 1}),
        "a review told of": walked.told.spent,
        "dismissed: late, on a kept review": walked.late.spent,
        "joined an open case": walked.joined.spent,
        "joined, a hundred at once": walked.crowd.spent,
        "human review, kept": sum_of(opened, one),
        "human review, removed": sum_of(opened, walked.removed.spent),
        "automatic takedown": walked.automatic.spent,
        # The mail service puts the mail into the bucket; on a laptop somebody else does.
        "mail in, joined, acknowledged": sum_of(walked.mail.spent, {"mail_in": 1, "bucket_put": 1}),
        "notice out": _more(walked.kept_for_many.spent, one, REPORTERS - 1),
    }


def _more(many: Spent, one: Spent, others: int) -> Spent:
    """What each of the others took besides the first. Measured noise below nothing is nothing."""
    return {name: max(0, many[name] - one.get(name, 0)) / others for name in many}


def _detail(walked: Walked, paths: dict[str, Spent], bills: dict[str, Bill]) -> dict[str, object]:
    return {
        "paths": {
            name: {"of one": dict(paths[name]), "dollars a million": bills[name].parts, "mails": bills[name].mails}
            for name in paths
        },
        "walked": {name: dict(sorted(used.detail.items())) for name, used in walked._asdict().items()},
    }
