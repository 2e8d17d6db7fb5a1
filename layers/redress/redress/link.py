"""The report link's token: a JWT by which the platform vouches for who clicks (R-IN-2)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from redress.errors import InvalidInput
from redress.model import Value
from redress.model.review import ReviewId

POINTER = "/link_token"
LONGEST = 4_096
SKEW = 60
"""Seconds by which the shop's clock may be ahead of ours."""


class Link(Value):
    """What the platform says of the click: the signed-in account, and the review the link stood under."""

    sub: Annotated[str, Field(min_length=1, max_length=200)]
    review_id: ReviewId
    exp: Annotated[float, Field(allow_inf_nan=False)]
    email: Annotated[str, Field(max_length=320)] = ""
    name: Annotated[str, Field(max_length=200)] = ""
    lang: Annotated[str, Field(max_length=35)] = ""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def has_expired(self, now: datetime) -> bool:
        return self.exp <= now.timestamp()


def read_link(token: str, keys: Mapping[str, bytes], now: datetime) -> Link:
    """The link that a token carries. InvalidInput when it is not the platform's or has expired."""
    link = signed_link(token, keys)
    if link.has_expired(now):
        raise expired(link, now)
    return link


def signed_link(token: str, keys: Mapping[str, bytes]) -> Link:
    """The same, however long ago it expired: it still says who clicked then."""
    import jwt  # only reports by link need it

    try:
        kid = jwt.get_unverified_header(token[:LONGEST]).get("kid", "")
        claims = jwt.decode(
            token,
            keys[kid],
            algorithms=["HS256"],
            leeway=SKEW,
            options={"verify_exp": False, "require": ["exp", "sub"]},
        )
        return Link.model_validate(claims)
    except (jwt.PyJWTError, KeyError, ValidationError, TypeError) as refused:
        raise InvalidInput.at(POINTER, "This report link is not valid. Open it again from the shop.") from refused


def expired(link: Link, now: datetime) -> InvalidInput:
    at = datetime.fromtimestamp(max(link.exp, 0), UTC) if link.exp < 2**40 else now
    return InvalidInput.at(
        POINTER, f"This report link expired at {at:%Y-%m-%d %H:%M} UTC. Open it again from the shop."
    )
