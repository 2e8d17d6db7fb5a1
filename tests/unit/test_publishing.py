"""What the platform tells of its reviews and asks before it publishes one."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.errors import InvalidInput, NotFound
from redress.model import Bar, RemovedText
from redress.publishing import Verdict, check_review, keep_review, review_is_gone, words_of
from tests.builders.nouns import HARSH, START, a_case, a_review
from tests.builders.world import World
from tests.unit.test_appeals import without


def checked(world: World, **fields: object) -> Verdict:
    return check_review(a_review("new", **fields), reviews=world.reviews, texts=world.texts, policy=world.policy)


def barred(
    world: World, product_id: str = "P1", ground: str = "respect.harassment", posted_at: datetime | None = None
) -> None:
    case = a_case()
    bar = Bar(author_id="A1", product_id=product_id, case_id=case.case_id, grounds=(ground,), since=START)
    review = world.told_of("R1", product_id=product_id, posted_at=posted_at)
    text = RemovedText(
        product_id=product_id,
        digest=words_of(review),
        case_id=case.case_id,
        review_id=review.review_id,
        snapshot=review.snapshot,
    )
    case = world.cases.add(case)
    world.cases.save(case, case, bar, text)
    world.remember(text)


def test_a_review_is_kept_with_a_snapshot_of_what_a_reader_sees(world: World) -> None:
    kept = keep_review("R1", a_review(), reviews=world.reviews)

    assert world.known().snapshot == kept.snapshot
    assert world.reviews.snapshot("R1", kept.snapshot) == a_review()
    edited = keep_review("R1", a_review(text="Another text."), reviews=world.reviews)
    assert world.known().text == "Another text."
    assert world.reviews.snapshot("R1", kept.snapshot) == a_review()
    assert edited.snapshot != kept.snapshot


def test_a_review_is_kept_under_the_id_that_the_path_names(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        keep_review("R2", a_review("R1"), reviews=world.reviews)

    assert refused.value.errors[0].pointer == "/review_id"


def test_what_was_never_told_cannot_be_gone(world: World) -> None:
    with pytest.raises(NotFound):
        review_is_gone("R404", reviews=world.reviews)


def test_a_review_that_is_gone_still_shows_what_was_judged(world: World) -> None:
    world.told_of()
    review_is_gone("R1", reviews=world.reviews)

    assert world.known().gone
    assert world.known().text == HARSH


def test_who_is_not_barred_may_post(world: World) -> None:
    assert checked(world) == Verdict(allowed=True)


def test_a_barred_author_may_not_post_on_this_product_and_is_told_why(world: World) -> None:
    barred(world)

    verdict = checked(world, text="Something else that is quite long enough.")

    assert not verdict.allowed
    (reason,) = verdict.reasons
    assert reason.guideline == "respect.harassment"
    assert checked(world, product_id="P2", text="Something else that is quite long enough.").allowed
    assert checked(world, author_id="", text="Something else that is quite long enough.").allowed


def test_a_bar_on_a_product_is_none_on_a_product_whose_name_begins_like_its_key(world: World) -> None:
    barred(world, "P1#x")

    assert checked(world, text="Something else that is quite long enough.").allowed


def test_a_bar_outlives_the_clause_it_speaks_of(world: World) -> None:
    barred(world)
    world.policy = without("respect.harassment", world.policy)

    assert not checked(world, text="Something else that is quite long enough.").allowed


@pytest.mark.parametrize(
    "text",
    [
        HARSH,
        HARSH.upper(),
        HARSH.replace(" ", "  "),
        "!!! " + HARSH.replace(".", ""),
        HARSH.replace("o", "\u00f6"),
        "".join(f"{letter}\u200b" for letter in HARSH),
    ],
)
def test_removed_words_are_the_same_words_however_they_are_dressed(world: World, text: str) -> None:
    barred(world)

    assert [reason.guideline for reason in checked(world, author_id="A2", text=text).reasons] == ["integrity.repost"]


def test_removed_words_are_refused_at_once_before_the_stream_has_told_of_them(world: World) -> None:
    case = a_case()
    review = world.told_of("R1")
    text = RemovedText(product_id="P1", digest=words_of(review), case_id=case.case_id)
    case = world.cases.add(case)
    world.cases.save(case, case, text)

    refused = checked(world, author_id="A2", text=HARSH.upper())

    assert [reason.guideline for reason in refused.reasons] == ["integrity.repost"]
    assert checked(world, author_id="A2", product_id="P2").allowed
    assert checked(world, author_id="A2", text=f"{HARSH} And more of it.").allowed


def test_a_text_that_is_asked_about_is_later_than_any_removal_whatever_its_date(world: World) -> None:
    barred(world, posted_at=START)

    refused = checked(world, author_id="A2", text=f"{HARSH} And more of it.", posted_at=START - timedelta(days=400))

    assert [reason.guideline for reason in refused.reasons] == ["integrity.repost"]


def test_a_shop_whose_policy_knows_no_reposts_is_refused_none(world: World) -> None:
    barred(world)
    world.policy = without("integrity.repost", world.policy)

    assert checked(world, author_id="A2").allowed


@pytest.mark.parametrize("text", ["Great!", "", "\u2605\u2605\u2605\u2605\u2605" * 10, "Would not buy."])
def test_a_text_that_many_would_write_by_chance_is_nobodys(text: str) -> None:
    assert words_of(a_review(text=text)) == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(text=st.text(max_size=200), product=st.text(min_size=1, max_size=20), author=st.text(min_size=1, max_size=20))
def test_any_review_can_be_asked_about_and_kept(world: World, text: str, product: str, author: str) -> None:
    review = a_review("new", text=text, product_id=product, author_id=author)

    assert check_review(review, reviews=world.reviews, texts=world.texts, policy=world.policy).allowed
    world.reviews.put(review)
    assert world.reviews.snapshot("new", review.snapshot) == review


class TestOrder:
    """The platform's words may overtake each other on their way."""

    EARLY, LATE = "2026-11-23T09:00:00Z", "2026-11-23T09:00:01Z"

    def test_an_older_word_that_comes_late_overwrites_nothing(self, world: World) -> None:
        keep_review("R1", a_review(text="New.", updated_at=self.LATE), reviews=world.reviews)
        keep_review("R1", a_review(text="Old.", updated_at=self.EARLY), reviews=world.reviews)

        assert world.known().text == "New."

    def test_a_newer_word_does_and_so_does_the_same_again(self, world: World) -> None:
        for text, moment in (("First.", self.EARLY), ("Second.", self.LATE), ("Third.", self.LATE)):
            keep_review("R1", a_review(text=text, updated_at=moment), reviews=world.reviews)
            assert world.known().text == text

    def test_a_review_that_is_gone_does_not_come_back_by_what_was_said_before(self, world: World) -> None:
        keep_review("R1", a_review(updated_at=self.EARLY), reviews=world.reviews)
        review_is_gone("R1", reviews=world.reviews)
        keep_review("R1", a_review(updated_at=self.EARLY), reviews=world.reviews)
        assert world.known().gone

        keep_review("R1", a_review(updated_at=self.LATE), reviews=world.reviews)
        assert not world.known().gone

    def test_without_a_time_the_last_word_counts(self, world: World) -> None:
        keep_review("R1", a_review(text="New.", updated_at=self.LATE), reviews=world.reviews)
        keep_review("R1", a_review(text="Whenever."), reviews=world.reviews)

        assert world.known().text == "Whenever."
