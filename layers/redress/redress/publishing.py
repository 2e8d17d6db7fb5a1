"""What the platform tells of its reviews, and what it may ask before it publishes one (G-15, G-16)."""

import hashlib
import unicodedata

from redress.errors import InvalidInput
from redress.model import Review, Value
from redress.policy import Policy
from redress.ports import ReviewStore

TELLING = 16
"""Letters and digits that a text needs before it counts as somebody's own."""


class Snapshot(Value):
    """What the platform gets back: the hash that our events will name."""

    review_id: str
    snapshot: str


class Refusal(Value):
    guideline: str
    explanation: str


class Verdict(Value):
    """The answer before publication."""

    allowed: bool
    reasons: tuple[Refusal, ...] = ()


def keep_review(review_id: str, review: Review, *, reviews: ReviewStore) -> Snapshot:
    """Keep what the platform says of a review; an edit makes another snapshot, and triage looks again."""
    if review.review_id != review_id:
        raise InvalidInput.at("/review_id", "This is another review than the path names.")
    reviews.put(review)
    return Snapshot(review_id=review.review_id, snapshot=review.snapshot)


def review_is_gone(review_id: str, *, reviews: ReviewStore) -> None:
    """The platform has no such review any more: triage closes its open case and reporters are told."""
    reviews.delete(review_id)


def check_review(review: Review, *, reviews: ReviewStore, policy: Policy) -> Verdict:
    """Whether a review may be published: no barred author, no words that were removed."""
    reasons: list[Refusal] = []
    bars = reviews.bars(review.author_id, review.product_id) if review.author_id and review.product_id else ()
    for guideline in dict.fromkeys(ground for bar in bars for ground in bar.grounds):
        known = policy.by_id.get(guideline)
        title = known.title if known else guideline
        said = f"An earlier review of this product was removed ({title}). Its author cannot review the product again."
        reasons.append(Refusal(guideline=guideline, explanation=said))
    words = words_of(review)
    if review.product_id and words and reviews.removed_before(review.product_id, words):
        said = "This text was removed from this product before. It cannot be posted again."
        reasons.append(Refusal(guideline="integrity.repost", explanation=said))
    return Verdict(allowed=not reasons, reasons=tuple(reasons))


def words_of(review: Review) -> str:
    """A hash of the words alone: case, spacing, accents and punctuation do not make another text of them.

    Empty for a text so short that many people would write it by chance: those are nobody's.
    """
    folded = unicodedata.normalize("NFKD", review.text).casefold()
    letters = "".join(letter for letter in folded if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:32] if len(letters) >= TELLING else ""
