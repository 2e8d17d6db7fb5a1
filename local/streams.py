"""Let the records of a table's stream outlive the engine, as they do in AWS: whatever a mapping has not read yet.

The engine keeps them in memory, and keeps on disk where each mapping stood in them: after a start it would skip the
first new records. Those that nobody had read would be lost to `triage` until `sweep` finds their reports, and for good
to `tally`. So the unread records are kept and the places are not: every mapping begins at the horizon again.
"""

# ruff: noqa: SLF001 - the engine has no other way to its streams; `check_engine` in local/saving.py asserts on these

from typing import Any

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb, lambda_svc

STATE_NAME = "redress_streams"
INSIDES: tuple[Any, ...] = (
    dynamodb._stream_records,
    dynamodb._stream_trimmed,
    lambda_svc._esms,
    lambda_svc._dynamodb_stream_positions,
)


def unread() -> dict[str, Any]:
    kept = AccountRegionScopedDict()
    for (account, region, table), records in dynamodb._stream_records.all_items():
        trimmed = dynamodb._stream_trimmed.get_scoped(account, region, table, 0)
        behind = min(_places(account, region, table), default=trimmed + len(records))
        kept.set_scoped(account, region, table, records[max(0, behind - trimmed) :])
    return {"records": kept}


def _places(account: str, region: str, table: str) -> list[int]:
    """How far each mapping on the table's stream has read."""
    return [
        lambda_svc._dynamodb_stream_positions.get_scoped(account, region, mapping_id, 0)
        for (owner, place, mapping_id), mapping in lambda_svc._esms.all_items()
        if (owner, place) == (account, region) and f":table/{table}/stream/" in mapping["EventSourceArn"]
    ]


def put_back(state: dict[str, Any] | None) -> None:
    for (account, region, table), records in (state or {}).get("records", AccountRegionScopedDict()).all_items():
        newer = dynamodb._stream_records.get_scoped(account, region, table) or []
        dynamodb._stream_records.set_scoped(account, region, table, records + newer)
