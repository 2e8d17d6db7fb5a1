"""Finds texts that were posted before: word for word after folding. Edited and partial copies come with the index."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from redress.detect.context import Context, Hint, Other, findings_from
from redress.detect.folding import fold
from redress.model import Finding, Review

NAME = "copies"
VERSION = "1"

_LETTERS = re.compile(r"[^\W_]")
_FEWEST_LETTERS = 60  # "Great product, works as described" is said by thousands and copied by none
_FEWEST_WIDE_LETTERS = 25  # a Chinese or Japanese sentence says as much in fewer
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def digest(text: str) -> str:
    """The same for texts that differ in case, accents, punctuation or spaces only; "" for stock phrases."""
    letters = "".join(_LETTERS.findall(fold("text", text).text))
    enough = _FEWEST_WIDE_LETTERS if _WIDE.search(letters) else _FEWEST_LETTERS
    return hashlib.sha256(letters.encode()).hexdigest()[:32] if len(letters) >= enough else ""


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    if not context.others:
        return
    own = digest(review.text)
    if not own:
        return
    whole = (0, len(review.text))
    for other in context.others:
        if other.review_id != review.review_id and digest(other.text) == own:
            yield from _judged(other, whole)


def _judged(other: Other, whole: tuple[int, int]) -> Iterator[Hint]:
    if other.removed:
        whose = "of the same author" if other.by == "author" else "of another author"
        says = f"the same text as the review {other.review_id} {whose}, which was removed"
        yield Hint("integrity.repost", 0.97 if other.by == "author" else 0.85, says, "text", whole)
    elif other.by == "author":
        yield Hint(
            "rights.copied_text", 0.5, f"the author posted the same text as review {other.review_id}", "text", whole
        )
    else:
        says = f"the same text, word for word, as the earlier review {other.review_id}"
        yield Hint("rights.copied_text", 0.95, says, "text", whole)
