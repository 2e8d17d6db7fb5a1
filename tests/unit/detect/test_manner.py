"""How a text is written: a signal beside the others, which never fires and grounds nothing."""

import pytest

from redress.detect import detector
from redress.detect.context import context_of
from redress.detect.manner import NAME, evenness
from redress.model import Finding
from redress.policy import route
from tests.builders.findings import POLICY, a_review

EVEN = (
    "I recently purchased this item and I am very satisfied with the overall quality. The design is sleek and the build"
    " feels solid. It works well for everyday use. I would highly recommend it to anyone looking for a reliable option."
)


def found(text: str) -> list[Finding]:
    review = a_review(text)
    return list(detector(NAME)(review, context_of(review)))


def test_no_threshold_of_the_policy_names_it() -> None:
    assert all(NAME not in guideline.detectors for guideline in POLICY.guidelines)


def test_it_moves_no_case_whatever_it_scores() -> None:
    sure = Finding(guideline="authenticity.fake", score=0.99, fired=False, detector=NAME, version="1", reason="even")

    assert route(POLICY, (sure,), ()).route is route(POLICY, (), ()).route


@pytest.mark.parametrize("text", [EVEN, EVEN * 20, "lol had it 2 yrs,, still goin strong!!! tho the lid kinda sux imo"])
def test_it_is_never_more_than_a_hint(text: str) -> None:
    assert all(finding.score <= 0.75 for finding in found(text))


@pytest.mark.parametrize("text", ["", "Great product.", "👍👍👍", "Sehr gut verarbeitet, gerne wieder, alles bestens!"])
def test_of_a_short_text_or_another_language_it_says_nothing(text: str) -> None:
    assert found(text) == []


def test_evenness_is_a_row_of_numbers_or_nothing() -> None:
    assert evenness("too short") is None
    row = evenness(EVEN.lower())
    assert row
    assert all(isinstance(number, float) for number in row)
