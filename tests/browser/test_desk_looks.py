"""How the desk looks and what it makes of hostile words: inert, readable by everybody, on any screen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.desk import Moderator, Opens
from tests.browser.test_desk import reported
from tests.engine.laptop import Laptop

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style> {{7*7}} ${8*8}"
HOSTILE = f"{MARKUP} \u202egnp.exe\u202c pаypаl zero\u200bwidth Z{chr(0x301) * 10_000} {'W' * 5_000} שלום עולם مرحبا"
EVERY_PAGE = (
    "#/queues",
    "#/cases",
    "#/cases?queue=abuse&priority=high",
    "#/waiting",
    "#/search?q=D1",
    "#/dashboards",
    "#/nowhere",
)


@pytest.fixture(scope="module")
def laptop(undoing: Laptop) -> Laptop:
    return undoing


@pytest.fixture(scope="module")
def hostile(laptop: Laptop) -> str:
    return reported(
        laptop, "H1", HOSTILE + " You filthy liar.", says=HOSTILE[:4_000], title="=1+1 <b>bold</b> \u202eevil"
    )


def read(moderator: Moderator, case_id: str) -> None:
    moderator.opens(case_id, may="remove")


@pytest.fixture(scope="module")
def cut(laptop: Laptop, chromium: Any) -> Iterator[Any]:
    page = chromium.new_page()
    page.goto(f"{laptop.settings.url}/desk")
    source = page.locator("script[type=module]").get_attribute("src").replace("main.js", "marks.js")
    yield lambda text, findings=(): page.evaluate(
        "async ([source, text, findings]) => (await import(source)).marked(text, findings, 'text')",
        [source, text, list(findings)],
    )
    page.close()


class TestHostileWords:
    def test_they_stay_words_and_what_they_hide_is_shown(self, laptop: Laptop, staff: Opens, hostile: str) -> None:
        ana = staff("ana")
        ana.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        read(ana, hostile)
        assert ana.reads("<script>alert(1)</script>")
        assert ana.reads("{{7*7}} ${8*8}")
        assert ana.page.locator("main img, main script, main style, main b:has-text('bold')").count() == 0
        review = ana.page.locator(".review")
        odd = review.locator(".odd").all_inner_texts()
        assert {"RLO", "PDF", "ZWSP"} <= set(odd)
        assert any(words.startswith("+") and "marks" in words for words in odd)
        assert review.locator(".like").count() == 2
        assert ana.width <= 1280
        turned = review.locator(".words").last.evaluate(
            "each => /[\\u202a-\\u202e\\u2066-\\u2069]/.test(each.textContent)"
        )
        assert not turned

    def test_a_report_of_many_letters_hides_no_other_until_all_of_it_is_asked_for(
        self, laptop: Laptop, staff: Opens
    ) -> None:
        case_id = reported(laptop, "H2", says="It insults people. " * 200 + "That is all.")
        ana = staff("ana")
        read(ana, case_id)
        assert not ana.reads("That is all.")

        ana.page.get_by_role("button", name="Show all of it, 3,812 letters").click()

        assert ana.reads("That is all.")

    def test_a_search_for_nothing_says_what_can_be_searched_for(self, staff: Opens) -> None:
        ana = staff("ana")
        ana.goes("#/search")
        ana.sees(re.compile("By a reference, a case"))

    def test_they_stay_in_their_box_on_a_narrow_screen(self, laptop: Laptop, staff: Opens, hostile: str) -> None:
        ana = staff("ana", width=360, height=700)
        for place in EVERY_PAGE:
            ana.goes(place)
            ana.page.wait_for_selector("main h1")
            ana.page.wait_for_timeout(400)
            assert ana.width == 360, place
        read(ana, hostile)
        assert ana.width == 360
        ana.press("r")
        ana.page.wait_for_selector(".panel")
        assert ana.width == 360


class TestWhatIsMarked:
    """The modules that cut texts, asked in the browser that they are for."""

    def test_findings_that_overlap_are_all_named(self, cut: Any) -> None:
        first = {"field": "text", "spans": [[0, 5]], "guideline": "a.b", "fired": True}
        second = {"field": "text", "spans": [[3, 8]], "guideline": "c.d", "fired": True}
        parts = cut("0123456789", [first, second])
        assert [(part["text"], part["by"]) for part in parts] == [
            ("012", [1]),
            ("34", [1, 2]),
            ("567", [2]),
            ("89", []),
        ]

    def test_spans_count_code_points_and_stay_within_the_text(self, cut: Any) -> None:
        parts = cut("😀bad", [{"field": "text", "spans": [[1, 99]], "guideline": "a.b", "fired": True}])
        assert [(part["text"], part["by"]) for part in parts] == [("😀", []), ("bad", [1])]

    @pytest.mark.parametrize(
        "text,kinds",
        [
            ("plain words", ["text"]),
            ("👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️ می‌خواهم क्‍ष", ["text"]),
            ("a\u200bb", ["text", "hidden", "text"]),
            ("a\u202eb", ["text", "turned", "text"]),
            ("Привет, мир", ["text"]),
            ("pаypal", ["text", "like", "text"]),
            ("e\u0301", ["text"]),
            ("e" + "\u0301" * 50, ["text", "marks"]),
            ("\x07\x1b", ["hidden", "hidden"]),
        ],
        ids=[
            "plain words",
            "joiners that scripts and emoji need",
            "zero width",
            "turned round",
            "another alphabet",
            "a letter that passes for another",
            "an accent",
            "stacked marks",
            "controls",
        ],
    )
    def test_what_shows_itself_is_left_alone(self, cut: Any, text: str, kinds: list[str]) -> None:
        assert [part["kind"] for part in cut(text)] == kinds

    def test_ten_thousand_odd_characters_are_some_thousand_pieces_at_the_most(self, cut: Any) -> None:
        assert len(cut("a\u200b" * 10_000)) < 3_100


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
class TestForEverybody:
    def test_no_page_has_anything_that_axe_finds_wrong(
        self, laptop: Laptop, staff: Opens, hostile: str, dark: bool
    ) -> None:
        ana = staff("ana", dark=dark)
        for place in EVERY_PAGE:
            ana.goes(place)
            ana.page.wait_for_selector("main h1")
            ana.page.wait_for_timeout(600)
            assert ana.unfit() == [], place

    def test_nor_a_case_with_its_panels(self, laptop: Laptop, staff: Opens, hostile: str, dark: bool) -> None:
        ana = staff("ana", dark=dark)
        read(ana, hostile)
        assert ana.unfit() == []
        for key in "krsnb":
            ana.press(key)
            ana.page.wait_for_selector(".panel")
            ana.page.wait_for_timeout(300)
            assert ana.unfit() == [], key
            ana.press("Escape")
            ana.page.wait_for_selector(".panel", state="detached")
        ana.press("?")
        ana.page.wait_for_selector("dialog")
        assert ana.unfit() == []
