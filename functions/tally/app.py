"""Stream task: count each fact once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.dynamodb.stream import Batch
from redress.tally import count_changes
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    batch = Batch(event)
    counted = count_changes(batch.changes, counters=desk().counters)
    count("FactsCounted", counted)
    return batch.response()
