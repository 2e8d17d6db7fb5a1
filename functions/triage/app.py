"""Stream task: give new reports their case, look at edited reviews again, keep what is found by its words."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.dynamodb.stream import Batch
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    batch, wired = Batch(event), desk()
    stamped, edited, told = (
        batch.each(batch.reports_by_review, wired.triage_reports),
        batch.each(batch.edited_reviews, wired.look_again),
        batch.each(batch.told, wired.remember),  # last: no report waits for it
    )
    if told or not any(stamped):
        count("ReviewsFollowed", len(told), edited=len(edited))
    if batch.failures:
        count("RecordsGoneBack", len(batch.failures))
    return batch.response()
