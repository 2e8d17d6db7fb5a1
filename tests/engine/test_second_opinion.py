"""The whole line with a language model at a stand-in: asked where the detectors leave it open, and only there."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders.bedrock import StandIn, bedrock_stand_in, fails, likely
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, executions, report

OPEN = "This seller is a moron."
PLAIN = "It takes ages to boil."


@pytest.fixture(scope="module")
def bedrock() -> Iterator[StandIn]:
    with bedrock_stand_in() as started:
        yield started


@pytest.fixture(scope="module")
def asking(bedrock: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A stack that has a model to ask."""
    started = Laptop(tmp_path_factory.mktemp("asking"), second_opinion=bedrock.url)
    started.start()
    yield started
    started.close()


def reported(laptop: Laptop, review_id: str, text: str) -> dict[str, Any]:
    laptop.put_review(review_id, text=text, title="")
    report(laptop, review_id)
    return Moderator(laptop).waits_for_me(f"r-{review_id}-1")


def states_of(laptop: Laptop, case_id: str) -> list[str]:
    """The states that the case's executions entered."""
    entered = []
    for execution in executions(laptop):
        told = laptop.cloud.workflows.describe_execution(executionArn=execution["executionArn"])
        if f'"{case_id}"' in told["input"]:
            history = laptop.cloud.workflows.get_execution_history(executionArn=execution["executionArn"])["events"]
            entered += [
                event["stateEnteredEventDetails"]["name"] for event in history if "stateEnteredEventDetails" in event
            ]
    return entered


def opened(laptop: Laptop, case_id: str) -> list[str]:
    def rests() -> list[str] | None:
        entered = states_of(laptop, case_id)
        return entered if "OpenReview" in entered else None

    return laptop.eventually(rests, why=f"{case_id} to rest on its token")


def test_what_the_detectors_leave_open_is_asked_and_shown(asking: Laptop, bedrock: StandIn) -> None:
    bedrock.model = likely("a moron")
    reported(asking, "open", OPEN)

    assert opened(asking, "r-open-1") == ["Route?", "SecondOpinion", "OpenReview"]

    case = Moderator(asking).case("r-open-1")
    (said,) = [each for each in case["findings"] if each["detector"] == "second_opinion"]
    assert said["fired"]
    assert [OPEN[start:end] for start, end in said["spans"]] == ["a moron"]
    assert said["version"] == "on-this-machine prompt 1"
    assert "second_opinion" in [entry["act"] for entry in case["history"]]
    assert case["status"] == "human_review"
    assert Moderator(asking).decide("r-open-1", "keep").status_code == 202


def test_the_rest_costs_no_transition_more(asking: Laptop, bedrock: StandIn) -> None:
    reported(asking, "plain", PLAIN)

    assert opened(asking, "r-plain-1") == ["Route?", "OpenReview"]


def test_a_model_that_is_throttled_holds_nobody_up(asking: Laptop, bedrock: StandIn) -> None:
    bedrock.model = lambda _: fails("ThrottlingException")
    before = reported(asking, "throttled", OPEN)

    assert opened(asking, "r-throttled-1") == ["Route?", "SecondOpinion", "OpenReview"]

    case = Moderator(asking).case("r-throttled-1")
    assert case["findings"] == before["findings"]
    entry = next(entry for entry in case["history"] if entry["act"] == "second_opinion")
    assert entry["facts"]["outcome"] == "unreachable"
    assert Moderator(asking).decide("r-throttled-1", "keep").status_code == 202


def test_each_is_asked_about_once_by_a_signed_call(asking: Laptop, bedrock: StandIn) -> None:
    texts = [call.review["text"] for call in bedrock.asked]

    assert texts == [OPEN, OPEN]
    assert {call.model for call in bedrock.asked} == {"on-this-machine"}


def test_without_a_model_nobody_is_asked(laptop: Laptop) -> None:
    reported(laptop, "not-asked", OPEN)

    assert opened(laptop, "r-not-asked-1") == ["Route?", "OpenReview"]
