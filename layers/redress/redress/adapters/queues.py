"""SQS: the send queue for notices, and the timer of the undo window."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from redress.adapters.clients import client
from redress.errors import Failed, StaleCase

logger = logging.getLogger(__name__)


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
            self._client.send_message_batch(QueueUrl=self._url, Entries=entries)

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
        seconds = max(1, int(delay.total_seconds()))
        self._client.send_message(
            QueueUrl=self._url, MessageBody=json.dumps({"case_id": case_id}), DelaySeconds=seconds
        )


def bodies(event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The messages that a queue hands to a function; none when it was called another way."""
    return [json.loads(record["body"]) for record in event.get("Records", ()) if record.get("eventSource") == "aws:sqs"]


def each_message(event: Mapping[str, Any], work: Callable[[dict[str, Any]], int]) -> tuple[list[int], dict[str, Any]]:
    """Do the work for each message; those that fail outside of us go back to the queue alone."""
    done: list[int] = []
    failures: list[dict[str, str]] = []
    for record, body in zip(event.get("Records", ()), bodies(event), strict=True):
        try:
            done.append(work(body))
        except (ClientError, BotoCoreError, Failed, StaleCase):
            logger.exception("MessageGoesBack")
            failures.append({"itemIdentifier": record["messageId"]})
    return done, {"batchItemFailures": failures}
