"""redress read-mail: raw mails in, what the intake makes of them out."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.cli import main
from tests.builders.mails import a_mail

PASSED = {"spf": "PASS", "dkim": "PASS", "dmarc": "PASS", "spam": "PASS", "virus": "PASS"}


def read_by_command(tmp_path: Path, words: str, **said: object) -> dict[str, Any]:
    mail, listing, out = tmp_path / "one.eml", tmp_path / "list", tmp_path / "out.jsonl"
    mail.write_bytes(a_mail(words))
    listing.write_text(json.dumps({"file": str(mail), "envelope_from": "ana@example.org", **said}), encoding="utf-8")
    assert main(["read-mail", "--list", str(listing), "--out", str(out)]) == 0
    answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return answer


@pytest.mark.parametrize("port, at", [(None, 8610), ("18777", 18777)])
def test_a_review_of_the_demo_shop_is_known_at_the_port_it_is_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: str | None, at: int
) -> None:
    monkeypatch.delenv("REDRESS_SHOP_PORT", raising=False)
    if port:
        monkeypatch.setenv("REDRESS_SHOP_PORT", port)

    answer = read_by_command(tmp_path, f"http://127.0.0.1:{at}/reviews/r1 and http://127.0.0.1:9/reviews/r2 lie.")

    assert answer["review_ids"] == ["r1"]


def test_the_outcome_goes_by_what_the_mail_service_says(tmp_path: Path) -> None:
    words = "Please remove that bad review."

    assert read_by_command(tmp_path, words)["outcome"] == "human"
    assert read_by_command(tmp_path, words, verdicts=PASSED)["outcome"] == "ask_back"
