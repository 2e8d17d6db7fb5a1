"""The engine in a process of its own, with what the handlers need, and an environment that leads there."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.cloud import Cloud
from local.engine import REGION, Engine
from local.state import StateDir
from local.template import read
from redress.adapters.clients import client
from redress.wiring import desk

ROOT = Path(__file__).parents[1]
TABLE, MAILS = "bench", "bench-mails"
DESCRIBED = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")
SECRET = json.dumps({"kid": "k1", "key": "a key that only the bench knows, long enough to sign with", "previous": {}})
AT_ONCE_OVER = {
    "StartAt": "Over",
    "States": {"Over": {"Type": "Succeed"}},
}
"""Stands for the workflow: what is measured is the call that begins it."""


@contextmanager
def loopback(host: str = "") -> Iterator[Cloud]:
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="redress-warm-", ignore_cleanup_errors=True) as folder:
        state = StateDir(Path(folder) / "state")
        state.prepare()
        engine = Engine(state)
        engine.host = host or engine.host
        engine.start()
        try:
            cloud = Cloud(engine.url)
            os.environ |= _environment(engine.url, cloud)
            for made in (desk, client):  # by a topic before, for its own engine
                made.cache_clear()
            yield cloud
        finally:
            engine.stop()
            os.environ.clear()
            os.environ.update(before)


def _environment(url: str, cloud: Cloud) -> dict[str, str]:
    described: Any = read(ROOT / "template.yaml")["Resources"]["Table"]["Properties"]
    cloud.dynamodb.create_table(TableName=TABLE, **{name: described[name] for name in DESCRIBED})
    cloud.objects.create_bucket(Bucket=MAILS)
    workflow = cloud.workflows.create_state_machine(
        name="bench", definition=json.dumps(AT_ONCE_OVER), roleArn="arn:aws:iam::000000000000:role/bench"
    )
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "TABLE_NAME": TABLE,
        "SEAL_SECRET": cloud.secrets.create_secret(Name="seal", SecretString=SECRET)["ARN"],
        "PLATFORM_SECRET": cloud.secrets.create_secret(Name="platform", SecretString=SECRET)["ARN"],
        "REVIEW_URL_PATTERNS": "https://shop.example/reviews/{review_id}",
        "WORKFLOW_ARN": workflow["stateMachineArn"],
        "NOTICE_QUEUE_URL": cloud.queues.create_queue(QueueName="notices")["QueueUrl"],
        "REVIEW_QUEUE_URL": cloud.queues.create_queue(QueueName="reviews")["QueueUrl"],
        "MAIL_BUCKET": MAILS,
        "ABUSE_ADDRESS": "abuse@shop.example",
        "NOTICE_SENDER": "notices@shop.example",
        "PUBLIC_URL": "https://redress.example",
        "UNDO_SECONDS": "10",
        "POWERTOOLS_SERVICE_NAME": "bench",
        "POWERTOOLS_METRICS_NAMESPACE": "Redress",
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }
