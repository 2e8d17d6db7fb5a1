"""`redress demo`: plays the day from morning to evening and says what became of it."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from local.demo.doors import Doors, Unexpected
from local.demo.script import AppealLine, Burst, Day, DecisionLine, MailLine, ReportLine, read_day
from local.demo.summary import show_summary
from local.shop.stock import load_stock
from local.state import StateDir

CLIENTS = 8
PATIENCE = 45.0
LOOK_EVERY = 0.5
WAITING = {"human_review", "legal_review"}
ON_ITS_WAY = {"open", "deciding", "acting"}
ALONE = ("opening", "burst", "appeal", "repost", "rest")
REVIEW_URL = re.compile(r"\{shop\}/reviews/(\w+)")


@dataclass
class Tally:
    """What happened, for the summary."""

    counts: Counter[str] = field(default_factory=Counter)
    reviews: dict[str, None] = field(default_factory=dict)  # in the order they came up
    troubles: list[str] = field(default_factory=list)


class Play:
    def __init__(self, day: Day, doors: Doors, *, fast: bool, console: Console) -> None:
        self._day = day
        self._doors = doors
        self._fast = fast
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description:<44}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=self._steps())
        self.tally = Tally()

    def run(self) -> Tally:
        with self._progress:
            self._opening()
            for line in self._day.reports:
                self._step(f"A report on {line.review}", partial(self._report, line))
            for line in self._repeated():
                self._step(f"The report on {line.review} once more", partial(self._repeat, line))
            for mail in self._day.mails:
                self._step(f"A mail: {mail.name}", partial(self._mail, mail))
            self._step(
                f"{self._day.burst.reports} reports on one review at once", partial(self._burst, self._day.burst)
            )
            for decision in self._day.decisions:
                self._step(
                    f"{decision.by.capitalize()} looks at {decision.review}",
                    partial(self._decide, decision),
                )
            self._step("An author contests a decision", partial(self._appeal, self._day.appeal))
            self._step("An author tries it again", self._repost)
            self._step("Everything comes to rest", self._rest)
            for line in self._repeated():
                self._step(f"Whoever reported {line.review} looks it up", partial(self._look_up, line))
        return self.tally

    def _steps(self) -> int:
        day = self._day
        return len(day.reports) + 2 * len(day.repeats) + len(day.mails) + len(day.decisions) + len(ALONE)

    def _step(self, what: str, act: Callable[[], str]) -> None:
        """One thing that happens. What goes wrong is told and noted, and the day goes on."""
        self._progress.update(self._task, description=what)
        try:
            self._say(what, act())
        except Unexpected as unexpected:
            self.tally.troubles.append(str(unexpected))
            self._say(what, f"[red]{unexpected}[/red]")
        self._progress.advance(self._task)
        if not self._fast:
            time.sleep(0.6)

    def _say(self, what: str, result: str) -> None:
        self._progress.console.print(
            f"[dim]{time.strftime('%H:%M:%S')}[/dim]  {what:<44} {result}", highlight=False, soft_wrap=True
        )

    def _opening(self) -> None:
        def told() -> str:
            waiting = [one["review_id"] for one in self._doors.reviews() if not one["told"]]
            if waiting and not self._until(lambda: all(one["told"] for one in self._doors.reviews())):
                raise Unexpected(f"The shop could not tell Redress of {len(waiting)} of its reviews yet.")
            return f"{len(self._doors.reviews())} reviews"

        self._step("The shop tells of its reviews", told)

    # reporters

    def _report(self, line: ReportLine) -> str:
        receipt, replayed = self._doors.report(line)
        self.tally.reviews[line.review] = None
        self.tally.counts["reports that were known already" if replayed else "reports taken in"] += 1
        how = "by the API, the shop vouches for who it is" if line.by else "by the API"
        return f"{receipt['reference']}  {how}{', known already' if replayed else ''}"

    def _repeated(self) -> list[ReportLine]:
        firsts = {line.review: line for line in reversed(self._day.reports)}
        return [firsts[review] for review in self._day.repeats]

    def _repeat(self, line: ReportLine) -> str:
        first, _ = self._doors.report(line)
        second, replayed = self._doors.report(line)
        if not replayed or first["report_id"] != second["report_id"]:
            raise Unexpected(f"A repeated report on {line.review} was counted twice.")
        self.tally.counts["repeats answered with the first answer"] += 1
        return f"{second['reference']}  the same answer"

    def _mail(self, line: MailLine) -> str:
        self.tally.reviews.update(dict.fromkeys(REVIEW_URL.findall(line.text)))
        sent = self._doors.state.recall("demo") or {"mails": []}
        if line.name in sent["mails"]:
            return "sent on an earlier run"
        self._doors.mail(line)
        self._doors.state.remember("demo", {"mails": [*sent["mails"], line.name]})
        self.tally.counts["mails taken in"] += 1
        return "taken by the abuse mailbox"

    def _burst(self, burst: Burst) -> str:
        lines = [
            ReportLine(burst.review, burst.says, "customer", burst.guideline, by=f"reader-{n:03}", name=f"Reader {n}")
            for n in range(1, burst.reports + 1)
        ]
        self.tally.reviews[burst.review] = None
        began = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            answers = list(clients.map(self._doors.report, lines))
        seconds = time.monotonic() - began
        replays = sum(replayed for _, replayed in answers)
        self.tally.counts["reports taken in"] += len(answers) - replays
        self.tally.counts["reports that were known already"] += replays
        return f"{len(answers)} answers in {seconds:.1f} s{', known already' if replays else ''}"

    # moderators

    def _decide(self, line: DecisionLine) -> str:
        case = self._case(line.review, lambda case: case["status"] not in ON_ITS_WAY)
        if case["status"] not in WAITING or (case["status"] == "legal_review" and line.outcome == "escalate"):
            return f"is {case['status']} already"
        if not self._doors.decide(case, line):
            return "somebody else has it in hand"
        self.tally.counts["decisions by moderators"] += 1
        return f"{line.outcome}{' for ' + ', '.join(line.grounds) if line.grounds else ''}"

    def _case(self, review: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest round of a review's case, once it is what is asked of it."""
        found: dict[str, Any] = {}

        def look() -> bool:
            found.update(self._doors.newest_case(review) or {})
            return bool(found) and holds(found)

        if not self._until(look):
            raise Unexpected(f"The case on {review} is {found.get('status', 'not there')} after {PATIENCE:.0f} s.")
        return found

    def _until(self, holds: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_EVERY)
        return True

    # authors

    def _appeal(self, line: AppealLine) -> str:
        author = self._doors.review(line.review)["author_id"]
        tokens: list[str] = []

        def told() -> bool:
            links = [one["link"] for one in self._doors.messages(author) if one["review_id"] == line.review]
            tokens[:] = [link.rpartition("/decision/")[2] for link in links if "/decision/" in link]
            return bool(tokens)

        if not self._until(told):
            raise Unexpected(f"The author of {line.review} was not told of the decision.")
        if not self._doors.appeal(tokens[-1], line):
            return "contested on an earlier run"
        self.tally.counts["appeals"] += 1
        case = self._case(line.review, lambda case: case["status"] == "human_review")
        answer = DecisionLine(line.review, line.heard_by, line.outcome, line.answer, tuple(self._grounds(line.review)))
        if self._doors.decide(case, answer):
            self.tally.counts["decisions by moderators"] += 1
            return f"heard by {line.heard_by}: {line.outcome}"
        return f"waits for {line.heard_by}"

    def _grounds(self, review: str) -> list[str]:
        grounds: list[str] = self._doors.review(review)["grounds"]
        return grounds

    def _repost(self) -> str:
        if not self._until(lambda: not self._doors.review(self._day.repost)["visible"]):
            raise Unexpected(f"{self._day.repost} is still there, so there is nothing to post again.")
        review = self._doors.review(self._day.repost)
        first = load_stock().reviews[self._day.repost]
        words = {"rating": str(first.rating), "lang": first.lang, "title": first.title, "text": first.text}
        if self._doors.write_review(review["author_id"], review["product_id"], words) == 409:
            self.tally.counts["reviews refused before they appeared"] += 1
            return "refused, with the reason"
        raise Unexpected("A text that had been removed was published again.")

    # evening

    def _rest(self) -> str:
        """Wait for what is on its way, so that the summary tells how it ended."""
        reviews = list(self.tally.reviews)

        def at_rest() -> bool:
            while reviews:
                case = self._doors.newest_case(reviews[-1])
                if case is None or case["status"] in ON_ITS_WAY:
                    return False
                reviews.pop()
            return True

        if not self._until(at_rest):
            raise Unexpected(f"On their way after {PATIENCE:.0f} s still: {', '.join(reviews)}.")
        return "every report is answered or waits for a person"

    def _look_up(self, line: ReportLine) -> str:
        receipt, _ = self._doors.report(line)
        state = self._doors.report_state(receipt)
        decision = state.get("decision")
        return f"{state['status']}: {decision['outcome']}" if decision else str(state["status"])


def play(state: StateDir, *, fast: bool) -> int:
    console = Console()
    doors = Doors.of(state)
    with _pace(console, fast=fast):
        tally = Play(read_day(), doors, fast=fast, console=console).run()
    show_summary(doors, tally.counts, list(tally.reviews), console=console)
    return 1 if tally.troubles else 0


@contextmanager
def _pace(console: Console, *, fast: bool) -> Iterator[None]:
    console.print(f"A day at the shop{'' if fast else ' (--fast leaves out the pauses)'}:\n", highlight=False)
    yield
    console.print()
