"""What stored cases say of a policy: another one's effect on them, and how often people agreed with the detectors."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from local import policy_history
from local.cli import main
from redress.model import Case, Outcome, Route, Status
from redress.policy import load_policy, route
from redress.policy.agreement import Judgement, Spoken, Tally, agreement, example, judgements
from redress.policy.loading import PACKAGED, parse_policy
from redress.policy.replay import replay
from tests.builders.nouns import a_case, a_decision, a_finding
from tests.builders.world import World

POLICY = load_policy()
TEXT = PACKAGED.read_text(encoding="utf-8")
NUMBER = a_finding("privacy.personal_data", score=0.97, detector="personal_data")
STRICTER = parse_policy(TEXT.replace("{abuse: 0.6, tone: 0.8,", "{abuse: 0.95, tone: 0.95,"))


def routed(*findings: Any, number: int = 1, **fields: Any) -> Case:
    case = a_case(f"R{number}", snapshot="s1", findings=findings, **fields)
    return case.model_copy(update={"routing": route(POLICY, findings, case.claims)})


def decided(outcome: Outcome, *findings: Any, number: int = 1, **fields: Any) -> Case:
    case = routed(*findings, number=number)
    decision = a_decision(case, outcome, heard=tuple(each.heard for each in findings), **fields)
    return case.model_copy(update={"decision": decision, "decisions": 1, "status": Status(outcome.value)})


def judged(*cases: Case) -> list[Judgement]:
    return [each for case in cases for each in judgements(case, [case.decision] if case.decision else [])]


def test_the_policy_in_force_changes_nothing() -> None:
    cases = [routed(a_finding()), routed(number=2), routed(NUMBER, number=3)]

    found = replay(POLICY, cases, in_force=POLICY)

    assert found.seen == 3
    assert not found.changes


def test_a_threshold_that_rises_is_shown_with_an_example() -> None:
    found = replay(STRICTER, [routed(a_finding(score=0.9))], in_force=POLICY)

    assert found.before == found.after == {Route.HUMAN_REVIEW: 1}
    ((kind, change),) = found.changes.items()
    assert kind == "human_review: queue abuse -> general"
    (example_,) = change.examples
    assert (example_.case_id, example_.outcome) == ("r-R1-1", None)
    assert example_.strongest is not None
    assert example_.strongest.score == 0.9


def test_a_takedown_that_would_become_a_persons_is_shown() -> None:
    careful = parse_policy(TEXT.replace("takedown_at: 0.95", "takedown_at: 0.99"))
    found = replay(careful, [routed(NUMBER)], in_force=POLICY)

    assert {kind: len(change.differences) for kind, change in found.changes.items()} == {"takedown -> human_review": 1}
    assert found.automated == (1, 0)


def test_a_legal_claim_stays_with_the_lawyers() -> None:
    assert not replay(STRICTER, [routed(claims=frozenset({"legal:court_order"}))], in_force=POLICY).changes


def test_a_case_that_was_never_routed_does_not_count() -> None:
    assert replay(POLICY, [a_case()], in_force=POLICY).seen == 0


def test_people_uphold_overrule_or_remove_for_another_reason() -> None:
    found = agreement(
        judged(
            decided(Outcome.REMOVED, a_finding(), number=1),
            decided(Outcome.KEPT, a_finding(), number=2),
            decided(Outcome.REMOVED, a_finding(), number=3, grounds=("relevance.off_topic",)),
        )
    )

    tally = found.tallies[Spoken("respect.harassment", "abuse", "1")]
    assert (tally.upheld, tally.otherwise) == (1, 1)
    assert [(each.case_id, each.outcome) for each in tally.overruled] == [("r-R2-1", Outcome.KEPT)]
    assert tally.precision == pytest.approx(1 / 3)
    assert found.unseen["relevance.off_topic"].case_ids == ["r-R3-1"]


def test_versions_of_a_detector_are_told_apart() -> None:
    cases = [decided(Outcome.REMOVED, a_finding(version=version), number=int(version)) for version in ("1", "2")]

    assert [spoken.version for spoken in agreement(judged(*cases)).tallies] == ["1", "2"]
    (together,) = agreement(judged(*cases), by=["detector"]).tallies.items()
    assert (together[0], together[1].judged) == (Spoken("*", "abuse", "*"), 2)


def test_few_cases_promise_little() -> None:
    one, many = Tally(), Tally()
    one.upheld, many.upheld = 1, 400

    assert one.precision == many.precision == 1
    assert one.at_least == pytest.approx(0.207, abs=0.001)
    assert many.at_least > 0.99


def test_a_hint_below_the_threshold_is_shown_with_what_was_missed() -> None:
    hint = a_finding("relevance.off_topic", score=0.45, fired=False)

    found = agreement(judged(decided(Outcome.REMOVED, hint, grounds=("relevance.off_topic",))))

    assert found.unseen["relevance.off_topic"].hints == [0.45]


def test_what_an_appeal_overturned_does_not_count_and_what_came_of_it_does() -> None:
    case = decided(Outcome.REMOVED, a_finding())
    first = a_decision(case, Outcome.REMOVED, number=1, heard=(a_finding().heard,))
    second = a_decision(case, Outcome.RESTORED, number=2, heard=(a_finding().heard,))
    case = case.model_copy(update={"decision": second, "decisions": 2, "status": Status.RESTORED})

    found = agreement(judgements(case, [first, second]))

    assert (found.decided, found.overturned) == (1, 1)
    assert len(found.tallies[Spoken("respect.harassment", "abuse", "1")].overruled) == 1


def test_a_decision_that_may_still_be_withdrawn_does_not_count() -> None:
    case = decided(Outcome.REMOVED, a_finding()).model_copy(update={"status": Status.DECIDING})

    assert judged(case) == []


def test_a_removal_by_machine_that_people_undid_is_told() -> None:
    case = decided(Outcome.REMOVED, NUMBER)
    first = a_decision(case, Outcome.REMOVED, number=1, automated=True)
    second = a_decision(case, Outcome.RESTORED, number=2, heard=(NUMBER.heard,))
    case = case.model_copy(update={"decision": second, "decisions": 2, "status": Status.RESTORED})

    found = agreement(judgements(case, [first, second]))

    assert (found.alone, found.alone_overturned, found.decided) == (1, 1, 1)


def test_a_machine_that_would_remove_what_people_kept_is_told_first() -> None:
    bolder = parse_policy(TEXT.replace("takedown_at: 0.95", "takedown_at: 0.7"))
    kept = decided(Outcome.KEPT, a_finding("privacy.personal_data", score=0.8, detector="personal_data"))

    found = replay(bolder, [kept], in_force=POLICY)

    (change,) = found.changes.values()
    assert change.removes_what_people_kept == 1


def test_a_case_that_a_model_was_asked_about_still_counts_as_one() -> None:
    open_ = a_finding(score=0.5, fired=False)
    opinion = a_finding(score=0.1, fired=False, detector="second_opinion")

    assert replay(POLICY, [routed(open_), routed(open_, opinion, number=2)], in_force=POLICY).asked == (2, 2)


def test_a_claim_that_came_later_is_no_difference_of_the_policy() -> None:
    case = routed(a_finding("respect.defamation", detector="defamation"))
    later = case.model_copy(update={"claims": frozenset({"legal:lawyer_letter"})})

    assert not replay(POLICY, [later], in_force=POLICY).changes


def test_a_hint_that_did_not_fire_is_not_held_against_its_detector() -> None:
    assert not agreement(judged(decided(Outcome.KEPT, a_finding(fired=False)))).tallies


def test_a_machine_that_agrees_with_itself_proves_nothing() -> None:
    found = agreement(judged(decided(Outcome.REMOVED, a_finding(), automated=True)))

    assert (found.decided, found.alone) == (0, 1)


def test_an_example_holds_hashes_and_no_words() -> None:
    (judgement,) = judged(decided(Outcome.REMOVED, a_finding(reason="Says: you moron")))

    kept = example(judgement, POLICY)

    assert (kept["snapshot"], kept["outcome"], kept["policy_version"]) == ("s1", "removed", "1")
    assert kept["grounds"] == [{"guideline": "respect.harassment", "version": 1}]
    assert kept["findings"][0] == {
        "guideline": "respect.harassment",
        "detector": "abuse",
        "version": "1",
        "score": 0.9,
        "fired": True,
    }
    assert "moron" not in str(kept)
    assert "ana" not in str(kept)


@pytest.fixture
def table(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two insults, one removed and one kept, and one that waits; the command reads the table by the desk's lists."""
    monkeypatch.setattr(policy_history, "wiring_of", lambda _chosen: world)
    monkeypatch.setattr(policy_history, "datetime", type("Then", (), {"now": lambda _: world.now}))
    for review_id in ("R1", "R2", "R3"):
        world.told_of(review_id, text="This seller is a moron and a liar.")
        world.in_review(review_id)
    world.decided("r-R1-1", "remove")
    world.acted("r-R1-1")
    world.decided("r-R2-1", "keep")
    return world


