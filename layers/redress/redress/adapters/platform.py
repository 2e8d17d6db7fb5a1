"""The platform's webhook: CloudEvents 1.0 as JSON, signed as the Standard Webhooks specification says."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import urllib3

from redress.errors import PlatformUnreachable
from redress.model import PlatformEvent, timestamp

POOL = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=3, read=10))
REFUSALS = {"superseded": "superseded", "edited-since": "edited"}


class WebhookPlatform:
    def __init__(self, url: str, keys: Mapping[str, bytes], source: str) -> None:
        self._url = url
        self._keys = keys
        self._source = source

    def tell(self, event: PlatformEvent) -> str:
        body = json.dumps(self._cloud_event(event), ensure_ascii=False).encode()
        headers = signed(event.event_id, body, self._keys.values(), datetime.now(UTC))
        try:
            answer = POOL.request("POST", self._url, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.HTTPError as failure:
            raise PlatformUnreachable(f"The platform's webhook did not answer: {type(failure).__name__}.") from failure
        if 200 <= answer.status < 300:
            return "taken"
        refusal = _refusal(answer.data) if answer.status == 409 else ""
        if refusal:
            return refusal
        raise PlatformUnreachable(f"The platform's webhook answered {answer.status}.")

    def _cloud_event(self, event: PlatformEvent) -> dict[str, object]:
        return {
            "specversion": "1.0",
            "id": event.event_id,
            "source": self._source,
            "type": event.type.value,
            "subject": event.subject,
            "time": timestamp(event.time),
            "datacontenttype": "application/json",
            "data": event.data,
        }


def signed(message_id: str, body: bytes, keys: Iterable[bytes], now: datetime) -> dict[str, str]:
    """Headers by which the platform knows that we speak, and when: by whichever of the keys it has."""
    moment = str(int(now.timestamp()))
    said = b".".join((message_id.encode(), moment.encode(), body))
    macs = (base64.b64encode(hmac.digest(key, said, hashlib.sha256)).decode() for key in keys)
    return {
        "content-type": "application/cloudevents+json",
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{mac}" for mac in macs),
    }


def _refusal(body: bytes) -> str:
    """A 409 says which: overtaken by a later event, or the review is not the one we judged."""
    try:
        kind = str(json.loads(body).get("type", ""))
    except (ValueError, AttributeError):
        return ""
    return REFUSALS.get(kind.rpartition("/")[2].rpartition(":")[2], "")
