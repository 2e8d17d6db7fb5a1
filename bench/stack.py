"""The whole stack on the local engine, through its front door, beside what the engine alone does with one function.

The real template as `redress up` puts it up. A report counts as triaged when its case counts it: which report that was
is told by their order, because each of the cases only rises.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bench import floor
from bench.metered import MeteredLaptop
from bench.rows import Row, at_least, at_most, row
from local.cloud import Cloud
from tests.engine.laptop import Laptop
from tests.engine.speaking import post_report, report

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CLIENTS = 8
REPORTS = 240
REVIEWS = 12
AT_ONCE = 200
PATIENCE = 240.0
SECONDS = 20
"""Of half the load."""


class Stack(MeteredLaptop):
    """The usual stack, not metered; only its bare function is new."""

    command = Laptop.command

    @cached_property
    def cloud(self) -> Cloud:
        """Made once: what is measured is the engine, not how long its clients are in the making."""
        return Cloud(self.engine_url)

    @cached_property
    def outputs(self) -> dict[str, str]:
        return super().outputs

    @property
    def table(self) -> "DynamoDBClient":
        return self.cloud.dynamodb


class Triaged:
    """How many reports the cases of some reviews count, looked at again and again, and when it became so many."""

    def __init__(self, laptop: Stack, reviews: Sequence[str]) -> None:
        self._laptop = laptop
        self._table = laptop.outputs["TableName"]
        self._keys: Any = [{"pk": {"S": f"REVIEW#{name}"}, "sk": {"S": "CASE#000001"}} for name in reviews]
        self.began_with = self._counted()
        self.at: list[float] = []
        self._enough = Event()
        self._watch = Thread(target=self._look, daemon=True)
        self._watch.start()

    def _counted(self) -> int:
        asked: Any = {self._table: {"Keys": self._keys, "ProjectionExpression": "report_count"}}
        found = self._laptop.table.batch_get_item(RequestItems=asked)["Responses"][self._table]
        return sum(int(item["report_count"]["N"]) for item in found)

    def _look(self) -> None:
        while not self._enough.wait(0.05):
            more = self._counted() - self.began_with - len(self.at)
            self.at += [time.monotonic()] * more

    def all(self, wanted: int) -> list[float]:
        deadline = time.monotonic() + PATIENCE
        while len(self.at) < wanted and time.monotonic() < deadline:
            time.sleep(0.05)
        self._enough.set()
        self._watch.join()
        if len(self.at) < wanted:
            raise RuntimeError(f"{wanted - len(self.at)} of {wanted} reports were not triaged in {PATIENCE:.0f} s")
        return self.at[:wanted]


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="redress-stack-", ignore_cleanup_errors=True) as folder:
        laptop = Stack(Path(folder))
        try:
            laptop.start()
            yield from _measured(laptop)
        finally:
            laptop.close()


def _measured(laptop: Stack) -> Iterator[Row]:
    laptop.functions = {}
    floor.put_up(laptop)
    floor.open_a_door(laptop)
    reviews = [f"stack-{number}" for number in range(REVIEWS)]
    for each in reviews:
        laptop.put_review(each)
        report(laptop, each)
    laptop.eventually(lambda: opened(laptop, reviews), seconds=PATIENCE)
    names = count()
    bare = {
        "a bare put": lambda: _put(laptop, f"{next(names)}"),
        "a bare function with one put": lambda: floor.call(laptop, f"{next(names)}"),
        "the same through the front door": lambda: floor.knock(laptop, f"{next(names)}"),
    }
    before = {name: _rate(work) for name, work in bare.items()}
    sent, triaged = _flood(laptop, reviews)
    put, function, door = (statistics.mean((before[name], _rate(work))) for name, work in bare.items())
    accepted = REPORTS / (max(end for _, end in sent) - sent[0][0])
    through = REPORTS / (triaged[-1] - sent[0][0])
    yield row("the engine's bare put", put, "a second")
    yield row("the engine's bare function with one put", function, "a second", against="a bare put", base=put)
    yield row("the same through the front door", door, "a second", against="the bare function", base=function)
    goal = at_least(0.7)
    yield row("reports accepted", accepted, "a second", against="a bare function through the door", base=door)
    yield row("reports triaged", through, "a second", against="a bare function through the door", base=door, goal=goal)
    yield from _percentiles("all at once, submit to triaged", sent, triaged)
    sent, triaged = _paced(laptop, reviews, through / 2)
    yield from _percentiles("half load, submit to triaged", sent, triaged, goal=3)
    yield from _many_reviews(laptop)


def _percentiles(
    name: str, sent: Sequence[tuple[float, float]], triaged: Sequence[float], goal: float = 0
) -> Iterator[Row]:
    taken = sorted(end - begin for (begin, _), end in zip(sent, triaged, strict=True))
    for share in (50, 95, 99):
        at = taken[min(len(taken) - 1, len(taken) * share // 100)]
        yield row(f"{name}, p{share}", at, "s", goal=at_most(goal) if goal and share == 95 else None)


def _rate(work: Callable[[], object]) -> float:
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _: work(), range(2 * CLIENTS)))  # as many workers as are needed have started
        began = time.monotonic()
        list(clients.map(lambda _: work(), range(REPORTS)))
        return REPORTS / (time.monotonic() - began)


def _put(laptop: Stack, key: str) -> None:
    item: Any = {"pk": {"S": f"FLOOR#{key}"}, "sk": {"S": "FLOOR"}, "document": {"S": floor.DOCUMENT}}
    laptop.table.put_item(TableName=laptop.outputs["TableName"], Item=item)


def _flood(laptop: Stack, reviews: Sequence[str]) -> tuple[list[tuple[float, float]], list[float]]:
    triaged = Triaged(laptop, reviews)
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = sorted(clients.map(lambda number: _post(laptop, reviews[number % REVIEWS]), range(REPORTS)))
    return sent, triaged.all(REPORTS)


def _paced(laptop: Stack, reviews: Sequence[str], a_second: float) -> tuple[list[tuple[float, float]], list[float]]:
    triaged, wanted, began = Triaged(laptop, reviews), int(a_second * SECONDS), time.monotonic()

    def one(number: int) -> tuple[float, float]:
        time.sleep(max(0.0, began + number / a_second - time.monotonic()))
        return _post(laptop, reviews[number % REVIEWS])

    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = sorted(clients.map(one, range(wanted)))
    return sent, triaged.all(wanted)


def _many_reviews(laptop: Stack) -> Iterator[Row]:
    """Each a case of its own, with its detectors and its workflow, until a person could decide it."""
    reviews = [f"many-{uuid4().hex[:8]}-{number}" for number in range(AT_ONCE)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(laptop.put_review, reviews))
        began = time.monotonic()
        list(clients.map(lambda each: _post(laptop, each), reviews))
        accepted = time.monotonic() - began
    laptop.eventually(lambda: opened(laptop, reviews), seconds=PATIENCE, why="all to wait for a person")
    yield row(f"{AT_ONCE} reviews at once, accepted", accepted, "s")
    yield row(f"{AT_ONCE} reviews at once, all before a person", time.monotonic() - began, "s")


def _post(laptop: Stack, review_id: str) -> tuple[float, float]:
    began = time.monotonic()
    answer = post_report(laptop, review_id)
    if answer.status_code != 202:
        raise RuntimeError(answer.text)
    return began, time.monotonic()


def opened(laptop: Stack, reviews: Sequence[str]) -> bool:
    table = laptop.outputs["TableName"]
    for first in range(0, len(reviews), 100):
        names = reviews[first : first + 100]
        keys: Any = [{"pk": {"S": f"REVIEW#{name}"}, "sk": {"S": "CASE#000001"}} for name in names]
        found = laptop.table.batch_get_item(RequestItems={table: {"Keys": keys}})["Responses"][table]
        if len(found) < len(names) or any(item["status"]["S"] != "human_review" for item in found):
            return False
    return True
