"""What the handlers of this process ask of DynamoDB, counted at botocore: requests, and the units billed for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.prices import MILLION, prices
from bench.units import read_units, write_units

WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
HIDDEN = ("ProjectionExpression", "ExpressionAttributeNames")


class Counted:
    """Where it stands; `dollars` is what a million of the same would cost in the table's units."""

    def __init__(self) -> None:
        self.requests = 0
        self.read = 0.0
        self.written = 0.0
        self.on = False
        self._asked = threading.local()
        self._narrowed: list[tuple[str, dict[str, Any]]] = []

    @property
    def dollars(self) -> float:
        return MILLION * (self.read * prices()["read_unit"] + self.written * prices()["write_unit"])

    @contextmanager
    def counting(self, table: Any) -> Iterator[None]:
        self.requests, self.read, self.written, self.on = 0, 0.0, 0.0, True
        try:
            yield
        finally:
            self.on = False
        for name, asked in self._narrowed:  # billed by the whole item, whatever came back of it
            entire = {key: value for key, value in asked.items() if key not in HIDDEN}
            self.read += read_units(name, asked, table.query(**entire))
        self._narrowed.clear()

    def listen(self, client: Any) -> None:
        client.meta.events.register("provide-client-params.dynamodb", self._asks)
        client.meta.events.register("after-call.dynamodb", self._hears)

    def _asks(self, params: dict[str, Any], model: Any, **_: Any) -> dict[str, Any] | None:
        self._asked.params = params
        return {**params, "ReturnConsumedCapacity": "INDEXES"} if self.on and model.name in WRITES else None

    def _hears(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if not self.on:
            return
        asked, refused = self._asked.params, "Error" in parsed
        self.requests += 1
        if model.name in WRITES:
            self.written += write_units(asked, parsed, refused=refused)
        elif "ProjectionExpression" in asked:
            self._narrowed.append((model.name, asked))
        else:
            self.read += read_units(model.name, asked, parsed)
