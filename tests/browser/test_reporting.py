"""From the shop's link to the answer, on a phone, without scripts, by hand and by keyboard."""

from collections.abc import Callable

import pytest

from redress.policy.wording import LANGUAGES
from tests.browser.conftest import NARROW, Visitor
from tests.engine.laptop import Laptop

Visit = Callable[..., Visitor]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe Z" + "\u0301" * 10_000 + " " + "W" * 4_000
)


def report(visitor: Visitor, explanation: str, email: str = "") -> None:
    visitor.page.fill("#explanation", explanation)
    if email:
        visitor.page.fill("#email", email)
    visitor.page.check("#good_faith")
    visitor.page.click("button.button")


def decide(laptop: Laptop, review_id: str, outcome: str, explanation: str) -> None:
    case_id = f"r-{review_id}-1"
    staff = laptop.signed_in("moderator")
    version = laptop.api.get(f"/v1/cases/{case_id}", headers=staff).json()["version"]
    said = {"outcome": outcome, "grounds": [], "explanation": explanation, "version": version}
    answer = laptop.api.post(f"/v1/cases/{case_id}/decision", json=said, headers=staff)
    assert answer.status_code == 202, answer.text


class TestFromTheShop:
    def test_a_telephone_number_is_gone_a_moment_after_the_report(self, laptop: Laptop, visit: Visit) -> None:
        customer = visit()
        customer.page.goto(f"{laptop.settings.shop_url}/reviews/R1")
        customer.page.click("a.report")
        assert customer.heading == "Report a review"
        assert not customer.page.locator("#email").count()

        customer.page.get_by_text("It shows private data").click()
        customer.page.get_by_label("Somebody's personal data").check()
        report(customer, "It shows where somebody can be rung up.")

        assert customer.heading == "Thank you. Your report has arrived."
        status = customer.page.url
        laptop.eventually(lambda: customer.comes_back_until("The review has been removed") or again(customer, status))
        assert customer.reads("no person has looked at it yet")
        assert customer.reads("Somebody's personal data")
        assert not customer.reads("7946 0958")
        assert not laptop.shop.get("/api/reviews/R1").json()["visible"]

    def test_the_author_reads_why_and_contests_it(self, laptop: Laptop, visit: Visit) -> None:
        reporter, author = visit(), visit(lang="ja-JP")
        reporter.page.goto(f"{laptop.settings.url}/report?review=R16")
        report(reporter, "It shows where a mechanic lives.", "reporter@example.org")
        (mail, *_) = laptop.eventually(lambda: laptop.sent_mails(to="kenji@example.jp"), why="the author's mail")

        author.page.goto(link_in(mail.message.get_content(), laptop, "/decision/"))

        assert author.heading == "お書きになったレビューを削除しました"
        assert author.reads("kakuudani.shuuri@example.jp")
        assert not author.reads("reporter@example.org")
        author.page.fill("#explanation", "公開されている会社の住所です。")
        author.page.click("button.button")
        assert author.reads("異議申し立てを受け付けました")
        author.page.reload()
        assert author.page.locator("textarea").count() == 0
        reporter.page.reload()
        assert reporter.reads("The decision was contested.")

    def test_a_review_that_stays_is_explained_and_can_be_contested(self, laptop: Laptop, visit: Visit) -> None:
        laptop.put_review("B2", text="The worst kettle that I have owned.")
        seller = visit()
        seller.page.goto(f"{laptop.settings.url}/report?review=B2")
        report(seller, "This is unfair to us.", "seller@example.org")
        status = seller.page.url.partition("?")[0]
        laptop.eventually(lambda: seller.comes_back_until("We are looking at it") or again(seller, status))

        decide(laptop, "B2", "keep", "It tells of the author's own experience.")

        laptop.eventually(lambda: seller.comes_back_until("The review stays"))
        assert seller.reads("It tells of the author's own experience.")
        assert seller.reads("a person made this decision")
        seller.page.get_by_role("link", name="Contest the decision").click()
        seller.page.fill("#explanation", "The picture shows another product.")
        seller.page.click("button.button")
        assert seller.reads("Thank you. Your appeal has arrived.")


class TestForm:
    def test_mistakes_are_said_at_the_top_and_lead_to_their_fields(self, laptop: Laptop, visit: Visit) -> None:
        somebody = visit(scripts=True)
        somebody.page.goto(f"{laptop.settings.url}/report")
        somebody.page.fill("#email", "ana")
        somebody.page.fill("#name", "Ana")
        somebody.page.click("button.button")

        assert "Please look at this again" in somebody.focused
        assert somebody.page.title().startswith("Error: ")
        assert somebody.page.input_value("#email") == "ana"
        assert somebody.page.input_value("#name") == "Ana"
        somebody.page.get_by_role("link", name="This is not a complete e-mail address").click()
        assert somebody.focused == "email"
        description = somebody.page.get_attribute("#email", "aria-describedby")
        assert description == "email-hint email-mistake"

    def test_by_keyboard_alone(self, laptop: Laptop, visit: Visit) -> None:
        laptop.put_review("B3")
        somebody = visit(scripts=True)
        somebody.page.goto(f"{laptop.settings.url}/report?review=B3")
        keys = somebody.page.keyboard
        keys.press("Tab")
        assert somebody.focused == "To the content"
        typed = {"explanation": "It insults me.", "email": "ana@example.org", "good_faith": " "}

        for _ in range(60):
            keys.press("Tab")
            outline = somebody.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", somebody.focused
            if somebody.focused in typed:
                keys.type(typed[somebody.focused])
            if somebody.focused == "Send the report":
                keys.press("Enter")
                break

        somebody.page.wait_for_url("**/status/**")
        assert somebody.heading == "Thank you. Your report has arrived."

    def test_loading_the_answer_again_sends_nothing_again(self, laptop: Laptop, visit: Visit) -> None:
        laptop.put_review("B4")
        somebody = visit()
        somebody.page.goto(f"{laptop.settings.url}/report?review=B4")
        report(somebody, "It insults me.", "ana@example.org")
        reference = somebody.page.locator(".note .number").inner_text()

        somebody.page.reload()

        assert somebody.page.locator(".note .number").inner_text() == reference

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_nothing_runs_over_the_edge_of_a_narrow_screen(self, laptop: Laptop, visit: Visit, lang: str) -> None:
        laptop.put_review("B5", title=HOSTILE[:500], text=HOSTILE)
        somebody = visit(scripts=True, lang=lang, viewport=NARROW)
        for path in ("/report?review=B5", "/report", "/status/none"):
            somebody.page.goto(laptop.settings.url + path)
            somebody.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert somebody.width == 320, path

    def test_hostile_words_stay_words(self, laptop: Laptop, visit: Visit) -> None:
        laptop.put_review("B6", title=HOSTILE[:500], text=HOSTILE)
        somebody = visit(scripts=True)
        somebody.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        somebody.page.goto(f"{laptop.settings.url}/report?review=B6")
        report(somebody, HOSTILE[:2_000], "ana@example.org")

        assert somebody.reads("<script>alert(1)</script>")
        assert somebody.page.locator("script, img").count() == 0
        assert somebody.width == 375


def again(visitor: Visitor, address: str) -> bool:
    """While the report is new its page thanks; without that it says how things stand."""
    visitor.page.goto(address.partition("?")[0])
    return False


def link_in(text: str, laptop: Laptop, path: str) -> str:
    return next(word for word in text.split() if word.startswith(laptop.settings.url + path))
