"""The shop under test: with a Redress that is played inside the process, and a clock that can be set."""

import hashlib
import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.shop.app import build_shop
from local.shop.config import PlatformSecret, ShopConfig
from local.shop.signature import sign

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette would rather have another httpx; the shop does not mind
    from starlette.testclient import TestClient

REDRESS = "http://127.0.0.1:8600"
SHOP = "http://127.0.0.1:8610"
SECRET = PlatformSecret("p1", "a key for tests that is long enough to sign with")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class FakeRedress:
    """Plays §5 as the platform sees it: PUT, DELETE and check, and notes what it was asked."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.tokens: list[str] = []
        self.reasons: list[dict[str, str]] = []
        self.down = False
        self.refused_tokens: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("nobody there")
        self.calls.append((request.method, request.url.path))
        token = request.headers["authorization"].removeprefix("Bearer ")
        self.tokens.append(token)
        if token in self.refused_tokens:
            return httpx.Response(401)
        review_id = request.url.path.rpartition("/")[2]
        if request.method == "DELETE":
            self.told.pop(review_id, None)
            return httpx.Response(204)
        body = json.loads(request.content)
        if request.method == "POST":
            return httpx.Response(200, json={"allowed": not self.reasons, "reasons": self.reasons})
        self.told[review_id] = body
        return httpx.Response(200, json={"review_id": review_id, "snapshot": self.snapshot(review_id)})

    def snapshot(self, review_id: str) -> str:
        body = self.told[review_id]
        return hashlib.sha256(json.dumps([body["title"], body["text"], body["rating"]]).encode()).hexdigest()


class Shop:
    """The shop as a test drives it: by browser, by webhook, by its JSON."""

    def __init__(self, client: TestClient, redress: FakeRedress, config: ShopConfig) -> None:
        self.client = client
        self.redress = redress
        self.config = config
        self._deliveries = 0

    def card(self, review_id: str) -> dict[str, Any]:
        card: dict[str, Any] = self.client.get(f"/api/reviews/{review_id}").json()
        return card

    def page(self, path: str) -> str:
        return str(self.client.get(path).text)

    def sign_in(self, customer: str) -> None:
        self.client.post("/sign-in", data={"customer": customer, "back": "/"})

    def tell(
        self,
        event_type: str,
        data: Mapping[str, Any],
        *,
        webhook_id: str | None = None,
        at: datetime = NOW,
        secret: str | None = None,
        signature: str | None = None,
    ) -> httpx.Response:
        """Send a signed event, as Redress would."""
        self._deliveries += 1
        webhook_id = webhook_id or f"evt_{self._deliveries}"
        event = {
            "specversion": "1.0",
            "id": webhook_id,
            "source": "redress",
            "type": event_type,
            "time": NOW.isoformat(),
            "data": {**data},
        }
        body = json.dumps(event).encode()
        timestamp = int(at.timestamp())
        if signature is None:
            signature = sign(webhook_id, timestamp, body, secret=secret or SECRET.webhook_secrets[0])
        headers = {
            b"webhook-id": webhook_id.encode(),
            b"webhook-timestamp": str(timestamp).encode(),
            b"webhook-signature": signature.encode("latin-1"),
            b"content-type": b"application/cloudevents+json",
        }
        answer: httpx.Response = self.client.post("/webhooks/redress", content=body, headers=headers)
        return answer

    def take_down(self, review_id: str, sequence: int, **how: Any) -> httpx.Response:
        return self._move("redress.review.taken_down", review_id, sequence, **how)

    def restore(self, review_id: str, sequence: int, **how: Any) -> httpx.Response:
        return self._move("redress.review.restored", review_id, sequence, **how)

    def _move(
        self, event_type: str, review_id: str, sequence: int, *, snapshot: str | None = None, **how: Any
    ) -> httpx.Response:
        judged = {
            "review_id": review_id,
            "case_id": f"r-{review_id}-1",
            "sequence": sequence,
            "grounds": ["privacy.personal_data"],
            "explanation": "It shows a telephone number.",
            "snapshot": self.card(review_id)["snapshot"] if snapshot is None else snapshot,
            "author_id": "dora-finch",
            "product_id": "kettle",
        }
        return self.tell(event_type, judged, **how)


@pytest.fixture
def redress() -> FakeRedress:
    return FakeRedress()


@pytest.fixture
def config(tmp_path: Path, redress: FakeRedress) -> ShopConfig:
    return ShopConfig(
        redress_url=REDRESS,
        base_url=SHOP,
        state_file=tmp_path / "shop.db",
        secret=SECRET,
        platform_token=lambda: "a platform token",
        clock=lambda: NOW,
        transport=httpx.MockTransport(redress),
    )


@pytest.fixture
def opened(config: ShopConfig, redress: FakeRedress) -> Iterator[Callable[[], Shop]]:
    """Opens the shop on its state file, as often as a test likes; the one before is closed first."""
    running = ExitStack()

    def open_shop() -> Shop:
        running.close()
        client = TestClient(build_shop(config), base_url=SHOP, client=("127.0.0.1", 50000))
        running.enter_context(client)
        return Shop(client, redress, config)

    with running:
        yield open_shop


@pytest.fixture
def shop(opened: Callable[[], Shop]) -> Shop:
    """Open, and Redress has heard of everything on the shelf."""
    shop = opened()
    eventually(lambda: len(shop.redress.told) >= 46 and shop.card("R46")["told"])
    return shop


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


MINUTE = timedelta(minutes=1)
