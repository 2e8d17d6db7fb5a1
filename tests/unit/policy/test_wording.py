"""The policy in five languages: nobody is answered in English who asked in another."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from redress import detect
from redress.detect.cues import phrases
from redress.policy import load_policy, wording
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


def names_of_evidence() -> set[str]:
    """What those detectors say of a text that may decide alone: as the language files name it."""
    rules = [POLICY.by_id[name] for name in POLICY.ids if POLICY.by_id[name].machine_may_decide]
    says = {cue.says for cue, _, _ in phrases("advertising")}
    assert {detector for rule in rules for detector in rule.detectors} == {
        *("personal_data", "external_links", "advertising", "pitch", "second_opinion")
    }
    modules = ("emails", "phones", "numbers", "identity_numbers", "addresses", "names", "external_links", "pitch")
    for module in modules:
        tree = ast.parse(Path(detect.__file__).with_name(f"{module}.py").read_text())
        says |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"(?:an? |the n|what |somebody's |called |reads )[a-z', ()\-:]+", node.value)
        }
    return {said.partition(" (")[0] for said in says}


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_what_a_machine_may_find_has_its_words(lang: str) -> None:
    assert set(wording._spoken(lang)["found"]["kinds"]) == names_of_evidence() - {"a link to "}
