"""What triage cannot handle: a whole batch of the stream has its case all the same, also in a crowd."""

from collections.abc import Sequence
from typing import Any

import pytest

from redress.adapters.dynamodb.table import Write
from redress.model import Report
from redress.triage import give_to_a_person
from tests.builders.world import World


def test_two_batches_are_stamped_where_the_table_takes_a_hundred_writes_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [world.received() for _ in range(200)]
    genuine, written = world.table.transact, list[int]()

    def transact(writes: Sequence[Write]) -> None:
        written.append(len(writes))
        genuine(writes)

    monkeypatch.setattr(world.table, "transact", transact)

    for some in (reports[:100], reports[100:]):
        give_to_a_person(some, desk=world.triage)

    assert world.cases.get("r-R1-1").report_count == 200
    assert max(written) <= 100
    assert world.workflow.starts == [("r-R1-1", 1)]


def test_a_case_that_another_opened_meanwhile_is_joined(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    report, genuine, waits = world.received(), world.cases.open, [True]

    def opened(*given: Any) -> list[Report]:
        if waits:
            waits.clear()
            world.reported()
        return genuine(*given)

    monkeypatch.setattr(world.cases, "open", opened)

    give_to_a_person([report], desk=world.triage)

    assert world.reports.get(report.report_id).case_id == "r-R1-1"
    assert world.cases.get("r-R1-1").report_count == 2
