"""Counts of some days added up, with the few things one asks of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from redress.measures.answer import HoursToDecision
from redress.ports.tally import Amounts
from redress.tally import BOUNDS, NAMES, percentile


class Counts:
    """By group and name. What was never counted is 0, and nothing is less: a record that got lost leaves a gap."""

    def __init__(self, days: Iterable[Amounts]) -> None:
        self._groups: dict[str, Counter[str]] = {}
        for amounts in days:
            for group, named in amounts.items():
                self._groups.setdefault(group, Counter()).update(named)

    def of(self, group: str, name: str = "all") -> int:
        return max(self._groups.get(group, Counter())[name], 0)

    def groups(self, kind: str) -> list[str]:
        """The names behind `kind:`."""
        return [group.removeprefix(f"{kind}:") for group in self._groups if group.startswith(f"{kind}:")]

    def names(self, group: str, before: str = "") -> list[str]:
        return [name.removeprefix(before) for name in self._groups.get(group, ()) if name.startswith(before)]

    def share(self, group: str, part: str, whole: str = "all") -> float | None:
        return share(self.of(group, part), self.of(group, whole))

    def hours(self, group: str) -> dict[int, int]:
        return {number: self.of(group, name) for number, name in enumerate(NAMES)}

    def within_limit(self, group: str) -> float | None:
        within = self.of(group, "within")
        return share(within, within + self.of(group, "late"))


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def hours_to_decision(counts: Mapping[int, int]) -> HoursToDecision:
    return HoursToDecision(
        p50=percentile(counts, 0.5),
        p90=percentile(counts, 0.9),
        p99=percentile(counts, 0.99),
        bucket_edges=BOUNDS,
        counts=tuple(counts.values()),
    )
