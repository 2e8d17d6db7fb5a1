"""Copies and re-posts, and second reviews of a household."""

from datetime import UTC, datetime

import pytest

from redress.detect import Other
from tests.builders.findings import fired, marked, the_finding

TEXT = (
    "I began it on the ferry to the islands and read the last page under a street lamp. The storm in chapter nine is "
    "as good as people say, and the keeper's silence is heavier than any of his words."
)
EDITED = (
    "I began it on the ferry to the island and finished the last page under a street lamp! The storm in chapter nine "
    "is as good as people say, and the keeper's silence is much heavier than any of his words."
)
OWN = "Not my kind of book, to be honest, the middle part drags on and on. "
JAPANESE = "船の上で読み始めて、街灯の下で最後のページを読みました。第九章の嵐はみんなが言う通り素晴らしかったです。"


def other(text: str = TEXT, **fields: object) -> Other:
    return Other.model_validate({"review_id": "R0", "text": text, **fields})


class TestCopies:
    def test_the_same_text_by_another_author_is_a_copy(self) -> None:
        finding = the_finding(TEXT, "rights.copied_text", others=[other()])

        assert finding.fired
        assert finding.score > 0.9
        assert "R0" in finding.reason

    @pytest.mark.parametrize(
        "text", [TEXT.upper(), TEXT.replace(" ", "\n  "), TEXT.replace(".", " !!!"), f"\u200b{TEXT}"]
    )
    def test_case_spaces_and_signs_do_not_make_it_another_text(self, text: str) -> None:
        assert fired(text, others=[other()]) == {"rights.copied_text"}

    def test_an_edited_copy_is_found(self) -> None:
        assert fired(EDITED, others=[other()]) == {"rights.copied_text"}

    def test_a_copied_passage_is_found_and_only_it_is_marked(self) -> None:
        found = marked(OWN + TEXT, "rights.copied_text", others=[other()])

        assert found == [TEXT[:-1]]

    def test_a_japanese_copy_is_found(self) -> None:
        assert fired(JAPANESE, others=[other(JAPANESE)]) == {"rights.copied_text"}

    @pytest.mark.parametrize(
        "text", ["Great product, works as described.", "Very good", "Love it!", "とても良いです。", ""]
    )
    def test_stock_phrases_are_nobodys(self, text: str) -> None:
        assert fired(text, others=[other(text)]) == set()

    def test_another_text_on_the_same_thing_is_no_copy(self) -> None:
        text = (
            "The storm is well done and the lamp scene moved me, but I did not care for the keeper at all in the end."
        )

        assert fired(text, others=[other()]) == set()

    def test_to_repeat_oneself_is_no_theft(self) -> None:
        assert fired(TEXT, others=[other(by="author")]) == set()

    def test_a_review_is_no_copy_of_itself(self) -> None:
        assert fired(TEXT, others=[other(review_id="R1")]) == set()


class TestReposts:
    def test_a_removed_text_posted_again_by_its_author_is_a_repost(self) -> None:
        finding = the_finding(TEXT, "integrity.repost", others=[other(by="author", removed=True)])

        assert finding.fired
        assert "removed" in finding.reason

    def test_even_if_it_was_modified(self) -> None:
        assert fired(EDITED, others=[other(by="author", removed=True)]) == {"integrity.repost"}

    def test_or_posted_by_somebody_else(self) -> None:
        assert fired(TEXT, others=[other(removed=True)]) == {"integrity.repost"}

    def test_a_new_text_by_the_same_author_is_none(self) -> None:
        assert fired(OWN * 2, others=[other(by="author", removed=True)]) == set()


class TestHousehold:
    EARLY, LATE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)

    def test_the_second_review_of_a_household_is_shown_to_a_person(self) -> None:
        found = fired("Lovely.", others=[other("Nice.", by="household", posted_at=self.EARLY)], posted_at=self.LATE)

        assert found == {"integrity.household"}

    def test_the_earliest_one_stays(self) -> None:
        found = fired("Lovely.", others=[other("Nice.", by="household", posted_at=self.LATE)], posted_at=self.EARLY)

        assert found == set()

    def test_an_author_may_give_it_away(self) -> None:
        assert fired("My wife has already reviewed it, five stars from me too.") == {"integrity.household"}
