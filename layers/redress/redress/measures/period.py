"""The days that measures are asked for."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from redress.model import Value

MOST_DAYS = 93
Grouping = Literal["day", "channel", "guideline", "queue"]


class Period(Value):
    """The days that are asked for, both inclusive, in UTC."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
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
