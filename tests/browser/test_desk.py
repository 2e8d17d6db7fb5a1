"""The desk through the whole stack: signed in by PKCE, decided by keys alone, two people on one case, and undo."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Opens
from tests.engine.laptop import Laptop

INSULT = "The seller is a filthy liar and everybody who works there is a stupid pig."


@pytest.fixture(scope="module")
def laptop(undoing: Laptop) -> Laptop:
    return undoing


def reported(
    laptop: Laptop, review_id: str, text: str = INSULT, *, says: str = "It insults people.", **known: object
) -> str:
    """A review that was reported and waits for a person; returns its case."""
    laptop.put_review(review_id, text=text, **known)
    said = {
        "review_id": review_id,
        "explanation": says,
        "guideline": "respect.harassment",
        "relation": "customer",
        "reporter": {"name": "Iris Vale", "email": f"iris.{review_id.lower()}@example.org"},
        "good_faith": True,
    }
    assert laptop.api.post("/v1/reports", json=said).status_code == 202
    case_id = f"r-{review_id}-1"
    laptop.eventually(lambda: status_of(laptop, case_id) in {"human_review", "legal_review"}, why=case_id)
    return case_id


def ordered(laptop: Laptop, review_id: str) -> str:
    """A report that brings a court's order about a review that is there; returns its case, which waits for legal."""
    order = {"kind": "court_order", "court": "LG Berlin", "file_number": "27 O 1/26", "dated": "2026-11-20"}
    said = {
        "review_id": review_id,
        "explanation": "A court has ordered it.",
        "relation": "lawyer",
        "reporter": {"email": "lawyer@example.org"},
        "legal": {**order, "bound": "The shop"},
        "good_faith": True,
    }
    assert laptop.api.post("/v1/reports", json=said).status_code == 202
    case_id = f"r-{review_id}-1"
    laptop.eventually(lambda: status_of(laptop, case_id) == "legal_review", why=case_id)
    return case_id


def status_of(laptop: Laptop, case_id: str) -> str:
    answer = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("admin", "root"))
    return str(answer.json()["status"]) if answer.status_code == 200 else ""


