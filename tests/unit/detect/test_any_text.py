"""Whatever is written: no exception, spans inside the text, and never slow."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.detect import DETECTORS, Other, detector
from redress.detect.folding import fold
from tests.builders.findings import POLICY, a_review, findings

MOST = 20_000
SLOWEST_SECONDS = 2.0  # a hundred times what an ordinary review takes, on a busy machine

pieces = st.sampled_from(
    [
        *(
            "you are an idiot",
            "+44 20 7946 0958",
            "jo@example.com",
            "https://x.example/a",
            " dot com",
            "[insert",
            "{{",
            "@",
        ),
        *(
            "in exchange for",
            "free",
            "review",
            "1d10t",
            "i d i o t",
            "死ね",
            "お前は",
            "\u200b",
            "\u0301",
            "\ufeff",
            "\U0001f600",
        ),
        *("4111 1111 1111 1111", "xn--", "((((", "....", "f**k", "\u202e", "\u0130", "\ufb03", "\x00", "\n\n\n", "   "),
    ],
)
texts = st.one_of(st.text(max_size=400), st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=30).map("".join))


@given(text=texts, title=st.text(max_size=60), other=texts)
@settings(deadline=None)
def test_any_text_is_examined_and_every_span_lies_in_it(text: str, title: str, other: str) -> None:
    given_others = [Other(review_id="R0", text=other, by="household"), Other(review_id="R2", text=text, removed=True)]

    for finding in findings(text, title=title, others=given_others):
        whole = title if finding.field == "title" else text
        assert finding.reason
        assert finding.version
        assert finding.detector in DETECTORS
        assert finding.guideline in POLICY.by_id
        assert finding.spans
        for start, end in finding.spans:
            assert 0 <= start < end <= len(whole)


@given(text=texts)
def test_the_same_text_gets_the_same_findings(text: str) -> None:
    assert findings(text) == findings(text)


@given(text=texts)
def test_each_folded_character_stands_for_a_place_in_the_original(text: str) -> None:
    folded = fold("text", text)

    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


HOSTILE = [
    "a",
    "a ",
    " ",
    "\t \n",
    "1",
    "1 ",
    "1-",
    "1.",
    "(1",
    "+1 ",
    "@",
    "a@",
    "a.",
    "a.a@",
    "a at ",
    "a dot ",
    "dot ",
    "http://",
    "http://a.",
    "www.",
    "you ",
    "you are a ",
    "you are fucking ",
    "i will ",
    "in exchange for ",
    "received free ",
    "[insert ",
    "{{",
    "aaa",
    "i d ",
    "f*",
    "the seller ",
    "A ",
    "Aa ",
    "1 Aa ",
    "12 Aa Bb ",
    "lives at Aa 1 ",
    "Calle Aa ",
    "1 Aa, ",
    "1 Aa\n",
    "Aa Apt 1 ",
    "Aa de la ",
    "my name is Aa ",
    "dni 1 a",
    "call two ",
    "call 1o",
    "a at b dot ",
    "a-b-",
    "(0) ",
    "seller ",
    "de89 ",
    "4111 ",
    "東京都",
    "みんなで",
    "お前",
    "\u200b",
    "e\u0301",
    "\u0430a",
    "review ",
    "everyone report ",
    "never ",
    "hope you ",
    ". ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * MOST)[:MOST]
    findings("warm")

    started = time.perf_counter()
    findings(text)

    assert time.perf_counter() - started < SLOWEST_SECONDS


def test_ten_others_as_long_as_can_be_are_compared_in_time() -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    others = [Other(review_id=f"R{number}", text=text[number:]) for number in range(2, 12)]

    started = time.perf_counter()
    findings(text, others=others)

    assert time.perf_counter() - started < SLOWEST_SECONDS


@pytest.mark.parametrize("name", DETECTORS)
def test_each_detector_takes_an_empty_review(name: str) -> None:
    from redress.detect import context_of

    review = a_review("")

    assert list(detector(name)(review, context_of(review))) == []
