"""What the tests of the contract say again and again: how a refusal looks, what a time is, a case that waits."""

import re
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import httpx

from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator, Said, report

WHOLE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def refused(answer: httpx.Response, status: int, *pointers: str) -> dict[str, Any]:
    """RFC 9457, with the bad fields by name."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail"} <= said.keys()
    assert said["status"] == status
    assert [error["pointer"] for error in said.get("errors", [])] == list(pointers)
    assert all(error["detail"] for error in said.get("errors", []))
    return said


def is_time(said: str) -> bool:
    return bool(WHOLE_TIME.fullmatch(said)) and datetime.fromisoformat(said) is not None


def name(of: str) -> str:
    """One that no other test has."""
    return f"{of}-{uuid4().hex[:8]}"


def waiting(laptop: Laptop, **changes: Any) -> tuple[str, Said]:
    """A review that the platform told of, and a report on it that waits for a person: the case's id, the report."""
    review_id = name("c")
    laptop.put_review(review_id)
    said = report(laptop, review_id, **changes)
    Moderator(laptop).waits_for_me(f"r-{review_id}-1")
    return f"r-{review_id}-1", said


def review_of(case_id: str) -> str:
    return case_id[2:].rpartition("-")[0]


def a_letter(sender: str, text: str, subject: str = "A review", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "abuse@shop.example", subject
    mail["Message-ID"] = f"<{uuid4().hex}@example.org>"
    for header, value in headers.items():
        mail[header.replace("_", "-")] = value
    mail.set_content(text)
    return mail
