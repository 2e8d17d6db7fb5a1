"""Where it is kept how the audit logs stood, out of reach of whoever may write them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from redress.model import Anchor


class AnchorStore(Protocol):
    """A day each, once and for good."""

    def days(self) -> Collection[date]:
        """Those that are kept."""
        ...

    def keep(self, day: date, anchors: Sequence[Anchor]) -> None:
        """The first who keeps a day wins: what is there already stays."""
        ...

    def of(self, day: date) -> Iterable[Anchor]: ...
