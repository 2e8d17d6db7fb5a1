"""Texts as runs of words, and the marks by which they are found again."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.detect.runs import Shape, words_of
from tests.unit.detect.test_copies import EDITED, JAPANESE, OWN, TEXT

KEPT, SOUGHT = 16, 32
LONG = " ".join(f"word{number * 7919 % 1009}" for number in range(3_000))


def shared(own: str, other: str) -> set[str]:
    return set(Shape.of(own).marks(SOUGHT)) & set(Shape.of(other).marks(KEPT))


@pytest.mark.parametrize("own", [TEXT, TEXT.upper(), EDITED, OWN + TEXT, TEXT[60:]])
def test_a_copy_is_found_by_its_marks(own: str) -> None:
    assert shared(own, TEXT)


def test_a_japanese_copy_is_found_by_its_marks() -> None:
    assert shared(f"そうですね。{JAPANESE}", JAPANESE)


def test_another_text_has_other_marks() -> None:
    assert not shared(OWN * 3, TEXT)


def test_a_text_of_any_length_has_a_bounded_number_of_marks() -> None:
    assert len(Shape.of(LONG).marks(KEPT)) == KEPT


def test_the_few_marks_of_a_text_are_among_the_more_of_the_same_text() -> None:
    shape = Shape.of(LONG)

    assert set(shape.marks(KEPT)) <= set(shape.marks(SOUGHT))


def test_half_of_a_long_text_is_found_by_the_marks_of_the_whole() -> None:
    assert shared(LONG[: len(LONG) // 2], LONG)


@pytest.mark.parametrize(
    "text", ["Great product!", "Love the smell!!!", "as advertised", "Thank you", "Works great, love it", ""]
)
def test_stock_phrases_are_too_little_to_compare(text: str) -> None:
    assert not Shape.of(text).is_enough


def test_the_fewer_the_words_the_more_they_must_tell() -> None:
    assert Shape.of("Rinses clean, smells of cedar and fennel").is_enough
    assert not Shape.of("Great price and it works great").is_enough


@given(text=st.text(max_size=400))
def test_any_text_has_marks_and_a_hash_or_none(text: str) -> None:
    shape = Shape.of(text)

    assert len(shape.marks(KEPT)) <= KEPT
    assert len(shape.units) == len(shape.places)
    assert len(words_of(text)) in {0, 32}


@pytest.mark.parametrize("text", ["a " * 10_000, "aaaa bbbb " * 2_000, "\u3042" * 20_000, "\u0301" * 20_000, LONG])
def test_no_text_makes_it_slow(text: str) -> None:
    began = time.process_time()
    Shape.of(text[:20_000]).marks(SOUGHT)

    assert time.process_time() - began < 1
