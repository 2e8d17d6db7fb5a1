"""One review that ten thousand report at once, on the whole stack: each counted once, and nobody else waits for them.

The reports are put into the table as intake puts them, as fast as the engine takes them: its front door takes too few a
second for a crowd. Meanwhile somebody reports another review, through the door, again and again.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.rows import Row, at_most, row
from bench.stack import PATIENCE, Stack, Triaged, opened
from redress.intake import STREAM_GRACE
from tests.builders.nouns import a_report
from tests.engine.speaking import report

CROWD = 10_000
ENOUGH = 3
"""Seconds in which one that is counted twice would show."""
NEIGHBOUR = "neighbour"
HOT = "hot"


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="redress-crowd-", ignore_cleanup_errors=True) as folder:
        laptop = Stack(Path(folder))
        try:
            laptop.start()
            yield from _measured(laptop)
        finally:
            laptop.close()


def _measured(laptop: Stack) -> Iterator[Row]:
    for each in (HOT, NEIGHBOUR):
        laptop.put_review(each)
        report(laptop, each)
    laptop.eventually(lambda: opened(laptop, [HOT, NEIGHBOUR]), seconds=PATIENCE)
    alone = [_neighbour(laptop) for _ in range(5)]
    triaged = Triaged(laptop, [HOT])
    began = time.monotonic()
    _put(laptop)
    stored = time.monotonic() - began
    beside = []
    while len(triaged.at) < CROWD and time.monotonic() < began + 10 * PATIENCE:
        beside.append(_neighbour(laptop))
    time.sleep(ENOUGH)
    last = triaged.all(CROWD)[-1] - began
    yield row(f"{CROWD:,} reports on one review, stored", stored, "s")
    yield row(f"{CROWD:,} reports on one review, all counted", last, "s", goal=at_most(60))
    yield row("of the crowd, triaged", CROWD / last, "a second")
    more = len(triaged.at) - CROWD
    yield row("of the crowd, counted more than once", more, "reports", goal=at_most(0))
    yield row("a neighbour's report, alone, slowest until triaged", max(alone), "s")
    yield row("a neighbour's report, beside the crowd, slowest", max(beside), "s")


def _neighbour(laptop: Stack) -> float:
    triaged, began = Triaged(laptop, [NEIGHBOUR]), time.monotonic()
    report(laptop, NEIGHBOUR)
    return triaged.all(1)[0] - began


def _put(laptop: Stack) -> None:
    os.environ |= {
        "AWS_ENDPOINT_URL": laptop.engine_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    from redress.adapters.dynamodb import keys
    from redress.adapters.dynamodb.reports import _attributes
    from redress.adapters.dynamodb.table import Table

    now = datetime.now(UTC)
    reports = (a_report(HOT, received_at=now, move_by=now + STREAM_GRACE) for _ in range(CROWD))
    Table(laptop.outputs["TableName"]).put_all((keys.report(each.report_id), _attributes(each)) for each in reports)
