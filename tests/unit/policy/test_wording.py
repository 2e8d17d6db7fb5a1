"""The policy in five languages: nobody is answered in English who asked in another."""

from datetime import UTC, date, datetime

import pytest

from redress.policy import load_policy
from redress.policy.wording import LANGUAGES, clause, clauses, day, day_and_time, elsewhere

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


@pytest.mark.parametrize(
    "lang, written, first",
    [
        ("en", "23 November 2026, 23:05 UTC", "1 March 2026"),
        ("de", "23. November 2026, 23:05 Uhr (UTC)", "1. März 2026"),
        ("es", "23 de noviembre de 2026, 23:05 (UTC)", "1 de marzo de 2026"),
        ("fr", "23 novembre 2026 à 23:05 (UTC)", "1er mars 2026"),
        ("ja", "2026年11月23日 23:05（UTC）", "2026年3月1日"),
    ],
)
def test_a_day_is_written_as_in_the_language_and_in_utc(lang: str, written: str, first: str) -> None:
    assert day_and_time(datetime.fromisoformat("2026-11-24T01:05:00+02:00"), lang) == written
    assert day(datetime(2026, 3, 1, tzinfo=UTC), lang) == day(date(2026, 3, 1), lang) == first
