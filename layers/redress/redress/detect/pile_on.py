"""Finds calls to attack somebody together, and to get other customers' reviews taken away."""

from redress.detect.cues import by_phrases

detect = by_phrases("pile_on", version="1")
