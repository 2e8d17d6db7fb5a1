"""Mail that no honest sender writes, through the SMTP door: each is kept and comes to an end, and we feed no loop."""

import json
from collections import Counter
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest

from tests.engine.contract import a_letter, name, review_of, waiting
from tests.engine.laptop import Laptop
from tests.engine.speaking import Moderator


def sent(laptop: Laptop, mail: EmailMessage | bytes, **door: str) -> str:
    return laptop.send_mail(mail, **door).split()[-1]


def rows(laptop: Laptop, ids: list[str]) -> list[dict[str, Any]]:
    """The mails' rows, once all have come to an end."""

    def ended() -> list[dict[str, Any]] | None:
        found = []
        for mail_id in ids:
            key = {"pk": {"S": f"MAIL#inbound/{mail_id}"}, "sk": {"S": "MAIL"}}
            item = laptop.cloud.dynamodb.get_item(TableName=laptop.outputs["TableName"], Key=key).get("Item")
            row = json.loads(item["document"]["S"]) if item else {}
            if row.get("state", "received") == "received":
                return None
            found.append(row)
        return found

    return laptop.eventually(ended, seconds=90, why=f"{len(ids)} mails to come to an end")


def state(laptop: Laptop, mail: EmailMessage | bytes, **door: str) -> str:
    return str(rows(laptop, [sent(laptop, mail, **door)])[0]["state"])


HEAD = b"From: a@example.net\r\nTo: abuse@shop.example\r\nSubject: x\r\n"
SHAPES = {
    "nothing at all": b"",
    "no header": b"\r\n\r\nhello",
    "brackets without end": b"From: " + b"(" * 40_000 + b"\r\nSubject: x\r\n\r\nhello\r\n",
    "bytes of no charset": HEAD + b"Content-Type: text/plain; charset=nothing\r\n\r\n" + bytes(range(256)) * 20,
    "parts within parts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (deep, deep) for deep in range(300)),
    "scripts without end": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<script>" * 60_000,
    "a thousand senders": b"".join(b"From: %d@example.net\r\n" % number for number in range(1_000)) + b"\r\nhello",
    "one line of a megabyte": HEAD + b"\r\n" + b"x" * 1_000_000,
    "a header of a megabyte": HEAD + b"X-Long: " + b"y" * 1_000_000 + b"\r\n\r\nhello",
    "lines that end a header": HEAD + b"Subject: a\rBcc: b@example.net\nX: y\r\n\r\nhello",
}


def test_a_mail_of_any_shape_is_kept_and_comes_to_an_end(laptop: Laptop) -> None:
    ids = [sent(laptop, mail, sender="shape@example.net") for mail in SHAPES.values()]

    ended = dict(zip(SHAPES, (row["state"] for row in rows(laptop, ids)), strict=True))

    assert set(ended.values()) <= {"with_a_person", "kept_silent", "asked_back"}, ended


class TestTokens:
    @pytest.fixture
    def question(self, laptop: Laptop, ana: Moderator) -> tuple[str, str, str]:
        """A case that asked, who was asked, and where the answer goes."""
        address = f"{name('asked')}@example.org"
        case_id, _ = waiting(laptop, reporter={"email": address})
        assert ana.decide(case_id, "needs_info", explanation="Which sentence?").status_code == 202
        letter = laptop.eventually(lambda: laptop.sent_mails(address), why="the question to be sent")[0]
        return case_id, address, str(letter.message["Reply-To"])

    def test_what_is_not_an_answer_wakes_nobody(
        self, laptop: Laptop, ana: Moderator, question: tuple[str, str, str]
    ) -> None:
        case_id, address, reply_to = question
        token = reply_to.partition("+")[2].partition("@")[0]
        kid, subject, mac = token.split(".")
        forged = [f"{kid}.{subject}.{mac[::-1]}", f"{kid}.{subject[::-1]}.{mac}", f"k2.{subject}.{mac}", "k1", "k1.."]

        for each in forged:
            mail = a_letter(address, "The second one.", "Re: A question")
            assert state(laptop, mail, to=f"abuse+{each}@shop.example") == "with_a_person"
        away = a_letter(address, "I am away.", "Automatic reply", Auto_Submitted="auto-replied")
        assert state(laptop, away, to=reply_to) == "kept_silent"

        assert ana.case(case_id)["status"] == "needs_info"
        assert ana.case(case_id)["replies"] == []

    def test_a_letter_that_came_back_is_the_last_to_that_address(
        self, laptop: Laptop, ana: Moderator, question: tuple[str, str, str]
    ) -> None:
        case_id, address, reply_to = question
        report = (
            f"From: MAILER-DAEMON@mx.example.org\r\nTo: {reply_to}\r\nSubject: Undelivered Mail\r\n"
            f"Message-ID: <{uuid4().hex}@mx.example.org>\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
            f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
        )

        assert state(laptop, report.encode(), sender="", to=reply_to) == "kept_silent"
        assert ana.case(case_id)["status"] == "needs_info"


class TestLoops:
    def test_our_own_letters_and_automatic_mail_are_never_answered(self, laptop: Laptop) -> None:
        case_id, _ = waiting(laptop)
        url = f"https://shop.example/reviews/{review_of(case_id)}"
        address = f"{name('machine')}@example.org"
        human = f"{name('human')}@example.org"
        laptop.send_mail(a_letter(human, f"It insults me: {url}"))
        own = laptop.eventually(lambda: laptop.sent_mails(human), why="an acknowledgement")[0].message

        assert state(laptop, own.as_bytes(), sender="notices@shop.example") == "kept_silent"
        for sender in ("abuse@shop.example", "Abuse+x@shop.example", "notices@shop.example"):
            assert state(laptop, a_letter(sender, f"It insults me: {url}")) == "kept_silent"
        for headers in ({"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"List_Id": "<a.example>"}):
            assert state(laptop, a_letter(address, f"It insults me: {url}", **headers)) in {
                *("kept_silent", "with_a_person")
            }

        assert laptop.sent_mails(address) == []
        assert len(laptop.sent_mails(human)) == 1

    def test_forty_mails_at_once_draw_one_question_and_stay_readable(self, laptop: Laptop, ana: Moderator) -> None:
        address = f"{name('bomb')}@example.org"

        ids = [sent(laptop, a_letter(address, "Please remove that review, it insults us.")) for _ in range(40)]
        ended = rows(laptop, ids)

        assert Counter(row["state"] for row in ended) == {"asked_back": 1, "with_a_person": 39}
        laptop.eventually(lambda: laptop.sent_mails(address), why="the one question")
        assert len(laptop.sent_mails(address)) == 1
        assert [count for case, count in Counter(row["case_id"] for row in ended).items() if case] == [39]
        (bomb,) = {row["case_id"] for row in ended if row["case_id"]}
        assert len(ana.case(bomb)["replies"]) >= 10
