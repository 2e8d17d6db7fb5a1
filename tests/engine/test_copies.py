"""Texts that were posted before, on the whole line: the stream keeps the index, triage and the check look into it."""

from typing import Any

from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, report, shown

REMOVED = (
    "My nephew filled this kettle with lemonade on Sunday, and since then it hums the same three notes whenever the "
    "lid is closed, which drives our parrot out of the kitchen."
)
MODIFIED = REMOVED.replace("on Sunday", "last Sunday").replace("drives", "chases")


def allowed(laptop: Laptop, text: str, product_id: str) -> dict[str, Any]:
    body = {"product_id": product_id, "author_id": "somebody-else", "text": text}
    answer = laptop.api.post("/v1/reviews/check", json=body, headers=laptop.signed_in("platform"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def fired(case: dict[str, Any]) -> set[str]:
    return {finding["guideline"] for finding in case["findings"] if finding["fired"]}


def indexed(laptop: Laptop, review_id: str) -> bool:
    """The stream has told triage of the review, and triage has put it into the index."""
    key = {"pk": {"S": f"REVIEW#{review_id}"}, "sk": {"S": "PHRASES"}}
    item = laptop.cloud.dynamodb.get_item(TableName=laptop.outputs["TableName"], Key=key).get("Item")
    return item is not None and item["mark"]["S"] != ""


def test_a_copy_of_a_review_in_the_shop_is_found_when_it_is_reported(laptop: Laptop) -> None:
    original = shown(laptop, "R2")
    laptop.eventually(lambda: indexed(laptop, "R2"), why="the shop's review to be in the index")
    laptop.put_review(
        "copied", product_id=original["product_id"], text=f"Hello! {original['text']}", posted_at="2026-11-20T09:00:00Z"
    )
    report(laptop, "copied", explanation="I have read this before.")

    case = Moderator(laptop).waits_for_me("r-copied-1")

    assert "rights.copied_text" in fired(case)
    reasons = [finding["reason"] for finding in case["findings"] if finding["guideline"] == "rights.copied_text"]
    assert "R2" in reasons[0]


def test_removed_words_are_refused_before_publication_and_found_after_it(laptop: Laptop) -> None:
    laptop.put_review("hums", product_id="P-hums", text=REMOVED)
    said = report(laptop, "hums")
    ana = Moderator(laptop)
    ana.waits_for_me("r-hums-1")
    assert ana.decide("r-hums-1", "remove", grounds=["respect.harassment"]).status_code == 202

    said.until("decided")
    assert not allowed(laptop, REMOVED, "P-hums")["allowed"]  # the same words: at once

    refused = laptop.eventually(
        lambda: [] if (said := allowed(laptop, MODIFIED, "P-hums"))["allowed"] else said["reasons"],
        why="the removed words to be refused",
    )
    assert [reason["guideline"] for reason in refused] == ["integrity.repost"]
    assert allowed(laptop, MODIFIED, "P-another")["allowed"]

    laptop.put_review("hums-again", product_id="P-hums", text=MODIFIED, posted_at="2026-11-21T09:00:00Z")
    report(laptop, "hums-again")
    assert "integrity.repost" in fired(ana.waits_for_me("r-hums-again-1"))
