"""What the use cases need from outside the process: roles, not technologies. Their homes are in `adapters/`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Generic, NamedTuple, Protocol, TypeVar

from redress.model import (
    Action,
    Address,
    Anchor,
    Answer,
    Appeal,
    Bar,
    Case,
    CaseLine,
    Decision,
    Entry,
    KnownReview,
    MailRow,
    Notice,
    PlatformEvent,
    RemovedText,
    Report,
    Review,
    Standing,
    Subject,
)

Clock = Callable[[], datetime]
"""Now, in UTC."""


T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """Some items, and where the next ones begin (None at the end). The position is plain data."""

    items: Sequence[T]
    next: Mapping[str, str] | None


class Added(NamedTuple):
    """The report that stands under an id, and whether it was there before."""

    report: Report
    replayed: bool


class ReportStore(Protocol):
    def add(self, report: Report) -> Added: ...
    def get(self, report_id: str) -> Report:
        """NotFound when there is none. A consistent read."""
        ...

    def of_case(self, case_id: str, *, after: Mapping[str, str] | None = None, limit: int = 50) -> Page[Report]:
        """The reports stamped with this case, newest first; soon after the stamp, not at once."""
        ...

    def stamp_answered(self, reports: Sequence[Report], case: Case) -> list[Report]:
        """Stamp late reports on a decided case, answered by its decision; gives back those it stamped."""
        ...

    def point_at(self, reports: Sequence[Report]) -> None:
        """Make the reports findable by their references."""
        ...

    def said_on(self, day: str, speakers: Mapping[str, Collection[str]], *, most: int) -> Mapping[str, int]:
        """How many reports of each speaker, and of a day, can be found by who spoke, without those named; or `most`."""
        ...

    def find(self, reference: str) -> str | None:
        """The report id a reference points at: for people's search, never an authority."""
        ...

    def postpone(self, report: Report, move_by: datetime) -> None: ...


class ReviewStore(Protocol):
    def get(self, review_id: str) -> KnownReview | None: ...
    def snapshot(self, review_id: str, snapshot: str) -> Review | None: ...
    def put(self, review: Review) -> None: ...
    def delete(self, review_id: str) -> None:
        """Mark as gone; NotFound when it was never told of."""
        ...

    def bars(self, author_id: str, product_id: str) -> Sequence[Bar]: ...

    def were_removed(self, words: str, product_id: str) -> bool:
        """Whether these very words, by their hash, are removed from the product: right from the moment they are."""
        ...


Fact = Decision | Appeal | Action | Answer | Bar | RemovedText | Notice
"""What may be saved in one breath with a case: each is an item of its own."""


class CaseStore(Protocol):
    def get(self, case_id: str) -> Case:
        """NotFound when there is none. A consistent read."""
        ...

    def latest(self, subject: Subject) -> Case | None:
        """The case of the newest round, consistent."""
        ...

    def open(self, case: Case, reports: Sequence[Report], *facts: "Fact") -> list[Report]:
        """Save a new case and stamp its reports, all or nothing, at most 90 of them; gives back those it stamped.

        StaleCase when another opened this round first. A report that is stamped already is left out.
        """
        ...

    def join(self, before: Case, after: Case, reports: Sequence[Report]) -> list[Report]:
        """Stamp reports with an undecided case and count them, all or nothing, at most 90; gives back those it stamped.

        Where `after` is `before` only the count moves. StaleCase when the case is decided or was changed meanwhile.
        """
        ...

    def save(self, before: Case, after: Case, *facts: Fact, dropped: Collection[Bar | RemovedText] = ()) -> Case:
        """Save a moved case with its log entries and facts in one transaction; StaleCase when somebody was first.

        An Appeal that exists already raises AlreadyAppealed.
        """
        ...

    def add(self, case: Case) -> Case:
        """Save a case that has no reports (a mail thread); the one that is there already wins and is given back."""
        ...

    def decision(self, case_id: str, number: int) -> Decision: ...
    def entries(self, case_id: str) -> Iterable[Entry]: ...
    def anchors(self, case_ids: Sequence[str]) -> Sequence[Anchor]:
        """Where the logs of these cases stand."""
        ...

    def noted_on(self, day: date) -> Collection[str]:
        """Decided cases of which something was noted on that day, when it was not the day of their decision."""
        ...

    def answers(self, case_id: str, report_id: str = "") -> Sequence[Answer]:
        """What reporters answered to our questions, newest first; of one report where one is named. At most fifty."""
        ...

    def actions(self, review_id: str) -> Sequence[Action]: ...
    def action_done(self, action: Action) -> None: ...
    def next_sequence(self, review_id: str) -> int:
        """The number the review's next action gets; saving an Action under a number that is taken raises StaleCase."""
        ...

    def in_bucket(
        self,
        bucket: str,
        *,
        after: Mapping[str, str] | None = None,
        limit: int = 50,
        newest_first: bool = False,
        begins: str = "",
        fits: Callable[[CaseLine], bool] | None = None,
    ) -> Page[CaseLine]:
        """Cases of a `Case.bucket` in the order of `Case.rank`: whose rank begins so, and those that fit. The page may
        be short of its limit and have a next one all the same.
        """


