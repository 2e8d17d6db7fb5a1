"""The next case: one asker, one case, the most pressing that is theirs; and who else is looking at it."""

from datetime import timedelta
from typing import Any

import pytest

from redress.adapters.clients import client
from redress.casework import next_case
from redress.errors import NotAllowed
from redress.model import Priority, Queue, Status
from redress.ports import Page
from redress.review import claim_case
from tests.builders.http import Answer
from tests.builders.nouns import a_case
from tests.builders.world import ADA, ANA, BEN, LEA, SHOP, World
from tests.unit.casework.conftest import Ask
from tests.unit.test_appeals import appealed


def waiting(world: World, number: int, queue: Queue = Queue.GENERAL, prefix: str = "R", **fields: Any) -> list[str]:
    names = []
    for each in range(number):
        status = {Queue.LEGAL: Status.LEGAL_REVIEW, Queue.PARKED: Status.PARKED}.get(queue, Status.HUMAN_REVIEW)
        due_at = world.now + timedelta(hours=each)
        case = a_case(f"{prefix}{each:03d}", status=status, queue=queue, due_at=due_at, **fields)
        names.append(world.cases.add(case).case_id)
    return names


def taken(ask: Ask, queue: str = "general", *, but: tuple[str, ...] = (), **call: Any) -> str | None:
    answer: Answer = ask("POST", f"/v1/queues/{queue}/next", {"except": list(but)} if but else {}, **call)
    assert answer.status in {200, 204}, answer.text
    return answer.said["case_id"] if answer.status == 200 else None


