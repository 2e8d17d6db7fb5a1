"""What the shop is told when it is built."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class PlatformSecret:
    """The key both sides share: it signs our report links and Redress's events. Keys before it stay good for events."""

    kid: str
    key: str
    previous: Mapping[str, str] = field(default_factory=dict)

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """As the Standard Webhooks specification writes them."""
        return tuple("whsec_" + base64.b64encode(key.encode()).decode() for key in (self.key, *self.previous.values()))


@dataclass(frozen=True)
class ShopConfig:
    """`platform_token` gives a fresh bearer token for the platform's own calls; it may be slow."""

    redress_url: str
    base_url: str
    state_file: Path
    secret: PlatformSecret
    platform_token: Callable[[], str]
    clock: Callable[[], datetime] = utc_now
    transport: httpx.BaseTransport | None = None
    timeout_seconds: float = 10.0
