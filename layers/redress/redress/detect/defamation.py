"""Finds damaging statements put as facts about a company or person. It opens the legal questions, it answers none."""

from redress.detect.cues import by_phrases

VERSION = "1"
detect = by_phrases("defamation", version=VERSION)
