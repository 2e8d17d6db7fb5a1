"""What the platform tells of its reviews, and what it may ask before it publishes one (G-15, G-16)."""

from redress.errors import InvalidInput
from redress.model import Review, Value
from redress.policy import Policy
from redress.policy.wording import ENGLISH, ground
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
    for name in dict.fromkeys(name for bar in bars for name in bar.grounds):
        title = ground(name, policy, ENGLISH).title
        said = f"An earlier review of this product was removed ({title}). Its author cannot review the product again."
        reasons.append(Refusal(guideline=name, explanation=said))
    if _was_removed(review, reviews, texts, policy):
        said = "This text was removed from this product before. It cannot be posted again."
        reasons.append(Refusal(guideline=REPOST, explanation=said))
    return Verdict(allowed=not reasons, reasons=tuple(reasons))


def _was_removed(review: Review, reviews: ReviewStore, texts: TextIndex, policy: Policy) -> bool:
    """What triage would show to a person as a re-post is refused beforehand: the same detector, the same threshold.

    The index hears of a removal by the stream, a moment later; the removal itself is there at once, for the same words.
    """
    threshold = policy.threshold(REPOST, "copies")
    if threshold is None:
        return False
    digest = words_of(review)
    if digest and review.product_id and reviews.were_removed(digest, review.product_id):
        return True
    return _is_copy_of_removed(review, texts, threshold)


def _is_copy_of_removed(review: Review, texts: TextIndex, threshold: float) -> bool:
    from redress.detect import context_of, detector  # only the check needs them, of all that the door does

    now = review.model_copy(update={"posted_at": None})  # not published yet: later than any removal, whatever is said
    removed = [other for other in texts.others(now) if other.removed and other.same_product]
    findings = detector("copies")(now, context_of(now, removed)) if removed else ()
    return any(finding.guideline == REPOST and finding.score >= threshold for finding in findings)


def words_of(review: Review) -> str:
    """A hash of the words alone; empty for a text so short that many people would write it by chance."""
    from redress.detect.runs import words_of as words_of_text

    return words_of_text(review.text)
