"""What should have moved by now: one sparse, sharded index over all nouns."""

from collections.abc import Iterable
from datetime import datetime

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import Table
from redress.model import Subject, timestamp
from redress.ports import Overdue


class DynamoOverdueIndex:
    def __init__(self, table: Table) -> None:
        self._table = table

    def passed(self, now: datetime, *, limit: int) -> Iterable[Overdue]:
        """The longest overdue of each shard, `limit` of each."""
        for number in range(keys.OVERDUE_SHARDS):
            found = self._table.query(
                "overdue_pk",
                keys.overdue_shard(number),
                index="overdue",
                below=("overdue_sk", timestamp(now)),
                limit=limit,
            )
            yield from (_named(item["pk"], item["sk"]) for item in found)


def _named(pk: str, sk: str) -> Overdue:
    """The noun and its id, out of the table's keys: a case's sort key tells its round."""
    noun, _, name = pk.partition("#")
    round_ = keys.round_of(sk)
    if round_ is not None:
        kind = "review" if noun == "REVIEW" else "mail"
        return Overdue("case", Subject(kind=kind, id=name).case_id(round_))
    return Overdue(noun.lower(), name)
