"""What the desk finds, as lists show cases: by search, among relatives, and alike."""

from collections.abc import Iterable
from datetime import datetime

from redress.casework import Alike, Alikes, Done, Match, Relative, Relatives, SearchResult, Why
from redress.model import Outcome, Value
from redress.views.lists import CaseItem, Moved, moved, of_line
from redress.web import Refusing, refusing


class FoundItem(CaseItem):
    """A case that was found, and by what."""

    matched: Match


class FoundItems(Value):
    """An answer of the search: how the question was understood, and what it names; `more` when that is not all."""

    q: str
    understood_as: tuple[Match, ...]
    items: tuple[FoundItem, ...]
    more: bool


class RelatedItem(CaseItem):
    """Another case, and how it ended if it has."""

    round: int
    outcome: Outcome | None
    grounds: tuple[str, ...]
    decided_at: datetime | None


class RelatedItems(Value):
    """The other cases of the review's author and of its product, those opened last first."""

    author: tuple[RelatedItem, ...]
    product: tuple[RelatedItem, ...]
    author_more: bool
    product_more: bool


def found_items(found: SearchResult, now: datetime) -> FoundItems:
    items = tuple(FoundItem(**of_line(hit.line, now), matched=hit.matched) for hit in found.hits)
    return FoundItems(q=found.q, understood_as=found.understood_as, items=items, more=found.more)


def related_items(relatives: Relatives, now: datetime) -> RelatedItems:
    return RelatedItems(
        author=tuple(_related(each, now) for each in relatives.author),
        product=tuple(_related(each, now) for each in relatives.product),
        author_more=relatives.author_more,
        product_more=relatives.product_more,
    )


def _related(of: Relative, now: datetime) -> RelatedItem:
    return RelatedItem(
        **of_line(of.line, now), round=of.round, outcome=of.outcome, grounds=of.grounds, decided_at=of.decided_at
    )


class AlikeItem(CaseItem):
    """A case like another: what is alike, what was said of it, and what this person may do with it."""

    version: int
    allowed: tuple[str, ...]
    alike: tuple[Why, ...]
    explanation: str


class AlikeItems(Value):
    """A case and those that are like it, which may be decided together."""

    case: AlikeItem
    items: tuple[AlikeItem, ...]
    more: bool


class DoneItem(Value):
    """What became of one of several cases."""

    case_id: str
    done: bool
    moved: Moved | None
    problem: Refusing | None


class DoneItems(Value):
    """What became of each, in the order that was asked."""

    items: tuple[DoneItem, ...]


def alike_items(found: Alikes, now: datetime) -> AlikeItems:
    return AlikeItems(
        case=_alike(found.case, now), items=tuple(_alike(each, now) for each in found.others), more=found.more
    )


def _alike(of: Alike, now: datetime) -> AlikeItem:
    return AlikeItem(
        **of_line(of.line, now),
        version=of.version,
        allowed=of.allowed,
        alike=of.alike,
        explanation=of.explanation,
    )


def done_items(done: Iterable[Done]) -> DoneItems:
    return DoneItems(
        items=tuple(
            DoneItem(
                case_id=each.case_id,
                done=each.case is not None,
                moved=moved(each.case) if each.case else None,
                problem=refusing(each.refusal) if each.refusal else None,
            )
            for each in done
        )
    )
