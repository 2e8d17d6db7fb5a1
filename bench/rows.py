"""One measured figure, held against something a reader knows, in the same run."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Bound = Literal["<=", ">="]


class Goal(NamedTuple):
    """What the figure should be: a bound on the ratio where there is one, else on the value itself."""

    bound: Bound
    limit: float

    def __str__(self) -> str:
        return f"{self.bound} {self.limit:g}"

    def held_by(self, figure: float) -> bool:
        return figure <= self.limit if self.bound == "<=" else figure >= self.limit


class Row(NamedTuple):
    """A line of the table. `ratio` is value / base; `held` is None where no goal was set."""

    name: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    goal: str = ""
    held: bool | None = None


def at_most(limit: float) -> Goal:
    return Goal("<=", limit)


def at_least(limit: float) -> Goal:
    return Goal(">=", limit)


def row(name: str, value: float, unit: str, *, against: str = "", base: float = 0, goal: Goal | None = None) -> Row:
    """`against` says what `base` is; without a base the goal is on the value."""
    ratio = value / base if base else None
    figure = value if ratio is None else ratio
    return Row(name, value, unit, against, ratio, str(goal or ""), goal.held_by(figure) if goal else None)


def table(rows: Sequence[Row]) -> str:
    """The rows for the eye: figures to the right, what failed marked."""
    width = max((len(line.name) for line in rows), default=0)
    lines = []
    for line in rows:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}x"
        held = {None: "", True: "held", False: "MISSED"}[line.held]
        lines.append(
            f"  {line.name:<{width}}  {line.value:>12,.4g} {line.unit:<12}"
            f" {ratio:>9} {line.goal:>9} {held:<6} {line.against}"
        )
    return "\n".join(line.rstrip() for line in lines)
