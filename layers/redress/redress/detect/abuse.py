"""Stands in until the lexicon is read."""

from redress.detect.cues import by_phrases

detect = by_phrases("abuse", version="1")
