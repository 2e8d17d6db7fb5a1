"""Identical reports: shown beforehand, decided each for itself, taken back each for itself."""

from typing import Any

import pytest

from redress.model import Status
from tests.builders.http import Answer
from tests.builders.world import ANA, BEN, LEA, SHOP, World
from tests.unit.casework.conftest import Ask

COPIED = "Best kettle of all! I have bought five of them, and so should you."


def copies(world: World, number: int = 3) -> list[str]:
    for each in range(number):
        text = COPIED if each % 2 else COPIED.upper().replace(",", " -")
        world.told_of(f"C{each}", text=text, author_id=f"A{each}", product_id=f"P{each}")
        world.in_review(f"C{each}")
        world.later(seconds=1)
    return [f"r-C{each}-1" for each in range(number)]


def preview(ask: Ask, case_id: str) -> dict[str, list[str]]:
    said = ask("GET", f"/v1/cases/{case_id}/alike").said
    return {item["case_id"]: item["alike"] for item in said["items"]}


def decided(ask: Ask, seed: str, ids: list[str], outcome: str = "remove", **call: Any) -> Answer:
    """Decide those of a preview, as they were read there."""
    said = ask("GET", f"/v1/cases/{seed}/alike").said
    versions = {item["case_id"]: item["version"] for item in (said["case"], *said["items"])}
    body = {
        "cases": [{"case_id": each, "version": versions.get(each, 1)} for each in ids],
        "outcome": outcome,
        "grounds": ["promotion.advertising"] if outcome == "remove" else [],
        "explanation": "The same advertisement on many products.",
    }
    return ask("POST", f"/v1/cases/{seed}/alike/decision", body, **call)


class TestThePreview:
    def test_shows_copies_of_a_text(self, world: World, ask: Ask) -> None:
        first, second, third = copies(world)
        world.told_of("R9", text="Another text altogether, about another kettle.")
        world.in_review("R9")

        said = ask("GET", f"/v1/cases/{first}/alike").said

        assert said["case"]["case_id"] == first
        assert preview(ask, first) == {second: ["text"], third: ["text"]}
        assert said["more"] is False
        assert all("remove" in item["allowed"] for item in said["items"])
        assert {item["version"] for item in said["items"]} == {world.cases.get(second).version}

    def test_shows_where_one_reporter_said_the_same_within_a_day(self, world: World, ask: Ask) -> None:
        for each, (by, words, later) in enumerate(
            [
                ("a@example.org", "All by the same shop.", 1),
                ("a@example.org", "all  by the SAME shop.", 1),
                ("a@example.org", "This one is rude.", 1),
                ("b@example.org", "All by the same shop.", 30),
                ("a@example.org", "All by the same shop.", 0),
            ]
        ):
            world.told_of(f"R{each}", text=f"Words of their own, number {each} of five.")
            world.in_review(f"R{each}", by=by, explanation=words)
            world.later(hours=later)

        assert preview(ask, "r-R0-1") == {"r-R1-1": ["reports"]}
        said = ask("GET", "/v1/cases/r-R0-1/alike").said
        assert said["items"][0]["explanation"] == "all  by the SAME shop."

    def test_shows_only_what_waits_for_a_person(self, world: World, ask: Ask) -> None:
        first, second, third = copies(world)
        world.decided(second, "keep")
        world.told_of("C2", text="Edited: now it says something else, of its own.", author_id="A2", product_id="P2")

        assert preview(ask, first) == {}
        assert preview(ask, second) == {first: ["text"]}
        assert preview(ask, third) == {}

    def test_of_a_short_text_is_empty(self, world: World, ask: Ask) -> None:
        for each in range(2):
            world.told_of(f"R{each}", text="Bad.")
            world.in_review(f"R{each}")

        assert preview(ask, "r-R0-1") == {}

    def test_is_bounded(self, world: World, ask: Ask) -> None:
        copies(world, 55)

        said = ask("GET", "/v1/cases/r-C0-1/alike").said

        assert (len(said["items"]), said["more"]) == (49, True)

    def test_says_what_is_in_anothers_hands(self, world: World, ask: Ask) -> None:
        first, second, _ = copies(world)
        ask("POST", f"/v1/cases/{second}/claim", by=BEN)

        (held, free) = ask("GET", f"/v1/cases/{first}/alike").said["items"]

        assert (held["claimed_by"], held["allowed"]) == ("ben", [])
        assert "remove" in free["allowed"]


