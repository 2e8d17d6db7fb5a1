"""Finds complaints about a seller, a delivery or customer service in other words than the known ones, by likeness to
examples. Only ever a hint for a person.
"""

from collections.abc import Iterable

from redress.detect.context import Context, findings_from
from redress.detect.languages import language_of
from redress.detect.learnt import hints
from redress.model import Finding, Review

NAME = "complaints"
VERSION = "2"
_SAYS = "reads like a complaint about a seller or a service (learnt from examples: a guess, no proof)"


def detect(review: Review, context: Context) -> Iterable[Finding]:
    english = (text for text in context.texts if language_of(text.text, review.author_lang) == "en")
    found = (hint for text in english for hint in hints(text, NAME, "relevance.off_topic", _SAYS))
    return findings_from(found, detector=NAME, version=VERSION)
