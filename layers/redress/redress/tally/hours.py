"""Times as a histogram with fixed edges: counters can be added up over days, percentiles cannot."""

from collections.abc import Mapping
from itertools import pairwise

_SECONDS = (0, 2, 5, 10, 30, 60, 120, 300, 600)
BOUNDS = (
    *(round(seconds / 3600, 6) for seconds in _SECONDS),
    *(0.25, 0.5, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1440, 2880, 4380),
)
"""Edges of the histogram of hours to a decision, fine where machines decide. A percentile read from it lies within its
bucket."""

NAMES = (*(f"took.{high:g}" for high in BOUNDS[1:]), "took.more")
"""What each bucket is counted as: by its upper edge, so that a new edge leaves old counts their meaning."""


def bucket(hours: float) -> int:
    """The number of the histogram's bucket that these hours fall into."""
    return sum(1 for edge in BOUNDS[1:] if hours > edge)


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """Hours below which this share of the decisions lie, read off the histogram; None when there are none."""
    total = sum(counts.values())
    if not total:
        return None
    wanted, seen = share * total, 0
    edges = [*pairwise(BOUNDS), (BOUNDS[-1], BOUNDS[-1])]
    for number, (low, high) in enumerate(edges):
        here = counts.get(number, 0)
        if here and seen + here >= wanted:
            return round(low + (high - low) * (wanted - seen) / here, 6)
        seen += here
    return BOUNDS[-1]
