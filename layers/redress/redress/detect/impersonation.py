"""Finds authors who speak in the name of the maker, the shop, an authority or somebody else."""

from redress.detect.cues import by_phrases

detect = by_phrases("impersonation", version="1")
