"""Finds attacks by many: calls to attack somebody together or to have others' reviews erased, and insults in company.

Many unhappy customers who each tell their own experience are no pile-on, however many they are: only insults count, and
only where several people's insults of the same days name the same name.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from redress.detect import abuse
from redress.detect.context import Context, Hint, context_of, findings_from
from redress.detect.cues import found
from redress.model import Finding, Review
from redress.model.review import Other

NAME = "pile_on"
VERSION = "2"

_DAYS = timedelta(days=3)
_COMPANY = 2  # others who insult the same name
_INSULTS = 0.6
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?:@[\w.]{3,30}|\b[^\W\d_a-z][^\W\d_]{2,29}\b)")


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    for text in context.texts:
        yield from found(NAME, text)
    company = [other for other in context.others if _is_company(review, other)]
    if len(company) >= _COMPANY and _insults(review, context):
        yield from _together(review, [other for other in company if _insults(*_alone(other))])


def _together(review: Review, company: list[Other]) -> Iterator[Hint]:
    """The same name in what several people say who insult: shouted words and the product's own are no names."""
    known = {word.casefold() for word in review.product_title.split()}
    for match in _NAME.finditer(review.text):
        name = match.group()
        if name.isupper() or name.casefold() in known:
            continue
        others = [other for other in company if name in other.text]
        if len({other.author_id or other.review_id for other in others}) >= _COMPANY:
            named = ", ".join(other.review_id for other in others[:5])
            says = f"insults somebody whom {len(others)} others insult in the same days ({named})"
            yield Hint("respect.pile_on", 0.7, says, "text", match.span())


def _is_company(review: Review, other: Other) -> bool:
    if other.by == "author" or other.review_id == review.review_id:
        return False
    return bool(review.posted_at and other.posted_at) and abs(review.posted_at - other.posted_at) <= _DAYS  # type: ignore[operator]


def _insults(review: Review, context: Context) -> bool:
    return any(finding.score >= _INSULTS for finding in abuse.detect(review, context))


def _alone(other: Other) -> tuple[Review, Context]:
    review = Review(review_id="other", title=other.title[:500], text=other.text[:20_000])
    return review, context_of(review)
