"""What takes more than one case, or more than one person: alike cases, the second person, mails, search."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Opens
from tests.browser.test_desk import ordered, reported, status_of
from tests.engine.contract import a_letter
from tests.engine.laptop import Laptop

SPAM = "The seller is a stupid pig, and so is everybody who answers the telephone there."
DEFAMATION = "The company bribed the food inspector in March, that is a fact and the whole trade knows it."


@pytest.fixture(scope="module")
def laptop(undoing: Laptop) -> Laptop:
    return undoing


class TestAlike:
    def test_the_same_words_are_decided_together_and_taken_back_together(self, laptop: Laptop, staff: Opens) -> None:
        cases = [reported(laptop, f"E{number}", SPAM, title="Again") for number in range(1, 4)]
        reported(laptop, "E9", SPAM + " But not quite the same, is it? Their dog is nice.")
        ana = staff("ana")
        ana.opens(cases[0], may="remove")
        ana.press("b")
        expect(ana.page.locator(".alike li")).to_have_count(2)
        ana.press("a")
        expect(ana.page.locator(".alike input:checked")).to_have_count(2)
        ana.press("Escape", "r")
        ana.page.wait_for_selector(".panel .grounds")
        ana.press("1", "Enter")

        ana.sees("Removed: 3 cases.")
        assert [status_of(laptop, case_id) for case_id in cases] == ["deciding"] * 3
        assert status_of(laptop, "r-E9-1") == "human_review"
        ana.press("u")
        ana.sees("Withdrawn: 3 cases are open again.")
        assert [status_of(laptop, case_id) for case_id in cases] == ["human_review"] * 3


class TestSecondPerson:
    def test_a_removal_that_needs_two_waits_for_the_other_one(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "F1", DEFAMATION)
        lea, max_ = staff("lea", "legal"), staff("max", "legal")
        lea.opens(case_id, may="remove")
        lea.press("r")
        lea.page.wait_for_selector(".panel .grounds")
        if lea.page.locator(".grounds details").count():
            lea.page.locator(".grounds summary").click()
        lea.page.get_by_label("A damaging statement").check()
        lea.page.locator(".remove-it").click()
        lea.sees(re.compile("It waits for a second person"))

        max_.press("g", "w")
        max_.page.locator(".case-row a").first.click()
        max_.sees(re.compile("Removed by lea"))
        max_.press("a")
        max_.sees("Approved: review F1.")
        max_.page.wait_for_selector(".do-approve", state="detached")
        max_.press("u")
        max_.sees("Taken back: the decision waits for a second person again.")
        max_.page.wait_for_selector(".do-approve")
        max_.press("a")
        max_.sees("Approved: review F1.")
        laptop.eventually(lambda: status_of(laptop, case_id) == "removed")


class TestCourtOrder:
    def test_is_offered_before_all_guidelines_to_the_legal_team(self, laptop: Laptop, staff: Opens) -> None:
        reported(laptop, "G3")
        case_id = ordered(laptop, "G3")
        lea = staff("lea", "legal")
        lea.opens(case_id, may="remove")
        lea.press("r")
        lea.page.wait_for_selector(".panel .grounds")
        lea.press("1")
        expect(lea.page.get_by_label("A court order")).to_be_checked()
        expect(lea.page.locator("#explanation")).to_have_value(re.compile("A court has ordered"))
        lea.press("Enter")

        lea.sees("Removed: review G3 (A court order).")


class TestMails:
    def test_a_mail_is_read_and_shown_as_received_for_a_reason(self, laptop: Laptop, staff: Opens) -> None:
        laptop.send_mail(a_letter("kim@example.org", "Please look at what they write.", "<script>alert(1)</script>"))
        token = laptop.signed_in("moderator")
        waiting = laptop.eventually(
            lambda: laptop.api.get("/v1/cases?queue=mail", headers=token).json()["items"], why="the mail's case"
        )
        ana = staff("ana")
        ana.goes(f"#/case/{waiting[0]['case_id']}")
        ana.sees(re.compile("what they write"), ".mail")
        assert not ana.reads("kim@example.org")
        ana.page.get_by_role("button", name="The mail as received").click()
        ana.page.fill("#reason", "Who is it from?")
        ana.press("Enter")
        ana.sees(re.compile("kim@example.org"), "pre.raw")
        assert ana.page.locator("pre.raw script").count() == 0


class TestSearch:
    def test_a_reference_read_out_on_the_telephone_finds_its_case(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "G1")
        token = laptop.signed_in("moderator")
        reference = laptop.api.get(f"/v1/cases/{case_id}", headers=token).json()["reports"][0]["reference"]
        ana = staff("ana")
        ana.press("/")
        ana.page.keyboard.type(reference.lower().replace("-", " "))
        ana.press("Enter")
        expect(ana.page.locator(".case-row")).to_have_count(1)
        ana.press("Escape", "j", "Enter")
        ana.sees("G1", "h1")

    def test_what_is_nobodys_is_said_so(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.goes("#/search?q=<b>nobody</b>")
        ana.sees(re.compile("Nothing is known by this"))


class TestWhenItBreaks:
    def test_who_is_signed_out_meanwhile_keeps_what_was_typed(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.opens(reported(laptop, "G2"), may="keep")
        ana.press("k")
        ana.page.wait_for_selector(".panel")
        ana.page.fill("#explanation", "My own words.")
        ana.page.route("**/v1/**", lambda route: route.fulfill(status=401, json={"title": "Sign in first"}))
        ana.press("Control+Enter")
        ana.sees(re.compile("Your sign-in has ended"))
        assert ana.page.input_value("#explanation") == "My own words."
        ana.page.unroute("**/v1/**")
        ana.page.get_by_role("button", name="Sign in again").click()
        ana.page.get_by_role("button", name="Sign in").click()
        ana.sees("G2", "h1")
        ana.page.wait_for_selector(".do-keep")
        ana.press("k")
        ana.page.wait_for_selector(".panel")
        assert ana.page.input_value("#explanation") == "My own words."

    def test_a_line_that_drops_is_said_and_comes_back_by_itself(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.page.wait_for_selector(".queues")
        ana.page.route("**/v1/**", lambda route: route.abort())
        ana.goes("#/cases")
        ana.sees(re.compile("Nothing came back"))
        ana.page.unroute("**/v1/**")
        ana.page.get_by_role("button", name="Try again").click()
        ana.page.wait_for_selector(".case-row")
        ana.complaints.clear()
