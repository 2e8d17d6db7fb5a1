"""A review that stands at the wrong product: a guess from what its words mean, with the words that gave it away."""

import pytest

from redress.detect import detector
from redress.detect.context import context_of
from redress.detect.vectors import likeness, vectors
from redress.detect.wrong_product import NAME
from redress.model import Finding
from tests.builders.findings import a_review

WATCH = (
    "The dial is easy to read and the leather strap sits well on a small wrist. After two months the battery died and"
    " the glass shows scratches already."
)
TEA = (
    "Strong tea with a lovely aroma of cardamom and ginger. I brew two spoons with milk and sugar every morning and the"
    " taste never disappoints."
)
DRILL = (
    "The chuck slips and the drill lost power after three holes in soft wood; the charger gets hot and both batteries"
    " are empty within minutes."
)


def found(title: str, text: str) -> list[Finding]:
    review = a_review(text, product_title=title)
    return list(detector(NAME)(review, context_of(review)))


def score(title: str, text: str) -> float:
    return max((finding.score for finding in found(title, text)), default=0.0)


@pytest.mark.parametrize(
    "own, other, text",
    [
        ("Analog wrist watch, brown leather", "Masala tea, loose leaf, 500 g", WATCH),
        ("Masala tea, loose leaf, 500 g", "Analog wrist watch, brown leather", TEA),
        ("Cordless drill 18 V with two batteries", "Baby shampoo, 400 ml", DRILL),
    ],
)
def test_a_review_is_nearer_to_its_own_product(own: str, other: str, text: str) -> None:
    assert score(other, text) > score(own, text) + 0.1


def test_the_words_that_are_strange_are_marked() -> None:
    (finding,) = found("Analog wrist watch, brown leather", TEA)

    marked = {TEA[start:end].lower() for start, end in finding.spans}
    assert marked & {"tea", "ginger", "cardamom", "milk", "sugar"}


@pytest.mark.parametrize("text", ["Great product, fast delivery.", "Not what I expected.", "", "👍"])
def test_nothing_is_said_of_a_text_that_says_nothing(text: str) -> None:
    assert found("Masala tea, loose leaf, 500 g", text) == []


def test_without_a_title_there_is_nothing_to_compare_with() -> None:
    assert found("", TEA) == []
    assert found("SEEC9060", TEA) == []


def test_other_languages_are_left_alone() -> None:
    assert (
        found("Analog wrist watch", "Der Tee schmeckt nach Ingwer und ist mit Milch und Zucker sehr gut, nur zu teuer.")
        == []
    )


def test_words_of_one_shelf_are_nearer_than_words_of_two() -> None:
    def near(one: str, other: str) -> float:
        first, second = vectors().of(one), vectors().of(other)
        assert first
        assert second
        return likeness(first, second)

    assert near("shampoo", "hair") > near("shampoo", "battery")
    assert near("tea", "coffee") > near("tea", "zipper")


def test_a_word_never_heard_of_has_no_vector() -> None:
    assert vectors().of("qzxvbnmlk") is None
