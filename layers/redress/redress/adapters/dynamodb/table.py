"""The table and its few verbs, with DynamoDB's answers in our own words."""

import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from botocore.exceptions import ClientError

from redress.adapters.clients import client
from redress.adapters.dynamodb.keys import Key
from redress.errors import Contention

Attribute: TypeAlias = str | int | bool | frozenset[str]
Attributes: TypeAlias = Mapping[str, Attribute]
Item: TypeAlias = dict[str, Any]
Write: TypeAlias = dict[str, dict[str, Any]]

CONFLICTS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
TRIES = 6
AT_ONCE = 100


class ConditionFailed(Exception):
    """A single write's condition did not hold; `item` is what stands there, where the write asked for it."""

    def __init__(self, item: Item) -> None:
        super().__init__("condition failed")
        self.item = item


class Cancelled(Exception):
    """A transaction was refused: `failed` are the places of the writes whose conditions did not hold."""

    def __init__(self, failed: Sequence[int]) -> None:
        super().__init__(f"conditions {list(failed)} failed")
        self.failed = frozenset(failed)


def encode(values: Attributes) -> Item:
    return {name: _encoded(value) for name, value in values.items()}


def decode(item: Item) -> dict[str, Any]:
    return {name: _decoded(value) for name, value in item.items()}


def _encoded(value: Attribute) -> dict[str, Any]:
    match value:
        case frozenset():
            return {"SS": sorted(value)}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case _:
            return {"S": value}


def _decoded(value: dict[str, Any]) -> Any:
    ((kind, content),) = value.items()
    match kind:
        case "N":
            return int(content)
        case "SS":
            return frozenset(content)
        case _:
            return content


