"""What the desk needs from outside beside the ports that all share: what is found by pointers, and who sits there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from redress.model import Case, Queue, Report, Standing, Subject, Value
from redress.ports import Page

Kin = Literal["author", "product", "words"]
"""By what a case is found beside its own id. `words`: of the review, as a hash (`Case.words`)."""


class Saying(NamedTuple):
    """That somebody reported, and the hash of what they said."""

    report_id: str
    wording: str


class Looker(Value):
    """One of the staff who has a case open, for as long as they show signs of life."""

    name: str
    until: datetime


class Waiting(NamedTuple):
    """One open case: its queue, by when it is due, since when there is one, and whether it is urgent."""

    queue: Queue
    due_at: datetime | None
    opened_at: datetime
    urgent: bool = False


AGE_EDGES = (4, 8, 24, 48, 72, 168, 336, 720)
"""Hours that part the open cases by how long ago they were opened: up to each of them, and beyond the last."""
DUE_EDGES = (1, 2, 4, 8, 24, 48, 72)
"""Hours that part them by when they are due; those that are overdue are not among them."""


class QueueState(Value):
    """A queue in one line; and its cases by age and by when they are due, in the order of the board's edges."""

    queue: Queue
    length: int
    oldest: datetime | None
    oldest_urgent: datetime | None = None
    overdue: int
    next_due: datetime | None
    ages: tuple[int, ...] = ()
    due_in: tuple[int, ...] = ()


class Board(Value):
    """Every queue in one line, as they were counted from `as_of` on; `complete` unless the very first count of very
    many is not at its end yet.
    """

    as_of: datetime
    items: tuple[QueueState, ...]
    complete: bool = True
    age_edges_hours: tuple[int, ...] = AGE_EDGES
    due_edges_hours: tuple[int, ...] = DUE_EDGES


class Count(Value):
    """A count of the queues that is under way: what was found so far, and where it goes on."""

    board: Board
    place: Mapping[str, str] | None = None


class DeskStore(Protocol):
    """Each read is bounded: by a number, or by what one person has done."""

    def cases(self, case_ids: Iterable[str]) -> Sequence[Case]:
        """Those that there are, in the order asked for."""
        ...

    def rounds(self, subject: Subject, *, limit: int) -> Sequence[Case]:
        """The cases of a subject, newest round first."""
        ...

    def kin(self, of: Kin, name: str, *, limit: int) -> Sequence[str]:
        """Case ids, those opened last first."""
        ...

    def reports(self, report_ids: Iterable[str]) -> Sequence[Report]: ...
    def said_by(self, handle: str, *, limit: int) -> Sequence[Saying]:
        """The reports of one of `Report.handles`, newest first."""
        ...

    def standings(self, speakers: Collection[str]) -> Mapping[str, Standing]: ...
    def look(self, case_id: str, looker: Looker) -> None: ...
    def look_away(self, case_id: str, name: str) -> None: ...
    def lookers(self, case_id: str, now: datetime) -> Sequence[Looker]: ...
    def set_aside(self, name: str, case_id: str, until: datetime) -> None:
        """Remember that this person does not want to be offered this case."""
        ...

    def aside(self, name: str, now: datetime) -> frozenset[str]: ...
    def waiting(self, after: Mapping[str, str] | None, *, limit: int) -> Page[Waiting]:
        """Open cases, queue by queue, in no order within it."""
        ...

    def board(self) -> tuple[Board | None, Count | None]:
        """The last whole count, and the one that is under way."""
        ...

    def may_count(self, now: datetime, until: datetime) -> bool:
        """Whether the queues are this caller's to count, so that not all count at once. Until then nobody else may."""
        ...

    def keep_board(self, board: Board | None, under_way: Count | None, until: datetime) -> None:
        """Keep what was counted. Until then nobody counts on."""
        ...
