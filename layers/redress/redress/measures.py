"""Volumes, times and shares of some days, out of the counters that `tally` keeps: a few reads a day, never a scan."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from redress.model import Staff, Value
from redress.model.people import staff_only
from redress.ports import Counters
from redress.tally import BOUNDS, percentile

MOST_DAYS = 93
Grouping = Literal["day", "channel", "guideline", "queue"]
COUNTED_BY: Mapping[str, tuple[str, ...]] = {
    "channel": ("reports",),
    "guideline": ("reports", "decisions", "decisions.upheld"),
    "queue": ("decisions",),
}


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


class HoursToDecision(Value):
    """How long decisions took. Percentiles are read off fixed buckets: each is right to within its bucket's edges."""

    p50: float | None
    p90: float | None
    p99: float | None
    bucket_edges: tuple[float, ...]
    counts: tuple[int, ...]


class Measures(Value):
    """A share is of the decisions of these days, not of their reports: a backlog cannot push it over 1."""

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    reports: int
    cases_opened: int
    decisions: int
    overdue: int
    parked: int
    hours_to_decision: HoursToDecision
    share_upheld: float | None
    share_automated: float | None
    appeals: int
    share_appeals_overturned: float | None
    by: dict[str, dict[str, int]] | None = None


def measures(staff: Staff, wanted: Period, *, counters: Counters) -> Measures:
    staff_only(staff)
    days = [wanted.first + timedelta(days=number) for number in range((wanted.last - wanted.first).days + 1)]
    read = {f"{day:%Y-%m-%d}": counters.read(f"{day:%Y-%m-%d}") for day in days}
    total: Counter[str] = Counter()
    for amounts in read.values():
        total.update(amounts)
    return Measures(
        first=wanted.first,
        last=wanted.last,
        reports=total["reports"],
        cases_opened=total["cases.opened"],
        decisions=total["decisions"],
        overdue=total["cases.overdue"],
        parked=total["cases.parked"],
        hours_to_decision=_hours(total),
        share_upheld=_share(total["decisions.upheld"], total["decisions"]),
        share_automated=_share(total["decisions.automated"], total["decisions"]),
        appeals=total["appeals"],
        share_appeals_overturned=_share(total["appeals.overturned"], total["appeals.decided"]),
        by=_grouped(wanted.by, total, read) if wanted.by else None,
    )


def _hours(total: Mapping[str, int]) -> HoursToDecision:
    counts = {number: total.get(f"hours.{number}", 0) for number in range(len(BOUNDS))}
    return HoursToDecision(
        p50=percentile(counts, 0.5),
        p90=percentile(counts, 0.9),
        p99=percentile(counts, 0.99),
        bucket_edges=BOUNDS,
        counts=tuple(counts.values()),
    )


def _grouped(
    by: Grouping, total: Mapping[str, int], read: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    if by == "day":
        return {day: {noun: amounts.get(noun, 0) for noun in ("reports", "decisions")} for day, amounts in read.items()}
    grouped: dict[str, dict[str, int]] = {}
    for noun in COUNTED_BY[by]:
        prefix = f"{noun}.{by}."
        for name, amount in total.items():
            if name.startswith(prefix):
                grouped.setdefault(name.removeprefix(prefix), {})[noun] = amount
    return grouped


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
