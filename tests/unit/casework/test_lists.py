"""Lists narrowed in every way, read no further than they must; and queues that are counted by steps for all."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from redress.adapters.clients import client
from redress.casework import queues
from redress.casework.board import _parted, as_counted, counted
from redress.model import Claim, Priority, Queue, Status
from redress.ports.desk import AGE_EDGES
from redress.review import claim_case
from tests.builders.nouns import a_case, a_finding
from tests.builders.world import ANA, BEN, World
from tests.unit.casework.conftest import Ask


def waiting(world: World, number: int, prefix: str = "R", **fields: Any) -> list[str]:
    names = []
    for each in range(number):
        usual = {
            "status": Status.HUMAN_REVIEW,
            "queue": Queue.GENERAL,
            "due_at": world.now + timedelta(hours=each),
        }
        names.append(world.cases.add(a_case(f"{prefix}{each:03d}", **{**usual, **fields})).case_id)
    return names


def pages(ask: Ask, **query: str) -> list[list[str]]:
    listed: list[list[str]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = ask("GET", "/v1/cases", query={**query, **cursor})
        assert answer.status == 200, answer.text
        listed.append([item["case_id"] for item in answer.said["items"]])
        if "next" not in answer.said:
            return listed
        cursor = {"cursor": answer.said["next"]}
        assert len(listed) < 200


def every(ask: Ask, **query: str) -> list[str]:
    return [name for page in pages(ask, **query) for name in page]


@pytest.fixture
def lines_read(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines of the index each query took out of the table."""
    read: list[int] = []
    asked = client("dynamodb").query

    def query(**call: Any) -> Any:
        answer = asked(**call)
        if call.get("IndexName") == "queue":
            read.append(len(answer["Items"]))
        return answer

    monkeypatch.setattr(client("dynamodb"), "query", query)
    return read


