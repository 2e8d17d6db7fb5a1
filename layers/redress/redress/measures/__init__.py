"""Volumes, times and shares of some days, out of the counters that `tally` keeps: one read a day, never a scan."""

from redress.measures.answer import HoursToDecision, Measures
from redress.measures.period import MOST_DAYS, Grouping, Period
from redress.measures.reading import measures

__all__ = ["MOST_DAYS", "Grouping", "HoursToDecision", "Measures", "Period", "measures"]
