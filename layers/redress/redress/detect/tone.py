"""Finds abuse that no lexicon names, by likeness to examples that people called abusive. Only ever for a person to see.

The lexicon's own lists help to see what is aimed at whom: a rude word beside "you" or "they" counts by itself, so that
what was learnt on one platform holds on another.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from redress.detect.abuse import LOADED, lists
from redress.detect.context import Context, Hint, findings_from
from redress.detect.features import Token
from redress.detect.folding import Folded
from redress.detect.hostility import hostility
from redress.detect.languages import language_of
from redress.detect.learnt import WORTH_SAYING, hints
from redress.model import Finding, Review

NAME = "tone"
VERSION = "2"
GUIDELINE = "respect.harassment"
LANGUAGES = frozenset("en de es pt zh ko".split())

_YOU = frozenset("you your you're u ur yourself youre ya yall y'all".split())
_THEY = frozenset("he she they them him his her their these those people".split())
_SAYS = "reads like what people have called abusive (learnt from examples: a guess, no proof)"
_WEIGHT = 4  # one cue counts as much as the pieces of a word


def detect(review: Review, context: Context) -> Iterable[Finding]:
    return findings_from(_hints(review, context), detector=NAME, version=VERSION)


def _hints(review: Review, context: Context) -> Iterator[Hint]:
    for text in context.texts:
        language = language_of(text.text, review.author_lang)
        if language == "en":
            yield from _english(text)
        elif language in LANGUAGES:
            yield from hints(text, f"tone.{language}", GUIDELINE, _SAYS, cues)


def _english(text: Folded) -> Iterator[Hint]:
    found = hostility(text.text, cues)
    if found is None or found.score < WORTH_SAYING:
        return
    for place in found.places:
        yield Hint(GUIDELINE, found.score, _SAYS, text.field, text.span(*place))


def cues(unit: Sequence[Token]) -> Sequence[int]:
    """Which of the lexicon's lists a part of the text draws on, and whom it speaks to or of."""
    words = {token.word for token in unit}
    whom = "you" if words & _YOU else "they" if words & _THEY else ""
    drawn = [name for name, listed in _lists() if words & listed]
    found = [*drawn, *(f"{name} {whom}" for name in drawn if whom)]
    return [_cue(name) for name in found for _ in range(_WEIGHT)] + ([_cue("you")] * 2 if whom == "you" else [])


@cache
def _cue(name: str) -> int:
    return zlib.crc32(f"cue: {name}".encode())


@cache
def _lists() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, listed) for name, listed in lists().items() if not name.startswith(LOADED))
