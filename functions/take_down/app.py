"""Workflow task: have the platform take a review down, or restore it."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.enforcement import take_down
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    wired = desk()
    case = take_down(
        event["case_id"],
        cases=wired.cases,
        reviews=wired.reviews,
        platform=wired.platform,
        workflow=wired.workflow,
        examine=wired.examine,
        seal=wired.seal,
        policy=wired.policy,
        clock=wired.clock,
    )
    count("TakedownsCarriedOut", case_id=case.case_id, status=case.status)
    return {"outcome": case.status}
