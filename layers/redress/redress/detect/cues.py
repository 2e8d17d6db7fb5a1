"""Phrases that speak for a guideline, kept as data in `phrases/`, and how they are found.

A phrase is a regular expression over folded text in which `...` stands for up to four words and `....` for up to ten.
Where a language writes no spaces, `...` is up to twelve characters. Nothing may repeat without an end, so that no text
can make it slow.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from redress.detect.context import Context, Hint, findings_from
from redress.detect.folding import Folded
from redress.detect.phrasebook import Phrasebook
from redress.model import Finding, Review

HOME = Path(__file__).with_name("phrases")
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DENIAL = re.compile(
    r"(?:\b(?:not|never|no|nor|without|isn't|wasn't|weren't|aren't|don't|didn't|doesn't|haven't|hasn't|won't|cannot|can't"
    r"|nicht|nie|kein|keine|keinen|keinerlei|ohne|sin|nunca|jamais|pas|sans|aucun|aucune|ni)(?: \S{1,20}){0,2} ?)$",
)
_DENIAL_REACH = 44


class Cue(NamedTuple):
    guideline: str
    says: str
    score: float
    deniable: bool


def read(name: str) -> dict[str, Any]:
    """A file of phrases."""
    document: dict[str, Any] = yaml.load((HOME / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    return document


def phrases(name: str) -> Iterator[tuple[Cue, str, str]]:
    """Each phrase of a detector: what it speaks for, its language, its form."""
    document = read(name)
    for entry in document["cues"]:
        guideline = entry.get("guideline", document.get("guideline"))
        cue = Cue(guideline, entry["says"], entry["score"], entry.get("deniable", False))
        for language, forms in entry["phrases"].items():
            for form in forms:
                yield cue, language, form


@cache
def _book(name: str) -> Phrasebook[Cue]:
    """Read when the detector first runs."""
    return Phrasebook(phrases(name))


def found(name: str, text: Folded) -> Iterator[Hint]:
    """Each place where a phrase stands, unless the words before it deny it ("I was not paid for this")."""
    for cue, match in _book(name).found(text.text):
        if not (cue.deniable and _denied(text.text, match.start())):
            yield Hint(cue.guideline, cue.score, cue.says, text.field, text.span(*match.span()))


def _denied(text: str, start: int) -> bool:
    return _DENIAL.search(text[max(0, start - _DENIAL_REACH) : start]) is not None


def by_phrases(name: str, *, version: str) -> Callable[[Review, Context], Iterable[Finding]]:
    """A detector that is nothing but its phrases."""

    def detect(_review: Review, context: Context) -> Iterable[Finding]:
        hints = (hint for text in context.texts for hint in found(name, text))
        return findings_from(hints, detector=name, version=version)

    return detect
