"""The desk's door: lists that page without gaps, cursors that cannot be made up, and each role to its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import functions.desk_api.app as door
from redress.model import Priority, Queue, Reporter, Status
from redress.paging import Cursors
from redress.triage import triage_reports
from tests.builders.http import Answer, a_call, answered
from tests.builders.nouns import a_case, a_finding
from tests.builders.world import ADA, ANA, BEN, LEA, SHOP, World

HOSTILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
Ask = Callable[..., Answer]


@pytest.fixture
def ask(world: World, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setattr(door, "desk", lambda: world)

    def asked(method: str, path: str, body: object = None, **call: Any) -> Answer:
        return answered(door.handler, a_call(method, path, body, **{"by": ANA, **call}))

    return asked


def many_cases(world: World, number: int, **fields: Any) -> list[str]:
    """Cases in a queue, one due after the other."""
    names = []
    for each in range(number):
        case = a_case(
            f"R{each:03d}",
            status=fields.get("status", Status.HUMAN_REVIEW),
            queue=fields.get("queue", Queue.GENERAL),
            priority=fields.get("priority", Priority.NORMAL),
            due_at=world.now + timedelta(hours=each),
            findings=fields.get("findings", ()),
            moved_at=world.now - timedelta(minutes=each),
        )
        world.cases.add(case)
        names.append(case.case_id)
    return names


def all_pages(ask: Ask, **query: str) -> list[list[str]]:
    pages: list[list[str]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = ask("GET", "/v1/cases", query={**query, **cursor})
        assert answer.status == 200
        pages.append([item["case_id"] for item in answer.said["items"]])
        if "next" not in answer.said:
            return pages
        cursor = {"cursor": answer.said["next"]}
        assert len(pages) < 100


class TestLists:
    @pytest.mark.parametrize("limit", ["1", "3", "7", "23", "24", "50"])
    def test_page_through_all_shards_without_gaps_or_repeats_soonest_first(
        self, world: World, ask: Ask, limit: str
    ) -> None:
        names = many_cases(world, 24)

        pages = all_pages(ask, queue="general", limit=limit)

        assert [name for page in pages for name in page] == names
        assert all(len(page) <= int(limit) for page in pages)

    def test_show_the_most_pressing_first(self, world: World, ask: Ask) -> None:
        world.told_of("R1")
        world.in_review("R1")
        world.in_review("R2", legal="court_order")
        world.told_of("R3")
        world.in_review("R3", guideline="respect.threat")

        assert all_pages(ask, queue="general") == [["r-R1-1"]]
        assert all_pages(ask, queue="legal") == [["r-R2-1"]]
        assert all_pages(ask, queue="abuse") == [["r-R3-1"]]
        assert sorted(all_pages(ask)[0]) == ["r-R1-1", "r-R2-1", "r-R3-1"]

    def test_go_through_all_queues_one_after_another(self, world: World, ask: Ask) -> None:
        many_cases(world, 5, queue=Queue.GENERAL)
        for each in range(5):
            world.cases.add(a_case(f"P{each}", status=Status.HUMAN_REVIEW, queue=Queue.PRIVACY, due_at=world.now))

        pages = all_pages(ask, limit="3")

        assert len({name for page in pages for name in page}) == sum(len(page) for page in pages) == 10

    def test_are_narrowed_by_priority_status_and_finding_without_losing_any(self, world: World, ask: Ask) -> None:
        many_cases(world, 9)
        for each in range(4):
            found = (a_finding("respect.threat"),)
            case = a_case(f"T{each}", status=Status.HUMAN_REVIEW, queue=Queue.GENERAL, findings=found)
            world.cases.add(case.model_copy(update={"priority": Priority.URGENT, "due_at": world.now}))

        for query in ({"priority": "urgent"}, {"guideline": "respect.threat"}):
            pages = all_pages(ask, queue="general", limit="2", **query)
            assert sorted(name for page in pages for name in page) == ["r-T0-1", "r-T1-1", "r-T2-1", "r-T3-1"]
        assert all_pages(ask, queue="general", status="legal_review") == [[]]

    def test_by_guideline_show_what_was_found_what_was_reported_and_what_was_decided_on(
        self, world: World, ask: Ask
    ) -> None:
        for review_id in ("R1", "R2"):
            world.told_of(review_id)
        case = world.in_review("R1", guideline="authenticity.fake")
        world.in_review("R2")
        assert all_pages(ask, guideline="authenticity.fake") == [[case.case_id]]

        triage_reports([world.received("R1", guideline="respect.threat")], desk=world.triage)
        for named in ("authenticity.fake", "respect.threat"):
            assert all_pages(ask, guideline=named) == [[case.case_id]]

        world.decided(case.case_id, "remove", grounds=["relevance.off_topic"])
        world.acted(case.case_id)
        for named in ("authenticity.fake", "relevance.off_topic"):
            assert all_pages(ask, status="removed", guideline=named) == [[case.case_id]]

    def test_of_decided_cases_go_back_day_by_day_newest_first(self, world: World, ask: Ask) -> None:
        for day in range(3):
            for each in range(3):
                world.told_of(f"D{day}{each}")
                world.kept(f"D{day}{each}")
                world.later(minutes=1)
            world.later(days=1)

        pages = all_pages(ask, status="kept", limit="2")

        newest_first = [f"r-D{day}{each}-1" for day in (2, 1, 0) for each in (2, 1, 0)]
        assert [name for page in pages for name in page] == newest_first

    @pytest.mark.parametrize("limit", ["1", "50"])
    def test_of_decided_cases_go_back_as_far_as_something_was_decided_each_month(
        self, world: World, ask: Ask, limit: str
    ) -> None:
        for each in range(4):
            world.kept(f"D{each}")
            world.later(days=28)

        pages = all_pages(ask, status="kept", limit=limit)

        assert [name for page in pages for name in page] == [f"r-D{each}-1" for each in (3, 2, 1, 0)]

    def test_of_decided_cases_take_no_harm_from_the_cursor_of_another_list(self, world: World, ask: Ask) -> None:
        many_cases(world, 3)
        world.kept("D1")
        other = ask("GET", "/v1/cases", query={"queue": "general", "limit": "1"}).said["next"]

        assert ask("GET", "/v1/cases", query={"status": "kept", "cursor": other}).status == 200

    def test_of_decided_cases_end_before_a_month_without_any(self, world: World, ask: Ask) -> None:
        for each in range(2):
            world.kept(f"D{each}")
            world.later(days=32)
        world.kept("D2")

        assert all_pages(ask, status="kept") == [["r-D2-1"]]

    def test_of_decided_cases_go_on_where_they_were_after_midnight(self, world: World, ask: Ask) -> None:
        for each in range(4):
            world.kept(f"D{each}")
            world.later(minutes=1)
        first = ask("GET", "/v1/cases", query={"status": "kept", "limit": "2"}).said
        world.later(days=1)

        second = ask("GET", "/v1/cases", query={"status": "kept", "limit": "2", "cursor": first["next"]}).said

        assert [item["case_id"] for item in second["items"]] == ["r-D1-1", "r-D0-1"]

    @pytest.mark.parametrize("status", ["deciding", "needs_info"])
    def test_of_what_waits_for_somebody_else_can_be_seen(self, world: World, ask: Ask, status: str) -> None:
        case = world.in_review()
        if status == "deciding":
            world.decided(case.case_id, "keep", undo=60)
        else:
            world.decided(case.case_id, "needs_info")

        assert all_pages(ask, status=status) == [[case.case_id]]
        assert all_pages(ask) == [[]]

    def test_say_who_holds_a_case_for_as_long_as_it_does(self, world: World, ask: Ask) -> None:
        case = world.in_review()
        claim = ask("POST", f"/v1/cases/{case.case_id}/claim").said
        assert claim == {"claimed_by": "ana", "until": "2026-11-23T09:10:00Z"}

        assert ask("GET", "/v1/cases").said["items"][0]["claimed_by"] == "ana"
        assert ask("POST", f"/v1/cases/{case.case_id}/claim", by=BEN).status == 409
        world.later(minutes=10)
        assert ask("GET", "/v1/cases").said["items"][0]["claimed_by"] is None

    def test_count_reports_that_only_joined(self, world: World, ask: Ask) -> None:
        world.in_review()
        triage_reports([world.received() for _ in range(4)], desk=world.triage)

        assert ask("GET", "/v1/cases").said["items"][0]["report_count"] == 5


class TestRefusals:
    @pytest.mark.parametrize(
        "query, pointer",
        [
            ({"queue": "nowhere"}, "query/queue"),
            ({"status": "lost"}, "query/status"),
            ({"priority": "1"}, "query/priority"),
            ({"limit": "0"}, "query/limit"),
            ({"limit": "201"}, "query/limit"),
            ({"limit": "-1"}, "query/limit"),
            ({"limit": "1e2"}, "query/limit"),
            ({"limit": "\u0663"}, "query/limit"),
            ({"limit": "0000019999999"}, "query/limit"),
            ({"limit": "9" * 400}, "query/limit"),
            ({"limit": ""}, "query/limit"),
            ({"order": "asc"}, "query/order"),
        ],
    )
    def test_a_bad_question_is_named(self, ask: Ask, query: dict[str, str], pointer: str) -> None:
        answer = ask("GET", "/v1/cases", query=query)

        assert (answer.status, answer.pointers) == (422, [pointer])

    @HOSTILE
    @given(cursor=st.text(st.characters(), min_size=1, max_size=80))
    def test_a_cursor_that_was_made_up_is_refused(self, ask: Ask, cursor: str) -> None:
        answer = ask("GET", "/v1/cases", query={"cursor": cursor})

        assert (answer.status, answer.pointers) == (400, ["query/cursor"])

    def test_a_cursor_of_another_list_is_refused(self, world: World, ask: Ask) -> None:
        many_cases(world, 3)
        cursor = ask("GET", "/v1/cases", query={"limit": "1"}).said["next"]

        assert ask("GET", "/v1/cases/r-R000-1/reports", query={"cursor": cursor}).status == 400
        other = Cursors(world.seal, "r-R001-1").sealed({"0": "x"})
        assert ask("GET", "/v1/cases/r-R000-1/reports", query={"cursor": other}).status == 400

    @HOSTILE
    @given(positions=st.dictionaries(st.sampled_from(["0", "1", "2", "3", "bucket"]), st.text(max_size=20)))
    def test_a_cursor_of_ours_with_odd_places_breaks_nothing(
        self, world: World, ask: Ask, positions: dict[str, str]
    ) -> None:
        cursor = Cursors(world.seal, "cases").sealed(positions)

        assert ask("GET", "/v1/cases", query={"cursor": cursor, "queue": "general"}).status == 200

    @HOSTILE
    @given(name=st.text(st.characters(exclude_characters="/"), min_size=1, max_size=40))
    def test_any_text_for_a_case_is_not_found(self, ask: Ask, name: str) -> None:
        assert ask("GET", f"/v1/cases/{name}").status == 404
        assert ask("POST", f"/v1/cases/{name}/claim").status == 404
        assert ask("GET", f"/v1/cases/{name}/reports").status == 404

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"outcome": "burn", "explanation": "x", "version": 1},
            {"outcome": "keep", "explanation": "", "version": 1},
            {"outcome": "keep", "explanation": "x"},
            {"outcome": "keep", "explanation": "x", "version": "first"},
            {"outcome": "keep", "explanation": "x", "version": None},
            {"outcome": "remove", "explanation": "x", "version": 1, "grounds": "respect.threat"},
            {"outcome": "remove", "explanation": "x", "version": 1, "grounds": [1]},
            {"outcome": "remove", "explanation": "x", "version": 1, "grounds": ["respect.threat"] * 21},
            {"outcome": "keep", "explanation": "x", "version": 1, "by": "admin"},
            b"{",
            [],
        ],
    )
    def test_a_bad_decision_moves_nothing(self, world: World, ask: Ask, body: object) -> None:
        case = world.in_review()

        assert ask("POST", f"/v1/cases/{case.case_id}/decision", body).status in {400, 422}
        assert world.cases.get(case.case_id) == case

    @pytest.mark.parametrize("version", [0, -1, 10**30, 2.0, True])
    def test_a_version_that_is_not_the_one_read_is_stale(self, world: World, ask: Ask, version: Any) -> None:
        case = world.in_review()
        body = {"outcome": "keep", "explanation": "x", "version": version}

        answer = ask("POST", f"/v1/cases/{case.case_id}/decision", body)

        assert answer.status in {409, 422} or version == case.version

    @pytest.mark.parametrize(
        "method, path",
        [
            ("GET", "/v1/cases"),
            ("GET", "/v1/cases/r-R1-1"),
            ("GET", "/v1/cases/r-R1-1/reports"),
            ("POST", "/v1/cases/r-R1-1/claim"),
            ("POST", "/v1/cases/r-R1-1/withdraw"),
            ("POST", "/v1/cases/r-R1-1/approve"),
            ("GET", "/v1/queues"),
            ("GET", "/v1/metrics"),
        ],
    )
    def test_the_desk_is_for_staff(self, world: World, ask: Ask, method: str, path: str) -> None:
        world.in_review()

        assert ask(method, path, by=SHOP).status in {403, 409}
        assert ask(method, path, by=None).status == 401

    def test_somebody_without_a_name_is_nobody(self, world: World, ask: Ask) -> None:
        """Two nameless people could not be told apart: neither a lease nor a second person would mean anything."""
        world.in_review()
        nameless = ANA.model_copy(update={"name": ""})

        assert ask("POST", "/v1/cases/r-R1-1/claim", by=nameless).status == 401


class TestACase:
    def test_is_shown_whole_with_reporters_masked(self, world: World, ask: Ask) -> None:
        review = world.told_of(text="The seller is a stupid idiot, what an asshole.")
        reporter = Reporter(name="Maria Keller", email="maria.keller@example.org")
        case = world.in_review(reporter=reporter, explanation="I am no idiot.")

        said = ask("GET", f"/v1/cases/{case.case_id}").said

        assert (said["case_id"], said["version"], said["status"]) == (case.case_id, case.version, "human_review")
        assert (said["review"]["text"], said["review"]["snapshot"]) == (review.text, review.snapshot)
        assert said["reports"][0]["explanation"] == "I am no idiot."
        assert said["reports"][0]["reporter"] == {"name": "M\u2026 K\u2026", "email": "m\u2026@e\u2026.org"}
        assert said["findings"][0]["spans"]
        assert "remove" in said["allowed"]
        assert [entry["act"] for entry in said["history"]] == ["opened", "classified"]

    def test_shows_no_address_anywhere(self, world: World, ask: Ask) -> None:
        world.told_of()
        reporter = Reporter(name="Maria Keller", email="maria.keller@example.org")
        case = world.in_review(reporter=reporter)

        text = ask("GET", f"/v1/cases/{case.case_id}").text

        assert "maria.keller" not in text
        assert "author@example.org" not in text
        assert case.token not in text

    def test_shows_its_newest_fifty_reports_and_the_rest_by_cursor(self, world: World, ask: Ask) -> None:
        reports = []
        for _ in range(60):
            reports.append(world.received())
            world.later(seconds=1)
        triage_reports(reports, desk=world.triage)

        said = ask("GET", "/v1/cases/r-R1-1").said
        rest = ask("GET", "/v1/cases/r-R1-1/reports", query={"cursor": said["reports_next"]}).said

        shown = [report["report_id"] for report in said["reports"] + rest["items"]]
        assert shown == [report.report_id for report in reversed(reports)]
        assert "next" not in rest

    def test_says_that_it_was_edited_or_has_gone_since(self, world: World, ask: Ask) -> None:
        world.told_of()
        kept = world.kept()
        world.told_of(text="Now it says something else altogether.")
        said = ask("GET", f"/v1/cases/{kept.case_id}").said
        assert (said["edited_since"], said["gone"]) == (True, False)
        assert said["review"]["text"].startswith("The worst kettle")

        world.gone()
        assert ask("GET", f"/v1/cases/{kept.case_id}").said["gone"] is True

    def test_is_decided_and_says_until_when_that_may_be_taken_back(self, world: World, ask: Ask) -> None:
        world._env = {**world._env, "UNDO_SECONDS": "10"}
        case = world.in_review()
        body = {"outcome": "keep", "explanation": "x", "version": case.version}

        answer = ask("POST", f"/v1/cases/{case.case_id}/decision", body)

        assert answer.status == 202
        assert (answer.said["status"], answer.said["effective_at"]) == ("deciding", "2026-11-23T09:00:10Z")
        assert ask("POST", f"/v1/cases/{case.case_id}/decision", body, by=BEN).status == 409
        assert ask("POST", f"/v1/cases/{case.case_id}/withdraw").status == 200

    def test_notes_and_skips(self, world: World, ask: Ask) -> None:
        case = world.in_review()

        assert ask("POST", f"/v1/cases/{case.case_id}/notes", {"text": "Look again."}).status == 201
        assert ask("POST", f"/v1/cases/{case.case_id}/notes", {"text": ""}).status == 422
        assert ask("POST", f"/v1/cases/{case.case_id}/skip", {"reason": "I know them."}).status == 200
        assert ask("POST", f"/v1/cases/{case.case_id}/skip", {}).status == 422


class TestQueuesAndMeasures:
    def test_each_queue_says_its_length_its_oldest_and_what_is_overdue(self, world: World, ask: Ask) -> None:
        many_cases(world, 6)
        world.later(hours=2, minutes=30)

        said = ask("GET", "/v1/queues", by=LEA).said

        (general,) = [state for state in said["items"] if state["queue"] == "general"]
        assert (general["length"], general["overdue"]) == (6, 3)
        assert said["as_of"] == "2026-11-23T11:30:00Z"
        assert general["next_due"] == "2026-11-23T12:00:00Z"
        assert {state["length"] for state in said["items"] if state["queue"] != "general"} == {0}

    @pytest.mark.parametrize(
        "query, status",
        [
            ({}, 200),
            ({"from": "2026-11-01", "to": "2026-11-23", "by": "day"}, 200),
            ({"by": "guideline"}, 200),
            ({"by": "moon"}, 422),
            ({"from": "yesterday"}, 422),
            ({"from": "2026-11-23", "to": "2026-11-01"}, 422),
            ({"from": "2020-01-01"}, 422),
            ({"to": "0001-01-01"}, 422),
            ({"from": "0001-01-01", "to": "0001-01-02"}, 200),
            ({"from": "9999-12-30", "to": "9999-12-31"}, 200),
            ({"from": "99999-01-01"}, 422),
            ({"other": "1"}, 422),
            ({"first": "2026-11-01"}, 422),
        ],
    )
    def test_measures_are_of_days_that_exist(self, ask: Ask, query: dict[str, str], status: int) -> None:
        assert ask("GET", "/v1/metrics", query=query, by=ADA).status == status
