"""A customer review, as the platform told us of it."""

import hashlib
import json
import re
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from redress.model.words import Value

DATE = re.compile(r"\d{4}-\d\d-\d\d")

ReviewId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._~-]{1,128}$")]


def _written(said: object) -> object:
    """A time is written out (RFC 3339): a bare number may be seconds or milliseconds of anything."""
    if isinstance(said, datetime) or (isinstance(said, str) and DATE.match(said)):
        return said
    raise ValueError("must be a time such as 2026-11-01T09:00:00Z")


def _in_utc(moment: datetime) -> datetime:
    """A time without a zone is taken for UTC, so that any two can be compared."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as beyond:
        raise ValueError("lies beyond all calendars") from beyond


Moment = Annotated[datetime, BeforeValidator(_written), AfterValidator(_in_utc)]


class Card(Value):
    """What a list shows of a review, kept beside the case so that a queue page needs no second read."""

    title: str = ""
    rating: int | None = None
    excerpt: str = ""
    url: str = ""
    lang: str = ""


class Review(Value):
    """The thing reported. `snapshot` pins what was judged: an edit makes another one.

    `updated_at` says when the platform last changed it, so that an older word that comes late does not overwrite it.
    """

    review_id: ReviewId
    product_id: str = Field(default="", max_length=128)
    product_title: str = Field(default="", max_length=500)
    author_id: str = Field(default="", max_length=128)
    seller_id: str = Field(default="", max_length=128)
    rating: int | None = Field(default=None, ge=0, le=5, strict=True)
    title: str = Field(default="", max_length=500)
    text: str = Field(default="", max_length=20_000)
    photos: tuple[Annotated[str, Field(max_length=2_000)], ...] = Field(default=(), max_length=20)
    verified_purchase: bool = Field(default=False, strict=True)
    posted_at: Moment | None = None
    updated_at: Moment | None = None
    url: str = Field(default="", max_length=2_000)
    household_id: str = Field(default="", max_length=128)
    author_email: str = Field(default="", max_length=320)
    author_lang: str = Field(default="", max_length=35)
    author_since: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def _null_is_not_said(cls, said: Any) -> Any:
        return {name: value for name, value in said.items() if value is not None} if isinstance(said, dict) else said

    @cached_property
    def snapshot(self) -> str:
        """Hash of what a reader sees: title, text, stars, photos. Who wrote it does not change what is judged."""
        seen = json.dumps([self.title, self.text, self.rating, self.photos], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(seen.encode()).hexdigest()[:32]

    @property
    def card(self) -> Card:
        lang = self.author_lang.partition("-")[0].lower()
        return Card(title=self.title[:120], rating=self.rating, excerpt=self.text[:200], url=self.url, lang=lang)


class KnownReview(Review):
    """A review we were told of: as it stands, or as it stood before it went."""

    gone: bool = False


class Other(Value):
    """An earlier review beside the one that is judged, and how its author stands to this one's."""

    review_id: str
    snapshot: str = ""
    text: str
    title: str = ""
    by: Literal["author", "household", "other"] = "other"
    removed: bool = False
    same_product: bool = True
    author_id: str = ""
    rating: int | None = None
    posted_at: datetime | None = None
    author_since: datetime | None = None


class Pace(Value):
    """How many reviews of a product came in the two days around one, and how many usually do in two days."""

    in_window: int
    usual: float
