"""The audit log held against itself, and against anchors: where it stood each day, kept where nobody can change it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, islice
from typing import NamedTuple

from redress.model import Anchor, Queue, Status, first_broken_entry
from redress.model.moves import HELD
from redress.ports import CaseStore, Clock
from redress.ports.anchors import AnchorStore

PENDING = (Status.OPEN, Status.NEEDS_INFO, Status.DECIDING, Status.ACTING)
WAITING = (HELD, *(f"waiting-{status}" for status in PENDING))

MADE_UP_FOR = 7
"""Days that are made up for when nothing was anchored for a while."""

AT_ONCE = 100

SETTLED = timedelta(minutes=10)
"""After midnight, so that what was written at the last moment has come to the lists."""


class Broken(NamedTuple):
    """A case whose log does not hold together, and the first entry where it does not."""

    case_id: str
    seq: int


def case_ids(*, today: date, days: int, cases: CaseStore) -> Iterator[str]:
    """Every case that waits, and those decided in the last days: by the lists, day by day, never a scan."""
    decided = (_decided_on(today - timedelta(days=back)) for back in range(days))
    return _listed((*(queue.value for queue in Queue), *WAITING, *decided), cases)


def anchor(*, cases: CaseStore, anchors: AnchorStore, clock: Clock) -> int:
    """Keep where each log stood, once for each day that is over; gives back how many were kept.

    Of the cases decided on that day or noted on after they had been, and with yesterday's of all that wait. A day is
    written whole or not at all: who is cut off begins it again an hour later.
    """
    today, done = (clock() - SETTLED).date(), set(anchors.days())
    kept = 0
    for day in (today - timedelta(days=back) for back in range(MADE_UP_FOR, 0, -1)):
        if day in done:
            continue
        yesterday = day == today - timedelta(days=1)
        listed = case_ids(today=day, days=1, cases=cases) if yesterday else _listed([_decided_on(day)], cases)
        wanted = chain(listed, cases.noted_on(day))
        found: list[Anchor] = []
        while some := list(islice(wanted, AT_ONCE)):
            found += cases.anchors(some)
        anchors.keep(day, found)
        kept += len(found)
    return kept


def anchors_since(day: date, *, anchors: AnchorStore) -> Iterator[Anchor]:
    """All that was kept from that day on."""
    for each in sorted(anchors.days()):
        if each >= day:
            yield from anchors.of(each)


def verify(
    wanted: Iterable[str], *, cases: CaseStore, kept: Iterable[Anchor] = ()
) -> Iterator[tuple[str, Broken | None]]:
    """Each case with what is broken of its log, or None. An entry changed, dropped or added anywhere is found.

    With anchors also a log that was written anew from its first entry, as far as they reach.
    """
    by_case: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in kept:
        by_case[each.case_id][each.entries].add(each.hash)
    for case_id in wanted:
        seq = _first_broken(case_id, by_case.get(case_id, {}), cases)
        yield case_id, Broken(case_id, seq) if seq is not None else None


def _first_broken(case_id: str, anchored: Mapping[int, Collection[str]], cases: CaseStore) -> int | None:
    """A case that lives may move between its head and its log: what looks broken is read until it stands still."""
    case = cases.get(case_id)
    while True:
        seq = first_broken_entry(cases.entries(case_id), case.head, case.entries, anchored)
        before, case = case, cases.get(case_id) if seq is not None else case
        if before.entries == case.entries:
            return seq


def _decided_on(day: date) -> str:
    return f"decided-{day:%Y-%m-%d}"


def _listed(buckets: Iterable[str], cases: CaseStore) -> Iterator[str]:
    for bucket in buckets:
        position = None
        while True:
            page = cases.in_bucket(bucket, after=position, limit=200)
            yield from (line.case_id for line in page.items)
            position = page.next
            if position is None:
                break
