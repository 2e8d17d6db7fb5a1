"""Each hour: keep where the audit logs stood at the end of a day, where nobody can write them anew."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.audit import anchor
from redress.telemetry import count, observed
from redress.wiring import desk


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    kept = anchor(cases=desk().cases, anchors=desk().anchors, clock=desk().clock)
    count("LogsAnchored", kept)
