"""Whether a function keeps to what its role allows, action by action, key by key, index by index.

No simulated AWS looks at any of it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from local import template
from redress.adapters.clients import client

ROOT = Path(__file__).parents[2]


class Asked(NamedTuple):
    """One thing that is asked of the table, or of an index of it; the keys are those of whichever it is."""

    action: str
    keys: tuple[str, ...]
    index_name: str = ""


class Allowed(NamedTuple):
    """One statement of a role, as far as it speaks of the table."""

    actions: frozenset[str]
    indexes: frozenset[str]
    keys: tuple[str, ...]

    def covers(self, asked: Asked) -> bool:
        """A condition on leading keys holds for the partition key of the index that is asked, not of the table."""
        within = (any(fnmatchcase(key, each) for each in self.keys) for key in asked.keys)
        return asked.action in self.actions and asked.index_name in self.indexes and (not self.keys or all(within))


@contextmanager
def kept_to_its_keys(function: str) -> Iterator[None]:
    """Fails where the function, named as in the template, asks for what no statement of its role allows."""
    allowed, strange = statements(function), set[Asked]()

    def look(params: dict[str, Any], model: Any, **_: Any) -> None:
        strange.update(each for each in _asked(params, model.name) if not any(one.covers(each) for one in allowed))

    events = client("dynamodb").meta.events
    events.register("provide-client-params.dynamodb", look)
    try:
        yield
    finally:
        events.unregister("provide-client-params.dynamodb", look)
    assert not strange, f"{function} is refused by AWS for {strange}: its role allows {allowed}"


@cache
def statements(function: str) -> tuple[Allowed, ...]:
    policies = template.read(ROOT / "template.yaml")["Resources"][function]["Properties"]["Policies"]
    found = [each for policy in policies for each in policy.get("Statement", ())]
    return tuple(_allowed(each) for each in found if "'Table'" in repr(each) or "${Table." in repr(each))


def _allowed(statement: dict[str, Any]) -> Allowed:
    actions, resources = _listed(statement["Action"]), _listed(statement["Resource"])
    named = re.findall(r"\$\{Table\.Arn\}/index/(\w+)", repr(resources))
    whole = [""] if {"Fn::GetAtt": ["Table", "Arn"]} in resources else []
    keys = statement.get("Condition", {}).get("ForAllValues:StringLike", {}).get("dynamodb:LeadingKeys", ())
    return Allowed(frozenset(actions), frozenset([*named, *whole]), tuple(keys))


def _listed(either: Any) -> list[Any]:
    return either if isinstance(either, list) else [either]


def _asked(params: dict[str, Any], operation: str) -> Iterator[Asked]:
    """A transaction asks for each of its writes."""
    if operation == "TransactWriteItems":
        for kind, content in (pair for write in params["TransactItems"] for pair in write.items()):
            yield Asked(f"dynamodb:{kind}Item", _keys(content))
    elif operation == "Query":
        yield Asked("dynamodb:Query", (params["ExpressionAttributeValues"][":key"]["S"],), params.get("IndexName", ""))
    else:
        yield Asked(f"dynamodb:{operation}", tuple(key for each in (params, *_batched(params)) for key in _keys(each)))


def _keys(content: dict[str, Any]) -> tuple[str, ...]:
    item = content.get("Key") or content.get("Item") or content
    return (item["pk"]["S"],) if isinstance(item.get("pk"), dict) else ()


def _batched(params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for asked in params.get("RequestItems", {}).values():
        yield from asked["Keys"] if isinstance(asked, dict) else (next(iter(each.values())) for each in asked)
