"""Decisions that wait for a second person: listed, approved, or sent back with a reason."""

from datetime import timedelta

import pytest

from redress.model import Case, Status
from tests.builders.world import ADA, ANA, BEN, LEA, SHOP, World
from tests.unit.casework.conftest import Ask

NO = {"reason": "The statement is an opinion."}


@pytest.fixture
def held(world: World) -> Case:
    world.told_of()
    case = world.in_review()
    return world.decided(case.case_id, "remove", grounds=["respect.defamation"])


def test_are_a_list_of_their_own(world: World, ask: Ask, held: Case) -> None:
    world.told_of("R2")
    other = world.in_review("R2")
    world.decided(other.case_id, "keep", undo=60)

    def listed(**query: str) -> list[str]:
        return [item["case_id"] for item in ask("GET", "/v1/cases", query=query).said["items"]]

    assert listed(held="true") == [held.case_id]
    assert sorted(listed(status="deciding")) == [held.case_id, other.case_id]
    assert listed(held="true", queue="legal") == []
    ask("POST", f"/v1/cases/{held.case_id}/approve", by=BEN)
    assert listed(held="true") == []


def test_take_effect_at_no_time_that_anybody_knows_until_they_are_approved(
    world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(World, "undo", timedelta(seconds=10))
    world.told_of()
    case = world.in_review()
    path = f"/v1/cases/{case.case_id}"
    wish = {"outcome": "remove", "grounds": ["respect.defamation"], "explanation": "Untrue.", "version": case.version}

    made = ask("POST", f"{path}/decision", wish).said
    seen = ask("POST", f"{path}/looking", by=BEN).said["decision"]
    approved = ask("POST", f"{path}/approve", by=BEN).said

    assert (made["status"], made["held"], made["effective_at"]) == ("deciding", True, None)
    assert (seen["held"], seen["approved_by"], seen["effective_at"]) == (True, "", None)
    assert (approved["status"], approved["held"], approved["effective_at"]) == (
        "deciding",
        False,
        "2026-11-23T09:00:10Z",
    )


def test_wait_again_when_the_approval_is_taken_back(
    world: World, ask: Ask, held: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(World, "undo", timedelta(seconds=10))
    path = f"/v1/cases/{held.case_id}"
    ask("POST", f"{path}/approve", by=BEN)
    assert ask("GET", path, by=BEN).said["allowed"] == ["withdraw"]

    back = ask("POST", f"{path}/withdraw", by=BEN).said

    assert (back["status"], back["held"], back["effective_at"]) == ("deciding", True, None)
    assert [item["case_id"] for item in ask("GET", "/v1/cases", query={"held": "true"}).said["items"]] == [held.case_id]
    assert ask("GET", path, by=BEN).said["allowed"] == ["approve", "decline"]


def test_are_sent_back_with_the_reason_beside_them(world: World, ask: Ask, held: Case) -> None:
    assert ask("GET", f"/v1/cases/{held.case_id}", by=BEN).said["allowed"] == ["approve", "decline"]

    answer = ask("POST", f"/v1/cases/{held.case_id}/decline", NO, by=BEN)

    assert (answer.status, answer.said["status"]) == (200, "human_review")
    after = world.cases.get(held.case_id)
    assert (after.status, after.decision, after.decisions, after.claim) == (Status.HUMAN_REVIEW, None, 0, None)
    assert (after.notes[-1].kind, after.notes[-1].text, after.notes[-1].by) == ("decline", NO["reason"], "ben")
    assert world.acts(held.case_id)[-1] == "declined"
    assert world.decided(held.case_id, "keep", by=ANA).status is Status.KEPT


def test_are_not_declined_by_who_made_them(ask: Ask, held: Case) -> None:
    assert ask("POST", f"/v1/cases/{held.case_id}/decline", NO, by=ANA).status in {403, 409}
    assert ask("POST", f"/v1/cases/{held.case_id}/withdraw", by=ANA).status == 200


def test_are_declined_once_with_a_reason_by_staff(ask: Ask, held: Case) -> None:
    path = f"/v1/cases/{held.case_id}/decline"
    assert ask("POST", path, {}, by=BEN).status == 422
    assert ask("POST", path, NO, by=SHOP).status == 403
    assert ask("POST", path, NO, by=BEN).status == 200
    assert ask("POST", path, NO, by=LEA).status == 409
    assert ask("POST", f"/v1/cases/{held.case_id}/approve", by=LEA).status == 409
    assert ask("POST", "/v1/cases/r-none-1/decline", NO, by=ADA).status == 404
