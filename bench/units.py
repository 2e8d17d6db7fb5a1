"""One request as the meter notes it, and the capacity that DynamoDB bills for it."""

import math
from typing import Any, NamedTuple

METER = "meter.jsonl"
READ_UNIT, WRITE_UNIT = 4096, 1024


class Taken(NamedTuple):
    """One request of a function, and what AWS would bill for it."""

    at: float
    function: str
    operation: str
    """`dynamodb.PutItem`, `sqs.SendMessage`, `s3.GET`, …"""
    reads: float = 0
    writes: float = 0
    messages: int = 0


def read_units(name: str, asked: dict[str, Any], said: dict[str, Any]) -> float:
    """A unit for each 4 KiB begun, of each item or of a query's whole page; half of it if it need not be the newest."""
    if name == "BatchGetItem":
        return sum(
            _read(sizes, consistent=wanted.get("ConsistentRead", False))
            for table, wanted in asked["RequestItems"].items()
            for sizes in _each(wanted["Keys"], said.get("Responses", {}).get(table, []))
        )
    consistent = asked.get("ConsistentRead", False)
    if name == "Query":
        return _read(sum(map(size_of, said.get("Items", []))), consistent=consistent)
    return _read(size_of(said.get("Item", {})), consistent=consistent)


def _each(keys: list[Any], items: list[dict[str, Any]]) -> list[int]:
    """What was asked for and is not there costs a unit too."""
    return [*map(size_of, items), *[0] * (len(keys) - len(items))]


def _read(size: int, *, consistent: bool) -> float:
    return max(1, math.ceil(size / READ_UNIT)) * (1.0 if consistent else 0.5)


def write_units(asked: dict[str, Any], said: dict[str, Any], *, refused: bool) -> float:
    """A write whose condition does not hold is billed as well; the engine does not say so."""
    if refused:
        tries = asked.get("TransactItems", [])
        puts = [write.get("Put", {}).get("Item", {}) for write in tries] or [asked.get("Item", {})]
        return (2.0 if tries else 1.0) * sum(max(1, math.ceil(size_of(item) / WRITE_UNIT)) for item in puts)
    consumed = said["ConsumedCapacity"]
    return float(sum(each["CapacityUnits"] for each in (consumed if isinstance(consumed, list) else [consumed])))


def size_of(item: dict[str, Any]) -> int:
    """An item's bytes as DynamoDB counts them: its names and its values."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: dict[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return len(content.strip("-")) // 2 + 2
        case "SS":
            return sum(len(each.encode()) for each in content)
        case _:
            return 1
