"""Every way through the table, each called as the gateway, the stream, the queue or the schedule calls it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from bench.calls import Event, at_the_desk, called, handler, report, review, streamed
from bench.loopback import TABLE
from bench.stored import AUTHOR, BUSY_DAY, HOT, PRODUCT, RARE, SPEAKER
from local.cloud import Cloud
from tests.builders.http import CONTEXT, a_call

Way = tuple[str, Callable[[], Any]]
BOUNDED = {"sweep: a minute of it"}
"""Not flat but bounded: it counts five thousand lines a minute, and there are not so many at first."""
LISTS = {
    "a queue": {"queue": "general"},
    "a queue, one priority": {"queue": "general", "priority": "normal"},
    "all queues, a guideline that none has": {"guideline": RARE},
    "all queues, what I hold": {"mine": "true"},
    "all queues, overdue": {"overdue": "true"},
    "decided, newest first": {"status": "kept"},
    "needs_info": {"status": "needs_info"},
}


def bounded(name: str) -> bool:
    return name in BOUNDED


class Ways:
    """One report's life from its coming to its appeal, and what the desk looks at meanwhile."""

    def __init__(self, cloud: Cloud, review_id: str) -> None:
        self._cloud = cloud
        self._review = review_id
        self._case = f"r-{review_id}-1"
        self._said: dict[str, Any] = {}

    def all(self) -> Iterator[Way]:
        yield "a bare query of one line", self._bare
        yield "PUT /v1/reviews", lambda: called(handler("intake_api"), self._told())
        yield "POST /v1/reports", self._report
        yield "triage: opens a case", self._triage()
        self._report("again")
        yield "triage: joins it", self._triage()
        yield "open_review", lambda: handler("open_review")({"case_id": self._case, "token": self._case}, CONTEXT)
        yield "GET /v1/reports, the status", self._status
        yield from self._at_the_desk()
        yield "decision", self._decide
        yield "notices of a decision", self._notices
        self._said["decision"] = self._status()["decision"]["token"]
        yield "GET /v1/decisions", lambda: self._decision("GET", "")
        yield "an appeal", lambda: self._decision("POST", "/appeals", {"explanation": "I do not agree."})
        yield "sweep: a minute of it", lambda: handler("sweep")({}, Remaining())

    def _at_the_desk(self) -> Iterator[Way]:
        for name, query in LISTS.items():
            yield f"GET /v1/cases: {name}", self._desk("GET", "/v1/cases", limit="25", **query)
        yield "GET /v1/queues", self._desk("GET", "/v1/queues")
        yield "next of a queue", self._desk("POST", "/v1/queues/general/next", {})
        yield "next of any queue", self._desk("POST", "/v1/queues/any/next", {})
        for name, q in {"product": PRODUCT, "address": SPEAKER, "reference": self._said["reference"]}.items():
            yield f"GET /v1/search, by {name}", self._desk("GET", "/v1/search", q=q)
        for name in ("", "/related", "/alike"):
            yield f"GET /v1/cases/…{name}", self._desk("GET", f"/v1/cases/{self._case}{name}")
        for name in ("", "/reports"):
            yield f"GET /v1/cases/…{name}, of very many reports", self._desk("GET", f"/v1/cases/r-{HOT}-1{name}")
        yield "looking at a case", self._desk("POST", f"/v1/cases/{self._case}/looking")
        day = f"{BUSY_DAY:%Y-%m-%d}"
        yield "GET /v1/metrics, a day", self._desk("GET", "/v1/metrics", **{"from": day, "to": day})

    def _bare(self) -> None:
        given = {":key": {"S": "general#0"}}
        asked: dict[str, Any] = {"IndexName": "queue", "KeyConditionExpression": "queue_pk = :key", "Limit": 1}
        from redress.adapters.clients import client

        client("dynamodb").query(TableName=TABLE, ExpressionAttributeValues=given, **asked)

    def _told(self) -> Event:
        return review(self._review, author_id=AUTHOR, product_id=PRODUCT)

    def _report(self, key: str = "first") -> None:
        self._said |= called(handler("intake_api"), report(self._review, key))

    def _triage(self) -> Callable[[], None]:
        event = streamed(self._cloud, [self._said["report_id"]])

        def triage() -> None:
            answer = handler("triage")(event, CONTEXT)
            if answer["batchItemFailures"]:
                raise RuntimeError(str(answer))

        return triage

    def _status(self) -> Any:
        headers = {"authorization": f"Bearer {self._said['status_token']}"}
        return called(handler("intake_api"), a_call("GET", f"/v1/reports/{self._said['report_id']}", headers=headers))

    def _desk(self, method: str, path: str, body: object = None, **query: str) -> Callable[[], Any]:
        return lambda: called(handler("desk_api"), at_the_desk(method, path, body, **query))

    def _decide(self) -> None:
        """With the timer's turn, which makes it take effect."""
        version = self._desk("GET", f"/v1/cases/{self._case}")()["version"]
        wish = {"outcome": "keep", "grounds": [], "explanation": "A low rating is an opinion.", "version": version}
        self._desk("POST", f"/v1/cases/{self._case}/decision", wish)()

    def _notices(self) -> None:
        handler("notify")({"Records": [{"messageId": "1", "body": json.dumps({"case_id": self._case})}]}, CONTEXT)

    def _decision(self, method: str, rest: str, body: object = None) -> None:
        called(handler("intake_api"), a_call(method, f"/v1/decisions/{self._said['decision']}{rest}", body))


class Remaining:
    """A context with time left."""

    def __init__(self) -> None:
        self.__dict__.update(vars(CONTEXT))

    def get_remaining_time_in_millis(self) -> int:
        return 60_000
