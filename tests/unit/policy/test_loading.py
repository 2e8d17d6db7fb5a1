"""Whoever edits a policy file is told the line and the field of each mistake."""

from pathlib import Path

import pytest

from redress.errors import InvalidInput
from redress.policy import load_policy, parse_policy
from redress.policy.loading import PACKAGED

TEXT = PACKAGED.read_text(encoding="utf-8")


def refusal(text: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        parse_policy(text)
    return refused.value


def line_of(text: str, words: str) -> int:
    return 1 + text[: text.index(words)].count("\n")


def changed(old: str, new: str, *, after: str = "") -> str:
    start = TEXT.index(after)
    place = TEXT.index(old, start)
    return TEXT[:place] + new + TEXT[place + len(old) :]


def test_the_packaged_file_is_valid() -> None:
    assert parse_policy(TEXT).version == load_policy().version


def test_a_wrong_word_is_named_with_its_line_and_field() -> None:
    text = changed("queue: privacy", "queue: privat")

    error = refusal(text).errors[0]

    assert error.pointer == "/guidelines/privacy.personal_data/queue"
    assert f"line {line_of(text, 'queue: privat')}:" in error.detail


def test_a_field_that_is_missing_is_reported_where_its_guideline_begins() -> None:
    text = changed("    contested: false\n", "", after="  privacy.personal_data:")

    error = refusal(text).errors[0]

    assert error.pointer == "/guidelines/privacy.personal_data/contested"
    assert f"line {line_of(text, '  privacy.personal_data:')}:" in error.detail


def test_a_field_nobody_knows_is_refused() -> None:
    error = refusal(changed("lease_minutes: 10", "lease_minutes: 10\n  lease_hours: 1")).errors[0]

    assert error.pointer == "/limits/lease_hours"


def test_every_mistake_is_told_at_once() -> None:
    text = changed("queue: privacy", "queue: privat").replace("lease_minutes: 10", "lease_minutes: 0")

    assert {error.pointer for error in refusal(text).errors} == {
        "/guidelines/privacy.personal_data/queue",
        "/limits/lease_minutes",
    }


def test_a_guideline_written_twice_is_refused_and_not_silently_lost() -> None:
    entry = TEXT[TEXT.index("  relevance.off_topic:") :]

    assert "written twice" in refusal(TEXT + entry).detail


@pytest.mark.parametrize(
    "old,new,after,says",
    [
        ("contested: false", "contested: true", "  privacy.personal_data:", "never decided by a machine"),
        ("route: takedown", "route: human_review", "  privacy.personal_data:", "exactly where machine_may_decide"),
        ("    takedown_at: 0.95\n", "", "  privacy.personal_data:", "takedown_at is given exactly"),
        ("takedown_at: 0.95", "takedown_at: 0.3", "  privacy.personal_data:", "below a threshold"),
        ("route: legal_review", "route: human_review", "  respect.defamation:", "queue is legal"),
        ("route: human_review", "route: dismiss", "  respect.threat:", "route must be"),
        ("  court_order:", "  court_ordre:", "", "court_order"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(old: str, new: str, after: str, says: str) -> None:
    assert says in refusal(changed(old, new, after=after)).detail


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    assert "line 2" in refusal("version: 1\nlimits: ]").detail


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list"])
def test_what_is_no_policy_at_all_is_refused(text: str) -> None:
    assert "a policy is a mapping" in refusal(text).detail


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        load_policy(tmp_path / "missing.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"version: \xff\xfe")

    with pytest.raises(InvalidInput, match="cannot be read"):
        load_policy(path)
