"""One form on several reviews: each gets its report, its answer and its link, and what failed is all that is left."""

from typing import Any

import pytest

from redress.errors import Contention
from redress.model import Identity, Report
from redress.pages.form import MOST_FURTHER
from tests.unit.pages.conftest import TIDY, Site, filled

SHOP = "https://shop.example/reviews/"


def of(site: Site, location: str) -> list[Report]:
    """The reports that the page led to names, by its private link."""
    token = location.removeprefix("/status/").partition("?")[0]
    names = site.desk.seal.subject_of("statuses", token).split("~")
    return [site.desk.reports.get(f"rpt_{name}") for name in names]


class TestSent:
    def test_each_review_gets_a_report_and_a_link_of_its_own(self, site: Site) -> None:
        site.told_of("R1")
        site.told_of("R3")
        form = site.get("/report?review=R1").page

        answer = site.post("/report", filled(form, further=f"{SHOP}R2\r\n R3 \r\n\r\n{SHOP}R1"))

        assert answer.status == 303
        reports = of(site, answer.location)
        assert [report.review_id for report in reports] == ["R1", "R2", "R3"]
        assert len({report.report_id for report in reports}) == 3
        page = site.get(answer.location).page
        assert "Thank you. 3 reports have arrived." in page.text
        assert TIDY in page.text
        for report in reports:
            assert report.explanation == "It shows my telephone number."
            assert report.reference in page.text
            assert f"{site.status_of(report)}?lang=en" in page.links()
            assert site.get(site.status_of(report)).status == 200

    def test_sent_twice_they_are_the_same_reports(self, site: Site) -> None:
        said = filled(site.get("/report?review=R1").page, further=f"{SHOP}R2")

        assert site.post("/report", said).location == site.post("/report", said).location

    def test_by_a_link_the_account_speaks_for_all_of_them(self, site: Site) -> None:
        form = site.get(f"/report?review=R1&link={site.link()}").page

        answer = site.post("/report", filled(form, further=f"{SHOP}R2"))

        assert {report.identity for report in of(site, answer.location)} == {Identity.ACCOUNT}
        assert {report.reporter.account for report in of(site, answer.location)} == {"acc-7"}

    def test_the_page_of_all_says_where_each_stands(self, site: Site) -> None:
        site.told_of("R1")
        answer = site.post("/report", filled(site.get("/report?review=R1").page, further=f"{SHOP}R2"))
        site.in_review(of(site, answer.location)[0])

        page = site.get(answer.location.partition("?")[0]).page

        assert "Your reports" in page.text
        assert "We are looking at it" in page.text
        assert "We have your report" in page.text
        assert "Review R2" in page.text

    @pytest.mark.parametrize("how", ["cut", "other purpose", "one more"])
    def test_a_forged_link_leads_where_every_wrong_link_leads(self, site: Site, how: str) -> None:
        answer = site.post("/report", filled(site.get("/report?review=R1").page, further=f"{SHOP}R2"))
        token = answer.location.removeprefix("/status/").partition("?")[0]
        kid, names, mac = token.split(".")
        forged = {
            "cut": f"{kid}.{names.partition('~')[0]}.{mac}",
            "other purpose": site.desk.seal.sign("decision", names),
            "one more": f"{kid}.{names}~{'a' * 26}.{mac}",
        }

        wrong, nothing = site.get(f"/status/{forged[how]}"), site.get("/status/none")

        assert (wrong.status, wrong.page.text) == (404, nothing.page.text)


