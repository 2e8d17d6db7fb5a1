"""SQS: the send queue for notices, and the timer of the undo window."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from math import ceil
from typing import Any, TypeVar

from redress.adapters.clients import client

logger = logging.getLogger(__name__)

T = TypeVar("T")


class SqsOutbox:
    def __init__(self, queue_url: str) -> None:
        self._url = queue_url
        self._client = client("sqs")

    def send_notice(self, notice_id: str) -> None:
        self.send_notices([notice_id])

    def send_notices(self, notice_ids: Sequence[str]) -> None:
        for start in range(0, len(notice_ids), 10):
            entries = [
                {"Id": str(place), "MessageBody": json.dumps({"notice_id": notice_id})}
                for place, notice_id in enumerate(notice_ids[start : start + 10])
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                logger.warning("NoticesLeftToSweep", extra={"notices": len(answer["Failed"])})

    def make_notices(
        self, case_id: str, cursor: Mapping[str, str] | None = None, *, delay: timedelta = timedelta()
    ) -> None:
        body = {"case_id": case_id, **({"cursor": dict(cursor)} if cursor else {})}
        self._client.send_message(
            QueueUrl=self._url, MessageBody=json.dumps(body), DelaySeconds=int(delay.total_seconds())
        )


class SqsDecisionTimer:
    def __init__(self, queue_url: str) -> None:
        self._url = queue_url
        self._client = client("sqs")

    def conclude_after(self, case_id: str, delay: timedelta) -> None:
        seconds = max(1, ceil(delay.total_seconds()))  # too early it would find nothing to conclude
        self._client.send_message(
            QueueUrl=self._url, MessageBody=json.dumps({"case_id": case_id}), DelaySeconds=seconds
        )


def each_message(event: Mapping[str, Any], work: Callable[[dict[str, Any]], T]) -> tuple[list[T], dict[str, Any]]:
    """Do the work for each message. One that fails, in whatever way, goes back to the queue alone."""
    done: list[T] = []
    failures: list[dict[str, str]] = []
    for record in event.get("Records", ()):
        try:
            done.append(work(json.loads(record["body"])))
        except Exception:
            logger.exception("MessageGoesBack")
            failures.append({"itemIdentifier": record["messageId"]})
    return done, {"batchItemFailures": failures}
