"""What a warm function computes for one report, one queue page, one decision, beside one bare write of the same item.

Processor time of this process alone: the engine answers from another. Handler and bare write in turn; medians.
"""

import contextlib
import importlib
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.loopback import TABLE, loopback
from bench.rows import Row, at_most, row
from local.cloud import Cloud
from tests.builders.http import CONTEXT, a_call

ROUNDS = 150
REVIEWS = 100
BATCHES = 3
DECISIONS = 20
PAGES = 20
BARE = "a bare put_item of the same report"
Event = dict[str, Any]


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
    intake, triage, open_review, desk = (_handler(name) for name in ("intake_api", "triage", "open_review", "desk_api"))
    reviews = [f"warm-{number}" for number in range(REVIEWS)]
    for review_id in reviews:
        _called(intake, _review(review_id))
    post, bare = _beside(cloud, intake)
    opened = [_spent(triage, _batch(cloud, intake, reviews, number)) / REVIEWS for number in range(1)]
    joined = [_spent(triage, _batch(cloud, intake, reviews, number)) / REVIEWS for number in range(1, 1 + BATCHES)]
    crowd = [_spent(triage, _batch(cloud, intake, reviews[:1] * REVIEWS, 9 + number)) / REVIEWS for number in range(2)]
    for review_id in reviews:
        open_review({"case_id": f"r-{review_id}-1", "token": f"token of {review_id}"}, CONTEXT)
    listed = [_spent(desk, _desk("GET", "/v1/cases", queue="general", limit="25")) for _ in range(PAGES)]
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


def _handler(name: str) -> Callable[[Event, Any], Any]:
    handler: Callable[[Event, Any], Any] = importlib.import_module(f"functions.{name}.app").handler
    return handler


def _beside(cloud: Cloud, intake: Callable[[Event, Any], Any]) -> tuple[float, float]:
    """One POST and one bare write of the item that it made, in turn; the first ones are not counted."""
    from redress.adapters.clients import client

    table = client("dynamodb")
    _spent(intake, _report("warm-0", "the first"))
    stored = next(item for item in cloud.dynamodb.scan(TableName=TABLE)["Items"] if item["sk"]["S"] == "REPORT")
    posts, writes = [], []
    for number in range(ROUNDS + 10):
        posts.append(_spent(intake, _report("warm-0", f"beside {number}")))
        item = {**stored, "pk": {"S": f"BARE#{number}"}}
        writes.append(_timed(lambda item=item: table.put_item(TableName=TABLE, Item=item)))  # type: ignore[misc]
    return statistics.median(posts[10:]), statistics.median(writes[10:])


def _batch(cloud: Cloud, intake: Callable[[Event, Any], Any], reviews: list[str], number: int) -> Event:
    """New reports as the stream hands them over."""
    made = []
    for place, review_id in enumerate(reviews):
        answer = _called(intake, _report(review_id, f"{number} {place}"))
        made.append(answer["report_id"])
    records = []
    for place, report_id in enumerate(made):
        key: Any = {"pk": {"S": f"REPORT#{report_id}"}, "sk": {"S": "REPORT"}}
        item = cloud.dynamodb.get_item(TableName=TABLE, Key=key)["Item"]
        change = {"SequenceNumber": str(place), "Keys": key, "NewImage": item}
        records.append({"eventName": "INSERT", "dynamodb": change})
    return {"Records": records}


def _review(review_id: str) -> Event:
    from redress.model import Role, Staff

    body = {
        "product_id": f"P-{review_id}",
        "product_title": "Kettle",
        "author_id": f"author-of-{review_id}",
        "seller_id": "S1",
        "rating": 2,
        "title": "Not for me",
        "text": f"It takes ages to boil, and number {review_id} of the street says the same of his.",
        "posted_at": "2026-11-01T09:00:00Z",
        "url": f"https://shop.example/reviews/{review_id}",
    }
    return a_call("PUT", f"/v1/reviews/{review_id}", body, by=Staff(name="shop", roles=frozenset({Role.PLATFORM})))


def _report(review_id: str, key: str) -> Event:
    body = {
        "review_id": review_id,
        "explanation": "I do not think that this is fair.",
        "relation": "customer",
        "reporter": {"email": f"{review_id}.{key.replace(' ', '.')}@example.org"},
        "good_faith": True,
    }
    return a_call("POST", "/v1/reports", body, headers={"idempotency-key": f"{review_id}-{key}".replace(" ", "-")})


def _desk(method: str, path: str, body: object = None, **query: str) -> Event:
    from redress.model import Role, Staff

    return a_call(method, path, body, query=query, by=Staff(name="ana", roles=frozenset({Role.MODERATOR})))


def _decision(desk: Callable[[Event, Any], Any], review_id: str) -> Event:
    path = f"/v1/cases/r-{review_id}-1"
    version = _called(desk, _desk("GET", path))["version"]
    body = {"outcome": "keep", "grounds": [], "explanation": "A low rating is an opinion.", "version": version}
    return _desk("POST", f"{path}/decision", body)


def _called(handler: Callable[[Event, Any], Any], event: Event) -> Any:
    answer = handler(event, CONTEXT)
    if answer["statusCode"] >= 400:
        raise RuntimeError(answer["body"])
    return json.loads(answer["body"])


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