@pytest.mark.usefixtures("table")
class TestTheCommands:
    def test_replay_shows_what_would_change(self, stricter: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["policy", "replay", "--policy", str(stricter)]) == 0

        said = capsys.readouterr().out
        assert "3 routed cases" in said
        assert "3 cases would go another way" in said
        assert "people decided 1 kept, 1 removed" in said
        assert "r-R2-1 (kept) [respect.harassment" in said

    def test_replay_as_data(self, stricter: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["policy", "replay", "--json", "--policy", str(stricter)]) == 0

        said = json.loads(capsys.readouterr().out)
        assert (said["seen"], said["changed"]) == (3, 3)
        assert said["routes"] == {"human_review": {"before": 3, "after": 3}}
        assert {case["case_id"] for change in said["changes"] for case in change["cases"]} == {
            "r-R1-1",
            "r-R2-1",
            "r-R3-1",
        }

    def test_agreement_shows_who_was_right(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "examples.jsonl"

        assert main(["policy", "agreement", "--by", "guideline", "--out", str(out)]) == 0

        said = capsys.readouterr().out
        assert "2 decisions by people that stand" in said
        assert re.search(r"respect.harassment +\* +\* +50% +9% +2 +1 +0 +1", said)
        assert re.search(r"Overruled.*\n +respect.harassment: r-R2-1 \(0", said)
        examples = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert {each["case_id"]: each["outcome"] for each in examples} == {"r-R1-1": "removed", "r-R2-1": "kept"}
        assert all(each["findings"] for each in examples)

    def test_agreement_as_data(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["policy", "agreement", "--json"]) == 0

        said = json.loads(capsys.readouterr().out)
        assert said["decided"] == 2
        assert {spoken["detector"] for spoken in said["spoken"]} >= {"abuse"}

    def test_an_example_that_cannot_be_written_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["policy", "agreement", "--out", "/nowhere/examples.jsonl"]) == 1
        assert "/nowhere/examples.jsonl cannot be written" in capsys.readouterr().err


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    new = tmp_path / "new.yaml"
    new.write_text(TEXT.replace("{abuse: 0.6, tone: 0.8,", "{abuse: 0.995, tone: 0.995,"), encoding="utf-8")
    return new


def test_days_are_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["policy", "agreement", "--days", "many"])

    assert "many is not a number of days" in capsys.readouterr().err
