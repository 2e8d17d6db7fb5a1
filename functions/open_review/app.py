"""Workflow task: keep the token of a case that waits for a person. From the timer: conclude a decision."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.queues import each_message
from redress.review import conclude, open_review
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any] | None:
    wired = desk()
    if "token" in event:
        case = open_review(
            event["case_id"], event["token"], cases=wired.cases, workflow=wired.workflow, clock=wired.clock
        )
        count("ReviewsOpened", case_id=case.case_id, status=case.status)
        return None
    done, response = each_message(
        event,
        lambda message: conclude(
            message["case_id"],
            cases=wired.cases,
            workflow=wired.workflow,
            outbox=wired.outbox,
            policy=wired.policy,
            clock=wired.clock,
        ),
    )
    failed = len(response["batchItemFailures"])
    count("DecisionsConcluded", len(done), case_ids=[case.case_id for case in done], failed=failed)
    return response
