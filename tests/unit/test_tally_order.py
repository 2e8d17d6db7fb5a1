"""Whatever way the stream tells it, the counters say the same: in any order, in any batches, as often as it likes."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.adapters.dynamodb.stream import Batch
from redress.model import MailRow, MailState
from redress.ports.tally import DayCounts
from redress.tally import count_changes, facts_of
from redress.triage import triage_reports
from tests.builders.nouns import A_NUMBER, HARSH
from tests.builders.records import Records
from tests.builders.world import BEN, Cloud, World
from tests.unit.test_appeals import appealed

DAYS = ("2026-11-23", "2026-11-24")


@pytest.fixture(scope="module")
def story(cloud: Cloud) -> list[dict[str, Any]]:
    """A day with everything in it: by machine and by people, appealed, late, by mail."""
    cloud.empty()
    world = World()
    records = Records(world)
    for review_id, text in (("R1", HARSH), ("R2", A_NUMBER), ("R3", HARSH)):
        world.told_of(review_id, text=text, seller_id="S1", product_id=f"P-{review_id}")
    for review_id in ("R1", "R2", "R1", "R3"):
        report = world.received(review_id)
        records.noted()
        triage_reports([report], desk=world.triage)
        records.noted()
    world.acted("r-R2-1")
    records.noted()
    world.opened("r-R1-1")
    world.later(hours=3)
    world.decided("r-R1-1", "remove", undo=5)
    records.noted()
    world.later(hours=1)
    world.concluded("r-R1-1")
    world.acted("r-R1-1")
    records.noted()
    world.told("r-R1-1")
    records.noted()
    appealed(world, "r-R2-1", by_author=True)
    records.noted()
    world.opened("r-R2-1")
    world.later(hours=1)
    world.decided("r-R2-1", "keep", by=BEN)
    world.acted("r-R2-1")
    records.noted()
    row = world.mails.add(MailRow(key="inbound/1", received_at=world.now))
    records.noted()
    world.mails.save(row, row.model_copy(update={"state": MailState.ASKED_BACK}))
    world.later(hours=90)
    world.swept()
    records.noted()
    return records.all


def counted(cloud: Cloud, batches: list[list[dict[str, Any]]]) -> Mapping[str, DayCounts]:
    cloud.empty()
    world = World()
    for records in batches:
        count_changes(Batch({"Records": records}).changes, counters=world.counters)
    return {day: world.counters.read(day) for day in DAYS}


def test_the_story_has_what_is_worth_counting(cloud: Cloud, story: list[dict[str, Any]]) -> None:
    today = counted(cloud, [story])["2026-11-23"]

    assert {"reports", "cases", "decisions", "appeals", "answered", "notices", "mails"} <= today.amounts.keys()
    assert today.amounts["appeals"]["automated.overturned"] == 1
    assert sorted(name.rpartition("/")[2] for name in today.amounts["detector:personal_data"]) == [
        "automated",
        "reversed",
    ]
    assert today.leaders == {"product": {"P-R1": 2, "P-R2": 1, "P-R3": 1}, "seller": {"S1": 4}}


def test_no_record_makes_a_fact_of_another_day_or_name_when_it_comes_again(story: list[dict[str, Any]]) -> None:
    first = [facts_of(change) for change in Batch({"Records": story}).changes]
    again = [facts_of(change) for change in Batch({"Records": story}).changes]
    names = [fact.fact for facts in first for fact in facts]

    assert first == again
    assert len(names) == len(set(names))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_order_and_any_repeats_count_the_same(
    cloud: Cloud, story: list[dict[str, Any]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(story))
    repeats = data.draw(st.lists(st.sampled_from(story), max_size=20))
    cut = data.draw(st.integers(0, len(order)))

    assert counted(cloud, [order[:cut], repeats, order[cut:], repeats]) == counted(cloud, [story])
