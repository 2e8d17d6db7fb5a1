"""The queues in one line each. They are counted whole, and rarely: what was counted a moment ago is handed to all.

A count reads every open line, so its price grows with the backlog while its answer is asked for all day. So it stands
for a while that grows with what it cost, and one asker alone counts anew while the others are given the last one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from redress.desk_ports import AGE_EDGES, DUE_EDGES, Board, DeskStore, QueueState, Waiting
from redress.model import Queue, Staff
from redress.model.people import staff_only
from redress.ports import Clock

LINES_A_SECOND = 500
"""Each so many open cases let a count stand for a second more."""
STANDS_AT_MOST = timedelta(seconds=30)
COUNTING = timedelta(seconds=10)


def queues(staff: Staff, *, desk_store: DeskStore, clock: Clock) -> Board:
    """Each queue's length, oldest, overdue and next due: exact, as of a moment ago at the most."""
    staff_only(staff)
    return counted(desk_store=desk_store, clock=clock)


def counted(*, desk_store: DeskStore, clock: Clock) -> Board:
    """The board for whoever may see it, and for the watch."""
    now, kept = clock(), desk_store.board()
    if kept is not None and (_stands(kept, now) or not desk_store.may_count(now, now + COUNTING)):
        return kept
    board = Board(as_of=now, items=tuple(_state(queue, desk_store.waiting(queue), now) for queue in Queue))
    desk_store.keep_board(board)
    return board


def _stands(board: Board, now: datetime) -> bool:
    cost = timedelta(seconds=sum(state.length for state in board.items) // LINES_A_SECOND)
    return now < board.as_of + min(cost, STANDS_AT_MOST)


def _state(queue: Queue, waiting: Iterable[Waiting], now: datetime) -> QueueState:
    lines = list(waiting)
    dues = [line.due_at for line in lines if line.due_at]
    return QueueState(
        queue=queue,
        length=len(lines),
        oldest=min((line.opened_at for line in lines), default=None),
        oldest_urgent=min((line.opened_at for line in lines if line.urgent), default=None),
        overdue=sum(due < now for due in dues),
        next_due=min((due for due in dues if due >= now), default=None),
        ages=_parted([now - line.opened_at for line in lines], AGE_EDGES),
        due_in=_parted([due - now for due in dues if due >= now], DUE_EDGES),
    )


def _parted(times: Iterable[timedelta], edges: Sequence[int]) -> tuple[int, ...]:
    """How many of them last up to each edge in hours and longer than the one before; and those beyond the last."""
    counts = Counter(bisect_left(edges, time / timedelta(hours=1)) for time in times)
    return tuple(counts[place] for place in range(len(edges) + 1))
