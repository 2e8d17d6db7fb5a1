"""redress policy: what a person who edits the file is told."""

from pathlib import Path

import pytest

from local.cli import main
from redress.policy.loading import PACKAGED

TEXT = PACKAGED.read_text(encoding="utf-8")


def test_a_valid_file_is_called_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", str(PACKAGED)]) == 0
    assert "is valid: version" in capsys.readouterr().out


def test_without_a_file_the_packaged_one_is_checked_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check"]) == 0
    named = capsys.readouterr().out.partition(" is valid")[0]
    assert Path(named).resolve() == PACKAGED.resolve()


def test_a_mistake_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("queue: privacy", "queue: privat"), encoding="utf-8")

    assert main(["policy", "check", str(path)]) == 1

    said = capsys.readouterr().err
    assert "mine.yaml is not a valid policy" in said
    assert "/guidelines/privacy.personal_data/queue" in said


def test_a_detector_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("{copies: 0.6}", "{copy: 0.6}", 1), encoding="utf-8")

    assert main(["policy", "check", str(path)]) == 1
    assert "rights.copied_text: there is no detector named copy" in capsys.readouterr().err


def test_the_policy_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "show"]) == 0

    shown = capsys.readouterr().out
    assert "privacy.personal_data" in shown
    assert "machine from 0.95" in shown


def test_a_broken_file_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("version: [", encoding="utf-8")

    assert main(["policy", "show", str(path)]) == 1
    assert "not YAML" in capsys.readouterr().err


MISTAKES = {
    "priority: urgent": ("priority: urgnt", "urgnt should be 'low', 'normal', 'high' or 'urgent'"),
    "detectors: {abuse: 0.6, tone: 0.8,": (
        "detectors: {abuse: 1.6, tone: 0.8,",
        "1.6 should be less than or equal to 1",
    ),
    "detectors: {authenticity: 0.6}": ("detectors: {authenticity: 0.6, manner: 0.7}", "no detector named manner"),
    "    contested: false\n": ("", "contested is missing"),
    "    second_person: false\n": ("    second_person: false\n    remove_at_once: true\n", "nobody knows a field"),
    "learnt: [tone,": ("learnt: [", "learnt: tone is missing. It judges by likeness"),
    "manner, second_opinion]": ("manner]", "learnt must name second_opinion"),
    "second_opinion: {from: 0.4, to: 0.9}": ("second_opinion: {from: 0.9, to: 0.4}", "from must lie below to"),
    "    second_opinion: {from: 0.4, to: 0.9}\n": ("", "second_opinion is given exactly where"),
}


@pytest.mark.parametrize("place", MISTAKES)
def test_a_mistake_is_said_in_words(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written, said = MISTAKES[place]
    path = tmp_path / "mine.yaml"
    assert place in TEXT
    path.write_text(TEXT.replace(place, written, 1), encoding="utf-8")

    assert main(["policy", "check", str(path)]) == 1
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "check", "/nowhere.yaml"]) == 1
    assert "/nowhere.yaml cannot be read: No such file or directory." in capsys.readouterr().err
