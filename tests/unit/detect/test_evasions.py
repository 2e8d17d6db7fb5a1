"""What is written to slip past a machine is seen, and the moderator is shown the characters as they were written."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redress.detect.folding import fold
from tests.builders.findings import findings, fired, marked

PRIVACY, LINK, HARASSMENT = "privacy.personal_data", "promotion.external_link", "respect.harassment"

SEEN = [
    (HARASSMENT, "you are an 1d10t"),
    (HARASSMENT, "you are an i d i o t"),
    (HARASSMENT, "you are an i.d.i.o.t"),
    (HARASSMENT, "you are an id-iot"),
    (HARASSMENT, "you are a mor.on"),
    (HARASSMENT, "you are a norom"),
    (HARASSMENT, "you are an idiooooot"),
    (HARASSMENT, "you are an idi\u043et"),
    (HARASSMENT, "you \u0430r\u0435 an \u0456d\u0456ot"),
    (HARASSMENT, "you are an id\u200biot"),
    (HARASSMENT, "you are an id\u00adiot"),
    (HARASSMENT, "you are an \uff49\uff44\uff49\uff4f\uff54"),
    (HARASSMENT, "you are an \U0001f1ee\U0001f1e9\U0001f1ee\U0001f1f4\U0001f1f9"),
    (HARASSMENT, "you are an \U0001d422\U0001d41d\U0001d422\U0001d428\U0001d42d"),
    (HARASSMENT, "you are an \u24d8\u24d3\u24d8\u24de\u24e3"),
    (HARASSMENT, "you are an i\u0336d\u0336i\u0336o\u0336t\u0336"),
    (PRIVACY, "mail jan (at) posteo (dot) de"),
    (PRIVACY, "mail jan [\u00e4t] posteo [punkt] de"),
    (PRIVACY, "escribe a jan arroba example punto com"),
    (PRIVACY, "scrivi a jan chiocciola example punto com"),
    (PRIVACY, "escreve para jan arroba example ponto com"),
    (PRIVACY, "napisz: jan malpa example kropka com, mail"),
    (PRIVACY, "メールは jan アットマーク example ドット jp"),
    (PRIVACY, "jan골뱅이example.com"),
    (PRIVACY, "mail jan*at*example*dot*com"),
    (PRIVACY, "mail jan@ex\u200bample.com"),
    (PRIVACY, "mail jan＠example．com"),
    (PRIVACY, "call me 4\ufe0f\u20e31\ufe0f\u20e35\ufe0f\u20e3 555 2671"),
    (PRIVACY, "call me ４１５ ５５５ ２６７１"),
    (PRIVACY, "call me \u0664\u0661\u0665 \u0665\u0665\u0665 \u0662\u0666\u0667\u0661"),
    (PRIVACY, "call me four 1 five, 555, two six 7 1"),
    (PRIVACY, "call me on O77OO 9OO l23"),
    (PRIVACY, "call me 4.1.5.5.5.5.2.6.7.1"),
    (PRIVACY, "電話は〇九〇一二三四五六七八"),
    (LINK, "go to tents[.]example"),
    (LINK, "go to tents dot example"),
    (LINK, "go to hxxps://tents.example/a"),
    (LINK, "go to ｔｅｎｔｓ．ｅｘａｍｐｌｅ/a"),
    (LINK, "go to ten\u200bts.example/a"),
    (LINK, "go to t\u0435nts.example/a"),
]


@pytest.mark.parametrize("guideline,text", SEEN)
def test_a_disguise_is_seen_through(guideline: str, text: str) -> None:
    assert guideline in fired(text)


HARMLESS = [
    "It was great at the start, dot on time, and a 10/10.",
    "Look at amazon and at the shop around the corner.",
    "I count one two three four five six seven buttons, call it a day.",
    "A B C D E F are the keys, i.e. six of them.",
    "A well-made, co-designed, two-in-one as-is thing.",
    "Спасибо, отличный чайник, всем советую.",
    "Πολύ καλό προϊόν, το συνιστώ.",
    "M o r e of this, please.",
    "It went from 5 star to 1 star, sh... happens.",
    "The stressed desserts were a reward, drawer by drawer.",
    "Model O2O-l1l fits, call the shop to be sure.",
    "The 🇩🇪 and 🇬🇧 manuals are fine.",
    "電話を一二三四五回かけました。",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_odd_spelling_alone_is_no_offence(text: str) -> None:
    assert fired(text).isdisjoint({PRIVACY, LINK, HARASSMENT})


def _between(letters: str, put: str) -> str:
    return put.join(letters)


HIDING: list[Callable[[str], str]] = [
    lambda word: _between(word, "\u200b"),
    lambda word: _between(word, "\u2060"),
    lambda word: _between(word, "\u00ad"),
    lambda word: "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in word),
    lambda word: "".join(letter + "\u0336" for letter in word),
    lambda word: "".join(letter + "\u0301" if letter.isalpha() else letter for letter in word),
    lambda word: word.translate(str.maketrans("aeopcxi", "\u0430\u0435\u043e\u0440\u0441\u0445\u0456")),
    str.upper,
]
HIDDEN = [
    ("idiot", HARASSMENT, "you are an "),
    ("jan.olsen@example.com", PRIVACY, "mail "),
    ("+44 20 7946 0958", PRIVACY, ""),
]
around = st.text(alphabet="abc \u00e9\u4e2d\u200b.,\U0001f600", max_size=20)


@given(hide=st.sampled_from(HIDING), what=st.sampled_from(HIDDEN), before=around, after=around)
@settings(deadline=None, max_examples=60)
def test_however_it_is_hidden_the_span_covers_all_of_it_and_nothing_else(
    hide: Callable[[str], str], what: tuple[str, str, str], before: str, after: str
) -> None:
    word, guideline, lead = what
    hidden = hide(word)
    text = f"{before} . {lead}{hidden} . {after}"
    start, end = text.index(hidden), text.index(hidden) + len(hidden)

    covering = [
        (first, last)
        for finding in findings(text)
        if finding.guideline == guideline and finding.fired
        for first, last in finding.spans
        if first <= start + 1 and end - 1 <= last
    ]

    assert covering
    assert any(last <= end and first >= start - len(lead) for first, last in covering)


@given(st.text(max_size=200))
def test_folding_keeps_the_order_of_places_and_marks_whole_characters(text: str) -> None:
    folded = fold("text", text)

    assert list(folded.ends) == sorted(folded.ends)
    assert all(start < end for start, end in zip(folded.starts, folded.ends, strict=True))


def test_a_key_around_a_digit_is_marked_with_it() -> None:
    text = "call me 4\ufe0f\u20e31\ufe0f\u20e35\ufe0f\u20e3 555 267\u0031\ufe0f\u20e3!"

    assert marked(text, PRIVACY) == [text[8:-1]]
