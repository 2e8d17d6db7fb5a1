"""The index of texts over moto: what it finds, that it follows, and what a review costs whatever others wrote."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.adapters.clients import client
from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.phrases import ROOM, Phrases
from redress.adapters.dynamodb.texts import DynamoTextIndex
from redress.errors import Contention
from redress.model import RemovedText, Review
from redress.publishing import check_review
from tests.builders.nouns import a_review
from tests.builders.world import TABLE, World

TEXT = (
    "I began it on the ferry to the islands and read the last page under a street lamp. The storm in chapter nine is "
    "as good as people say, and the keeper's silence is heavier than any of his words."
)
EDITED = TEXT.replace("began it", "started this").replace("is heavier", "weighs more")
PARTIAL = "My aunt lent me this one in spring. " + TEXT[:84] + " Then I gave it back to her, unread I fear."
OTHER = "The handle broke on the second day and the seller sent me another lid instead of a kettle."
STOCK = "Great product, works as described, fast delivery and would buy from this seller again any time."
TODAY = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


def told(world: World, review_id: str, text: str = TEXT, **fields: Any) -> Review:
    review = a_review(review_id, text=text, **{"author_id": f"author-of-{review_id}", **fields})
    world.reviews.put(review)
    world.remember(review_id)
    return review


def found(world: World, text: str = TEXT, **fields: Any) -> set[str]:
    review = a_review("asking", text=text, **{"author_id": "somebody", **fields})
    return {other.review_id for other in world.texts.others(review)}


def traces() -> list[Any]:
    """Whatever the index holds."""
    items = client("dynamodb").scan(TableName=TABLE)["Items"]
    return [item for item in items if item["sk"]["S"].partition("#")[0] in {"PHRASE", "PHRASES", "POSTED"}]


@contextmanager
def counted() -> Iterator[Counter[str]]:
    calls: Counter[str] = Counter()

    def count(model: Any, **_: Any) -> None:
        calls.update([model.name])

    events = client("dynamodb").meta.events
    events.register("before-call.dynamodb", count)
    try:
        yield calls
    finally:
        events.unregister("before-call.dynamodb", count)


class TestFinding:
    @pytest.mark.parametrize("text", [TEXT, TEXT.upper(), EDITED, PARTIAL, TEXT[80:]])
    def test_copies_of_the_products_texts_are_found(self, world: World, text: str) -> None:
        told(world, "R1")
        told(world, "R2", OTHER)

        assert found(world, text) == {"R1"}

    def test_a_text_of_another_product_is_found_if_its_author_wrote_it(self, world: World) -> None:
        told(world, "R1", author_id="A1")

        assert found(world, EDITED, product_id="P2", author_id="A2") == set()
        assert found(world, EDITED, product_id="P2", author_id="A1") == {"R1"}

    def test_of_many_that_share_a_phrase_those_that_share_the_most_are_compared(self, world: World) -> None:
        for number in range(12):
            told(world, f"S{number}", f"{TEXT[:60]} and then number {number} fell into the sea near harbour {number}.")
        told(world, "R1")

        assert "R1" in found(world)
        assert len(found(world)) <= ROOM + 1

    def test_the_household_is_found_whatever_it_wrote(self, world: World) -> None:
        told(world, "R1", "Nice.", household_id="H1")
        told(world, "R2", "Nice.", household_id="H2")

        assert found(world, "Lovely.", household_id="H1") == {"R1"}
        assert found(world, "Lovely.", household_id="H1", product_id="P2") == set()

    def test_the_reviews_of_its_days_and_their_pace_are_found(self, world: World) -> None:
        for number in range(5):
            told(world, f"R{number}", "Nice.", posted_at=TODAY - timedelta(hours=2 * number))
        told(world, "R9", "Nice.", posted_at=TODAY - timedelta(days=20))
        asking = a_review("R0", text="Nice.", posted_at=TODAY)
        pace = world.texts.pace(asking)

        assert {other.review_id for other in world.texts.others(asking)} == {"R1", "R2", "R3", "R4"}
        assert pace is not None
        assert pace.in_window == 5
        assert pace.usual == pytest.approx(2 / 28)


class TestFollowing:
    def test_an_edited_review_is_found_by_its_new_words_only(self, world: World) -> None:
        told(world, "R1")
        told(world, "R1", OTHER)

        assert found(world) == set()
        assert found(world, OTHER) == {"R1"}

    def test_a_review_that_is_gone_leaves_no_trace(self, world: World) -> None:
        told(world, "R1", household_id="H1", posted_at=TODAY)
        assert traces()

        world.gone("R1")

        assert traces() == []

    def test_a_review_that_comes_back_is_found_again(self, world: World) -> None:
        told(world, "R1")
        world.gone("R1")
        told(world, "R1")

        assert found(world) == {"R1"}

    def test_another_author_or_product_of_the_same_words_is_followed(self, world: World) -> None:
        told(world, "R1", product_id="P1")
        told(world, "R1", product_id="P2")

        assert found(world) == set()
        assert found(world, product_id="P2") == {"R1"}

    def test_what_is_told_again_writes_nothing(self, world: World) -> None:
        told(world, "R1")

        with counted() as calls:
            world.remember("R1")

        assert set(calls) == {"GetItem"}

    def test_cut_off_anywhere_and_told_again_it_is_as_if_told_once(self, world: World) -> None:
        told(world, "R1", OTHER)
        world.reviews.put(a_review("R1", text=TEXT, author_id="author-of-R1"))
        for after in range(40):
            with _cut_off(after):
                world.remember("R1")
        world.remember("R1")
        assert found(world) == {"R1"}
        assert found(world, OTHER) == set()

        world.reviews.delete("R1")
        for after in range(40):
            with _cut_off(after):
                world.remember("R1")
        world.remember("R1")
        assert traces() == []

    def test_a_slow_one_that_is_overtaken_takes_its_own_traces_out(self, world: World) -> None:
        told(world, "R1", OTHER)
        world.reviews.put(a_review("R1", text=TEXT, author_id="author-of-R1"))
        slow, quick = DynamoTextIndex(world.table), DynamoTextIndex(world.table)
        keep = slow._keep

        def overtaken(review_id: str, wanted: Any) -> None:
            world.reviews.put(a_review("R1", text=STOCK, author_id="author-of-R1"))
            quick.follow("R1")
            keep(review_id, wanted)

        slow._keep = overtaken  # type: ignore[method-assign]
        slow.follow("R1")
        slow._keep = keep  # type: ignore[method-assign]

        assert found(world) == set()
        world.gone("R1")
        assert traces() == []

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
    @given(
        text=st.text(max_size=300),
        product=st.text(min_size=1, max_size=20),
        author=st.text(min_size=1, max_size=20),
        household=st.text(max_size=20),
    )
    def test_whatever_names_and_words_are_it_is_found_and_forgotten(
        self, world: World, text: str, product: str, author: str, household: str
    ) -> None:
        fields = {"product_id": product, "author_id": author, "household_id": household}
        told(world, "R1", text, **fields)
        assert "R1" in found(world, text, **fields) or not household

        world.gone("R1")
        assert traces() == []


@contextmanager
def _cut_off(after: int) -> Iterator[None]:
    """The function dies before its next write but so many."""
    left = [after]

    def die(model: Any, **_: Any) -> None:
        if model.name in {"PutItem", "UpdateItem", "DeleteItem"}:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

    events = client("dynamodb").meta.events
    events.register("before-call.dynamodb", die)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        events.unregister("before-call.dynamodb", die)


class TestRemoved:
    def removal(self, world: World, text: str = TEXT) -> tuple[Review, RemovedText]:
        review = told(world, "R1", text, author_id="A1")
        case = world.removed("R1")
        (removed,) = world.removed_texts()
        assert removed.case_id == case.case_id
        return review, removed

    def allowed(self, world: World, text: str, **fields: Any) -> bool:
        review = a_review("unpublished", text=text, **{"author_id": "A2", **fields})
        return check_review(review, reviews=world.reviews, texts=world.texts, policy=world.policy).allowed

    @pytest.mark.parametrize("text", [TEXT, EDITED, PARTIAL, TEXT.upper()])
    def test_removed_words_may_not_be_posted_again_even_modified(self, world: World, text: str) -> None:
        self.removal(world)

        assert not self.allowed(world, text)
        assert self.allowed(world, OTHER)
        assert self.allowed(world, text, product_id="P2")

    def test_they_are_found_after_the_author_has_edited_or_deleted_the_review(self, world: World) -> None:
        self.removal(world)
        told(world, "R1", OTHER, author_id="A1")
        assert not self.allowed(world, EDITED)

        world.gone("R1")
        assert not self.allowed(world, EDITED)

    def test_a_removal_that_fell_is_forgotten_even_where_the_stream_never_said_so(self, world: World) -> None:
        _, removed = self.removal(world)
        world.table.delete(keys.removed_text(removed))
        assert self.allowed(world, EDITED)

        world.remember(removed)
        world.gone("R1")
        assert traces() == []

    def test_a_removal_told_late_and_twice_is_what_stands(self, world: World) -> None:
        _, removed = self.removal(world)
        world.remember(removed)
        world.table.delete(keys.removed_text(removed))
        world.remember(removed)
        world.remember(removed)

        assert self.allowed(world, TEXT)

    def test_elsewhere_they_are_known_as_removed_from_another_product(self, world: World) -> None:
        self.removal(world)
        (other,) = world.texts.others(a_review("R5", text=EDITED, product_id="P5", author_id="A5"))

        assert (other.review_id, other.removed, other.same_product, other.by) == ("R1", True, False, "other")

    def test_a_removed_review_stands_no_more_beside_its_removal(self, world: World) -> None:
        self.removal(world)
        (other,) = world.texts.others(a_review("R5", text=TEXT, author_id="A5"))

        assert other.removed


class TestWhatItCosts:
    def test_a_review_costs_the_same_however_many_say_the_same(self, world: World) -> None:
        costs = []
        for number in range(ROOM + 4):
            with counted() as calls:
                told(world, f"R{number}", STOCK, posted_at=TODAY)
            costs.append(calls)

        assert costs[0]["UpdateItem"] <= 26
        assert costs[-1]["UpdateItem"] <= 9  # its author's phrases and its day: what all say is full, and left alone
        assert all(calls["BatchGetItem"] <= 2 for calls in costs)
        buckets = [item for item in traces() if "live" in item and item["sk"]["S"] == "PHRASE"]
        assert max(len(item["live"]["SS"]) for item in buckets) == ROOM

    def test_its_writes_do_not_wait_for_one_another(self, world: World) -> None:
        under_way: list[int] = []
        now = Counter[str]()

        def slowly(**_: Any) -> None:
            now["writes"] += 1
            under_way.append(now["writes"])
            time.sleep(0.02)
            now["writes"] -= 1

        events = client("dynamodb").meta.events
        events.register("before-call.dynamodb.UpdateItem", slowly)
        try:
            told(world, "R1")
        finally:
            events.unregister("before-call.dynamodb.UpdateItem", slowly)

        assert max(under_way) > 2

    def test_a_write_that_fails_among_others_is_said(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: Any) -> None:
            raise Contention("Too many writers.")

        with monkeypatch.context() as broken:
            broken.setattr(Phrases, "_added", fails)
            with pytest.raises(Contention):
                told(world, "R1")

        world.remember("R1")
        assert found(world) == {"R1"}

    def test_looking_reads_three_times_whatever_there_is(self, world: World) -> None:
        for number in range(10):
            told(world, f"R{number}", posted_at=TODAY)
        asking = a_review("asking", posted_at=TODAY, household_id="H", text=TEXT * 20)

        with counted() as calls:
            world.texts.others(asking)
            world.texts.pace(asking)

        assert calls == {"BatchGetItem": 2, "Query": 1}
