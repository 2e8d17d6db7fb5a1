"""Reviews as the platform told us of them: the one that stands, each that stood, bars and removed words."""

from collections.abc import Sequence

from redress.adapters.dynamodb import keys
from redress.adapters.dynamodb.table import Cancelled, ConditionFailed, Table, put, setting
from redress.errors import NotFound
from redress.model import Bar, KnownReview, RemovedText, Review, timestamp

_NEWER = "attribute_not_exists(said) OR said < :said OR (said = :said AND attribute_not_exists(gone))"


class DynamoReviewStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, review_id: str) -> KnownReview | None:
        item = self._table.get(keys.review(review_id))
        known = KnownReview.model_validate_json(item["document"]) if item else None
        return known.model_copy(update={"gone": True}) if known and item and item.get("gone") else known

    def snapshot(self, review_id: str, snapshot: str) -> Review | None:
        item = self._table.get(keys.snapshot(review_id, snapshot))
        return Review.model_validate_json(item["document"]) if item else None

    def put(self, review: Review) -> None:
        """Both in one transaction, so that whatever is judged can be shown as it stood."""
        document = {"document": review.model_dump_json(exclude_defaults=True), "snapshot": review.snapshot}
        stands = put(keys.review(review.review_id), document)
        if review.updated_at:
            said = timestamp(review.updated_at)
            stands = put(
                keys.review(review.review_id), {**document, "said": said}, condition=_NEWER, given={":said": said}
            )
        try:
            self._table.transact([stands, put(keys.snapshot(review.review_id, review.snapshot), document)])
        except Cancelled:
            return  # a newer word has come before

    def delete(self, review_id: str) -> None:
        changes, names, given = setting({"gone": True})
        try:
            self._table.update(
                keys.review(review_id), changes, names=names, given=given, condition="attribute_exists(pk)"
            )
        except ConditionFailed as missing:
            raise NotFound("Nobody told us of this review.") from missing

    def bars(self, author_id: str, product_id: str) -> Sequence[Bar]:
        pk, prefix = keys.bars(author_id, product_id)
        found = self._table.query("pk", pk, begins=("sk", prefix))
        bars = [Bar.model_validate_json(item["document"]) for item in found]
        return [bar for bar in bars if bar.product_id == product_id]  # another's name may begin as this one's key does

    def were_removed(self, words: str, product_id: str) -> bool:
        pk, prefix = keys.removed_text(RemovedText(product_id=product_id, digest=words, case_id=""))
        return any(True for _ in self._table.query("pk", pk, begins=("sk", prefix), limit=1, only=("pk",)))
