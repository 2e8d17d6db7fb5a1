"""The engine's process with a meter at the wire: each request of a function, and the capacity that it takes, in a file.

Run in place of `local.engine_host` (see `bench.metered_up`). Only what a function sends is measured: it names itself in
its user agent. Written capacity is the engine's own count (table, indexes, twice in a transaction); what is read is
counted here from the items that came back, because the engine counts every read as one.
"""

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from bench.units import METER, Taken, read_units, write_units
from local import engine_host
from local.engine_host import Observed, Receive, Scope, Send
from local.saving import Saver

NAMED = re.compile(rb"app/([A-Za-z]+)")
WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
READS = {"GetItem", "BatchGetItem", "Query"}


class Metered(Observed):
    """What the engine's host serves, with the meter before it."""

    def __init__(self, saver: Saver, outbox: Path) -> None:
        super().__init__(saver, outbox)
        self._file = (outbox.parent / METER).open("a", buffering=1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        named = NAMED.search(headers.get(b"user-agent", b""))
        if scope["type"] != "http" or named is None:
            await super().__call__(scope, receive, send)
            return
        body = await _whole(receive)
        operation = _operation(scope, headers)
        asked = json.loads(body) if operation.startswith(("dynamodb.", "sqs.")) else {}
        name = operation.partition(".")[2]
        if name in WRITES:
            body = json.dumps({**asked, "ReturnConsumedCapacity": "INDEXES"}).encode()
        answered = await self._ask(scope, body)
        for message in answered:
            await send(message)
        whole = answered
        if name in READS and "ProjectionExpression" in asked:  # billed by the whole item, whatever comes back
            hidden = ("ProjectionExpression", "ExpressionAttributeNames")
            entire = {key: value for key, value in asked.items() if key not in hidden}
            whole = await self._ask(scope, json.dumps(entire).encode())
        content = b"".join(message.get("body", b"") for message in whole)
        refused = answered[0].get("status") != 200
        said = json.loads(content) if operation.startswith("dynamodb.") else {}
        taken = Taken(
            time.time(),
            named[1].decode(),
            operation,
            reads=read_units(name, asked, said) if name in READS else 0,
            writes=write_units(asked, said, refused=refused) if name in WRITES else 0,
            messages=len(asked.get("Entries", "1")) if operation.startswith("sqs.SendMessage") else 0,
        )
        self._file.write(json.dumps(taken._asdict()) + "\n")

    async def _ask(self, scope: Scope, body: bytes) -> list[Any]:
        answered: list[Any] = []
        parts = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Any:
            return parts.pop() if parts else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            answered.append(message)

        length = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        headers = [*length, (b"content-length", str(len(body)).encode())]
        await super().__call__({**scope, "headers": headers}, receive, send)
        return answered


async def _whole(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = message.get("more_body", False)
    return content


def _operation(scope: Scope, headers: dict[bytes, bytes]) -> str:
    target = headers.get(b"x-amz-target", b"").decode()
    if target:
        service, _, name = target.partition(".")
        known = {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs", "AWSStepFunctions": "states"}
        return f"{known.get(service, service)}.{name}"
    if scope["path"].startswith("/v2/email"):
        return "ses.SendEmail"
    return f"s3.{scope['method']}"


if __name__ == "__main__":
    engine_host.Observed = Metered  # type: ignore[misc]
    engine_host.main(Path(sys.argv[1]))