class TestPartly:
    def test_a_line_that_names_no_review_is_a_mistake_like_any_other(self, site: Site) -> None:
        site.told_of("R1")
        form = site.get("/report?review=R1").page
        further = f"https://else.example/9\n{SHOP}R2\nthis"

        answer = site.post("/report", filled(form, further=further, relation="seller", name="Ana"))

        page = answer.page
        assert answer.status == 422
        assert "We do not know such a review in this shop: https://else.example/9 · this" in page.text
        assert "sent" not in page.fields
        assert page.fields["review_id"] == "R1"
        assert page.fields["further"] == further
        assert (page.fields["relation"], page.fields["name"]) == ("seller", "Ana")
        assert "#further" in page.links()

    def test_such_lines_are_left_out_by_a_button(self, site: Site) -> None:
        site.told_of("R1")
        form = site.get("/report?review=R1").page
        said = filled(form, further=f"https://else.example/9\n{SHOP}R2\nthis")
        page = site.post("/report", said).page
        (button,) = [each for each in page.all("button") if each.get("name")]
        assert button["form"] in {each.get("id") for each in page.all("form")}

        again = site.post("/report", filled(page) | {button["name"]: button["value"]})

        assert again.status == 303
        assert [report.review_id for report in of(site, again.location)] == ["R1", "R2"]

    def test_what_has_arrived_is_said_to_have_when_it_is_named_again(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(site.desk.reports, "add", self._failing_at("R2", site.desk.reports.add))
            page = site.post("/report", filled(site.get("/report?review=R1").page, further=f"{SHOP}R2")).page

        again = site.post("/report", filled(page, further=f"{SHOP}R1\n{SHOP}R3"))

        assert again.status == 422
        assert f"This has arrived already: {SHOP}R1" in again.page.text
        last = site.post("/report", filled(again.page) | {"leave_out": "yes"})
        assert [report.review_id for report in of(site, last.location)] == ["R1", "R2", "R3"]

    @staticmethod
    def _failing_at(review_id: str, add: Any) -> Any:
        def adds(report: Report) -> Any:
            if report.review_id == review_id:
                raise Contention("Too many writers.")
            return add(report)

        return adds

    def test_a_store_that_fails_in_the_middle_costs_nothing_that_was_typed(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = filled(site.get("/report?review=R1").page, further=f"{SHOP}R2\n{SHOP}R3")
        with monkeypatch.context() as broken:
            broken.setattr(site.desk.reports, "add", self._failing_at("R2", site.desk.reports.add))
            answer = site.post("/report", said)

        assert answer.status == 503
        assert "Nothing that you typed is lost" in answer.page.text
        assert answer.page.fields["review_id"] == "R2"
        assert answer.page.fields["further"] == ""

        again = site.post("/report", filled(answer.page))

        assert sorted(report.review_id for report in of(site, again.location)) == ["R1", "R2", "R3"]

    def test_a_single_report_that_cannot_be_stored_keeps_its_words(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(_: Report) -> Any:
            raise RuntimeError("somewhere inside")

        form = site.get("/report?review=R1").page
        with monkeypatch.context() as broken:
            broken.setattr(site.desk.reports, "add", breaks)
            answer = site.post("/report", filled(form))

        assert answer.status == 503
        assert "somewhere inside" not in answer.body
        assert answer.page.fields["explanation"] == "It shows my telephone number."
        assert site.post("/report", filled(answer.page)).status == 303

    def test_what_arrived_before_is_shown_while_another_mistake_is_mended(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(site.desk.reports, "add", self._failing_at("R2", site.desk.reports.add))
            first = site.post("/report", filled(site.get("/report?review=R1").page, further=f"{SHOP}R2")).page

        second = site.post("/report", filled(first, good_faith="")).page

        assert "1 arrived, the rest has not yet" in second.text
        assert second.fields["sent"] == first.fields["sent"]

    def test_what_is_said_to_have_arrived_before_is_believed_by_its_seal_alone(self, site: Site) -> None:
        report = site.reported("R7")
        forged = filled(site.get("/report?review=R1").page, sent=report.report_id.removeprefix("rpt_"))

        answer = site.post("/report", forged)

        assert answer.location.startswith("/status/")
        assert report.reference not in site.get(answer.location).page.text


class TestBounds:
    def test_more_than_fit_into_one_form_are_refused_before_any_is_sent(self, site: Site) -> None:
        many = "\n".join(f"{SHOP}M{number}" for number in range(MOST_FURTHER + 1))

        answer = site.post("/report", filled(site.get("/report?review=R1").page, further=many))

        assert answer.status == 422
        assert "At most 20 further reviews" in answer.page.text
        assert "sent" not in answer.page.fields
        assert len(answer.page.fields["further"].split()) == MOST_FURTHER + 1

    def test_as_many_as_fit_arrive(self, site: Site) -> None:
        many = "\n".join(f"{SHOP}M{number}" for number in range(MOST_FURTHER))

        answer = site.post("/report", filled(site.get("/report?review=R1").page, further=many))

        assert len(of(site, answer.location)) == MOST_FURTHER + 1
        assert len(answer.location) < 1_000

    @pytest.mark.parametrize("words", ["<script>alert(1)</script>", "javascript:alert(1)", "\u202egro.live", "../R1"])
    def test_hostile_words_are_named_as_words(self, site: Site, words: str) -> None:
        answer = site.post("/report", filled(site.get("/report?review=R1").page, further=words))

        assert answer.status == 422
        assert not [tag for tag, _ in answer.page.tags if tag == "script"]
        assert answer.page.fields["further"] == words
