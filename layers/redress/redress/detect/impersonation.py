"""Finds authors who speak in the name of the maker, the shop, an authority or somebody else."""

from redress.detect.cues import by_phrases

VERSION = "1"
detect = by_phrases("impersonation", version=VERSION)