class Overdue(NamedTuple):
    """Something whose time has passed: what it is and its id."""

    noun: str
    id: str


class OverdueIndex(Protocol):
    def passed(self, now: datetime, *, limit: int) -> Iterable[Overdue]: ...


class NoticeStore(Protocol):
    def add(self, notices: Sequence[Notice]) -> list[Notice]:
        """Save those that are new, by their deterministic ids; gives back those it saved."""
        ...

    def get(self, notice_id: str) -> Notice: ...
    def save(self, before: Notice, after: Notice, *, address: Address | None = None) -> None:
        """StaleCase when it, or the address that it is held for, has moved on since it was read."""
        ...

    def address(self, digest: str) -> Address: ...
    def save_address(self, before: Address, after: Address) -> None:
        """StaleCase when another wrote it first."""
        ...

    def held_for(self, digest: str) -> Sequence[Notice]:
        """The notices that wait until this address opens its link."""
        ...

    def standing(self, speaker: str) -> Standing: ...


class MailStore(Protocol):
    def add(self, row: MailRow) -> MailRow:
        """The row that stands under the key: this one, or the one that was there."""
        ...

    def get(self, key: str) -> MailRow | None: ...
    def save(self, before: MailRow, after: MailRow) -> None: ...
    def unknown(self, keys: Collection[str]) -> Sequence[str]:
        """Those of the keys that have no row."""
        ...

    def count(self, what: str, period: str) -> int:
        """How many there have been of something on a day (`2026-11-23`) or in an hour (`2026-11-23T09`), with this."""
        ...

    def compared_to(self) -> str:
        """Where the comparison of bucket and rows goes on: after this key."""
        ...

    def goes_on_after(self, key: str) -> None: ...


class RawMail(NamedTuple):
    content: bytes
    size: int
    version_id: str


class RawMailStore(Protocol):
    def get(self, key: str, *, up_to: int) -> RawMail: ...
    def keys_since(self, moment: datetime, *, after: str = "") -> Page[str]:
        """Keys of the raw mails that arrived since then; so many keys are looked through from there on, no more."""
        ...


class Workflow(Protocol):
    def start(self, case: Case) -> None:
        """Begin attempt `case.attempt`; a name used already counts as begun."""
        ...

    def answer(self, token: str, outcome: str) -> bool:
        """Wake the waiting workflow; False when nobody waits under this token any more."""
        ...


class Outbox(Protocol):
    """The send queue: notices to make and to send, at the post's own rate."""

    def send_notice(self, notice_id: str) -> None: ...
    def send_notices(self, notice_ids: Sequence[str]) -> None: ...
    def make_notices(
        self, case_id: str, cursor: Mapping[str, str] | None = None, *, delay: timedelta = timedelta()
    ) -> None: ...


class DecisionTimer(Protocol):
    def conclude_after(self, case_id: str, delay: timedelta) -> None:
        """Have the case concluded when the undo window has passed."""
        ...


class Letter(NamedTuple):
    """A mail of ours, ready to go. Header values are ours alone, never a stranger's text."""

    to: str
    subject: str
    text: str
    reply_to: str
    notice_id: str
    in_reply_to: str = ""
    auto_reply: bool = False


class Post(Protocol):
    def send(self, letter: Letter) -> str:
        """Hand over to the mail service; gives back its message id."""
        ...


class Platform(Protocol):
    def tell(self, event: PlatformEvent) -> str:
        """Deliver one signed event: 'taken', 'superseded' or 'edited'. PlatformUnreachable: to be tried again."""
        ...


class Advice(NamedTuple):
    """What a language model answered, in words that nobody has checked, and what it read and wrote for it."""

    words: str
    tokens: int


class Adviser(Protocol):
    """A language model that may be asked for a second opinion."""

    @property
    def name(self) -> str: ...
    def ask(self, instructions: str, data: str) -> Advice:
        """One question, one answer, no second try. NoOpinion where there is none."""
        ...
