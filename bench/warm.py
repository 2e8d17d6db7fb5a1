"""What a warm function computes for one report, one queue page, one decision, beside one bare write of the same item.

Processor time of this process alone: the engine answers from another. Handler and bare write in turn; medians.
"""

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from botocore.session import get_session

from bench.calls import Event, at_the_desk, called, handler, report, review, streamed
from bench.loopback import TABLE, loopback
from bench.rows import Row, at_most, row
from local.cloud import Cloud
from tests.builders.http import CONTEXT

ROUNDS = 150
REVIEWS = 100
BATCHES = 3
DECISIONS = 20
PAGES = 20
BARE = "a bare put_item of the same report"


def rows() -> Iterator[Row]:
    with (
        loopback() as cloud,
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
    ):
        found = _measured(cloud)
    bare = found.pop("bare")
    yield row("bare put_item", bare, "ms cpu")
    for name, milliseconds in found.items():
        goal = at_most(1.5) if name == "POST /v1/reports" else None
        yield row(f"warm {name}", milliseconds, "ms cpu", against=BARE, base=bare, goal=goal)


def _measured(cloud: Cloud) -> dict[str, float]:
    intake, triage, open_review, desk = (handler(name) for name in ("intake_api", "triage", "open_review", "desk_api"))
    reviews = [f"warm-{number}" for number in range(REVIEWS)]
    for review_id in reviews:
        called(intake, review(review_id))
    post, bare = _beside(cloud, intake)
    opened = [_spent(triage, _batch(cloud, intake, reviews, number)) / REVIEWS for number in range(1)]
    joined = [_spent(triage, _batch(cloud, intake, reviews, number)) / REVIEWS for number in range(1, 1 + BATCHES)]
    crowd = [_spent(triage, _batch(cloud, intake, reviews[:1] * REVIEWS, 9 + number)) / REVIEWS for number in range(2)]
    for review_id in reviews:
        open_review({"case_id": f"r-{review_id}-1", "token": f"token of {review_id}"}, CONTEXT)
    listed = [_spent(desk, at_the_desk("GET", "/v1/cases", queue="general", limit="25")) for _ in range(PAGES)]
    decided = [_spent(desk, _decision(desk, review_id)) for review_id in reviews[:DECISIONS]]
    return {
        "bare": bare,
        "POST /v1/reports": post,
        "triage, each of 100 that open a case": statistics.median(opened),
        "triage, each of 100 that join 100 cases": statistics.median(joined),
        "triage, each of 100 that join one case": statistics.median(crowd),
        "a queue page of 25 (of 100 cases)": statistics.median(listed),
        "a decision": statistics.median(decided),
    }


def _beside(cloud: Cloud, intake: Callable[[Event, Any], Any]) -> tuple[float, float]:
    """One POST and one bare write of the item that it made, in turn; the first ones are not counted."""
    table: Any = get_session().create_client("dynamodb")  # as anybody would make it
    _spent(intake, report("warm-0", "the first"))
    stored = next(item for item in cloud.dynamodb.scan(TableName=TABLE)["Items"] if item["sk"]["S"] == "REPORT")
    posts, writes = [], []
    for number in range(ROUNDS + 10):
        posts.append(_spent(intake, report("warm-0", f"beside {number}")))
        item = {**stored, "pk": {"S": f"BARE#{number}"}}
        writes.append(_timed(lambda item=item: table.put_item(TableName=TABLE, Item=item)))  # type: ignore[misc]
    return statistics.median(posts[10:]), statistics.median(writes[10:])


def _batch(cloud: Cloud, intake: Callable[[Event, Any], Any], reviews: list[str], number: int) -> Event:
    """New reports as the stream hands them over."""
    answers = [called(intake, report(review_id, f"{number} {place}")) for place, review_id in enumerate(reviews)]
    return streamed(cloud, [answer["report_id"] for answer in answers])


def _decision(desk: Callable[[Event, Any], Any], review_id: str) -> Event:
    path = f"/v1/cases/r-{review_id}-1"
    version = called(desk, at_the_desk("GET", path))["version"]
    body = {"outcome": "keep", "grounds": [], "explanation": "A low rating is an opinion.", "version": version}
    return at_the_desk("POST", f"{path}/decision", body)


def _spent(handler: Callable[[Event, Any], Any], event: Event) -> float:
    """Milliseconds of processor; a refusal would be cheap, so it is none."""
    answers = []
    taken = _timed(lambda: answers.append(handler(event, CONTEXT)))
    (answer,) = answers
    if isinstance(answer, dict) and (answer.get("statusCode", 200) >= 400 or answer.get("batchItemFailures")):
        raise RuntimeError(str(answer))
    return taken


def _timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000
