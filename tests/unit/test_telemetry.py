"""What a line of the log says."""

import json
from io import StringIO
from types import SimpleNamespace
from typing import Any

from redress.telemetry import count, logger, observed

CONTEXT: Any = SimpleNamespace(
    function_name="triage",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn:aws:lambda:eu-west-1:1:function:triage",
    aws_request_id="request-1",
)


def said_by(report_id: str) -> dict[str, Any]:
    """The line of one fact, as the log takes it in."""
    written = StringIO()
    handler: Any = logger.registered_handler
    before = handler.setStream(written)
    try:
        observed(lambda _event, _context: count("ReportsReceived", report_id=report_id))({}, CONTEXT)
    finally:
        handler.setStream(before)
    line: dict[str, Any] = json.loads(written.getvalue())
    return line


def test_a_fact_is_one_line_with_its_ids_and_the_request_that_it_belongs_to() -> None:
    line = said_by("rpt_1")

    assert (line["message"], line["report_id"], line["function_request_id"]) == (
        "ReportsReceived",
        "rpt_1",
        "request-1",
    )
    assert line["function_name"] == "triage"


def test_a_line_carries_nothing_that_is_the_same_on_all_of_them_and_tells_nobody_anything() -> None:
    assert not {"location", "function_arn", "function_memory_size"} & said_by("rpt_1").keys()