class Table:
    def __init__(self, name: str) -> None:
        self.name = name
        self._client = client("dynamodb")

    def get(self, key: Key) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=self.name, Key=encode(key._asdict()), ConsistentRead=True)
        return decode(found["Item"]) if "Item" in found else None

    def get_all(self, wanted: Iterable[Key], *, consistent: bool = True) -> dict[Key, dict[str, Any]]:
        """Those of the items that there are, a hundred a call; what the table left out for now is asked again."""
        pending = [encode(key._asdict()) for key in dict.fromkeys(wanted)]
        found: dict[Key, dict[str, Any]] = {}
        for attempt in range(TRIES * (1 + len(pending) // AT_ONCE)):
            if not pending:
                break
            asked = {self.name: {"Keys": pending[:AT_ONCE], "ConsistentRead": consistent}}
            answer = self._client.batch_get_item(RequestItems=asked)
            items = [decode(item) for item in answer["Responses"].get(self.name, [])]
            found |= {Key(item["pk"], item["sk"]): item for item in items}
            left = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            pending = [*left, *pending[AT_ONCE:]]
            if left:
                _pause(min(attempt, TRIES))
        if pending:
            raise Contention(f"{len(pending)} items could not be read.")
        return found

    def put(
        self,
        key: Key,
        values: Attributes,
        *,
        condition: str = "",
        given: Attributes | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Put an item; ConditionFailed carries the item that stood in the way."""
        extra: dict[str, Any] = {}
        if condition:
            extra = {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        if given:
            extra["ExpressionAttributeValues"] = encode(given)
        if names:
            extra["ExpressionAttributeNames"] = dict(names)
        try:
            self._client.put_item(TableName=self.name, Item=encode({**key._asdict(), **values}), **extra)
        except ClientError as failure:
            raise _translated(failure) from failure

    def update(
        self,
        key: Key,
        changes: str,
        *,
        names: Mapping[str, str] | None = None,
        given: Attributes | None = None,
        condition: str = "",
    ) -> dict[str, Any]:
        """Update an item and give back what it holds now."""
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if names:
            extra["ExpressionAttributeNames"] = dict(names)
        if given:
            extra["ExpressionAttributeValues"] = encode(given)
        try:
            answer = self._client.update_item(
                TableName=self.name,
                Key=encode(key._asdict()),
                UpdateExpression=changes,
                ReturnValues="ALL_NEW",
                **extra,
            )
        except ClientError as failure:
            raise _translated(failure) from failure
        return decode(answer["Attributes"])

    def delete(self, key: Key, *, condition: str = "", given: Attributes | None = None) -> None:
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        if given:
            extra["ExpressionAttributeValues"] = encode(given)
        try:
            self._client.delete_item(TableName=self.name, Key=encode(key._asdict()), **extra)
        except ClientError as failure:
            raise _translated(failure) from failure

    def put_all(self, items: Iterable[tuple[Key, Attributes]]) -> None:
        """Put many items without conditions, 25 a call; what the table had no room for is put again."""
        pending = [{"PutRequest": {"Item": encode({**key._asdict(), **values})}} for key, values in items]
        for attempt in range(TRIES):
            rest: list[Any] = []
            for start in range(0, len(pending), 25):
                answer = self._client.batch_write_item(RequestItems={self.name: pending[start : start + 25]})
                rest += answer.get("UnprocessedItems", {}).get(self.name, [])
            if not rest:
                return
            pending = rest
            _pause(attempt)
        raise Contention(f"{len(pending)} items found no room in the table.")

    def transact(self, writes: Sequence[Write]) -> None:
        """All or nothing. Conflicts with others are tried again; Cancelled when a condition does not hold."""
        for attempt in range(TRIES):
            try:
                self._client.transact_write_items(TransactItems=[self._addressed(write) for write in writes])
            except ClientError as failure:
                whole = {"Code": failure.response["Error"]["Code"].removesuffix("Exception")}
                reasons = [each.get("Code", "None") for each in failure.response.get("CancellationReasons", [whole])]
                failed = [place for place, reason in enumerate(reasons) if reason == "ConditionalCheckFailed"]
                if failed:
                    raise Cancelled(failed) from failure
                if not CONFLICTS.intersection(reasons):
                    raise
                _pause(attempt)
            else:
                return
        raise Contention("A transaction lost against others too often.")

    def query(
        self,
        key: str,
        value: str,
        *,
        index: str = "",
        begins: tuple[str, str] | None = None,
        below: tuple[str, str] | None = None,
        after: Item | None = None,
        limit: int | None = None,
        page: int | None = None,
        further: int | None = None,
        only: Sequence[str] = (),
        backwards: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """The items of one partition in order, `limit` of them at most: a `page` of them, then `further` at a time."""
        condition, given = f"{key} = :key", {":key": value}
        if begins:
            condition, given = f"{condition} AND begins_with({begins[0]}, :begins)", {**given, ":begins": begins[1]}
        if below:
            condition, given = f"{condition} AND {below[0]} < :below", {**given, ":below": below[1]}
        asked: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": encode(given),
            "ScanIndexForward": not backwards,
            **({"IndexName": index} if index else {"ConsistentRead": True}),
            **({"Limit": size} if (size := page or limit) else {}),
            **({"ProjectionExpression": ", ".join(only)} if only else {}),
        }
        taken = 0
        while True:
            answer = self._client.query(**asked, **({"ExclusiveStartKey": after} if after else {}))
            for item in answer["Items"]:
                yield decode(item)
                taken += 1
                if limit and taken >= limit:
                    return
            after = answer.get("LastEvaluatedKey")
            if not after:
                return
            if further:
                asked["Limit"] = further

    def _addressed(self, write: Write) -> Write:
        return {verb: {"TableName": self.name, **content} for verb, content in write.items()}


def put(
    key: Key,
    values: Attributes,
    *,
    condition: str = "",
    given: Attributes | None = None,
    names: Mapping[str, str] | None = None,
) -> Write:
    """A put for a transaction."""
    return {
        "Put": {
            "Item": encode({**key._asdict(), **values}),
            **({"ConditionExpression": condition} if condition else {}),
            **({"ExpressionAttributeValues": encode(given)} if given else {}),
            **({"ExpressionAttributeNames": dict(names)} if names else {}),
        }
    }


def update(
    key: Key,
    changes: str,
    *,
    given: Attributes | None = None,
    names: Mapping[str, str] | None = None,
    condition: str = "",
) -> Write:
    """An update for a transaction."""
    return {
        "Update": {
            "Key": encode(key._asdict()),
            "UpdateExpression": changes,
            **({"ConditionExpression": condition} if condition else {}),
            **({"ExpressionAttributeValues": encode(given)} if given else {}),
            **({"ExpressionAttributeNames": dict(names)} if names else {}),
        }
    }


def delete(key: Key) -> Write:
    """A delete for a transaction."""
    return {"Delete": {"Key": encode(key._asdict())}}


def setting(values: Attributes, removed: Iterable[str] = ()) -> tuple[str, dict[str, str], dict[str, Attribute]]:
    """An update expression that sets and removes attributes: the expression, its names, its values."""
    names = {f"#{name}": name for name in (*values, *removed)}
    sets = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    removes = " REMOVE " + ", ".join(f"#{name}" for name in removed) if removed else ""
    return sets + removes, names, {f":{name}": value for name, value in values.items()}


def _translated(failure: ClientError) -> Exception:
    match failure.response["Error"]["Code"]:
        case "ConditionalCheckFailedException":
            return ConditionFailed(decode(failure.response.get("Item", {})))  # type: ignore[arg-type]
        case "TransactionConflictException":
            return Contention("The item is in a transaction of another's.")
    return failure


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - jitter, not a secret
