"""Keys at the desk: who hears them while a panel is open, and where the typing goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Moderator, Opens
from tests.browser.test_desk import reported
from tests.engine.laptop import Laptop


@pytest.fixture(scope="module")
def laptop(undoing: Laptop) -> Laptop:
    return undoing


def heard(moderator: Moderator) -> list[str]:
    """The map of keys, by its headings."""
    moderator.press("?")
    titles = moderator.page.locator(".key-map h3").all_inner_texts()
    moderator.press("Escape")
    moderator.page.wait_for_selector("dialog", state="detached")
    return titles


class TestAPanel:
    def test_a_question_is_typed_at_once_and_no_shortcut_runs(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.opens(reported(laptop, "K1"), may="needs_info")
        ana.press("i")
        ana.page.keyboard.type("Which seller kept you waiting? join us")
        expect(ana.page.get_by_label("The question")).to_have_value("Which seller kept you waiting? join us")
        assert "K1" in ana.heading
        ana.press("Escape")
        expect(ana.page.locator(".panel")).to_have_count(0)

    def test_only_the_open_one_hears_keys_and_the_map_says_so(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.opens(reported(laptop, "K2"), may="keep")
        assert heard(ana) == ["Decide", "The case", "Everywhere"]
        for key, panel in (("r", "Remove: the panel"), ("s", "Skip this case"), ("b", "Alike")):
            ana.press(key)
            ana.press("k", "o", "j", "n", "u")
            assert heard(ana) == [panel, "Everywhere"]
            ana.press("Escape")
            assert heard(ana) == ["Decide", "The case", "Everywhere"]
        assert "K2" in ana.heading

    def test_it_leaves_the_reports_in_sight(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana", width=1280, height=800)
        ana.opens(reported(laptop, "K3"), may="remove")
        ana.press("r")
        panel = ana.page.locator(".panel").bounding_box()
        report = ana.page.locator(".report").first.bounding_box()
        assert panel is not None
        assert report is not None
        assert report["x"] + report["width"] <= panel["x"]
        assert panel["y"] >= 0

    def test_its_words_are_in_the_language_of_who_reads_them(self, laptop: Laptop, staff: Opens) -> None:
        laptop.put_review("K4", text="Der Händler ist ein dreckiger Lügner.", author_lang="de")
        said = {
            "review_id": "K4",
            "explanation": "失礼です。",
            "relation": "customer",
            "good_faith": True,
            "link_token": laptop.link_token("K4", "yuki", email="yuki@example.org", lang="ja"),
        }
        assert laptop.api.post("/v1/reports", json=said).status_code == 202
        ana = staff("ana")
        laptop.eventually(
            lambda: laptop.api.get("/v1/cases/r-K4-1", headers=laptop.signed_in("admin", "root")).is_success
        )
        ana.opens("r-K4-1")
        for key, language in (("k", "ja"), ("i", "ja"), ("r", "de"), ("e", "en")):
            ana.press(key)
            expect(ana.page.locator(".panel select")).to_have_value(language)
            ana.press("Escape")


class TestUndo:
    def test_with_nothing_decided_nothing_is_said_to_have_taken_effect(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.sees("Queues", "h1")
        ana.press("u")
        ana.sees(re.compile("There is nothing to undo"))
        assert not ana.reads("has taken effect")
