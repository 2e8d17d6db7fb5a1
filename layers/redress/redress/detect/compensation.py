"""Finds pay for reviews: asked for, offered, demanded, or disclosed by the author."""

from redress.detect.cues import by_phrases

VERSION = "2"
detect = by_phrases("compensation", version=VERSION)
