"""The webhook adapter against a shop on loopback that speaks the protocol: CloudEvents, signed as the standard says."""

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from local.shop.signature import verify
from redress.adapters.platform import WebhookPlatform
from redress.errors import PlatformUnreachable
from redress.model import Event, PlatformEvent
from tests.builders.nouns import START

KEYS = {"p2": b"the key in force, long enough to sign", "p1": b"the key before"}
EVENT = PlatformEvent(
    event_id="evt_1",
    type=Event.TAKEN_DOWN,
    subject="reviews/R1",
    time=START,
    data={"review_id": "R1", "sequence": 1, "explanation": "Zeigt \u00bbNummern\u00ab \U0001f600"},
)


class Shop(ThreadingHTTPServer):
    """Checks each call as a shop must, and answers what a test says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status, self.body, self.headers = 200, b"{}", dict[str, str]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/webhooks/redress"


class Door(BaseHTTPRequestHandler):
    server: Shop

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's word
        return


@pytest.fixture
def shop() -> Iterator[Shop]:
    server = Shop()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def tell(url: str, event: PlatformEvent = EVENT) -> str:
    return WebhookPlatform(url, KEYS, "https://redress.example").tell(event)


def test_an_event_is_a_cloudevent_in_utf8(shop: Shop) -> None:
    assert tell(shop.url) == "taken"

    ((headers, body),) = shop.heard
    assert headers["content-type"].startswith("application/cloudevents+json")
    assert json.loads(body.decode()) == {
        "specversion": "1.0",
        "id": "evt_1",
        "source": "https://redress.example",
        "type": "redress.review.taken_down",
        "subject": "reviews/R1",
        "time": "2026-11-23T09:00:00.000000Z",
        "datacontenttype": "application/json",
        "data": EVENT.data,
    }


def test_an_event_is_signed_by_each_key_of_the_ring_newest_first_as_the_standard_says(shop: Shop) -> None:
    tell(shop.url)

    ((headers, body),) = shop.heard
    assert headers["webhook-id"] == "evt_1"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 30
    signed = f"evt_1.{headers['webhook-timestamp']}.".encode() + body
    new, old = (base64.b64encode(hmac.new(KEYS[kid], signed, hashlib.sha256).digest()).decode() for kid in KEYS)
    assert headers["webhook-signature"] == f"v1,{new} v1,{old}"


@pytest.mark.parametrize("kid", KEYS)
def test_the_demo_shops_own_check_accepts_it_whichever_of_the_keys_it_has(shop: Shop, kid: str) -> None:
    tell(shop.url)

    ((headers, body),) = shop.heard
    secret = "whsec_" + base64.b64encode(KEYS[kid]).decode()
    assert verify(headers, body, secrets=[secret], now=datetime.now(UTC)) == "evt_1"


def test_a_repeat_has_the_same_id_and_a_new_time(shop: Shop) -> None:
    tell(shop.url)
    tell(shop.url)

    assert [headers["webhook-id"] for headers, _ in shop.heard] == ["evt_1", "evt_1"]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_is_taken(shop: Shop, status: int) -> None:
    shop.status, shop.body = status, b""

    assert tell(shop.url) == "taken"


@pytest.mark.parametrize(
    "kind, answer",
    [
        ("superseded", "superseded"),
        ("https://shop.example/problems/superseded", "superseded"),
        ("urn:shop:edited-since", "edited"),
        ("edited-since", "edited"),
    ],
)
def test_a_conflict_says_which(shop: Shop, kind: str, answer: str) -> None:
    shop.status, shop.body = 409, json.dumps({"type": kind}).encode()

    assert tell(shop.url) == answer


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b'"superseded"', b'{"type": "other"}', b"\xff", b"7"])
def test_a_conflict_that_says_nothing_we_know_is_tried_again(shop: Shop, body: bytes) -> None:
    shop.status, shop.body = 409, body

    with pytest.raises(PlatformUnreachable):
        tell(shop.url)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410, 429, 500, 502, 503])
def test_whatever_else_it_answers_is_tried_again(shop: Shop, status: int) -> None:
    shop.status = status
    shop.headers = {"location": "http://127.0.0.1:9/elsewhere"}

    with pytest.raises(PlatformUnreachable, match=str(status)):
        tell(shop.url)
    assert len(shop.heard) == 1


def test_a_shop_that_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(PlatformUnreachable):
        tell(f"http://127.0.0.1:{port}/")


def test_a_shop_that_hangs_up_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.recv(10)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(PlatformUnreachable):
            tell(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()


def test_an_error_says_nothing_of_what_was_sent(shop: Shop) -> None:
    shop.status, shop.body = 500, b"secret words of the shop"

    with pytest.raises(PlatformUnreachable) as failure:
        tell(shop.url)

    assert "secret" not in str(failure.value)
    assert "Nummern" not in str(failure.value)
