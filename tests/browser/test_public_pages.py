"""The public pages in a browser: several reviews and a legal claim from a phone, an answer, and every page by axe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Visitor
from tests.engine.laptop import Laptop

Visit = Callable[..., Visitor]
SMALL = ViewportSize(width=360, height=740)
AXE = Path(__file__).with_name("vendor") / "axe.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARABIC = "هذا المنتج رديء جدًا ولا أنصح به. اتصلت بالبائع مرتين ولم يرد."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe \u2066 Z" + "\u0301" * 10_000


def unfit(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


def fill_in(visitor: Visitor, explanation: str, email: str) -> None:
    visitor.page.fill("#explanation", explanation)
    visitor.page.fill("#email", email)
    visitor.page.check("#good_faith")


def send(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Send the report").click()


def ask_back(laptop: Laptop, review_id: str, words: str) -> str:
    """A moderator asks the reporter something."""
    case_id, staff = f"r-{review_id}-1", laptop.signed_in("moderator")
    laptop.eventually(lambda: case_of(laptop, case_id, "moderator").get("status") == "human_review")
    said = {"outcome": "needs_info", "grounds": [], "explanation": words}
    said["version"] = case_of(laptop, case_id, "moderator")["version"]
    answer = laptop.api.post(f"/v1/cases/{case_id}/decision", json=said, headers=staff)
    assert answer.status_code == 202, answer.text
    laptop.eventually(lambda: case_of(laptop, case_id, "moderator")["status"] == "needs_info")
    return case_id


def case_of(laptop: Laptop, case_id: str, role: str) -> dict[str, Any]:
    answer = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in(role))
    return dict(answer.json()) if answer.is_success else {}


def in_the_legal_queue(laptop: Laptop, case_id: str) -> dict[str, Any]:
    def there() -> dict[str, Any] | None:
        case = case_of(laptop, case_id, "legal")
        return case if case.get("queue") == "legal" and case["reports"] else None

    return laptop.eventually(there, why=f"{case_id} in the legal queue")


class TestSeveralAtOnce:
    def test_three_reviews_and_a_court_order_from_a_phone_without_scripts(self, laptop: Laptop, visit: Visit) -> None:
        for review_id in ("S1", "S2", "S3"):
            laptop.put_review(review_id, title=f"Kettle {review_id}")
        url = f"{laptop.settings.shop_url}/reviews/"
        somebody = visit(viewport=SMALL)
        page = somebody.page
        page.goto(f"{laptop.settings.url}/report?review=S1")

        page.get_by_text("Report several reviews at once").click()
        page.fill("#further", f"{url}S2\nhttps://else.example/9")
        page.get_by_text("Defamation, privacy, copyright, a court order").click()
        assert not page.get_by_label("File number").is_visible()
        page.get_by_role("radio", name="A court has ordered something").check()
        assert page.get_by_label("File number").is_visible()
        assert not page.get_by_label("The exact words").is_visible()
        page.get_by_label("The court", exact=True).fill("Landgericht Musterstadt")
        page.get_by_label("File number").fill("3 O 12/26")
        page.get_by_label("Whom it binds").fill("the shop")
        fill_in(somebody, "An order forbids these reviews.", "lawyer@example.org")
        send(somebody)

        assert page.title().startswith("Error: ")
        assert somebody.reads("Please give a day: Date of the order")
        assert page.input_value("#further").endswith("else.example/9")
        page.get_by_role("link", name="Please give a day").click()
        page.fill("[id='court_order.dated']", "2026-11-02")
        page.fill("#further", f"{url}S2\n{url}S3\nhttps://else.example/9")
        send(somebody)

        assert page.get_by_role("link", name="https://else.example/9").count() == 1
        assert page.input_value("#explanation") == "An order forbids these reviews."
        assert page.input_value("[id='court_order.file_number']") == "3 O 12/26"
        page.get_by_role("button", name="Send without these lines").click()

        assert somebody.heading == "Thank you. 3 reports have arrived."
        assert page.get_by_role("link", name="See this report").count() == 3
        page.get_by_role("link", name="See this report").last.click()
        assert somebody.reads("Kettle S3")
        assert somebody.reads("our legal team looks at it")
        assert somebody.reads("3 O 12/26")
        for review_id in ("S1", "S2", "S3"):
            case = in_the_legal_queue(laptop, f"r-{review_id}-1")
            (report,) = case["reports"]
            assert report["legal_claim"]["court"] == "Landgericht Musterstadt"
            assert report["legal_claim"]["dated"] == "2026-11-02"


class TestReply:
    def test_a_question_is_answered_on_the_status_page(self, laptop: Laptop, visit: Visit) -> None:
        laptop.put_review("Q1")
        somebody = visit(viewport=SMALL)
        page = somebody.page
        page.goto(f"{laptop.settings.url}/report?review=Q1")
        fill_in(somebody, "It is an advert.", "asked@example.org")
        send(somebody)
        status = page.url.partition("?")[0]
        case_id = ask_back(laptop, "Q1", "Which words <b>do</b> you mean?")

        (mail, *_) = laptop.eventually(lambda: laptop.sent_mails(to="asked@example.org"), why="the question's mail")
        assert status in mail.message.get_content()
        page.goto(status)
        assert somebody.heading == "We have a question for you"
        assert somebody.reads("Which words <b>do</b> you mean?")
        page.get_by_role("button", name="Send the answer").click()
        assert somebody.reads("Write your answer first.")
        page.get_by_label("Your answer").fill("The last sentence.")
        page.get_by_role("button", name="Send the answer").click()

        assert somebody.heading == "Thank you. Your answer has arrived."
        assert somebody.reads("The last sentence.")
        assert page.locator("textarea").count() == 0
        page.reload()
        case = laptop.eventually(lambda: case_of(laptop, case_id, "moderator"))
        assert case["status"] == "human_review"
        assert [each["words"] for each in case["answers"]] == ["The last sentence."]
        assert [each["act"] for each in case["history"]].count("answered") == 1


@pytest.fixture(scope="module")
def places(chromium: Browser, laptop: Laptop) -> dict[str, str]:
    """One address of each public page, as a reporter comes to them."""
    context = chromium.new_context(java_script_enabled=False, viewport=SMALL)
    somebody = Visitor(context.new_page())
    url = laptop.settings.url

    def reported(review_id: str, further: str = "") -> str:
        somebody.page.goto(f"{url}/report?review={review_id}")
        if further:
            somebody.page.get_by_text("Report several reviews at once").click()
            somebody.page.fill("#further", further)
        fill_in(somebody, "It shows a number.", "axe@example.org")
        send(somebody)
        return somebody.page.url

    laptop.put_review("X1", title="منتج رديء", text=ARABIC)
    laptop.put_review("X2", title=HOSTILE[:200], text=HOSTILE)
    laptop.put_review("X3", text="Ring me on +44 20 7946 0958.", author_email="x3@example.org")
    found = {"form": f"{url}/report?review=X1", "blank": f"{url}/report", "missing": f"{url}/status/none"}
    found["several"] = reported("X1", f"{laptop.settings.shop_url}/reviews/X2")
    found["removed"] = reported("X3").partition("?")[0]
    found["asked"] = reported("Y1").partition("?")[0]
    ask_back(laptop, "Y1", "Which words do you mean?")
    (mail, *_) = laptop.eventually(lambda: laptop.sent_mails(to="x3@example.org"), why="the author's mail")
    found["author"] = next(word for word in mail.message.get_content().split() if "/decision/" in word)
    context.close()
    return found


class TestFit:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("place", ["form", "blank", "missing", "several", "removed", "asked", "author"])
    def test_axe_finds_nothing(self, chromium: Browser, places: dict[str, str], place: str, dark: bool) -> None:
        with looked_at(chromium, dark=dark) as page:
            for lang in ("en", "fr", "ja"):
                address = places[place]
                page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
                assert unfit(page) == [], lang

    def test_axe_finds_nothing_where_something_is_wrong(self, chromium: Browser, places: dict[str, str]) -> None:
        for dark in (False, True):
            with looked_at(chromium, dark=dark) as page:
                page.goto(places["blank"])
                page.get_by_text("Defamation, privacy, copyright, a court order").click()
                page.get_by_role("radio", name="Something untrue is stated as fact").check()
                page.get_by_role("button", name="Send the report").click()
                assert page.title().startswith("Error: ")
                assert unfit(page) == []

    def test_a_right_to_left_review_reads_from_the_right_in_its_own_box(
        self, chromium: Browser, places: dict[str, str]
    ) -> None:
        with looked_at(chromium) as page:
            page.goto(places["form"])
            words = page.locator(".review .words")
            assert words.evaluate("each => getComputedStyle(each).direction") == "rtl"
            assert page.locator("h1").evaluate("each => getComputedStyle(each).direction") == "ltr"
            assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]

    def test_hostile_words_are_words(self, chromium: Browser, places: dict[str, str], laptop: Laptop) -> None:
        with looked_at(chromium) as page:
            page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
            for address in (places["several"], f"{laptop.settings.url}/report?review=X2"):
                page.goto(address)
                assert page.locator("script, img").count() == 0
                assert "<script>alert(1)</script>" in page.locator("main").inner_text()
                assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]


@contextmanager
def looked_at(chromium: Browser, *, dark: bool = False) -> Iterator[Page]:
    """A small screen with scripts, so that axe can look; the pages have none of their own."""
    context = chromium.new_context(
        viewport=SMALL, color_scheme="dark" if dark else "light", locale="en-GB", reduced_motion="reduce"
    )
    try:
        yield context.new_page()
    finally:
        context.close()
