"""Finds a wave: far more reviews of a product than usual within two days, and several of them alike or by new accounts.

That a product becomes popular is nothing unusual: the pace alone is a hint, which moves nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from redress.detect.context import Context, Hint, findings_from
from redress.detect.copies import likeness
from redress.detect.folding import Folded
from redress.detect.runs import Shape
from redress.model import Finding, Review
from redress.model.review import Other, Pace

NAME = "surge"
VERSION = "1"

_WINDOW, _USUAL = timedelta(days=2), timedelta(days=28)
_FEWEST, _TIMES_USUAL = 8, 4
_ALIKE, _NEARLY = 2, 0.4
_YOUNG, _MANY_YOUNG = timedelta(days=7), 0.6
_NAMED = 5  # reviews that a reason names


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    posted = review.posted_at
    if posted is None or not context.texts:
        return
    pace = context.pace or _pace(posted, context.others)
    if pace.in_window < max(_FEWEST, _TIMES_USUAL * (pace.usual + 1)):
        return
    peers = [other for other in context.others if _is_peer(other, review, posted)]
    own = context.texts[-1]
    alike = [other for other in peers if _is_alike(own, other)]
    says = f"{pace.in_window} reviews of this product came within two days, where {pace.usual:.0f} are usual"
    score = 0.3
    if len(alike) >= _ALIKE:
        named = ", ".join(other.review_id for other in alike[:_NAMED])
        score, says = 0.75, f"{says}; {len(alike)} by others say nearly the same ({named})"
    elif _is_young(review.author_since, posted) and _share_young(peers) >= _MANY_YOUNG:
        score, says = 0.65, f"{says}; most of them, this one too, come from accounts opened within the week before"
    yield Hint("integrity.surge", score, says, own.field, (0, len(own.original)))


def _pace(posted: datetime, others: Sequence[Other]) -> Pace:
    """By the times of the others, where nobody has counted."""
    ages = [posted - other.posted_at for other in others if other.posted_at and other.same_product]
    before = sum(1 for age in ages if _WINDOW <= age < _WINDOW + _USUAL)
    return Pace(in_window=1 + sum(1 for age in ages if timedelta() <= age < _WINDOW), usual=before * _WINDOW / _USUAL)


def _is_peer(other: Other, review: Review, posted: datetime) -> bool:
    near = other.posted_at is not None and abs(other.posted_at - posted) <= _WINDOW
    return near and other.same_product and other.by != "author" and other.review_id != review.review_id


def _is_alike(own: Folded, other: Other) -> bool:
    """What hardly tells anything is alike by chance."""
    shape = Shape(own)
    if not shape.is_enough or shape.is_common:
        return False
    return likeness(shape, Shape.of(other.text, shape.measure), own).share >= _NEARLY


def _is_young(since: datetime | None, posted: datetime) -> bool:
    return since is not None and posted - since <= _YOUNG


def _share_young(peers: Sequence[Other]) -> float:
    """Of those whose account's age the platform tells; none where it tells of too few."""
    known = [other for other in peers if other.author_since and other.posted_at]
    young = [other for other in known if other.posted_at and _is_young(other.author_since, other.posted_at)]
    return len(young) / len(known) if len(known) >= _FEWEST - 1 else 0.0
