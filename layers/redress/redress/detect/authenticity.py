"""Finds what a machine or a paid writer left in the text. Only the text's own words count: no guess about its style."""

from collections.abc import Iterable, Iterator

from redress.detect.context import Context, Hint, findings_from
from redress.detect.cues import found
from redress.detect.folding import Folded
from redress.model import Finding, Review

NAME = "authenticity"
VERSION = "1"


def detect(_review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(context), detector=NAME, version=VERSION)


def _hints(context: Context) -> Iterator[Hint]:
    for text in context.texts:
        for hint in found(NAME, text):
            yield hint._replace(score=0.4) if _is_quoted(text, hint) else hint


def _is_quoted(text: Folded, hint: Hint) -> bool:
    """A customer may complain that the manual says "As an AI language model"."""
    start, end = hint.span
    return (
        text.original[max(0, start - 1) : start] in {'"', "\u201c", "\u201e", "\u00ab", "\u300c"}
        and '"' not in text.original[start:end]
    )
