"""Each minute: see to whatever should have moved by now. From the workflow: park a case that failed for good."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from redress.casework.board import EACH_MINUTE, counted
from redress.casework.watch import watched
from redress.sweep import park_case, stuck, sweep
from redress.telemetry import count, gauge, observed
from redress.wiring import desk

EACH_MINUTES = 10
"""How often the mail bucket is held against the rows: its events are nearly always heard."""

ENOUGH = 15_000
"""Milliseconds kept back, so that what was begun can end."""


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    wired = desk()
    if "case_id" in event:
        case = park_case(event["case_id"], event["cause"], cases=wired.cases, policy=wired.policy, clock=wired.clock)
        count("CasesParked", case_id=case.case_id)
        return
    done = sweep(
        overdue=wired.overdue,
        handlers=wired.sweepers,
        clock=wired.clock,
        until=lambda: context.get_remaining_time_in_millis() < ENOUGH,
    )
    if wired.clock().minute % EACH_MINUTES == 0:
        done["mails_found"] = wired.compare_mails()
    count("ItemsSwept", done.total(), **done)
    gauge(watched(counted(desk_store=wired.desk_store, clock=wired.clock, steps=EACH_MINUTE), stuck=stuck(done)))
