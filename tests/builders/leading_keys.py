"""Whether a function keeps to the keys that its role allows: no simulated AWS looks at that condition."""

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from local import template
from redress.adapters.clients import client

ROOT = Path(__file__).parents[2]


@contextmanager
def kept_to_its_keys(function: str) -> Iterator[None]:
    """Fails where the function, named as in the template, asks the table for another key."""
    allowed, strange = allowed_keys(function), set[str]()

    def look(params: dict[str, Any], **_: Any) -> None:
        strange.update(key for key in _leading(params) if not any(fnmatchcase(key, each) for each in allowed))

    events = client("dynamodb").meta.events
    events.register("provide-client-params.dynamodb", look)
    try:
        yield
    finally:
        events.unregister("provide-client-params.dynamodb", look)
    assert not strange, f"{function} is refused by AWS: its role allows {allowed}"


@cache
def allowed_keys(function: str) -> tuple[str, ...]:
    """All of them where the role sets no condition."""
    policies = template.read(ROOT / "template.yaml")["Resources"][function]["Properties"]["Policies"]
    statements = [each for policy in policies for each in policy.get("Statement", ())]
    conditions = [each.get("Condition", {}).get("ForAllValues:StringLike", {}) for each in statements]
    keys = tuple(key for each in conditions for key in each.get("dynamodb:LeadingKeys", ()))
    return keys or ("*",)


def _leading(params: dict[str, Any]) -> Iterator[str]:
    """The partition keys that a call names; an index has a grant of its own."""
    if params.get("KeyConditionExpression", "").startswith("pk ") and "IndexName" not in params:
        yield params["ExpressionAttributeValues"][":key"]["S"]
    writes = [content for write in params.get("TransactItems", ()) for content in write.values()]
    for content in (params, *writes, *_batched(params)):
        item = content.get("Key") or content.get("Item") or content
        if isinstance(item.get("pk"), dict):
            yield item["pk"]["S"]


def _batched(params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for asked in params.get("RequestItems", {}).values():
        yield from asked["Keys"] if isinstance(asked, dict) else (next(iter(each.values())) for each in asked)
