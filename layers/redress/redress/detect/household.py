"""Finds a second review of one product from one household. Who lives together is a guess, so a person looks."""

from collections.abc import Iterable
from datetime import datetime

from redress.detect.context import Context, Hint, findings_from
from redress.model import Finding, Review

NAME = "household"
VERSION = "1"


def detect(review: Review, context: Context) -> Iterable[Finding]:
    earlier = [
        other
        for other in context.others
        if other.by == "household"
        and not other.removed
        and other.review_id != review.review_id
        and _is_earlier(review, other.posted_at)
    ]
    hints = [
        Hint(
            "integrity.household",
            0.75,
            f"the same household has already posted review {other.review_id} of this product",
            "text",
            (0, len(review.text)),
        )
        for other in earlier[:1]
    ]
    return findings_from(hints, detector=NAME, version=VERSION)


def _is_earlier(review: Review, posted_at: datetime | None) -> bool:
    """The earliest one stays. Where a time is missing, the order in which we were told of them must do."""
    return review.posted_at is None or posted_at is None or posted_at <= review.posted_at
