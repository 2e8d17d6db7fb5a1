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
    done, response = each_message(
        event, lambda message: (message.get("case_id") or message["notice_id"], wired.deliver(message))
    )
    subjects, failed = [subject for subject, _ in done], len(response["batchItemFailures"])
    count("NoticesHandled", sum(made for _, made in done), subjects=subjects, failed=failed)
    return response