class TestNarrowing:
    def test_by_what_is_overdue_mine_or_in_a_language(self, world: World, ask: Ask) -> None:
        names = waiting(world, 6)
        world.told_of("J", author_lang="ja-JP")
        japanese = world.in_review("J").case_id
        claim_case(names[4], ANA, cases=world.cases, policy=world.policy, clock=world.clock)
        claim_case(names[5], BEN, cases=world.cases, policy=world.policy, clock=world.clock)
        world.later(minutes=9)

        assert every(ask, mine="true") == [names[4]]
        assert every(ask, lang="ja") == [japanese]
        assert every(ask, overdue="true") == [names[0]]
        assert every(ask, overdue="true", mine="true") == []
        world.later(hours=2)
        assert every(ask, overdue="true", queue="general") == names[:3]
        assert every(ask, mine="true") == []

    def test_in_every_combination_loses_none_on_the_way(self, world: World, ask: Ask) -> None:
        found = (a_finding("respect.threat"),)
        waiting(world, 7, "A")
        wanted = waiting(world, 5, "B", priority=Priority.HIGH, findings=found)
        waiting(world, 4, "C", priority=Priority.HIGH)
        waiting(world, 3, "D", priority=Priority.HIGH, findings=found, queue=Queue.ABUSE)
        waiting(world, 3, "E", findings=found)

        for limit in ("1", "2", "50"):
            query = {"queue": "general", "priority": "high", "guideline": "respect.threat"}
            assert every(ask, limit=limit, **query) == wanted

    def test_by_priority_goes_straight_there(self, world: World, ask: Ask, lines_read: list[int]) -> None:
        waiting(world, 120, "A")
        low = waiting(world, 4, "B", priority=Priority.LOW)

        assert every(ask, queue="general", priority="low") == low
        assert sum(lines_read) == 4

    def test_a_cursor_of_one_priority_begins_another_at_its_start(self, world: World, ask: Ask) -> None:
        waiting(world, 4, "A", priority=Priority.HIGH)
        low = waiting(world, 4, "B", priority=Priority.LOW)
        cursor = ask("GET", "/v1/cases", query={"queue": "general", "priority": "high", "limit": "2"}).said["next"]

        said = ask("GET", "/v1/cases", query={"queue": "general", "priority": "low", "cursor": cursor}).said

        assert [item["case_id"] for item in said["items"]] == low

    def test_reads_no_more_for_a_late_page_than_for_the_first(
        self, world: World, ask: Ask, lines_read: list[int]
    ) -> None:
        waiting(world, 400)
        cost = []
        query = {"queue": "general", "limit": "20"}
        for _ in range(15):
            lines_read.clear()
            said = ask("GET", "/v1/cases", query=query).said
            cost.append(sum(lines_read))
            query["cursor"] = said["next"]

        assert max(cost) <= 4 * (20 // 4 + 10) * 2
        assert max(cost[1:]) <= cost[0] * 1.5

    @pytest.mark.parametrize(
        "query",
        [{"overdue": "perhaps"}, {"mine": "2"}, {"held": ""}, {"lang": "DE"}, {"lang": "x" * 9}, {"lang": "d e"}],
    )
    def test_is_not_asked_for_in_odd_words(self, ask: Ask, query: dict[str, str]) -> None:
        answer = ask("GET", "/v1/cases", query=query)

        assert answer.status == (200 if query == {"held": ""} else 422)


class TestTheBoard:
    def counted(self, world: World) -> tuple[datetime, int]:
        board = queues(ANA, desk_store=world.desk_store, clock=world.clock)
        return board.as_of, sum(state.length for state in board.items)

    def test_is_counted_anew_for_each_while_little_is_open(self, world: World) -> None:
        waiting(world, 3)
        assert self.counted(world) == (world.now, 3)
        waiting(world, 2, "S")

        assert self.counted(world) == (world.now, 5)

    def test_of_many_is_counted_by_steps_while_all_have_the_last_one(
        self, world: World, monkeypatch: pytest.MonkeyPatch, lines_read: list[int]
    ) -> None:
        waiting(world, 3)
        first = self.counted(world)
        monkeypatch.setattr("redress.casework.board.STEP", 4)
        waiting(world, 7, "S")
        waiting(world, 3, "T", queue=Queue.LEGAL)
        began = world.now
        seen, steps = [], []
        for _ in range(4):
            lines_read.clear()
            seen.append(self.counted(world))
            steps.append(sum(lines_read))
            world.later(seconds=2)

        assert seen == [first, first, first, (began, 13)]
        assert max(steps) <= 4

    def test_the_sweep_counts_on_by_many_steps(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("redress.casework.board.STEP", 4)
        waiting(world, 13)

        assert not queues(ANA, desk_store=world.desk_store, clock=world.clock).complete
        world.later(seconds=2)
        board = counted(desk_store=world.desk_store, clock=world.clock, steps=20)

        assert (board.complete, sum(state.length for state in board.items)) == (True, 13)
        assert sum(sum(state.ages) for state in board.items) == 13

    def test_of_many_goes_on_no_faster_however_many_ask(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("redress.casework.board.STEP", 4)
        waiting(world, 13)
        self.counted(world)
        place = world.desk_store.board()[1]

        self.counted(world)

        assert world.desk_store.board()[1] == place

    def test_of_many_is_shown_beside_other_figures_as_it_was_counted_last(
        self, world: World, monkeypatch: pytest.MonkeyPatch, lines_read: list[int]
    ) -> None:
        def beside() -> tuple[datetime, int]:
            board = as_counted(ANA, desk_store=world.desk_store, clock=world.clock)
            return board.as_of, sum(state.length for state in board.items)

        waiting(world, 3)
        few = beside()
        assert few == (world.now, 3)
        monkeypatch.setattr("redress.casework.board.STEP", 2)
        waiting(world, 7, "S")
        world.later(seconds=2)
        lines_read.clear()

        assert beside() == few
        assert lines_read == []

    def test_is_counted_by_one_while_the_others_have_the_last_one(self, world: World) -> None:
        waiting(world, 3)
        first = self.counted(world)
        waiting(world, 2, "S")
        assert world.desk_store.may_count(world.now, world.now + timedelta(seconds=10))

        assert self.counted(world) == first
        world.later(seconds=11)
        assert self.counted(world) == (world.now, 5)

    def test_is_exact_however_many_wait(self, world: World) -> None:
        waiting(world, 130, card=a_case().card.model_copy(update={"excerpt": "x" * 200}))
        urgent = waiting(world, 2, "U", priority=Priority.URGENT, claim=Claim(by="ben", until=world.now))
        world.later(hours=2, minutes=30)

        board = queues(ANA, desk_store=world.desk_store, clock=world.clock)

        (general,) = [state for state in board.items if state.queue is Queue.GENERAL]
        assert (general.length, general.overdue) == (130 + len(urgent), 3 + 2)
        assert general.next_due == world.now + timedelta(minutes=30)

    def test_says_how_old_the_cases_are_and_when_they_are_due(self, world: World) -> None:
        waiting(world, 3)
        world.later(hours=5)
        waiting(world, 2, "S", opened_at=world.now)

        board = queues(ANA, desk_store=world.desk_store, clock=world.clock)

        (general,) = [state for state in board.items if state.queue is Queue.GENERAL]
        assert (len(general.ages), len(general.due_in)) == (
            len(board.age_edges_hours) + 1,
            len(board.due_edges_hours) + 1,
        )
        assert (general.ages[:2], sum(general.ages)) == ((2, 3), general.length)
        assert sum(general.due_in) + general.overdue == general.length

    @pytest.mark.parametrize("hours, place", [(0, 0), (4, 0), (4.01, 1), (720, 7), (721, 8)])
    def test_a_case_belongs_to_the_edge_that_it_reaches(self, hours: float, place: int) -> None:
        counts = _parted([0] * 9, [timedelta(hours=hours)], AGE_EDGES)

        assert [index for index, count in enumerate(counts) if count] == [place]