class TestDecidingTogether:
    def test_decides_each_as_if_alone(self, world: World, ask: Ask) -> None:
        first, second, third = copies(world)

        answer = decided(ask, first, [first, second, third])

        assert answer.status == 200
        assert [(item["case_id"], item["done"], item["problem"]) for item in answer.said["items"]] == [
            (each, True, None) for each in (first, second, third)
        ]
        assert {item["moved"]["status"] for item in answer.said["items"]} == {"deciding"}
        for each in (first, second, third):
            decision = world.decision_of(each)
            assert (decision.decided_by, decision.case_id, decision.automated) == ("ana", each, False)
            entry = list(world.cases.entries(each))[-1]
            assert (entry.act, entry.facts["together"]) == ("decided", first)

    def test_refuses_each_for_itself(self, world: World, ask: Ask) -> None:
        first, second, third = copies(world)
        world.told_of("R9", text="Another text altogether, about another kettle.")
        other = world.in_review("R9").case_id
        ask("POST", f"/v1/cases/{second}/claim", by=BEN)

        answer = decided(ask, first, [third, second, other, "r-none-1", first])

        by_id = {item["case_id"]: item for item in answer.said["items"]}
        assert [item["case_id"] for item in answer.said["items"]] == [third, second, other, "r-none-1", first]
        assert (by_id[first]["done"], by_id[third]["done"]) == (True, True)
        assert by_id[second]["problem"]["status"] == 409
        assert by_id[second]["problem"]["type"].endswith("/case-held")
        assert (by_id[other]["problem"]["status"], by_id["r-none-1"]["problem"]["status"]) == (422, 422)
        assert by_id[other]["moved"] is None
        assert world.cases.get(other).decision is None

    def test_twice_decides_once(self, world: World, ask: Ask) -> None:
        first, second, _ = copies(world)
        body = {
            "cases": [{"case_id": second, "version": world.cases.get(second).version}] * 2,
            "outcome": "keep",
            "explanation": "Fine.",
        }

        items = ask("POST", f"/v1/cases/{first}/alike/decision", body).said["items"]
        again = ask("POST", f"/v1/cases/{first}/alike/decision", body).said["items"]

        assert [item["done"] for item in items] == [True, False]
        assert [item["done"] for item in again] == [False, False]
        assert world.cases.get(second).decisions == 1

    def test_asks_for_what_a_decision_needs(self, world: World, ask: Ask) -> None:
        first, second, _ = copies(world)
        read = {"case_id": second, "version": world.cases.get(second).version}
        good: dict[str, Any] = {"cases": [read], "outcome": "keep", "explanation": "Fine."}
        path = f"/v1/cases/{first}/alike/decision"

        wrongs: list[dict[str, Any]] = [
            {"cases": []},
            {"cases": [read] * 51},
            {"cases": [{"case_id": second}]},
            {"cases": [{**read, "version": "1"}]},
            {"outcome": "escalate"},
            {"outcome": "needs_info"},
            {"explanation": " "},
            {"extra": 1},
        ]
        for wrong in wrongs:
            assert ask("POST", path, {**good, **wrong}).status == 422, wrong
        (item,) = ask("POST", path, {**good, "outcome": "remove"}).said["items"]
        assert item["problem"]["status"] == 422
        assert world.cases.get(second).decision is None

    def test_still_waits_for_a_second_person_where_the_policy_does(self, world: World, ask: Ask) -> None:
        first, second, _ = copies(world)
        said = ask("GET", f"/v1/cases/{first}/alike").said
        body = {
            "cases": [{"case_id": second, "version": said["items"][0]["version"]}],
            "outcome": "remove",
            "grounds": ["respect.defamation"],
            "explanation": "False.",
        }

        assert ask("POST", f"/v1/cases/{first}/alike/decision", body).said["items"][0]["done"] is True
        assert world.decision_of(second).awaits_second_person

    def test_is_each_roles_own(self, world: World, ask: Ask) -> None:
        first, second, _ = copies(world)
        world.decided(second, "escalate")

        (item,) = decided(ask, first, [second], by=ANA).said["items"]
        assert (item["done"], item["problem"]["status"]) == (False, 403)
        (item,) = decided(ask, first, [second], by=LEA).said["items"]
        assert item["done"] is True
        assert decided(ask, first, [first], by=SHOP).status == 403
        assert ask("GET", f"/v1/cases/{first}/alike", by=SHOP).status == 403
        assert ask("GET", "/v1/cases/r-none-1/alike").status == 404


class TestTakingBackTogether:
    def test_takes_back_each_that_can_be(self, world: World, ask: Ask) -> None:
        world._env = {**world._env, "UNDO_SECONDS": "10"}
        first, second, third = copies(world)
        decided(ask, first, [first, second])
        world.decided(third, "keep", by=BEN, undo=10)

        answer = ask("POST", f"/v1/cases/{first}/alike/withdraw", {"cases": [first, second, third, "r-none-1"]})

        assert [item["done"] for item in answer.said["items"]] == [True, True, False, False]
        assert [item["problem"]["status"] for item in answer.said["items"][2:]] == [409, 404]
        for each in (first, second):
            case = world.cases.get(each)
            assert (case.status, case.decision) == (Status.HUMAN_REVIEW, None)
            assert case.claim is not None
            assert case.claim.by == "ana"

    @pytest.mark.parametrize("body", [{}, {"cases": []}, {"cases": ["x"] * 51}, {"cases": "x"}, {"cases": [1]}])
    def test_is_told_which(self, world: World, ask: Ask, body: object) -> None:
        assert ask("POST", "/v1/cases/r-R1-1/alike/withdraw", body).status == 422
        assert ask("POST", "/v1/cases/r-R1-1/alike/withdraw", {"cases": ["x"]}, by=SHOP).status == 403
