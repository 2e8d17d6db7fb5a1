"""The queues in one line each, counted a few lines at a time: no answer takes longer because more is open.

A count reads every open line, so what it costs grows with the backlog. Whoever asks goes on with the one that is under
way, by so many lines and no more, and gets the last whole one; `sweep` goes on by more each minute. Where little is
open one step is the whole count, and everybody sees every move at once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from redress.model import Queue, Staff
from redress.model.people import staff_only
from redress.ports import Clock
from redress.ports.desk import AGE_EDGES, DUE_EDGES, Board, Count, DeskStore, QueueState, Waiting

STEP = 500
"""Lines that one asker reads."""
EACH_MINUTE = 10
"""Steps that `sweep` takes."""
PACE = timedelta(seconds=1)
"""A count that takes several steps goes on no faster, however many ask."""
COUNTING = timedelta(seconds=10)


def queues(staff: Staff, *, desk_store: DeskStore, clock: Clock) -> Board:
    """Each queue's length, oldest, overdue and next due: exact, as of the last whole count."""
    staff_only(staff)
    return counted(desk_store=desk_store, clock=clock)


def as_counted(staff: Staff, *, desk_store: DeskStore, clock: Clock) -> Board:
    """The same beside other figures: where one step is not the whole count, the last whole one, and no step more."""
    staff_only(staff)
    now, (last, under_way) = clock(), desk_store.board()
    if last is not None and sum(each.length for each in last.items) > STEP:
        return last
    return _gone_on(last, under_way, desk_store, now, steps=1)


def counted(*, desk_store: DeskStore, clock: Clock, steps: int = 1) -> Board:
    """The board for whoever may see it, and for the watch."""
    now, (last, under_way) = clock(), desk_store.board()
    return _gone_on(last, under_way, desk_store, now, steps=steps)


def _gone_on(last: Board | None, under_way: Count | None, desk_store: DeskStore, now: datetime, *, steps: int) -> Board:
    so_far = last or (under_way.board if under_way else None)
    if not desk_store.may_count(now, now + COUNTING) and so_far is not None:
        return so_far
    count = under_way or _begun(now)
    for step in range(steps):
        page = desk_store.waiting(count.place, limit=STEP)
        count = Count(board=_with(count.board, page.items), place=page.next)
        if page.next is None:
            whole = count.board.model_copy(update={"complete": True})
            desk_store.keep_board(whole, None, now if step == 0 and under_way is None else now + PACE)
            return whole
    desk_store.keep_board(last, count, now + PACE)
    return last or count.board


def _begun(now: datetime) -> Count:
    none = {"ages": (0,) * (len(AGE_EDGES) + 1), "due_in": (0,) * (len(DUE_EDGES) + 1)}
    empty = (
        QueueState(queue=queue, length=0, oldest=None, oldest_urgent=None, overdue=0, next_due=None, **none)
        for queue in Queue
    )
    return Count(board=Board(as_of=now, items=tuple(empty), complete=False))


def _with(board: Board, lines: Iterable[Waiting]) -> Board:
    """The board with these lines counted as well. All of a count is as of its beginning, whenever a line is read."""
    found: dict[Queue, list[Waiting]] = {}
    for line in lines:
        found.setdefault(line.queue, []).append(line)
    states = (_state(each, found[each.queue], board.as_of) if each.queue in found else each for each in board.items)
    return board.model_copy(update={"items": tuple(states)})


def _state(so_far: QueueState, lines: Sequence[Waiting], now: datetime) -> QueueState:
    dues = [line.due_at for line in lines if line.due_at]
    return so_far.model_copy(
        update={
            "length": so_far.length + len(lines),
            "oldest": _first(so_far.oldest, (line.opened_at for line in lines)),
            "oldest_urgent": _first(so_far.oldest_urgent, (line.opened_at for line in lines if line.urgent)),
            "overdue": so_far.overdue + sum(due < now for due in dues),
            "next_due": _first(so_far.next_due, (due for due in dues if due >= now)),
            "ages": _parted(so_far.ages, [now - line.opened_at for line in lines], AGE_EDGES),
            "due_in": _parted(so_far.due_in, [due - now for due in dues if due >= now], DUE_EDGES),
        }
    )


def _first(so_far: datetime | None, moments: Iterable[datetime]) -> datetime | None:
    return min((*moments, *([so_far] if so_far else [])), default=None)


def _parted(so_far: Sequence[int], times: Iterable[timedelta], edges: Sequence[int]) -> tuple[int, ...]:
    """How many of them last up to each edge in hours and longer than the one before; and those beyond the last."""
    counts = list(so_far)
    for time in times:
        counts[bisect_left(edges, time / timedelta(hours=1))] += 1
    return tuple(counts)
