"""The dated prices, and what a bag of counted things costs by them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

FILE = Path(__file__).with_name("prices.yaml")
MILLION = 1_000_000
MAILS = ("mail_in", "mail_out")

Spent = Mapping[str, float]
"""How many of each priced thing; the names are those of prices.yaml."""


class Bill(NamedTuple):
    """What a million of something costs, in dollars: each part, and the mails apart."""

    parts: dict[str, float]
    mails: float

    @property
    def total(self) -> float:
        return sum(self.parts.values())

    def dominant(self, most: int = 3) -> str:
        first = sorted(self.parts.items(), key=lambda part: -part[1])[:most]
        return ", ".join(f"{name} {100 * dollars / self.total:.0f} %" for name, dollars in first)


@cache
def prices() -> dict[str, float]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))["prices"]
    return {name: price["dollars"] / price["per"] for name, price in found.items()}


def sum_of(*several: Spent) -> Spent:
    return {name: sum(each.get(name, 0) for each in several) for name in sorted(set().union(*several))}


def of_a_million(spent: Spent) -> Bill:
    parts = {name: MILLION * amount * prices()[name] for name, amount in spent.items()}
    return Bill(
        {name: dollars for name, dollars in parts.items() if name not in MAILS},
        sum(parts.get(name, 0) for name in MAILS),
    )
