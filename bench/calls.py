"""What the handlers are called with in the bench's own process: calls of the contract, as the gateway hands them."""

import importlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from bench.loopback import TABLE
from local.cloud import Cloud
from tests.builders.http import CONTEXT, a_call

Event = dict[str, Any]


def handler(name: str) -> Callable[[Event, Any], Any]:
    handler: Callable[[Event, Any], Any] = importlib.import_module(f"functions.{name}.app").handler
    return handler


def review(review_id: str, **changes: str) -> Event:
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
        **changes,
    }
    return a_call("PUT", f"/v1/reviews/{review_id}", body, by=Staff(name="shop", roles=frozenset({Role.PLATFORM})))


def report(review_id: str, key: str) -> Event:
    body = {
        "review_id": review_id,
        "explanation": "I do not think that this is fair.",
        "relation": "customer",
        "reporter": {"email": f"{review_id}.{key.replace(' ', '.')}@example.org"},
        "good_faith": True,
    }
    return a_call("POST", "/v1/reports", body, headers={"idempotency-key": f"{review_id}-{key}".replace(" ", "-")})


def at_the_desk(method: str, path: str, body: object = None, **query: str) -> Event:
    from redress.model import Role, Staff

    return a_call(method, path, body, query=query, by=Staff(name="ana", roles=frozenset({Role.MODERATOR})))


def called(handler: Callable[[Event, Any], Any], event: Event) -> Any:
    answer = handler(event, CONTEXT)
    if answer["statusCode"] >= 400:
        raise RuntimeError(answer["body"])
    return json.loads(answer["body"])


def streamed(cloud: Cloud, report_ids: Sequence[str]) -> Event:
    """New reports as the stream hands them over."""
    records = []
    for place, report_id in enumerate(report_ids):
        key: Any = {"pk": {"S": f"REPORT#{report_id}"}, "sk": {"S": "REPORT"}}
        item = cloud.dynamodb.get_item(TableName=TABLE, Key=key)["Item"]
        records.append(
            {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(place), "Keys": key, "NewImage": item}}
        )
    return {"Records": records}
