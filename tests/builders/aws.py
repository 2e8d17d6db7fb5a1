"""The real adapters over moto, on the table that the template describes: a changed key breaks here first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws

from local import template
from redress.adapters.clients import client
from redress.wiring import Wiring

ROOT = Path(__file__).parents[2]
BUCKET = "redress-mail-test"
NEEDED = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes", "StreamSpecification")
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


class DeskOnMoto(Wiring):
    """The wiring with a clock that a test moves."""

    def __init__(self, env: dict[str, str]) -> None:
        super().__init__(env)
        self.now = START

    @property
    def clock(self) -> Any:
        return lambda: self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def put_mail(self, key: str, raw: bytes) -> str:
        boto3.client("s3").put_object(Bucket=BUCKET, Key=key, Body=raw)
        return key

    def queued(self) -> list[dict[str, Any]]:
        """What lies in the send queue; taken from it."""
        url = self._env["NOTICE_QUEUE_URL"]
        found: list[Any] = []
        while messages := boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += messages
        return found


@contextmanager
def desk_on_moto(**env: str) -> Iterator[DeskOnMoto]:
    client.cache_clear()
    with mock_aws():
        table = template.read(ROOT / "template.yaml")["Resources"]["Table"]["Properties"]
        description: Any = {name: table[name] for name in NEEDED if name in table}
        description.get("StreamSpecification", {}).update(StreamEnabled=True)
        boto3.client("dynamodb").create_table(TableName="redress", **description)
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        queue = boto3.client("sqs").create_queue(QueueName="notices")["QueueUrl"]
        secret = '{"kid": "k1", "key": "a key that only tests know"}'
        made = boto3.client("secretsmanager").create_secret(Name="seal", SecretString=secret)["ARN"]
        yield DeskOnMoto(
            {
                "TABLE_NAME": "redress",
                "SEAL_SECRET": made,
                "PLATFORM_SECRET": made,
                "REVIEW_URL_PATTERNS": "https://shop.example/reviews/{review_id}",
                "STAFF_ISSUER": "https://sign-in.example",
                "DESK_CLIENT": "desk",
                "SIGN_IN_ORIGIN": "",
                "MAIL_BUCKET": BUCKET,
                "NOTICE_QUEUE_URL": queue,
                "ABUSE_ADDRESS": "abuse@shop.example",
                "NOTICE_SENDER": "Reviews <notices@shop.example>",
                "PUBLIC_URL": "https://redress.example",
                "UNDO_SECONDS": "0",
                **env,
            }
        )
    client.cache_clear()
