"""Verification of the audit log: every case's chain from its first entry to the head that lies on the case."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from redress.model import Queue, Status, first_broken_entry
from redress.model.case import HELD
from redress.ports import CaseStore

PENDING = (Status.OPEN, Status.NEEDS_INFO, Status.DECIDING, Status.ACTING)
WAITING = (HELD, *(f"waiting-{status}" for status in PENDING))


class Broken(NamedTuple):
    """A case whose log does not hold together, and the first entry where it does not."""

    case_id: str
    seq: int


def case_ids(*, today: date, days: int, cases: CaseStore) -> Iterator[str]:
    """Every case that waits, and those decided in the last days: by the lists, day by day, never a scan."""
    decided = (f"decided-{today - timedelta(days=back):%Y-%m-%d}" for back in range(days))
    for bucket in (*(queue.value for queue in Queue), *WAITING, *decided):
        position = None
        while True:
            page = cases.in_bucket(bucket, after=position, limit=200)
            yield from (line.case_id for line in page.items)
            position = page.next
            if position is None:
                break


def verify(wanted: Iterable[str], *, cases: CaseStore) -> Iterator[tuple[str, Broken | None]]:
    """Each case with what is broken of its log, or None. An entry changed, dropped or added anywhere is found."""
    for case_id in wanted:
        case = cases.get(case_id)
        seq = first_broken_entry(cases.entries(case_id), case.head, case.entries)
        yield case_id, Broken(case_id, seq) if seq is not None else None
