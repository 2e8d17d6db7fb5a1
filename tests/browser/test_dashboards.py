"""The dashboards through the whole stack: they show what was done, by keyboard and by file, to everybody."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Moderator, Opens
from tests.browser.test_desk import INSULT, reported
from tests.engine.laptop import Laptop

FORMULA = '=HYPERLINK("http://evil.example","win")'
WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    started = Laptop(tmp_path_factory.mktemp("dashboards"))
    started.start()
    yield started
    started.close()


@pytest.fixture(scope="module")
def busy(laptop: Laptop) -> Laptop:
    """Two reviews of a seller with an odd name were reported; one was kept, though a detector had found something."""
    kept = reported(laptop, "W1", INSULT, product_id="kettle", seller_id=FORMULA)
    reported(laptop, "W2", INSULT + " Thieves.", product_id="kettle", seller_id=FORMULA)
    ana = laptop.signed_in("moderator", "ana")
    case = laptop.api.get(f"/v1/cases/{kept}", headers=ana).json()
    wish = {"outcome": "keep", "grounds": [], "explanation": "It is harsh, not more.", "version": case["version"]}
    assert laptop.api.post(f"/v1/cases/{kept}/decision", json=wish, headers=ana).status_code == 202
    laptop.eventually(lambda: counted(laptop), why="counted")
    return laptop


def counted(laptop: Laptop) -> bool:
    said = laptop.api.get("/v1/metrics", headers=laptop.signed_in("admin", "root")).json()
    answered = sum(each["answered"] for each in said["relations"])
    return bool(said["decisions"] and answered and said["sellers"]["first"][:1] == [{"name": FORMULA, "reports": 2}])


def opened(moderator: Moderator, query: str = "days=7") -> Moderator:
    moderator.goes(f"#/dashboards?{query}")
    moderator.page.wait_for_selector(".matters")
    return moderator


def figure(moderator: Moderator, label: str) -> str:
    tile = moderator.page.locator(".big", has=moderator.page.get_by_text(label, exact=True)).first
    return tile.locator("dd b").inner_text()


def table(moderator: Moderator, title: str) -> list[list[str]]:
    rows = moderator.page.get_by_role("region", name=f"Table: {title}").locator("tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


class TestAnEmptySystem:
    def test_says_that_nothing_was_counted_and_nothing_else(self, laptop: Laptop, staff: Opens) -> None:
        ana = opened(staff("ana"))

        assert figure(ana, "Open") == "0"
        assert figure(ana, "Upheld") == "–"
        expect(ana.page.get_by_role("button", name=re.compile("^Save as CSV")).first).to_be_disabled()
        assert "NaN" not in ana.page.locator("main").inner_text()
        assert ana.unfit() == []


class TestWhatWasDone:
    def test_is_what_they_show(self, busy: Laptop, staff: Opens) -> None:
        ana = opened(staff("ana"))

        assert (figure(ana, "Open"), figure(ana, "Overdue")) == ("1", "0")
        assert (figure(ana, "Reports"), figure(ana, "Decisions"), figure(ana, "Upheld")) == ("2", "1", "0 %")
        assert table(ana, "By guideline")[0][:4] == ["Harassment and insults", "2", "1", "0 %"]
        assert ["abuse" in row[0] and row[4] == "1" for row in table(ana, "Machines and people")].count(True) == 1
        assert table(ana, "Reports by product") == [["kettle", "2"]]
        assert table(ana, "Reports by seller") == [[FORMULA, "2"]]
        assert table(ana, "By relation to the review") == [["another customer", "2", "1", "0 %"]]

    def test_a_table_is_saved_as_a_file_in_which_no_cell_reckons(self, busy: Laptop, staff: Opens) -> None:
        ana = opened(staff("ana"))
        with ana.page.expect_download() as saving:
            ana.page.get_by_role("button", name="Save as CSV: Reports by seller").click()
        text = saving.value.path().read_text(encoding="utf-8-sig")

        assert re.fullmatch(r"redress-sellers-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv", saving.value.suggested_filename)
        assert list(csv.reader(io.StringIO(text))) == [["Seller", "Reports"], [f"'{FORMULA}", "2"]]

    def test_a_period_is_picked_by_keyboard_and_stands_in_the_address(self, busy: Laptop, staff: Opens) -> None:
        ana = opened(staff("ana"))
        ana.page.get_by_role("link", name="30 days").focus()
        ana.press("Enter")
        expect(ana.page.get_by_role("link", name="30 days")).to_have_attribute("aria-current", "true")
        assert ana.page.url.endswith("#/dashboards?days=30")
        ana.page.wait_for_selector(".matters")
        ana.page.get_by_label("from").fill("2026-01-05")
        ana.page.get_by_label("to", exact=True).fill("2026-01-01")
        expect(ana.page.get_by_role("button", name="Show", exact=True)).to_be_disabled()
        ana.page.get_by_label("to", exact=True).fill("2026-01-31")
        ana.page.get_by_role("button", name="Show", exact=True).click()
        ana.page.wait_for_url("**#/dashboards?from=2026-01-05&to=2026-01-31")
        ana.page.wait_for_selector(".matters")
        assert figure(ana, "Reports") == "0"

    def test_now_is_read_again_by_itself(self, busy: Laptop, staff: Opens) -> None:
        ana = opened(staff("ana"))
        before = int(figure(ana, "Open"))
        reported(busy, "W3", INSULT + " All of them.")

        tile = ana.page.locator(".big", has=ana.page.get_by_text("Open", exact=True)).locator("dd b")
        expect(tile).to_have_text(str(before + 1), timeout=30_000)

    def test_the_way_there_is_a_key(self, busy: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.press("g", "d")
        ana.sees("Dashboards", "h1")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
class TestForEverybody:
    def test_nothing_that_axe_finds_wrong_with_tables_open(self, busy: Laptop, staff: Opens, dark: bool) -> None:
        ana = opened(staff("ana", dark=dark))
        for summary in ana.page.locator("main summary").all():
            summary.click()

        assert ana.unfit() == []

    def test_no_screen_is_too_narrow_for_them(self, busy: Laptop, staff: Opens, dark: bool) -> None:
        for width in WIDTHS:
            ana = opened(staff("ana", width=width, dark=dark))
            ana.page.wait_for_timeout(300)
            assert ana.width == width
            assert ana.unfit() == []


@pytest.fixture(scope="module")
def written_as(laptop: Laptop, chromium: Browser) -> Iterator[Any]:
    page = chromium.new_page()
    page.goto(f"{laptop.settings.url}/desk")
    source = (page.locator("script[type=module]").get_attribute("src") or "").replace("main.js", "csv.js")
    yield lambda cell: page.evaluate(
        "async ([source, cell]) => (await import(source)).csv(['x'], [[cell]])", [source, cell]
    )
    page.close()


@pytest.mark.parametrize(
    "cell, written",
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", '"\'\t=1"'),
        ("\r=1", '"\'\r=1"'),
        (" =1", "' =1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ('a "b", c', '"a ""b"", c"'),
        ("a;b", '"a;b"'),
        ("plain", "plain"),
        ("1-2 d", "1-2 d"),
        (-2, "-2"),
        (0.25, "0.25"),
        (None, ""),
    ],
)
def test_a_cell_is_written_so_that_it_is_a_cell(written_as: Any, cell: object, written: str) -> None:
    assert written_as(cell) == f"x\r\n{written}\r\n"
