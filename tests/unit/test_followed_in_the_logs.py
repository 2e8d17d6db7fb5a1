"""A report is followed by its ids alone, from the door to the takedown: one line for each fact, and no words in it."""

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from redress.model import Status
from redress.telemetry import logger
from tests.builders.http import CONTEXT
from tests.builders.records import Records
from tests.builders.world import World

SENT = Path(__file__).parents[2] / "events" / "intake_api.report_sent.json"
FUNCTIONS = ("intake_api", "triage", "open_review", "take_down", "notify")


class Functions:
    """The functions of the straight line, wired to one world, with all their lines."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self._handlers = {}
        for name in FUNCTIONS:
            module = importlib.import_module(f"functions.{name}.app")
            monkeypatch.setattr(module, "desk", lambda: world)
            self._handlers[name] = module.handler
        self.lines: list[dict[str, Any]] = []

    def call(self, name: str, event: dict[str, Any]) -> Any:
        with _listening(self.lines):
            return self._handlers[name](event, CONTEXT)

    def said_of(self, name: str) -> list[str]:
        """The facts on whose lines this id stands, whatever stands around it."""
        return [line["message"] for line in self.lines if name in json.dumps(line)]


@contextmanager
def _listening(lines: list[dict[str, Any]]) -> Iterator[None]:
    written, handler = StringIO(), logger.registered_handler
    before = handler.setStream(written)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        handler.setStream(before)  # type: ignore[attr-defined]
    lines += [json.loads(line) for line in written.getvalue().splitlines()]


def queued(**body: str) -> dict[str, Any]:
    return {"Records": [{"messageId": "1", "body": json.dumps(body)}]}


@pytest.fixture
def functions(world: World, monkeypatch: pytest.MonkeyPatch) -> Functions:
    return Functions(world, monkeypatch)


def test_a_report_is_followed_from_the_door_to_the_takedown(world: World, functions: Functions) -> None:
    world.told_of()
    sent = functions.call("intake_api", json.loads(SENT.read_text(encoding="utf-8")))
    report_id = json.loads(sent["body"])["report_id"]
    functions.call("triage", batch_of(world))
    functions.call("open_review", {"case_id": "r-R1-1", "token": world.workflow.token_for("r-R1-1")})
    world.decided("r-R1-1", "remove")
    functions.call("open_review", queued(case_id="r-R1-1"))
    functions.call("take_down", {"case_id": "r-R1-1"})
    functions.call("notify", queued(case_id="r-R1-1"))

    assert functions.said_of(report_id) == ["ReportsReceived", "ReportsTriaged"]
    assert functions.said_of("r-R1-1") == [
        "ReportsTriaged",
        "ReviewsOpened",
        "DecisionsConcluded",
        "TakedownsCarriedOut",
        "NoticesHandled",
    ]
    assert world.cases.get("r-R1-1").status is Status.REMOVED
    said = json.dumps(functions.lines)
    assert "phone number" not in said
    assert "a@example.org" not in said


def test_a_batch_says_of_each_case_which_reports_it_was_given(world: World, functions: Functions) -> None:
    world.told_of("R1")
    one, two = world.received("R1"), world.received("R1")
    other = world.received("R2")
    functions.call("triage", batch_of(world))

    stamped = [line for line in functions.lines if line["message"] == "ReportsTriaged"]
    assert {line["case_id"]: sorted(line["report_ids"]) for line in stamped} == {
        "r-R1-1": [one.report_id, two.report_id],
        "r-R2-1": [other.report_id],
    }


def test_what_comes_again_is_said_once(world: World, functions: Functions) -> None:
    report = world.received()
    batch = batch_of(world)
    functions.call("triage", batch)
    functions.call("triage", batch)

    assert functions.said_of(report.report_id) == ["ReportsTriaged"]


def test_a_report_that_came_home_by_sweep_is_followed_as_well(world: World, functions: Functions) -> None:
    report = world.received()
    world.later(minutes=5)
    with _listening(functions.lines):
        world.swept()

    assert functions.said_of(report.report_id) == ["ReportsTriaged"]


def batch_of(world: World) -> dict[str, Any]:
    records = Records(world)
    records.noted()
    return {"Records": records.all}
