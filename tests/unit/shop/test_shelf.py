"""The shop's memory: all or nothing, and never behind what is shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local.shop.shelf import Shelf, Words
from local.shop.stock import load_stock

WORDS = Words(3, "en", "Changed", "Something else.")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "deep" / "shop.db")
    shelf.open_with(load_stock().reviews)
    yield shelf
    shelf.close()


def test_what_fails_half_way_never_happened(shelf: Shelf) -> None:
    def fail() -> None:
        with shelf.transaction():
            shelf.delete_review("R1")
            shelf.edit_review("R2", WORDS, "2026-11-23T09:00:00Z")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        fail()

    first, second = shelf.review("R1"), shelf.review("R2")
    assert first
    assert not first.deleted
    assert second
    assert second.title != "Changed"


def test_a_snapshot_is_of_the_words_it_was_made_of(shelf: Shelf) -> None:
    before = shelf.review("R1")
    assert before
    shelf.mark_told(before, "hash-of-the-first")
    shelf.edit_review("R1", WORDS, "2026-11-23T09:00:00Z")

    edited = shelf.review("R1")

    assert edited
    assert (edited.current_snapshot, edited.told) == ("", False)


def test_an_answer_that_comes_after_an_edit_is_not_taken_for_it(shelf: Shelf) -> None:
    before = shelf.review("R1")
    assert before
    shelf.edit_review("R1", WORDS, "2026-11-23T09:00:00Z")

    shelf.mark_told(before, "hash-of-the-first")

    edited = shelf.review("R1")
    assert edited
    assert (edited.current_snapshot, edited.told) == ("", False)


def test_edited_back_it_is_what_was_judged_again(shelf: Shelf) -> None:
    before = shelf.review("R1")
    assert before
    shelf.mark_told(before, "hash-of-the-first")
    shelf.edit_review("R1", WORDS, "2026-11-23T09:00:00Z")
    shelf.edit_review("R1", Words(before.rating, before.lang, before.title, before.text), "2026-11-23T09:01:00Z")

    again = shelf.review("R1")

    assert again
    assert again.current_snapshot == "hash-of-the-first"
    assert replace(again, edited_at="", told=True) == replace(
        before, told=True, snapshot="hash-of-the-first", snapshot_of=before.fingerprint
    )


def test_opening_again_keeps_what_became_of_the_stock(shelf: Shelf) -> None:
    shelf.delete_review("R1")

    shelf.open_with(load_stock().reviews)

    first = shelf.review("R1")
    assert first
    assert first.deleted
    assert len(shelf.untold()) == len(load_stock().reviews)
