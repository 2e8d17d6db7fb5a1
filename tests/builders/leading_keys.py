"""Whether a function keeps to the actions and the keys that its role allows: no simulated AWS looks at either."""

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
    """Fails where the function, named as in the template, asks the table for another key, or for something else."""
    allowed, actions, strange = allowed_keys(function), allowed_actions(function), set[str]()

    def look(params: dict[str, Any], model: Any, **_: Any) -> None:
        strange.update(key for key in _leading(params) if not any(fnmatchcase(key, each) for each in allowed))
        strange.update(_asked(params, model.name) - actions)

    events = client("dynamodb").meta.events
    events.register("provide-client-params.dynamodb", look)
    try:
        yield
    finally:
        events.unregister("provide-client-params.dynamodb", look)
    assert not strange, f"{function} is refused by AWS for {strange}: its role allows {allowed}"


@cache
def allowed_keys(function: str) -> tuple[str, ...]:
    """All of them where the role sets no condition."""
    conditions = [each.get("Condition", {}).get("ForAllValues:StringLike", {}) for each in _statements(function)]
    keys = tuple(key for each in conditions for key in each.get("dynamodb:LeadingKeys", ()))
    return keys or ("*",)


@cache
def allowed_actions(function: str) -> frozenset[str]:
    named = [each["Action"] for each in _statements(function)]
    return frozenset(action for each in named for action in ([each] if isinstance(each, str) else each))


def _statements(function: str) -> list[dict[str, Any]]:
    policies = template.read(ROOT / "template.yaml")["Resources"][function]["Properties"]["Policies"]
    return [each for policy in policies for each in policy.get("Statement", ())]


def _asked(params: dict[str, Any], operation: str) -> set[str]:
    """A transaction asks for each of its writes."""
    if operation == "TransactWriteItems":
        return {f"dynamodb:{kind}Item" for write in params["TransactItems"] for kind in write}
    return {f"dynamodb:{operation}"}


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
