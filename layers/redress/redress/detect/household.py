"""Finds a second review of one product from one household: by what the platform knows, and by what the author says."""

from collections.abc import Iterable, Iterator

from redress.detect.context import Context, Hint, findings_from, is_earlier
from redress.detect.cues import found
from redress.model import Finding, Review

NAME = "household"
VERSION = "1"


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    for text in context.texts:
        yield from found(NAME, text)
    shown = context.texts[-1:]
    earlier = (
        other
        for other in context.others
        if other.by == "household" and other.review_id != review.review_id and is_earlier(other, review)
    )
    for text, other in zip(shown, earlier, strict=False):  # one earlier review is enough to look
        says = f"the same household has already posted review {other.review_id} of this product"
        yield Hint("integrity.household", 0.75, says, text.field, (0, len(text.original)))
