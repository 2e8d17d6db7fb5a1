"""Notices: what is to be sent, until it is; and what we know of the addresses they go to."""

from collections.abc import Sequence

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.keys import Key
from redress.adapters.dynamodb.table import Attributes, Cancelled, ConditionFailed, Table, Write, delete, put
from redress.errors import Contention, NotFound, StaleCase
from redress.model import Address, Notice, NoticeState, Standing
from redress.seal import digest_of


class DynamoNoticeStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, notices: Sequence[Notice]) -> list[Notice]:
        return [notice for notice in notices if self._added(notice)]

    def get(self, notice_id: str) -> Notice:
        item = self._table.get(keys.notice(notice_id))
        if item is None:
            raise NotFound("There is no such notice.")
        return Notice.model_validate_json(item["document"])

    def save(self, before: Notice, after: Notice, *, address: Address | None = None) -> None:
        key, values = keys.notice(after.notice_id), _attributes(after)
        given = {":state": before.state.value, ":attempts": before.attempts}
        condition, names = "#state = :state AND attempts = :attempts", {"#state": "state"}
        try:
            if NoticeState.HELD in (before.state, after.state):
                held = put(key, values, condition=condition, given=given, names=names)
                self._table.transact([held, _place(after), *([_as_it_was_read(address)] if address else [])])
            else:
                self._table.put(key, values, condition=condition, given=given, names=names)
        except (ConditionFailed, Cancelled) as moved:
            raise StaleCase("The notice has moved on.") from moved

    def address(self, digest: str) -> Address:
        item = self._table.get(keys.address(digest))
        return Address.model_validate_json(item["document"]) if item else Address(digest=digest)

    def save_address(self, before: Address, after: Address) -> None:
        key, values, condition, given = _of_address(before, after)
        try:
            self._table.put(key, values, condition=condition, given=given)
        except (ConditionFailed, Contention) as moved:
            raise StaleCase("The address was written by another.") from moved

    def held_for(self, digest: str) -> Sequence[Notice]:
        pk, sk = keys.held(digest, "")
        return [
            self.get(item["sk"].removeprefix(sk)) for item in self._table.query("pk", pk, begins=("sk", sk), limit=100)
        ]

    def standing(self, speaker: str) -> Standing:
        item = self._table.get(keys.standing(digest_of(speaker))) or {}
        return Standing(**{name: item.get(name, 0) for name in Standing.model_fields})

    def _added(self, notice: Notice) -> bool:
        try:
            self._table.put(keys.notice(notice.notice_id), _attributes(notice), condition="attribute_not_exists(pk)")
        except ConditionFailed:
            return False
        return True


def _place(notice: Notice) -> Write:
    """Among those held for its address, or there no more: in one breath with its state, so that it is found or sent."""
    key = keys.held(digest_of(notice.recipient.email), notice.notice_id)
    return put(key, {"notice_id": notice.notice_id}) if notice.state is NoticeState.HELD else delete(key)


def _as_it_was_read(address: Address) -> Write:
    """Saves it anew and unchanged: whoever opens it at the same moment does so before, or reads what is held after."""
    key, values, condition, given = _of_address(address, address)
    return put(key, values, condition=condition, given=given)


def _of_address(before: Address, after: Address) -> tuple[Key, Attributes, str, Attributes]:
    saved = after.model_copy(update={"revision": before.revision + 1})
    condition = "revision = :read" if before.revision else "attribute_not_exists(pk)"
    given = {":read": before.revision} if before.revision else {}
    values: Attributes = {"document": saved.model_dump_json(), "revision": saved.revision}
    return keys.address(after.digest), values, condition, given


def _attributes(notice: Notice) -> dict[str, str | int | bool]:
    return {
        "document": notice.model_dump_json(),
        "state": notice.state.value,
        "attempts": notice.attempts,
        **keys.overdue(keys.notice(notice.notice_id), notice.move_by),
    }