class TestTheNextCase:
    def test_is_the_most_pressing_one_claimed_and_whole(self, world: World, ask: Ask) -> None:
        waiting(world, 3)
        urgent = waiting(world, 1, prefix="U", priority=Priority.URGENT)

        said = ask("POST", "/v1/queues/general/next", {}).said

        assert (said["case_id"], said["claimed_by"]) == (urgent[0], "ana")
        assert {"findings", "reports", "history", "allowed", "version"} <= said.keys()

    def test_is_each_persons_own(self, world: World, ask: Ask) -> None:
        names = waiting(world, 2)

        assert [taken(ask, by=ANA), taken(ask, by=BEN), taken(ask, by=LEA)] == [*names, None]
        assert taken(ask, by=ANA) == names[0]

    def test_comes_back_when_a_lease_has_lapsed(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        assert taken(ask, by=ANA) == name
        world.later(minutes=10)

        assert taken(ask, by=BEN) == name

    def test_is_none_that_i_skipped_or_do_not_want_just_now(self, world: World, ask: Ask) -> None:
        names = waiting(world, 3)
        ask("POST", f"/v1/cases/{names[0]}/skip", {"reason": "I know the seller."})

        assert taken(ask, but=(names[1],)) == names[2]
        assert ask("GET", f"/v1/cases/{names[0]}").said["skipped_by_me"] is True
        assert taken(ask, by=BEN) == names[0]
        assert ask("GET", f"/v1/cases/{names[0]}", by=BEN).said["skipped_by_me"] is False

    def test_that_was_skipped_says_why_to_the_next(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        ask("POST", f"/v1/cases/{name}/skip", {"reason": "I know the seller."})

        (note,) = ask("GET", f"/v1/cases/{name}", by=BEN).said["notes"]

        assert (note["kind"], note["text"], note["by"]) == ("skip", "I know the seller.", "ana")

    def test_may_be_offered_again_after_a_month(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        ask("POST", f"/v1/cases/{name}/skip", {"reason": "Too tired."})
        assert taken(ask) is None
        world.later(days=30)

        assert taken(ask) == name

    def test_is_no_appeal_against_my_own_decision(self, world: World, ask: Ask) -> None:
        world.told_of()
        kept = world.kept()
        appealed(world, kept.case_id)

        assert taken(ask, "appeals", by=ANA) is None
        assert taken(ask, "appeals", by=BEN) == kept.case_id

    @pytest.mark.parametrize("queue, by, status", [("legal", ANA, 403), ("parked", LEA, 403), ("nowhere", ANA, 404)])
    def test_is_of_a_queue_that_is_mine(self, ask: Ask, queue: str, by: Any, status: int) -> None:
        assert ask("POST", f"/v1/queues/{queue}/next", {}, by=by).status == status

    def test_of_any_queue_is_the_most_pressing_that_my_role_may_decide(self, world: World, ask: Ask) -> None:
        waiting(world, 1, Queue.LEGAL, "L", priority=Priority.URGENT)
        waiting(world, 1, Queue.PARKED, "P", priority=Priority.URGENT)
        waiting(world, 1, Queue.GENERAL, "G", priority=Priority.LOW)
        waiting(world, 1, Queue.PRIVACY, "V", priority=Priority.HIGH)

        assert [taken(ask, "any"), taken(ask, "any", by=LEA)] == ["r-V000-1", "r-L000-1"]
        assert taken(ask, "any", by=ADA) == "r-P000-1"

    def test_two_who_ask_at_once_get_two(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both read the same list before either has claimed."""
        names = waiting(world, 2)
        asked = {"cases": world.cases, "desk_store": world.desk_store, "policy": world.policy, "clock": world.clock}
        seen = world.cases.in_bucket("general")
        monkeypatch.setattr(world.cases, "in_bucket", lambda *_, **__: Page(seen.items, None))

        got = [next_case("general", (), by, **asked) for by in (ANA, BEN)]  # type: ignore[arg-type]

        assert got == names
        assert [world.cases.get(name).claim.by for name in names] == ["ana", "ben"]  # type: ignore[union-attr]

    @pytest.mark.parametrize("body", [b"", [], {"except": "x"}, {"except": ["x"] * 51}, {"but": ["x"]}, {"next": 1}])
    def test_is_not_asked_for_in_odd_words(self, ask: Ask, body: object) -> None:
        assert ask("POST", "/v1/queues/general/next", body).status in {400, 422}

    def test_is_for_staff(self, world: World) -> None:
        with pytest.raises(NotAllowed):
            next_case(
                "any",
                (),
                SHOP,
                cases=world.cases,
                desk_store=world.desk_store,
                policy=world.policy,
                clock=world.clock,
            )


class TestPuttingDown:
    def test_a_case_goes_back_at_once(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        ask("POST", f"/v1/cases/{name}/claim")

        assert ask("DELETE", f"/v1/cases/{name}/claim", by=BEN).status == 409
        assert ask("DELETE", f"/v1/cases/{name}/claim").status == 200
        assert ask("DELETE", f"/v1/cases/{name}/claim").status == 200
        assert ask("POST", f"/v1/cases/{name}/claim", by=BEN).status == 200
        assert ask("DELETE", f"/v1/cases/{name}/claim", by=ADA).status == 200
        assert ask("GET", f"/v1/cases/{name}").said["claimed_by"] is None
        assert ask("DELETE", f"/v1/cases/{name}/claim", by=SHOP).status == 403

    def test_moves_no_version(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        before = world.cases.get(name).version
        claim_case(name, ANA, cases=world.cases, policy=world.policy, clock=world.clock)

        assert ask("DELETE", f"/v1/cases/{name}/claim").said["version"] == before


class TestLooking:
    def test_shows_who_else_looks_for_as_long_as_they_do(self, world: World, ask: Ask) -> None:
        (name,) = waiting(world, 1)
        path = f"/v1/cases/{name}/looking"

        assert ask("POST", path).said["others"] == []
        assert [other["name"] for other in ask("POST", path, by=BEN).said["others"]] == ["ana"]
        world.later(seconds=20)
        assert [other["name"] for other in ask("POST", path).said["others"]] == ["ben"]
        world.later(seconds=20)
        assert ask("POST", path).said["others"] == []
        ask("POST", path, by=BEN)
        assert ask("DELETE", path).status == 204
        assert ask("POST", path, by=BEN).said["others"] == []

    def test_shows_another_persons_decision(self, world: World, ask: Ask) -> None:
        case = world.in_review()
        before = ask("POST", f"/v1/cases/{case.case_id}/looking").said
        assert (before["version"], before["decision"]) == (case.version, None)
        world.decided(case.case_id, "keep", by=BEN, undo=30)

        after = ask("POST", f"/v1/cases/{case.case_id}/looking").said

        assert (after["status"], after["decision"]["decided_by"]) == ("deciding", "ben")
        assert after["version"] > before["version"]

    @pytest.mark.parametrize("name", ["REPORT", "REVIEW", "CASE#000001", "a" * 200, "\u202eana", "ana#ben"])
    def test_is_anybodys_whatever_they_are_called(self, world: World, ask: Ask, name: str) -> None:
        """A name is no sort key that the readers of the stream would take for a noun."""
        (case_id,) = waiting(world, 1)
        odd = ANA.model_copy(update={"name": name})

        ask("POST", f"/v1/cases/{case_id}/looking", by=odd)

        assert [other["name"] for other in ask("POST", f"/v1/cases/{case_id}/looking").said["others"]] == [name]
        items = client("dynamodb").scan(TableName="redress")["Items"]
        assert f"BY#{name}" in {item["sk"]["S"] for item in items if item["pk"]["S"].startswith("LOOKING#")}

    def test_leaves_the_case_alone(self, world: World, ask: Ask) -> None:
        case = world.in_review()

        ask("POST", f"/v1/cases/{case.case_id}/looking")

        assert world.cases.get(case.case_id) == case

    @pytest.mark.parametrize("name", ["r-never-1", "%23", "x", "r-R1-1%23ENTRY"])
    def test_at_nothing_is_not_found(self, ask: Ask, name: str) -> None:
        assert ask("POST", f"/v1/cases/{name}/looking").status == 404
        assert ask("DELETE", f"/v1/cases/{name}/looking").status == 404

    def test_is_for_staff(self, world: World, ask: Ask) -> None:
        case = world.in_review()

        assert ask("POST", f"/v1/cases/{case.case_id}/looking", by=SHOP).status == 403
        assert ask("DELETE", f"/v1/cases/{case.case_id}/looking", by=SHOP).status == 403
