"""What the staff send: the bodies of the desk's calls."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from redress.intake import in_words
from redress.model import Value
from redress.model.review import ReviewId

Grounds = Annotated[tuple[Annotated[str, Field(max_length=64)], ...], Field(max_length=20)]
Words = Annotated[str, Field(min_length=1, max_length=5_000), AfterValidator(in_words)]


class Wish(Value):
    """The body of `POST /v1/cases/{case_id}/decision`."""

    outcome: Literal["remove", "keep", "escalate", "needs_info", "out_of_scope"]
    grounds: Grounds = ()
    explanation: Words
    version: Annotated[int, Field(strict=True)]


class Remark(Value):
    """The body of `POST /v1/cases/{case_id}/notes`."""

    text: Words


class Reason(Value):
    """Why: the body of `POST /v1/cases/{case_id}/skip` and of all that must be explained to colleagues."""

    reason: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(in_words)]


class RawWanted(Reason):
    """The body of `POST /v1/cases/{case_id}/mails/{mail}/raw`: why, and from which byte on."""

    start: Annotated[int, Field(strict=True, ge=0, le=100_000_000)] = 0


class Target(Value):
    """The body of `POST /v1/cases/{case_id}/attach`."""

    review_id: ReviewId
