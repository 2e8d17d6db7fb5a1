"""What a month costs in which nobody reports anything: `.venv/bin/python -m bench.idle`.

What the template holds is counted from it. What a minute of the idle sweep asks for was counted at the wire: 36 queries
of the queue's shards and 4 of what is overdue, one read and two writes of the board, 1,140 bytes of log, seven metrics.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.prices import prices
from bench.rows import Row, row, table
from local.template import of_type, read
from redress.casework.watch import watched
from redress.ports.desk import Board

ROOT = Path(__file__).parents[1]
MINUTES = 60 * 24 * 30
A_SWEEP = {
    "invocation": 1,
    "gb_second": 0.3,  # of 1 GB; nearly all of it is waiting for the queries
    "read_unit": 40 * 0.5 + 1,
    "write_unit": 2,
    "log_byte": 1140,
}
POLLS = 15
"""Of an empty queue in a minute: Lambda waits at it with five calls of twenty seconds each."""


def rows() -> Iterator[Row]:
    template = read(ROOT / "template.yaml")
    gauges = 2 + len(watched(Board.model_validate({"as_of": "2026-11-23T00:00:00Z", "items": []})))
    queues = sum(
        event["Type"] == "SQS"
        for function in of_type(template, "AWS::Serverless::Function").values()
        for event in function["Properties"].get("Events", {}).values()
    )
    parts = {
        "alarms": len(of_type(template, "AWS::CloudWatch::Alarm")) * prices()["alarm_month"],
        "the dashboard": len(of_type(template, "AWS::CloudWatch::Dashboard")) * prices()["dashboard_month"],
        "gauges of the sweep and the anchor": gauges * prices()["metric_month"],
        "secrets": len(of_type(template, "AWS::SecretsManager::Secret")) * prices()["secret_month"],
        "waiting at the queues": queues * POLLS * MINUTES * prices()["queue_request"],
        "a sweep each minute": MINUTES * sum(amount * prices()[name] for name, amount in A_SWEEP.items()),
    }
    yield row("an idle month", sum(parts.values()), "$")
    yield from (row(f"an idle month: {name}", dollars, "$") for name, dollars in parts.items())


if __name__ == "__main__":
    print(table(list(rows())))
