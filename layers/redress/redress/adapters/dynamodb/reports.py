"""Reports: one item each, put once; triage stamps it once with its case and round."""

import heapq
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.pointers import speaking
from redress.adapters.dynamodb.table import Cancelled, ConditionFailed, Table, Write, setting, update
from redress.errors import NotFound
from redress.model import Case, Report
from redress.ports import Added, Page
from redress.seal import digest_of

MOST_CHARACTERS = 400_000
"""Of reports in one page. A function's answer holds six megabytes, and one character may be twelve bytes of it."""

STAMPED = {"case_id", "round", "answered_by", "muted", "move_by", "product_id", "seller_id"}
SIDE_BY_SIDE = 8
UNSTAMPED = "attribute_exists(pk) AND attribute_not_exists(case_id)"


def loaded(item: Mapping[str, Any]) -> Report:
    """A report from its item: the words as they were put, with the stamp that lies beside them."""
    stamp = {name: item[name] for name in STAMPED if name in item}
    return Report.model_validate({**json.loads(item["document"]), **stamp})


def stamping(report: Report, case: Case, *, answered_by: int = 0) -> Write:
    """The write that gives a report its case, on condition that it has none."""
    key = keys.report(report.report_id)
    stamp: dict[str, str | int | bool] = {
        "case_id": case.case_id,
        "round": case.round,
        **keys.case_reports(case.case_id, report),
        **({"answered_by": answered_by} if answered_by else {}),
        **({"muted": True} if report.muted else {}),
        **({"product_id": case.product_id} if case.product_id else {}),
        **({"seller_id": case.seller_id} if case.seller_id else {}),
    }
    changes, names, given = setting(stamp, removed=("overdue_pk", "overdue_sk", "move_by"))
    return update(key, changes, given=given, names=names, condition=UNSTAMPED)


def stamped(reports: Sequence[Report], case: Case) -> list[Report]:
    """The reports as they are now that they have their case."""
    return [report.model_copy(update={"case_id": case.case_id, "round": case.round}) for report in reports]


class DynamoReportStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, report: Report) -> Added:
        key = keys.report(report.report_id)
        try:
            self._table.put(key, _attributes(report), condition="attribute_not_exists(pk)")
        except ConditionFailed as standing:
            item = standing.item or self._table.get(key) or {}
            return Added(loaded(item), replayed=True)
        return Added(report, replayed=False)

    def get(self, report_id: str) -> Report:
        item = self._table.get(keys.report(report_id))
        if item is None:
            raise NotFound("There is no such report.")
        return loaded(item)

    def of_case(self, case_id: str, *, after: Mapping[str, str] | None = None, limit: int = 50) -> Page[Report]:
        after = dict(after or {})
        shards = {f"{case_id}#{number}": after.get(str(number), "~") for number in range(keys.CASE_SHARDS)}
        pages = [
            self._table.query(
                "case_pk", shard, index="case_reports", below=("case_sk", before), limit=limit + 1, backwards=True
            )
            for shard, before in shards.items()
        ]
        newest = heapq.merge(*pages, key=lambda item: item["case_sk"], reverse=True)
        items = [item for _, item in zip(range(limit + 1), newest, strict=False)]
        shown = _of_bearable_length(items[:limit])
        for item in shown:
            after[item["case_pk"].rpartition("#")[2]] = item["case_sk"]
        return Page([loaded(item) for item in shown], after if len(items) > len(shown) else None)

    def stamp_answered(self, reports: Sequence[Report], case: Case) -> list[Report]:
        """At most 90: on a decided case nothing is counted, so each report is for itself and a repeat finds none."""
        number = case.decision.number if case.decision else 0
        pending = list(reports)
        while pending:
            try:
                self._table.transact([stamping(report, case, answered_by=number) for report in pending])
            except Cancelled as refused:
                pending = [report for place, report in enumerate(pending) if place not in refused.failed]
            else:
                break
        return stamped(pending, case)

    def said_on(self, day: str, speakers: Mapping[str, Collection[str]], *, most: int) -> Mapping[str, int]:
        """Side by side: a crowd is of many speakers; one after the other would be most of what it waits for."""
        from concurrent.futures import ThreadPoolExecutor  # those who only read need none

        def count(speaker: str) -> int:
            (pk, prefix), but = keys.said_by(digest_of(speaker)), speakers[speaker]
            found = self._table.query("pk", pk, begins=("sk", f"{prefix}{day}"), limit=most + len(but), only=("sk",))
            return min(most, sum(keys.last_of(item["sk"]) not in but for item in found))

        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            return dict(zip(speakers, pool.map(count, speakers), strict=True))

    def point_at(self, reports: Sequence[Report]) -> None:
        references = [(keys.pointer(report.reference), {"report_id": report.report_id}) for report in reports]
        self._table.put_all([*references, *(item for report in reports for item in speaking(report))])

    def find(self, reference: str) -> str | None:
        item = self._table.get(keys.pointer(reference.upper()))
        return str(item["report_id"]) if item else None

    def postpone(self, report: Report, move_by: datetime) -> None:
        key = keys.report(report.report_id)
        changes, names, given = setting(keys.overdue(key, move_by))
        try:
            self._table.update(key, changes, names=names, given=given, condition=UNSTAMPED)
        except ConditionFailed:
            return


def _of_bearable_length(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of them that an answer can carry, and one at least; the next page has the rest."""
    fits, length = 0, 0
    for item in items:
        length += len(item["document"])
        if fits and length > MOST_CHARACTERS:
            break
        fits += 1
    return items[:fits]


def _attributes(report: Report) -> dict[str, str]:
    key = keys.report(report.report_id)
    document = report.model_dump_json(exclude=STAMPED, exclude_defaults=True)
    return {"document": document, "channel": report.channel.value, **keys.overdue(key, report.move_by)}
