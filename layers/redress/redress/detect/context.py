"""What a detector is given beside the review: the text in comparable form, other reviews, and what the platform is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from redress.detect.folding import Folded, Span, fold
from redress.model import Finding, Review
from redress.model.finding import BETWEEN_KINDS
from redress.model.review import Other, Pace

_MOST_SPANS = 50
_LONGEST_REASON = 500


class Context(NamedTuple):
    """Made once for a review, shared by all detectors."""

    texts: tuple[Folded, ...]
    others: Sequence[Other] = ()
    platform_hosts: frozenset[str] = frozenset()
    product_paths: Sequence[str] = ()
    pace: Pace | None = None


class Hint(NamedTuple):
    """One place that speaks for a guideline, and how strongly."""

    guideline: str
    score: float
    says: str
    field: str
    span: Span


def context_of(
    review: Review,
    others: Sequence[Other] = (),
    *,
    platform_hosts: Iterable[str] = (),
    product_paths: Sequence[str] = (),
    pace: Pace | None = None,
) -> Context:
    fields = (("title", review.title), ("text", review.text))
    texts = tuple(fold(name, words) for name, words in fields if words)
    return Context(texts, others, frozenset(platform_hosts), product_paths, pace)


def is_earlier(other: Other, review: Review) -> bool:
    """The earliest one stays. Where a time is missing, the order in which we were told of them must do."""
    return review.posted_at is None or other.posted_at is None or other.posted_at <= review.posted_at


def findings_from(hints: Iterable[Hint], *, detector: str, version: str) -> Iterator[Finding]:
    """One finding for each guideline and field. Different reasons add up, as independent ones would."""
    together: dict[tuple[str, str], list[Hint]] = {}
    for hint in hints:
        together.setdefault((hint.guideline, hint.field), []).append(hint)
    for (guideline, field), places in together.items():
        best: dict[str, float] = {}
        for hint in places:
            best[hint.says] = max(hint.score, best.get(hint.says, 0.0))
        doubt = 1.0
        for score in best.values():
            doubt *= 1.0 - score
        said = BETWEEN_KINDS.join(sorted(best, key=lambda says: -best[says]))
        yield Finding(
            guideline=guideline,
            score=round(min(1.0 - doubt, 0.99), 3),
            fired=False,
            spans=tuple(_merged(hint.span for hint in places))[:_MOST_SPANS],
            field="title" if field == "title" else "text",
            detector=detector,
            version=version,
            reason=(said[:1].upper() + said[1:])[:_LONGEST_REASON],
        )


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Places that overlap are one place to the eye."""
    start = end = -1
    for first, last in sorted(set(spans)):
        if first < end:
            end = max(end, last)
            continue
        if end > start:
            yield start, end
        start, end = first, last
    if end > start:
        yield start, end
