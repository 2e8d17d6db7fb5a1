"""What the desk finds, as lists show cases: by search, among relatives, and alike."""

from datetime import datetime

from redress.casework import Match, Relative, Relatives, SearchResult
from redress.desk_views import CaseItem, of_line
from redress.model import Outcome, Value


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
