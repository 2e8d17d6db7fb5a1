"""How a text is written: as machines write, or as people do? A signal beside the others, never a ground.

Two views, and the stronger counts: likeness to machine-written reviews, and how evenly it is written, for which no
machine was an example. It never fires: no threshold in the policy names it, and it stays a hint whatever it finds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from redress.detect.context import Context, Hint, findings_from
from redress.detect.features import tokens
from redress.detect.languages import language_of
from redress.detect.learnt import WORTH_SAYING, mapped_once, sigmoid, weights
from redress.detect.vectors import vectors
from redress.model import Finding, Review

NAME = "manner"
VERSION = "1"
FEWEST_WORDS = 8
_HINT_ONLY = 0.75
_LONGEST = 60
_SAYS = "is written evenly, the way machines write (learnt from examples: a signal, no proof, never a ground)"
_SENTENCE = re.compile(r"[.!?\u2026]+\s+")


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    for text in context.texts:
        if text.field == "text" and language_of(text.text, review.author_lang) == "en":
            even, judged = evenness(text.text), weights(NAME).judged(text.text)
            if even and judged:
                score = _HINT_ONLY * max(judged.score, sigmoid(mapped_once("evenness")[1], even))
                if score >= WORTH_SAYING:
                    yield Hint("authenticity.fake", score, _SAYS, text.field, text.span(0, len(text.text)))


def evenness(text: str) -> Sequence[float] | None:
    """Rare words and slips, how long sentences are and how much that varies. Nothing of a short text."""
    words = [token.word for token in tokens(text) if token.word[0].isalpha()]
    if len(words) < FEWEST_WORDS:
        return None
    length = vectors().length
    known = [length(word) for word in words]
    weighed = [each for each in known if each is not None]
    lengths = [min(_LONGEST, len(sentence.split())) for sentence in _SENTENCE.split(text) if sentence]
    return (
        known.count(None) / len(words),
        *_mean_and_spread(weighed),
        *_mean_and_spread(lengths),
    )


def _mean_and_spread(of: Sequence[float]) -> tuple[float, float]:
    size = max(1, len(of))
    mean = sum(of) / size
    return mean, sqrt(sum([(each - mean) ** 2 for each in of]) / size)
