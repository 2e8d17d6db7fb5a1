"""Finds texts that were posted before: word for word, edited, or in part. Common phrases are nobody's.

Two texts are compared by the runs of three words (six letters where no spaces are written) that they share.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from redress.detect.context import Context, Hint, Other, findings_from
from redress.detect.folding import Folded, Span, fold
from redress.model import Finding, Review

NAME = "copies"
VERSION = "1"

_UNIT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\\W_]{1,40}")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FEWEST_WORDS = 8  # "Great product, works as described" is said by thousands and copied by none
_FEWEST_WIDE_UNITS = 25  # letters, where no spaces are written
_WORDS_A_RUN, _WIDE_UNITS_A_RUN = 3, 6
_EXACT, _EDITED, _MODIFIED = 0.98, 0.5, 0.4
_PARTIAL_UNITS = 16  # so many shared words in a row are not chance


class Shape(NamedTuple):
    """A text's units with their places, and the runs that can be compared."""

    units: Sequence[str]
    places: Sequence[Span]
    runs: Sequence[str]
    length: int  # units a run

    @property
    def enough(self) -> int:
        """The fewest units that are worth comparing."""
        return _FEWEST_WORDS if self.length == _WORDS_A_RUN else _FEWEST_WIDE_UNITS


class Likeness(NamedTuple):
    share: float
    longest: int
    spans: Sequence[Span]


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    own = next((text for text in context.texts if text.field == "text"), None)
    if own is None or not context.others:
        return
    shape = _shape(own)
    if len(shape.units) < shape.enough:
        return
    for other in context.others:
        if other.review_id != review.review_id:
            yield from _judged(other, _likeness(shape, _shape(fold("text", other.text), shape.length)))


def _shape(text: Folded, length: int = 0) -> Shape:
    found = list(_UNIT.finditer(text.text))
    units = [match.group() for match in found]
    if not length:
        wide = sum(1 for unit in units if _WIDE.match(unit))
        length = _WIDE_UNITS_A_RUN if wide * 2 > len(units) else _WORDS_A_RUN
    runs = [" ".join(units[start : start + length]) for start in range(len(units) - length + 1)]
    return Shape(units, [text.span(*match.span()) for match in found], runs, length)


def _likeness(own: Shape, other: Shape) -> Likeness:
    """How much of this text stands in the other, its longest stretch, and where."""
    known = set(other.runs)
    shared = [run in known for run in own.runs]
    spans: list[Span] = []
    longest = start = 0
    for place in range(len(shared) + 1):
        if place < len(shared) and shared[place]:
            continue
        if place > start:
            units = place - start + own.length - 1
            longest = max(longest, units)
            spans.append((own.places[start][0], own.places[start + units - 1][1]))
        start = place + 1
    return Likeness(sum(shared) / max(1, len(shared)), longest, spans)


def _judged(other: Other, like: Likeness) -> Iterator[Hint]:
    how = _how(like)
    if other.removed and (how or (other.by == "author" and like.share >= _MODIFIED)):
        whose = "of the same author" if other.by == "author" else "of another author"
        says = f"{how or 'much of the same text'} as review {other.review_id} {whose}, which was removed"
        sure = (0.97 if how else 0.75) if other.by == "author" else 0.85
        yield from (Hint("integrity.repost", sure, says, "text", span) for span in like.spans)
    elif how and not other.removed:
        sure = 0.95 if like.share >= _EXACT else 0.85 if like.share >= _EDITED else 0.7
        if other.by == "author":
            sure = 0.5  # to repeat oneself is no theft
        says = f"{how} as the earlier review {other.review_id}"
        yield from (Hint("rights.copied_text", sure, says, "text", span) for span in like.spans)


def _how(like: Likeness) -> str:
    if like.share >= _EXACT:
        return "the same text, word for word,"
    if like.share >= _EDITED:
        return "nearly the same text"
    return "a long passage, word for word," if like.longest >= _PARTIAL_UNITS else ""
