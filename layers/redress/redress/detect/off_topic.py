"""Finds reviews that are about the seller, the delivery or a quarrel. Only ever a hint for a person."""

from redress.detect.cues import by_phrases

VERSION = "1"
detect = by_phrases("off_topic", version=VERSION)
