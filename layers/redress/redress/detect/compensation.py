"""Finds pay for reviews: asked for, offered, demanded, or disclosed by the author."""

from redress.detect.cues import by_phrases

detect = by_phrases("compensation", version="1")
