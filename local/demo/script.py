"""The day as it is written down in `day.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

DAY = Path(__file__).with_name("day.yaml")


@dataclass(frozen=True)
class ReportLine:
    """One report by the API: `by` an account that the shop vouches for, or from the address of a `sender`."""

    review: str
    says: str
    relation: str
    guideline: str = ""
    by: str = ""
    sender: str = ""
    name: str = ""
    lang: str = ""

    @property
    def key(self) -> str:
        """The same on each run: a second run of the demo is a repeat, and counts nothing twice."""
        return f"demo-{self.review}-{self.by or self.sender}"


@dataclass(frozen=True)
class MailLine:
    name: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    bounce: str = ""


@dataclass(frozen=True)
class DecisionLine:
    review: str
    by: str
    outcome: str
    says: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Burst:
    review: str
    reports: int
    guideline: str
    says: str


@dataclass(frozen=True)
class AppealLine:
    review: str
    says: str
    heard_by: str
    outcome: str
    answer: str


@dataclass(frozen=True)
class Day:
    reports: tuple[ReportLine, ...]
    repeats: tuple[str, ...]
    burst: Burst
    mails: tuple[MailLine, ...]
    decisions: tuple[DecisionLine, ...]
    appeal: AppealLine
    repost: str


def read_day(path: Path = DAY) -> Day:
    script: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Day(
        reports=tuple(ReportLine(**_from_is_sender(line)) for line in script["reports"]),
        repeats=tuple(script["repeats"]),
        burst=Burst(**script["burst"]),
        mails=tuple(MailLine(**_from_is_sender(line)) for line in script["mails"]),
        decisions=tuple(
            DecisionLine(**{**line, "grounds": tuple(line.get("grounds", ()))}) for line in script["decisions"]
        ),
        appeal=AppealLine(**script["appeal"]),
        repost=script["repost"],
    )


def _from_is_sender(line: dict[str, Any]) -> dict[str, Any]:
    return {"sender" if name == "from" else name: value for name, value in line.items()}
