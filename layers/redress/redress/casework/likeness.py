"""Identical reports, decided together: copies of one text, or one person's same words on several reviews.

What is alike is found anew when it is decided, so that nobody decides together what has nothing in common. And each
case is decided as if it were alone: its version, its holder, its roles, its second person, its time to take back.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from redress.casework.lines import line_of
from redress.errors import InvalidInput, RedressError
from redress.model import Case, CaseLine, Report, Staff, Value
from redress.model.moves import WITH_A_PERSON
from redress.model.people import staff_only
from redress.ports import CaseStore, Clock, ReportStore
from redress.ports.desk import DeskStore
from redress.review import Wish
from redress.review.wishes import Grounds, Words

MOST = 50
LOOKED_THROUGH = 100
NEWEST = 5
"""Reports of a case whose like is looked for: where there are more, they are of many people."""
TOGETHER = timedelta(days=1)

Why = Literal["text", "reports"]
CaseId = Annotated[str, Field(max_length=200)]


class Read(Value):
    """A case as it was read."""

    case_id: CaseId
    version: Annotated[int, Field(strict=True)]


class WishForAll(Value):
    """The body of `POST /v1/cases/{case_id}/alike/decision`."""

    cases: Annotated[tuple[Read, ...], Field(min_length=1, max_length=MOST)]
    outcome: Literal["remove", "keep", "out_of_scope"]
    grounds: Grounds = ()
    explanation: Words


class Several(Value):
    """The body of `POST /v1/cases/{case_id}/alike/withdraw`."""

    cases: Annotated[tuple[CaseId, ...], Field(min_length=1, max_length=MOST)]


class Alike(Value):
    """A case, what is alike about it, what was said of it, and what this person may do with it."""

    line: CaseLine
    version: int
    allowed: tuple[str, ...]
    alike: tuple[Why, ...]
    explanation: str


class Alikes(Value):
    """A case and those that wait for a person and are like it; `more` when that is not all."""

    case: Alike
    others: tuple[Alike, ...]
    more: bool


class Done(Value):
    """What became of one of several: the case as it moved, or why it did not."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    case_id: str
    case: Case | None = None
    refusal: RedressError | None = None


def alike(
    case_id: str, staff: Staff, *, cases: CaseStore, reports: ReportStore, desk_store: DeskStore, clock: Clock
) -> Alikes:
    """A preview: nothing moves."""
    staff_only(staff)
    case, now = cases.get(case_id), clock()
    own = reports.of_case(case_id, limit=NEWEST).items
    said = _same_words(own, desk_store)
    copies = desk_store.kin("words", case.words, limit=LOOKED_THROUGH) if case.words else ()
    near = [each for each in desk_store.cases({*copies, *said}) if each.case_id != case_id]
    waiting = [each for each in near if each.status in WITH_A_PERSON and _why(each, case, said)]
    waiting.sort(key=lambda each: (each.opened_at, each.case_id))

    def shown(each: Case) -> Alike:
        words = said.get(each.case_id, own[0].explanation if own and each is case else "")
        return Alike(
            line=line_of(each),
            version=each.version,
            allowed=each.allowed(staff, now),
            alike=_why(each, case, said),
            explanation=words,
        )

    return Alikes(case=shown(case), others=tuple(map(shown, waiting[: MOST - 1])), more=len(waiting) >= MOST)


def decide_alike(
    case_id: str,
    wish: WishForAll,
    staff: Staff,
    *,
    decide: Callable[[str, Wish, Staff, str], Case],
    cases: CaseStore,
    reports: ReportStore,
    desk_store: DeskStore,
    clock: Clock,
) -> tuple[Done, ...]:
    """Decide each as if it were alone; what is refused is refused for itself. The log says what it was decided with."""
    found = alike(case_id, staff, cases=cases, reports=reports, desk_store=desk_store, clock=clock)
    known = {each.line.case_id for each in (found.case, *found.others)}

    def one(read: Read) -> Case:
        if read.case_id not in known:
            raise InvalidInput.at("/cases", "This case is not like the one it was to be decided with.")
        own = Wish(outcome=wish.outcome, grounds=wish.grounds, explanation=wish.explanation, version=read.version)
        return decide(read.case_id, own, staff, case_id)

    return tuple(_done(read.case_id, partial(one, read)) for read in wish.cases)


def withdraw_all(several: Several, staff: Staff, *, withdraw: Callable[[str, Staff], Case]) -> tuple[Done, ...]:
    """Take back each that can still be taken back."""
    staff_only(staff)
    return tuple(_done(case_id, partial(withdraw, case_id, staff)) for case_id in several.cases)


def _done(case_id: str, work: Callable[[], Case]) -> Done:
    try:
        return Done(case_id=case_id, case=work())
    except RedressError as refusal:
        return Done(case_id=case_id, refusal=refusal)


def _same_words(own: Iterable[Report], desk_store: DeskStore) -> dict[str, str]:
    """Cases on which one of these reporters said these very words, within a day; with the words."""
    found: dict[str, str] = {}
    for report in own:
        said = desk_store.said_by(report.speaker, limit=LOOKED_THROUGH)
        like = [saying.report_id for saying in said if saying.wording == report.wording]
        for other in desk_store.reports(like):
            if other.case_id and abs(other.received_at - report.received_at) <= TOGETHER:
                found.setdefault(other.case_id, other.explanation)
    return found


def _why(each: Case, case: Case, said: dict[str, str]) -> tuple[Why, ...]:
    text: tuple[Why, ...] = ("text",) if case.words and each.words == case.words else ()
    return (*text, "reports") if each.case_id in said else text
