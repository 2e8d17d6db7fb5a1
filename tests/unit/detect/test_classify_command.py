"""redress classify: texts in, findings out."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.cli import main

LONG = "I began it on the ferry to the islands and read the last page under a street lamp, and then again at home."


def classified(tmp_path: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    source, sink = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["classify", "--in", str(source), "--out", str(sink)]) == 0
    return [json.loads(line) for line in sink.read_text(encoding="utf-8").splitlines()]


def test_each_text_gets_its_findings_and_its_route(tmp_path: Path) -> None:
    phone, fair = classified(
        tmp_path,
        {"id": "a", "text": "Ring Marjorie on +44 20 7946 0958."},
        {"id": "b", "text": "Leaks. Worst kettle ever.", "rating": 1.0, "title": "No"},
    )

    assert (phone["id"], phone["route"]) == ("a", "takedown")
    finding = phone["findings"][0]
    assert finding["guideline"] == "privacy.personal_data"
    assert finding["fired"] is True
    assert finding["spans"] == [[17, 33]]
    assert finding["detector"] == "personal_data"
    assert (fair["id"], fair["route"]) == ("b", "human_review")
    assert not any(finding["fired"] for finding in fair["findings"])


def test_earlier_reviews_are_compared(tmp_path: Path) -> None:
    others = [{"id": "old", "text": LONG, "by": "author", "status": "removed", "posted_at": "2026-05-01T00:00:00Z"}]

    (answer,) = classified(tmp_path, {"id": "a", "text": LONG, "others": others})

    assert [finding["guideline"] for finding in answer["findings"] if finding["fired"]] == ["integrity.repost"]


def test_blank_lines_and_very_long_texts_do_no_harm(tmp_path: Path) -> None:
    source, sink = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n" + json.dumps({"id": "a", "text": "word " * 10_000}) + "\n\n", encoding="utf-8")

    assert main(["classify", "--in", str(source), "--out", str(sink)]) == 0
    assert not any(finding["fired"] for finding in json.loads(sink.read_text(encoding="utf-8"))["findings"])


@pytest.mark.parametrize(
    "content,says",
    [
        ("{not json", "line 1: not JSON ("),
        ('["a"]', "line 1: not a JSON object"),
        ('{"id": "a"}', "line 1: 'text'"),
        ('{"id": "a", "text": 3}', "line 1"),
        ('{"id": "a", "text": "x", "others": [{"id": "b"}]}', "line 1"),
    ],
)
def test_bad_input_is_named_by_its_line(
    content: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(content, encoding="utf-8")

    assert main(["classify", "--in", str(source), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "odd,says",
    [
        ({"rating": "many"}, "rating: "),
        ({"rating": 7}, "rating: "),
        ({"posted_at": 3}, "posted_at: "),
        ({"lang": "x" * 99}, "author_lang: "),
    ],
)
def test_what_only_helps_is_left_out_where_it_cannot_be_read(
    odd: dict[str, Any], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = classified(tmp_path, {"id": "a", "text": "Leaks.", **odd}, {"id": "b", "text": "Leaks."})

    assert (first["id"], second["id"]) == ("a", "b")
    assert f"line 1: {says}" in capsys.readouterr().err


def test_half_a_letter_ends_nothing(tmp_path: Path) -> None:
    (answer,) = classified(tmp_path, {"id": "a\ud800", "text": "Leaks \ud800.", "title": "\udfff"})

    assert answer["id"] == "a\ud800"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.jsonl"

    assert main(["classify", "--in", str(missing), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert "missing.jsonl cannot be read" in capsys.readouterr().err


def test_another_policy_may_judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("", encoding="utf-8")
    command = [
        "classify",
        "--in",
        str(source),
        "--out",
        str(tmp_path / "out.jsonl"),
        "--policy",
        str(tmp_path / "no.yaml"),
    ]

    assert main(command) == 1
    assert "no.yaml cannot be read: No such file" in capsys.readouterr().err


def test_a_line_that_is_no_json_is_named_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('\n{"id": "a", "text": "Fine."}\n\n{"id": "b", oops}\n', encoding="utf-8")

    assert main(["classify", "--in", str(source), "--out", str(tmp_path / "out.jsonl")]) == 1
    said = capsys.readouterr().err
    assert "in.jsonl, line 4: not JSON" in said
    assert "line 1" not in said


def test_a_file_of_another_charset_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": "a", "text": "caf\xe9"}\n')

    assert main(["classify", "--in", str(source), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert "in.jsonl is not UTF-8" in capsys.readouterr().err
