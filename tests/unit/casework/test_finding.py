"""Search by whatever names a case, and what went before: exact, bounded, and never a scan."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.adapters.dynamodb.table import Table
from redress.model import Channel, Identity, Reporter
from redress.triage import triage_reports
from tests.builders.world import ANA, SHOP, World
from tests.unit.casework.conftest import Ask

HOSTILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)


def found(ask: Ask, q: str) -> list[tuple[str, str]]:
    answer = ask("GET", "/v1/search", query={"q": q})
    assert answer.status == 200, answer.text
    return [(item["case_id"], item["matched"]) for item in answer.said["items"]]


class TestSearch:
    @pytest.fixture(autouse=True)
    def a_case(self, world: World) -> None:
        world.told_of("R1")
        reporter = Reporter(name="Maria Keller", email="Maria.Keller@example.org", account="cust-77")
        self.report = world.received(reporter=reporter, identity=Identity.ACCOUNT)
        triage_reports([self.report], desk=world.triage)
        world.told_of("R2", author_id="A2", product_id="P2")
        world.reported("R2")

    @pytest.mark.parametrize("written", ["{}", " {} ", "{lower}", "{bare}", "{spaced}", "{misheard}"])
    def test_by_a_reference_however_it_was_written_down(self, ask: Ask, written: str) -> None:
        reference = self.report.reference
        forms = {
            "lower": reference.lower(),
            "bare": reference.replace("-", ""),
            "spaced": reference.replace("-", " "),
            "misheard": reference.replace("0", "o").replace("1", "l"),
        }

        assert ("r-R1-1", "reference") in found(ask, written.format(reference, **forms))

    def test_by_each_name_of_a_case(self, ask: Ask) -> None:
        for q, matched in {
            self.report.report_id: "report",
            self.report.report_id.upper(): "report",
            "r-R1-1": "case",
            "https://shop.example/reviews/R1": "review",
            "shop.example/reviews/R1": "review",
            "R1": "review",
            "A1": "author",
            "P1": "product",
            "cust-77": "account",
            "maria.keller@EXAMPLE.org": "address",
            "<maria.keller@example.org>": "address",
            "mailto:maria.keller@example.org": "address",
        }.items():
            assert found(ask, q) == [("r-R1-1", matched)], q

    def test_finds_each_case_once_though_a_word_means_several_things(self, world: World, ask: Ask) -> None:
        world.told_of("same", author_id="same", product_id="same")
        world.reported("same")

        said = ask("GET", "/v1/search", query={"q": "same"}).said

        assert [item["case_id"] for item in said["items"]] == ["r-same-1"]
        assert said["understood_as"] == ["review", "author", "product", "account"]
        assert said["more"] is False

    @pytest.mark.parametrize(
        "q", ["R-0000-0000-0000", "rpt_" + "a" * 26, "nobody", "https://elsewhere.example/R1", "x@y.z"]
    )
    def test_that_finds_nothing_says_so(self, ask: Ask, q: str) -> None:
        assert found(ask, q) == []

    def test_is_no_guess_at_a_part_of_an_address(self, ask: Ask) -> None:
        for q in ("maria", "keller@example.org", "maria.keller@example", "@example.org", "Maria Keller"):
            assert found(ask, q) == []

    def test_an_address_finds_what_was_said_in_its_name_and_what_it_said(self, world: World, ask: Ask) -> None:
        world.told_of("R3", author_id="A3", product_id="P3")
        world.told_of("R4", author_id="A4", product_id="P4")
        world.reported("R3", by="b@example.org")
        world.later(minutes=1)
        world.reported("R4", by="b@example.org", identity=Identity.DMARC, channel=Channel.MAIL)

        assert found(ask, "B@example.org") == [("r-R4-1", "address"), ("r-R3-1", "address")]

    def test_of_a_busy_reporter_shows_the_newest_and_that_there_are_more(self, world: World, ask: Ask) -> None:
        for day in range(2):
            reports = [world.received(f"B{day}-{each}", by="busy@example.org") for each in range(30)]
            triage_reports(reports, desk=world.triage)
            world.later(days=1)

        said = ask("GET", "/v1/search", query={"q": "busy@example.org"}).said

        assert (len(said["items"]), said["more"]) == (50, True)
        assert {item["case_id"][:4] for item in said["items"][:30]} == {"r-B1"}

    def test_what_is_over_a_days_limit_makes_no_list_longer(self, world: World, ask: Ask) -> None:
        limit = world.policy.limits.reports_per_reporter_a_day
        reports = [world.received(f"F{each}", by="flood@example.org") for each in range(limit + 5)]

        triage_reports(reports, desk=world.triage)

        assert len(found(ask, "flood@example.org")) == limit
        assert found(ask, reports[-1].reference)

    def test_reads_a_few_times_whatever_has_gathered(
        self, world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[str] = []
        for name in ("get", "get_all", "query"):
            real = getattr(Table, name)

            def counted(*args: Any, real: Any = real, name: str = name, **named: Any) -> Any:
                calls.append(name)
                return real(*args, **named)

            monkeypatch.setattr(Table, name, counted)

        for q in (self.report.reference, "R1", "maria.keller@example.org", "r-R1-1"):
            calls.clear()
            assert found(ask, q)
            assert len(calls) <= 12, (q, calls)

    @pytest.mark.parametrize(
        "query", [{}, {"q": ""}, {"q": "   "}, {"q": "x" * 401}, {"q": "a\x00b"}, {"q": "x", "of": "y"}]
    )
    def test_is_not_asked_odd_questions(self, ask: Ask, query: dict[str, str]) -> None:
        answer = ask("GET", "/v1/search", query=query)

        assert (answer.status, len(answer.pointers)) == (422, 1)

    @HOSTILE
    @given(q=st.text(st.characters(), min_size=1, max_size=420))
    def test_takes_any_text(self, ask: Ask, q: str) -> None:
        assert ask("GET", "/v1/search", query={"q": q}).status in {200, 422}

    @pytest.mark.parametrize("q", ["A1#OPENED", "REVIEW#R1", "*", "%", "' OR 1=1", "r-R1-1#x", "~", "r--1", "r-R1-0"])
    def test_takes_hostile_words_for_words(self, ask: Ask, q: str) -> None:
        assert found(ask, q) == []

    def test_is_for_staff(self, ask: Ask) -> None:
        assert ask("GET", "/v1/search", query={"q": "R1"}, by=SHOP).status == 403
        assert ask("GET", "/v1/search", query={"q": "R1"}, by=None).status == 401


class TestWhatWentBefore:
    def test_of_the_author_and_of_the_product_newest_first(self, world: World, ask: Ask) -> None:
        for review_id, author, product in (
            ("R1", "A1", "P1"),
            ("R2", "A1", "P2"),
            ("R3", "A3", "P1"),
            ("R4", "A4", "P4"),
        ):
            world.told_of(review_id, author_id=author, product_id=product)
            world.reported(review_id)
            world.later(minutes=1)

        said = ask("GET", "/v1/cases/r-R1-1/related").said

        assert [item["case_id"] for item in said["author"]] == ["r-R2-1"]
        assert [item["case_id"] for item in said["product"]] == ["r-R3-1"]
        assert (said["author_more"], said["product_more"]) == (False, False)

    def test_says_how_each_ended(self, world: World, ask: Ask) -> None:
        world.told_of("R1")
        world.removed("R1")
        world.told_of("R2")
        world.reported("R2")

        (before,) = ask("GET", "/v1/cases/r-R2-1/related").said["author"]

        assert (before["case_id"], before["outcome"], before["grounds"]) == (
            "r-R1-1",
            "removed",
            ["respect.harassment"],
        )
        (open_one,) = ask("GET", "/v1/cases/r-R1-1/related").said["product"]
        assert (open_one["outcome"], open_one["grounds"], open_one["decided_at"]) == (None, [], None)

    def test_is_known_from_when_the_platform_tells_whose_review_it_is(self, world: World, ask: Ask) -> None:
        world.told_of("R1")
        world.reported("R1")
        world.reported("R2")
        assert ask("GET", "/v1/cases/r-R2-1/related").said["author"] == []
        world.told_of("R2")

        assert [item["case_id"] for item in ask("GET", "/v1/cases/r-R2-1/related").said["author"]] == ["r-R1-1"]
        assert [item["case_id"] for item in ask("GET", "/v1/cases/r-R1-1/related").said["author"]] == ["r-R2-1"]

    def test_of_a_review_nobody_told_us_of_are_its_own_rounds(self, world: World, ask: Ask) -> None:
        case = world.in_review("R9")
        world.decided(case.case_id, "keep")
        world.reported("R9", guideline="respect.threat")

        assert [item["case_id"] for item in ask("GET", "/v1/cases/r-R9-2/related").said["author"]] == ["r-R9-1"]

    def test_is_at_most_twenty_and_says_when_there_are_more(self, world: World, ask: Ask) -> None:
        for each in range(23):
            world.told_of(f"R{each}", author_id=f"A{each}")
            world.reported(f"R{each}")

        said = ask("GET", "/v1/cases/r-R0-1/related").said

        assert (len(said["product"]), said["product_more"], said["author"]) == (20, True, [])

    def test_is_for_staff_and_for_cases(self, world: World, ask: Ask) -> None:
        world.reported()
        assert ask("GET", "/v1/cases/r-R1-1/related", by=SHOP).status == 403
        assert ask("GET", "/v1/cases/r-R2-1/related", by=ANA).status == 404
