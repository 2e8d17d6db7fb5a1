"""What a detector is given beside the review: the text in comparable form, other reviews, and what the platform is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from redress.detect.folding import Folded, Span, fold
from redress.model import Finding, Review, Value

_MOST_SPANS = 50
_LONGEST_REASON = 500


class Other(Value):
    """An earlier review of the same product, and how its author stands to this one's."""

    review_id: str
    text: str
    title: str = ""
    by: Literal["author", "household", "other"] = "other"
    removed: bool = False
    posted_at: datetime | None = None


class Context(NamedTuple):
    """Made once for a review, shared by all detectors."""

    texts: tuple[Folded, ...]
    others: Sequence[Other] = ()
    platform_hosts: frozenset[str] = frozenset()
    product_paths: Sequence[str] = ()


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
) -> Context:
    fields = (("title", review.title), ("text", review.text))
    texts = tuple(fold(name, words) for name, words in fields if words)
    return Context(texts, others, frozenset(platform_hosts), product_paths)


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
        said = "; ".join(sorted(best, key=lambda says: -best[says]))
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
