"""Finds texts that were posted before: word for word, edited, or in part. Common phrases are nobody's.

Two texts are compared by the runs of three words (six letters where no spaces are written) that they share.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from redress.detect.context import Context, Hint, findings_from, is_earlier
from redress.detect.folding import Folded, Span
from redress.detect.runs import Shape, words_of
from redress.model import Finding, Review
from redress.model.review import Other

NAME = "copies"
VERSION = "2"

_EXACT, _EDITED, _MODIFIED = 0.98, 0.4, 0.3
_LONG, _LONG_ENOUGH = 5, 1.5  # stretches of five words count together; of these, so many times a passage are needed
_CHANCE = 3  # so many others say the same few common words: it is a phrase, and nobody's
_OPENING = frozenset('"\u201c\u201e\u00ab\u300c\u300e')
_CLOSING = frozenset('"\u201d\u201c\u00bb\u300d\u300f')


class Stretch(NamedTuple):
    start: int
    end: int


class Likeness(NamedTuple):
    """What of this text stands in the other: the share of its runs, whether there is a passage, and where.

    The share is nothing where so few words are the same that chance is enough of a reason.
    """

    share: float
    passage: bool
    spans: Sequence[Span]


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    own = next((text for text in context.texts if text.field == "text"), None)
    if own is None or not context.others:
        return
    shape, words = Shape(own), words_of(own.original)
    found: list[tuple[Other, Likeness]] = []
    for other in context.others:
        if other.review_id == review.review_id or not is_earlier(other, review):
            continue  # who was first has copied nothing, and posted nothing again
        if shape.is_enough:
            found.append((other, likeness(shape, Shape.of(other.text, shape.measure), own)))
        elif other.removed and words and words == words_of(other.text):
            found.append((other, Likeness(1.0, passage=False, spans=[(0, len(own.original))])))
    said_by_all = shape.is_common and _tellers(found) >= _CHANCE
    for other, like in found:
        if other.removed or not said_by_all:
            yield from _judged(other, like, 0.65 if shape.is_common else 1.0)


def _tellers(found: Iterable[tuple[Other, Likeness]]) -> int:
    """How many others have said nearly the same."""
    return sum(1 for other, like in found if other.by != "author" and like.share >= _EDITED)


def likeness(own: Shape, other: Shape, text: Folded) -> Likeness:
    """How much of this text stands in the other. What is marked as a quotation is nobody's theft."""
    known = set(other.runs)
    shared = [run in known for run in own.runs]
    stretches = [one for one in _stretches(shared, own.measure.run) if not _is_quoted(own, one, text)]
    share = sum(one.end - one.start - own.measure.run + 1 for one in stretches) / max(1, len(shared))
    spans = [(own.places[one.start][0], own.places[one.end - 1][1]) for one in stretches]
    if sum(one.end - one.start for one in stretches) < own.measure.enough - 1:
        share = 0.0
    return Likeness(share, _is_passage(own, stretches), spans)


def _stretches(shared: Sequence[bool], length: int) -> Iterator[Stretch]:
    start = 0
    for place in range(len(shared) + 1):
        if place < len(shared) and shared[place]:
            continue
        if place > start:
            yield Stretch(start, place + length - 1)
        start = place + 1


def _is_passage(own: Shape, stretches: Sequence[Stretch]) -> bool:
    """So many words in a row, and such words, are not chance; nor are several shorter stretches together."""
    need, telling = own.measure.passage, own.measure.telling_in_passage
    if any(one.end - one.start >= need and own.telling(*one) >= telling for one in stretches):
        return True
    long = [one for one in stretches if one.end - one.start >= _LONG * need / 10]
    together = sum(one.end - one.start for one in long)
    return together >= need * _LONG_ENOUGH and sum(own.telling(*one) for one in long) >= telling * _LONG_ENOUGH


def _is_quoted(own: Shape, one: Stretch, text: Folded) -> bool:
    start, end = own.places[one.start][0], own.places[one.end - 1][1]
    before, after = text.original[max(0, start - 1) : start], text.original[end : end + 3]
    return before in _OPENING and bool(before) and any(sign in _CLOSING for sign in after)


def _judged(other: Other, like: Likeness, most: float) -> Iterator[Hint]:
    how = _how(like)
    own = other.by == "author"
    if other.removed and (how or (own and like.share >= _MODIFIED)):
        yield from _reposted(other, how or "much of the same text", like)
    elif how and not other.removed:
        sure = min(most, 0.95 if like.share >= _EXACT else 0.85 if like.share >= _EDITED else 0.7)
        if own:
            sure = 0.5  # to repeat oneself is no theft
        says = f"{how} as the earlier review {other.review_id}"
        yield from (Hint("rights.copied_text", sure, says, "text", span) for span in like.spans)


def _reposted(other: Other, how: str, like: Likeness) -> Iterator[Hint]:
    """After a removal: on the same product it is a re-post, whoever posts it; elsewhere it may be somebody's copy."""
    own = other.by == "author"
    whose = "of the same author" if own else "of another author"
    if other.same_product:
        says = f"{how} as review {other.review_id} {whose}, which was removed"
        sure = (0.97 if _how(like) else 0.75) if own else 0.85 if like.share >= _EDITED else 0.7
        yield from (Hint("integrity.repost", sure, says, "text", span) for span in like.spans)
    else:
        says = f"{how} as review {other.review_id} {whose}, which was removed from another product"
        sure = 0.5 if own else 0.8 if like.share >= _EDITED else 0.65
        yield from (Hint("rights.copied_text", sure, says, "text", span) for span in like.spans)


def _how(like: Likeness) -> str:
    if like.share >= _EXACT:
        return "the same text, word for word,"
    if like.share >= _EDITED:
        return "nearly the same text"
    return "a long passage, word for word," if like.passage else ""
