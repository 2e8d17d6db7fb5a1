"""What the pages need from outside, and the review as the public may see it."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from redress.mail.urls import ReviewUrls
from redress.model import ActionKind, KnownReview, Review
from redress.policy import Policy
from redress.ports import CaseStore, Clock, NoticeStore, Outbox, ReportStore, ReviewStore, Workflow
from redress.seal import Seal


class PublicDesk(Protocol):
    """The ports behind the pages; each is built when it is first used."""

    @property
    def reports(self) -> ReportStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def cases(self) -> CaseStore: ...
    @property
    def notices(self) -> NoticeStore: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def workflow(self) -> Workflow: ...
    @property
    def seal(self) -> Seal: ...
    @property
    def platform_keys(self) -> Mapping[str, bytes]: ...
    @property
    def urls(self) -> ReviewUrls: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def clock(self) -> Clock: ...


class ShownReview(NamedTuple):
    """A review on a page. What is not shown in the shop any more is not shown here either: only that there was one."""

    review_id: str
    known: bool = False
    visible: bool = False
    url: str = ""
    title: str = ""
    text: str = ""
    rating: int | None = None
    photos: int = 0


def public_review(review_id: str, *, desk: PublicDesk) -> ShownReview:
    """The review as anybody may see it: not after a takedown, and not when it is gone."""
    review = desk.reviews.get(review_id)
    if review is None:
        return ShownReview(review_id)
    if review.gone or _taken_down(review, desk):
        return ShownReview(review_id, known=True)
    return shown(review, desk.urls)


def shown(review: Review, urls: ReviewUrls) -> ShownReview:
    """The link is given only when it is the platform's own, to this review."""
    return ShownReview(
        review_id=review.review_id,
        known=True,
        visible=True,
        url=review.url if urls.review_id_of(review.url) == review.review_id else "",
        title=review.title,
        text=review.text,
        rating=review.rating,
        photos=len(review.photos),
    )


def _taken_down(review: KnownReview, desk: PublicDesk) -> bool:
    """What the platform was told last. A takedown on its way counts: nobody should find here what is leaving there."""
    told = [action for action in desk.cases.actions(review.review_id) if not action.superseded]
    return bool(told) and max(told, key=lambda action: action.sequence).kind is ActionKind.TAKE_DOWN
