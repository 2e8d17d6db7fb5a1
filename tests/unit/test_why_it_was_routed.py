"""Why a case went where it went, by which policy and which detectors: kept on the case, and kept with its decision."""

import pytest

from redress.detect import DETECTORS, versions
from redress.model import Case, Decision, Heard
from tests.builders.nouns import A_NUMBER, HARSH
from tests.builders.world import World

INSULT = "This seller is a moron and a liar."


def routing_of(case: Case) -> tuple[str, dict[str, str]]:
    assert case.routing is not None
    assert case.routing.why
    return case.routing.policy_version, case.routing.detectors


@pytest.mark.parametrize("text", [HARSH, INSULT, A_NUMBER], ids=["nothing found", "an insult", "a phone number"])
def test_policy_and_detectors_are_kept_with_the_reason(world: World, text: str) -> None:
    world.told_of(text=text)

    assert routing_of(world.reported()) == (world.policy.version, dict(versions()))


def test_of_a_review_nobody_told_us_of_no_detector_looked_at_anything(world: World) -> None:
    assert routing_of(world.reported("never-told")) == (world.policy.version, {})


def test_an_edited_text_is_looked_at_by_all_again(world: World) -> None:
    world.told_of(text=HARSH)
    case = world.in_review()
    world.told_of(text=INSULT)

    assert routing_of(world.cases.get(case.case_id)) == (world.policy.version, dict(versions()))


def test_every_detector_has_a_version() -> None:
    assert list(versions()) == list(DETECTORS)
    assert all(versions().values())


def heard_by(decision: Decision | None) -> set[Heard]:
    assert decision is not None
    return set(decision.heard)


def test_a_decision_keeps_what_had_been_found_when_it_was_made(world: World) -> None:
    world.told_of(text=INSULT)
    case = world.in_review()
    world.decided(case.case_id, "keep")

    assert heard_by(world.decision_of(case.case_id)) == {finding.heard for finding in case.findings}
    assert any(
        heard.fired and heard.guideline == "respect.harassment" for heard in world.decision_of(case.case_id).heard
    )


def test_it_still_does_when_the_text_is_edited_and_appealed_and_decided_again(world: World) -> None:
    world.told_of(text=INSULT)
    case = world.in_review()
    world.decided(case.case_id, "keep")
    before = world.decision_of(case.case_id)
    world.told_of(text=HARSH)
    world.in_review(guideline="privacy.personal_data")

    assert heard_by(world.cases.decision(case.case_id, 1)) == heard_by(before)
    assert "moron" not in before.model_dump_json(include={"heard"})
