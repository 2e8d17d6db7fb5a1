"""Finds advertising and solicitation: another shop, another product, "write to me", codes and offers."""

from redress.detect.cues import by_phrases

VERSION = "2"
detect = by_phrases("advertising", version=VERSION)
