"""Standard Webhooks: is this request from Redress, and of now?"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)


class BadSignature(Exception):
    """Not signed by whom we know, or not now. Nothing may change."""


def verify(headers: Mapping[str, str], body: bytes, *, secrets: Sequence[str], now: datetime) -> str:
    """Gives back the webhook id, which names this delivery for good."""
    webhook_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not webhook_id or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise BadSignature("The webhook headers are missing or malformed.")
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise BadSignature("The timestamp is too far from now.")
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    expected = [hmac.digest(_key(secret), signed, "sha256") for secret in secrets]
    given = [_decoded(part[3:]) for part in headers.get("webhook-signature", "").split(" ") if part.startswith("v1,")]
    # Every pair is compared, so that the time taken says nothing about which of them came near.
    matches = [hmac.compare_digest(one, other) for one in expected for other in given]
    if not any(matches):
        raise BadSignature("No signature fits.")
    return webhook_id


def sign(webhook_id: str, timestamp: int, body: bytes, *, secret: str) -> str:
    """The other side of `verify`: what Redress sends. The demo and the tests play it with this."""
    mac = hmac.digest(_key(secret), f"{webhook_id}.{timestamp}.".encode() + body, "sha256")
    return "v1," + base64.b64encode(mac).decode()


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
