"""What the platform tells of its reviews, and what it may ask before it publishes one (G-15, G-16)."""

from redress.detect import context_of, detector
from redress.detect.runs import words_of as words_of_text
from redress.errors import InvalidInput
from redress.model import Review, Value
from redress.policy import Policy
from redress.ports import ReviewStore
from redress.ports.texts import TextIndex

REPOST = "integrity.repost"


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


def check_review(review: Review, *, reviews: ReviewStore, texts: TextIndex, policy: Policy) -> Verdict:
    """Whether a review may be published: no barred author, no words that were removed, modified or not."""
    reasons: list[Refusal] = []
    bars = reviews.bars(review.author_id, review.product_id) if review.author_id and review.product_id else ()
    for guideline in dict.fromkeys(ground for bar in bars for ground in bar.grounds):
        known = policy.by_id.get(guideline)
        title = known.title if known else guideline
        said = f"An earlier review of this product was removed ({title}). Its author cannot review the product again."
        reasons.append(Refusal(guideline=guideline, explanation=said))
    if _was_removed(review, texts, policy):
        said = "This text was removed from this product before. It cannot be posted again."
        reasons.append(Refusal(guideline=REPOST, explanation=said))
    return Verdict(allowed=not reasons, reasons=tuple(reasons))


def _was_removed(review: Review, texts: TextIndex, policy: Policy) -> bool:
    """What triage would show to a person as a re-post is refused beforehand: the same detector, the same threshold."""
    removed = [other for other in texts.others(review) if other.removed and other.same_product]
    threshold = policy.threshold(REPOST, "copies")
    if not removed or threshold is None:
        return False
    findings = detector("copies")(review, context_of(review, removed))
    return any(finding.guideline == REPOST and finding.score >= threshold for finding in findings)


def words_of(review: Review) -> str:
    """A hash of the words alone; empty for a text so short that many people would write it by chance."""
    return words_of_text(review.text)
