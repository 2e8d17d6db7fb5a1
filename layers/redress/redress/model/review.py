"""A customer review, as the platform told us of it."""

import hashlib
import json
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, model_validator

from redress.model.words import Value

ReviewId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._~-]{1,128}$")]


class Card(Value):
    """What a list shows of a review, kept beside the case so that a queue page needs no second read."""

    title: str = ""
    rating: int | None = None
    excerpt: str = ""
    url: str = ""


class Review(Value):
    """The thing reported. `snapshot` pins what was judged: an edit makes another one."""

    review_id: ReviewId
    product_id: str = Field(default="", max_length=128)
    product_title: str = Field(default="", max_length=500)
    author_id: str = Field(default="", max_length=128)
    seller_id: str = Field(default="", max_length=128)
    rating: int | None = Field(default=None, ge=0, le=5)
    title: str = Field(default="", max_length=500)
    text: str = Field(default="", max_length=20_000)
    photos: tuple[Annotated[str, Field(max_length=2_000)], ...] = Field(default=(), max_length=20)
    verified_purchase: bool = False
    posted_at: datetime | None = None
    url: str = Field(default="", max_length=2_000)
    household_id: str = Field(default="", max_length=128)
    author_email: str = Field(default="", max_length=320)
    author_lang: str = Field(default="", max_length=35)

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
        return Card(title=self.title[:120], rating=self.rating, excerpt=self.text[:200], url=self.url)


class KnownReview(Review):
    """A review we were told of: as it stands, or as it stood before it went."""

    gone: bool = False
