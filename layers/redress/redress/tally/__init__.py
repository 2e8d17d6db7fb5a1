"""Counting: each fact of the stream once, into counters that dashboards read. Never a scan, never a guess."""

from redress.tally.facts import Change, count_changes, facts_of
from redress.tally.hours import BOUNDS, NAMES, bucket, percentile

__all__ = ["BOUNDS", "NAMES", "Change", "bucket", "count_changes", "facts_of", "percentile"]
