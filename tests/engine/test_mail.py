"""Mail on the real stack, in through the SMTP door: what each kind becomes, and what goes back."""

import json
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator

EVENTS = Path(__file__).parents[2] / "events"


def a_mail(sender: str, text: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    given = {"From": sender, "To": "abuse@shop.example", "Subject": "A review", "Message-ID": f"<{uuid4().hex}@x>"}
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail


def sample(name: str) -> bytes:
    """A mail of `events/` as its sender sent it: what SES wrote above it is the door's own business."""
    raw = (EVENTS / f"intake_mail.{name}.eml").read_bytes()
    return raw[raw.index(b"From: ") :]


def row(laptop: Laptop, said: str) -> dict[str, Any]:
    """The mail's row, once it has come to its end."""
    key = {"pk": {"S": f"MAIL#inbound/{said.rsplit(maxsplit=1)[-1]}"}, "sk": {"S": "MAIL"}}

    def ended() -> dict[str, Any] | None:
        item = laptop.cloud.dynamodb.get_item(TableName=laptop.outputs["TableName"], Key=key).get("Item")
        found: dict[str, Any] = json.loads(item["document"]["S"]) if item else {}
        return found if found.get("state", "received") != "received" else None

    return laptop.eventually(ended, why=f"the mail to come to its end: {said}")


def taken(laptop: Laptop, mail: EmailMessage | bytes, sender: str | None = None, **envelope: str) -> dict[str, Any]:
    return row(laptop, laptop.send_mail(mail, sender, **envelope))


class TestReports:
    def test_a_mail_that_names_two_reviews_is_two_reports_and_one_answer(self, laptop: Laptop) -> None:
        sender = f"{uuid4().hex}@home.example"
        text = "https://shop.example/reviews/M1 and https://shop.example/reviews/M2 show my phone number."

        found = taken(laptop, a_mail(sender, text))

        assert found["state"] == "reported"
        assert len(found["report_ids"]) == 2
        (answer,) = laptop.eventually(lambda: laptop.sent_mails(sender), why="the acknowledgement")
        assert answer.message["Auto-Submitted"] == "auto-replied"
        assert str(answer.message["Reply-To"]).startswith("abuse+")

    def test_a_machines_report_names_its_reviews_and_gets_no_answer(self, laptop: Laptop) -> None:
        found = taken(laptop, sample("abuse_report"), "reports@watch.example")

        assert (found["state"], found["kind"], len(found["report_ids"])) == ("reported", "arf", 2)
        assert not laptop.sent_mails("reports@watch.example")


class TestPersons:
    def test_a_lawyers_letter_waits_in_the_legal_queue(self, laptop: Laptop) -> None:
        found = taken(laptop, sample("lawyer_in_german"), "post@kanzlei.example")

        case = Moderator(laptop, "lea", "legal").waits_for_me(found["case_id"])
        assert (case["queue"], case["status"]) == ("legal", "legal_review")

    def test_what_an_archive_lists_is_shown_with_the_case_and_the_archive_is_not_opened(
        self, laptop: Laptop, ana: Moderator
    ) -> None:
        packed = BytesIO()
        with ZipFile(packed, "w") as archive:
            archive.writestr("../proof.pdf.exe", "x" * 10)
        mail = a_mail(f"{uuid4().hex}@home.example", "It is all in here.", Subject="For you")
        mail.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="proof.zip")

        found = taken(laptop, mail)

        (file,) = ana.case(found["case_id"])["mails"][0]["attachments"]
        assert (file["name"], file["holds"]) == ("proof.zip", [{"name": "proof.pdf.exe", "size": 10}])
        assert set(file["remarks"]) == {"paths_upward", "programs"}

    def test_who_is_asked_and_answers_has_made_a_report(self, laptop: Laptop) -> None:
        sender = f"{uuid4().hex}@home.example"
        assert taken(laptop, a_mail(sender, "A review of yours prints my phone number."))["state"] == "asked_back"
        (question,) = laptop.eventually(lambda: laptop.sent_mails(sender), why="the question")

        answer = a_mail(sender, "It is https://shop.example/reviews/M3")
        found = taken(laptop, answer, to=str(question.message["Reply-To"]))

        assert (found["state"], len(found["report_ids"])) == ("reported", 1)

    def test_a_moderator_attaches_a_mail_to_the_review_it_means(self, laptop: Laptop) -> None:
        ana = Moderator(laptop)
        text = "What about R-7K3F-9Q2D-M4XA? It is about the kettle, the third one from above."
        case_id = taken(laptop, a_mail(f"{uuid4().hex}@home.example", text))["case_id"]
        ana.waits_for_me(case_id)

        assert ana.post(f"/v1/cases/{case_id}/claim").is_success
        assert ana.post(f"/v1/cases/{case_id}/attach", review_id="M4").is_success

        ana.waits_for_me("r-M4-1")


class TestSilence:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Auto_Submitted": "auto-replied"},
            {"List_Id": "<news.example.org>", "List_Post": "<mailto:news@example.org>"},
            {"X_Loop": "abuse@shop.example"},
            {"X_Failed_Recipients": "nobody@example.org"},
        ],
        ids=["away", "list", "our own", "bounce"],
    )
    def test_automatic_mail_is_kept_and_never_answered(self, laptop: Laptop, headers: dict[str, str]) -> None:
        sender = f"{uuid4().hex}@home.example"

        assert taken(laptop, a_mail(sender, "I am away.", **headers))["state"] == "kept_silent"
        assert not laptop.sent_mails(sender)

    def test_the_null_sender_is_heard_and_never_answered(self, laptop: Laptop) -> None:
        sender = f"{uuid4().hex}@home.example"

        found = taken(laptop, a_mail(sender, "A review of yours prints my phone number."), "")

        assert found["state"] == "with_a_person"
        assert not laptop.sent_mails(sender)

    def test_a_bounce_of_our_letter_is_linked_and_ends_all_mail_to_the_address(self, laptop: Laptop) -> None:
        sender = f"{uuid4().hex}@home.example"
        text = "https://shop.example/reviews/M5 shows my phone number."
        said = taken(laptop, a_mail(sender, text))
        (letter,) = laptop.eventually(lambda: laptop.sent_mails(sender), why="the acknowledgement")

        address = str(letter.message["Reply-To"])
        bounce = (
            f"From: MAILER-DAEMON@home.example\r\nTo: {address}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.home.example\r\n\r\n"
            f"Final-Recipient: rfc822; {sender}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        )
        found = taken(laptop, bounce.encode(), "", to=address)

        assert (found["state"], found["report_ids"]) == ("kept_silent", said["report_ids"])
        assert taken(laptop, a_mail(sender, text.replace("M5", "M6")))["state"] == "reported"
        assert len(laptop.sent_mails(sender)) == 1


def test_a_mail_of_any_shape_gets_a_row_and_a_person(laptop: Laptop) -> None:
    rows = [
        taken(laptop, raw, "x@home.example")
        for raw in (b"\x00\xff", b"no header at all", b"From: a@x.example, b@x.example\r\n\r\nhello", b": \r\n\r\n")
    ]

    assert {found["state"] for found in rows} == {"with_a_person"}
