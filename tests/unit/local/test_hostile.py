"""What no caller sends by accident: each door of a laptop answers it, or keeps it, and stays open."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from local.front import BODY_LIMIT, Front, Target
from local.mail_door import MailDoor
from local.outbox import Outbox, build_outbox
from local.sign_in import Issuer, SigningKey, build_sign_in
from local.spool import Spool
from tests.unit.local.browser import Browser

PIECE = b"x" * 65_536


async def echo(request: httpx.Request) -> httpx.Response:
    async def told() -> AsyncIterator[bytes]:
        yield request.extensions["target"]

    return httpx.Response(200, content=told())


def heard(path: bytes = b"/v1/reports", pieces: tuple[bytes, ...] = (b"",)) -> tuple[int, int]:
    """The front's status, and how many pieces of the body it had taken by then."""
    front = Front(Target("http://engine", "a1b2"), transport=httpx.MockTransport(echo))
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]
    answered: list[int] = []

    async def receive() -> dict[str, object]:
        return waiting.pop(0)

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            answered.append(int(str(message["status"])))

    length = str(sum(map(len, pieces))).encode()
    scope = {
        "type": "http",
        "method": "POST",
        "path": path.decode(),
        "raw_path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"content-length", length)],
    }
    asyncio.run(front(scope, receive, send))
    return answered[0], len(pieces) - len(waiting)


class TestFront:
    def test_who_sends_ten_megabytes_hears_the_refusal_not_a_broken_connection(self) -> None:
        pieces = (PIECE,) * 160
        assert sum(map(len, pieces)) > BODY_LIMIT

        assert heard(pieces=pieces) == (413, 160)

    def test_nobody_is_listened_to_for_ever(self) -> None:
        status, taken = heard(pieces=(PIECE,) * 1_500)

        assert status == 413
        assert taken < 1_100

    @pytest.mark.parametrize("body", [b'{"a": "\xff"}', b"\xed\xa0\x80", "{}".encode("utf-16")])
    def test_what_is_no_utf8_is_refused_not_mended(self, body: bytes) -> None:
        assert heard(pieces=(body,))[0] == 400

    @pytest.mark.parametrize("path", [b"*", b"v1/reports", b"http://elsewhere/v1/reports"])
    def test_a_path_that_begins_without_a_slash_reaches_nothing(self, path: bytes) -> None:
        assert heard(path)[0] == 400


class TestRooms:
    def test_a_name_that_no_file_can_have_is_not_found(self, tmp_path: Path) -> None:
        browser = Browser(build_outbox(Outbox(tmp_path)))

        assert browser.get("/" + "a" * 400).status_code == 404
        assert browser.get("/%00").status_code == 404

    def test_a_sign_in_that_leads_to_no_address_is_refused(self, tmp_path: Path) -> None:
        browser = Browser(build_sign_in(Issuer("http://127.0.0.1/sign-in", SigningKey(tmp_path / "key.pem"))))
        asked = {"client_id": "redress-desk", "redirect_uri": "http://[::1", "response_type": "code"}

        assert browser.get("/authorize", params=asked).status_code == 400
        assert browser.post("/authorize", data={**asked, "name": "ana", "role": "admin"}).status_code == 400


class TestMailDoor:
    @pytest.mark.parametrize("sender", [b"(" * 40_000, b"<" * 40_000, b'"' * 40_001, b"(" * 4_000 + b"a@b.example"])
    def test_a_sender_in_brackets_without_end_is_stamped_all_the_same(self, tmp_path: Path, sender: bytes) -> None:
        from aiosmtpd.smtp import Envelope, Session

        envelope, session = Envelope(), Session(asyncio.new_event_loop())
        envelope.mail_from, envelope.rcpt_tos = "a@b.example", ["abuse@shop.example"]
        mail = b"From: " + sender + b"\r\nSubject: x\r\n\r\nhello\r\n"

        stamped = MailDoor("abuse@shop.example", Spool(tmp_path)).stamped(mail, session, envelope)
        session.loop.close()

        assert stamped.endswith(mail)
        assert b"dmarc=pass header.from=" in stamped
