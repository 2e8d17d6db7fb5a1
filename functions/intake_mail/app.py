"""The abuse mailbox: each raw mail in the bucket becomes reports, a question back, or a case for a person."""

from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    for record in event.get("Records", ()):
        row = desk().take_in_mail(unquote_plus(record["s3"]["object"]["key"]))
        count("MailsTakenIn", key=row.key, state=row.state, kind=row.kind, report_ids=row.report_ids)
        if row.kind in {"malformed", "unknown"}:
            count("MailsNotUnderstood", key=row.key)
        if row.unanswered:
            count("MailsLeftUnanswered", key=row.key)
