"""The first of very many: exact for a day, bounded, and the same in whatever order the reports come."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.adapters.dynamodb import leaders
from redress.adapters.dynamodb.keys import Key
from redress.ports.tally import Counted, Ranked
from tests.builders.world import Cloud, World

DAY = "2026-11-23"
NAMES = st.sampled_from([f"P{number}" for number in range(30)])


def reported(number: int, product: str) -> Counted:
    return Counted(f"stamped:{number}", DAY, {}, ranked={Ranked("product", product): 1})


def first(world: World) -> dict[str, int]:
    return dict(world.counters.read(DAY).leaders.get("product", {}))


def test_a_name_may_hold_whatever_a_platform_calls_its_products(world: World) -> None:
    odd = ["P#1", "P#product#2", '"quoted"', "ケトル", "P#2026-11-23", "=1+1", "x" * 128]
    world.counters.count([reported(number, name) for number, name in enumerate(odd)])

    assert first(world) == dict.fromkeys(odd, 1)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NAMES, max_size=80), st.integers(1, 40))
def test_the_first_are_the_true_first_however_they_are_batched(cloud: Cloud, names: list[str], size: int) -> None:
    cloud.empty()
    world, kept = World(), leaders.FIRST
    leaders.FIRST = 3
    try:
        facts = [reported(number, name) for number, name in enumerate(names)]
        for start in range(0, len(facts), size):
            world.counters.count(facts[start : start + size])
        world.counters.count(facts[:10])
        read = world.counters.read(DAY)
    finally:
        leaders.FIRST = kept
    true = sorted(Counter(names).items(), key=lambda each: (-each[1], each[0]))
    found = read.leaders.get("product", {})

    assert dict(true[:3]).items() <= found.items()
    assert len(found) <= 3 * leaders.SHARDS
    assert all(count <= read.short_of.get("product", 0) for name, count in true if name not in found)


def test_a_count_that_was_made_before_a_break_is_followed_when_the_record_comes_again(world: World) -> None:
    world.counters.count([reported(1, "P1")])
    list_of_p1 = next(item for item in world.table.query("pk", f"TALLY#{DAY}") if item["sk"].startswith("LEADERS#"))
    world.table.delete(Key(list_of_p1["pk"], list_of_p1["sk"]))

    assert world.counters.count([reported(1, "P1")]) == 0
    assert first(world) == {"P1": 1}


def test_what_is_not_among_the_first_does_not_stay_for_ever(world: World) -> None:
    world.counters.count([reported(1, "P1")])
    (counter,) = world.table.query("pk", "TALLY#product#P1")

    assert counter["amount"] == 1
    assert counter["expires_at"] > 0
