"""The policy in five languages: nobody is answered in English who asked in another."""

import pytest

from redress.policy import load_policy
from redress.policy.wording import LANGUAGES, clause, clauses, elsewhere

POLICY = load_policy()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_guideline_is_there_in_its_version_with_examples(lang: str) -> None:
    for guideline in POLICY.guidelines:
        said = clause(guideline, lang)

        assert said.lang == "", guideline.id
        assert all((said.title, said.explanation, said.allowed)), guideline.id
        assert 1 <= len(said.examples) <= 2, guideline.id


def test_english_is_the_policy_s_own() -> None:
    guideline = POLICY.guidelines[0]

    said = clause(guideline, "en")

    assert (said.title, said.explanation, said.allowed) == (
        guideline.title,
        guideline.explanation.strip(),
        guideline.not_a_violation.strip(),
    )


def test_a_newer_version_is_shown_in_english_and_says_so() -> None:
    guideline = POLICY.guidelines[0].model_copy(update={"version": 99})

    said = clause(guideline, "de")

    assert (said.title, said.lang) == (guideline.title, "en")
    assert said.examples == clause(POLICY.guidelines[0], "en").examples
    assert clause(guideline, "en").lang == ""


def test_a_language_that_we_do_not_speak_is_answered_in_english() -> None:
    assert clause(POLICY.guidelines[0], "pt").lang == "en"


def test_a_guideline_that_was_dropped_is_still_named() -> None:
    (dropped,) = clauses(["respect.politeness"], POLICY, "de")

    assert (dropped.id, dropped.title) == ("respect.politeness", "respect.politeness")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_ways_out_are_there_too(lang: str) -> None:
    ways = elsewhere(POLICY, lang)

    assert [way.id for way in ways] == list(POLICY.redirects)
    assert not [way for way in ways if way.lang or not way.explanation]
