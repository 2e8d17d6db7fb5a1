"""The send queue: make a case's notices page by page, send each; and hear from the mail service which came back."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.adapters.queues import each_message
from redress.sending import bounced
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any] | None:
    wired = desk()
    if event.get("source") == "aws.ses":
        state = bounced(event["detail"], notices=wired.notices)
        count("NoticesReturned", state=state)
        return None
    done, response = each_message(event, wired.deliver)
    count("NoticesHandled", sum(done), failed=len(response["batchItemFailures"]))
    return response
