"""What was learnt from examples: a hint or a person's look, with places, and never more than that."""

import pytest

from redress.detect import LEARNT, detector
from redress.detect.context import context_of
from redress.detect.languages import language_of
from redress.detect.learnt import HOME, MAGIC, MOST, weights
from redress.model import Finding, Route
from redress.policy import SECOND_OPINION, route
from redress.policy.guideline import Policy
from tests.builders.findings import POLICY, a_review


def of(name: str, text: str) -> list[Finding]:
    review = a_review(text)
    return list(detector(name)(review, context_of(review)))


def score(name: str, text: str) -> float:
    return max((finding.score for finding in of(name, text)), default=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Broke after two days. Worst purchase of my life, I want my money back and I am furious.",
        "What a killer product! It kicks ass and I will die before I give it back.",
        "The damn lid sticks and the handle is rubbish. One star is one too many.",
        "Not for me. Too small, too loud, too expensive.",
    ],
)
@pytest.mark.parametrize("name", LEARNT)
def test_a_harsh_and_honest_review_is_left_alone(name: str, text: str) -> None:
    assert score(name, text) < 0.8


def test_what_is_said_to_people_weighs_more_than_what_is_said_of_a_thing() -> None:
    assert score("tone", "You are a pathetic stupid bitch.") > score("tone", "This is a pathetic stupid lid.")


def test_the_heavy_words_are_marked() -> None:
    text = "The mug is blue and holds a pint. You are a stupid bitch."

    (finding,) = of("tone", text)

    marked = " ".join(text[start:end] for start, end in finding.spans)
    assert "bitch" in marked
    assert "pint" not in marked


def test_an_insult_does_not_drown_in_praise() -> None:
    praise = "I like the mug. It is blue and holds a whole pint, and the handle is warm. " * 20

    assert score("tone", praise + "You are a stupid bitch.") > score("tone", praise) + 0.3


@pytest.mark.parametrize("name", LEARNT)
def test_no_score_is_certain(name: str) -> None:
    assert score(name, "you stupid bitch " * 50 + "win a prize, call now, subscribe to my channel " * 50) <= MOST


@pytest.mark.parametrize("guideline", [each for each in POLICY.guidelines if each.machine_may_decide])
@pytest.mark.parametrize("name", LEARNT)
def test_no_machine_acts_on_a_likeness_whatever_its_score(name: str, guideline: object) -> None:
    finding = Finding(
        guideline=guideline.id,  # type: ignore[attr-defined]
        score=1.0,
        fired=True,
        detector=name,
        version="1",
        reason="reads like it",
    )

    assert route(POLICY, (finding,), ()).route is Route.HUMAN_REVIEW


def test_the_policy_names_every_learnt_detector() -> None:
    assert isinstance(POLICY, Policy)
    assert POLICY.learnt == {*LEARNT, SECOND_OPINION}


@pytest.mark.parametrize(
    "text, language",
    [
        ("This is what I got and it is not good", "en"),
        ("Das ist nicht gut und ich bin sauer", "de"),
        ("No es lo que yo quiero y la caja esta rota", "es"),
        ("Isso nao e bom e voce sabe muito bem", "pt"),
        ("お茶が冷めやすいです", "ja"),
        ("质量很好 very good", "zh"),
        ("정말 좋아요", "ko"),
        ("", ""),
        ("👍👍👍", ""),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_language_without_weights_gets_no_guess() -> None:
    assert of("tone", "お前は馬鹿だ、二度と書くな") == []


def test_the_tables_are_small() -> None:
    files = list(HOME.glob("*.weights"))

    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert all(file.read_bytes().startswith(MAGIC) for file in files)


def test_a_text_without_words_is_no_text() -> None:
    assert weights("pitch").judged(" ... ") is None
