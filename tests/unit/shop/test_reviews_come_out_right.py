"""The demo shop's reviews, one by one, through the detectors and the policy as triage runs them."""

from typing import Literal

import pytest

from local.shop.stock import StockReview, load_stock
from redress.detect import Other, examine
from redress.model import Finding, Review, Route
from redress.model.review import Pace
from redress.policy import load_policy, route

STOCK = load_stock()
POLICY = load_policy()
REMOVED = {"R22"}  # taken down before R23 came

HUMAN, LEGAL, TAKEDOWN = Route.HUMAN_REVIEW, Route.LEGAL_REVIEW, Route.TAKEDOWN
NOTHING: frozenset[str] = frozenset()

EXPECTED = {
    "R1": ({"privacy.personal_data"}, TAKEDOWN),
    "R2": (NOTHING, HUMAN),
    "R3": (NOTHING, HUMAN),
    "R4": (NOTHING, HUMAN),
    "R5": ({"promotion.external_link"}, TAKEDOWN),
    "R6": ({"promotion.advertising", "promotion.competitor"}, HUMAN),
    "R7": ({"promotion.compensated"}, HUMAN),
    "R8": ({"promotion.compensated"}, HUMAN),
    "R9": ({"respect.threat"}, HUMAN),
    "R10": ({"respect.harassment"}, HUMAN),
    "R11": ({"respect.incitement"}, HUMAN),
    "R12": ({"respect.obscenity"}, HUMAN),
    "R13": ({"respect.defamation"}, LEGAL),
    "R14": ({"respect.pile_on"}, HUMAN),
    "R15": ({"respect.erasure"}, HUMAN),
    "R16": ({"privacy.personal_data"}, TAKEDOWN),
    "R17": ({"identity.impersonation"}, HUMAN),
    "R18": ({"promotion.conflict_of_interest"}, HUMAN),
    "R19": ({"promotion.competitor"}, HUMAN),
    "R20": (NOTHING, HUMAN),
    "R21": ({"rights.copied_text"}, HUMAN),
    "R22": ({"promotion.advertising"}, HUMAN),
    "R23": ({"integrity.repost", "promotion.advertising"}, HUMAN),
    "R24": (NOTHING, HUMAN),
    "R25": ({"integrity.household"}, HUMAN),
    "R29": ({"authenticity.fake"}, HUMAN),
    "R30": ({"authenticity.fake"}, HUMAN),
    "R31": ({"relevance.off_topic"}, HUMAN),
    "R33": ({"relevance.off_topic"}, HUMAN),
    **{f"R{number}": (NOTHING, HUMAN) for number in range(34, 47)},
}
A_WAVE = {"R26", "R27", "R28"}  # nothing in the words of one: how many came, and how alike, says it
ANOTHER_PRODUCT = "R32"


def examined(told: StockReview, pace: Pace | None = None) -> tuple[Finding, ...]:
    review = Review(
        review_id=told.review_id,
        product_id=told.product_id,
        product_title=STOCK.products[told.product_id].title,
        author_id=told.author_id,
        seller_id=STOCK.products[told.product_id].seller_id,
        rating=told.rating,
        title=told.title,
        text=told.text,
        author_lang=told.lang,
        posted_at=told.posted_at,
        url=f"https://shop.example/reviews/{told.review_id}",
    )
    return examine(review, POLICY, earlier(told), pace=pace)


def earlier(told: StockReview) -> list[Other]:
    return [
        Other(
            review_id=other.review_id,
            title=other.title,
            text=other.text,
            by=_standing(told.author_id, other.author_id),
            removed=other.review_id in REMOVED,
            posted_at=other.posted_at,
        )
        for other in STOCK.reviews.values()
        if other.product_id == told.product_id and other.posted_at < told.posted_at
    ]


def _standing(author: str, other: str) -> Literal["author", "household", "other"]:
    home = STOCK.customers[author].household_id
    return (
        "author"
        if author == other
        else "household"
        if home and STOCK.customers[other].household_id == home
        else "other"
    )


def fired(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.guideline for finding in findings if finding.fired}


@pytest.mark.parametrize("review_id", EXPECTED)
def test_a_review_of_the_shop_comes_out_as_its_shelf_says(review_id: str) -> None:
    told = STOCK.reviews[review_id]
    guidelines, way = EXPECTED[review_id]

    findings = examined(told)

    assert fired(findings) == guidelines
    assert route(POLICY, findings, ()).route is way
    assert told.shows in (guidelines or {"honest"})


@pytest.mark.parametrize("review_id", sorted(A_WAVE))
def test_a_wave_is_nothing_by_its_words_alone(review_id: str) -> None:
    assert fired(examined(STOCK.reviews[review_id])) == NOTHING


def test_a_wave_is_named_by_how_many_came() -> None:
    findings = examined(STOCK.reviews["R28"], Pace(in_window=24, usual=1.0))

    assert [finding.reason[:10] for finding in findings if finding.guideline == "integrity.surge"] == ["24 reviews"]


def test_a_review_of_another_product_is_at_most_that() -> None:
    assert fired(examined(STOCK.reviews[ANOTHER_PRODUCT])) <= {"relevance.off_topic"}


def test_every_review_of_the_shop_is_judged_here() -> None:
    assert EXPECTED.keys() | A_WAVE | {ANOTHER_PRODUCT} == STOCK.reviews.keys()
