"""The rows of raw mails: written before a mail is read, so that none is ever without a state."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import ConditionFailed, Table
from redress.errors import StaleCase
from redress.model import MailRow

COUNTED_FOR = timedelta(days=3)


class DynamoMailStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, row: MailRow) -> MailRow:
        try:
            self._table.put(keys.mail(row.key), _attributes(row), condition="attribute_not_exists(pk)")
        except ConditionFailed as standing:
            return MailRow.model_validate_json(standing.item["document"])
        return row

    def get(self, key: str) -> MailRow | None:
        item = self._table.get(keys.mail(key))
        return MailRow.model_validate_json(item["document"]) if item else None

    def save(self, before: MailRow, after: MailRow) -> None:
        given = {":state": before.state.value, ":attempts": before.attempts}
        condition = "#state = :state AND attempts = :attempts"
        try:
            self._table.put(
                keys.mail(after.key), _attributes(after), condition=condition, given=given, names={"#state": "state"}
            )
        except ConditionFailed as moved:
            raise StaleCase("The mail was taken in by another.") from moved

    def unknown(self, keys_: Collection[str]) -> Sequence[str]:
        found = self._table.get_all((keys.mail(key) for key in keys_), consistent=False)
        return [key for key in keys_ if keys.mail(key) not in found]

    def count(self, what: str, period: str) -> int:
        until = int((datetime.fromisoformat(period) + COUNTED_FOR).timestamp())
        given = {":one": 1, ":until": until}
        changes = "ADD so_far :one SET expires_at = :until"
        return int(self._table.update(keys.count(what, period), changes, given=given)["so_far"])

    def compared_to(self) -> str:
        return str((self._table.get(keys.mails_compared()) or {}).get("after", ""))

    def goes_on_after(self, key: str) -> None:
        self._table.put(keys.mails_compared(), {"after": key})


def _attributes(row: MailRow) -> dict[str, str | int | bool]:
    return {
        "document": row.model_dump_json(),
        "state": row.state.value,
        "attempts": row.attempts,
        **keys.overdue(keys.mail(row.key), row.move_by),
    }
