"""How the work stands, in the few figures that alarms are hung on: a person is called for what only a person mends."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from redress.model import Queue
from redress.ports.desk import Board


def watched(board: Board, *, stuck: int = 0) -> Mapping[str, float]:
    """Gauges by the names of their metrics. `OverduePercent` is of all open cases, 0 to 100; `stuck`: swept in vain."""
    waiting = [state for state in board.items if state.queue is not Queue.PARKED]
    parked = sum(state.length for state in board.items) - sum(state.length for state in waiting)
    length, overdue = sum(state.length for state in waiting), sum(state.overdue for state in waiting)
    return {
        "CasesWaiting": length,
        "CasesOverdue": overdue,
        "CasesParkedNow": parked,
        "ItemsStuck": stuck,
        "OverduePercent": round(100 * overdue / length, 1) if length else 0,
        "OldestUrgentMinutes": max((_minutes(state.oldest_urgent, board.as_of) for state in waiting), default=0),
    }


def _minutes(since: datetime | None, now: datetime) -> float:
    return round(max(now - since, timedelta()).total_seconds() / 60, 1) if since else 0
