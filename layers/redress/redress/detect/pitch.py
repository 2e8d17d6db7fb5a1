"""Finds adverts that use none of the known phrases, by likeness to examples. Only ever for a person to see."""

from collections.abc import Iterable

from redress.detect.context import Context, findings_from
from redress.detect.languages import language_of
from redress.detect.learnt import hints
from redress.model import Finding, Review

NAME = "pitch"
VERSION = "2"
_SAYS = "reads like an advert (learnt from examples: a guess, no proof)"


def detect(review: Review, context: Context) -> Iterable[Finding]:
    english = (text for text in context.texts if language_of(text.text, review.author_lang) == "en")
    found = (hint for text in english for hint in hints(text, NAME, "promotion.advertising", _SAYS))
    return findings_from(found, detector=NAME, version=VERSION)
