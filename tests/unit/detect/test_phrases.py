"""The phrases are data: every one of them is read, can be found, and is found as quickly as it is slowly."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.detect.abuse import _insults
from redress.detect.cues import HOME, phrases, read
from redress.detect.heads import End, Head, heads
from redress.detect.phrasebook import WITHOUT_SPACES, Phrasebook, spelled
from tests.builders.findings import POLICY

NAMES = sorted(path.stem for path in HOME.glob("*.yaml") if path.stem != "insults")
EVERY = [(language, form) for name in NAMES for _, language, form in phrases(name)]
EVERY += [(language, form) for _, language, form in _insults(read("insults"), {"slur"})]
FOLDED = st.characters(min_codepoint=32, max_codepoint=126, exclude_categories=["Lu"])
LATIN = [(language, form) for language, form in EVERY if language not in WITHOUT_SPACES]


@pytest.mark.parametrize("name", NAMES)
def test_every_phrase_speaks_for_a_guideline_and_gives_a_reason(name: str) -> None:
    for cue, _, form in phrases(name):
        assert cue.guideline in POLICY.by_id
        assert POLICY.threshold(cue.guideline, name) is not None
        assert cue.says[0].islower()
        assert 0 < cue.score < 1
        assert re.compile(form).search("") is None


def test_the_phrases_are_written_as_folded_text_reads() -> None:
    assert [form for _, form in LATIN if re.sub(r"\\[WSDB]", "", form).lower() != re.sub(r"\\[WSDB]", "", form)] == []


@given(st.data())
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_what_a_phrase_means_is_found_by_its_first_word(data: st.DataObject) -> None:
    language, form = data.draw(st.sampled_from(LATIN))
    text = data.draw(st.from_regex(spelled(form, language), fullmatch=True, alphabet=FOLDED))

    assert [speaks for speaks, _ in Phrasebook([("it", language, form)]).found(text)]


def test_most_phrases_are_only_tried_where_they_can_begin() -> None:
    tried_anywhere = [form for _, form in LATIN if heads(form) is None]

    assert len(tried_anywhere) < len(LATIN) / 10


@pytest.mark.parametrize(
    "form,expected",
    [
        ("buy now", {("buy", End.WHOLE)}),
        ("(?:buy|sell)s? it", {("buy", End.WHOLE), ("buys", End.WHOLE), ("sell", End.WHOLE), ("sells", End.WHOLE)}),
        ("(?:the )?shop", {("the", End.WHOLE), ("shop", End.WHOLE)}),
        ("i(?:'ll| will) go", {("i", End.WHOLE)}),
        (r"repl\w{1,4} to", {("repl", End.CUT)}),
        ("colou?r", {("color", End.WHOLE), ("colour", End.WHOLE)}),
        ("organi[sz]e", {("organi", End.CUT)}),
        ("(?!no)go", {("go", End.WHOLE)}),
        ("(?:very ){0,3}bad", {("very", End.WHOLE), ("bad", End.WHOLE)}),
        ("(?:ha){1,3}", {("ha", End.CUT)}),
    ],
)
def test_the_first_words_of_a_phrase_are_read_off_it(form: str, expected: set[tuple[str, End]]) -> None:
    assert heads(form) == frozenset(Head(letters, end) for letters, end in expected)


@pytest.mark.parametrize("form", [r"\d{1,2} off", "#ad", "(?:x )?[$£]5", ".{0,3}any", "(?:maybe)?"])
def test_what_begins_with_no_word_is_tried_everywhere(form: str) -> None:
    assert heads(form) is None


@pytest.mark.parametrize("form", ["a*", "a+b", "a{2,}", "(?:x )+y", "no...space"])
def test_a_phrase_that_could_be_slow_or_is_misspelled_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="the phrase"):
        Phrasebook([("it", "en", form)])


def test_gaps_are_bounded() -> None:
    book = Phrasebook([("near", "en", "give ... money"), ("far", "en", "give .... money"), ("wide", "ja", "金...返せ")])

    assert {speaks for speaks, _ in book.found("give me my money")} == {"near", "far"}
    assert {speaks for speaks, _ in book.found("give a b c d e f money")} == {"far"}
    assert {speaks for speaks, _ in book.found("give a b c d e f g h i j k money")} == set()
    assert {speaks for speaks, _ in book.found("金を早く返せ")} == {"wide"}
