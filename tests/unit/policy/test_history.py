"""What stored cases say of a policy: another one's effect on them, and how often people agreed with the detectors."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local import policy_history
from local.cli import main
from redress.model import Case, Outcome, Route
from redress.policy import load_policy, route
from redress.policy.agreement import Spoken, agreement, example
from redress.policy.loading import PACKAGED, parse_policy
from redress.policy.replay import replay
from tests.builders.nouns import a_case, a_decision, a_finding

POLICY = load_policy()
TEXT = PACKAGED.read_text(encoding="utf-8")
NUMBER = a_finding("privacy.personal_data", score=0.97, detector="personal_data")
STRICTER = parse_policy(TEXT.replace("{abuse: 0.6, tone: 0.8,", "{abuse: 0.95, tone: 0.95,"))


def routed(*findings: Any, number: int = 1, **fields: Any) -> Case:
    case = a_case(f"R{number}", snapshot="s1", findings=findings, **fields)
    return case.model_copy(update={"routing": route(POLICY, findings, case.claims)})


def decided(outcome: Outcome, *findings: Any, number: int = 1, **fields: Any) -> Case:
    case = routed(*findings, number=number)
    return case.model_copy(update={"decision": a_decision(case, outcome, **fields)})


def test_the_policy_in_force_changes_nothing() -> None:
    cases = [routed(a_finding()), routed(number=2), routed(NUMBER, number=3)]

    found = replay(POLICY, cases)

    assert found.seen == 3
    assert not found.changes


def test_a_threshold_that_rises_is_shown_with_an_example() -> None:
    found = replay(STRICTER, [routed(a_finding(score=0.9))])

    assert found.before == found.after == {Route.HUMAN_REVIEW: 1}
    ((kind, count),) = found.changes.items()
    assert (kind, count) == ("human_review: queue abuse -> general", 1)
    assert found.examples[kind][0].case_id == "r-R1-1"


def test_a_takedown_that_would_become_a_persons_is_shown() -> None:
    careful = parse_policy(TEXT.replace("takedown_at: 0.95", "takedown_at: 0.99"))
    found = replay(careful, [routed(NUMBER)])

    assert found.changes == {"takedown -> human_review": 1}


def test_a_legal_claim_stays_with_the_lawyers() -> None:
    assert not replay(STRICTER, [routed(claims=frozenset({"legal:court_order"}))]).changes


def test_a_case_that_was_never_routed_does_not_count() -> None:
    assert replay(POLICY, [a_case()]).seen == 0


def test_people_uphold_overrule_or_remove_for_another_reason() -> None:
    cases = [
        decided(Outcome.REMOVED, a_finding(), number=1),
        decided(Outcome.KEPT, a_finding(), number=2),
        decided(Outcome.REMOVED, a_finding(), number=3, grounds=("relevance.off_topic",)),
    ]

    found = agreement(cases)

    tally = found.tallies[Spoken("respect.harassment", "abuse", "1")]
    assert (tally.upheld, tally.otherwise, tally.overruled) == (1, 1, ["r-R2-1"])
    assert tally.precision == pytest.approx(1 / 3)
    assert found.unseen == {"relevance.off_topic": 1}


def test_versions_of_a_detector_are_told_apart() -> None:
    cases = [decided(Outcome.REMOVED, a_finding(version=version), number=int(version)) for version in ("1", "2")]

    assert [spoken.version for spoken in agreement(cases).tallies] == ["1", "2"]


def test_a_hint_that_did_not_fire_is_not_held_against_its_detector() -> None:
    assert not agreement([decided(Outcome.KEPT, a_finding(fired=False))]).tallies


def test_a_machine_that_agrees_with_itself_proves_nothing() -> None:
    assert agreement([decided(Outcome.REMOVED, a_finding(), automated=True)]).decided == 0


def test_an_example_holds_hashes_and_no_words() -> None:
    kept = example(decided(Outcome.REMOVED, a_finding(reason="Says: you moron")))

    assert kept["snapshot"] == "s1"
    assert kept["outcome"] == "removed"
    assert "moron" not in str(kept)


@pytest.fixture
def two_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    def stored(_chosen: argparse.Namespace) -> Iterator[Case]:
        yield decided(Outcome.REMOVED, a_finding(score=0.9))
        yield decided(Outcome.KEPT, a_finding(score=0.9), number=2)

    monkeypatch.setattr(policy_history, "stored", stored)


@pytest.mark.usefixtures("two_cases")
def test_the_command_shows_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(TEXT.replace("{abuse: 0.6, tone: 0.8,", "{abuse: 0.95, tone: 0.95,"), encoding="utf-8")

    assert main(["policy", "replay", "--policy", str(new)]) == 0

    said = capsys.readouterr().out
    assert "2 would have gone another way" in said
    assert "r-R1-1" in said


@pytest.mark.usefixtures("two_cases")
def test_the_command_shows_who_was_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "examples.jsonl"

    assert main(["policy", "agreement", "--out", str(out)]) == 0

    said = capsys.readouterr().out
    assert "respect.harassment by abuse 1" in said
    assert "50% of 2: 1 upheld" in said
    assert out.read_text(encoding="utf-8").count("\n") == 2
