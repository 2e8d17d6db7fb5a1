"""Finds reviews that are about the seller, the delivery or a quarrel. Only ever a hint for a person.

A word on the parcel beside what is said of the product is fine: what counts is how much of the review it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from redress.detect.context import Context, Hint, findings_from
from redress.detect.cues import found
from redress.detect.folding import Folded, Span
from redress.model import Finding, Review

NAME = "off_topic"
VERSION = "2"

_CLAUSE = re.compile(
    r"(?:(?! (?:but|and the|however|aber|pero|mais|maar|mas) )[^.!?,;:\n\u3002\uff01\uff1f\uff0c\u3001\uff1b]){3,}"
)
_SAYS_NOTHING_ELSE = "says hardly anything else"
_NOTHING_ELSE, _IN_PASSING = 0.7, 0.4
_MENTION = 0.3
"""Up to here a phrase only names what it is about, and complains of nothing."""


def detect(_review: Review, context: Context) -> Iterable[Finding]:
    hints = (hint for text in context.texts for hint in _hints(text))
    return findings_from(hints, detector=NAME, version=VERSION)


def _hints(text: Folded) -> Iterator[Hint]:
    hints = list(found(NAME, text))
    if not hints:
        return
    share = _share(text.original, [hint.span for hint in hints if hint.score > _MENTION])
    for hint in hints:
        passing = share < _IN_PASSING and hint.score > _MENTION and text.field == "text"
        yield hint._replace(score=hint.score / 2) if passing else hint
    if share >= _NOTHING_ELSE:
        strongest = max(hints, key=lambda hint: hint.score)
        yield strongest._replace(score=0.4, says=_SAYS_NOTHING_ELSE)


def _share(original: str, spans: Sequence[Span]) -> float:
    """Of the clauses, those in which it is said."""
    clauses = [match.span() for match in _CLAUSE.finditer(original)]
    said = sum(any(start < last and first < end for first, last in spans) for start, end in clauses)
    return said / len(clauses) if clauses else 0.0
