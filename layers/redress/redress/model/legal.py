"""Legal claims: for each kind what must be said before somebody can weigh it, in the claimant's own words."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from redress.model.words import Declared, LegalKind, Value, is_blank

LONGEST_LINE = 300
COURT_ORDER = f"legal.{LegalKind.COURT_ORDER}"
"""The order of a court, named as a ground."""
ORDER_CLAIMED = f"legal:{LegalKind.COURT_ORDER}"
"""What a case claims where a report brings such an order."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _said(text: str) -> str:
    if is_blank(text):
        raise ValueError("Say it in a few words.")
    return text


def _written(said: object) -> object:
    """A bare number may be seconds of anything; a day is written out."""
    if isinstance(said, date) or (isinstance(said, str) and _DAY.fullmatch(said)):
        return said
    raise ValueError("must be a day such as 2026-11-01")


Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(_said)]
Words = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_said)]
MoreWords = Annotated[str, Field(max_length=2_000)]
Day = Annotated[date, BeforeValidator(_written)]


class DefamationClaim(Value):
    """Something untrue is stated as a fact about somebody: the exact words, whom they mean, why they are false."""

    kind: Literal[LegalKind.DEFAMATION]
    statement: Words
    about: Line
    why_false: Words
    harm: MoreWords = ""


class PrivacyClaim(Value):
    """Something private is shown: which data, and whose."""

    kind: Literal[LegalKind.PRIVACY]
    data: Words
    whose: Line


class CopyrightClaim(Value):
    """Somebody's work is shown without leave: the work, the claimant's right to it, and a statement."""

    kind: Literal[LegalKind.COPYRIGHT]
    work: Words
    right: Words
    statement: Declared


class CourtOrder(Value):
    """A court has ordered something: which court, under which number, when, whom it binds and what it orders."""

    kind: Literal[LegalKind.COURT_ORDER]
    court: Line
    file_number: Line
    dated: Day
    bound: Line
    orders: MoreWords = ""


LegalClaim = Annotated[DefamationClaim | PrivacyClaim | CopyrightClaim | CourtOrder, Field(discriminator="kind")]
CLAIMS: tuple[type[Value], ...] = (DefamationClaim, PrivacyClaim, CopyrightClaim, CourtOrder)
"""The kinds that have elements. A lawyer's letter is a letter, and who somebody is we tell no form."""
