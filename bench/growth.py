"""What each way through the table costs as it fills: requests, units and time at 1,000, 10,000 and 100,000 open cases.

The real handlers in this process, one after the other, on the table of an engine that writes no snapshots. Requests and
units are AWS's own measure and do not depend on the machine. Time does, and on the engine too: for every query it sorts
the whole of an index's shard, so a bare query of one line stands beside it.
"""

import contextlib
import os
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.counted import Counted
from bench.loopback import TABLE, loopback
from bench.rows import Row, at_most, row
from bench.stored import store
from bench.ways import Ways, bounded
from local.cloud import Cloud

SIZES = (1_000, 10_000, 100_000)
TIMES = 2
GROWN = at_most(1.15)
"""An item of one more digit may begin another unit; what grows with the table is far above."""


class Took(NamedTuple):
    """What one call took."""

    dollars: float
    requests: float
    milliseconds: float


def rows() -> Iterator[Row]:
    with (
        loopback("bench.unsaved") as cloud,
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
    ):
        os.environ["UNDO_SECONDS"] = "0"
        warnings.filterwarnings("ignore", "No application metrics to publish")  # a minute in which nothing was to do
        found = _measured(cloud)
    first, last = found[SIZES[0]], found[SIZES[-1]]
    for name, took in last.items():
        at_first = first[name]
        goal = None if bounded(name) else GROWN
        told = f"at {SIZES[0]:,}; {took.requests:.0f} requests, {at_first.requests:.0f} at {SIZES[0]:,}"
        yield row(f"growth {name}", took.dollars, "$ a million", against=told, base=at_first.dollars, goal=goal)
    for name, took in last.items():
        base = first[name].milliseconds
        yield row(f"growth {name}, time", took.milliseconds, "ms", against=f"at {SIZES[0]:,}", base=base)


def _measured(cloud: Cloud) -> dict[int, dict[str, Took]]:
    from redress.adapters.clients import client
    from redress.adapters.dynamodb.table import Table

    counted, found, stored = Counted(), {}, 0
    counted.listen(client("dynamodb"))
    for size in SIZES:
        store(Table(TABLE), stored, size)
        stored = size
        taken: dict[str, list[Took]] = {}
        for turn in range(TIMES):
            for name, call in Ways(cloud, f"W{size}-{turn}").all():
                taken.setdefault(name, []).append(_took(call, counted, cloud))
        found[size] = {name: _dearest(each) for name, each in taken.items()}
    return found


def _dearest(several: list[Took]) -> Took:
    """A bounded path is not always at its bound; of the time the median."""
    most = max(several)
    return most._replace(milliseconds=statistics.median(each.milliseconds for each in several))


def _took(call: Callable[[], Any], counted: Counted, cloud: Cloud) -> Took:
    with counted.counting(cloud.dynamodb):
        before = time.perf_counter()
        call()
        taken = time.perf_counter() - before
    return Took(counted.dollars, counted.requests, taken * 1000)
