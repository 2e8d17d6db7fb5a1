"""The days that measures are asked for."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, ValidationInfo, field_validator

from redress.model import Value
from redress.model.review import Moment

MOST_DAYS = 93
Grouping = Literal["day", "channel", "guideline", "queue"]

_MOMENT: TypeAdapter[Moment] = TypeAdapter(Moment)


def _day(said: object) -> object:
    """A time stands for the day on which it is, in UTC: what is counted is counted by days."""
    if isinstance(said, date):
        return said
    try:
        return _MOMENT.validate_python(said).date()
    except ValidationError as unreadable:
        raise ValueError("must be a day such as 2026-11-01, or a time such as 2026-11-01T09:00:00Z") from unreadable


DayOrTime = Annotated[date, BeforeValidator(_day)]


class Period(Value):
    """The days that are asked for, both inclusive, in UTC."""

    first: DayOrTime = Field(alias="from")
    last: DayOrTime = Field(alias="to")
    by: Grouping | None = None

    @field_validator("last")
    @classmethod
    def _of_bearable_length(cls, last: date, said: ValidationInfo) -> date:
        if "first" in said.data and not 0 <= (last - said.data["first"]).days < MOST_DAYS:
            raise ValueError(f"Ask for 1 to {MOST_DAYS} days, from the first to the last.")
        return last

    @property
    def days(self) -> list[str]:
        length = (self.last - self.first).days + 1
        return [(self.first + timedelta(days=number)).isoformat() for number in range(length)]
