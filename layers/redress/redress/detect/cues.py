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
from redress.model import Finding, Review

_HOME = Path(__file__).with_name("phrases")
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WITHOUT_SPACES = frozenset({"ja", "zh", "ko", "th"})
_GAP = r"(?: \S{1,24}){0,4} "
_WIDE_GAP = r"(?: \S{1,24}){0,10} "
_GAP_WITHOUT_SPACES = r".{0,12}"
_ENDLESS = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
_DENIAL = re.compile(
    r"(?:\b(?:not|never|no|nor|without|isn't|wasn't|weren't|aren't|don't|didn't|doesn't|haven't|hasn't|won't|cannot|can't"
    r"|nicht|nie|kein|keine|keinen|keinerlei|ohne|sin|nunca|jamais|pas|sans|aucun|aucune|ni)(?: \S{1,20}){0,2} ?)$",
)
_DENIAL_REACH = 44


class Cue(NamedTuple):
    guideline: str
    says: str
    score: float
    pattern: re.Pattern[str]
    deniable: bool


@cache
def cues(name: str) -> tuple[Cue, ...]:
    """The phrases of one detector. Read when it first runs."""
    document = yaml.load((_HOME / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - safe
    return tuple(
        Cue(
            guideline=entry.get("guideline", document.get("guideline")),
            says=entry["says"],
            score=entry["score"],
            pattern=_compiled(entry["phrases"]),
            deniable=entry.get("deniable", False),
        )
        for entry in document["cues"]
    )


def found(name: str, text: Folded) -> Iterator[Hint]:
    """Each place where a phrase stands, unless the words before it deny it ("I was not paid for this")."""
    for cue in cues(name):
        for match in cue.pattern.finditer(text.text):
            if cue.deniable and _denied(text.text, match.start()):
                continue
            yield Hint(cue.guideline, cue.score, cue.says, text.field, text.span(*match.span()))


def _denied(text: str, start: int) -> bool:
    return _DENIAL.search(text[max(0, start - _DENIAL_REACH) : start]) is not None


def _compiled(phrases: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(phrases)))


def _alternatives(phrases: dict[str, list[str]]) -> Iterable[str]:
    for language, forms in phrases.items():
        for form in forms:
            if _ENDLESS.search(form):
                raise ValueError(f"the phrase {form!r} repeats something without an end")
            if language in _WITHOUT_SPACES:
                yield f"(?:{form.replace('...', _GAP_WITHOUT_SPACES)})"
                continue
            spelled = form.replace(" .... ", _WIDE_GAP).replace(" ... ", _GAP)
            if "..." in spelled:
                raise ValueError(f"the phrase {form!r} has a gap without a space on each side")
            yield rf"(?<!\w)(?:{spelled})(?!\w)"


def by_phrases(name: str, *, version: str) -> Callable[[Review, Context], Iterable[Finding]]:
    """A detector that is nothing but its phrases."""

    def detect(_review: Review, context: Context) -> Iterable[Finding]:
        hints = (hint for text in context.texts for hint in found(name, text))
        return findings_from(hints, detector=name, version=version)

    return detect
