"""Signed tokens and derived ids: a token opens what it was made for, and nothing else tells anything."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from redress.errors import NotFound
from redress.seal import CROCKFORD, Seal, digest_of, reference, report_id

SEAL = Seal({"k1": b"a key that only tests know"})
SUBJECTS = st.text(st.characters(exclude_characters=".", exclude_categories=["Cs"]), max_size=40)
WILD = st.text(st.characters(), max_size=120)


@given(
    purpose=st.text(st.characters(codec="ascii"), max_size=10),
    subject=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
def test_a_token_gives_back_what_was_sealed(purpose: str, subject: str) -> None:
    assert SEAL.subject_of(purpose, SEAL.sign(purpose, subject)) == subject


@given(token=WILD)
def test_any_text_at_all_is_refused_in_the_same_words(token: str) -> None:
    with pytest.raises(NotFound, match="Nothing is here"):
        SEAL.subject_of("status", token)


@pytest.mark.parametrize("token", ["k1.\ud800.x", "k1.x.\udfff", "\ud800.x.y", "k1..", "..", "k1.x.é", "\0.\0.\0"])
def test_what_no_utf8_can_hold_is_refused_too(token: str) -> None:
    with pytest.raises(NotFound):
        SEAL.subject_of("status", token)


@given(subject=SUBJECTS, place=st.integers(0, 200), other=st.characters(exclude_categories=["Cs"]))
def test_a_token_changed_anywhere_opens_nothing(subject: str, place: int, other: str) -> None:
    token = SEAL.sign("status", subject)
    place %= len(token)
    assume(token[place] != other)

    with pytest.raises(NotFound):
        SEAL.subject_of("status", token[:place] + other + token[place + 1 :])


def test_a_token_opens_only_what_it_was_made_for() -> None:
    with pytest.raises(NotFound):
        SEAL.subject_of("decision", SEAL.sign("status", "rpt_1"))


def test_tokens_of_the_key_before_stay_good_and_new_ones_are_signed_by_the_new_key() -> None:
    turned = Seal({"k2": b"the new key", "k1": b"a key that only tests know"})

    assert turned.subject_of("status", SEAL.sign("status", "rpt_1")) == "rpt_1"
    assert turned.sign("status", "rpt_1").startswith("k2.")
    with pytest.raises(NotFound):
        SEAL.subject_of("status", turned.sign("status", "rpt_1"))


def test_ids_survive_a_new_key() -> None:
    turned = Seal({"k2": b"the new key", "k1": b"a key that only tests know"})

    assert turned.derive("report", "mail:a@example.org", "key") == SEAL.derive("report", "mail:a@example.org", "key")


@given(st.lists(st.text(max_size=8), min_size=2, max_size=2, unique=True))
def test_ids_of_other_parts_are_other_ids(parts: list[str]) -> None:
    one, other = parts

    assert SEAL.derive("report", one) != SEAL.derive("report", other)


@given(st.binary(min_size=16, max_size=16))
def test_a_reference_can_be_read_out_on_the_telephone(derived: bytes) -> None:
    name = report_id(derived)

    assert re.fullmatch("rpt_[a-z2-7]{26}", name)
    assert re.fullmatch(rf"R(-[{CROCKFORD}]{{4}}){{3}}", reference(name))
    assert reference(name) == reference(name)


def test_references_spread_over_all_their_letters() -> None:
    letters = {letter for number in range(300) for letter in reference(f"rpt_{number}")[2:] if letter != "-"}

    assert letters == set(CROCKFORD)


def test_an_address_is_the_same_one_in_capitals_and_with_spaces() -> None:
    assert digest_of(" Ana@Example.org ") == digest_of("ana@example.org")
