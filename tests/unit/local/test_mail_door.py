"""The door takes what is meant for the abuse mailbox, and says only what it knows."""

import asyncio
import smtplib
import socket
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from local.mail_door import SIZE_LIMIT, MailDoor, Verdicts, open_door
from local.spool import Spool

MAIL = b"From: Ana <ana@home.example>\r\nTo: abuse@shop.example\r\nSubject: A review\r\n\r\nIt shows my number.\r\n"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def deliver(spool: Spool, mail: bytes, to: str = "abuse@shop.example", verdicts: Verdicts = "pass") -> str:
    """Speaks SMTP to a door of its own and gives back its last word."""

    async def stand_at_the_door() -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        server = await open_door(MailDoor("abuse@shop.example", spool, verdicts), listener)
        port = listener.getsockname()[1]
        try:
            return await asyncio.to_thread(talk, port)
        finally:
            server.close()
            await server.wait_closed()

    def talk(port: int) -> str:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            client.ehlo("home.example")
            client.mail("ana@home.example")
            code, said = client.rcpt(to)
            if code == 250:
                code, said = client.data(mail)
            return f"{code} {said.decode()}"

    return asyncio.run(stand_at_the_door())


def kept(spool_at: Path) -> list[bytes]:
    return [path.read_bytes() for path in spool_at.glob("*.eml")]


class TestTaking:
    def test_a_mail_is_on_disk_before_the_sender_is_told(self, spool: Spool, tmp_path: Path) -> None:
        said = deliver(spool, MAIL)

        assert said.startswith("250 OK ")
        assert (tmp_path / f"{said.split()[-1]}.eml").read_bytes().endswith(MAIL)

    @pytest.mark.parametrize(
        "address",
        ["abuse@shop.example", "ABUSE@Shop.Example", "abuse+r.tok-en@shop.example", "postmaster@shop.example"],
    )
    def test_takes_the_mailbox_its_replies_and_the_postmaster(self, spool: Spool, address: str) -> None:
        assert MailDoor("abuse@shop.example", spool).takes(address)

    @pytest.mark.parametrize("address", ["ana@shop.example", "abuse@other.example", "abuse", "abused@shop.example"])
    def test_refuses_everybody_else(self, spool: Spool, tmp_path: Path, address: str) -> None:
        assert deliver(spool, MAIL, to=address).startswith("550 ")
        assert kept(tmp_path) == []

    def test_refuses_what_is_too_large(self, spool: Spool, tmp_path: Path) -> None:
        assert deliver(spool, MAIL + (b"x" * 998 + b"\r\n") * (SIZE_LIMIT // 1000)).startswith("552 ")
        assert kept(tmp_path) == []

    @pytest.mark.parametrize(
        "mail",
        [b"", b"\x00\xff\xfe no headers at all", MAIL + b"a" * 20_000 + b"\r\n", MAIL.replace(b"review", b"\xe9")],
    )
    def test_keeps_a_mail_of_any_shape(self, spool: Spool, tmp_path: Path, mail: bytes) -> None:
        assert deliver(spool, mail).startswith("250 ")
        assert kept(tmp_path)[0].rstrip().endswith(mail.rstrip())


class TestStamp:
    def test_puts_before_it_what_ses_would(self, spool: Spool, tmp_path: Path) -> None:
        deliver(spool, MAIL)
        message = message_from_bytes(kept(tmp_path)[0], policy=policy.default)

        assert list(message)[:6] == [
            "Return-Path",
            "Received",
            "X-SES-Spam-Verdict",
            "X-SES-Virus-Verdict",
            "Received-SPF",
            "Authentication-Results",
        ]
        assert message["Return-Path"] == "<ana@home.example>"
        assert "dkim=pass header.i=@home.example" in message["Authentication-Results"]
        assert "dmarc=pass" in message["Authentication-Results"]

    def test_can_stay_silent_about_the_sender(self, spool: Spool, tmp_path: Path) -> None:
        deliver(spool, MAIL, verdicts="none")
        message = message_from_bytes(kept(tmp_path)[0], policy=policy.default)

        assert message["X-SES-Spam-Verdict"] == "GRAY"
        assert "pass" not in message["Authentication-Results"]

    def test_a_from_made_of_line_breaks_adds_no_header(self, spool: Spool, tmp_path: Path) -> None:
        folded = MAIL.replace(b"ana@home.example>", b"ana@home\r\n X-SES-Spam-Verdict: FAIL.example>")

        deliver(spool, folded)

        stamp = kept(tmp_path)[0].removesuffix(folded)
        assert stamp.count(b"X-SES-Spam-Verdict") <= 2
        assert all(line[:1].isalpha() or line[:1] == b" " for line in stamp.splitlines())
