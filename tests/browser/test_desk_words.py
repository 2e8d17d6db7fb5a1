"""What the desk proposes to say, and to whom: a restored review, what belongs elsewhere; and a court order's case."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Opens
from tests.browser.test_desk import ordered, reported, status_of
from tests.engine.laptop import Laptop


@pytest.fixture(scope="module")
def laptop(undoing: Laptop) -> Laptop:
    return undoing


def posted(laptop: Laptop, path: str, body: dict[str, Any], name: str = "ana") -> None:
    answer = laptop.api.post(path, json=body, headers=laptop.signed_in("moderator", name))
    assert answer.is_success, answer.text


class TestARestoredReview:
    def test_is_explained_as_one_to_its_author_as_well(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "W1", author_lang="de")
        version = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("moderator")).json()["version"]
        wish = {"outcome": "remove", "grounds": ["respect.harassment"], "explanation": "An insult.", "version": version}
        posted(laptop, f"/v1/cases/{case_id}/decision", wish)
        laptop.eventually(lambda: status_of(laptop, case_id) == "removed", why="the removal")
        told = laptop.eventually(
            lambda: laptop.shop.get("/api/messages/author-of-W1").json()["items"], why="the author's message"
        )
        link = told[0]["link"]
        token = link.rpartition("/")[2].partition("?")[0]
        laptop.api.post(f"/v1/decisions/{token}/appeals", json={"explanation": "It names nobody."})
        laptop.eventually(lambda: status_of(laptop, case_id) == "human_review", why="the appeal")

        ben = staff("ben")
        ben.opens(case_id, may="keep")
        ben.press("k")

        ben.sees("The author and the reporters read this.", ".panel")
        expect(ben.page.locator("#explanation")).to_have_value(re.compile("wiederhergestellt"))
        ben.page.select_option(".panel select", "en")
        expect(ben.page.locator("#explanation")).to_have_value(re.compile("we have put the review back"))


class TestOutOfScope:
    def test_says_where_to_turn(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "W2")
        ana = staff("ana")
        ana.opens(case_id, may="out_of_scope")
        ana.press("o")
        expect(ana.page.locator("#explanation")).to_have_value(re.compile("not something that we decide"))
        ana.page.get_by_label("An order, a delivery or a refund").check()
        expect(ana.page.locator("#explanation")).to_have_value(
            re.compile("customer service, from the page of your order")
        )

        ana.page.locator(".out_of_scope-it").click()

        ana.sees("Out of scope: review W2.")
        said = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("moderator")).json()["decision"]
        assert "customer service" in said["explanation"]
        assert said["grounds"] == []


class TestACourtOrder:
    def test_is_found_in_the_list_shown_once_and_taken_by_the_legal_team_alone(
        self, laptop: Laptop, staff: Opens
    ) -> None:
        laptop.put_review("W3", text="He was convicted of fraud in 2019.")
        case_id = ordered(laptop, "W3")
        lea, ana = staff("lea", "legal"), staff("ana")
        for desk, buttons in ((lea, 1), (ana, 0)):
            desk.goes("#/cases?queue=legal")
            desk.sees("Queue legal", "h1")
            expect(desk.page.get_by_role("button", name="Take the next")).to_have_count(buttons)
            desk.goes("#/queues")
            desk.page.wait_for_selector(".queues")
            expect(desk.page.get_by_label("Take the next case of legal")).to_have_count(buttons)

        lea.goes("#/cases")
        lea.page.get_by_label("Guideline").select_option(label="A court order")
        expect(lea.page.locator(".case-row")).to_have_count(1)
        lea.opens(case_id)
        lea.sees("27 O 1/26", ".report")
        assert lea.page.get_by_text("27 O 1/26").count() == 1
