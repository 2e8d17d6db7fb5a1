"""Cursors and filters of lists: what a client sends back is what we gave it, or it is refused."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from redress.errors import InvalidInput, MalformedRequest, NotFound
from redress.measures import Period
from redress.ports import Page
from redress.queries import Filter
from redress.seal import Seal
from redress.web import validated

MOST = 200
USUAL = 50


class Asked(NamedTuple):
    filter: Filter
    cursor: Mapping[str, str] | None
    limit: int


class Cursors:
    """Opaque positions, signed for the one list they belong to: a cursor made up is refused, it reads nothing."""

    def __init__(self, seal: Seal, of: str) -> None:
        self._seal = seal
        self._purpose = f"cursor:{of}"

    def sealed(self, position: Mapping[str, str]) -> str:
        packed = base64.urlsafe_b64encode(json.dumps(position, separators=(",", ":")).encode()).decode().rstrip("=")
        return self._seal.sign(self._purpose, packed)

    def opened(self, cursor: str) -> dict[str, str]:
        try:
            packed = self._seal.subject_of(self._purpose, cursor)
        except NotFound as forged:
            detail = "This cursor is not one of ours, or is of another list. Begin without one."
            raise MalformedRequest(
                detail, errors=InvalidInput.at("query/cursor", "is not one of ours").errors
            ) from forged
        found: dict[str, str] = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        return found

    def next_of(self, page: Page[Any]) -> str | None:
        return self.sealed(page.next) if page.next else None


def asked(query: Mapping[str, str], cursors: Cursors) -> Asked:
    """What a list is asked for; each unknown name or value is refused by its own."""
    named = {name: value for name, value in query.items() if name not in {"cursor", "limit"} and value}
    wanted = validated(Filter, named, pointer="query/")
    limit = query.get("limit", str(USUAL))
    if not (limit.isascii() and limit.isdigit() and len(limit) <= len(str(MOST)) and 1 <= int(limit) <= MOST):
        raise InvalidInput.at("query/limit", f"is a number from 1 to {MOST}")
    cursor = query.get("cursor")
    return Asked(wanted, cursors.opened(cursor) if cursor else None, int(limit))


def period(query: Mapping[str, str], now: datetime) -> Period:
    """The days that measures are asked for: the last seven when nothing is said."""
    last = f"{now:%Y-%m-%d}"
    first = f"{now - timedelta(days=6):%Y-%m-%d}"
    return validated(Period, {"from": first, "to": last, **query}, pointer="query/")
