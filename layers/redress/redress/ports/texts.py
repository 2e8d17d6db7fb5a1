"""What the use cases need of the index of texts."""

from collections.abc import Sequence
from typing import Protocol

from redress.model import RemovedText, Review
from redress.model.review import Other, Pace


class TextIndex(Protocol):
    """Where a review is found by its words, its author, its household and its day, in a constant number of reads."""

    def follow(self, told: str | RemovedText) -> None:
        """Find a review by what is known of it now, or removed words while their removal stands; else by nothing.

        Safe to repeat, and in any order: what counts is what stands when it is read.
        """
        ...

    def others(self, review: Review) -> Sequence[Other]:
        """The reviews that may bear on this one: alike, removed, of its household, of its days."""
        ...

    def pace(self, review: Review) -> Pace | None:
        """How fast reviews of its product came around it; None where nobody can say."""
        ...
