"""What is outside the process and not AWS, played in memory: each remembers what it was asked, and can be told "
"to fail."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from redress.errors import PlatformUnreachable, Undeliverable
from redress.model import Case, Event, PlatformEvent, Route, Status
from redress.ports import Letter


class MovedClock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class RememberedWorkflow:
    """Executions by name, and the tokens that still wait. `broken` makes each call fail as AWS would."""

    def __init__(self) -> None:
        self.started: list[tuple[str, int, Route]] = []
        self.waiting: dict[str, str] = {}
        self.answers: list[tuple[str, str]] = []
        self.broken: Exception | None = None
        self._numbers = count(1)

    def start(self, case: Case) -> None:
        if self.broken:
            raise self.broken
        route = Route.TAKEDOWN if case.status is Status.ACTING else Route.HUMAN_REVIEW
        if (case.case_id, case.attempt) not in [(case_id, attempt) for case_id, attempt, _ in self.started]:
            self.started.append((case.case_id, case.attempt, route))

    def answer(self, token: str, outcome: str) -> bool:
        if self.broken:
            raise self.broken
        if self.waiting.pop(token, None) is None:
            return False
        self.answers.append((token, str(outcome)))
        return True

    def token_for(self, case_id: str) -> str:
        """A task token, as an execution that has come to its human review hands it out."""
        token = f"token-{next(self._numbers)}"
        self.waiting[token] = case_id
        return token

    def dies(self) -> None:
        """All executions are gone, as after a restart."""
        self.waiting.clear()

    @property
    def starts(self) -> list[tuple[str, int]]:
        return [(case_id, attempt) for case_id, attempt, _ in self.started]


class RememberedOutbox:
    """The send queue, read by the test."""

    def __init__(self) -> None:
        self.messages: list[dict[str, object]] = []
        self.delays: list[timedelta] = []

    def send_notice(self, notice_id: str) -> None:
        self.messages.append({"notice_id": notice_id})

    def send_notices(self, notice_ids: Sequence[str]) -> None:
        for notice_id in notice_ids:
            self.send_notice(notice_id)

    def make_notices(
        self, case_id: str, cursor: Mapping[str, str] | None = None, *, delay: timedelta = timedelta()
    ) -> None:
        self.messages.append({"case_id": case_id, **({"cursor": dict(cursor)} if cursor else {})})
        self.delays.append(delay)

    def taken(self) -> list[dict[str, object]]:
        """The messages that wait, taken from the queue."""
        messages, self.messages = self.messages, []
        return messages


class RememberedTimer:
    def __init__(self) -> None:
        self.set: list[tuple[str, timedelta]] = []

    def conclude_after(self, case_id: str, delay: timedelta) -> None:
        self.set.append((case_id, delay))


class RememberedPost:
    """`refused` are addresses that the mail service refuses for good; `broken` makes each call fail."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refused: set[str] = set()
        self.broken: Exception | None = None

    def send(self, letter: Letter) -> str:
        if self.broken:
            raise self.broken
        if letter.to in self.refused:
            raise Undeliverable("The mail service refuses this letter.")
        self.letters.append(letter)
        return f"message-{len(self.letters)}"

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.to == address]


class PlayedPlatform:
    """A shop that keeps the webhook's rules: each id once and remembered, no event overtaken, no text that "
    "nobody judged."""

    def __init__(self) -> None:
        self.heard: list[PlatformEvent] = []
        self.snapshots: dict[str, str] = {}
        self.visible: dict[str, bool] = {}
        self.bars: dict[tuple[str, str, str], bool] = {}
        self.down = False
        self.before_answering: Callable[[], None] | None = None
        self._answers: dict[str, str] = {}
        self._sequences: dict[str, int] = {}

    def tell(self, event: PlatformEvent) -> str:
        if self.down:
            raise PlatformUnreachable("The platform's webhook did not answer.")
        self.heard.append(event)
        if event.event_id not in self._answers:
            self._answers[event.event_id] = self._answer(event)
        if self.before_answering:
            self.before_answering()
        return self._answers[event.event_id]

    def _answer(self, event: PlatformEvent) -> str:
        if event.type in {Event.BARRED, Event.BAR_LIFTED}:
            named = (event.data["author_id"], event.data["product_id"], event.data["case_id"])
            self.bars[named] = event.type is Event.BARRED
            return "taken"
        if event.type is Event.NOTICE_ISSUED:
            return "taken"
        review_id, sequence = event.data["review_id"], event.data["sequence"]
        if sequence <= self._sequences.get(review_id, 0):
            return "superseded"
        if event.data["snapshot"] != self.snapshots.get(review_id, event.data["snapshot"]):
            return "edited"
        self._sequences[review_id] = sequence
        self.visible[review_id] = event.type is Event.RESTORED
        return "taken"

    def told(self, kind: Event) -> list[PlatformEvent]:
        return [event for event in self.heard if event.type is kind]
