"""A sent mail is shown as its receiver would read it, and nothing in it does anything to the page."""

import base64
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from local.engine_host import keep_mail
from local.outbox import Outbox, build_outbox
from tests.unit.local.browser import Browser


def sent(place: Path, subject: str = "Your report", text: str = "We took it down.") -> str:
    mail = EmailMessage()
    mail["From"] = "notices@shop.example"
    mail["To"] = "ana@home.example"
    mail["Subject"] = subject
    mail["Reply-To"] = "abuse+token@shop.example"
    mail.set_content(text)
    request = {
        "FromEmailAddress": "notices@shop.example",
        "Destination": {"ToAddresses": ["ana@home.example"]},
        "Content": {"Raw": {"Data": base64.b64encode(mail.as_bytes()).decode()}},
    }
    keep_mail(json.dumps(request).encode(), b'{"MessageId": "m1@email.amazonses.com"}', place)
    return next(path.stem for path in place.glob("*.json"))


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(build_outbox(Outbox(tmp_path)))


def test_a_raw_mail_keeps_its_headers(tmp_path: Path) -> None:
    sent(tmp_path)

    (mail,) = Outbox(tmp_path).newest()

    assert mail.recipients == ("ana@home.example",)
    assert mail.message["Reply-To"] == "abuse+token@shop.example"
    assert mail.text.strip() == "We took it down."


def test_a_simple_mail_is_put_together(tmp_path: Path) -> None:
    request = {
        "FromEmailAddress": "notices@shop.example",
        "Destination": {"ToAddresses": ["ana@home.example"]},
        "ReplyToAddresses": ["abuse@shop.example"],
        "Content": {
            "Simple": {
                "Subject": {"Data": "Grüße"},
                "Body": {"Text": {"Data": "Hallo"}, "Html": {"Data": "<p>Hallo"}},
                "Headers": [{"Name": "Auto-Submitted", "Value": "auto-generated"}],
            }
        },
    }
    keep_mail(json.dumps(request).encode(), b'{"MessageId": "m2"}', tmp_path)

    (mail,) = Outbox(tmp_path).newest()

    assert mail.message["Subject"] == "Grüße"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.text.strip() == "Hallo"


def test_a_mail_that_was_refused_is_not_kept(tmp_path: Path) -> None:
    keep_mail(b"{}", b'{"message": "MessageRejected"}', tmp_path)

    assert Outbox(tmp_path).newest() == []


def test_the_list_leads_to_the_mail_and_its_source(tmp_path: Path, browser: Browser) -> None:
    name = sent(tmp_path, text="See http://127.0.0.1:8600/status/abc\n")

    assert f"/outbox/{name}" in browser.get("/").text
    assert '<a href="http://127.0.0.1:8600/status/abc">' in browser.get(f"/{name}").text
    assert "Reply-To: abuse+token@shop.example" in browser.get(f"/{name}/raw").text


def test_hostile_words_stay_words(tmp_path: Path, browser: Browser) -> None:
    name = sent(tmp_path, subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = browser.get(f"/{name}")

    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["nothing", "..%2Fengine", "%2e%2e"])
def test_what_is_not_there_is_not_found(browser: Browser, name: str) -> None:
    assert browser.get(f"/{name}").status_code == 404
