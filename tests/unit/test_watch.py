"""The figures that alarms are hung on."""

from datetime import UTC, datetime, timedelta

from redress.casework.watch import watched
from redress.model import Queue
from redress.ports.desk import Board, QueueState

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def queue(name: Queue, length: int, *, overdue: int = 0, urgent_for: float | None = None) -> QueueState:
    since = NOW - timedelta(minutes=urgent_for) if urgent_for is not None else None
    return QueueState(queue=name, length=length, oldest=NOW, oldest_urgent=since, overdue=overdue, next_due=None)


def test_an_empty_desk_wakes_nobody() -> None:
    assert set(watched(Board(as_of=NOW, items=())).values()) == {0}


def test_parked_cases_are_counted_apart_from_those_that_wait() -> None:
    figures = watched(Board(as_of=NOW, items=(queue(Queue.GENERAL, 3), queue(Queue.PARKED, 2))))
    assert (figures["CasesWaiting"], figures["CasesParkedNow"]) == (3, 2)


def test_the_overdue_share_is_of_those_that_wait_and_so_never_over_a_hundred() -> None:
    full = Board(as_of=NOW, items=(queue(Queue.GENERAL, 4, overdue=4), queue(Queue.PARKED, 9, overdue=9)))
    assert watched(full)["OverduePercent"] == 100


def test_the_oldest_urgent_case_counts_over_all_queues() -> None:
    board = Board(as_of=NOW, items=(queue(Queue.LEGAL, 1, urgent_for=90), queue(Queue.ABUSE, 1, urgent_for=15)))
    assert watched(board)["OldestUrgentMinutes"] == 90


def test_a_clock_that_is_behind_makes_no_negative_age() -> None:
    board = Board(as_of=NOW, items=(queue(Queue.LEGAL, 1, urgent_for=-5),))
    assert watched(board)["OldestUrgentMinutes"] == 0