class TestSigningIn:
    def test_by_pkce_with_the_token_in_memory_alone(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.sees("Queues", "h1")
        stored = ana.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
        assert "eyJ" not in stored
        assert ana.page.context.cookies() == []
        assert "code=" not in ana.page.url
        ana.page.reload()
        ana.page.get_by_role("button", name="Sign in").wait_for()

    def test_one_comes_back_to_where_one_was(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D0")
        ana = staff("ana")
        ana.page.goto(f"{laptop.settings.url}/desk#/case/{case_id}")
        ana.page.reload()
        ana.page.get_by_role("button", name="Sign in").click()
        assert ana.page.input_value("input[name=name]") == "ana"
        ana.page.get_by_role("button", name="Sign in").click()
        ana.sees("D0", "h1")

    def test_a_state_that_is_not_ours_signs_nobody_in(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.page.goto(f"{laptop.settings.url}/desk?code=stolen&state=forged")
        ana.page.get_by_role("button", name="Sign in").wait_for()


class TestByKeyboardAlone:
    def test_a_review_is_removed_and_the_next_case_comes(self, laptop: Laptop, staff: Opens) -> None:
        for review, words in (("D1", INSULT), ("D2", f"{INSULT} Thieves, all of them.")):
            reported(laptop, review, words)
        ana = staff("ana")
        ana.press("g", "c")
        ana.sees("Cases", "h1")
        ana.page.wait_for_selector(".case-row")
        ana.goes("#/cases?queue=abuse")
        ana.sees("Queue abuse", "h1")
        ana.press("n")
        ana.page.wait_for_selector(".bar .do-remove")
        taken = ana.page.locator("h1 .id").inner_text()
        ana.press("r")
        ana.page.wait_for_selector(".panel")
        ana.press("1")
        expect(ana.page.locator(".ground.on")).to_have_count(1)
        assert ana.page.input_value("#explanation")
        ana.press("Enter")

        expect(ana.page.locator("h1 .id")).not_to_have_text(taken)
        ana.sees(re.compile(rf"Removed: review {taken}"))
        laptop.eventually(lambda: status_of(laptop, f"r-{taken}-1") == "removed", why="it is carried out")

    def test_a_decision_is_undone_while_it_may_be(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D3")
        ana = staff("ana")
        ana.opens(case_id, may="keep")
        ana.press("k")
        ana.page.wait_for_selector(".panel")
        ana.press("Enter")
        ana.sees(re.compile("Kept: review D3"))
        assert status_of(laptop, case_id) == "deciding"
        assert int(ana.page.locator(".undo .number").inner_text().split()[0]) <= 8

        ana.press("u")

        ana.sees("D3", "h1 .id")
        ana.page.wait_for_selector(".do-keep")
        assert status_of(laptop, case_id) == "human_review"
        assert laptop.sent_mails(to="iris.d3@example.org") == [] or not ana.reads("Kept by")

    def test_every_button_is_reached_by_tab_with_the_focus_to_be_seen(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.opens(reported(laptop, "D4"), may="keep")
        seen = []
        for _ in range(60):
            ana.press("Tab")
            seen.append(ana.focused.split("\n")[0])
            outline = ana.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid" or ana.page.evaluate("document.activeElement === document.body"), seen[-1]
            if "Next" in seen[-1]:
                break
        assert {"Keep", "Remove", "Ask", "Escalate", "Skip", "Note"} <= {
            name.rstrip("krieosn\n") or name for name in seen
        } | set(seen)

    def test_keys_rest_while_one_types_and_can_be_switched_off(self, laptop: Laptop, staff: Opens) -> None:
        ana = staff("ana")
        ana.opens(reported(laptop, "D5"), may="note")
        ana.press("n")
        ana.page.wait_for_selector("#said:focus")
        ana.page.keyboard.type("kreio? just words")
        assert ana.page.input_value("#said") == "kreio? just words"
        ana.press("Control+Enter")
        ana.sees("kreio? just words", ".jotting")
        ana.press("?")
        ana.page.get_by_label("Single keys").uncheck()
        ana.press("Escape")
        ana.page.wait_for_selector("dialog", state="detached")
        ana.press("k")
        ana.page.wait_for_timeout(300)
        assert ana.page.locator(".panel").count() == 0
        assert "D5" in ana.heading


class TestTwoPeople:
    def test_the_second_sees_who_has_it_and_cannot_decide(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D6")
        ana, ben = staff("ana"), staff("ben")
        ana.opens(case_id, may="keep")
        laptop.eventually(lambda: holder_of(laptop, case_id) == "ana")
        ben.opens(case_id)
        ben.sees(re.compile("ana holds this case"))
        assert ben.page.locator(".do-keep").count() == 0
        ben.sees(re.compile("ana is looking too"))

    def test_what_another_decided_is_shown_and_ones_words_are_kept(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D7")
        ana = staff("ana")
        ana.opens(case_id, may="keep")
        ana.press("k")
        ana.page.wait_for_selector(".panel")
        ana.press("t")
        ana.page.fill("#explanation", "My own words.")
        root = laptop.signed_in("admin", "root")
        laptop.api.delete(f"/v1/cases/{case_id}/claim", headers=root)
        version = laptop.api.get(f"/v1/cases/{case_id}", headers=root).json()["version"]
        wish = {"outcome": "keep", "grounds": [], "explanation": "Root was quicker.", "version": version}
        assert laptop.api.post(f"/v1/cases/{case_id}/decision", json=wish, headers=root).status_code == 202

        ana.press("Control+Enter")

        ana.sees(re.compile("root (has )?decided this case"))
        assert ana.page.input_value("#explanation") == "My own words."
        decided = laptop.api.get(f"/v1/cases/{case_id}", headers=root).json()["decision"]
        assert decided["explanation"] == "Root was quicker."

    def test_leaving_a_case_frees_it_for_others(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D8")
        ana = staff("ana")
        ana.opens(case_id)
        laptop.eventually(lambda: holder_of(laptop, case_id) == "ana")
        ana.press("g", "q")
        laptop.eventually(lambda: holder_of(laptop, case_id) is None)


class TestHoldingBack:
    def test_a_skipped_case_is_left_with_a_reason(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D9")
        ana = staff("ana")
        ana.opens(case_id, may="skip")
        ana.press("s")
        ana.page.wait_for_selector(".panel")
        ana.press("1")
        ana.sees(re.compile("Skipped"))
        notes = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("admin")).json()["notes"]
        assert any("know somebody" in note["text"] for note in notes)

    def test_an_address_is_shown_for_a_reason_which_is_kept(self, laptop: Laptop, staff: Opens) -> None:
        case_id = reported(laptop, "D10")
        ana = staff("ana")
        ana.opens(case_id)
        ana.page.wait_for_selector(".report")
        assert not ana.reads("iris.d10@example.org")
        ana.page.get_by_role("button", name="Show", exact=True).first.click()
        ana.page.fill("#reason", "She asked us to ring her back.")
        ana.press("Enter")
        ana.sees(re.compile("iris.d10@example.org"))
        history = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("admin")).json()["history"]
        assert any("unmask" in entry["act"] for entry in history)


def holder_of(laptop: Laptop, case_id: str) -> str | None:
    found: str | None = laptop.api.get(f"/v1/cases/{case_id}", headers=laptop.signed_in("admin", "root")).json()[
        "claimed_by"
    ]
    return found
