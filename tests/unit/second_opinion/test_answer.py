"""The answer: kept as far as it has the asked shape and quotes what stands there; all else is no opinion."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.errors import NoOpinion
from redress.model import Finding
from redress.policy import load_policy
from redress.second_opinion import Question, opinions_in, question_on
from tests.builders.bedrock import opinion, opinions
from tests.builders.nouns import a_review

POLICY = load_policy()
TEXT = "It leaks.\nThe seller \u202eis a\u200b fool and he knows it."
HARASSMENT, THREAT = "respect.harassment", "respect.threat"


def question(*ids: str, text: str = TEXT, title: str = "What a fool") -> Question:
    return question_on(
        a_review(text=text, title=title), [POLICY.guideline(each) for each in ids or (HARASSMENT,)], [], mark="m"
    )


def read(words: str, *ids: str, **shown: str) -> tuple[Finding, ...]:
    return opinions_in(words, question(*ids, **shown), by="a-model")


def test_an_opinion_is_a_finding_with_its_place_in_the_original() -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 0.8, ["The seller is a fool"])))

    ((start, end),) = finding.spans
    assert TEXT[start:end] == "The seller \u202eis a\u200b fool"
    assert (finding.score, finding.detector, finding.version) == (0.8, "second_opinion", "a-model prompt 1")
    assert finding.reason == "A language model: It insults a person."


def test_a_quote_of_the_title_points_into_the_title() -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 0.8, ["What a"])))

    assert (finding.field, finding.spans) == ("title", ((0, 6),))


def test_no_breach_is_a_hint_without_a_place() -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 0.1, why="It is about the kettle.")))

    assert (finding.score, finding.spans) == (0.1, ())


def test_nobody_is_certain() -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 1, ["fool"])))

    assert finding.score == 0.95


def test_each_guideline_gets_its_own() -> None:
    said = opinions(opinion(THREAT, 0.2), opinion(HARASSMENT, 0.9, ["fool"]))

    assert {each.guideline: each.score for each in read(said, HARASSMENT, THREAT)} == {HARASSMENT: 0.9, THREAT: 0.2}


RUBBISH = {
    "no JSON": "I think that it is fine.",
    "nothing": "",
    "a fence": "```json\n" + opinions(opinion(HARASSMENT, 0.1)) + "\n```",
    "words before it": "Sure! " + opinions(opinion(HARASSMENT, 0.1)),
    "a list": "[]",
    "another shape": '{"verdict": "fine"}',
    "a field of its own": json.dumps({"opinions": [{**opinion(HARASSMENT, 0.1), "action": "remove"}]}),
    "another guideline": opinions(opinion(THREAT, 0.1)),
    "a guideline twice": opinions(opinion(HARASSMENT, 0.1), opinion(HARASSMENT, 0.9, ["fool"])),
    "none of those asked about": opinions(),
    "a likelihood above one": opinions(opinion(HARASSMENT, 85, ["fool"])),
    "a likelihood below nothing": opinions(opinion(HARASSMENT, -1)),
    "a likelihood that is no number": '{"opinions": [{"guideline": "respect.harassment", "likelihood": NaN, '
    '"quotes": [], "why": "x"}]}',
    "a likelihood in words": opinions(opinion(HARASSMENT, "0.9", ["fool"])),
    "a likelihood that is a truth value": opinions(opinion(HARASSMENT, True, ["fool"])),
    "words that are not there": opinions(opinion(HARASSMENT, 0.9, ["The seller is a thief"])),
    "words that are not there beside words that are": opinions(opinion(HARASSMENT, 0.9, ["fool", "thief"])),
    "made-up words for no breach": opinions(opinion(HARASSMENT, 0.1, ["thief"])),
    "no place for a breach": opinions(opinion(HARASSMENT, 0.9)),
    "a place of one letter": opinions(opinion(HARASSMENT, 0.9, ["f"])),
    "no reason": opinions(opinion(HARASSMENT, 0.9, ["fool"], why="")),
    "a reason as long as a book": opinions(opinion(HARASSMENT, 0.9, ["fool"], why="x" * 5_000)),
    "a thousand quotes": opinions(opinion(HARASSMENT, 0.9, ["fool"] * 1_000)),
    "more than anybody reads": " " * 9_000 + opinions(opinion(HARASSMENT, 0.1)),
    "a tower": '{"opinions": ' + "[" * 3_000 + "]" * 3_000 + "}",
}


@pytest.mark.parametrize("words", RUBBISH.values(), ids=RUBBISH)
def test_anything_else_is_no_opinion(words: str) -> None:
    with pytest.raises(NoOpinion) as none:
        read(words)

    assert none.value.outcome == "unusable"


@pytest.mark.parametrize(
    "why", ["See https://evil.example/x", "Write to mod@evil.example", "www.evil", "evil.example/x"]
)
def test_a_reason_that_leads_somewhere_is_not_shown(why: str) -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 0.9, ["fool"], why=why)))

    assert finding.reason == "A language model: gave no reason that can be shown."


def test_a_reason_is_one_plain_line() -> None:
    (finding,) = read(opinions(opinion(HARASSMENT, 0.9, ["fool"], why="It \u202einsults\n\na\x00 person.")))

    assert finding.reason == "A language model: It insults a person."


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


@given(
    said=st.one_of(
        anything.map(json.dumps),
        st.text(max_size=200),
        st.builds(
            lambda likelihood, quotes, why: opinions(opinion(HARASSMENT, likelihood, quotes, why)),
            anything,
            st.lists(st.sampled_from(["fool", "a fool and", "\n", "thief"]) | st.text(max_size=9), max_size=6),
            st.text(max_size=40),
        ),
    )
)
def test_whatever_is_answered_is_a_true_finding_or_no_opinion(said: str) -> None:
    try:
        findings = read(said)
    except NoOpinion:
        return
    for finding in findings:
        assert 0 <= finding.score <= 0.95
        assert not finding.fired
        assert all(0 <= start < end <= len(TEXT) for start, end in finding.spans)
