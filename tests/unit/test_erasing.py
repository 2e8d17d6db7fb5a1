"""Who reports: reporters whose reports are nearly always rejected are shown to the one who decides."""

from redress.model import Case, Finding
from redress.ports.tally import Counted
from redress.seal import digest_of
from tests.builders.nouns import a_report
from tests.builders.world import World


def known(world: World, account: str, *, decided: int, upheld: int) -> None:
    speaker = a_report(account=account).speaker
    world.counters.count(
        [Counted(f"past:{account}", "2026-11-01", {}, speaker, {"decided": decided, "upheld": upheld})]
    )
    assert digest_of(speaker)


def hint(case: Case) -> Finding | None:
    return next((finding for finding in case.findings if finding.detector == "erasing"), None)


def test_one_who_was_nearly_never_right_is_shown_and_fires_nothing(world: World) -> None:
    world.told_of()
    known(world, "zeno", decided=20, upheld=1)

    found = hint(world.reported(account="zeno"))

    assert found is not None
    assert not found.fired
    assert found.reason.startswith("The reports of a reporter were nearly always rejected: 1 of 20 upheld.")


def test_one_who_was_wrong_a_few_times_is_not(world: World) -> None:
    world.told_of()
    known(world, "zeno", decided=7, upheld=0)

    assert hint(world.reported(account="zeno")) is None


def test_one_who_was_often_right_is_not(world: World) -> None:
    world.told_of()
    known(world, "zeno", decided=40, upheld=12)

    assert hint(world.reported(account="zeno")) is None


def test_a_group_is_seen_when_the_case_has_grown(world: World) -> None:
    world.told_of()
    for number in range(9):
        if number % 2:
            known(world, f"g{number}", decided=8, upheld=0)
        world.reported(account=f"g{number}")
    known(world, "the tenth", decided=8, upheld=0)
    case = world.reported(account="the tenth")

    found = hint(case)
    assert found is not None
    assert "5 of the reporters" in found.reason
    assert "0 of 40 upheld" in found.reason
    assert "says nothing against the review" in found.reason
    assert case.top_finding == ""


def test_a_few_among_many_good_reporters_are_no_group(world: World) -> None:
    world.told_of()
    for number in range(9):
        known(world, f"g{number}", decided=8, upheld=0 if number < 3 else 7)
        world.reported(account=f"g{number}")

    assert hint(world.reported(account="the tenth")) is None
