"""Finds authors who say that the product, or a competing one, is their own or their family's."""

from redress.detect.cues import by_phrases

VERSION = "2"
detect = by_phrases("interests", version=VERSION)
