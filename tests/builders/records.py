"""What the table's stream would tell of a world: each change of an item, as a record."""

from typing import Any

from redress.adapters.clients import client
from tests.builders.world import TABLE, World


class Records:
    """Told of the world again and again, it notes what is another since the last time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: dict[tuple[str, str], Any] = {}
        self.all: list[dict[str, Any]] = []

    def noted(self) -> None:
        found = {(item["pk"]["S"], item["sk"]["S"]): item for item in client("dynamodb").scan(TableName=TABLE)["Items"]}
        for key, item in found.items():
            before = self._seen.get(key)
            if before != item:
                images = {"NewImage": item, **({"OldImage": before} if before else {})}
                name = "MODIFY" if before else "INSERT"
                self.all.append({"eventName": name, "dynamodb": {"SequenceNumber": str(len(self.all)), **images}})
        self._seen = found
